//! What is public, written and taken away, with the words by which it is found.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait as _, Set,
};
use time::Date;
use uuid::Uuid;

use super::{AT_ONCE, BETWEEN, OF_DAY, Public, first_of, sql};
use crate::store::{
    Scope, StoreError, Tx,
    row::public_entry::{ActiveModel, Column, Entity},
};

/// Adds what is new. [`StoreError::Conflict`] where another entry of the agency has the number or the link.
pub async fn insert(tx: &Tx, all: &[Public]) -> Result<(), StoreError> {
    let backend = sql::backend(tx);
    let mut last: BTreeMap<Date, i64> = BTreeMap::new();
    for some in all.chunks(AT_ONCE) {
        let (mut rows, mut words) = (Vec::new(), Vec::new());
        for public in some {
            let day = public.entry.published_on;
            let before = match last.get(&day) {
                Some(place) => *place,
                None => last_of(tx, day).await?,
            };
            let place = before + 1;
            last.insert(day, place);
            rows.push(row(place, public));
            words.push(sql::put(backend, place, public.agency.0, &public.entry));
        }
        let rows = Entity::insert_many(rows).build(backend);
        tx.execute_raw(rows).await.map_err(conflict)?;
        tx.write_all(words).await?;
    }
    Ok(())
}

fn conflict(error: sea_orm::DbErr) -> StoreError {
    match error.sql_err() {
        Some(sea_orm::SqlErr::UniqueConstraintViolation(_)) => StoreError::Conflict,
        _ => error.into(),
    }
}

/// The last place of a day that is taken.
async fn last_of(tx: &Tx, day: Date) -> Result<i64, StoreError> {
    let from = first_of(day);
    let last: Option<i64> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Id.gte(from))
        .filter(Column::Id.lt(from + (1 << OF_DAY)))
        .order_by_desc(Column::Id)
        .limit(1)
        .into_tuple()
        .one(tx)
        .await?;
    Ok(last.unwrap_or(from))
}

fn row(place: i64, public: &Public) -> ActiveModel {
    let Public {
        source,
        agency,
        kind,
        entry,
        origin,
        version,
        changed_at,
    } = public;
    ActiveModel {
        id: Set(place),
        source_id: Set(*source),
        agency_id: Set(agency.0),
        kind: Set(kind.to_string()),
        title: Set(entry.title.clone()),
        number: Set(entry.number.clone()),
        link: Set(entry.link.as_ref().map(ToString::to_string)),
        published_on: Set(entry.published_on),
        summary: Set(entry.summary.clone()),
        topics: Set(entry.topics.join(BETWEEN)),
        origin: Set(origin.to_string()),
        version: Set(*version),
        changed_at: Set(changed_at.unix_timestamp()),
    }
}

/// Takes one of an agency away, where it is still at the version that was seen; whether it was.
pub async fn remove(tx: &Tx, scope: Scope, (source, seen): (Uuid, i64)) -> Result<bool, StoreError> {
    let place: Option<i64> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::SourceId.eq(source))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::Version.eq(seen))
        .into_tuple()
        .one(tx)
        .await?;
    let Some(place) = place else { return Ok(false) };
    let delete = Query::delete()
        .from_table(Entity)
        .and_where(Expr::col(Column::Id).eq(place))
        .and_where(Expr::col(Column::Version).eq(seen))
        .to_owned();
    if tx.execute(&delete).await?.rows_affected() == 0 {
        return Ok(false);
    }
    if let Some(words) = sql::take_away(sql::backend(tx), place) {
        tx.execute_raw(words).await?;
    }
    Ok(true)
}

/// Puts entries in the places of what they were, each one version higher; at another place where the day is another.
pub async fn replace(tx: &Tx, scope: Scope, all: &[Public]) -> Result<(), StoreError> {
    for public in all {
        if !remove(tx, scope, (public.source, public.version - 1)).await? {
            return Err(StoreError::Conflict);
        }
    }
    insert(tx, all).await
}
