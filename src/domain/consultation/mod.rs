//! 征求意见 (条例第三十二条至第三十四条): several may run at once, each with its letter, its proof of delivery, its time to
//! answer and its answer. Silence means different things: a co-making organ that does not answer agrees; where a third
//! party does not answer, the organ decides by the law itself.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use time::Date;

use super::{
    account::{Actor, ActorRef, Officer},
    case::{Case, SentLetter},
    clock,
    command::CommandKind,
    contest,
    digest::Digest,
    event::{Event, Recorded},
    id::{FileId, LetterId, NoticeId},
    notice::{About, Notice, Opinion, View},
    permission,
    refusal::Refusal,
    words::{Words, WordsRef},
};
use crate::law::{Law, Limit, LimitKey, NoticeKind, Role, end_of};

/// What happened to a consultation after its letter went out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum ConsultationEvent {
    Answered {
        notice: NoticeId,
        answered_on: Date,
        view: View,
        reasons: Option<WordsRef>,
        /// Of what they were shown, what may be disclosed, where they agree in part.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        agreed: Vec<FileId>,
        /// What came with it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        files: Vec<OpinionFile>,
    },
    /// The time to answer is over, and nothing came.
    Lapsed { notice: NoticeId, lapsed_on: Date },
}

/// A file that came with an opinion; what it is called stands in its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpinionFile {
    pub id: FileId,
    pub content: Digest,
}

/// An opinion as it came.
#[derive(Debug, Clone, Copy)]
pub(super) struct Answer<'a> {
    pub(super) notice: NoticeId,
    pub(super) answered_on: Date,
    pub(super) view: View,
    pub(super) reasons: Option<&'a Words>,
    pub(super) agreed: &'a [FileId],
    pub(super) files: &'a [OpinionFile],
}

/// The last day of a consulted third party, and how it comes about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastDay {
    /// The day from which it is counted, itself not counted.
    pub from: Date,
    /// That is the day on which the letter was delivered; otherwise, as long as nobody knows of it, the day of posting.
    pub delivered: bool,
    pub limit: Limit,
    pub on: Date,
    /// It depends on a day of which no holiday notice is out.
    pub provisional: bool,
}

/// What a consultation that is over comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Result {
    Agreed,
    Refused,
    /// 部分同意公开
    Partly,
    /// A third party or another organ was silent: the agency decides itself.
    Silent,
    /// A co-making organ was silent, which counts as consent (条例第三十四条).
    SilentConsent,
}

impl Case {
    /// Takes in that a letter was opened, or what goes with it. None where there is no such letter.
    pub(super) fn apply_opened(
        &mut self,
        letter: LetterId,
        file: Option<FileId>,
        opened_on: Date,
    ) -> Option<()> {
        match file {
            None => self.letter_mut(letter)?.opened_on = Some(opened_on),
            Some(file) => {
                let notice = self.notice_of(letter)?.id;
                self.notice_mut(notice)?.fetched.insert(file, opened_on);
            }
        }
        Some(())
    }

    /// Takes in what happened to a consultation. None where it cannot have happened.
    pub(super) fn apply_consultation(
        &mut self,
        event: &ConsultationEvent,
        recorded: &Recorded,
    ) -> Option<()> {
        match event {
            ConsultationEvent::Answered {
                notice,
                answered_on,
                view,
                reasons,
                agreed,
                files,
            } => {
                self.notice_mut(*notice)?.opinion = Some(Opinion {
                    answered_on: *answered_on,
                    view: *view,
                    reasons: *reasons,
                    agreed: agreed.clone(),
                    files: files.clone(),
                    online: recorded.actor == ActorRef::ThirdParty,
                    seq: recorded.seq,
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
    match notice.opinion.as_ref().map(|opinion| opinion.view) {
        Some(View::Agreed) => Some(Result::Agreed),
        Some(View::Refused) => Some(Result::Refused),
        Some(View::Partly) => Some(Result::Partly),
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

/// What a third party may do: read what is to it, and the one thing that it is asked for. Which consultation is theirs stands in their link.
pub(super) fn third_party_may(
    case: &Case,
    id: NoticeId,
    kind: CommandKind,
) -> std::result::Result<(), Refusal> {
    if kind == CommandKind::Open {
        return all(case)
            .any(|(notice, _)| notice.id == id)
            .then_some(())
            .ok_or(Refusal::NotConsulted);
    }
    if kind != CommandKind::RecordOpinion {
        return Err(Refusal::NotYourRole);
    }
    permission::fits_stage(case, kind)?;
    may_answer_online(case, id)
}

/// A third party opens a letter to it, or fetches what goes with the one that asked it; only the first time is told. Of
/// service and delivery that says nothing: these letters go out on paper.
pub(super) fn open(
    case: &Case,
    id: NoticeId,
    (letter, file): (LetterId, Option<FileId>),
    today: Date,
) -> std::result::Result<Vec<Event>, Refusal> {
    let (notice, asked) = all(case)
        .find(|(notice, _)| notice.id == id)
        .ok_or(Refusal::NotConsulted)?;
    let sent = std::iter::once(asked)
        .chain(contest::told(case, id))
        .find(|sent| sent.id == letter)
        .ok_or(Refusal::OtherLetter)?;
    let is_known = match file {
        None => sent.opened_on.is_some(),
        Some(file) => {
            let is_shown = notice.matter.attached().iter().any(|one| one.file == file);
            if !is_shown || letter != asked.id {
                return Err(Refusal::UnknownFile);
            }
            notice.fetched.contains_key(&file)
        }
    };
    Ok(if is_known {
        Vec::new()
    } else {
        vec![Event::Opened {
            letter,
            opened_on: today,
            file,
        }]
    })
}

/// Whether this officer may give a third party another link: whoever sends the letters of the case.
pub fn may_give_link(case: &Case, officer: &Officer) -> bool {
    let sends = [Role::IntakeClerk, Role::Handler];
    permission::may_read(case, officer)
        && sends.iter().any(|role| officer.is(*role))
        && permission::is_desk_or_handler(case, officer)
}

/// Whether whoever has the link of this consultation may answer now: third parties only, and once.
fn may_answer_online(case: &Case, id: NoticeId) -> std::result::Result<(), Refusal> {
    let (notice, _) = unanswered(case, id)?;
    if notice.kind() == NoticeKind::ThirdPartyConsultation {
        Ok(())
    } else {
        Err(Refusal::NotConsulted)
    }
}

/// The last day of a third party, by the letter that it got; none as long as the letter is with nobody. It is the one that
/// the clock of the case goes by, and stays theirs where that clock has started again since.
pub fn last_day(case: &Case, law: &Law, notice: &Notice) -> Option<LastDay> {
    let letter = case.letter_of(notice)?;
    let from = letter.reached_on().or(letter.served_on())?;
    let sent_on = letter.served_on().unwrap_or(from);
    let limit = law.limit(LimitKey::Consultation, sent_on);
    let end = end_of(&law.calendar, from, limit);
    Some(LastDay {
        from,
        delivered: letter.reached_on().is_some(),
        limit: limit.clone(),
        on: end.on,
        provisional: end.provisional,
    })
}

/// Whether an answer is still awaited from anybody.
pub(super) fn any_unanswered(case: &Case) -> std::result::Result<(), Refusal> {
    let open = all(case).any(|(notice, _)| notice.opinion.is_none());
    if open { Ok(()) } else { Err(Refusal::NotConsulted) }
}

/// Records an answer. One that comes after its time is kept too; the clock looks at the last day alone.
pub(super) fn record(
    case: &Case,
    actor: &Actor,
    answer: Answer<'_>,
    today: Date,
) -> std::result::Result<Vec<Event>, Refusal> {
    let Answer {
        notice: id,
        answered_on,
        view,
        reasons,
        agreed,
        files,
    } = answer;
    if let Actor::ThirdParty { notice, .. } = actor {
        // Nobody answers for another, nor on another day than the one on which they do.
        if *notice != id {
            return Err(Refusal::NotTheirs);
        }
        if answered_on < today {
            return Err(Refusal::TooEarly(today));
        }
    }
    let (asked, letter) = unanswered(case, id)?;
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
    if view.objects() && reasons.is_none() {
        return Err(Refusal::NoReasons);
    }
    // Only whoever agrees in part names files, and of what they were shown only.
    let attached = asked.matter.attached();
    let is_shown = |file: &FileId| view == View::Partly && attached.iter().any(|one| one.file == *file);
    if !agreed.iter().all(is_shown) {
        return Err(Refusal::UnknownFile);
    }
    Ok(vec![Event::Consultation(ConsultationEvent::Answered {
        notice: id,
        answered_on,
        view,
        reasons: reasons.map(Words::reference),
        agreed: agreed.to_vec(),
        files: files.to_vec(),
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
