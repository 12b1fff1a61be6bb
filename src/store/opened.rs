//! What reviewers opened of an answer before they said yes.

use std::collections::BTreeSet;

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use time::OffsetDateTime;

use super::{
    Db, Scope, StoreError,
    convert::Reading,
    row::opened_part::{ActiveModel, Column, Entity},
};
use crate::domain::{
    digest::Digest,
    id::{AccountId, CaseId},
};

/// Keeps that somebody opened a part; the first time counts.
pub async fn insert(
    db: &Db,
    scope: Scope,
    (case, by): (CaseId, AccountId),
    content: Digest,
    at: OffsetDateTime,
) -> Result<(), StoreError> {
    let tx = db.begin().await?;
    let row = ActiveModel {
        case_id: Set(case.0),
        account_id: Set(by.0),
        content: Set(content.to_string()),
        agency_id: Set(scope.agency()),
        created_at: Set(at.unix_timestamp()),
    };
    let again = OnConflict::columns([Column::CaseId, Column::AccountId, Column::Content])
        .do_nothing()
        .to_owned();
    Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(&tx)
        .await?;
    tx.commit().await
}

/// Everything that somebody opened in a case.
pub async fn by(
    db: &impl ConnectionTrait,
    scope: Scope,
    case: CaseId,
    by: AccountId,
) -> Result<BTreeSet<Digest>, StoreError> {
    let rows = Entity::find()
        .filter(Column::CaseId.eq(case.0))
        .filter(Column::AccountId.eq(by.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .all(db)
        .await?;
    let digest = |row: crate::store::row::opened_part::Model| {
        let reading = Reading {
            table: "opened_part",
            key: &row.case_id,
        };
        reading.parse(&row.content)
    };
    rows.into_iter().map(digest).collect()
}
