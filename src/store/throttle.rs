//! Counting attempts (sign-ins, guesses of look-up codes) across all copies of the program.
//!
//! A key says what is counted and for whom; callers hash what would name a person. A window is a stretch of time by
//! its first second; callers cut time into windows.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{
    Db, StoreError,
    row::throttle::{Column, Entity},
};

/// Counts one attempt, and returns how many the window holds with it.
pub async fn hit(db: &Db, key: &str, window_start: i64) -> Result<i64, StoreError> {
    let again = OnConflict::columns([Column::Key, Column::WindowStart])
        .value(Column::Count, Expr::col((Entity, Column::Count)).add(1))
        .to_owned();
    let insert = Query::insert()
        .into_table(Entity)
        .columns([Column::Key, Column::WindowStart, Column::Count])
        .values_panic([key.into(), window_start.into(), 1_i64.into()])
        .on_conflict(again)
        .returning_col(Column::Count)
        .to_owned();
    let tx = db.begin().await?;
    let row = tx
        .query_one(&insert)
        .await?
        .ok_or_else(|| StoreError::inconsistent("throttle", key, "the upsert returned no row"))?;
    let count = row.try_get("", "count")?;
    tx.commit().await?;
    Ok(count)
}

/// How many attempts were counted since a moment.
pub async fn count(db: &impl ConnectionTrait, key: &str, since: i64) -> Result<i64, StoreError> {
    let counts: Vec<i64> = Entity::find()
        .select_only()
        .column(Column::Count)
        .filter(Column::Key.eq(key))
        .filter(Column::WindowStart.gte(since))
        .into_tuple()
        .all(db)
        .await?;
    Ok(counts.into_iter().sum())
}

/// Forgets the attempts of a key: after a success.
pub async fn clear(db: &Db, key: &str) -> Result<(), StoreError> {
    let delete = Query::delete()
        .from_table(Entity)
        .and_where(Column::Key.eq(key))
        .to_owned();
    let tx = db.begin().await?;
    tx.execute(&delete).await?;
    tx.commit().await
}

/// Forgets windows that began before a moment; returns how many.
pub async fn delete_before(db: &Db, moment: i64) -> Result<u64, StoreError> {
    let delete = Query::delete()
        .from_table(Entity)
        .and_where(Column::WindowStart.lt(moment))
        .to_owned();
    let tx = db.begin().await?;
    let deleted = tx.execute(&delete).await?.rows_affected();
    tx.commit().await?;
    Ok(deleted)
}
