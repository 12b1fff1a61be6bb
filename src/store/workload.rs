//! 工作量: how many cases each department and each person has, counted off one index of open cases.

use sea_orm::sea_query::{Asterisk, CaseStatement, Expr, Func, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait};
use time::Date;
use uuid::Uuid;

use super::{
    Scope, StoreError,
    convert::Reading,
    row::cases::{Column, Entity},
};
use crate::domain::{
    clock::ClockState,
    id::{AccountId, DepartmentId},
    stage::StageKey,
};

/// Whose cases: a department's and in it a person's. None: nobody has them yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Whose {
    pub department: Option<DepartmentId>,
    pub handler: Option<AccountId>,
}

/// The open cases of somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Load {
    pub whose: Whose,
    /// All that are not closed.
    pub open: u64,
    /// Those whose clock waits for the applicant or for somebody who was consulted.
    pub waiting: u64,
    /// Those in review.
    pub in_review: u64,
    /// Those in which something is due soon, as the queue counts them.
    pub near: u64,
    /// Those in which the day for something is over, as the queue counts them.
    pub late: u64,
    /// The next day on which something is due, from today on.
    pub next_on: Option<Date>,
}

/// The states of the clock in which a case waits for somebody outside.
pub const WAITING: [ClockState; 3] = [
    ClockState::Consulting,
    ClockState::AwaitingCorrection,
    ClockState::AwaitingFee,
];

/// The days against which days due are held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    pub today: Date,
    /// The last day that counts as near.
    pub near_until: Date,
}

/// The open cases of an agency, or of one department of it, by department and person.
pub async fn open(
    db: &impl ConnectionTrait,
    scope: Scope,
    department: Option<DepartmentId>,
    days: Days,
) -> Result<Vec<Load>, StoreError> {
    let mut loads = Vec::new();
    for row in db.query_all(&piles(scope, department, days)).await? {
        let reading = Reading {
            table: "cases",
            key: &scope.agency(),
        };
        let count = |column: &str| reading.number(row.try_get::<i64>("", column)?);
        loads.push(Load {
            whose: whose(&row)?,
            open: count("open")?,
            waiting: count("waiting")?,
            in_review: count("in_review")?,
            near: count("near")?,
            late: count("late")?,
            next_on: row.try_get("", "next_on")?,
        });
    }
    loads.sort_by_key(|load| load.whose);
    Ok(loads)
}

/// How many cases of each person ended in some days, both among them: answered and served, or withdrawn; those of one
/// department only where one is named.
pub async fn ended(
    db: &impl ConnectionTrait,
    scope: Scope,
    department: Option<DepartmentId>,
    (from, until): (Date, Date),
) -> Result<Vec<(Whose, u64)>, StoreError> {
    let mut select = Query::select()
        .columns([Column::DepartmentId, Column::HandlerId])
        .expr_as(Func::count(Expr::col(Asterisk)), "count")
        .from(Entity)
        .and_where(Column::AgencyId.eq(scope.agency()))
        .and_where(Column::EndedOn.between(from, until))
        .group_by_columns([Column::DepartmentId, Column::HandlerId])
        .to_owned();
    if let Some(id) = department {
        select.and_where(Column::DepartmentId.eq(id.0));
    }
    let mut ended = Vec::new();
    for row in db.query_all(&select).await? {
        let reading = Reading {
            table: "cases",
            key: &scope.agency(),
        };
        let count: i64 = row.try_get("", "count")?;
        ended.push((whose(&row)?, reading.number(count)?));
    }
    ended.sort();
    Ok(ended)
}

fn whose(row: &sea_orm::QueryResult) -> Result<Whose, StoreError> {
    let department: Option<Uuid> = row.try_get("", "department_id")?;
    let handler: Option<Uuid> = row.try_get("", "handler_id")?;
    Ok(Whose {
        department: department.map(DepartmentId),
        handler: handler.map(AccountId),
    })
}

/// Counts the rows for which a condition holds: a `CASE` without `ELSE` is null elsewhere, and nulls are not counted.
fn count_where(condition: Condition) -> Expr {
    Func::count(CaseStatement::new().case(condition, 1)).into()
}

fn piles(scope: Scope, department: Option<DepartmentId>, days: Days) -> SelectStatement {
    let any_clock =
        |states: &[ClockState]| Column::ClockState.is_in(states.iter().map(|state| state.as_str()));
    // Once the clock has stopped, and while the applicant is waited for, nothing is near or late.
    let runs = || any_clock(&[ClockState::Running, ClockState::Consulting]);
    let waits = Condition::all().add(any_clock(&WAITING));
    let in_review = Condition::all().add(Column::Stage.eq(StageKey::InReview.as_str()));
    let from_today = Condition::all().add(runs()).add(Column::SortOn.gte(days.today));
    let near = from_today.clone().add(Column::SortOn.lte(days.near_until));
    let late = Condition::all().add(runs()).add(Column::SortOn.lt(days.today));
    let next = CaseStatement::new().case(from_today, Expr::col(Column::SortOn));
    let mut select = Query::select()
        .columns([Column::DepartmentId, Column::HandlerId])
        .expr_as(Func::count(Expr::col(Asterisk)), "open")
        .expr_as(count_where(waits), "waiting")
        .expr_as(count_where(in_review), "in_review")
        .expr_as(count_where(near), "near")
        .expr_as(count_where(late), "late")
        .expr_as(Func::min(next), "next_on")
        .from(Entity)
        .and_where(Column::AgencyId.eq(scope.agency()))
        .and_where(Column::ClosedAt.is_null())
        .group_by_columns([Column::DepartmentId, Column::HandlerId])
        .to_owned();
    if let Some(id) = department {
        select.and_where(Column::DepartmentId.eq(id.0));
    }
    select
}

#[cfg(test)]
mod tests {
    use sea_orm::DbBackend;
    use time::macros::date;

    use super::*;
    use crate::{domain::id::AgencyId, store::plan::plan};

    /// Neither reads a row of the table itself, nor sorts.
    #[tokio::test]
    async fn open_cases_are_counted_off_an_index_alone() {
        let scope = Scope::of(AgencyId(Uuid::nil()));
        let days = Days {
            today: date!(2026 - 11 - 27),
            near_until: date!(2026 - 12 - 04),
        };
        for department in [None, Some(DepartmentId(Uuid::nil()))] {
            let plan = plan(DbBackend::Sqlite.build(&piles(scope, department, days))).await;
            assert!(plan.contains("COVERING INDEX cases_open_workload "), "{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
    }
}
