//! Queues: pages of cases by what is due, and counts that equal the rows. Pages are found by key, not by offset,
//! so the hundredth costs what the first does.

mod count;
mod filter;
mod order;
mod page;
mod tally;
mod waiting;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

pub use self::{
    count::{Count, count, count_up_to, counts},
    filter::{Days, Filter},
    order::{By, Cursor, InvalidCursor, Is, Order},
    page::{Page, ids, page},
    tally::{Ended, ended, received},
    waiting::{WaitingStep, Waits},
};

use crate::{
    domain::{
        applicant::ApplicantKind,
        clock::ClockState,
        flag::Flags,
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
    /// The ground of the answer, once it is issued.
    pub outcome: Option<GroundKey>,
    /// The day on which the answer was served or the application withdrawn.
    pub ended_on: Option<Date>,
    pub flags: Flags,
    pub updated_at: OffsetDateTime,
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
        outcome: row
            .outcome
            .as_deref()
            .map(|ground| reading.parse(ground))
            .transpose()?,
        ended_on: row.ended_on,
        flags: Flags::of_bits(row.flags),
        updated_at: reading.instant(row.updated_at)?,
        number: CaseNumber(row.number),
        subject: row.subject,
        applicant_name: row.applicant_name,
    })
}

#[cfg(test)]
mod tests;
