//! 代行: who stands in for whom, on which days.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use time::{Date, OffsetDateTime};

use super::{
    Scope, StoreError, Tx,
    convert::Reading,
    row::{
        account,
        delegation::{ActiveModel, Column, Entity, Model},
    },
};
use crate::domain::{
    delegation::Delegation,
    id::{AccountId, DelegationId},
};

/// Rows that a list shows at most.
const LISTED: u64 = 200;

/// Keeps others from settling who stands in for a person until the end of the transaction.
pub async fn hold(tx: &Tx, scope: Scope, absent: AccountId) -> Result<(), StoreError> {
    account::Entity::find_by_id(absent.0)
        .filter(account::Column::AgencyId.eq(scope.agency()))
        .lock_exclusive()
        .one(tx)
        .await?;
    Ok(())
}

pub async fn insert(tx: &Tx, scope: Scope, delegation: &Delegation) -> Result<(), StoreError> {
    let Delegation {
        id,
        from,
        to,
        from_on,
        to_on,
        why,
        by,
        created_at,
        ended_at,
    } = delegation;
    let row = ActiveModel {
        id: Set(id.0),
        agency_id: Set(scope.agency()),
        absent_id: Set(from.0),
        deputy_id: Set(to.0),
        from_on: Set(*from_on),
        to_on: Set(*to_on),
        why: Set(why.clone()),
        account_id: Set(by.0),
        created_at: Set(created_at.unix_timestamp()),
        ended_at: Set(ended_at.map(OffsetDateTime::unix_timestamp)),
        ended_by: Set(None),
    };
    row.insert(tx).await?;
    Ok(())
}

/// Those of the agency that are not over on a day.
pub async fn standing(
    db: &impl ConnectionTrait,
    scope: Scope,
    day: Date,
) -> Result<Vec<Delegation>, StoreError> {
    let rows = Entity::find()
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::ToOn.gte(day))
        .filter(Column::EndedAt.is_null())
        .order_by_asc(Column::FromOn)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// Those in which a person stands in for somebody on a day.
pub async fn of_deputy(
    db: &impl ConnectionTrait,
    scope: Scope,
    deputy: AccountId,
    day: Date,
) -> Result<Vec<Delegation>, StoreError> {
    let rows = Entity::find()
        .filter(Column::DeputyId.eq(deputy.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::FromOn.lte(day))
        .filter(Column::ToOn.gte(day))
        .filter(Column::EndedAt.is_null())
        .order_by_asc(Column::FromOn)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// The latest of the agency, or those of them that concern one person; the ones that end last come first.
pub async fn list(
    db: &impl ConnectionTrait,
    scope: Scope,
    of: Option<AccountId>,
) -> Result<Vec<Delegation>, StoreError> {
    let theirs = of.map(|person| Column::AbsentId.eq(person.0).or(Column::DeputyId.eq(person.0)));
    let mut rows = Entity::find()
        .filter(Column::AgencyId.eq(scope.agency()))
        .order_by_desc(Column::ToOn)
        .order_by_desc(Column::Id)
        .limit(LISTED);
    if let Some(theirs) = theirs {
        rows = rows.filter(theirs);
    }
    rows.all(db).await?.into_iter().map(read).collect()
}

pub async fn get(
    db: &impl ConnectionTrait,
    scope: Scope,
    id: DelegationId,
) -> Result<Option<Delegation>, StoreError> {
    let row = Entity::find_by_id(id.0)
        .filter(Column::AgencyId.eq(scope.agency()))
        .one(db)
        .await?;
    row.map(read).transpose()
}

/// Ends one early; whether it had not been ended yet.
pub async fn end(
    tx: &Tx,
    scope: Scope,
    id: DelegationId,
    by: AccountId,
    at: OffsetDateTime,
) -> Result<bool, StoreError> {
    let ended = Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(at.unix_timestamp()))
        .col_expr(Column::EndedBy, Expr::value(by.0))
        .filter(Column::Id.eq(id.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::EndedAt.is_null())
        .exec(tx)
        .await?;
    Ok(ended.rows_affected == 1)
}

fn read(row: Model) -> Result<Delegation, StoreError> {
    let reading = Reading {
        table: "delegation",
        key: &row.id,
    };
    Ok(Delegation {
        id: DelegationId(row.id),
        from: AccountId(row.absent_id),
        to: AccountId(row.deputy_id),
        from_on: row.from_on,
        to_on: row.to_on,
        by: AccountId(row.account_id),
        created_at: reading.instant(row.created_at)?,
        ended_at: row.ended_at.map(|at| reading.instant(at)).transpose()?,
        why: row.why,
    })
}
