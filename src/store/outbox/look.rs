//! The messages of an agency, for those who look after them: what waits, what was set aside and why, what was told of a
//! case and when; and putting back or ending what was set aside.

use std::collections::BTreeMap;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Message, read, send::open};
use crate::{
    domain::{
        id::{AccountId, CaseId, LetterId},
        message::{Medium, MessageKind, Reason},
    },
    store::{
        Scope, StoreError, Tx,
        convert::Reading,
        row::outbox::{Column, Entity},
    },
};

/// Which messages a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// To be sent, now or later, the next first.
    Waiting,
    /// Set aside with a reason, the longest first.
    SetAside,
    /// Sent, the latest first.
    Sent,
    /// Ended without having been sent, the latest first.
    Dropped,
}

/// The messages of an agency, at most so many.
pub async fn list(
    db: &impl ConnectionTrait,
    scope: Scope,
    which: Which,
    limit: u64,
) -> Result<Vec<Message>, StoreError> {
    let ours = Entity::find().filter(Column::AgencyId.eq(scope.agency()));
    let some = match which {
        Which::Waiting => ours.filter(open()).order_by_asc(Column::NextAt),
        Which::SetAside => ours.filter(set_aside()).order_by_asc(Column::SetAsideAt),
        Which::Sent => ours
            .filter(Column::SentAt.is_not_null())
            .order_by_desc(Column::SentAt),
        Which::Dropped => ours
            .filter(Column::DroppedAt.is_not_null())
            .order_by_desc(Column::DroppedAt),
    };
    let rows = some.order_by_asc(Column::Id).limit(limit).all(db).await?;
    rows.into_iter().map(read).collect()
}

/// A message of an agency.
pub async fn get(db: &impl ConnectionTrait, scope: Scope, id: Uuid) -> Result<Option<Message>, StoreError> {
    let row = Entity::find_by_id(id)
        .filter(Column::AgencyId.eq(scope.agency()))
        .one(db)
        .await?;
    row.map(read).transpose()
}

/// How a way of sending does for an agency.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    pub waiting: u64,
    pub set_aside: u64,
    pub last_sent_at: Option<OffsetDateTime>,
    /// When something failed last, and why, where that has not been set right since.
    pub last_failure: Option<(OffsetDateTime, Reason)>,
}

/// How each way of sending does for an agency.
pub async fn standing(
    db: &impl ConnectionTrait,
    scope: Scope,
) -> Result<BTreeMap<Medium, Standing>, StoreError> {
    let mut all = BTreeMap::new();
    for medium in Medium::ALL.iter().copied() {
        let ours = || {
            Entity::find()
                .filter(Column::AgencyId.eq(scope.agency()))
                .filter(Column::Medium.eq(medium.as_str()))
        };
        let last_sent: Option<Option<i64>> = ours()
            .select_only()
            .column_as(Column::SentAt.max(), "last")
            .into_tuple()
            .one(db)
            .await?;
        let failed = ours()
            .filter(Column::FailedAt.is_not_null())
            .filter(Column::LastError.is_not_null())
            .filter(Column::SentAt.is_null())
            .filter(Column::DroppedAt.is_null())
            .order_by_desc(Column::FailedAt)
            .limit(1)
            .one(db)
            .await?;
        let failed = failed.map(read).transpose()?;
        let id = scope.agency();
        let reading = Reading {
            table: "outbox",
            key: &id,
        };
        let last_sent_at = last_sent.flatten().map(|at| reading.instant(at)).transpose()?;
        let one = Standing {
            waiting: ours().filter(open()).count(db).await?,
            set_aside: ours().filter(set_aside()).count(db).await?,
            last_sent_at,
            last_failure: failed.and_then(|message| Some((message.failed_at?, message.last_error?))),
        };
        all.insert(medium, one);
    }
    Ok(all)
}

/// The newest heartbeat of an agency by a way.
pub async fn last_heartbeat(
    db: &impl ConnectionTrait,
    scope: Scope,
    medium: Medium,
) -> Result<Option<Message>, StoreError> {
    let row = Entity::find()
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::Medium.eq(medium.as_str()))
        .filter(Column::Kind.eq(MessageKind::Heartbeat.as_str()))
        .order_by_desc(Column::Day)
        .limit(1)
        .one(db)
        .await?;
    row.map(read).transpose()
}

fn set_aside() -> Condition {
    Condition::all()
        .add(Column::SetAsideAt.is_not_null())
        .add(Column::SentAt.is_null())
        .add(Column::DroppedAt.is_null())
}

/// Puts a message that was set aside back, to be tried as if for the first time; whether there is one.
pub async fn retry(tx: &Tx, scope: Scope, id: Uuid, now: OffsetDateTime) -> Result<bool, StoreError> {
    Ok(put_back(tx, scope, Column::Id.eq(id), now).await? > 0)
}

/// The same for everything of an agency that was set aside; returns how many.
pub async fn retry_all(tx: &Tx, scope: Scope, now: OffsetDateTime) -> Result<u64, StoreError> {
    put_back(tx, scope, Column::Id.is_not_null(), now).await
}

/// It is due anew, so that it has as much time as a new one.
async fn put_back(
    tx: &Tx,
    scope: Scope,
    which: impl sea_orm::sea_query::IntoCondition,
    now: OffsetDateTime,
) -> Result<u64, StoreError> {
    let updated = Entity::update_many()
        .col_expr(Column::SetAsideAt, Expr::value(None::<i64>))
        .col_expr(Column::Attempts, Expr::value(0_i64))
        .col_expr(Column::DueAt, Expr::value(now.unix_timestamp()))
        .col_expr(Column::NextAt, Expr::value(now.unix_timestamp()))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(set_aside())
        .filter(which)
        .exec(tx)
        .await?;
    Ok(updated.rows_affected)
}

/// Ends a message that was set aside, because a person says so; whether there is one.
pub async fn drop_one(
    tx: &Tx,
    scope: Scope,
    id: Uuid,
    by: AccountId,
    because: &str,
    now: OffsetDateTime,
) -> Result<bool, StoreError> {
    Ok(end(tx, scope, Column::Id.eq(id), (by, because), now).await? > 0)
}

/// The same for everything of an agency that was set aside; returns how many.
pub async fn drop_all(
    tx: &Tx,
    scope: Scope,
    by: AccountId,
    because: &str,
    now: OffsetDateTime,
) -> Result<u64, StoreError> {
    end(tx, scope, Column::Id.is_not_null(), (by, because), now).await
}

async fn end(
    tx: &Tx,
    scope: Scope,
    which: impl sea_orm::sea_query::IntoCondition,
    (by, because): (AccountId, &str),
    now: OffsetDateTime,
) -> Result<u64, StoreError> {
    let updated = Entity::update_many()
        .col_expr(Column::DroppedAt, Expr::value(now.unix_timestamp()))
        .col_expr(Column::DroppedBy, Expr::value(by.0))
        .col_expr(Column::DroppedBecause, Expr::value(because))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(set_aside())
        .filter(which)
        .exec(tx)
        .await?;
    Ok(updated.rows_affected)
}

/// That somebody was told of something in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sent {
    pub medium: Medium,
    pub kind: MessageKind,
    pub letter: Option<LetterId>,
    pub sent_at: OffsetDateTime,
}

/// What the applicant of a case was told, in the order in which it went out.
pub async fn of_case(db: &impl ConnectionTrait, scope: Scope, case: CaseId) -> Result<Vec<Sent>, StoreError> {
    let rows = Entity::find()
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::CaseId.eq(case.0))
        .filter(Column::Endpoint.is_null())
        .filter(Column::LinkId.is_null())
        .filter(Column::SentAt.is_not_null())
        .order_by_asc(Column::SentAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    let told = |row| {
        let message = read(row)?;
        Ok(message.sent_at.map(|sent_at| Sent {
            medium: message.medium,
            kind: message.kind,
            letter: match message.target {
                super::Target::Case { letter, .. } => letter,
                super::Target::Digest { .. }
                | super::Target::Alarm { .. }
                | super::Target::Heartbeat { .. } => None,
            },
            sent_at,
        }))
    };
    rows.into_iter().filter_map(|row| told(row).transpose()).collect()
}
