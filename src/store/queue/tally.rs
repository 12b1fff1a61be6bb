//! Counts for all queues of an agency at once. Open cases are few and counted exactly, in one pass over one index;
//! closed ones grow without end, so they are counted only as far as somebody cares to know.

use sea_orm::sea_query::{Asterisk, Expr, Func, Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select};
use uuid::Uuid;

use super::{Filter, condition};
use crate::{
    domain::{
        id::{AccountId, DepartmentId},
        stage::StageKey,
    },
    store::{
        Scope, StoreError,
        convert::Reading,
        row::cases::{Column, Entity},
    },
};

/// How many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    Exactly(u64),
    MoreThan(u64),
}

/// The open cases of an agency, counted by everything that divides its queues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally(Vec<Pile>);

/// Cases that are alike.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pile {
    stage: StageKey,
    department: Option<DepartmentId>,
    handler: Option<AccountId>,
    count: u64,
}

type Row = (String, Option<Uuid>, Option<Uuid>, i64);

/// Counts the open cases of an agency.
pub async fn tally(db: &impl ConnectionTrait, scope: Scope) -> Result<Tally, StoreError> {
    let rows: Vec<Row> = piles(scope).into_tuple().all(db).await?;
    let reading = Reading {
        table: "cases",
        key: &scope.agency(),
    };
    let pile = |(stage, department, handler, count): Row| {
        Ok(Pile {
            stage: reading.parse(&stage)?,
            department: department.map(DepartmentId),
            handler: handler.map(AccountId),
            count: reading.number(count)?,
        })
    };
    rows.into_iter().map(pile).collect::<Result<_, _>>().map(Tally)
}

fn piles(scope: Scope) -> Select<Entity> {
    // In the order of the index, so that what is alike comes together.
    let alike = [Column::Stage, Column::DepartmentId, Column::HandlerId];
    let select = Entity::find()
        .select_only()
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::ClosedAt.is_null());
    let select = alike
        .into_iter()
        .fold(select, |select, column| select.column(column).group_by(column));
    select.column_as(Expr::expr(Func::count(Expr::col(Asterisk))), "count")
}

impl Tally {
    /// How many cases the filter lets through: as many as all pages show together. None where it asks for what is not
    /// in the tally: closed cases, those that are due, and those that wait for somebody.
    pub fn count(&self, filter: &Filter) -> Option<u64> {
        let Filter {
            stages,
            open,
            unassigned,
            department,
            handler,
            waits,
            due_until,
        } = filter;
        let only_open = *open || !(stages.is_empty() || stages.contains(&StageKey::Closed));
        if !only_open || due_until.is_some() || waits.is_some() {
            return None;
        }
        let lets_through = |pile: &&Pile| {
            (stages.is_empty() || stages.contains(&pile.stage))
                && !(*unassigned && pile.department.is_some())
                && department.is_none_or(|id| pile.department == Some(id))
                && handler.is_none_or(|id| pile.handler == Some(id))
        };
        Some(self.0.iter().filter(lets_through).map(|pile| pile.count).sum())
    }
}

/// How many cases the filter lets through, counted as far as `most`.
pub async fn count_up_to(
    db: &impl ConnectionTrait,
    scope: Scope,
    filter: &Filter,
    most: u64,
) -> Result<Count, StoreError> {
    let row = db.query_one(&some(scope, filter, most)).await?;
    let found: i64 = row.map_or(Ok(0), |row| row.try_get("", "count"))?;
    let found = u64::try_from(found).unwrap_or_default();
    Ok(if found > most {
        Count::MoreThan(most)
    } else {
        Count::Exactly(found)
    })
}

/// Counts one more than `most` at most.
fn some(scope: Scope, filter: &Filter, most: u64) -> SelectStatement {
    let found = Entity::find()
        .select_only()
        .column(Column::SortOn)
        .filter(condition(scope, filter))
        .limit(most + 1)
        .into_query();
    Query::select()
        .expr_as(Func::count(Expr::col(Asterisk)), "count")
        .from_subquery(found, "found")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{domain::id::AgencyId, store::queue::tests};

    /// Neither reads a row of the table itself, nor sorts.
    #[tokio::test]
    async fn counts_are_read_off_an_index_alone() {
        let scope = Scope::of(AgencyId(Uuid::nil()));
        let plan = tests::plan(|backend| piles(scope).build(backend)).await;
        assert!(plan.contains("COVERING INDEX cases_open_tally "), "{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        let closed = Filter {
            stages: vec![StageKey::Closed],
            ..Filter::default()
        };
        for (filter, index) in [
            (closed.clone(), "cases_closed_due"),
            (
                Filter {
                    unassigned: true,
                    ..closed.clone()
                },
                "cases_closed_by_department",
            ),
            (
                Filter {
                    handler: Some(AccountId(Uuid::nil())),
                    ..closed
                },
                "cases_closed_by_handler",
            ),
        ] {
            let plan = tests::plan(|backend| backend.build(&some(scope, &filter, 1_000))).await;
            assert!(
                plan.contains(&format!("COVERING INDEX {index} ")),
                "{filter:?}: {plan}"
            );
        }
    }
}
