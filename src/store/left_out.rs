//! Files of a package that were not taken out of it, with the reason of each.

use std::collections::BTreeMap;

use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use super::{
    Scope, StoreError, Tx,
    row::left_out::{ActiveModel, Column, Entity},
};
use crate::domain::id::FileId;

/// A file that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    pub name: String,
    /// The key of the reason.
    pub reason: String,
}

/// Keeps what was left out of a package, in its order.
pub async fn insert(tx: &Tx, scope: Scope, package: FileId, left_out: &[LeftOut]) -> Result<(), StoreError> {
    for (place, LeftOut { name, reason }) in (1..).zip(left_out) {
        let row = ActiveModel {
            file_id: Set(package.0),
            place: Set(place),
            agency_id: Set(scope.agency()),
            name: Set(name.clone()),
            reason: Set(reason.clone()),
        };
        row.insert(tx).await?;
    }
    Ok(())
}

/// What was left out of each of these packages.
pub async fn of_packages(
    db: &impl ConnectionTrait,
    scope: Scope,
    packages: &[FileId],
) -> Result<BTreeMap<FileId, Vec<LeftOut>>, StoreError> {
    let rows = Entity::find()
        .filter(Column::FileId.is_in(packages.iter().map(|file| file.0)))
        .filter(Column::AgencyId.eq(scope.agency()))
        .order_by_asc(Column::FileId)
        .order_by_asc(Column::Place)
        .all(db)
        .await?;
    let mut found: BTreeMap<FileId, Vec<LeftOut>> = BTreeMap::new();
    for row in rows {
        let of_package = found.entry(FileId(row.file_id)).or_default();
        of_package.push(LeftOut {
            name: row.name,
            reason: row.reason,
        });
    }
    Ok(found)
}
