//! The same answers found the long way: the ledger is read afresh and every day is looked at by itself. Nothing of the
//! clock or of the counting of periods is used, only whether a day is worked.

use std::collections::BTreeSet;

use time::{Date, Duration};

use super::{ConsultationKind, What};
use crate::law::Law;

/// Names of consultations in made-up histories.
pub(super) type Name = u8;

/// What follows from a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) ask_by: Date,
    pub(super) correct_by: Option<Date>,
    pub(super) pay_by: Option<Date>,
    pub(super) due_on: Option<Date>,
    /// The working days that make up the period, whatever is waited for.
    pub(super) counted: BTreeSet<Date>,
    /// Working days up to the last of those that consultations take out.
    pub(super) left_out: BTreeSet<Date>,
    pub(super) provisional: bool,
}

const REPLY: u16 = 20;
const EXTENSION: u16 = 20;
const ASK: u16 = 7;
const CORRECTION: u16 = 10;
const CONSULTATION: u16 = 15;
const PAYMENT: u16 = 20;

type Event = (Date, What<Name>);

/// What a ledger says; none if one of its events cannot stand where it stands.
pub(super) fn tell(law: &Law, received_on: Date, events: &[Event]) -> Option<Told> {
    for index in 0..events.len() {
        let (before, rest) = events.split_at(index);
        may_follow(law, received_on, before, &rest[0]).then_some(())?;
    }
    Some(count(law, received_on, events))
}

fn may_follow(law: &Law, received_on: Date, before: &[Event], (on, what): &Event) -> bool {
    let last = before.last().map_or(received_on, |(on, _)| *on);
    let has = |wanted: &What<Name>| before.iter().any(|(_, what)| what == wanted);
    let was_sent = |name: &Name| before.iter().any(|(_, what)| is_sent(what, *name));
    let fits = match what {
        What::CorrectionRequested { working_days } => {
            *working_days != Some(0)
                && !before
                    .iter()
                    .any(|(_, what)| matches!(what, What::CorrectionRequested { .. }))
        }
        What::CorrectionReceived => is_awaited(before, Wait::Correction),
        What::FeeNoticed => true,
        What::FeePaid => is_awaited(before, Wait::Payment),
        What::ConsultationSent { consultation, .. } => !was_sent(consultation),
        What::ConsultationDelivered { consultation } | What::ConsultationAnswered { consultation } => {
            was_sent(consultation) && !has(what)
        }
        What::Extended { working_days } => {
            let due_on = count(law, received_on, before).due_on;
            *working_days > 0
                && extension(since_restart(before)) + working_days <= EXTENSION
                && due_on.is_none_or(|due_on| *on <= due_on)
        }
        What::Delayed { .. } => false,
    };
    last <= *on && fits
}

fn count(law: &Law, received_on: Date, events: &[Event]) -> Told {
    let running = since_restart(events);
    let restarted = events.len() - running.len();
    let from = match restarted.checked_sub(1) {
        Some(restart) => events[restart].0,
        None => received_on,
    };
    let days_out: BTreeSet<Date> = running
        .iter()
        .filter_map(|(sent_on, what)| {
            let What::ConsultationSent { consultation, .. } = what else {
                return None;
            };
            Some((*sent_on, *consultation))
        })
        .flat_map(|(sent_on, name)| between(sent_on, end(law, running, sent_on, name)))
        .collect();
    let counted = working_days(law, from, REPLY + extension(running), &days_out);
    let last = *counted.last().unwrap();
    let waits = is_awaited(events, Wait::Correction) || is_awaited(events, Wait::Payment);
    let nothing = BTreeSet::new();
    let after = |from: Date, days: u16| *working_days(law, from, days, &nothing).last().unwrap();
    let mut told = Told {
        ask_by: after(received_on, ASK),
        correct_by: None,
        pay_by: None,
        due_on: (!waits).then_some(last),
        left_out: days_out
            .into_iter()
            .filter(|day| law.calendar.is_working(*day) && *day > from && *day <= last)
            .collect(),
        counted,
        provisional: false,
    };
    for (on, what) in events {
        if let What::CorrectionRequested { working_days } = what {
            told.correct_by = Some(after(*on, working_days.unwrap_or(CORRECTION)));
        }
        if *what == What::FeeNoticed {
            told.pay_by = Some(after(*on, PAYMENT));
        }
    }
    let told_days = [Some(told.ask_by), told.correct_by, told.pay_by, told.due_on];
    told.provisional = told_days
        .into_iter()
        .flatten()
        .flat_map(|last| between(received_on, last))
        .any(|day| !law.calendar.is_known(day));
    told
}

/// The events after the last one that starts the period again.
fn since_restart(events: &[Event]) -> &[Event] {
    let restart = |(_, what): &Event| matches!(what, What::CorrectionReceived | What::FeePaid);
    match events.iter().rposition(restart) {
        Some(restart) => &events[restart + 1..],
        None => events,
    }
}

fn extension(events: &[Event]) -> u16 {
    let days = events.iter().map(|(_, what)| {
        if let What::Extended { working_days } = what {
            *working_days
        } else {
            0
        }
    });
    days.sum()
}

#[derive(Clone, Copy)]
enum Wait {
    Correction,
    Payment,
}

/// Whether the last thing heard of it is that it was asked for.
fn is_awaited(events: &[Event], wait: Wait) -> bool {
    let last = events.iter().rev().find_map(|(_, what)| match (what, wait) {
        (What::CorrectionRequested { .. }, Wait::Correction) | (What::FeeNoticed, Wait::Payment) => {
            Some(true)
        }
        (What::CorrectionReceived, Wait::Correction) | (What::FeePaid, Wait::Payment) => Some(false),
        _ => None,
    });
    last.unwrap_or(false)
}

fn is_sent(what: &What<Name>, name: Name) -> bool {
    matches!(what, What::ConsultationSent { consultation, .. } if *consultation == name)
}

/// The last day that a consultation takes out.
fn end(law: &Law, events: &[Event], sent_on: Date, consultation: Name) -> Date {
    let day_of = |wanted: &What<Name>| {
        let found = events.iter().find(|(_, what)| what == wanted);
        found.map(|(on, _)| *on)
    };
    let delivered_on = day_of(&What::ConsultationDelivered { consultation });
    let answered_on = day_of(&What::ConsultationAnswered { consultation });
    let allowed = working_days(
        law,
        delivered_on.unwrap_or(sent_on),
        CONSULTATION,
        &BTreeSet::new(),
    );
    let lapses_on = *allowed.last().unwrap();
    answered_on.map_or(lapses_on, |day| day.min(lapses_on))
}

/// The first so many working days after a day that are not in a set.
fn working_days(law: &Law, from: Date, days: u16, without: &BTreeSet<Date>) -> BTreeSet<Date> {
    let mut found = BTreeSet::new();
    let mut day = from;
    while found.len() < usize::from(days) {
        day += Duration::DAY;
        if law.calendar.is_working(day) && !without.contains(&day) {
            found.insert(day);
        }
    }
    found
}

/// The days of `(after, through]`.
fn between(after: Date, through: Date) -> impl Iterator<Item = Date> {
    let days = (through - after).whole_days().max(0);
    (1..=days).map(move |day| after + Duration::days(day))
}

/// One of the three kinds.
pub(super) fn kind(number: u8) -> ConsultationKind {
    let kinds = ConsultationKind::ALL;
    kinds[usize::from(number) % kinds.len()]
}
