//! 公开材料包: what went out with each answer, as a list; the files lie under their digests.

use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use time::OffsetDateTime;

use super::{
    Scope, StoreError, Tx,
    convert::Reading,
    row::release_package::{ActiveModel, Column, Entity},
};
use crate::domain::id::{CaseId, LetterId};

/// The package of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleasePackage {
    pub letter: LetterId,
    pub case: CaseId,
    /// JSON, as its digest in the history covers it.
    pub manifest: String,
    /// The same for people.
    pub list: String,
    pub created_at: OffsetDateTime,
}

pub async fn insert(tx: &Tx, scope: Scope, package: &ReleasePackage) -> Result<(), StoreError> {
    let ReleasePackage {
        letter,
        case,
        manifest,
        list,
        created_at,
    } = package;
    let row = ActiveModel {
        letter_id: Set(letter.0),
        agency_id: Set(scope.agency()),
        case_id: Set(case.0),
        manifest: Set(manifest.clone()),
        list: Set(list.clone()),
        created_at: Set(created_at.unix_timestamp()),
    };
    row.insert(tx).await?;
    Ok(())
}

pub async fn get(
    db: &impl ConnectionTrait,
    scope: Scope,
    letter: LetterId,
) -> Result<Option<ReleasePackage>, StoreError> {
    let row = Entity::find_by_id(letter.0)
        .filter(Column::AgencyId.eq(scope.agency()))
        .one(db)
        .await?;
    row.map(|row| {
        let reading = Reading {
            table: "release_package",
            key: &row.letter_id,
        };
        Ok(ReleasePackage {
            letter: LetterId(row.letter_id),
            case: CaseId(row.case_id),
            created_at: reading.instant(row.created_at)?,
            manifest: row.manifest,
            list: row.list,
        })
    })
    .transpose()
}
