//! Numbers of cases and letters: given once, in order, without gaps, a year and a series.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{
    Scope, Tx,
    error::StoreError,
    row::number_series::{Column, Entity},
};

/// The series of case numbers; letters count in series of their own.
pub const CASES: &str = "case";

/// Takes the next number of a series, from 1. It is given out when the transaction commits: until then others wait,
/// and after a rollback the next one gets the same number.
pub async fn next(tx: &Tx, scope: Scope, series: &str, year: i32) -> Result<i64, StoreError> {
    let taken = OnConflict::columns([Column::AgencyId, Column::Series, Column::Year])
        .value(Column::Last, Expr::col((Entity, Column::Last)).add(1))
        .to_owned();
    let insert = Query::insert()
        .into_table(Entity)
        .columns([Column::AgencyId, Column::Series, Column::Year, Column::Last])
        .values_panic([scope.agency().into(), series.into(), year.into(), 1_i64.into()])
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
