//! Cases: events are appended, the row that queues read follows, and both or neither are written.

mod chain;
mod due;
mod make;
mod period;
mod row;
mod waiting;
mod wake;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Scope, StoreError, Tx,
    error::conflict_if_taken,
    row::{case_event, cases},
};
use crate::domain::{
    case::Case,
    event::Recorded,
    id::{CaseId, CaseNumber},
    stage::StageKey,
    summary::Summary,
};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseBackend, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait as _, Set, Statement,
};

pub use due::{Due, count_due, due};
pub use make::{of_older_make, open_these, pass_over};
pub use period::{Decided, decided_between};
pub use wake::{Waking, sleep, waking, waking_agencies, waking_one};

pub(in crate::store) use chain::{Link, START, read};

/// What queues show of a case besides its [`Summary`]: written once, when it is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    pub subject: String,
    pub applicant_name: String,
}

/// Writes a new case: its row and its first events. `case` is their fold, `summary` that of the case.
/// [`StoreError::Conflict`] where the number is taken.
pub async fn open(
    tx: &Tx,
    case: &Case,
    events: &[Recorded],
    summary: &Summary,
    listing: &Listing,
) -> Result<(), StoreError> {
    let row = row::new(case, events, summary, listing)?;
    let row = cases::Entity::insert(row).build(tx.backend());
    let waiting = waiting::rows(tx.backend(), case, summary)?;
    let events = written(tx.backend(), case, START.to_owned(), events);
    let rows = [row].into_iter().chain(waiting).chain(events);
    tx.write_all(rows).await.map_err(conflict_if_taken)
}

/// Appends events to a case that stood at version `expected`; `case` is the fold with them.
/// [`StoreError::Conflict`] where it no longer stands there: nothing is written.
pub async fn append(
    tx: &Tx,
    expected: u32,
    case: &Case,
    events: &[Recorded],
    summary: &Summary,
) -> Result<(), StoreError> {
    let Some(last) = events.last() else { return Ok(()) };
    let closed_at = match summary.stage {
        // Mail that comes back later does not close it anew.
        StageKey::Closed => Expr::col(cases::Column::ClosedAt).if_null(last.at.unix_timestamp()),
        StageKey::Filed
        | StageKey::Received
        | StageKey::Assigned
        | StageKey::InHand
        | StageKey::InReview
        | StageKey::Approved
        | StageKey::Issued
        | StageKey::Served => Expr::value(None::<i64>),
    };
    let updated = cases::Entity::update_many()
        .set(row::changed(case, last, summary))
        .col_expr(cases::Column::ClosedAt, closed_at)
        .filter(cases::Column::Id.eq(case.id.0))
        .filter(cases::Column::AgencyId.eq(case.agency.0))
        .filter(cases::Column::Version.eq(i64::from(expected)))
        .exec(tx)
        .await?;
    if updated.rows_affected != 1 {
        return Err(StoreError::Conflict);
    }
    let head: Option<String> = case_event::Entity::find()
        .select_only()
        .column(case_event::Column::Hash)
        .filter(case_event::Column::CaseId.eq(case.id.0))
        .filter(case_event::Column::Seq.eq(i64::from(expected)))
        .into_tuple()
        .one(tx)
        .await?;
    let head = head.ok_or_else(|| {
        StoreError::inconsistent("case_event", case.id, format!("event {expected} is missing"))
    })?;
    let waiting = waiting::replaced(tx.backend(), case, summary)?;
    let events = written(tx.backend(), case, head, events);
    let rows = waiting.into_iter().chain(events);
    tx.write_all(rows).await.map_err(conflict_if_taken)
}

/// Names a case anew in the queues, after some of its items became a case of their own.
pub async fn name(tx: &Tx, scope: Scope, case: CaseId, subject: &str) -> Result<(), StoreError> {
    cases::Entity::update_many()
        .col_expr(cases::Column::Subject, Expr::value(subject))
        .filter(cases::Column::Id.eq(case.0))
        .filter(cases::Column::AgencyId.eq(scope.agency()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Erases by what a row names a case: who applied, and for what.
pub async fn unname(tx: &Tx, scope: Scope, case: CaseId) -> Result<(), StoreError> {
    cases::Entity::update_many()
        .col_expr(cases::Column::Subject, Expr::value(""))
        .col_expr(cases::Column::ApplicantName, Expr::value(""))
        .filter(cases::Column::Id.eq(case.0))
        .filter(cases::Column::AgencyId.eq(scope.agency()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Erases in a row who applied; for what, stays.
pub async fn forget_applicant(tx: &Tx, scope: Scope, case: CaseId) -> Result<(), StoreError> {
    cases::Entity::update_many()
        .col_expr(cases::Column::ApplicantName, Expr::value(""))
        .filter(cases::Column::Id.eq(case.0))
        .filter(cases::Column::AgencyId.eq(scope.agency()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Writes events behind the one whose hash is `head`.
fn written(
    backend: DatabaseBackend,
    case: &Case,
    mut head: String,
    events: &[Recorded],
) -> impl Iterator<Item = Statement> {
    events.iter().map(move |event| {
        let link = Link::of(case.id, event);
        let hash = link.hash(&head);
        let row = case_event::ActiveModel {
            case_id: Set(case.id.0),
            seq: Set(link.seq),
            agency_id: Set(case.agency.0),
            at: Set(link.at),
            actor: Set(link.actor),
            kind: Set(link.kind),
            body: Set(link.body),
            previous_hash: Set(std::mem::replace(&mut head, hash.clone())),
            hash: Set(hash),
        };
        case_event::Entity::insert(row).build(backend)
    })
}

/// The case, folded from its events.
pub async fn load(db: &impl ConnectionTrait, scope: Scope, id: CaseId) -> Result<Option<Case>, StoreError> {
    let events = load_events(db, scope, id).await?;
    if events.is_empty() {
        return Ok(None);
    }
    let case = Case::fold(id, &events).map_err(|error| StoreError::inconsistent("case_event", id, error))?;
    Ok(Some(case))
}

/// A case with the first and the last of its events.
#[derive(Debug, Clone)]
pub struct Open {
    pub case: Case,
    pub first: Recorded,
    pub last: Recorded,
}

/// Some open cases of an agency.
#[derive(Debug, Default)]
pub struct OpenCases {
    pub cases: Vec<Open>,
    /// Cases whose history does not read back: `gongkai verify` says why.
    pub broken: Vec<CaseId>,
    /// The last of them all: where the next ones begin. None where there are no more.
    pub last: Option<CaseId>,
}

/// At most `limit` cases of the agency that are not closed, folded from their events, in the order of their ids.
pub async fn open_after(
    db: &impl ConnectionTrait,
    scope: Scope,
    after: Option<CaseId>,
    limit: u64,
) -> Result<OpenCases, StoreError> {
    let mut select = cases::Entity::find()
        .select_only()
        .column(cases::Column::Id)
        .filter(cases::Column::AgencyId.eq(scope.agency()))
        .filter(cases::Column::ClosedAt.is_null());
    if let Some(after) = after {
        select = select.filter(cases::Column::Id.gt(after.0));
    }
    let ids: Vec<uuid::Uuid> = select
        .order_by_asc(cases::Column::Id)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    let (mut histories, broken) = histories(db, scope, &ids).await?;
    let mut found = OpenCases {
        last: ids.last().copied().map(CaseId),
        ..OpenCases::default()
    };
    for id in ids {
        let history = histories.remove(&id).filter(|_| !broken.contains(&id));
        match history.and_then(|history| opened(CaseId(id), &history)) {
            Some(open) => found.cases.push(open),
            None => found.broken.push(CaseId(id)),
        }
    }
    Ok(found)
}

/// What is stored of some cases, and which of them do not read back.
type Histories = (BTreeMap<uuid::Uuid, Vec<Recorded>>, BTreeSet<uuid::Uuid>);

async fn histories(
    db: &impl ConnectionTrait,
    scope: Scope,
    ids: &[uuid::Uuid],
) -> Result<Histories, StoreError> {
    let events = case_event::Entity::find()
        .filter(case_event::Column::CaseId.is_in(ids.iter().copied()))
        .filter(case_event::Column::AgencyId.eq(scope.agency()))
        .order_by_asc(case_event::Column::CaseId)
        .order_by_asc(case_event::Column::Seq)
        .all(db)
        .await?;
    let mut histories: BTreeMap<uuid::Uuid, Vec<Recorded>> = BTreeMap::new();
    let mut broken = BTreeSet::new();
    for row in &events {
        match read(row) {
            Ok(event) => histories.entry(row.case_id).or_default().push(event),
            Err(_) => {
                broken.insert(row.case_id);
            }
        }
    }
    Ok((histories, broken))
}

/// The histories of these cases of the agency; those that it does not have are left out.
pub async fn histories_of(
    db: &impl ConnectionTrait,
    scope: Scope,
    ids: &[CaseId],
) -> Result<BTreeMap<CaseId, Vec<Recorded>>, StoreError> {
    let ids: Vec<uuid::Uuid> = ids.iter().map(|id| id.0).collect();
    let (histories, broken) = histories(db, scope, &ids).await?;
    if let Some(id) = broken.first() {
        return Err(StoreError::inconsistent(
            "case_event",
            id,
            "the history does not read back",
        ));
    }
    let by_case = histories.into_iter().map(|(id, history)| (CaseId(id), history));
    Ok(by_case.collect())
}

/// These cases of the agency, folded from their events; those that it does not have are left out.
pub async fn load_all(
    db: &impl ConnectionTrait,
    scope: Scope,
    ids: &[CaseId],
) -> Result<Vec<Case>, StoreError> {
    histories_of(db, scope, ids)
        .await?
        .into_iter()
        .map(|(id, history)| {
            Case::fold(id, &history).map_err(|error| StoreError::inconsistent("case_event", id, error))
        })
        .collect()
}

/// A place in the list of [`reviewed_before`].
pub type Reviewed = (time::Date, CaseId);

/// At most `limit` cases of the agency that have gone into review at least once as they stand, with their histories; what
/// is due last comes first. The place of the last of them all is where the next ones begin.
pub async fn reviewed_before(
    db: &impl ConnectionTrait,
    scope: Scope,
    before: Option<Reviewed>,
    limit: u64,
) -> Result<(Vec<(CaseId, Vec<Recorded>)>, Option<Reviewed>), StoreError> {
    let stages = [
        StageKey::InReview,
        StageKey::Approved,
        StageKey::Issued,
        StageKey::Served,
        StageKey::Closed,
    ];
    let mut select = cases::Entity::find()
        .select_only()
        .column(cases::Column::SortOn)
        .column(cases::Column::Id)
        .filter(cases::Column::AgencyId.eq(scope.agency()))
        .filter(cases::Column::Stage.is_in(stages.map(StageKey::as_str)));
    if let Some((day, id)) = before {
        let here = Expr::tuple([Expr::col(cases::Column::SortOn), Expr::col(cases::Column::Id)]);
        select = select.filter(here.lt(Expr::tuple([Expr::value(day), Expr::value(id.0)])));
    }
    let places: Vec<(time::Date, uuid::Uuid)> = select
        .order_by_desc(cases::Column::SortOn)
        .order_by_desc(cases::Column::Id)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    let ids: Vec<uuid::Uuid> = places.iter().map(|(_, id)| *id).collect();
    let (mut histories, broken) = histories(db, scope, &ids).await?;
    let read = ids.into_iter().filter(|id| !broken.contains(id));
    let found = read.filter_map(|id| Some((CaseId(id), histories.remove(&id)?)));
    Ok((
        found.collect(),
        places.last().map(|(day, id)| (*day, CaseId(*id))),
    ))
}

fn opened(id: CaseId, history: &[Recorded]) -> Option<Open> {
    Some(Open {
        case: Case::fold(id, history).ok()?,
        first: history.first()?.clone(),
        last: history.last()?.clone(),
    })
}

/// How many cases of the agency are not closed.
pub async fn count_open(db: &impl ConnectionTrait, scope: Scope) -> Result<u64, StoreError> {
    let open = cases::Entity::find()
        .filter(cases::Column::AgencyId.eq(scope.agency()))
        .filter(cases::Column::ClosedAt.is_null());
    Ok(open.count(db).await?)
}

/// How many cases there are, of all agencies. Without a scope: it is the operator who asks.
pub async fn count_all(db: &impl ConnectionTrait) -> Result<u64, StoreError> {
    let count: Option<i64> = cases::Entity::find()
        .select_only()
        .column_as(cases::Column::Id.count(), "count")
        .into_tuple()
        .one(db)
        .await?;
    u64::try_from(count.unwrap_or_default())
        .map_err(|error| StoreError::inconsistent("cases", "count", error))
}

/// Brings the row for the queues up to date without an event: the calendar has changed, not the case.
/// [`StoreError::Conflict`] where the case has.
pub async fn refresh(tx: &Tx, open: &Open, summary: &Summary) -> Result<(), StoreError> {
    let Open { case, last, .. } = open;
    let updated = cases::Entity::update_many()
        .set(row::changed(case, last, summary))
        .filter(cases::Column::Id.eq(case.id.0))
        .filter(cases::Column::AgencyId.eq(case.agency.0))
        .filter(cases::Column::Version.eq(i64::from(case.version)))
        .exec(tx)
        .await?;
    match updated.rows_affected {
        1 => Ok(()),
        _ => Err(StoreError::Conflict),
    }
}

/// The history of a case, from its first event; empty where the agency has no such case.
pub async fn load_events(
    db: &impl ConnectionTrait,
    scope: Scope,
    id: CaseId,
) -> Result<Vec<Recorded>, StoreError> {
    rows_of(db, scope, id).await?.iter().map(read).collect()
}

async fn rows_of(
    db: &impl ConnectionTrait,
    scope: Scope,
    id: CaseId,
) -> Result<Vec<case_event::Model>, StoreError> {
    let of_case = case_event::Entity::find()
        .filter(case_event::Column::CaseId.eq(id.0))
        .filter(case_event::Column::AgencyId.eq(scope.agency()))
        .order_by_asc(case_event::Column::Seq);
    Ok(of_case.all(db).await?)
}

/// An event with its place in the chain of hashes.
#[derive(Debug, Clone)]
pub struct Chained {
    pub recorded: Recorded,
    /// JSON, as it is hashed.
    pub actor: String,
    /// JSON, as it is hashed.
    pub body: String,
    pub previous: String,
    pub hash: String,
    /// Whether the hash follows from the event and from the one before it, as `gongkai verify` asks.
    pub intact: bool,
}

/// The history of a case with its hashes; empty where the agency has no such case.
pub async fn chained(
    db: &impl ConnectionTrait,
    scope: Scope,
    id: CaseId,
) -> Result<Vec<Chained>, StoreError> {
    let rows = rows_of(db, scope, id).await?;
    let (mut head, mut seq) = (START.to_owned(), 0);
    let mut chain = Vec::new();
    for row in rows {
        let hash = Link::stored(&row).hash(&head);
        let intact = row.seq == seq + 1 && row.previous_hash == head && row.hash == hash;
        (head, seq) = (row.hash.clone(), row.seq);
        chain.push(Chained {
            recorded: read(&row)?,
            actor: row.actor,
            body: row.body,
            previous: row.previous_hash,
            hash: row.hash,
            intact,
        });
    }
    Ok(chain)
}

/// The case with this number.
pub async fn by_number(
    db: &impl ConnectionTrait,
    scope: Scope,
    number: &CaseNumber,
) -> Result<Option<CaseId>, StoreError> {
    let id: Option<uuid::Uuid> = cases::Entity::find()
        .select_only()
        .column(cases::Column::Id)
        .filter(cases::Column::AgencyId.eq(scope.agency()))
        .filter(cases::Column::Number.eq(&number.0))
        .into_tuple()
        .one(db)
        .await?;
    Ok(id.map(CaseId))
}
