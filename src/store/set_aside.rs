//! Clues that were set aside, with the reason; sealed, as it may name somebody. Nothing is deleted: what was taken back
//! stays, and is not read.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    Scope, StoreError, Tx,
    convert::Reading,
    row::clue_set_aside::{ActiveModel, Column, Entity, Model},
    secret::{Place, Vault},
};
use crate::{
    domain::id::{AccountId, CaseId},
    law::ClueKind,
};

const TABLE: &str = "clue_set_aside";

/// A clue that somebody set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    pub id: Uuid,
    pub kind: ClueKind,
    /// The other case that it points to, where it points to one.
    pub other: Option<CaseId>,
    pub by: AccountId,
    pub reason: String,
    pub at: OffsetDateTime,
}

fn place(row: Uuid) -> Place {
    Place {
        table: TABLE,
        column: "words_enc",
        row,
    }
}

/// Adds one.
pub async fn insert(
    tx: &Tx,
    vault: &Vault,
    scope: Scope,
    case: CaseId,
    aside: &SetAside,
) -> Result<(), StoreError> {
    let SetAside {
        id,
        kind,
        other,
        by,
        reason,
        at,
    } = aside;
    let sealed = vault.seal(place(*id), reason);
    let row = ActiveModel {
        id: Set(*id),
        agency_id: Set(scope.agency()),
        case_id: Set(case.0),
        clue: Set(kind.to_string()),
        other_id: Set(other.map(|other| other.0)),
        account_id: Set(by.0),
        words_enc: Set(sealed.map_err(|error| StoreError::inconsistent(TABLE, id, error))?),
        created_at: Set(at.unix_timestamp()),
        restored_at: Set(None),
        restored_by: Set(None),
    };
    row.insert(tx).await?;
    Ok(())
}

/// What is set aside in a case, the oldest first.
pub async fn of_case(
    db: &impl ConnectionTrait,
    vault: &Vault,
    scope: Scope,
    case: CaseId,
) -> Result<Vec<SetAside>, StoreError> {
    let rows = Entity::find()
        .filter(Column::CaseId.eq(case.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::RestoredAt.is_null())
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    rows.iter().map(|row| read(vault, row)).collect()
}

/// Takes one back, in whose case it stands; whether there was one.
pub async fn restore(
    tx: &Tx,
    scope: Scope,
    (case, id): (CaseId, Uuid),
    by: AccountId,
    at: OffsetDateTime,
) -> Result<bool, StoreError> {
    let done = Entity::update_many()
        .col_expr(Column::RestoredAt, Expr::value(at.unix_timestamp()))
        .col_expr(Column::RestoredBy, Expr::value(by.0))
        .filter(Column::Id.eq(id))
        .filter(Column::CaseId.eq(case.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::RestoredAt.is_null())
        .exec(tx)
        .await?;
    Ok(done.rows_affected > 0)
}

fn read(vault: &Vault, row: &Model) -> Result<SetAside, StoreError> {
    let reading = Reading {
        table: TABLE,
        key: &row.id,
    };
    Ok(SetAside {
        id: row.id,
        kind: reading.parse(&row.clue)?,
        other: row.other_id.map(CaseId),
        by: AccountId(row.account_id),
        reason: vault
            .open(place(row.id), &row.words_enc)
            .map_err(|error| reading.bad(error))?,
        at: reading.instant(row.created_at)?,
    })
}
