//! The fold as a row of `cases`.

use sea_orm::{NotSet, Set};
use time::{Date, macros::date};

use super::Listing;
use crate::{
    domain::{
        annual,
        case::Case,
        clock::ClockState,
        event::Recorded,
        flag::Flag,
        summary::{self, Summary},
    },
    store::{StoreError, row::cases::ActiveModel},
};

/// Sorts after every day on which something is due.
const NEVER: Date = date!(9999 - 12 - 31);

pub(super) fn new(
    case: &Case,
    events: &[Recorded],
    summary: &Summary,
    listing: &Listing,
) -> Result<ActiveModel, StoreError> {
    let (year, serial) = parts(case)?;
    let last = events
        .last()
        .ok_or_else(|| StoreError::inconsistent("cases", case.id, "opened without an event"))?;
    Ok(ActiveModel {
        id: Set(case.id.0),
        agency_id: Set(case.agency.0),
        number: Set(case.number.0.clone()),
        year: Set(year),
        serial: Set(serial),
        subject: Set(listing.subject.clone()),
        applicant_name: Set(listing.applicant_name.clone()),
        applicant_kind: Set(case.filing.applicant_kind.to_string()),
        channel: Set(case.filing.channel.to_string()),
        submitted_on: Set(case.submitted_on),
        // What was taken over from a register may have ended.
        closed_at: Set((!case.stage.is_open()).then(|| last.at.unix_timestamp())),
        ..changed(case, last, summary)
    })
}

/// Every column that an event may change; the others are not touched. Not even by what they are: where a row's own key is
/// written, SQLite looks in every table for rows that refer to it.
pub(super) fn changed(case: &Case, last: &Recorded, summary: &Summary) -> ActiveModel {
    let Summary {
        stage,
        clock,
        department,
        handler,
        step,
        notice_step,
        waiting: _,
        received_on,
        due_on,
        next_on,
        flags,
        outcome,
        ended_on,
        retain_from,
        wake_on,
    } = summary;
    let sort_on = match clock {
        ClockState::Running
        | ClockState::Consulting
        | ClockState::AwaitingCorrection
        | ClockState::AwaitingFee => *next_on,
        ClockState::Stopped => NEVER,
    };
    ActiveModel {
        id: NotSet,
        agency_id: NotSet,
        number: NotSet,
        year: NotSet,
        serial: NotSet,
        version: Set(i64::from(case.version)),
        stage: Set(stage.to_string()),
        clock_state: Set(clock.to_string()),
        department_id: Set(department.map(|id| id.0)),
        handler_id: Set(handler.map(|id| id.0)),
        step: Set(step.as_ref().map(ToString::to_string)),
        notice_step: Set(notice_step.as_ref().map(ToString::to_string)),
        subject: NotSet,
        applicant_name: NotSet,
        applicant_kind: NotSet,
        channel: NotSet,
        submitted_on: NotSet,
        received_on: Set(*received_on),
        due_on: Set(*due_on),
        sort_on: Set(sort_on),
        provisional: Set(flags.has(Flag::Provisional)),
        outcome: Set(outcome.as_ref().map(ToString::to_string)),
        ended_on: Set(*ended_on),
        retain_from: Set(*retain_from),
        wake_on: Set(*wake_on),
        closed_at: NotSet,
        counted: Set(annual::outside(case).is_none()),
        // In columns of their own, by which the indexes of the mail room are partial.
        unserved: Set(flags.has(Flag::Unserved)),
        undelivered: Set(flags.has(Flag::Undelivered)),
        flags: Set(flags.bits()),
        make: Set(summary::MAKE),
        updated_at: Set(last.at.unix_timestamp()),
    }
}

/// Year and serial out of `CODE-2026-00012`: what the check for gaps counts by.
fn parts(case: &Case) -> Result<(i32, i64), StoreError> {
    let mut parts = case.number.0.rsplitn(3, '-');
    let serial = parts.next().and_then(|serial| serial.parse().ok());
    let year = parts.next().and_then(|year| year.parse().ok());
    year.zip(serial).ok_or_else(|| {
        StoreError::inconsistent(
            "cases",
            case.id,
            format!("{} does not end in year and serial", case.number),
        )
    })
}
