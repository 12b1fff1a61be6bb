//! Tasks: what the program has to do by itself, kept where every copy of it sees them.
//!
//! A task is claimed by one statement that gives it an owner and a lease. Whoever dies loses the lease with time, and
//! another takes over; so a task may be begun twice, and what it does is guarded by keys of its own. A task that fails
//! waits and is tried again; after too many times it is set aside with the reason, until a person looks at it.

use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType, OnConflict, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Set, Statement, StatementBuilder,
};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{
    Db, StoreError, Tx,
    convert::Reading,
    row::{
        job::{ActiveModel, Column, Entity, Model},
        job_day,
    },
};
use crate::domain::id::{AgencyId, CaseId};

/// The longest reason that is kept, in characters.
const REASON: usize = 500;

/// A task that is to be put down. No personal data: only ids and a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTask {
    /// The job that does it.
    pub name: &'static str,
    /// For what it is: while a task of this name and key is open, there is no second one.
    pub key: String,
    pub agency: Option<AgencyId>,
    pub case: Option<CaseId>,
    pub day: Option<Date>,
    /// Not before.
    pub run_at: OffsetDateTime,
}

impl NewTask {
    /// What a job has to do for one agency on a day, from now on. A task of an earlier day that was set aside does not stand
    /// in its way.
    pub fn of_day(name: &'static str, agency: AgencyId, day: Date, now: OffsetDateTime) -> Self {
        Self {
            name,
            key: format!("{agency}/{day}"),
            agency: Some(agency),
            case: None,
            day: Some(day),
            run_at: now,
        }
    }
}

/// A task as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    pub id: Uuid,
    pub name: String,
    pub key: String,
    pub agency: Option<AgencyId>,
    pub case: Option<CaseId>,
    pub day: Option<Date>,
    pub run_at: OffsetDateTime,
    /// How often it was begun.
    pub attempts: u32,
    /// Until when somebody is at it.
    pub leased_until: Option<OffsetDateTime>,
    /// Why it failed last.
    pub last_error: Option<String>,
    pub parked_at: Option<OffsetDateTime>,
    pub done_at: Option<OffsetDateTime>,
}

/// Which tasks a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Waiting or under way.
    Open,
    /// Set aside with a reason.
    Parked,
    /// Done, the latest first.
    Done,
}

/// Puts a task down, unless one of its name and key is open; whether it did.
pub async fn enqueue(tx: &Tx, id: Uuid, task: NewTask, now: OffsetDateTime) -> Result<bool, StoreError> {
    let NewTask {
        name,
        key,
        agency,
        case,
        day,
        run_at,
    } = task;
    let row = ActiveModel {
        id: Set(id),
        name: Set(name.to_owned()),
        key: Set(key),
        agency_id: Set(agency.map(|id| id.0)),
        case_id: Set(case.map(|id| id.0)),
        day: Set(day),
        run_at: Set(run_at.unix_timestamp()),
        attempts: Set(0),
        owner: Set(None),
        leased_until: Set(None),
        last_error: Set(None),
        created_at: Set(now.unix_timestamp()),
        parked_at: Set(None),
        done_at: Set(None),
    };
    let inserted = Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(inserted > 0)
}

/// Gives each of these daily jobs its task for every civil day up to `today` that has none yet, in one transaction. A
/// job that is new begins today.
pub async fn plan_days(
    db: &Db,
    names: &[&'static str],
    today: Date,
    now: OffsetDateTime,
    mut id: impl FnMut() -> Uuid,
) -> Result<(), StoreError> {
    let planned = planned(db).await?;
    for name in names.iter().copied() {
        let before = planned
            .iter()
            .find(|row| row.name == name)
            .map(|row| row.planned_until);
        if before.is_some_and(|before| before >= today) {
            continue;
        }
        let tx = db.begin().await?;
        if advance(&tx, name, before, today).await? {
            let first = before.and_then(Date::next_day).unwrap_or(today);
            for day in
                std::iter::successors(Some(first), |day| day.next_day()).take_while(|day| *day <= today)
            {
                let task = NewTask {
                    name,
                    key: day.to_string(),
                    agency: None,
                    case: None,
                    day: Some(day),
                    run_at: now,
                };
                enqueue(&tx, id(), task, now).await?;
            }
            tx.commit().await?;
        }
    }
    Ok(())
}

async fn planned(db: &impl ConnectionTrait) -> Result<Vec<job_day::Model>, StoreError> {
    Ok(job_day::Entity::find().all(db).await?)
}

/// Moves the mark of a daily job, if it still stands where it was read: of several copies one does.
async fn advance(tx: &Tx, name: &str, before: Option<Date>, today: Date) -> Result<bool, StoreError> {
    let moved = if let Some(before) = before {
        job_day::Entity::update_many()
            .col_expr(job_day::Column::PlannedUntil, Expr::value(today))
            .filter(job_day::Column::Name.eq(name))
            .filter(job_day::Column::PlannedUntil.eq(before))
            .exec(tx)
            .await?
            .rows_affected
    } else {
        let row = job_day::ActiveModel {
            name: Set(name.to_owned()),
            planned_until: Set(today),
        };
        job_day::Entity::insert(row)
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .exec_without_returning(tx)
            .await?
    };
    Ok(moved == 1)
}

/// Takes the next task that is due, of the jobs that this program knows, for as long as the lease lasts.
pub async fn claim(
    db: &Db,
    names: &[&'static str],
    owner: &str,
    now: OffsetDateTime,
    lease_until: OffsetDateTime,
) -> Result<Option<Task>, StoreError> {
    // Looking first costs no write lock, and mostly there is nothing.
    if due(names, now).one(db).await?.is_none() {
        return Ok(None);
    }
    let next = due(names, now)
        .select_only()
        .column(Column::Id)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .into_query();
    let tx = db.begin().await?;
    let claimed = Entity::update_many()
        .col_expr(Column::Owner, Expr::value(owner))
        .col_expr(Column::LeasedUntil, Expr::value(lease_until.unix_timestamp()))
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
        .filter(Column::Id.in_subquery(next))
        .exec_with_returning(&tx)
        .await?;
    tx.commit().await?;
    claimed.into_iter().next().map(read).transpose()
}

/// The first task that may be begun. A daily job takes its days in their order.
fn due(names: &[&'static str], now: OffsetDateTime) -> sea_orm::Select<Entity> {
    let now = now.unix_timestamp();
    let earlier = "earlier";
    let before = Query::select()
        .expr(Expr::value(1))
        .from_as(Entity, earlier)
        .and_where(Expr::col((earlier, Column::Name)).equals((Entity, Column::Name)))
        .and_where(Expr::col((earlier, Column::Day)).lt(Expr::col((Entity, Column::Day))))
        .and_where(Expr::col((earlier, Column::AgencyId)).is_null())
        .and_where(Expr::col((earlier, Column::DoneAt)).is_null())
        .and_where(Expr::col((earlier, Column::ParkedAt)).is_null())
        .to_owned();
    Entity::find()
        .filter(Column::DoneAt.is_null())
        .filter(Column::ParkedAt.is_null())
        .filter(Column::RunAt.lte(now))
        .filter(Column::Name.is_in(names.iter().copied()))
        .filter(
            Condition::any()
                .add(Column::LeasedUntil.is_null())
                .add(Column::LeasedUntil.lt(now)),
        )
        .filter(
            Condition::any()
                .add(Column::AgencyId.is_not_null())
                .add(Expr::exists(before).not()),
        )
        .order_by_asc(Column::RunAt)
        .order_by_asc(Column::Id)
        .limit(1)
}

/// Lengthens the lease of a task; whether it is still this owner's.
pub async fn renew(db: &Db, id: Uuid, owner: &str, until: OffsetDateTime) -> Result<bool, StoreError> {
    let update = Query::update()
        .table(Entity)
        .value(Column::LeasedUntil, until.unix_timestamp())
        .to_owned();
    change(db, id, owner, update).await
}

/// Marks a task as done; whether it was still this owner's.
pub async fn finish(db: &Db, id: Uuid, owner: &str, now: OffsetDateTime) -> Result<bool, StoreError> {
    let update = Query::update()
        .table(Entity)
        .value(Column::DoneAt, now.unix_timestamp())
        .value(Column::Owner, None::<String>)
        .value(Column::LeasedUntil, None::<i64>)
        .value(Column::LastError, None::<String>)
        .to_owned();
    change(db, id, owner, update).await
}

/// Lets a task that failed wait for another try.
pub async fn postpone(
    db: &Db,
    id: Uuid,
    owner: &str,
    run_at: OffsetDateTime,
    reason: &str,
) -> Result<bool, StoreError> {
    let update = Query::update()
        .table(Entity)
        .value(Column::RunAt, run_at.unix_timestamp())
        .value(Column::Owner, None::<String>)
        .value(Column::LeasedUntil, None::<i64>)
        .value(Column::LastError, cut(reason))
        .to_owned();
    change(db, id, owner, update).await
}

/// Sets a task aside, with the reason, for a person to look at.
pub async fn park(
    db: &Db,
    id: Uuid,
    owner: &str,
    now: OffsetDateTime,
    reason: &str,
) -> Result<bool, StoreError> {
    let update = Query::update()
        .table(Entity)
        .value(Column::ParkedAt, now.unix_timestamp())
        .value(Column::Owner, None::<String>)
        .value(Column::LeasedUntil, None::<i64>)
        .value(Column::LastError, cut(reason))
        .to_owned();
    change(db, id, owner, update).await
}

fn cut(reason: &str) -> String {
    reason.chars().take(REASON).collect()
}

async fn change(
    db: &Db,
    id: Uuid,
    owner: &str,
    mut update: sea_orm::sea_query::UpdateStatement,
) -> Result<bool, StoreError> {
    update
        .and_where(Column::Id.eq(id))
        .and_where(Column::Owner.eq(owner))
        .and_where(Column::DoneAt.is_null());
    write(db, &update).await
}

async fn write(db: &Db, statement: &impl StatementBuilder) -> Result<bool, StoreError> {
    let tx = db.begin().await?;
    let statement: Statement = tx.get_database_backend().build(statement);
    let changed = tx.execute_raw(statement).await?.rows_affected();
    tx.commit().await?;
    Ok(changed > 0)
}

/// Puts a task that was set aside back, to be tried as if for the first time; whether there is one.
pub async fn retry(db: &Db, id: Uuid, now: OffsetDateTime) -> Result<bool, StoreError> {
    let update = Query::update()
        .table(Entity)
        .value(Column::ParkedAt, None::<i64>)
        .value(Column::Attempts, 0)
        .value(Column::RunAt, now.unix_timestamp())
        .and_where(Column::Id.eq(id))
        .and_where(Column::ParkedAt.is_not_null())
        .and_where(Column::DoneAt.is_null())
        .to_owned();
    write(db, &update).await
}

/// Tasks, at most so many.
pub async fn list(db: &impl ConnectionTrait, which: Which, limit: u64) -> Result<Vec<Task>, StoreError> {
    let tasks = match which {
        Which::Open => Entity::find()
            .filter(Column::DoneAt.is_null())
            .filter(Column::ParkedAt.is_null())
            .order_by_asc(Column::RunAt),
        Which::Parked => Entity::find()
            .filter(Column::DoneAt.is_null())
            .filter(Column::ParkedAt.is_not_null())
            .order_by_asc(Column::ParkedAt),
        Which::Done => Entity::find()
            .filter(Column::DoneAt.is_not_null())
            .order_by_desc(Column::DoneAt),
    };
    let rows = tasks.order_by_asc(Column::Id).limit(limit).all(db).await?;
    rows.into_iter().map(read).collect()
}

/// Forgets tasks that were done before a moment; returns how many.
pub async fn delete_done_before(db: &Db, moment: OffsetDateTime) -> Result<u64, StoreError> {
    let delete = Query::delete()
        .from_table(Entity)
        .and_where(Column::DoneAt.lt(moment.unix_timestamp()))
        .to_owned();
    let tx = db.begin().await?;
    let deleted = tx.execute(&delete).await?.rows_affected();
    tx.commit().await?;
    Ok(deleted)
}

fn read(row: Model) -> Result<Task, StoreError> {
    let reading = Reading {
        table: "job",
        key: &row.id,
    };
    let instant = |at: Option<i64>| at.map(|at| reading.instant(at)).transpose();
    Ok(Task {
        id: row.id,
        agency: row.agency_id.map(AgencyId),
        case: row.case_id.map(CaseId),
        day: row.day,
        run_at: reading.instant(row.run_at)?,
        attempts: reading.number(row.attempts)?,
        leased_until: instant(row.leased_until)?,
        parked_at: instant(row.parked_at)?,
        done_at: instant(row.done_at)?,
        name: row.name,
        key: row.key,
        last_error: row.last_error,
    })
}
