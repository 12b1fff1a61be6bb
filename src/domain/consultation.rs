//! 征求意见 (条例第三十二条至第三十四条): several may run at once, each with its letter, its proof of delivery, its time to
//! answer and its answer. Silence means different things: a co-making organ that does not answer agrees; where a third
//! party does not answer, the organ decides by the law itself.

use serde::{Deserialize, Serialize};
use time::Date;

use super::{
    case::{Case, SentLetter},
    clock,
    event::Event,
    id::NoticeId,
    notice::{About, Notice, Opinion, View},
    refusal::Refusal,
    words::{Words, WordsRef},
};
use crate::law::{Law, NoticeKind};

/// What happened to a consultation after its letter went out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum ConsultationEvent {
    Answered {
        notice: NoticeId,
        answered_on: Date,
        view: View,
        reasons: Option<WordsRef>,
    },
    /// The time to answer is over, and nothing came.
    Lapsed { notice: NoticeId, lapsed_on: Date },
}

/// What a consultation that is over comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Result {
    Agreed,
    Refused,
    /// A third party or another organ was silent: the agency decides itself.
    Silent,
    /// A co-making organ was silent, which counts as consent (条例第三十四条).
    SilentConsent,
}

impl Case {
    /// Takes in what happened to a consultation. None where it cannot have happened.
    pub(super) fn apply_consultation(&mut self, event: &ConsultationEvent, seq: u32) -> Option<()> {
        match event {
            ConsultationEvent::Answered {
                notice,
                answered_on,
                view,
                reasons,
            } => {
                self.notice_mut(*notice)?.opinion = Some(Opinion {
                    answered_on: *answered_on,
                    view: *view,
                    reasons: *reasons,
                    seq,
                });
            }
            ConsultationEvent::Lapsed { notice, lapsed_on } => {
                self.notice_mut(*notice)?.lapsed_on = Some(*lapsed_on);
            }
        }
        Some(())
    }
}

/// The consultations of a case that went out, with their letters.
pub fn all(case: &Case) -> impl Iterator<Item = (&Notice, &SentLetter)> {
    case.notices
        .iter()
        .filter(|notice| matches!(notice.matter, About::Consultation { .. }))
        .filter_map(|notice| Some((notice, case.letter_of(notice)?)))
}

/// The last day on which the consulted side may answer.
pub fn answer_by(case: &Case, law: &Law, id: NoticeId) -> Option<Date> {
    let reading = clock::of(case, law);
    let consultation = reading.consultations.iter().find(|one| one.consultation == id);
    consultation.map(|one| one.answer_by)
}

/// What it came to by a day; none while it is open.
pub fn result(case: &Case, law: &Law, notice: &Notice, today: Date) -> Option<Result> {
    match notice.opinion.map(|opinion| opinion.view) {
        Some(View::Agreed) => Some(Result::Agreed),
        Some(View::Refused) => Some(Result::Refused),
        None => {
            let over =
                notice.lapsed_on.is_some() || answer_by(case, law, notice.id).is_some_and(|by| by < today);
            over.then_some(if notice.kind() == NoticeKind::CoMakerConsultation {
                Result::SilentConsent
            } else {
                Result::Silent
            })
        }
    }
}

/// The consultation, if it went out and has no answer yet.
pub(super) fn unanswered(case: &Case, id: NoticeId) -> std::result::Result<(&Notice, &SentLetter), Refusal> {
    let (notice, letter) = all(case)
        .find(|(notice, _)| notice.id == id)
        .ok_or(Refusal::NotConsulted)?;
    match notice.opinion {
        None => Ok((notice, letter)),
        Some(_) => Err(Refusal::AlreadyReceived),
    }
}

/// Whether an answer is still awaited from anybody.
pub(super) fn any_unanswered(case: &Case) -> std::result::Result<(), Refusal> {
    let open = all(case).any(|(notice, _)| notice.opinion.is_none());
    if open { Ok(()) } else { Err(Refusal::NotConsulted) }
}

/// Records an answer. One that comes after its time is kept too; the clock looks at the last day alone.
pub(super) fn record(
    case: &Case,
    id: NoticeId,
    answered_on: Date,
    view: View,
    reasons: Option<&Words>,
    today: Date,
) -> std::result::Result<Vec<Event>, Refusal> {
    let (_, letter) = unanswered(case, id)?;
    let from = letter
        .reached_on()
        .or(letter.sent_on())
        .ok_or(Refusal::NotConsulted)?;
    if answered_on > today {
        return Err(Refusal::InTheFuture);
    }
    if answered_on < from {
        return Err(Refusal::TooEarly(from));
    }
    if view == View::Refused && reasons.is_none() {
        return Err(Refusal::NoReasons);
    }
    Ok(vec![Event::Consultation(ConsultationEvent::Answered {
        notice: id,
        answered_on,
        view,
        reasons: reasons.map(Words::reference),
    })])
}

/// Notes that the time to answer is over.
pub(super) fn lapse(
    case: &Case,
    law: &Law,
    id: NoticeId,
    today: Date,
) -> std::result::Result<Vec<Event>, Refusal> {
    let (notice, _) = unanswered(case, id)?;
    if notice.lapsed_on.is_some() {
        return Ok(Vec::new());
    }
    match answer_by(case, law, id) {
        Some(by) if by < today => Ok(vec![Event::Consultation(ConsultationEvent::Lapsed {
            notice: id,
            lapsed_on: by,
        })]),
        Some(_) => Err(Refusal::NotExpired),
        // A restart of the period has made it irrelevant for the clock.
        None => Ok(Vec::new()),
    }
}
