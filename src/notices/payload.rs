//! What programs are told: to the gateway the number and the words, to subscribers what happened, in ids, numbers and
//! days.

use serde::Serialize;
use time::{Date, format_description::well_known::Rfc3339};
use uuid::Uuid;

use crate::domain::{
    agency::Agency,
    case::Case,
    event::Recorded,
    id::LetterId,
    message::{self, MessageKind},
    service::Service,
};

/// For a text-message gateway.
#[derive(Debug, Serialize)]
pub(super) struct TextMessage<'a> {
    pub(super) id: Uuid,
    pub(super) to: &'a str,
    pub(super) text: &'a str,
}

/// For a subscriber. There is no field for a name or for anybody's words.
#[derive(Debug, Serialize)]
pub(super) struct Happened<'a> {
    kind: MessageKind,
    agency: &'a str,
    case: Uuid,
    number: &'a str,
    /// When it was recorded.
    at: String,
    /// The day that counts, where there is one.
    on: Option<Date>,
    letter: Option<LetterOf<'a>>,
}

#[derive(Debug, Serialize)]
struct LetterOf<'a> {
    id: Uuid,
    kind: &'a str,
    number: &'a str,
    issued_on: Date,
    service: Option<&'static str>,
    served_on: Option<Date>,
}

impl<'a> Happened<'a> {
    /// What one event of a case means; the case may have gone on since.
    pub(super) fn new(
        kind: MessageKind,
        agency: &'a Agency,
        case: &'a Case,
        recorded: &Recorded,
        letter: Option<LetterId>,
    ) -> Self {
        let letter = letter.and_then(|id| case.letter(id));
        let served = recorded.event.service();
        Self {
            kind,
            agency: &agency.key,
            case: case.id.0,
            number: &case.number.0,
            at: recorded.at.format(&Rfc3339).unwrap_or_default(),
            on: message::day_of(kind, &recorded.event),
            letter: letter.map(|letter| LetterOf {
                id: letter.id.0,
                kind: letter.kind.as_str(),
                number: &letter.number,
                issued_on: letter.issued_on,
                service: served.map(way_of),
                served_on: served.map(Service::served_on),
            }),
        }
    }
}

fn way_of(service: &Service) -> &'static str {
    match service {
        Service::Online { .. } => "online",
        Service::Counter { .. } => "counter",
        Service::Post { .. } => "post",
        Service::Entrusted { .. } => "entrusted",
        Service::Exchange { .. } => "exchange",
    }
}
