//! Which cases: one condition that pages, counts and everything else that is done with a queue share.

use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition};
use time::Date;

use super::waiting::{self, Waits};
use crate::{
    domain::{
        account::Officer,
        applicant::ApplicantKind,
        clock::ClockState,
        flag::{Flag, Flags},
        id::{AccountId, DepartmentId, ImportId},
        stage::StageKey,
    },
    law::{Channel, GroundKey},
    store::{
        Scope, readable,
        row::{cases::Column, imported_case, watch},
    },
};

/// Which cases; an empty filter is all of the agency's. A list that is empty lets everything through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Any of these stages.
    pub stages: Vec<StageKey>,
    /// Only cases that are not closed.
    pub open: bool,
    pub clocks: Vec<ClockState>,
    /// Only cases that no department has.
    pub unassigned: bool,
    pub department: Option<DepartmentId>,
    pub handler: Option<AccountId>,
    pub channels: Vec<Channel>,
    pub kinds: Vec<ApplicantKind>,
    /// Answered on any of these grounds.
    pub grounds: Vec<GroundKey>,
    /// Ended without an answer; together with grounds, these as well.
    pub unanswered: bool,
    /// All of these.
    pub flags: Flags,
    /// Only cases in which a step of a review waits for somebody.
    pub waits: Option<Waits>,
    /// Only cases that this person watches, and may read still.
    pub watched_by: Option<Officer>,
    /// Only cases that came of this file of an old register.
    pub import: Option<ImportId>,
    /// Only cases in which something is due within these days.
    pub due: Days,
    pub received: Days,
    /// Answered, withdrawn or ended otherwise within these days.
    pub ended: Days,
}

/// From one day to another, both included; without an end where there is none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Days {
    pub from: Option<Date>,
    pub until: Option<Date>,
}

impl Days {
    pub fn until(day: Date) -> Self {
        Self {
            from: None,
            until: Some(day),
        }
    }

    pub fn between(from: Date, until: Date) -> Self {
        Self {
            from: Some(from),
            until: Some(until),
        }
    }

    fn condition(self, column: Column) -> Condition {
        Condition::all()
            .add_option(self.from.map(|day| column.gte(day)))
            .add_option(self.until.map(|day| column.lte(day)))
    }
}

impl Filter {
    /// Whether it can let through closed cases.
    pub fn reaches_closed(&self) -> bool {
        !self.open && (self.stages.is_empty() || self.stages.contains(&StageKey::Closed))
    }

    /// The same cases in parts, of open ones and of closed ones, as far as the filter reaches both: each has an index with
    /// everything that a filter asks for, and all cases together have none.
    pub(super) fn open_and_closed(&self) -> Vec<Self> {
        if !self.reaches_closed() || self.stages == [StageKey::Closed] {
            return vec![self.clone()];
        }
        let mut open = Self {
            open: true,
            ..self.clone()
        };
        open.stages.retain(|stage| *stage != StageKey::Closed);
        let closed = Self {
            stages: vec![StageKey::Closed],
            ..self.clone()
        };
        vec![open, closed]
    }

    /// What the filter says, without the agency, and without that cases are open.
    pub(super) fn own_condition(&self) -> Condition {
        let Self {
            stages,
            open: _,
            clocks,
            unassigned,
            department,
            handler,
            channels,
            kinds,
            grounds,
            unanswered,
            flags,
            waits,
            watched_by,
            import,
            due,
            received,
            ended,
        } = self;
        let mut all = Condition::all();
        match stages.as_slice() {
            // In the words of the partial indexes, so that they are used.
            [StageKey::Closed] => all = all.add(Column::ClosedAt.is_not_null()),
            stages => all = all.add_option(any(Column::Stage, stages.iter().map(|stage| stage.as_str()))),
        }
        if *unassigned {
            all = all.add(Column::DepartmentId.is_null());
        }
        if let Some(waits) = waits {
            all = all.add(waiting::condition(waits));
        }
        if let Some(officer) = watched_by {
            all = all.add(watched(officer)).add_option(readable::by(officer));
        }
        if let Some(import) = import {
            all = all.add(came_of(*import));
        }
        for flag in flags.all() {
            all = all.add(Expr::col(Column::Flags).bit_and(flag.bit()).ne(0));
        }
        all.add_option(any(Column::ClockState, clocks.iter().map(|clock| clock.as_str())))
            .add_option(any(
                Column::Channel,
                channels.iter().map(|channel| channel.as_str()),
            ))
            .add_option(any(Column::ApplicantKind, kinds.iter().map(|kind| kind.as_str())))
            .add_option(outcome(grounds, *unanswered))
            .add_option(department.map(|id| Column::DepartmentId.eq(id.0)))
            .add_option(handler.map(|id| Column::HandlerId.eq(id.0)))
            .add(due.condition(Column::SortOn))
            .add(received.condition(Column::ReceivedOn))
            .add(ended.condition(Column::EndedOn))
    }

    /// The whole condition. What was taken over by mistake is closed, and shown nowhere.
    pub(super) fn condition(&self, scope: Scope) -> Condition {
        let all = self.dated_condition(scope);
        if self.reaches_closed() {
            all.add(Expr::col(Column::Flags).bit_and(Flag::Undone.bit()).eq(0))
        } else {
            all
        }
    }

    /// The same for whoever asks only for cases that were received, or ended, on some day: what was taken over by mistake
    /// has no such day. Open or closed is said in the words of the partial indexes, so that they are used.
    pub(super) fn dated_condition(&self, scope: Scope) -> Condition {
        let mut all = Condition::all().add(Column::AgencyId.eq(scope.agency()));
        if !self.reaches_closed() {
            all = all.add(Column::ClosedAt.is_null());
        }
        all.add(self.own_condition())
    }
}

fn watched(officer: &Officer) -> Expr {
    let watched = Query::select()
        .column(watch::Column::CaseId)
        .from(watch::Entity)
        .and_where(watch::Column::AccountId.eq(officer.account.0))
        .and_where(watch::Column::AgencyId.eq(officer.agency.0))
        .to_owned();
    Column::Id.in_subquery(watched)
}

fn came_of(import: ImportId) -> Expr {
    let came = Query::select()
        .column(imported_case::Column::CaseId)
        .from(imported_case::Entity)
        .and_where(imported_case::Column::ImportId.eq(import.0))
        .to_owned();
    Column::Id.in_subquery(came)
}

/// Answered on one of the grounds, or ended without an answer, where that is asked for.
fn outcome(grounds: &[GroundKey], unanswered: bool) -> Option<Condition> {
    let answered = any(Column::Outcome, grounds.iter().map(GroundKey::as_str));
    let unanswered = unanswered.then(|| Column::Outcome.is_null().and(Column::EndedOn.is_not_null()));
    (answered.is_some() || unanswered.is_some())
        .then(|| Condition::any().add_option(answered).add_option(unanswered))
}

/// Nothing where there are no words; a single one is said as such, so that an index can go on after it.
fn any<'w>(column: Column, words: impl Iterator<Item = &'w str>) -> Option<Expr> {
    let words: Vec<&str> = words.collect();
    match words.as_slice() {
        [] => None,
        [word] => Some(column.eq(*word)),
        several => Some(column.is_in(several.iter().copied())),
    }
}
