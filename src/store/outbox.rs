//! What is to be sent out: put down in the transaction that it follows from, and sent by whoever can. A row says what
//! and to whom by id; address and words are looked up when it is sent, so nothing personal lies here.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{
    Scope, StoreError, Tx,
    convert::Reading,
    row::outbox::{ActiveModel, Column, Entity, Model},
};
use crate::{
    domain::id::{AccountId, AgencyId},
    law::words,
};

words! {
    /// What is sent.
    pub enum Dispatch {
        /// A person's reminders of a day.
        Digest = "digest",
    }
}

/// Puts down that somebody gets something of a day, not before a moment; once, however often it is asked for.
pub async fn put(
    tx: &Tx,
    scope: Scope,
    id: Uuid,
    (what, to, day): (Dispatch, AccountId, Date),
    due_at: OffsetDateTime,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(id),
        agency_id: Set(scope.agency()),
        kind: Set(what.to_string()),
        account_id: Set(Some(to.0)),
        day: Set(Some(day)),
        due_at: Set(due_at.unix_timestamp()),
        created_at: Set(now.unix_timestamp()),
        sent_at: Set(None),
    };
    Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Something that waits to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    pub id: Uuid,
    pub agency: AgencyId,
    pub what: Dispatch,
    pub to: Option<AccountId>,
    pub day: Option<Date>,
    pub due_at: OffsetDateTime,
}

/// What may go out at a moment and has not yet, of all agencies: it is the program that asks.
pub async fn waiting(
    db: &impl ConnectionTrait,
    now: OffsetDateTime,
    limit: u64,
) -> Result<Vec<Waiting>, StoreError> {
    let rows = Entity::find()
        .filter(Column::SentAt.is_null())
        .filter(Column::DueAt.lte(now.unix_timestamp()))
        .order_by_asc(Column::DueAt)
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(db)
        .await?;
    rows.iter().map(read).collect()
}

fn read(row: &Model) -> Result<Waiting, StoreError> {
    let reading = Reading {
        table: "outbox",
        key: &row.id,
    };
    Ok(Waiting {
        id: row.id,
        agency: AgencyId(row.agency_id),
        what: reading.parse(&row.kind)?,
        to: row.account_id.map(AccountId),
        day: row.day,
        due_at: reading.instant(row.due_at)?,
    })
}
