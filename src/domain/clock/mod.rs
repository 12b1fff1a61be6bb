//! The statutory clock of a case: a pure function of its dated events, the calendar and the rules in force. It is
//! recomputed whenever it is needed and explains itself line by line; lateness is never stored.
//!
//! A [`History`] is the ledger, [`read`] says what follows from it and [`explain`] how; both are one fold of it
//! (`fold.rs`). The day of an event is never counted: a period begins with the day after its receipt, and days are left
//! out from the one after the sending of a consultation.

mod days;
mod error;
mod fold;
mod history;
mod reading;
#[cfg(test)]
mod tests;
mod trace;

use super::{
    case::{Case, SentLetter},
    id::NoticeId,
    stage::{Ending, Stage},
};
use crate::law::{Law, words};
use time::Date;

pub use days::{Counted, DayIs, Part};
pub use error::{ClockError, ClockProblem};
pub use history::{ConsultationKind, Dated, History, Start, What};
pub use reading::{ConsultationReading, Reading, read, working_days_left};
pub use trace::{ConsultationStep, Step, Why, explain, read_explained};

words! {
    /// What the clock is doing.
    pub enum ClockState {
        Running = "running",
        /// A consultation is open: days are not counted now.
        Consulting = "consulting",
        /// The applicant was asked to correct the application: nothing is due until it comes.
        AwaitingCorrection = "awaiting_correction",
        /// The applicant was told to pay: nothing is due until that is done.
        AwaitingFee = "awaiting_fee",
        /// The answer was served, or the applicant withdrew: nothing is due any more.
        Stopped = "stopped",
    }
}

/// The ledger of a case.
pub fn history_of(case: &Case) -> History<NoticeId> {
    super::ledger::of(case)
}

/// Reads the clock of a case.
pub fn of(case: &Case, law: &Law) -> Reading {
    let mut reading = read(law, &history_of(case))
        .expect("a case begins either submitted or received, and its events were held against its clock");
    let stopped_on = match &case.stage {
        // An answer that was posted in law and came back is served again, and was in time all the same.
        Stage::Issued(..) | Stage::Served(..) | Stage::Closed(Ending::Answered) => {
            let served_on = case.answer().and_then(SentLetter::served_on);
            served_on.or(case.served_before())
        }
        Stage::Closed(Ending::Withdrawn) => case.withdrawn_on,
        Stage::Closed(Ending::Abandoned) => case.abandoned.as_ref().map(|(_, on)| *on),
        Stage::Closed(Ending::Merged) => case.merged_on,
        Stage::Closed(Ending::Undone) => case.received_on,
        Stage::Filed
        | Stage::Received
        | Stage::Assigned { .. }
        | Stage::InHand(_)
        | Stage::InReview(..)
        | Stage::Approved(..) => None,
    };
    if stopped_on.is_some() {
        reading.state = ClockState::Stopped;
        reading.stopped_on = stopped_on;
    }
    reading
}

/// The last day to answer if this happened to the case on a day; none where nothing would be due, or where it cannot happen.
pub fn due_if(case: &Case, law: &Law, on: Date, what: What<NoticeId>) -> Option<Date> {
    let mut history = history_of(case);
    history.events.push(Dated { on, what });
    read(law, &history).ok()?.due_on
}

/// Explains the clock of a case.
pub fn explain_case<'l>(case: &Case, law: &'l Law) -> Vec<Step<'l>> {
    explain(law, &history_of(case)).expect("a case whose clock can be read can be explained")
}
