//! Queues: pages of cases by what is due, and counts that equal the rows. Pages are found by key, not by offset,
//! so the hundredth costs what the first does.

mod tally;
mod waiting;

use std::{fmt, str::FromStr};

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

pub use self::{
    tally::{Count, Tally, count_up_to, tally},
    waiting::{WaitingStep, Waits},
};

use crate::{
    domain::{
        applicant::ApplicantKind,
        clock::ClockState,
        id::{AccountId, CaseId, CaseNumber, DepartmentId},
        stage::StageKey,
    },
    law::{Channel, GroundKey},
    store::{
        Scope, StoreError,
        convert::Reading,
        row::cases::{Column, Entity, Model},
    },
};

/// Which cases; an empty filter is all of the agency's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Any of these stages; all where empty.
    pub stages: Vec<StageKey>,
    /// Only cases that are not closed.
    pub open: bool,
    /// Only cases that no department has.
    pub unassigned: bool,
    pub department: Option<DepartmentId>,
    pub handler: Option<AccountId>,
    /// Only cases in which a step of a review waits for somebody.
    pub waits: Option<Waits>,
    /// Only cases in which something is due on this day or earlier.
    pub due_until: Option<Date>,
}

/// A place between two rows: `2026-01-05_018f…`, to go into an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    sort_on: Date,
    id: Uuid,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", self.sort_on, self.id.simple())
    }
}

/// Not a place in a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a place in a queue")]
pub struct InvalidCursor;

impl FromStr for Cursor {
    type Err = InvalidCursor;

    fn from_str(text: &str) -> Result<Self, InvalidCursor> {
        let (day, id) = text.split_once('_').ok_or(InvalidCursor)?;
        Ok(Self {
            sort_on: Date::parse(day, &time::format_description::well_known::Iso8601::DATE)
                .map_err(|_| InvalidCursor)?,
            id: Uuid::parse_str(id).map_err(|_| InvalidCursor)?,
        })
    }
}

/// A case as a queue shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub id: CaseId,
    pub number: CaseNumber,
    pub version: u32,
    pub stage: StageKey,
    pub clock: ClockState,
    pub department: Option<DepartmentId>,
    pub handler: Option<AccountId>,
    /// The steps of reviews that wait in it, of the answer and of procedural letters.
    pub waiting: Vec<WaitingStep>,
    pub subject: String,
    pub applicant_name: String,
    pub applicant_kind: ApplicantKind,
    pub channel: Channel,
    pub submitted_on: Option<Date>,
    pub received_on: Option<Date>,
    /// The last day to answer; none while the applicant is waited for.
    pub due_on: Option<Date>,
    /// The next day on which something is due, from whomever; once nothing is, the last day to answer.
    pub next_on: Option<Date>,
    pub provisional: bool,
    /// The ground of the answer, once it is issued.
    pub outcome: Option<GroundKey>,
    /// The day on which the answer was served or the application withdrawn.
    pub ended_on: Option<Date>,
    /// Whether a letter of it waits to be served.
    pub unserved: bool,
    /// Whether a letter of it is on its way.
    pub undelivered: bool,
    pub updated_at: OffsetDateTime,
}

/// Some rows of a queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    pub entries: Vec<Entry>,
    /// Where the next page begins; none on the last.
    pub next: Option<Cursor>,
}

/// At most `limit` cases after a place: what is due first comes first, what is not due at all comes last.
pub async fn page(
    db: &impl ConnectionTrait,
    scope: Scope,
    filter: &Filter,
    after: Option<Cursor>,
    limit: u32,
) -> Result<Page, StoreError> {
    let rows = select(scope, filter, after, limit).all(db).await?;
    let whole = usize::try_from(limit).unwrap_or(usize::MAX);
    let next = if rows.len() > whole {
        rows.get(whole.saturating_sub(1))
    } else {
        None
    };
    let next = next.map(|row| Cursor {
        sort_on: row.sort_on,
        id: row.id,
    });
    let entries = told(db, scope, rows.into_iter().take(whole).collect()).await?;
    Ok(Page { entries, next })
}

/// One row more than asked for tells whether there is a next page.
fn select(scope: Scope, filter: &Filter, after: Option<Cursor>, limit: u32) -> Select<Entity> {
    let mut select = Entity::find().filter(condition(scope, filter));
    if let Some(Cursor { sort_on, id }) = after {
        let here = Expr::tuple([Expr::col(Column::SortOn), Expr::col(Column::Id)]);
        select = select.filter(here.gt(Expr::tuple([Expr::value(sort_on), Expr::value(id)])));
    }
    select
        .order_by_asc(Column::SortOn)
        .order_by_asc(Column::Id)
        .limit(u64::from(limit) + 1)
}

/// How many cases the filter lets through: as many as all pages show together.
pub async fn count(db: &impl ConnectionTrait, scope: Scope, filter: &Filter) -> Result<u64, StoreError> {
    Ok(Entity::find().filter(condition(scope, filter)).count(db).await?)
}

/// These cases of the agency as queues show them; those that it does not have are left out.
pub async fn entries(
    db: &impl ConnectionTrait,
    scope: Scope,
    ids: &[CaseId],
) -> Result<Vec<Entry>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = Entity::find()
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::Id.is_in(ids.iter().map(|id| id.0)))
        .all(db)
        .await?;
    told(db, scope, rows).await
}

/// The rows with the steps that wait in them.
async fn told(db: &impl ConnectionTrait, scope: Scope, rows: Vec<Model>) -> Result<Vec<Entry>, StoreError> {
    let waits = |row: &&Model| row.closed_at.is_none() || row.notice_step.is_some();
    let ids: Vec<CaseId> = rows.iter().filter(waits).map(|row| CaseId(row.id)).collect();
    let mut waiting = waiting::waiting(db, scope, &ids).await?;
    let entry = |row: Model| {
        let waiting = waiting.remove(&CaseId(row.id)).unwrap_or_default();
        read(row, waiting)
    };
    rows.into_iter().map(entry).collect()
}

/// One case as queues show it.
pub async fn entry(db: &impl ConnectionTrait, scope: Scope, id: CaseId) -> Result<Option<Entry>, StoreError> {
    Ok(entries(db, scope, &[id]).await?.pop())
}

/// At most `limit` cases of the agency, after one, of which a letter waits to be served or is on its way; in the order of
/// their ids, which is that in which they came in.
pub async fn with_mail(
    db: &impl ConnectionTrait,
    scope: Scope,
    after: Option<CaseId>,
    limit: u64,
) -> Result<Vec<CaseId>, StoreError> {
    let of = async |column: Column| -> Result<Vec<Uuid>, StoreError> {
        let ids = mail(scope, column, after, limit).into_tuple().all(db).await?;
        Ok(ids)
    };
    let mut ids = of(Column::Unserved).await?;
    ids.extend(of(Column::Undelivered).await?);
    ids.sort_unstable();
    ids.dedup();
    ids.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(ids.into_iter().map(CaseId).collect())
}

/// The cases of the agency that were last answered on a ground.
pub async fn answered_on(
    db: &impl ConnectionTrait,
    scope: Scope,
    ground: &GroundKey,
    most: u64,
) -> Result<Vec<CaseId>, StoreError> {
    let ids: Vec<Uuid> = answered(scope, ground, most).into_tuple().all(db).await?;
    Ok(ids.into_iter().map(CaseId).collect())
}

fn answered(scope: Scope, ground: &GroundKey, most: u64) -> Select<Entity> {
    Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::Outcome.eq(ground.as_str()))
        .order_by_desc(Column::EndedOn)
        .order_by_desc(Column::Id)
        .limit(most)
}

/// In the words of the partial index of the column, so that it is used.
fn mail(scope: Scope, column: Column, after: Option<CaseId>, limit: u64) -> Select<Entity> {
    let mut select = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Expr::col(column));
    if let Some(after) = after {
        select = select.filter(Column::Id.gt(after.0));
    }
    select.order_by_asc(Column::Id).limit(limit)
}

/// The one condition that pages and counts share.
fn condition(scope: Scope, filter: &Filter) -> Condition {
    let Filter {
        stages,
        open,
        unassigned,
        department,
        handler,
        waits,
        due_until,
    } = filter;
    let mut all = Condition::all().add(Column::AgencyId.eq(scope.agency()));
    // Open or closed is said in the words of the partial indexes, so that they are used.
    let closed = stages.contains(&StageKey::Closed);
    match stages.as_slice() {
        [StageKey::Closed] => all = all.add(Column::ClosedAt.is_not_null()),
        [] => {}
        [stage] => all = all.add(Column::Stage.eq(stage.as_str())),
        several => all = all.add(Column::Stage.is_in(several.iter().map(|stage| stage.as_str()))),
    }
    if *open || !(stages.is_empty() || closed) {
        all = all.add(Column::ClosedAt.is_null());
    }
    if *unassigned {
        all = all.add(Column::DepartmentId.is_null());
    }
    if let Some(waits) = waits {
        all = all.add(waiting::condition(waits));
    }
    all.add_option(department.map(|id| Column::DepartmentId.eq(id.0)))
        .add_option(handler.map(|id| Column::HandlerId.eq(id.0)))
        .add_option(due_until.map(|day| Column::SortOn.lte(day)))
}

fn read(row: Model, waiting: Vec<WaitingStep>) -> Result<Entry, StoreError> {
    let reading = Reading {
        table: "cases",
        key: &row.id,
    };
    let clock: ClockState = reading.parse(&row.clock_state)?;
    Ok(Entry {
        id: CaseId(row.id),
        version: reading.number(row.version)?,
        stage: reading.parse(&row.stage)?,
        clock,
        department: row.department_id.map(DepartmentId),
        handler: row.handler_id.map(AccountId),
        waiting,
        applicant_kind: reading.parse(&row.applicant_kind)?,
        channel: reading.parse(&row.channel)?,
        submitted_on: row.submitted_on,
        received_on: row.received_on,
        due_on: row.due_on,
        next_on: match clock {
            ClockState::Stopped => row.due_on,
            ClockState::Running
            | ClockState::Consulting
            | ClockState::AwaitingCorrection
            | ClockState::AwaitingFee => Some(row.sort_on),
        },
        provisional: row.provisional,
        outcome: row
            .outcome
            .as_deref()
            .map(|ground| reading.parse(ground))
            .transpose()?,
        ended_on: row.ended_on,
        unserved: row.unserved,
        undelivered: row.undelivered,
        updated_at: reading.instant(row.updated_at)?,
        number: CaseNumber(row.number),
        subject: row.subject,
        applicant_name: row.applicant_name,
    })
}

#[cfg(test)]
mod tests {
    use sea_orm::{ConnectOptions, Database, DbBackend, QueryTrait, Statement, TransactionTrait};
    use time::macros::date;

    use super::*;
    use crate::{
        domain::{account::Officer, id::AgencyId, summary::WaitsFor},
        law::Role,
    };

    /// How SQLite would answer a query on the migrated schema.
    pub(super) async fn plan(query: impl FnOnce(DbBackend) -> Statement) -> String {
        let mut options = ConnectOptions::new("sqlite::memory:");
        options.max_connections(1);
        let db = Database::connect(options).await.unwrap();
        let tx = db.begin().await.unwrap();
        migrations::bring_up(&tx).await.unwrap();
        let query = query(tx.get_database_backend());
        let explain = Statement {
            sql: format!("EXPLAIN QUERY PLAN {}", query.sql),
            ..query
        };
        let rows = tx.query_all_raw(explain).await.unwrap();
        let steps: Vec<String> = rows
            .iter()
            .map(|row| row.try_get("", "detail").unwrap())
            .collect();
        steps.join("; ")
    }

    #[tokio::test]
    async fn the_mail_room_is_read_off_its_own_indexes() {
        let scope = Scope::of(AgencyId(Uuid::nil()));
        for (column, index) in [
            (Column::Unserved, "cases_unserved"),
            (Column::Undelivered, "cases_undelivered"),
        ] {
            let after = Some(CaseId(Uuid::nil()));
            let plan = plan(|backend| mail(scope, column, after, 50).build(backend)).await;
            assert!(plan.contains(&format!("INDEX {index} ")), "{plan}");
            assert!(!plan.contains("SCAN") && !plan.contains("TEMP B-TREE"), "{plan}");
        }
    }

    #[tokio::test]
    async fn earlier_answers_on_a_ground_are_read_off_their_index() {
        let scope = Scope::of(AgencyId(Uuid::nil()));
        let ground: GroundKey = "state_secret".parse().unwrap();
        let plan = plan(|backend| answered(scope, &ground, 20).build(backend)).await;
        assert!(plan.contains("INDEX cases_by_outcome "), "{plan}");
        assert!(!plan.contains("SCAN") && !plan.contains("TEMP B-TREE"), "{plan}");
    }

    /// Every queue is read off an index in its order: no scan of all cases, no sorting.
    #[tokio::test]
    async fn every_queue_is_read_off_an_index_in_its_order() {
        let scope = Scope::of(AgencyId(Uuid::nil()));
        let (department, handler) = (Some(DepartmentId(Uuid::nil())), Some(AccountId(Uuid::nil())));
        let taker = Officer {
            account: AccountId(Uuid::nil()),
            agency: AgencyId(Uuid::nil()),
            department,
            roles: [Role::LegalReviewer].into(),
            stands_in_for: Vec::new(),
        };
        let open = Filter {
            open: true,
            ..Filter::default()
        };
        let closed = Filter {
            stages: vec![StageKey::Closed],
            ..Filter::default()
        };
        let filters = [
            (Filter::default(), "cases_due"),
            (open.clone(), "cases_open_due"),
            (
                Filter {
                    stages: vec![StageKey::InHand],
                    ..Filter::default()
                },
                "cases_open_by_stage",
            ),
            (closed.clone(), "cases_closed_due"),
            (
                Filter {
                    handler,
                    ..closed.clone()
                },
                "cases_closed_by_handler",
            ),
            (Filter { department, ..closed }, "cases_closed_by_department"),
            (
                Filter {
                    department,
                    ..open.clone()
                },
                "cases_open_by_department",
            ),
            (
                Filter {
                    unassigned: true,
                    ..open.clone()
                },
                "cases_open_by_department",
            ),
            (
                Filter {
                    handler,
                    ..open.clone()
                },
                "cases_open_by_handler",
            ),
            (
                Filter {
                    stages: vec![StageKey::InReview],
                    waits: Some(Waits {
                        what: WaitsFor::Answer,
                        still_on: None,
                        takers: vec![taker.clone()],
                    }),
                    ..open.clone()
                },
                "cases_open_by_stage",
            ),
            (
                Filter {
                    waits: Some(Waits {
                        what: WaitsFor::Notice,
                        still_on: None,
                        takers: vec![taker],
                    }),
                    ..Filter::default()
                },
                "cases_with_notice_due",
            ),
            (
                Filter {
                    due_until: Some(date!(2026 - 03 - 30)),
                    ..open
                },
                "cases_open_due",
            ),
        ];
        let after = Some(Cursor {
            sort_on: date!(2026 - 01 - 05),
            id: Uuid::nil(),
        });
        for (filter, index) in filters {
            for after in [None, after] {
                let plan = plan(|backend| select(scope, &filter, after, 50).build(backend)).await;
                assert!(plan.contains(&format!("INDEX {index} ")), "{filter:?}: {plan}");
                assert!(
                    !plan.contains("SCAN") && !plan.contains("TEMP B-TREE"),
                    "{filter:?}: {plan}"
                );
            }
        }
    }
}
