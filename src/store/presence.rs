//! Who has which page of a case open, and since when that is known.

use sea_orm::sea_query::{OnConflict, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use time::OffsetDateTime;

use super::{
    Db, Scope, StoreError, Tx,
    convert::Reading,
    row::presence::{ActiveModel, Column, Entity, Model},
};
use crate::domain::{
    id::{AccountId, CaseId},
    presence::{PageKind, Present},
};

/// Puts down that a person has a page of a case open.
pub async fn put(
    tx: &Tx,
    scope: Scope,
    case: CaseId,
    (account, page): (AccountId, PageKind),
    at: OffsetDateTime,
) -> Result<(), StoreError> {
    let row = ActiveModel {
        case_id: Set(case.0),
        account_id: Set(account.0),
        page: Set(page.to_string()),
        agency_id: Set(scope.agency()),
        seen_at: Set(at.unix_timestamp()),
    };
    let again = OnConflict::columns([Column::CaseId, Column::AccountId, Column::Page])
        .update_column(Column::SeenAt)
        .to_owned();
    Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// The pages of a case that were seen open after a moment.
pub async fn of_case(
    db: &impl ConnectionTrait,
    scope: Scope,
    case: CaseId,
    after: OffsetDateTime,
) -> Result<Vec<Present>, StoreError> {
    let rows = Entity::find()
        .filter(Column::CaseId.eq(case.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::SeenAt.gt(after.unix_timestamp()))
        .all(db)
        .await?;
    rows.into_iter().map(|row| read(&row)).collect()
}

/// Forgets, for all agencies, what was seen last before a moment.
pub async fn forget(db: &Db, before: OffsetDateTime) -> Result<u64, StoreError> {
    let delete = Query::delete()
        .from_table(Entity)
        .and_where(Column::SeenAt.lt(before.unix_timestamp()))
        .to_owned();
    let tx = db.begin().await?;
    let deleted = tx.execute(&delete).await?.rows_affected();
    tx.commit().await?;
    Ok(deleted)
}

fn read(row: &Model) -> Result<Present, StoreError> {
    let reading = Reading {
        table: "presence",
        key: &row.case_id,
    };
    Ok(Present {
        account: AccountId(row.account_id),
        page: reading.parse(&row.page)?,
        seen_at: reading.instant(row.seen_at)?,
    })
}
