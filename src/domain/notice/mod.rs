//! 程序性文书: the letters that move a case on before it is answered. Each is proposed by the handler, passes the steps
//! that its kind demands (confidentiality review always, the head's consent where the law asks for it), and goes out
//! numbered and served in one act. Its effect on the clock follows from the day of service and delivery alone
//! (`ledger`), so that nothing that was not really sent moves a date.

mod about;
mod propose;
mod review;
mod send;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::Date;

use super::{
    case::{Case, SentLetter},
    consultation::OpinionFile,
    digest::Digest,
    event::Recorded,
    id::{AccountId, FileId, LetterId, NoticeId},
    review::{Approval, Plan, Review},
    words::WordsRef,
};
use crate::law::{NoticeKind, StepKey};

pub use self::{
    about::{About, Addressee, Attached, FeeBy, addressee, goes_to_another},
    propose::{is_of_the_case, may_be_overridden, may_propose},
    review::steps_due,
};
pub(super) use self::{
    propose::{drop_it, propose},
    review::{approve, return_it},
    send::send,
};

/// What happened to a procedural letter. Its number, date, service and delivery are events of letters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum NoticeEvent {
    Proposed {
        notice: NoticeId,
        matter: About,
        words: Option<WordsRef>,
        content: Digest,
        chain: Plan,
    },
    Approved {
        notice: NoticeId,
        step: StepKey,
        by: AccountId,
        content: Digest,
        /// 代行: whose step it was, where that person is away.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instead_of: Option<AccountId>,
    },
    Returned {
        notice: NoticeId,
        step: StepKey,
        remarks: WordsRef,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instead_of: Option<AccountId>,
    },
    /// Taken back by its drafter before it went out.
    Dropped { notice: NoticeId },
    /// What would leave no longer is what was approved; it has to be proposed anew.
    Voided {
        notice: NoticeId,
        approved: Digest,
        found: Digest,
    },
    /// It goes out as this letter; the events of the letter follow.
    Sent { notice: NoticeId, letter: LetterId },
}

/// A procedural letter as its events leave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub id: NoticeId,
    pub matter: About,
    pub words: Option<WordsRef>,
    pub drafter: AccountId,
    pub review: Review,
    pub state: NoticeState,
    /// 征求意见: what the consulted side said, where it did.
    pub opinion: Option<Opinion>,
    /// 征求意见: the program noted on that day that the time to answer had passed.
    pub lapsed_on: Option<Date>,
    /// 随附材料: when the third party first fetched what it is shown.
    pub fetched: BTreeMap<FileId, Date>,
}

/// How far a procedural letter has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoticeState {
    /// In review, or cleared and ready to go out.
    Open,
    /// Sent back by a reviewer; to be proposed anew.
    Returned {
        step: StepKey,
        remarks: WordsRef,
    },
    Dropped,
    Voided,
    Sent(LetterId),
}

/// The answer of a consulted side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinion {
    pub answered_on: Date,
    pub view: View,
    pub reasons: Option<WordsRef>,
    /// Of what they were shown, what may be disclosed, where they agree in part; the rest of that part stands in the reasons.
    pub agreed: Vec<FileId>,
    /// What came with it.
    pub files: Vec<OpinionFile>,
    /// 网上答复: they gave it themselves, by their link.
    pub online: bool,
    /// Place of the event in the history, by which a mistaken record is taken back.
    pub seq: u32,
}

crate::law::words! {
    /// What a consulted side says.
    pub enum View {
        /// 同意公开
        Agreed = "agreed",
        /// 不同意公开，并说明理由
        Refused = "refused",
        /// 部分同意公开: which part, and why not the rest (条例第十五条、第三十二条).
        Partly = "partly",
    }
}

impl View {
    /// Whether something is objected to: it is disclosed only after they were told (条例第三十二条), and why is said.
    pub fn objects(self) -> bool {
        match self {
            Self::Agreed => false,
            Self::Refused | Self::Partly => true,
        }
    }
}

impl Notice {
    pub fn kind(&self) -> NoticeKind {
        self.matter.kind()
    }

    pub fn letter(&self) -> Option<LetterId> {
        match self.state {
            NoticeState::Sent(letter) => Some(letter),
            NoticeState::Open | NoticeState::Returned { .. } | NoticeState::Dropped | NoticeState::Voided => {
                None
            }
        }
    }

    /// Whether it still waits for a reviewer or for being sent.
    pub fn is_open(&self) -> bool {
        self.state == NoticeState::Open
    }

    /// Whether every step has approved and it may go out.
    pub fn is_cleared(&self) -> bool {
        self.is_open() && self.review.is_through()
    }
}

impl Case {
    pub fn notice(&self, id: NoticeId) -> Option<&Notice> {
        self.notices.iter().find(|notice| notice.id == id)
    }

    pub(super) fn notice_mut(&mut self, id: NoticeId) -> Option<&mut Notice> {
        self.notices.iter_mut().find(|notice| notice.id == id)
    }

    /// The letter as which a notice went out.
    pub fn letter_of(&self, notice: &Notice) -> Option<&SentLetter> {
        notice.letter().and_then(|letter| self.letter(letter))
    }

    /// Notices of a kind that went out, with their letters, in the order of sending.
    pub fn sent(&self, kind: NoticeKind) -> impl Iterator<Item = (&Notice, &SentLetter)> {
        self.notices
            .iter()
            .filter(move |notice| notice.kind() == kind)
            .filter_map(|notice| Some((notice, self.letter_of(notice)?)))
    }

    /// The notice as which a letter went out.
    pub fn notice_of(&self, letter: LetterId) -> Option<&Notice> {
        self.notices.iter().find(|notice| notice.letter() == Some(letter))
    }

    /// Whether a letter is to the applicant: others' letters are none of theirs.
    pub fn is_for_the_applicant(&self, letter: LetterId) -> bool {
        self.notice_of(letter)
            .is_none_or(|notice| !goes_to_another(notice.kind()))
    }

    /// Takes in what happened to a notice. None where it cannot have happened.
    pub(super) fn apply_notice(&mut self, event: &NoticeEvent, recorded: &Recorded) -> Option<()> {
        match event {
            NoticeEvent::Proposed {
                notice,
                matter,
                words,
                content,
                chain,
            } => self.notices.push(Notice {
                id: *notice,
                matter: matter.clone(),
                words: *words,
                drafter: recorded.actor.account()?,
                review: Review::begun(*content, chain.clone(), recorded.at),
                state: NoticeState::Open,
                opinion: None,
                lapsed_on: None,
                fetched: BTreeMap::new(),
            }),
            NoticeEvent::Approved {
                notice,
                step,
                by,
                instead_of,
                ..
            } => {
                let review = &mut self.notice_mut(*notice)?.review;
                let approval = Approval {
                    step: step.clone(),
                    by: *by,
                    instead_of: *instead_of,
                    bypassed: false,
                };
                review.take(approval, recorded.at);
            }
            NoticeEvent::Returned {
                notice,
                step,
                remarks,
                instead_of: _,
            } => {
                self.notice_mut(*notice)?.state = NoticeState::Returned {
                    step: step.clone(),
                    remarks: *remarks,
                };
            }
            NoticeEvent::Dropped { notice } => self.notice_mut(*notice)?.state = NoticeState::Dropped,
            NoticeEvent::Voided { notice, .. } => self.notice_mut(*notice)?.state = NoticeState::Voided,
            NoticeEvent::Sent { notice, letter } => {
                self.notice_mut(*notice)?.state = NoticeState::Sent(*letter);
            }
        }
        Some(())
    }
}
