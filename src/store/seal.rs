//! The image of an agency's seal: where it lies, how large it is, who put it there.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use time::OffsetDateTime;

use super::{
    Scope, StoreError, Tx,
    convert::Reading,
    row::seal::{ActiveModel, Column, Entity, Model},
};
use crate::domain::{digest::Digest, id::AccountId};

/// What is kept of a seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealRow {
    /// The image, among the files.
    pub image: Digest,
    /// How wide and high it is on paper.
    pub size_mm: u8,
    pub by: AccountId,
    pub at: OffsetDateTime,
}

/// The seal of an agency; nothing where it seals by hand.
pub async fn get(db: &impl ConnectionTrait, scope: Scope) -> Result<Option<SealRow>, StoreError> {
    let row = Entity::find_by_id(scope.agency()).one(db).await?;
    row.as_ref().map(read).transpose()
}

/// Puts a seal in the place of the one before.
pub async fn put(tx: &Tx, scope: Scope, seal: &SealRow) -> Result<(), StoreError> {
    let row = ActiveModel {
        agency_id: Set(scope.agency()),
        image: Set(seal.image.to_string()),
        size_mm: Set(i32::from(seal.size_mm)),
        account_id: Set(seal.by.0),
        created_at: Set(seal.at.unix_timestamp()),
    };
    let replaced = OnConflict::column(Column::AgencyId)
        .update_columns([
            Column::Image,
            Column::SizeMm,
            Column::AccountId,
            Column::CreatedAt,
        ])
        .to_owned();
    Entity::insert(row)
        .on_conflict(replaced)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Takes the seal away: from now on it is sealed by hand.
pub async fn remove(tx: &Tx, scope: Scope) -> Result<(), StoreError> {
    let row = Entity::find_by_id(scope.agency())
        .filter(Column::AgencyId.eq(scope.agency()))
        .one(tx)
        .await?;
    if let Some(row) = row {
        ActiveModel::from(row).delete(tx).await?;
    }
    Ok(())
}

fn read(row: &Model) -> Result<SealRow, StoreError> {
    let reading = Reading {
        table: "seal",
        key: &row.agency_id,
    };
    Ok(SealRow {
        image: reading.parse(&row.image)?,
        size_mm: reading.number(row.size_mm)?,
        by: AccountId(row.account_id),
        at: reading.instant(row.created_at)?,
    })
}
