//! Cases of a filter by the days on which they came in and ended: what courses over time, outcomes and durations are told
//! from. The condition is the filter's, so what is counted here are the rows that its page shows.

use sea_orm::sea_query::{Asterisk, Expr, Func, Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryResult};
use time::Date;
use uuid::Uuid;

use super::Filter;
use crate::{
    domain::id::DepartmentId,
    law::GroundKey,
    store::{
        Scope, StoreError,
        convert::Reading,
        row::cases::{Column, Entity},
    },
};

/// Ended cases that share everything that is told of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    pub department: Option<DepartmentId>,
    /// The ground of the answer; none where there was no answer.
    pub outcome: Option<GroundKey>,
    pub received_on: Option<Date>,
    pub ended_on: Date,
    pub count: u64,
}

/// How many cases came in on each day on which any did.
pub async fn received(
    db: &impl ConnectionTrait,
    scope: Scope,
    filter: &Filter,
) -> Result<Vec<(Date, u64)>, StoreError> {
    let rows = db
        .query_all(&tally(scope, filter, Column::ReceivedOn, &[Column::ReceivedOn]))
        .await?;
    rows.iter()
        .map(|row| Ok((row.try_get("", "received_on")?, count(scope, row)?)))
        .collect()
}

/// The cases that ended, by everything that is told of them.
pub async fn ended(
    db: &impl ConnectionTrait,
    scope: Scope,
    filter: &Filter,
) -> Result<Vec<Ended>, StoreError> {
    let mut ended = Vec::new();
    for row in db
        .query_all(&tally(scope, filter, Column::EndedOn, &TOLD))
        .await?
    {
        let reading = Reading {
            table: "cases",
            key: &scope.agency(),
        };
        let department: Option<Uuid> = row.try_get("", "department_id")?;
        let outcome: Option<String> = row.try_get("", "outcome")?;
        ended.push(Ended {
            department: department.map(DepartmentId),
            outcome: outcome
                .as_deref()
                .map(|ground| reading.parse(ground))
                .transpose()?,
            received_on: row.try_get("", "received_on")?,
            ended_on: row.try_get("", "ended_on")?,
            count: count(scope, &row)?,
        });
    }
    Ok(ended)
}

const TOLD: [Column; 4] = [
    Column::EndedOn,
    Column::ReceivedOn,
    Column::DepartmentId,
    Column::Outcome,
];

fn count(scope: Scope, row: &QueryResult) -> Result<u64, StoreError> {
    let reading = Reading {
        table: "cases",
        key: &scope.agency(),
    };
    reading.number(row.try_get::<i64>("", "count")?)
}

/// One pass over the filter's cases that have `day`, grouped by some columns, in their order.
pub(super) fn tally(scope: Scope, filter: &Filter, day: Column, by: &[Column]) -> SelectStatement {
    let mut select = Query::select();
    select
        .columns(by.iter().copied())
        .expr_as(Func::count(Expr::col(Asterisk)), "count")
        .from(Entity)
        .cond_where(filter.dated_condition(scope).add(day.is_not_null()))
        .group_by_columns(by.iter().copied());
    for column in by {
        select.order_by(*column, sea_orm::Order::Asc);
    }
    select
}

#[cfg(test)]
mod tests {
    use sea_orm::DbBackend;
    use time::macros::date;

    use super::*;
    use crate::{
        domain::id::AgencyId,
        store::{plan::plan, queue::Days},
    };

    /// No row of the table is read: what is put together in memory is no more than the days hold.
    #[tokio::test]
    async fn courses_are_counted_off_an_index_alone() {
        let scope = Scope::of(AgencyId(Uuid::nil()));
        let days = Days::between(date!(2026 - 01 - 01), date!(2026 - 12 - 31));
        for department in [None, Some(DepartmentId(Uuid::nil()))] {
            let received = Filter {
                received: days,
                department,
                ..Filter::default()
            };
            let ended = Filter {
                ended: days,
                department,
                ..Filter::default()
            };
            for (select, index) in [
                (
                    tally(scope, &received, Column::ReceivedOn, &[Column::ReceivedOn]),
                    "cases_course_received",
                ),
                (tally(scope, &ended, Column::EndedOn, &TOLD), "cases_course_ended"),
            ] {
                let plan = plan(DbBackend::Sqlite.build(&select)).await;
                assert!(plan.contains(&format!("COVERING INDEX {index} ")), "{plan}");
            }
        }
    }
}
