//! 保存期限: for how long each agency keeps the personal data of applicants after a case has ended, and how many cases were
//! erased on which day.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{
    Scope, StoreError, Tx,
    convert::Reading,
    row::{retention, retention_run},
};
use crate::domain::id::{AccountId, AgencyId};

/// What an administrator chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retention {
    /// Goes up with every change, from 1.
    pub version: u32,
    /// Whole years after the end; none where everything is kept without end.
    pub years: Option<u8>,
    pub by: AccountId,
    /// The day at the office on which it was chosen.
    pub changed_on: Date,
}

/// What an agency chose; nothing where nobody ever did, so that everything is kept.
pub async fn get(db: &impl ConnectionTrait, scope: Scope) -> Result<Option<Retention>, StoreError> {
    let row = retention::Entity::find_by_id(scope.agency()).one(db).await?;
    row.as_ref().map(read).transpose()
}

/// Writes a choice after the one that was seen, by its version, which goes up by one. [`StoreError::Conflict`] where
/// somebody else was first.
pub async fn put(tx: &Tx, scope: Scope, chosen: &Retention) -> Result<(), StoreError> {
    let Retention {
        version,
        years,
        by,
        changed_on,
    } = chosen;
    let row = retention::ActiveModel {
        agency_id: Set(scope.agency()),
        version: Set(i64::from(*version)),
        years: Set(years.map(i32::from)),
        account_id: Set(by.0),
        changed_on: Set(*changed_on),
    };
    let written = if *version == 1 {
        retention::Entity::insert(row)
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .exec_without_returning(tx)
            .await?
    } else {
        retention::Entity::update_many()
            .set(row)
            .filter(retention::Column::AgencyId.eq(scope.agency()))
            .filter(retention::Column::Version.eq(i64::from(*version) - 1))
            .exec(tx)
            .await?
            .rows_affected
    };
    match written {
        1 => Ok(()),
        _ => Err(StoreError::Conflict),
    }
}

/// The agencies that erase, by a choice of before this day, and are not through with it. Without a scope: it is the
/// program that asks, for all of them.
pub async fn agencies_at_work(db: &impl ConnectionTrait, today: Date) -> Result<Vec<AgencyId>, StoreError> {
    let through = Query::select()
        .expr(Expr::value(1))
        .from(retention_run::Entity)
        .and_where(
            Expr::col((retention_run::Entity, retention_run::Column::AgencyId))
                .equals((retention::Entity, retention::Column::AgencyId)),
        )
        .and_where(Expr::col((retention_run::Entity, retention_run::Column::Day)).eq(today))
        .and_where(Expr::col((retention_run::Entity, retention_run::Column::FinishedAt)).is_not_null())
        .to_owned();
    let found: Vec<Uuid> = retention::Entity::find()
        .select_only()
        .column(retention::Column::AgencyId)
        .filter(retention::Column::Years.is_not_null())
        .filter(retention::Column::ChangedOn.lt(today))
        .filter(Expr::exists(through).not())
        .order_by_asc(retention::Column::AgencyId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().map(AgencyId).collect())
}

/// What was erased on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    pub day: Date,
    /// Cases so far.
    pub erased: u64,
    /// None while it is at work, or was broken off.
    pub finished_at: Option<OffsetDateTime>,
}

/// The latest of them.
pub async fn last_run(db: &impl ConnectionTrait, scope: Scope) -> Result<Option<Run>, StoreError> {
    let row = retention_run::Entity::find()
        .filter(retention_run::Column::AgencyId.eq(scope.agency()))
        .order_by_desc(retention_run::Column::Day)
        .limit(1)
        .one(db)
        .await?;
    row.as_ref().map(run).transpose()
}

/// Counts cases that were erased on a day, in the transaction that erases them.
pub async fn count(tx: &Tx, scope: Scope, day: Date, erased: u32) -> Result<(), StoreError> {
    let row = retention_run::ActiveModel {
        agency_id: Set(scope.agency()),
        day: Set(day),
        erased: Set(i64::from(erased)),
        finished_at: Set(None),
    };
    let column = || Expr::col((retention_run::Entity, retention_run::Column::Erased));
    let added = OnConflict::columns([retention_run::Column::AgencyId, retention_run::Column::Day])
        .value(retention_run::Column::Erased, column().add(i64::from(erased)))
        .to_owned();
    retention_run::Entity::insert(row)
        .on_conflict(added)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Marks a day as done, once; how many cases were erased on it, for whoever was first.
pub async fn finish(tx: &Tx, scope: Scope, day: Date, at: OffsetDateTime) -> Result<Option<u64>, StoreError> {
    let finished = retention_run::Entity::update_many()
        .col_expr(
            retention_run::Column::FinishedAt,
            Expr::value(at.unix_timestamp()),
        )
        .filter(retention_run::Column::AgencyId.eq(scope.agency()))
        .filter(retention_run::Column::Day.eq(day))
        .filter(retention_run::Column::FinishedAt.is_null())
        .exec(tx)
        .await?;
    if finished.rows_affected == 0 {
        return Ok(None);
    }
    let row = retention_run::Entity::find_by_id((scope.agency(), day))
        .one(tx)
        .await?;
    Ok(row.as_ref().map(run).transpose()?.map(|run| run.erased))
}

fn read(row: &retention::Model) -> Result<Retention, StoreError> {
    let reading = Reading {
        table: "retention",
        key: &row.agency_id,
    };
    Ok(Retention {
        version: reading.number(row.version)?,
        years: row.years.map(|years| reading.number(years)).transpose()?,
        by: AccountId(row.account_id),
        changed_on: row.changed_on,
    })
}

fn run(row: &retention_run::Model) -> Result<Run, StoreError> {
    let reading = Reading {
        table: "retention_run",
        key: &row.agency_id,
    };
    Ok(Run {
        day: row.day,
        erased: reading.number(row.erased)?,
        finished_at: row.finished_at.map(|at| reading.instant(at)).transpose()?,
    })
}
