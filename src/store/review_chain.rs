//! The review chains of agencies: versions that follow each other and never change; the newest is in force.

use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    Scope, StoreError, Tx,
    convert::{Reading, json},
    error::conflict_if_taken,
    row::review_chain::{ActiveModel, Column, Entity, Model},
};
use crate::domain::{
    id::AccountId,
    review::{Chain, Step},
};

/// A version of an agency's chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub chain: Chain,
    /// Why, in the administrator's words.
    pub why: String,
    pub by: AccountId,
    pub created_at: OffsetDateTime,
}

/// Adds a version; [`StoreError::Conflict`] where somebody was first.
pub async fn insert(tx: &Tx, scope: Scope, version: &Version) -> Result<(), StoreError> {
    let row = ActiveModel {
        agency_id: Set(scope.agency()),
        version: Set(i32::try_from(version.chain.version).unwrap_or(i32::MAX)),
        body: Set(json(&version.chain.steps)),
        why: Set(version.why.clone()),
        account_id: Set(version.by.0),
        created_at: Set(version.created_at.unix_timestamp()),
    };
    row.insert(tx).await.map_err(conflict_if_taken)?;
    Ok(())
}

/// Every version of the agency, the newest first.
pub async fn all(db: &impl ConnectionTrait, scope: Scope) -> Result<Vec<Version>, StoreError> {
    let rows = Entity::find()
        .filter(Column::AgencyId.eq(scope.agency()))
        .order_by_desc(Column::Version)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

fn read(row: Model) -> Result<Version, StoreError> {
    let reading = Reading {
        table: "review_chain",
        key: &row.agency_id,
    };
    Ok(Version {
        chain: chain(row.agency_id, row.version, &row.body)?,
        created_at: reading.instant(row.created_at)?,
        why: row.why,
        by: AccountId(row.account_id),
    })
}

/// A chain of an agency, as a row tells it.
pub(super) fn chain(agency: Uuid, version: i32, body: &str) -> Result<Chain, StoreError> {
    let reading = Reading {
        table: "review_chain",
        key: &agency,
    };
    let steps: Vec<Step> = reading.json(body)?;
    Ok(Chain {
        version: reading.number(version)?,
        steps,
    })
}
