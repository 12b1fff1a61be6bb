//! Sending, as the database sees it. A message is claimed by one statement that gives it an owner and a lease; whoever
//! dies loses it with time, and another sends it again under the same id. Here the program works for all agencies.

use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType, Query, UpdateStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select, Statement,
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Message, read};
use crate::{
    domain::message::{Medium, MessageKind, Reason},
    store::{
        Db, StoreError,
        row::outbox::{Column, Entity},
    },
};

/// Messages that one transaction forgets.
const FORGOTTEN_AT_ONCE: usize = 500;

/// Who sends, and until when a message is theirs.
#[derive(Debug, Clone, Copy)]
pub struct Claim<'a> {
    pub owner: &'a str,
    pub now: OffsetDateTime,
    pub lease_until: OffsetDateTime,
}

/// Messages that have not ended in any way.
pub(super) fn open() -> Condition {
    Condition::all()
        .add(Column::SentAt.is_null())
        .add(Column::SetAsideAt.is_null())
        .add(Column::DroppedAt.is_null())
}

/// Messages that may be sent now and that nobody is at, the longest due first.
fn due(now: OffsetDateTime, limit: u64) -> Select<Entity> {
    let now = now.unix_timestamp();
    Entity::find()
        .filter(open())
        .filter(Column::NextAt.lte(now))
        .filter(
            Condition::any()
                .add(Column::LeasedUntil.is_null())
                .add(Column::LeasedUntil.lt(now)),
        )
        .order_by_asc(Column::NextAt)
        .order_by_asc(Column::Id)
        .limit(limit)
}

/// Whether anything may be sent now.
pub async fn has_due(db: &impl ConnectionTrait, now: OffsetDateTime) -> Result<bool, StoreError> {
    Ok(due(now, 1).one(db).await?.is_some())
}

/// Takes the next messages that are due, at most so many, for as long as the lease lasts. Taking one counts as trying it.
pub async fn claim(db: &Db, claim: Claim<'_>, limit: u64) -> Result<Vec<Message>, StoreError> {
    let next = due(claim.now, limit)
        .select_only()
        .column(Column::Id)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .into_query();
    let tx = db.begin().await?;
    let claimed = Entity::update_many()
        .col_expr(Column::Owner, Expr::value(claim.owner))
        .col_expr(
            Column::LeasedUntil,
            Expr::value(claim.lease_until.unix_timestamp()),
        )
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
        .filter(Column::Id.in_subquery(next))
        .exec_with_returning(&tx)
        .await?;
    tx.commit().await?;
    let mut claimed: Vec<Message> = claimed.into_iter().map(read).collect::<Result<_, _>>()?;
    claimed.sort_by_key(|message| (message.next_at, message.id));
    Ok(claimed)
}

/// Notes that a message went out; whether it was still this owner's.
pub async fn sent(db: &Db, id: Uuid, owner: &str, now: OffsetDateTime) -> Result<bool, StoreError> {
    let mut update = released();
    update
        .value(Column::SentAt, now.unix_timestamp())
        .value(Column::LastError, None::<String>);
    change(db, id, owner, update).await
}

/// Lets a message wait: for another try, where it failed for a reason, or, without one, as if it had not been tried.
pub async fn postpone(
    db: &Db,
    id: Uuid,
    owner: &str,
    next_at: OffsetDateTime,
    failed: Option<(Reason, OffsetDateTime)>,
) -> Result<bool, StoreError> {
    let mut update = released();
    update.value(Column::NextAt, next_at.unix_timestamp());
    match failed {
        Some((reason, now)) => {
            update
                .value(Column::LastError, reason.to_string())
                .value(Column::FailedAt, now.unix_timestamp());
        }
        None => {
            update.value(Column::Attempts, Expr::col(Column::Attempts).sub(1));
        }
    }
    change(db, id, owner, update).await
}

/// Sets a message aside for a person to look at.
pub async fn set_aside(
    db: &Db,
    id: Uuid,
    owner: &str,
    now: OffsetDateTime,
    reason: Reason,
) -> Result<bool, StoreError> {
    let mut update = given_up(Column::SetAsideAt, now, reason);
    update.value(Column::FailedAt, now.unix_timestamp());
    change(db, id, owner, update).await
}

/// Ends a message that goes to nobody.
pub async fn drop_unsent(
    db: &Db,
    id: Uuid,
    owner: &str,
    now: OffsetDateTime,
    reason: Reason,
) -> Result<bool, StoreError> {
    change(db, id, owner, given_up(Column::DroppedAt, now, reason)).await
}

/// Not tried again by itself, since a moment that the column keeps.
fn given_up(since: Column, now: OffsetDateTime, reason: Reason) -> UpdateStatement {
    let mut update = released();
    update
        .value(since, now.unix_timestamp())
        .value(Column::LastError, reason.to_string());
    update
}

/// Lets everything that would go the same way wait, where the other side is away: nothing is charged for it.
pub async fn hold(
    db: &Db,
    medium: Medium,
    endpoint: Option<&str>,
    until: OffsetDateTime,
) -> Result<(), StoreError> {
    let mut update = Query::update();
    update
        .table(Entity)
        .value(Column::NextAt, until.unix_timestamp())
        .cond_where(open())
        .and_where(Column::Medium.eq(medium.as_str()))
        .and_where(Column::LeasedUntil.is_null())
        .and_where(Column::NextAt.lt(until.unix_timestamp()));
    if let Some(endpoint) = endpoint {
        update.and_where(Column::Endpoint.eq(endpoint));
    }
    write(db, update).await?;
    Ok(())
}

/// Forgets what was sent, or was not to be, before a moment, but for messages to applicants: those are evidence.
pub async fn forget(db: &Db, before: OffsetDateTime) -> Result<u64, StoreError> {
    let before = before.unix_timestamp();
    let over = Condition::any()
        .add(Column::SentAt.lt(before))
        .add(Column::DroppedAt.lt(before));
    let no_evidence = Condition::any()
        .add(Column::Kind.eq(MessageKind::Digest.as_str()))
        .add(Column::Kind.eq(MessageKind::ChannelAlarm.as_str()))
        .add(Column::Kind.eq(MessageKind::Heartbeat.as_str()))
        .add(Column::Medium.eq(Medium::Webhook.as_str()));
    // Looked for beforehand: everybody who writes would wait for the look through all of them.
    let ids: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(over)
        .filter(no_evidence)
        .into_tuple()
        .all(db)
        .await?;
    let mut forgotten = 0;
    for ids in ids.chunks(FORGOTTEN_AT_ONCE) {
        let tx = db.begin().await?;
        let delete = Query::delete()
            .from_table(Entity)
            .and_where(Column::Id.is_in(ids.iter().copied()))
            .to_owned();
        forgotten += tx.execute(&delete).await?.rows_affected();
        tx.commit().await?;
    }
    Ok(forgotten)
}

/// The lease is given back.
fn released() -> UpdateStatement {
    Query::update()
        .table(Entity)
        .value(Column::Owner, None::<String>)
        .value(Column::LeasedUntil, None::<i64>)
        .to_owned()
}

async fn change(db: &Db, id: Uuid, owner: &str, mut update: UpdateStatement) -> Result<bool, StoreError> {
    update
        .and_where(Column::Id.eq(id))
        .and_where(Column::Owner.eq(owner))
        .cond_where(open());
    Ok(write(db, update).await? > 0)
}

async fn write(db: &Db, update: UpdateStatement) -> Result<u64, StoreError> {
    let tx = db.begin().await?;
    let statement: Statement = tx.get_database_backend().build(&update);
    let changed = tx.execute_raw(statement).await?.rows_affected();
    tx.commit().await?;
    Ok(changed)
}
