//! Reminders: each said once to each person, gathered into one digest a person and a day.

use std::collections::BTreeSet;

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{
    Scope, StoreError, Tx,
    convert::Reading,
    outbox::{self, NewMessage, Target},
    row::{digest, reminder},
};
use crate::{
    domain::{
        id::{AccountId, CaseId},
        message::{Medium, MessageKind},
        reminder::Reminder,
    },
    law::ReminderKey,
};

/// What a person is told on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Given {
    pub case: CaseId,
    pub reminder: Reminder,
    pub to: AccountId,
    /// The day whose digest it stands in.
    pub on: Date,
}

/// A person's reminders of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DigestHead {
    pub day: Date,
    pub is_read: bool,
}

/// When digests go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dispatching {
    pub now: OffsetDateTime,
    /// Not before.
    pub due_at: OffsetDateTime,
}

/// Gives reminders, but none that was given before, and brings the digests up to date: a digest that is new is handed
/// to the outbox, one that was read has something unread again. Returns how many were given.
pub async fn give(
    tx: &Tx,
    scope: Scope,
    given: &[Given],
    dispatching: Dispatching,
    mut id: impl FnMut() -> Uuid,
) -> Result<usize, StoreError> {
    let (mut count, mut changed) = (0, BTreeSet::new());
    for one in given {
        if insert(tx, scope, one, dispatching.now).await? {
            count += 1;
            changed.insert((one.to, one.on));
        }
    }
    for (to, day) in changed {
        if !open_digest(tx, scope, to, day, dispatching.now).await? {
            unread_again(tx, to, day).await?;
        }
        let message = NewMessage {
            medium: Medium::Mail,
            kind: MessageKind::Digest,
            target: Target::Digest { account: to, day },
            due_at: dispatching.due_at,
        };
        outbox::put(tx, scope, id(), message, dispatching.now).await?;
    }
    Ok(count)
}

/// Tells people of a note as it is written: it stands in their digest of the day at once, which has something unread
/// again, and the mail of the morning `mailing` tells of it.
pub async fn tell(
    tx: &Tx,
    scope: Scope,
    given: &[Given],
    mailing: Date,
    dispatching: Dispatching,
    mut id: impl FnMut() -> Uuid,
) -> Result<(), StoreError> {
    for one in given {
        insert(tx, scope, one, dispatching.now).await?;
        if !open_digest(tx, scope, one.to, one.on, dispatching.now).await? {
            unread_again(tx, one.to, one.on).await?;
        }
        let message = NewMessage {
            medium: Medium::Mail,
            kind: MessageKind::Digest,
            target: Target::Digest {
                account: one.to,
                day: mailing,
            },
            due_at: dispatching.due_at,
        };
        outbox::put(tx, scope, id(), message, dispatching.now).await?;
    }
    Ok(())
}

/// Whether it was not given before.
async fn insert(tx: &Tx, scope: Scope, given: &Given, now: OffsetDateTime) -> Result<bool, StoreError> {
    let Given {
        case,
        reminder: Reminder { key, about, days },
        to,
        on,
    } = given;
    let row = reminder::ActiveModel {
        case_id: Set(case.0),
        key: Set(key.to_string()),
        about_on: Set(*about),
        days: Set(*days),
        account_id: Set(to.0),
        agency_id: Set(scope.agency()),
        given_on: Set(*on),
        given_at: Set(now.unix_timestamp()),
    };
    let inserted = reminder::Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(inserted == 1)
}

/// Whether it is new.
async fn open_digest(
    tx: &Tx,
    scope: Scope,
    to: AccountId,
    day: Date,
    now: OffsetDateTime,
) -> Result<bool, StoreError> {
    let row = digest::ActiveModel {
        account_id: Set(to.0),
        day: Set(day),
        agency_id: Set(scope.agency()),
        made_at: Set(now.unix_timestamp()),
        read_at: Set(None),
    };
    let inserted = digest::Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(inserted == 1)
}

async fn unread_again(tx: &Tx, to: AccountId, day: Date) -> Result<(), StoreError> {
    digest::Entity::update_many()
        .col_expr(digest::Column::ReadAt, Expr::value(None::<i64>))
        .filter(digest::Column::AccountId.eq(to.0))
        .filter(digest::Column::Day.eq(day))
        .exec(tx)
        .await?;
    Ok(())
}

/// What a person was told on a day, the earliest of what it is about first.
pub async fn of_day(
    db: &impl ConnectionTrait,
    scope: Scope,
    account: AccountId,
    day: Date,
) -> Result<Vec<Given>, StoreError> {
    let rows = reminder::Entity::find()
        .filter(reminder::Column::AgencyId.eq(scope.agency()))
        .filter(reminder::Column::AccountId.eq(account.0))
        .filter(reminder::Column::GivenOn.eq(day))
        .order_by_asc(reminder::Column::AboutOn)
        .order_by_asc(reminder::Column::CaseId)
        .all(db)
        .await?;
    rows.iter().map(read).collect()
}

/// The notes of which a person was told in some days, from the first on and before the other.
pub async fn of_notes(
    db: &impl ConnectionTrait,
    scope: Scope,
    account: AccountId,
    (from, before): (Date, Date),
) -> Result<Vec<Given>, StoreError> {
    let rows = reminder::Entity::find()
        .filter(reminder::Column::AgencyId.eq(scope.agency()))
        .filter(reminder::Column::AccountId.eq(account.0))
        .filter(reminder::Column::GivenOn.gte(from))
        .filter(reminder::Column::GivenOn.lt(before))
        .filter(reminder::Column::Key.is_in(ReminderKey::OF_NOTES.map(ReminderKey::as_str)))
        .order_by_asc(reminder::Column::AboutOn)
        .order_by_asc(reminder::Column::CaseId)
        .all(db)
        .await?;
    rows.iter().map(read).collect()
}

/// A person's digest of a day, if there is one.
pub async fn digest(
    db: &impl ConnectionTrait,
    scope: Scope,
    account: AccountId,
    day: Date,
) -> Result<Option<DigestHead>, StoreError> {
    let row = digest::Entity::find_by_id((account.0, day))
        .filter(digest::Column::AgencyId.eq(scope.agency()))
        .one(db)
        .await?;
    Ok(row.as_ref().map(head))
}

/// A person's last digests, the latest first.
pub async fn digests(
    db: &impl ConnectionTrait,
    scope: Scope,
    account: AccountId,
    limit: u64,
) -> Result<Vec<DigestHead>, StoreError> {
    let rows = digest::Entity::find()
        .filter(digest::Column::AgencyId.eq(scope.agency()))
        .filter(digest::Column::AccountId.eq(account.0))
        .order_by_desc(digest::Column::Day)
        .limit(limit)
        .all(db)
        .await?;
    Ok(rows.iter().map(head).collect())
}

/// How many reminders stand in digests that a person has not read.
pub async fn unread(db: &impl ConnectionTrait, scope: Scope, account: AccountId) -> Result<u64, StoreError> {
    let days = Query::select()
        .column(digest::Column::Day)
        .from(digest::Entity)
        .and_where(digest::Column::AccountId.eq(account.0))
        .and_where(digest::Column::ReadAt.is_null())
        .to_owned();
    Ok(reminder::Entity::find()
        .filter(reminder::Column::AgencyId.eq(scope.agency()))
        .filter(reminder::Column::AccountId.eq(account.0))
        .filter(Expr::col(reminder::Column::GivenOn).in_subquery(days))
        .count(db)
        .await?)
}

/// Notes that a person has read their digest of a day; whether there is one.
pub async fn mark_read(
    tx: &Tx,
    scope: Scope,
    account: AccountId,
    day: Date,
    now: OffsetDateTime,
) -> Result<bool, StoreError> {
    let updated = digest::Entity::update_many()
        .col_expr(digest::Column::ReadAt, Expr::value(now.unix_timestamp()))
        .filter(digest::Column::AgencyId.eq(scope.agency()))
        .filter(digest::Column::AccountId.eq(account.0))
        .filter(digest::Column::Day.eq(day))
        .exec(tx)
        .await?;
    Ok(updated.rows_affected == 1)
}

fn head(row: &digest::Model) -> DigestHead {
    DigestHead {
        day: row.day,
        is_read: row.read_at.is_some(),
    }
}

fn read(row: &reminder::Model) -> Result<Given, StoreError> {
    let reading = Reading {
        table: "reminder",
        key: &row.case_id,
    };
    Ok(Given {
        reminder: Reminder {
            key: reading.parse(&row.key)?,
            about: row.about_on,
            days: row.days,
        },
        case: CaseId(row.case_id),
        to: AccountId(row.account_id),
        on: row.given_on,
    })
}
