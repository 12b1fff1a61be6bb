//! 管理日志: changes of settings, added and never altered; the newest first.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    Scope, StoreError, Tx,
    convert::{Reading, json},
    row::admin_change::{ActiveModel, Column, Entity, Model},
};
use crate::domain::{
    audit::{Change, Matter},
    id::AccountId,
};

/// A change that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub id: Uuid,
    /// Who made it; none where it was done on the command line.
    pub by: Option<AccountId>,
    pub at: OffsetDateTime,
    pub change: Change,
}

/// Adds an entry.
pub async fn insert(tx: &Tx, scope: Scope, entry: &Entry) -> Result<(), StoreError> {
    let Entry { id, by, at, change } = entry;
    let row = ActiveModel {
        id: Set(*id),
        agency_id: Set(scope.agency()),
        account_id: Set(by.map(|account| account.0)),
        matter: Set(change.matter.to_string()),
        subject: Set(change.subject.clone()),
        body: Set(json(&change.parts)),
        created_at: Set(at.unix_timestamp()),
    };
    row.insert(tx).await?;
    Ok(())
}

/// By whom changes were made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// On the command line.
    Operator,
    Account(AccountId),
}

/// Which entries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Which {
    pub matter: Option<Matter>,
    pub by: Option<By>,
    /// Only those from before this one.
    pub before: Option<Uuid>,
}

/// The newest of them, at most so many.
pub async fn list(
    db: &impl ConnectionTrait,
    scope: Scope,
    which: Which,
    most: u64,
) -> Result<Vec<Entry>, StoreError> {
    let Which { matter, by, before } = which;
    let mut rows = Entity::find()
        .filter(Column::AgencyId.eq(scope.agency()))
        .order_by_desc(Column::Id)
        .limit(most);
    if let Some(matter) = matter {
        rows = rows.filter(Column::Matter.eq(matter.as_str()));
    }
    match by {
        Some(By::Operator) => rows = rows.filter(Column::AccountId.is_null()),
        Some(By::Account(account)) => rows = rows.filter(Column::AccountId.eq(account.0)),
        None => {}
    }
    if let Some(before) = before {
        rows = rows.filter(Column::Id.lt(before));
    }
    rows.all(db).await?.into_iter().map(read).collect()
}

fn read(row: Model) -> Result<Entry, StoreError> {
    let reading = Reading {
        table: "admin_change",
        key: &row.id,
    };
    Ok(Entry {
        id: row.id,
        by: row.account_id.map(AccountId),
        at: reading.instant(row.created_at)?,
        change: Change {
            matter: reading.parse(&row.matter)?,
            parts: reading.json(&row.body)?,
            subject: row.subject,
        },
    })
}
