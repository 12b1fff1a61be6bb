//! The letters of a case, with how they were served.

use serde::Serialize;

use crate::{
    domain::{
        case::{Case, SentLetter},
        service::Service,
    },
    text::key,
    web::wording::{Said, Voice, letter_name},
};

#[derive(Debug, Clone, Serialize)]
pub(crate) struct LetterRow {
    pub(crate) title: String,
    pub(crate) number: String,
    pub(crate) issued_on: String,
    /// How it was served; nothing while it waits.
    pub(crate) service: Option<String>,
    /// When the post delivered it, or that this is not known yet.
    pub(crate) delivered: Option<String>,
    pub(crate) href: String,
    pub(crate) pdf_href: String,
}

/// The letters, the newest first; `at` is where the pages of the audience's cases are.
pub(crate) fn letters(voice: Voice<'_>, case: &Case, at: &str) -> Said<Vec<LetterRow>> {
    case.letters
        .iter()
        .rev()
        .map(|letter| row(voice, case, letter, at))
        .collect()
}

fn row(voice: Voice<'_>, case: &Case, letter: &SentLetter, at: &str) -> Said<LetterRow> {
    let href = format!("{at}/{}/letters/{}", case.id, letter.id);
    let service = letter
        .service
        .as_ref()
        .map(|service| service_text(voice, service))
        .transpose()?;
    let delivered = match (&letter.service, letter.delivered_on) {
        (_, Some(day)) => Some(voice.say_with(key("letter-delivered"), &[("day", &voice.weekday(day))])?),
        (Some(Service::Post { .. } | Service::Exchange { .. }), None) => {
            Some(voice.say(key("letter-on-its-way"))?)
        }
        (Some(Service::Online { .. } | Service::Counter { .. }) | None, None) => None,
    };
    Ok(LetterRow {
        title: letter_name(voice, case, letter.id)?,
        number: letter.number.clone(),
        issued_on: voice.date(letter.issued_on),
        service,
        delivered,
        pdf_href: format!("{href}/pdf"),
        href,
    })
}

/// How a letter was served.
pub(crate) fn service_text(voice: Voice<'_>, service: &Service) -> Said {
    match service {
        Service::Online { available_on } => voice.say_with(
            key("letter-served-online"),
            &[("day", &voice.weekday(*available_on))],
        ),
        Service::Counter { signed_on } => voice.say_with(
            key("letter-served-counter"),
            &[("day", &voice.weekday(*signed_on))],
        ),
        Service::Exchange { sent_on } => voice.say_with(
            key("letter-served-exchange"),
            &[("day", &voice.weekday(*sent_on))],
        ),
        Service::Post {
            mail,
            waybill,
            posted_on,
        } => voice.say_with(
            key("letter-served-post"),
            &[
                ("mail", &voice.mail(*mail)?),
                ("waybill", waybill.as_str()),
                ("day", &voice.weekday(*posted_on)),
            ],
        ),
    }
}
