//! The templates of letters that an agency tailors: versions that follow each other and never change, each in force from
//! a day until a later one is.

use std::collections::BTreeMap;

use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use time::{Date, OffsetDateTime};

use super::{
    Scope, StoreError, Tx,
    convert::Reading,
    error::conflict_if_taken,
    row::tailoring::{ActiveModel, Column, Entity, Model},
};
use crate::domain::id::AccountId;

/// A version of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// What of the letters it is for.
    pub slot: String,
    /// From 1, by slot.
    pub number: u32,
    /// None: back to the standard template.
    pub source: Option<String>,
    /// In force from this day.
    pub from_on: Date,
    /// Why, in the administrator's words.
    pub note: String,
    pub by: AccountId,
    pub created_at: OffsetDateTime,
}

/// Adds a version; [`StoreError::Conflict`] where somebody was first.
pub async fn insert(tx: &Tx, scope: Scope, version: &Version) -> Result<(), StoreError> {
    let Version {
        slot,
        number,
        source,
        from_on,
        note,
        by,
        created_at,
    } = version;
    let row = ActiveModel {
        agency_id: Set(scope.agency()),
        slot: Set(slot.clone()),
        version: Set(i32::try_from(*number).unwrap_or(i32::MAX)),
        source: Set(source.clone()),
        from_on: Set(*from_on),
        note: Set(note.clone()),
        account_id: Set(by.0),
        created_at: Set(created_at.unix_timestamp()),
    };
    row.insert(tx).await.map_err(conflict_if_taken)?;
    Ok(())
}

/// The versions of a slot, the oldest first.
pub async fn of_slot(
    db: &impl ConnectionTrait,
    scope: Scope,
    slot: &str,
) -> Result<Vec<Version>, StoreError> {
    let rows = Entity::find()
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::Slot.eq(slot))
        .order_by_asc(Column::Version)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// All versions of the agency, by slot, the oldest first.
pub async fn all(db: &impl ConnectionTrait, scope: Scope) -> Result<Vec<Version>, StoreError> {
    let rows = Entity::find()
        .filter(Column::AgencyId.eq(scope.agency()))
        .order_by_asc(Column::Slot)
        .order_by_asc(Column::Version)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// The version that is in force on a day: the newest of those that have begun.
pub fn in_force(versions: &[Version], on: Date) -> Option<&Version> {
    versions.iter().rev().find(|version| version.from_on <= on)
}

/// What is tailored on a day, by slot.
pub async fn standing(
    db: &impl ConnectionTrait,
    scope: Scope,
    on: Date,
) -> Result<BTreeMap<String, String>, StoreError> {
    let rows = Entity::find()
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::FromOn.lte(on))
        .order_by_asc(Column::Slot)
        .order_by_asc(Column::Version)
        .all(db)
        .await?;
    let mut standing = BTreeMap::new();
    for row in rows {
        match row.source {
            Some(source) => standing.insert(row.slot, source),
            None => standing.remove(&row.slot),
        };
    }
    Ok(standing)
}

fn read(row: Model) -> Result<Version, StoreError> {
    let reading = Reading {
        table: "tailoring",
        key: &row.agency_id,
    };
    Ok(Version {
        number: u32::try_from(row.version)
            .map_err(|_| reading.bad(format!("version {} of {}", row.version, row.slot)))?,
        created_at: reading.instant(row.created_at)?,
        slot: row.slot,
        source: row.source,
        from_on: row.from_on,
        note: row.note,
        by: AccountId(row.account_id),
    })
}
