//! 关注: who wants to be told of a case that others have.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use time::OffsetDateTime;

use super::{
    Scope, StoreError, Tx,
    row::watch::{ActiveModel, Column, Entity},
};
use crate::domain::id::{AccountId, CaseId};

/// Begins to watch a case of the agency; once, however often it is asked for.
pub async fn add(
    tx: &Tx,
    scope: Scope,
    account: AccountId,
    case: CaseId,
    at: OffsetDateTime,
) -> Result<(), StoreError> {
    let row = ActiveModel {
        account_id: Set(account.0),
        case_id: Set(case.0),
        agency_id: Set(scope.agency()),
        since_at: Set(at.unix_timestamp()),
    };
    Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Watches it no longer.
pub async fn remove(tx: &Tx, scope: Scope, account: AccountId, case: CaseId) -> Result<(), StoreError> {
    Entity::delete_by_id((account.0, case.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Whether a person watches a case.
pub async fn is_watching(
    db: &impl ConnectionTrait,
    scope: Scope,
    account: AccountId,
    case: CaseId,
) -> Result<bool, StoreError> {
    let row = Entity::find_by_id((account.0, case.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .one(db)
        .await?;
    Ok(row.is_some())
}

/// Everybody who watches a case. Whether they may still read it is for the caller to ask.
pub async fn watchers_of(
    db: &impl ConnectionTrait,
    scope: Scope,
    case: CaseId,
) -> Result<Vec<AccountId>, StoreError> {
    let rows = Entity::find()
        .filter(Column::CaseId.eq(case.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .order_by_asc(Column::AccountId)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| AccountId(row.account_id)).collect())
}
