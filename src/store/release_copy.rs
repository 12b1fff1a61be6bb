//! Copies of documents that may be handed over: of which document each was made, and of which marks.

use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use time::OffsetDateTime;

use super::{
    Scope, StoreError, Tx,
    convert::Reading,
    row::release_copy::{ActiveModel, Column, Entity, Model},
};
use crate::domain::{digest::Digest, id::FileId};

/// A copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseCopy {
    /// The file that is handed over.
    pub file: FileId,
    /// The document that it was made of.
    pub source: FileId,
    /// The digest of what was marked ([`crate::domain::mark::digest`]).
    pub marks: Digest,
    /// What was done, as JSON.
    pub report: String,
    pub created_at: OffsetDateTime,
}

pub async fn insert(tx: &Tx, scope: Scope, copy: &ReleaseCopy) -> Result<(), StoreError> {
    let ReleaseCopy {
        file,
        source,
        marks,
        report,
        created_at,
    } = copy;
    let row = ActiveModel {
        file_id: Set(file.0),
        agency_id: Set(scope.agency()),
        source_id: Set(source.0),
        marks: Set(marks.to_string()),
        report: Set(report.clone()),
        created_at: Set(created_at.unix_timestamp()),
    };
    row.insert(tx).await?;
    Ok(())
}

/// The copy that a file is, if it is one.
pub async fn get(
    db: &impl ConnectionTrait,
    scope: Scope,
    file: FileId,
) -> Result<Option<ReleaseCopy>, StoreError> {
    Entity::find_by_id(file.0)
        .filter(Column::AgencyId.eq(scope.agency()))
        .one(db)
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// The copies of some documents, the oldest first.
pub async fn of_sources(
    db: &impl ConnectionTrait,
    scope: Scope,
    sources: &[FileId],
) -> Result<Vec<ReleaseCopy>, StoreError> {
    let rows = Entity::find()
        .filter(Column::SourceId.is_in(sources.iter().map(|source| source.0)))
        .filter(Column::AgencyId.eq(scope.agency()))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::FileId)
        .all(db)
        .await?;
    rows.iter().map(read).collect()
}

fn read(row: &Model) -> Result<ReleaseCopy, StoreError> {
    let reading = Reading {
        table: "release_copy",
        key: &row.file_id,
    };
    Ok(ReleaseCopy {
        file: FileId(row.file_id),
        source: FileId(row.source_id),
        marks: reading.parse(&row.marks)?,
        report: row.report.clone(),
        created_at: reading.instant(row.created_at)?,
    })
}
