//! What was submitted for review, as its reviewers saw it: sealed, as letters name people.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use time::OffsetDateTime;

use super::{
    Scope, StoreError, Tx,
    convert::Reading,
    row::submission::{ActiveModel, Column, Entity},
    secret::{Place, Vault},
};
use crate::domain::{digest::Digest, id::CaseId};

fn body_of(case: CaseId) -> Place {
    Place {
        table: "submission",
        column: "body",
        row: case.0,
    }
}

/// Keeps what was submitted (as JSON) under the digest that the approvals are bound to. The same once more is the same.
pub async fn insert(
    tx: &Tx,
    scope: Scope,
    vault: &Vault,
    (case, content): (CaseId, Digest),
    body: &str,
    at: OffsetDateTime,
) -> Result<(), StoreError> {
    let sealed = vault
        .seal(body_of(case), body)
        .map_err(|error| StoreError::inconsistent("submission", case, error))?;
    let row = ActiveModel {
        case_id: Set(case.0),
        content: Set(content.to_string()),
        agency_id: Set(scope.agency()),
        body: Set(sealed),
        created_at: Set(at.unix_timestamp()),
    };
    let again = OnConflict::columns([Column::CaseId, Column::Content])
        .do_nothing()
        .to_owned();
    Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// What was submitted under a digest, as JSON; none where it was before such things were kept.
pub async fn get(
    db: &impl ConnectionTrait,
    scope: Scope,
    vault: &Vault,
    case: CaseId,
    content: Digest,
) -> Result<Option<String>, StoreError> {
    let row = Entity::find_by_id((case.0, content.to_string()))
        .filter(Column::AgencyId.eq(scope.agency()))
        .one(db)
        .await?;
    let open = |row: crate::store::row::submission::Model| {
        let reading = Reading {
            table: "submission",
            key: &row.case_id,
        };
        vault
            .open(body_of(case), &row.body)
            .map_err(|error| reading.bad(error))
    };
    row.map(open).transpose()
}
