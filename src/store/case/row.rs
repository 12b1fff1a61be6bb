//! The fold as a row of `cases`.

use std::collections::BTreeSet;

use sea_orm::{NotSet, Set};
use time::{Date, macros::date};

use super::{Clocked, Listing};
use crate::{
    domain::{
        case::Case,
        event::Recorded,
        stage::{Ending, Stage},
    },
    store::{StoreError, row::cases::ActiveModel},
};

/// Sorts after every day on which something is due.
pub(in crate::store) const NEVER: Date = date!(9999 - 12 - 31);

pub(super) fn new(case: &Case, events: &[Recorded], listing: &Listing) -> Result<ActiveModel, StoreError> {
    let (year, serial) = parts(case)?;
    let submitted_on = case.worked_on();
    Ok(ActiveModel {
        number: Set(case.number.0.clone()),
        year: Set(year),
        serial: Set(serial),
        subject: Set(listing.subject.clone()),
        applicant_name: Set(listing.applicant_name.clone()),
        applicant_kind: Set(case.filing.applicant_kind.to_string()),
        channel: Set(case.filing.channel.to_string()),
        submitted_on: Set(submitted_on),
        ..changed(case, events, listing.clock)
    })
}

/// Every column that an event may change; the others are not touched.
pub(super) fn changed(case: &Case, events: &[Recorded], clock: Clocked) -> ActiveModel {
    let Clocked {
        state,
        due_on,
        provisional,
        closed_on,
    } = clock;
    ActiveModel {
        id: Set(case.id.0),
        agency_id: Set(case.agency.0),
        number: NotSet,
        year: NotSet,
        serial: NotSet,
        version: Set(i64::from(case.version)),
        stage: Set(case.stage.key().to_string()),
        clock_state: Set(state.to_string()),
        department_id: Set(case.stage.department().map(|id| id.0)),
        handler_id: Set(case.stage.handler().map(|id| id.0)),
        step: Set(case
            .stage
            .review()
            .and_then(|review| review.current())
            .map(|step| step.to_string())),
        subject: NotSet,
        applicant_name: NotSet,
        applicant_kind: NotSet,
        channel: NotSet,
        submitted_on: NotSet,
        received_on: Set(case.received_on),
        due_on: Set(due_on),
        sort_on: Set(due_on.unwrap_or(NEVER)),
        provisional: Set(provisional),
        outcome: Set(outcome(case)),
        closed_on: Set(closed_on),
        updated_at: events
            .last()
            .map_or(NotSet, |event| Set(event.at.unix_timestamp())),
    }
}

/// What was answered, once it was: the grounds of all items, each once.
fn outcome(case: &Case) -> Option<String> {
    match &case.stage {
        Stage::Closed(Ending::Withdrawn) => Some("withdrawn".to_owned()),
        Stage::Issued(..) | Stage::Served(..) | Stage::Closed(Ending::Answered) => {
            let items = &case.draft.as_ref()?.reference.items;
            let grounds: BTreeSet<&str> = items.iter().map(|item| item.ground.as_str()).collect();
            Some(grounds.into_iter().collect::<Vec<_>>().join(","))
        }
        Stage::Filed
        | Stage::Received
        | Stage::Assigned { .. }
        | Stage::InHand(_)
        | Stage::InReview(..)
        | Stage::Approved(..) => None,
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
