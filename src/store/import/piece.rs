//! The file as it came, in parts, and the rows that were read out of it: sealed, and gone when they are not needed.

use sea_orm::sea_query::Query;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use crate::{
    domain::id::ImportId,
    law::words,
    store::{
        Scope, StoreError, Tx,
        row::import_piece::{ActiveModel, Column, Entity},
        secret::Vault,
    },
};

const TABLE: &str = "import_piece";

words! {
    /// What a piece is.
    pub enum PieceKind {
        /// A part of the file as it came.
        File = "file",
        /// Rows of a sheet, as JSON.
        Rows = "rows",
    }
}

fn name(id: Uuid) -> Vec<u8> {
    format!("{TABLE}|body_enc|{id}").into_bytes()
}

/// Adds a piece: `(kind, sheet, n)` is its place.
pub async fn put(
    tx: &Tx,
    vault: &Vault,
    (scope, import): (Scope, ImportId),
    id: Uuid,
    (kind, sheet, n): (PieceKind, u32, u32),
    body: &[u8],
) -> Result<(), StoreError> {
    let sealed = vault
        .seal_bytes(&name(id), body)
        .map_err(|error| StoreError::inconsistent(TABLE, id, error))?;
    let row = ActiveModel {
        id: Set(id),
        import_id: Set(import.0),
        agency_id: Set(scope.agency()),
        kind: Set(kind.to_string()),
        sheet: Set(super::number(sheet)),
        n: Set(super::number(n)),
        body_enc: Set(sealed),
    };
    row.insert(tx).await?;
    Ok(())
}

/// The piece at a place; none behind the last.
pub async fn piece(
    db: &impl ConnectionTrait,
    vault: &Vault,
    (scope, import): (Scope, ImportId),
    (kind, sheet, n): (PieceKind, u32, u32),
) -> Result<Option<Vec<u8>>, StoreError> {
    let row = Entity::find()
        .filter(Column::ImportId.eq(import.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::Kind.eq(kind.as_str()))
        .filter(Column::Sheet.eq(super::number(sheet)))
        .filter(Column::N.eq(super::number(n)))
        .one(db)
        .await?;
    let open = |row: crate::store::row::import_piece::Model| {
        vault
            .open_bytes(&name(row.id), &row.body_enc)
            .map_err(|error| StoreError::inconsistent(TABLE, row.id, error))
    };
    row.map(open).transpose()
}

/// Takes away all pieces of an import.
pub async fn forget(tx: &Tx, scope: Scope, import: ImportId) -> Result<(), StoreError> {
    for kind in PieceKind::ALL {
        forget_of(tx, scope, import, *kind).await?;
    }
    Ok(())
}

/// Takes away its pieces of a kind.
pub async fn forget_of(tx: &Tx, scope: Scope, import: ImportId, kind: PieceKind) -> Result<(), StoreError> {
    let delete = Query::delete()
        .from_table(Entity)
        .and_where(Column::ImportId.eq(import.0))
        .and_where(Column::AgencyId.eq(scope.agency()))
        .and_where(Column::Kind.eq(kind.as_str()))
        .to_owned();
    tx.execute(&delete).await?;
    Ok(())
}
