//! The row for the queues: what a list shows of a case, so that no list has to fold histories.

use time::{Date, OffsetDateTime, UtcOffset};

use super::{
    case::Case,
    clock::{self, ClockState},
    flag::{self, Flag, Flags},
    id::{AccountId, DepartmentId},
    reminder, retention,
    review::PlannedStep,
    stage::{Stage, StageKey},
};
use crate::law::{GroundKey, Law, OutcomeGroup, StepKey, words};

/// The make of what is written here. Raised whenever a row tells something new, so that the rows of before are written
/// anew.
pub const MAKE: i32 = 3;

/// The changing part of a case's row. Who applied for what is written once, when the case is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    pub stage: StageKey,
    pub clock: ClockState,
    pub department: Option<DepartmentId>,
    pub handler: Option<AccountId>,
    /// The first of the review steps that are due.
    pub step: Option<StepKey>,
    /// The earliest step of the review that a procedural letter waits for.
    pub notice_step: Option<StepKey>,
    /// Every step that is due, of the answer and of procedural letters, or that may still be claimed.
    pub waiting: Vec<Waiting>,
    pub received_on: Option<Date>,
    /// The last day to answer; none while the applicant is waited for.
    pub due_on: Option<Date>,
    /// The next day on which something is due: that one, or the applicant's own last day.
    pub next_on: Date,
    pub flags: Flags,
    /// The ground of the answer once it is issued: the first item's, or `partial` where one is.
    pub outcome: Option<GroundKey>,
    /// The day on which the answer was served or the application withdrawn.
    pub ended_on: Option<Date>,
    /// 保存期限: from which day it is counted for how long personal data is kept; none while it is kept in any case.
    pub retain_from: Option<Date>,
    /// The next day on which the program has something to do for the case by itself.
    pub wake_on: Option<Date>,
}

words! {
    /// For what a step waits.
    pub enum WaitsFor {
        Answer = "answer",
        /// A procedural letter.
        Notice = "notice",
        /// 认领: that somebody says whether the case is to pass it.
        Claim = "claim",
    }
}

/// A step of a review that somebody has to take, or may claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    pub what: WaitsFor,
    pub step: PlannedStep,
    /// Its own last day, where the agency gives it one.
    pub until: Option<Date>,
}

fn waiting(case: &Case, law: &Law, offset: UtcOffset) -> Vec<Waiting> {
    let of_the_answer = match &case.stage {
        Stage::InReview(_, review) => Some(review),
        Stage::Filed
        | Stage::Received
        | Stage::Assigned { .. }
        | Stage::InHand(_)
        | Stage::Approved(..)
        | Stage::Issued(..)
        | Stage::Served(..)
        | Stage::Closed(_) => None,
    };
    let notices = case.notices.iter().filter(|notice| notice.is_open());
    let reviews = of_the_answer
        .into_iter()
        .map(|review| (WaitsFor::Answer, review))
        .chain(notices.map(|notice| (WaitsFor::Notice, &notice.review)));
    let due = reviews.flat_map(|(what, review)| {
        review.waiting().map(move |step| Waiting {
            what,
            step: step.clone(),
            until: review.last_day(step, law, offset),
        })
    });
    due.chain(case.claims_waiting(law)).collect()
}

/// What the queues show of a case that stands so `now`, by the time of the office.
pub fn of(case: &Case, law: &Law, now: OffsetDateTime) -> Summary {
    if case.is_undone() {
        return undone(case, law);
    }
    let reading = clock::of(case, law);
    let waiting = waiting(case, law, now.offset());
    let of = |what| {
        let mut all: Vec<&Waiting> = waiting.iter().filter(|one| one.what == what).collect();
        all.sort_by_key(|one| one.step.kind);
        all.into_iter().map(|one| &one.step.key)
    };
    Summary {
        stage: case.stage.key(),
        clock: reading.state,
        department: case.department(),
        handler: case.handler(),
        step: of(WaitsFor::Answer).next().cloned(),
        notice_step: of(WaitsFor::Notice).next().cloned(),
        waiting: waiting.clone(),
        received_on: case.received_on,
        due_on: reading.due_on,
        next_on: reading.next_on(),
        flags: flag::of(case, &reading),
        outcome: outcome(case, law),
        ended_on: reading.stopped_on,
        retain_from: retention::counted_from(case, reading.stopped_on),
        wake_on: reminder::wake(case, law, now),
    }
}

/// What was taken over by mistake tells nothing that anything could be found, counted or reckoned by.
fn undone(case: &Case, law: &Law) -> Summary {
    Summary {
        stage: case.stage.key(),
        clock: ClockState::Stopped,
        department: None,
        handler: None,
        step: None,
        notice_step: None,
        waiting: Vec::new(),
        received_on: None,
        due_on: None,
        next_on: clock::of(case, law).next_on(),
        flags: [Flag::Undone].into_iter().collect(),
        outcome: None,
        ended_on: None,
        retain_from: None,
        wake_on: None,
    }
}

fn outcome(case: &Case, law: &Law) -> Option<GroundKey> {
    if let Some(answer) = case.answered_before() {
        return Some(answer.ground.clone());
    }
    if let Some((ground, _)) = &case.abandoned {
        return Some(ground.clone());
    }
    case.answer()?;
    let items = &case.draft.as_ref()?.reference.items;
    let partial = items.iter().find(|item| {
        law.ground(&item.ground)
            .is_some_and(|ground| ground.group == OutcomeGroup::Partial)
    });
    partial.or_else(|| items.first()).map(|item| item.ground.clone())
}
