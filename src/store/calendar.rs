//! The notices 节假日安排 that were loaded, in the order in which they came, and the cases whose dates they moved.
//! A notice belongs to a region, not to an agency: only what it moved is an agency's own.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{
    Scope, StoreError, Tx,
    convert::{Reading, json},
    error::conflict_if_taken,
    row::{
        calendar_move as moved,
        calendar_notice::{ActiveModel, Column, Entity, Model},
        cases,
    },
};
use crate::{
    domain::{
        digest::Digest,
        id::{AccountId, AgencyId, CaseId, CaseNumber, HolidayNoticeId},
    },
    law,
};

/// A notice as it was loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub id: HolidayNoticeId,
    /// Its place among all notices, from 1.
    pub seq: i64,
    /// Empty where it holds for the whole country.
    pub region: String,
    /// 0 for the first that the program itself carried; the newest of a region and a year holds.
    pub version: i32,
    pub origin: Origin,
    pub notice: law::Notice,
    pub note: String,
    pub loaded_at: OffsetDateTime,
    pub by: Option<AccountId>,
    pub progress: Progress,
}

/// Whence a notice came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The program carries it.
    Program,
    /// The operator's command line.
    Command,
    /// An administrator's page.
    Page,
}

/// How far the open cases have been computed again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// The last case that was, of this agency.
    pub reached: Option<(AgencyId, CaseId)>,
    pub cases: u64,
    /// When all were.
    pub done_at: Option<OffsetDateTime>,
}

/// A case whose date a notice moved, or made certain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    pub case: CaseId,
    pub old_on: Date,
    pub new_on: Date,
    pub old_provisional: bool,
    pub new_provisional: bool,
}

/// A move as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedCase {
    pub number: CaseNumber,
    pub moved: Move,
}

/// A place between two moves, to go into an address: `2027-01-05_018f…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub on: Date,
    pub case: CaseId,
}

impl Origin {
    fn as_str(self) -> &'static str {
        match self {
            Self::Program => "program",
            Self::Command => "command",
            Self::Page => "page",
        }
    }
}

impl std::str::FromStr for Origin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        [Self::Program, Self::Command, Self::Page]
            .into_iter()
            .find(|origin| origin.as_str() == text)
            .ok_or_else(|| format!("{text} is no origin"))
    }
}

/// Keeps notices from coming in until the transaction ends; others may do the same at the same time.
pub async fn hold(tx: &Tx) -> Result<(), StoreError> {
    tx.hold_calendar().await
}

/// Waits until no transaction holds the calendar, and keeps others from it until this one ends.
pub async fn lock(tx: &Tx) -> Result<(), StoreError> {
    tx.lock_calendar().await
}

/// The place of the newest notice; 0 where there is none.
pub async fn revision(db: &impl ConnectionTrait) -> Result<i64, StoreError> {
    let newest: Option<Option<i64>> = Entity::find()
        .select_only()
        .column_as(Column::Seq.max(), "newest")
        .into_tuple()
        .one(db)
        .await?;
    Ok(newest.flatten().unwrap_or_default())
}

/// Every notice, in the order in which they came.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Notice>, StoreError> {
    let rows = Entity::find().order_by_asc(Column::Seq).all(db).await?;
    rows.into_iter().map(read).collect()
}

pub async fn get(db: &impl ConnectionTrait, id: HolidayNoticeId) -> Result<Option<Notice>, StoreError> {
    Entity::find_by_id(id.0).one(db).await?.map(read).transpose()
}

/// Adds a notice; [`StoreError::Conflict`] where its place or its version is taken.
pub async fn insert(tx: &Tx, notice: &Notice) -> Result<(), StoreError> {
    let Notice {
        id,
        seq,
        region,
        version,
        origin,
        notice,
        note,
        loaded_at,
        by,
        progress,
    } = notice;
    let body = json(notice);
    let row = ActiveModel {
        id: Set(id.0),
        seq: Set(*seq),
        region: Set(region.clone()),
        year: Set(notice.year),
        version: Set(*version),
        origin: Set(origin.as_str().to_owned()),
        sha256: Set(Digest::of_bytes(body.as_bytes()).to_string()),
        body: Set(body),
        note: Set(note.clone()),
        loaded_at: Set(loaded_at.unix_timestamp()),
        account_id: Set(by.map(|id| id.0)),
        reached_agency_id: Set(progress.reached.map(|(agency, _)| agency.0)),
        reached_case_id: Set(progress.reached.map(|(_, case)| case.0)),
        cases_done: Set(count(progress.cases)),
        done_at: Set(progress.done_at.map(OffsetDateTime::unix_timestamp)),
    };
    row.insert(tx).await.map_err(conflict_if_taken)?;
    Ok(())
}

/// Writes down how far a notice has come; [`StoreError::Conflict`] where somebody else brought it on meanwhile.
pub async fn advance(tx: &Tx, id: HolidayNoticeId, from: Progress, to: Progress) -> Result<(), StoreError> {
    let updated = Entity::update_many()
        .col_expr(
            Column::ReachedAgencyId,
            Expr::value(to.reached.map(|(agency, _)| agency.0)),
        )
        .col_expr(
            Column::ReachedCaseId,
            Expr::value(to.reached.map(|(_, case)| case.0)),
        )
        .col_expr(Column::CasesDone, Expr::value(count(to.cases)))
        .col_expr(
            Column::DoneAt,
            Expr::value(to.done_at.map(OffsetDateTime::unix_timestamp)),
        )
        .filter(Column::Id.eq(id.0))
        .filter(Column::CasesDone.eq(count(from.cases)))
        .filter(Column::DoneAt.is_null())
        .exec(tx)
        .await?;
    match updated.rows_affected {
        1 => Ok(()),
        _ => Err(StoreError::Conflict),
    }
}

fn count(cases: u64) -> i64 {
    i64::try_from(cases).unwrap_or(i64::MAX)
}

/// Adds what a notice moved among the cases of an agency.
pub async fn insert_moves(
    tx: &Tx,
    scope: Scope,
    notice: HolidayNoticeId,
    moves: &[Move],
) -> Result<(), StoreError> {
    if moves.is_empty() {
        return Ok(());
    }
    let row = |one: &Move| moved::ActiveModel {
        notice_id: Set(notice.0),
        agency_id: Set(scope.agency()),
        case_id: Set(one.case.0),
        old_on: Set(one.old_on),
        new_on: Set(one.new_on),
        old_provisional: Set(one.old_provisional),
        new_provisional: Set(one.new_provisional),
    };
    moved::Entity::insert_many(moves.iter().map(row))
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// At most `limit` of the agency's cases that a notice moved, by their new day.
pub async fn moves(
    db: &impl ConnectionTrait,
    scope: Scope,
    notice: HolidayNoticeId,
    after: Option<Place>,
    limit: u64,
) -> Result<Vec<MovedCase>, StoreError> {
    let mut select = moved::Entity::find()
        .filter(moved::Column::NoticeId.eq(notice.0))
        .filter(moved::Column::AgencyId.eq(scope.agency()));
    if let Some(Place { on, case }) = after {
        let here = Expr::tuple([Expr::col(moved::Column::NewOn), Expr::col(moved::Column::CaseId)]);
        select = select.filter(here.gt(Expr::tuple([Expr::value(on), Expr::value(case.0)])));
    }
    let rows = select
        .order_by_asc(moved::Column::NewOn)
        .order_by_asc(moved::Column::CaseId)
        .limit(limit)
        .all(db)
        .await?;
    let numbers: Vec<(Uuid, String)> = cases::Entity::find()
        .select_only()
        .columns([cases::Column::Id, cases::Column::Number])
        .filter(cases::Column::AgencyId.eq(scope.agency()))
        .filter(cases::Column::Id.is_in(rows.iter().map(|row| row.case_id)))
        .into_tuple()
        .all(db)
        .await?;
    let number = |case: Uuid| {
        let found = numbers.iter().find(|(id, _)| *id == case);
        let missing = || StoreError::inconsistent("calendar_move", case, "its case is missing");
        found
            .map(|(_, number)| CaseNumber(number.clone()))
            .ok_or_else(missing)
    };
    rows.into_iter()
        .map(|row| {
            Ok(MovedCase {
                number: number(row.case_id)?,
                moved: read_move(&row),
            })
        })
        .collect()
}

/// The moves of one case, by the notices that made them.
pub async fn moves_of(
    db: &impl ConnectionTrait,
    scope: Scope,
    case: CaseId,
) -> Result<Vec<(HolidayNoticeId, Move)>, StoreError> {
    let rows = moved::Entity::find()
        .filter(moved::Column::CaseId.eq(case.0))
        .filter(moved::Column::AgencyId.eq(scope.agency()))
        .all(db)
        .await?;
    Ok(rows
        .iter()
        .map(|row| (HolidayNoticeId(row.notice_id), read_move(row)))
        .collect())
}

/// How many of the agency's cases a notice moved to another day, and in how many it only made the day certain or
/// uncertain.
pub async fn count_moves(
    db: &impl ConnectionTrait,
    scope: Scope,
    notice: HolidayNoticeId,
) -> Result<(u64, u64), StoreError> {
    let of_notice = || {
        moved::Entity::find()
            .filter(moved::Column::NoticeId.eq(notice.0))
            .filter(moved::Column::AgencyId.eq(scope.agency()))
    };
    let all = of_notice().count(db).await?;
    let other_day = Expr::col(moved::Column::OldOn).ne(Expr::col(moved::Column::NewOn));
    let elsewhere = of_notice().filter(other_day).count(db).await?;
    Ok((elsewhere, all.saturating_sub(elsewhere)))
}

fn read_move(row: &moved::Model) -> Move {
    Move {
        case: CaseId(row.case_id),
        old_on: row.old_on,
        new_on: row.new_on,
        old_provisional: row.old_provisional,
        new_provisional: row.new_provisional,
    }
}

fn read(row: Model) -> Result<Notice, StoreError> {
    let reading = Reading {
        table: "calendar_notice",
        key: &row.id,
    };
    let reached = row.reached_agency_id.zip(row.reached_case_id);
    Ok(Notice {
        id: HolidayNoticeId(row.id),
        seq: row.seq,
        version: row.version,
        origin: reading.parse(&row.origin)?,
        notice: reading.json(&row.body)?,
        loaded_at: reading.instant(row.loaded_at)?,
        by: row.account_id.map(AccountId),
        progress: Progress {
            reached: reached.map(|(agency, case)| (AgencyId(agency), CaseId(case))),
            cases: reading.number(row.cases_done)?,
            done_at: row.done_at.map(|at| reading.instant(at)).transpose()?,
        },
        region: row.region,
        note: row.note,
    })
}

/// How many open cases of the agency have a date that depends on a day of which nothing is known yet.
pub async fn count_provisional(db: &impl ConnectionTrait, scope: Scope) -> Result<u64, StoreError> {
    let provisional = cases::Entity::find()
        .filter(cases::Column::AgencyId.eq(scope.agency()))
        .filter(cases::Column::ClosedAt.is_null())
        .filter(cases::Column::Provisional.eq(true));
    Ok(provisional.count(db).await?)
}
