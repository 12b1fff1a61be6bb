//! The dated facts of a case on the clock's own axis: what its letters, answers and payments mean for the time to reply.
//! Only what really went out, or really came in, stands here.

use time::Date;

use super::{
    case::{Case, SentLetter},
    clock::{Dated, History, Start, What},
    consultation,
    id::NoticeId,
    imported::{OldCorrection, OldExtension},
    notice::{About, Notice},
};
use crate::law::LimitKey;

/// The history of a case as the clock reads it, in the order of the days.
pub fn of(case: &Case) -> History<NoticeId> {
    let told = case.imported.as_ref();
    let mut events = told.map_or_else(Vec::new, |told| before(told.correction, told.extension));
    let letters = case.notices.iter();
    let letters = letters.filter_map(|notice| Some((notice, case.letter_of(notice)?)));
    events.extend(letters.filter_map(|(notice, letter)| sent(case, notice, letter)));
    for (notice, letter) in consultation::all(case) {
        if consulted_on(notice, letter).is_none() {
            continue;
        }
        let consultation = notice.id;
        let answered = notice.opinion.as_ref().map(|opinion| opinion.answered_on);
        // A delivery that the answer precedes says nothing: who answers has received.
        let delivered = letter
            .reached_on()
            .filter(|on| answered.is_none_or(|answered| *on <= answered));
        events.extend(delivered.map(|on| Dated {
            on,
            what: What::ConsultationDelivered { consultation },
        }));
        events.extend(answered.map(|on| Dated {
            on,
            what: What::ConsultationAnswered { consultation },
        }));
    }
    events.extend(case.corrected.map(|corrected| Dated {
        on: corrected.received_on,
        what: What::CorrectionReceived,
    }));
    events.extend(case.paid.map(|paid| Dated {
        on: paid.paid_on,
        what: What::FeePaid,
    }));
    // Stable: on one day a letter comes before what answers it.
    events.sort_by_key(|event| event.on);
    History {
        start: start(case),
        events,
        judged: true,
    }
}

/// What had happened before the case was taken over, as the old register tells.
pub(super) fn before(
    correction: Option<OldCorrection>,
    extension: Option<OldExtension>,
) -> Vec<Dated<NoticeId>> {
    let mut events = Vec::new();
    let mut happened = |on, what| events.push(Dated { on, what });
    if let Some(OldCorrection {
        asked_on,
        received_on,
    }) = correction
    {
        happened(asked_on, What::CorrectionRequested { working_days: None });
        if let Some(on) = received_on {
            happened(on, What::CorrectionReceived);
        }
    }
    if let Some(OldExtension { on, working_days }) = extension {
        happened(on, What::Extended { working_days });
    }
    events.sort_by_key(|event| event.on);
    events
}

fn start(case: &Case) -> Start {
    let round = case.round.as_ref();
    Start {
        channel: case.filing.channel,
        submitted_on: case.submitted_on,
        received_on: case.received_on,
        limit: match round {
            Some(_) => LimitKey::OrderedReply,
            None => case.filing.asks_for.limit(),
        },
        own_days: round.and_then(|round| round.working_days),
    }
}

/// When a side was consulted: with the posting that counts; who answered had received it, whatever came back.
fn consulted_on(notice: &Notice, letter: &SentLetter) -> Option<Date> {
    letter
        .served_on()
        .or(notice.opinion.as_ref().map(|opinion| opinion.answered_on))
}

/// What the sending of a letter means. A correction and a fee count from when the applicant has the letter, as far as
/// that is known; everything else from the day on which it went out. What came back tells nobody anything: a correction
/// that was asked for in it was not asked for, until it goes out again.
fn sent(case: &Case, notice: &Notice, letter: &SentLetter) -> Option<Dated<NoticeId>> {
    // Who answers has received, whatever the post says later.
    let reached_on = |answered: Option<Date>| letter.told_on().into_iter().chain(answered).min();
    let dated = |on: Option<Date>, what| on.map(|on| Dated { on, what });
    let served_on = letter.served_on();
    match &notice.matter {
        About::Correction { working_days } => dated(
            reached_on(case.corrected.map(|corrected| corrected.received_on)),
            What::CorrectionRequested {
                working_days: Some(*working_days),
            },
        ),
        About::Consultation { with, .. } => dated(
            consulted_on(notice, letter),
            What::ConsultationSent {
                consultation: notice.id,
                kind: *with,
            },
        ),
        About::Extension { working_days } => dated(
            served_on,
            What::Extended {
                working_days: *working_days,
            },
        ),
        About::Fee { .. } => dated(reached_on(case.paid.map(|paid| paid.paid_on)), What::FeeNoticed),
        About::Delay { until } => dated(served_on, What::Delayed { until: *until }),
        About::ConsultationTold { .. }
        | About::DisclosureDecision { .. }
        | About::ReasonsAsked { .. }
        | About::Ended { .. }
        | About::Transfer { .. } => None,
    }
}
