//! What has happened, in plain words and without names. What goes on between desk and reviewers (who has it, what came
//! back, what was remarked) is left out; a second round through the same stage shows nothing new.

use serde::Serialize;
use time::UtcOffset;

use crate::{
    domain::{
        case::Case,
        event::{Event, Recorded},
        excessive::ExcessiveEvent,
        id::LetterId,
        payment::ProofEvent,
        service::{Mail, Service},
    },
    text::{MissingText, Say, key, words},
};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Entry {
    pub(super) title: String,
    /// When it was recorded.
    pub(super) at: String,
    pub(super) detail: Option<String>,
}

/// The timeline, the latest on top.
pub(super) fn entries(
    say: Say<'_>,
    case: &Case,
    history: &[Recorded],
    office: UtcOffset,
) -> Result<Vec<Entry>, MissingText> {
    let mut entries: Vec<Entry> = Vec::new();
    for recorded in history {
        if let Some((title, detail)) = worded(say, case, &recorded.event)?
            && entries
                .iter()
                .all(|entry| entry.title != title || entry.detail != detail)
        {
            entries.push(Entry {
                title,
                at: words::instant(say.lang, recorded.at, office),
                detail,
            });
        }
    }
    entries.reverse();
    Ok(entries)
}

fn worded(say: Say<'_>, case: &Case, event: &Event) -> Result<Option<(String, Option<String>)>, MissingText> {
    let day = |date| words::date_with_weekday(say.lang, date);
    let plain = |key| Ok(Some((say.get(key)?, None)));
    let with = |title, detail, date| {
        Ok(Some((
            say.get(title)?,
            Some(say.with(detail, &[("day", &day(date))])?),
        )))
    };
    let records = case.filing.asks_for.corrects_records();
    let registered = if records {
        key("portal-event-registered-records")
    } else {
        key("portal-event-registered")
    };
    match event {
        Event::Filed { .. } if records => plain(key("portal-event-filed-records")),
        Event::Filed { .. } => plain(key("portal-event-filed")),
        Event::Registered {
            received_on: Some(received_on),
            ..
        } => with(registered, key("portal-event-received-detail"), *received_on),
        Event::Registered { arrived_on, .. } => match arrived_on {
            Some(arrived_on) => with(registered, key("portal-event-arrived-detail"), *arrived_on),
            None => plain(registered),
        },
        Event::ReceiptConfirmed { received_on, .. } => with(
            key("portal-event-received"),
            key("portal-event-received-detail"),
            *received_on,
        ),
        Event::Accepted { .. } => plain(key("portal-event-in-hand")),
        Event::SubmittedForReview { .. } => plain(key("portal-event-in-review")),
        Event::CorrectionReceived { received_on, .. } => with(
            key("portal-event-corrected"),
            key("portal-event-corrected-detail"),
            *received_on,
        ),
        Event::FeePaid { paid_on, .. } => with(
            key("portal-event-paid"),
            key("portal-event-paid-detail"),
            *paid_on,
        ),
        Event::PaymentProof(ProofEvent::Given { paid_on, .. }) => with(
            key("portal-payment-event-given"),
            key("portal-payment-event-given-detail"),
            *paid_on,
        ),
        Event::PaymentProof(ProofEvent::Refused { .. }) => plain(key("portal-payment-event-refused")),
        Event::Excessive(ExcessiveEvent::ReasonsReceived { received_on, .. }) => with(
            key("portal-event-reasons"),
            key("portal-event-reasons-detail"),
            *received_on,
        ),
        Event::Abandoned { .. } => plain(key("portal-event-abandoned")),
        Event::Merged { .. } => plain(key("portal-event-merged")),
        Event::SplitOff { .. } => plain(key("portal-event-split-off")),
        Event::ItemsSplitOff { .. } => plain(key("portal-event-items-split-off")),
        Event::RoundOpened { received_on, .. } => with(
            key("portal-event-round"),
            key("portal-event-round-detail"),
            *received_on,
        ),
        Event::RoundStarted { .. } => plain(key("portal-event-answered-anew")),
        // What goes out to others is none of the applicant's.
        Event::LetterIssued { letter, .. }
        | Event::Served { letter, .. }
        | Event::Delivered { letter, .. }
        | Event::CameBack { letter, .. }
            if !case.is_for_the_applicant(*letter) =>
        {
            Ok(None)
        }
        // A letter that never left is none of theirs either.
        Event::LetterIssued { letter, .. }
            if case.letter(*letter).is_some_and(|letter| letter.spoilt.is_some()) =>
        {
            Ok(None)
        }
        Event::CameBack { returned_on, .. } => with(
            key("portal-event-came-back"),
            key("portal-event-came-back-detail"),
            *returned_on,
        ),
        Event::LetterIssued { letter, number, .. } => {
            let title = if case.answer == Some(*letter) {
                key("portal-event-answer-issued")
            } else if case.notice_of(*letter).is_some() {
                key("portal-event-notice-issued")
            } else {
                key("portal-event-letter-issued")
            };
            Ok(Some((
                say.get(title)?,
                Some(say.with(key("portal-event-number"), &[("number", number)])?),
            )))
        }
        Event::Served { letter, service, .. } if case.answer == Some(*letter) => {
            served(say, service).map(Some)
        }
        Event::Delivered { delivered_on, .. } => with(
            key("portal-event-delivered"),
            key("portal-event-delivered-detail"),
            *delivered_on,
        ),
        // What a third party opened is none of the applicant's.
        Event::Opened { letter, .. } if case.is_for_the_applicant(*letter) => Ok(Some((
            say.get(key("portal-event-opened"))?,
            number_of(say, case, *letter)?,
        ))),
        Event::Closed { .. } => plain(key("portal-event-closed")),
        Event::Withdrawn { .. } => plain(key("portal-event-withdrawn")),
        Event::PersonalDataErased { .. } => plain(key("portal-event-erased")),
        Event::ContactChanged { .. } => plain(key("portal-event-contact-changed")),
        // Between desk, reviewers, other organs and courts; and a receipt is served by being issued.
        Event::Imported { .. }
        | Event::ImportUndone
        | Event::Assigned { .. }
        | Event::HandedBack { .. }
        | Event::HandedOver { .. }
        | Event::Notice(_)
        | Event::Consultation(_)
        | Event::Excessive(ExcessiveEvent::ReasonsJudged { .. })
        | Event::AbandonmentProposed { .. }
        | Event::Linked { .. }
        | Event::Appeal(_)
        | Event::Afterwards(_)
        | Event::Retracted { .. }
        | Event::AnswerDrafted { .. }
        | Event::StepApproved { .. }
        | Event::StepClaimed { .. }
        | Event::StepWaived { .. }
        | Event::StepBypassed { .. }
        | Event::HitsAnswered { .. }
        | Event::SentBack { .. }
        | Event::PointSettled { .. }
        | Event::ApprovalsVoided { .. }
        | Event::LetterSpoilt { .. }
        | Event::Opened { .. }
        | Event::Served { .. } => Ok(None),
    }
}

fn number_of(say: Say<'_>, case: &Case, letter: LetterId) -> Result<Option<String>, MissingText> {
    let number = case.letter(letter).map(|letter| letter.number.as_str());
    number
        .map(|number| say.with(key("portal-event-number"), &[("number", number)]))
        .transpose()
}

/// How the answer was served, and what that means for the applicant.
fn served(say: Say<'_>, service: &Service) -> Result<(String, Option<String>), MissingText> {
    let day = words::date_with_weekday(say.lang, service.served_on());
    let (title, detail) = match service {
        // Only organs are reached by the exchange of documents.
        Service::Exchange { .. } => (
            key("portal-event-letter-issued"),
            say.with(key("portal-event-received-detail"), &[("day", &day)])?,
        ),
        Service::Online { .. } => (
            key("portal-event-served-online"),
            say.with(key("portal-event-served-online-detail"), &[("day", &day)])?,
        ),
        Service::Entrusted { .. } => (
            key("portal-event-served-entrusted"),
            say.with(key("portal-event-served-counter-detail"), &[("day", &day)])?,
        ),
        Service::Counter { .. } => (
            key("portal-event-served-counter"),
            say.with(key("portal-event-served-counter-detail"), &[("day", &day)])?,
        ),
        Service::Post { mail, waybill, .. } => {
            let mail = say.get(match mail {
                Mail::Ems => key("portal-mail-ems"),
                Mail::Registered => key("portal-mail-registered"),
            })?;
            let arguments = [
                ("day", day.as_str()),
                ("mail", &mail),
                ("waybill", waybill.as_str()),
            ];
            (
                key("portal-event-served-post"),
                say.with(key("portal-event-served-post-detail"), &arguments)?,
            )
        }
    };
    Ok((say.get(title)?, Some(detail)))
}
