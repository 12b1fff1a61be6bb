//! Numbers of cases and letters: given once, in order, without gaps, a year and a series.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use time::OffsetDateTime;

use super::{
    Scope, Tx,
    convert::Reading,
    error::{StoreError, conflict_if_taken},
    row::{
        number_series::{Column, Entity, Model},
        skipped_number,
    },
};
use crate::domain::id::AccountId;

/// The series of case numbers; letters count in series of their own.
pub use crate::domain::numbering::CASES;

/// Takes the next number of a series, from 1. It is given out when the transaction commits: until then others wait,
/// and after a rollback the next one gets the same number.
pub async fn next(tx: &Tx, scope: Scope, series: &str, year: i32) -> Result<i64, StoreError> {
    let taken = OnConflict::columns([Column::AgencyId, Column::Series, Column::Year])
        .value(Column::Last, Expr::col((Entity, Column::Last)).add(1))
        .to_owned();
    let line = format!("number_series {} {series} {year}", scope.agency());
    // A condition, for without one SQLite takes ON CONFLICT for that of a join.
    let first = Query::select()
        .expr(Expr::value(scope.agency()))
        .expr(Expr::value(series))
        .expr(Expr::value(year))
        .expr(Expr::value(1_i64))
        .from_subquery(tx.in_line(&line), "line")
        .and_where(Expr::value(true))
        .to_owned();
    let insert = Query::insert()
        .into_table(Entity)
        .columns([Column::AgencyId, Column::Series, Column::Year, Column::Last])
        .select_from(first)
        .map_err(|error| StoreError::inconsistent("number_series", &line, error))?
        .on_conflict(taken)
        .returning_col(Column::Last)
        .to_owned();
    let row = tx.query_one(&insert).await?.ok_or_else(|| {
        StoreError::inconsistent(
            "number_series",
            format!("{series} {year}"),
            "the upsert returned no row",
        )
    })?;
    Ok(row.try_get("", "last")?)
}

/// Gives the newest number of a series back, in the transaction that took it: nothing bears it.
pub async fn give_back(
    tx: &Tx,
    scope: Scope,
    series: &str,
    year: i32,
    number: i64,
) -> Result<(), StoreError> {
    let updated = Entity::update_many()
        .col_expr(Column::Last, Expr::col(Column::Last).sub(1))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::Series.eq(series))
        .filter(Column::Year.eq(year))
        .filter(Column::Last.eq(number))
        .exec(tx)
        .await?;
    match updated.rows_affected {
        1 => Ok(()),
        _ => Err(StoreError::inconsistent(
            "number_series",
            format!("{series} {year}"),
            format!("{number} is not the newest number"),
        )),
    }
}

/// The last number given out in a series, 0 before the first.
pub async fn last(
    db: &impl ConnectionTrait,
    scope: Scope,
    series: &str,
    year: i32,
) -> Result<i64, StoreError> {
    let row = Entity::find()
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::Series.eq(series))
        .filter(Column::Year.eq(year))
        .one(db)
        .await?;
    Ok(row.map_or(0, |row| row.last))
}

/// A series of the agency, and how far it has come in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    pub series: String,
    pub year: i32,
    pub last: i64,
}

/// Every series of letters of which a number was given out or skipped: the newest year first.
pub async fn all(db: &impl ConnectionTrait, scope: Scope) -> Result<Vec<Series>, StoreError> {
    let rows = Entity::find()
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::Series.ne(CASES))
        .filter(Column::Last.gt(0))
        .order_by_desc(Column::Year)
        .order_by_asc(Column::Series)
        .all(db)
        .await?;
    let series = |row: Model| Series {
        series: row.series,
        year: row.year,
        last: row.last,
    };
    Ok(rows.into_iter().map(series).collect())
}

/// Numbers that no letter bears, from the first to the last of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    pub first: i64,
    pub last: i64,
    pub reason: String,
    pub by: AccountId,
    pub at: OffsetDateTime,
}

/// Leaves numbers of a series out, so that its next letter has the one after them: for an office that has numbered on
/// paper before.  [`StoreError::Conflict`] where the series does not stand
/// just before the first of them any more.
pub async fn skip(
    tx: &Tx,
    scope: Scope,
    (series, year): (&str, i32),
    skipped: &Skipped,
) -> Result<(), StoreError> {
    // Taking the number makes others wait, and tells where the series stands.
    if next(tx, scope, series, year).await? != skipped.first || skipped.last < skipped.first {
        return Err(StoreError::Conflict);
    }
    Entity::update_many()
        .col_expr(Column::Last, Expr::value(skipped.last))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::Series.eq(series))
        .filter(Column::Year.eq(year))
        .exec(tx)
        .await?;
    let Skipped {
        first,
        last,
        reason,
        by,
        at,
    } = skipped;
    let row = skipped_number::ActiveModel {
        agency_id: Set(scope.agency()),
        series: Set(series.to_owned()),
        year: Set(year),
        first: Set(*first),
        last: Set(*last),
        reason: Set(reason.clone()),
        account_id: Set(by.0),
        created_at: Set(at.unix_timestamp()),
    };
    row.insert(tx).await.map_err(conflict_if_taken)?;
    Ok(())
}

/// The numbers of a series and year that were skipped, in their order.
pub async fn skipped(
    db: &impl ConnectionTrait,
    scope: Scope,
    (series, year): (&str, i32),
) -> Result<Vec<Skipped>, StoreError> {
    let rows = skipped_number::Entity::find()
        .filter(skipped_number::Column::AgencyId.eq(scope.agency()))
        .filter(skipped_number::Column::Series.eq(series))
        .filter(skipped_number::Column::Year.eq(year))
        .order_by_asc(skipped_number::Column::First)
        .all(db)
        .await?;
    let read = |row: skipped_number::Model| {
        let reading = Reading {
            table: "skipped_number",
            key: &row.first,
        };
        Ok(Skipped {
            first: row.first,
            last: row.last,
            at: reading.instant(row.created_at)?,
            by: AccountId(row.account_id),
            reason: row.reason,
        })
    };
    rows.into_iter().map(read).collect()
}
