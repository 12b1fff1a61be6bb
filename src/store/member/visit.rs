//! Browsers in which somebody has signed in. A browser's session names its row; whoever ends the row has signed out there.

use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    domain::id::MemberId,
    store::{
        Db, StoreError, Tx,
        convert::Reading,
        row::member_visit::{ActiveModel, Column, Entity, Model},
    },
};

/// The most that a list shows.
const MOST: u64 = 50;

/// A browser in which somebody has signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    pub id: Uuid,
    pub member: MemberId,
    /// Browser and system, coarsely; empty where it did not say.
    pub device: String,
    pub began_at: OffsetDateTime,
    pub seen_at: OffsetDateTime,
}

/// Somebody has signed in.
pub async fn begin_visit(tx: &Tx, visit: &Visit) -> Result<(), StoreError> {
    let Visit {
        id,
        member,
        device,
        began_at,
        seen_at,
    } = visit;
    let row = ActiveModel {
        id: Set(*id),
        member_id: Set(member.0),
        device: Set(device.clone()),
        began_at: Set(began_at.unix_timestamp()),
        seen_at: Set(seen_at.unix_timestamp()),
    };
    row.insert(tx).await?;
    Ok(())
}

/// One that has not ended.
pub async fn visit(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Visit>, StoreError> {
    let row = Entity::find_by_id(id).one(db).await?;
    row.map(read).transpose()
}

/// Where somebody was last seen since a moment, the latest first.
pub async fn visits(
    db: &impl ConnectionTrait,
    member: MemberId,
    since: OffsetDateTime,
) -> Result<Vec<Visit>, StoreError> {
    let rows = Entity::find()
        .filter(Column::MemberId.eq(member.0))
        .filter(Column::SeenAt.gte(since.unix_timestamp()))
        .order_by_desc(Column::SeenAt)
        .order_by_desc(Column::Id)
        .limit(MOST)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// Notes that a browser is in use.
pub async fn was_seen(db: &Db, id: Uuid, now: OffsetDateTime) -> Result<(), StoreError> {
    let tx = db.begin().await?;
    Entity::update_many()
        .col_expr(Column::SeenAt, Expr::value(now.unix_timestamp()))
        .filter(Column::Id.eq(id))
        .exec(&tx)
        .await?;
    tx.commit().await
}

/// Ends one of somebody's; whether there was one.
pub async fn end_visit(tx: &Tx, member: MemberId, id: Uuid) -> Result<bool, StoreError> {
    let delete = Query::delete()
        .from_table(Entity)
        .and_where(Column::Id.eq(id))
        .and_where(Column::MemberId.eq(member.0))
        .to_owned();
    Ok(tx.execute(&delete).await?.rows_affected() == 1)
}

/// Ends all of somebody's but one.
pub async fn end_visits_but(tx: &Tx, member: MemberId, kept: Option<Uuid>) -> Result<(), StoreError> {
    let delete = Query::delete()
        .from_table(Entity)
        .and_where(Column::MemberId.eq(member.0))
        .and_where(Column::Id.ne(kept.unwrap_or_default()))
        .to_owned();
    tx.execute(&delete).await?;
    Ok(())
}

/// Forgets those that nobody was seen in since a moment.
pub async fn forget_visits(db: &Db, before: OffsetDateTime) -> Result<(), StoreError> {
    let delete = Query::delete()
        .from_table(Entity)
        .and_where(Column::SeenAt.lt(before.unix_timestamp()))
        .to_owned();
    let tx = db.begin().await?;
    tx.execute(&delete).await?;
    tx.commit().await
}

fn read(row: Model) -> Result<Visit, StoreError> {
    let reading = Reading {
        table: "member_visit",
        key: &row.id,
    };
    Ok(Visit {
        began_at: reading.instant(row.began_at)?,
        seen_at: reading.instant(row.seen_at)?,
        id: row.id,
        member: MemberId(row.member_id),
        device: row.device,
    })
}
