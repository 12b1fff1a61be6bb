//! 数量、频次明显超过合理范围 (条例第三十五条): the applicant is asked for reasons; somebody judges them; reasons that are
//! good but leave too little time lead to a reasonable delay, of which the applicant is told.

use serde::{Deserialize, Serialize};
use time::Date;

use super::{
    case::Case,
    correction::after_the_letter,
    event::Event,
    notice::About,
    refusal::Refusal,
    words::{Words, WordsRef},
};
use crate::law::{Law, NoticeKind, add_working_days};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum ExcessiveEvent {
    ReasonsReceived {
        received_on: Date,
        words: WordsRef,
    },
    ReasonsJudged {
        reasonable: bool,
        because: WordsRef,
        judged_on: Date,
    },
}

/// The applicant's reasons as they came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reasons {
    pub received_on: Date,
    pub words: WordsRef,
    /// Place of the event in the history.
    pub seq: u32,
}

/// What was made of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judged {
    pub reasonable: bool,
    pub because: WordsRef,
    pub judged_on: Date,
}

impl Case {
    /// Takes in what happened about too many applications.
    pub(super) fn apply_excessive(&mut self, event: &ExcessiveEvent, seq: u32) {
        match event {
            ExcessiveEvent::ReasonsReceived { received_on, words } => {
                self.reasons = Some(Reasons {
                    received_on: *received_on,
                    words: *words,
                    seq,
                });
            }
            ExcessiveEvent::ReasonsJudged {
                reasonable,
                because,
                judged_on,
            } => {
                self.reasons_judged = Some(Judged {
                    reasonable: *reasonable,
                    because: *because,
                    judged_on: *judged_on,
                });
            }
        }
    }
}

pub(super) fn may_receive(case: &Case) -> Result<(), Refusal> {
    if case.reasons.is_some() {
        return Err(Refusal::AlreadyReceived);
    }
    let asked = case.sent(NoticeKind::ReasonsAsked).next();
    asked.map(|_| ()).ok_or(Refusal::NotAsked)
}

pub(super) fn receive(
    case: &Case,
    received_on: Date,
    words: &Words,
    today: Date,
) -> Result<Vec<Event>, Refusal> {
    may_receive(case)?;
    after_the_letter(case, NoticeKind::ReasonsAsked, received_on, today)?;
    Ok(vec![Event::Excessive(ExcessiveEvent::ReasonsReceived {
        received_on,
        words: words.reference(),
    })])
}

pub(super) fn may_judge(case: &Case) -> Result<(), Refusal> {
    let asked = case.sent(NoticeKind::ReasonsAsked).next();
    match (asked, &case.reasons_judged) {
        (None, _) => Err(Refusal::NotAsked),
        (Some(_), Some(_)) => Err(Refusal::AlreadyReceived),
        (Some(_), None) => Ok(()),
    }
}

/// The last day of the time that the applicant was given to state reasons, counted from when the letter reached them.
pub(super) fn given_until(case: &Case, law: &Law) -> Option<Date> {
    let (notice, letter) = case.sent(NoticeKind::ReasonsAsked).next()?;
    match notice.matter {
        About::ReasonsAsked { working_days } => Some(add_working_days(
            &law.calendar,
            letter.reached_on()?,
            working_days,
        )),
        About::Correction { .. }
        | About::Consultation { .. }
        | About::ConsultationTold { .. }
        | About::DisclosureDecision { .. }
        | About::Extension { .. }
        | About::Fee { .. }
        | About::Delay { .. }
        | About::Ended { .. }
        | About::Transfer { .. } => None,
    }
}

/// Judges the reasons, or that none came in the time that was given: who gives none can only be judged once that time
/// is over.
pub(super) fn judge(
    case: &Case,
    law: &Law,
    reasonable: bool,
    because: &Words,
    today: Date,
) -> Result<Vec<Event>, Refusal> {
    may_judge(case)?;
    if case.reasons.is_none() {
        if reasonable {
            return Err(Refusal::NothingReceived);
        }
        if given_until(case, law).is_none_or(|until| today <= until) {
            return Err(Refusal::NotExpired);
        }
    }
    Ok(vec![Event::Excessive(ExcessiveEvent::ReasonsJudged {
        reasonable,
        because: because.reference(),
        judged_on: today,
    })])
}
