//! 办件: the fold of its events. `apply` never refuses and never looks at a rule: what happened, happened.

use std::collections::BTreeSet;

use time::Date;

use super::{
    answer::DraftRef,
    application::Filing,
    event::{Event, Recorded},
    id::{AccountId, AgencyId, CaseId, CaseNumber, LetterId},
    review::{Approval, Remarks, Review},
    service::Service,
    stage::{Ending, Stage, Work},
    words::WordsRef,
};
use crate::law::{LetterKey, StepKey};

/// A case as its events leave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    pub id: CaseId,
    pub agency: AgencyId,
    pub number: CaseNumber,
    /// The number of events so far. A command names the version that its giver saw.
    pub version: u32,
    pub filing: Filing,
    pub stage: Stage,
    /// The day on which the system confirmed an online submission, or on which anything else arrived that is received
    /// only when it is confirmed.
    pub submitted_on: Option<Date>,
    /// 收到申请之日, once it is settled.
    pub received_on: Option<Date>,
    pub draft: Option<Drafted>,
    /// Why the last department gave the case back, while nobody has taken it up again.
    pub handed_back: Option<WordsRef>,
    /// With what words the draft came back from review, until it is submitted again.
    pub remarks: Option<Remarks>,
    /// Whether an approval was voided because what would leave had changed, until it is submitted again.
    pub voided: bool,
    pub letters: Vec<SentLetter>,
    /// The letter that answers the application, once it is issued.
    pub answer: Option<LetterId>,
    /// The day on which the applicant withdrew.
    pub withdrawn_on: Option<Date>,
}

/// The proposed answer as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafted {
    pub reference: DraftRef,
    /// Everybody who wrote in it, in whatever version: none of them reviews or signs it.
    pub drafters: BTreeSet<AccountId>,
}

/// A letter that was issued, and how it reached the addressee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentLetter {
    pub id: LetterId,
    pub kind: LetterKey,
    pub number: String,
    pub issued_on: Date,
    pub service: Option<Service>,
    /// For letters by post: the day of delivery, once known.
    pub delivered_on: Option<Date>,
    pub opened_on: Option<Date>,
}

impl SentLetter {
    /// The day that counts for the agency's time limit (国办公开办函〔2016〕235号).
    pub fn served_on(&self) -> Option<Date> {
        self.service.as_ref().map(Service::served_on)
    }

    /// The day that counts for the applicant's remedies: when the letter really reached them.
    pub fn reached_on(&self) -> Option<Date> {
        self.delivered_on
            .or_else(|| self.service.as_ref().and_then(Service::reached_on))
    }
}

/// Events that cannot follow each other: the stored history is damaged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("event {seq} ({kind}) cannot follow what went before")]
pub struct BrokenHistory {
    pub seq: u32,
    pub kind: &'static str,
}

impl Case {
    /// The case that a history tells.
    pub fn fold<'a>(
        id: CaseId,
        history: impl IntoIterator<Item = &'a Recorded>,
    ) -> Result<Self, BrokenHistory> {
        let mut history = history.into_iter();
        let first = history.next().ok_or(BrokenHistory {
            seq: 0,
            kind: "nothing",
        })?;
        let mut case = Self::open(id, first)?;
        for recorded in history {
            case.apply(recorded)?;
        }
        Ok(case)
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "only two events open a case, whatever events there will be"
    )]
    fn open(id: CaseId, first: &Recorded) -> Result<Self, BrokenHistory> {
        let (agency, number, filing, stage, submitted_on, received_on) = match &first.event {
            Event::Filed {
                agency,
                number,
                filing,
                submitted_on,
            } => (agency, number, filing, Stage::Filed, Some(*submitted_on), None),
            Event::Registered {
                agency,
                number,
                filing,
                received_on: Some(received_on),
                ..
            } => (agency, number, filing, Stage::Received, None, Some(*received_on)),
            Event::Registered {
                agency,
                number,
                filing,
                arrived_on: Some(arrived_on),
                ..
            } => (agency, number, filing, Stage::Filed, Some(*arrived_on), None),
            other => {
                return Err(BrokenHistory {
                    seq: first.seq,
                    kind: other.kind(),
                });
            }
        };
        Ok(Self {
            id,
            agency: *agency,
            number: number.clone(),
            version: first.seq,
            filing: filing.clone(),
            stage,
            submitted_on,
            received_on,
            draft: None,
            handed_back: None,
            remarks: None,
            voided: false,
            letters: Vec::new(),
            answer: None,
            withdrawn_on: None,
        })
    }

    /// Takes in what happened.
    pub fn apply(&mut self, recorded: &Recorded) -> Result<(), BrokenHistory> {
        let broken = BrokenHistory {
            seq: recorded.seq,
            kind: recorded.event.kind(),
        };
        if recorded.seq != self.version + 1 {
            return Err(broken);
        }
        let work = self.stage.work();
        match &recorded.event {
            Event::Filed { .. } | Event::Registered { .. } => return Err(broken),
            Event::ReceiptConfirmed { received_on, .. } => {
                self.received_on = Some(*received_on);
                self.stage = Stage::Received;
            }
            Event::Assigned { department, handler } => {
                self.handed_back = None;
                self.stage = Stage::Assigned {
                    department: *department,
                    handler: *handler,
                };
            }
            Event::Accepted { department, handler } => {
                self.stage = Stage::InHand(Work {
                    department: *department,
                    handler: *handler,
                });
            }
            Event::HandedBack { reason } => {
                self.handed_back = Some(*reason);
                self.stage = Stage::Received;
            }
            Event::AnswerDrafted { draft } => {
                let mut drafters = self.draft.take().map(|draft| draft.drafters).unwrap_or_default();
                drafters.extend(recorded.actor.account());
                self.draft = Some(Drafted {
                    reference: draft.clone(),
                    drafters,
                });
            }
            Event::SubmittedForReview { content, chain } => {
                self.remarks = None;
                self.voided = false;
                let review = Review {
                    content: *content,
                    chain: chain.clone(),
                    approvals: Vec::new(),
                };
                self.stage = Stage::InReview(work.ok_or(broken)?, review);
            }
            Event::StepApproved { step, by, .. } => {
                let approval = Approval { step: *step, by: *by };
                self.stage = self.approved(approval).ok_or(broken)?;
            }
            Event::SentBack { step, remarks } => {
                self.back_in_hand(*step, *remarks, recorded).ok_or(broken)?;
            }
            Event::ApprovalsVoided { .. } => {
                self.voided = true;
                self.stage = Stage::InHand(work.ok_or(broken)?);
            }
            Event::LetterIssued {
                letter,
                letter_kind,
                number,
                issued_on,
                ..
            } => {
                self.letters.push(SentLetter {
                    id: *letter,
                    kind: letter_kind.clone(),
                    number: number.clone(),
                    issued_on: *issued_on,
                    service: None,
                    delivered_on: None,
                    opened_on: None,
                });
                // A receipt goes out beside the work; only the answer moves the case on.
                if matches!(self.stage, Stage::Approved(..)) {
                    self.answer = Some(*letter);
                    self.stage = Stage::Issued(work.ok_or(broken)?, *letter);
                }
            }
            Event::Served { letter, service } => {
                self.letter_mut(*letter).ok_or(broken.clone())?.service = Some(service.clone());
                if matches!(self.stage, Stage::Issued(_, answer) if answer == *letter) {
                    self.stage = Stage::Served(work.ok_or(broken)?, *letter);
                }
            }
            Event::Delivered { letter, delivered_on } => {
                self.letter_mut(*letter).ok_or(broken)?.delivered_on = Some(*delivered_on);
            }
            Event::Opened { letter, opened_on } => {
                self.letter_mut(*letter).ok_or(broken)?.opened_on = Some(*opened_on);
            }
            Event::Closed => self.stage = Stage::Closed(Ending::Answered),
            Event::Withdrawn { withdrawn_on, .. } => {
                self.withdrawn_on = Some(*withdrawn_on);
                self.stage = Stage::Closed(Ending::Withdrawn);
            }
        }
        self.version = recorded.seq;
        Ok(())
    }

    fn approved(&self, approval: Approval) -> Option<Stage> {
        let Stage::InReview(work, review) = &self.stage else {
            return None;
        };
        let mut review = review.clone();
        review.approvals.push(approval);
        Some(match review.current() {
            Some(_) => Stage::InReview(*work, review),
            None => Stage::Approved(*work, review),
        })
    }

    fn back_in_hand(&mut self, step: StepKey, words: WordsRef, recorded: &Recorded) -> Option<()> {
        let work = self.stage.work()?;
        self.remarks = Some(Remarks {
            step,
            by: recorded.actor.account(),
            words,
        });
        self.stage = Stage::InHand(work);
        Some(())
    }

    fn letter_mut(&mut self, id: LetterId) -> Option<&mut SentLetter> {
        self.letters.iter_mut().find(|letter| letter.id == id)
    }

    pub fn letter(&self, id: LetterId) -> Option<&SentLetter> {
        self.letters.iter().find(|letter| letter.id == id)
    }

    /// The letter that answers the application, once it is issued.
    pub fn answer(&self) -> Option<&SentLetter> {
        self.answer.and_then(|id| self.letter(id))
    }

    /// The day by whose rules the case is judged: the receipt, or before it is settled the submission.
    pub fn worked_on(&self) -> Date {
        self.received_on
            .or(self.submitted_on)
            .expect("a case begins either submitted or received, as its first event says")
    }
}
