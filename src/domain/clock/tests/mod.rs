//! The clock against worked examples, against what other systems got wrong, and against a naive count of days.

mod behaviours;
mod examples;
mod oracle;
mod properties;

use time::{Date, macros::date};

use super::*;
use crate::{domain::testing::law, law::Channel};

/// The day on which the application of example C18 was received.
const C18: Date = date!(2026 - 01 - 12);

/// An application to which nothing happened.
fn plain(submitted_on: Option<Date>, received_on: Option<Date>) -> History<()> {
    let channel = if submitted_on.is_some() {
        Channel::Online
    } else {
        Channel::Counter
    };
    Start::of_application(channel, submitted_on, received_on).into()
}

/// Received over the counter on `received_on`, and then this.
fn ledger<'a>(received_on: Date, events: &[(Date, What<&'a str>)]) -> History<&'a str> {
    let start = Start::of_application(Channel::Counter, None, Some(received_on));
    let dated = |(on, what): &(Date, What<&'a str>)| Dated {
        on: *on,
        what: what.clone(),
    };
    History {
        start,
        events: events.iter().map(dated).collect(),
        judged: false,
    }
}

fn sent(consultation: &str) -> What<&str> {
    What::ConsultationSent {
        consultation,
        kind: ConsultationKind::ThirdParty,
    }
}
