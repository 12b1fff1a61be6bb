//! Those besides the applicant whom a case concerns and who are consulted, sealed as a whole.

use std::collections::BTreeMap;

use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    Scope, StoreError, Tx,
    convert::Reading,
    row::consulted::{ActiveModel, Column, Entity, Model},
    secret::{Place, Vault},
};
use crate::domain::{
    clock::ConsultationKind,
    id::{CaseId, PartyId},
    party::Party,
};

const TABLE: &str = "consulted";

fn place(row: Uuid) -> Place {
    Place {
        table: TABLE,
        column: "details_enc",
        row,
    }
}

/// Adds somebody to a case.
pub async fn insert(
    tx: &Tx,
    vault: &Vault,
    scope: Scope,
    case: CaseId,
    (id, kind, party): (PartyId, ConsultationKind, &Party),
    at: OffsetDateTime,
) -> Result<(), StoreError> {
    let details = serde_json::to_string(party).map_err(|error| StoreError::inconsistent(TABLE, id, error))?;
    let sealed = vault
        .seal(place(id.0), &details)
        .map_err(|error| StoreError::inconsistent(TABLE, id, error))?;
    let row = ActiveModel {
        id: Set(id.0),
        case_id: Set(case.0),
        agency_id: Set(scope.agency()),
        kind: Set(kind.to_string()),
        details_enc: Set(Some(sealed)),
        created_at: Set(at.unix_timestamp()),
        erased_at: Set(None),
    };
    row.insert(tx).await?;
    Ok(())
}

/// Everybody of a case; none where they were erased.
pub async fn of_case(
    db: &impl ConnectionTrait,
    vault: &Vault,
    scope: Scope,
    case: CaseId,
) -> Result<BTreeMap<PartyId, Option<Party>>, StoreError> {
    let rows = Entity::find()
        .filter(Column::CaseId.eq(case.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .all(db)
        .await?;
    let read = |row: Model| Ok((PartyId(row.id), open(vault, &row)?));
    rows.into_iter().map(read).collect()
}

fn open(vault: &Vault, row: &Model) -> Result<Option<Party>, StoreError> {
    let reading = Reading {
        table: TABLE,
        key: &row.id,
    };
    let Some(sealed) = &row.details_enc else {
        return Ok(None);
    };
    let details = vault
        .open(place(row.id), sealed)
        .map_err(|error| reading.bad(error))?;
    serde_json::from_str(&details)
        .map(Some)
        .map_err(|error| reading.bad(error))
}
