//! Proposed answers, every saved version of them.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Set,
};
use time::OffsetDateTime;

use super::{
    Scope, StoreError, Tx,
    convert::{Reading, json},
    error::conflict_if_taken,
    row::draft::{ActiveModel, Column, Entity, Model},
};
use crate::domain::{
    answer::Draft,
    id::{AccountId, CaseId, DraftId},
};

/// A saved version of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    pub id: DraftId,
    /// From 1.
    pub revision: i32,
    pub by: AccountId,
    pub at: OffsetDateTime,
    pub draft: Draft,
}

/// Keeps a version of the draft, as the next revision.
pub async fn insert(
    tx: &Tx,
    scope: Scope,
    case: CaseId,
    id: DraftId,
    draft: &Draft,
    by: AccountId,
    at: OffsetDateTime,
) -> Result<(), StoreError> {
    let before = Entity::find().filter(Column::CaseId.eq(case.0)).count(tx).await?;
    let row = ActiveModel {
        id: Set(id.0),
        case_id: Set(case.0),
        agency_id: Set(scope.agency()),
        revision: Set(Reading {
            table: "draft",
            key: &id,
        }
        .number(before + 1)?),
        body: Set(json(draft)),
        sha256: Set(draft.digest().to_string()),
        created_at: Set(at.unix_timestamp()),
        account_id: Set(by.0),
    };
    row.insert(tx).await.map_err(conflict_if_taken)?;
    Ok(())
}

pub async fn get(db: &impl ConnectionTrait, scope: Scope, id: DraftId) -> Result<Option<Saved>, StoreError> {
    Entity::find_by_id(id.0)
        .filter(Column::AgencyId.eq(scope.agency()))
        .one(db)
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// The newest version of a case.
pub async fn latest(
    db: &impl ConnectionTrait,
    scope: Scope,
    case: CaseId,
) -> Result<Option<Saved>, StoreError> {
    let row = Entity::find()
        .filter(Column::CaseId.eq(case.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .order_by_desc(Column::Revision)
        .one(db)
        .await?;
    row.as_ref().map(read).transpose()
}

fn read(row: &Model) -> Result<Saved, StoreError> {
    let reading = Reading {
        table: "draft",
        key: &row.id,
    };
    Ok(Saved {
        id: DraftId(row.id),
        revision: row.revision,
        by: AccountId(row.account_id),
        at: reading.instant(row.created_at)?,
        draft: reading.json(&row.body)?,
    })
}
