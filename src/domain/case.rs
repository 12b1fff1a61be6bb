//! 办件: the fold of its events. `apply` never refuses and never looks at a rule: what happened, happened.

use std::collections::BTreeSet;

use time::{Date, OffsetDateTime};

use super::{
    abandonment::Expired,
    afterwards::{Publication, ReReview},
    answer::DraftRef,
    appeal::Appeal,
    application::Filing,
    correction::Corrected,
    digest::Digest,
    dividing::{Link, LinkKind},
    event::{Event, Recorded},
    excessive::{Judged, Reasons},
    id::{AccountId, AgencyId, CaseId, CaseNumber, DepartmentId, LetterId},
    imported::Imported,
    notice::Notice,
    payment::{Payment, Proof},
    review::{Approval, Raised, Remarks, Review, Verdict, Window},
    round::Round,
    stage::{Ending, Stage, StageKey, Work},
    words::WordsRef,
};
use crate::law::GroundKey;

pub use super::sent_letter::{Attempt, Delivered, Returned, SentLetter};

/// A case as its events leave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    pub id: CaseId,
    pub agency: AgencyId,
    pub number: CaseNumber,
    /// The number of events so far. A command names the version that its giver saw.
    pub version: u32,
    pub filing: Filing,
    /// Numbers of the items that are answered here; those that were split off are not among them.
    pub items: BTreeSet<u16>,
    pub stage: Stage,
    /// Since when it stands there; a case that is assigned anew stands there anew.
    pub stage_since: OffsetDateTime,
    /// Of a closed case, who had it when it was closed.
    pub(super) closed_by: Option<Work>,
    /// The day on which the system confirmed an online submission, or on which anything else arrived that is received
    /// only when it is confirmed.
    pub submitted_on: Option<Date>,
    /// 收到申请之日, once it is settled.
    pub received_on: Option<Date>,
    pub draft: Option<Drafted>,
    /// 认领: the steps that may claim it, or did.
    pub windows: Vec<Window>,
    /// Why the last department gave the case back, while nobody has taken it up again.
    pub handed_back: Option<WordsRef>,
    /// With what words the draft came back from review, until it is submitted again.
    pub remarks: Option<Remarks>,
    /// The points with which the draft last came back from review, each with what was done about it.
    pub points: Vec<Raised>,
    /// Whether an approval was voided because what would leave had changed, until it is submitted again.
    pub voided: bool,
    pub letters: Vec<SentLetter>,
    /// The letter that answers the application, once it is issued.
    pub answer: Option<LetterId>,
    /// The day on which the applicant withdrew.
    pub withdrawn_on: Option<Date>,
    /// 程序性文书, in the order in which they were proposed.
    pub notices: Vec<Notice>,
    pub corrected: Option<Corrected>,
    pub paid: Option<Payment>,
    /// 缴费凭证: what the applicant showed, in the order in which it came.
    pub proofs: Vec<Proof>,
    /// 条例第三十五条: the applicant's reasons, and what was made of them.
    pub reasons: Option<Reasons>,
    pub reasons_judged: Option<Judged>,
    /// The program proposes to end the case, with this evidence.
    pub abandonment: Option<Expired>,
    /// On which ground and when the case ended without an answer.
    pub abandoned: Option<(GroundKey, Date)>,
    /// When it went into another case as a duplicate.
    pub merged_on: Option<Date>,
    pub links: Vec<Link>,
    pub appeals: Vec<Appeal>,
    /// What it answers anew, where it does.
    pub round: Option<Round>,
    /// What the old register tells of it, where it was taken over.
    pub imported: Option<Imported>,
    pub re_reviews: Vec<ReReview>,
    pub publication: Option<Publication>,
    /// What was found before something left and answered for, by its digest.
    pub cleared: BTreeSet<Digest>,
    /// 同意电子送达: what the applicant last said; none where they were not asked.
    pub electronic: Option<bool>,
    /// Who applied was erased, because the time for which it is kept was over.
    pub erased: bool,
}

/// The proposed answer as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafted {
    pub reference: DraftRef,
    /// Everybody who wrote in it, in whatever version: none of them reviews or signs it.
    pub drafters: BTreeSet<AccountId>,
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

    /// Takes in what happened.
    pub fn apply(&mut self, recorded: &Recorded) -> Result<(), BrokenHistory> {
        let broken = BrokenHistory {
            seq: recorded.seq,
            kind: recorded.event.kind(),
        };
        if recorded.seq != self.version + 1 {
            return Err(broken);
        }
        let (stood, work) = (self.stage.key(), self.stage.work());
        match &recorded.event {
            Event::Filed { .. }
            | Event::Registered { .. }
            | Event::SplitOff { .. }
            | Event::Imported { .. }
            | Event::RoundOpened { .. } => return Err(broken),
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
            Event::Accepted {
                department,
                handler,
                windows,
            } => self.taken_up(*department, *handler, windows),
            Event::StepClaimed { step, .. } => self.settle_window(step, Verdict::Claimed).ok_or(broken)?,
            Event::StepWaived { step, .. } => self.settle_window(step, Verdict::Waived).ok_or(broken)?,
            Event::HandedBack { reason } => {
                self.handed_back = Some(*reason);
                self.stage = Stage::Received;
            }
            Event::HandedOver {
                department, handler, ..
            } => {
                self.stage = Stage::Assigned {
                    department: *department,
                    handler: *handler,
                };
            }
            Event::Notice(event) => {
                self.apply_notice(event, recorded).ok_or(broken)?;
            }
            Event::CorrectionReceived { received_on, words } => {
                self.abandonment = None;
                self.corrected = Some(Corrected {
                    received_on: *received_on,
                    words: *words,
                    seq: recorded.seq,
                });
            }
            Event::Consultation(event) => self.apply_consultation(event, recorded).ok_or(broken)?,
            Event::FeePaid { paid_on, yuan } => {
                self.abandonment = None;
                self.paid = Some(Payment {
                    paid_on: *paid_on,
                    yuan: *yuan,
                    seq: recorded.seq,
                });
            }
            Event::PaymentProof(event) => self.apply_proof(event, recorded.seq),
            Event::Excessive(event) => self.apply_excessive(event, recorded.seq),
            Event::AbandonmentProposed { expired } => self.abandonment = Some(expired.clone()),
            Event::Abandoned { ground, abandoned_on } => {
                self.abandoned = Some((ground.clone(), *abandoned_on));
                self.stage = Stage::Closed(Ending::Abandoned);
            }
            Event::ItemsSplitOff { items, to } => {
                self.items.retain(|item| !items.contains(item));
                self.draft = None;
                self.links.push(Link {
                    other: *to,
                    how: LinkKind::SplitInto,
                });
            }
            Event::Merged { into, merged_on } => {
                self.merged_on = Some(*merged_on);
                self.links.push(Link {
                    other: *into,
                    how: LinkKind::MergedInto,
                });
                self.stage = Stage::Closed(Ending::Merged);
            }
            Event::Linked { other, how } => self.links.push(Link {
                other: *other,
                how: *how,
            }),
            Event::Appeal(event) => self.apply_appeal(event).ok_or(broken)?,
            Event::RoundStarted { appeal, round } => {
                let appeal = self.appeal_mut(*appeal).ok_or(broken.clone())?;
                appeal.closed.as_mut().ok_or(broken)?.round = Some(*round);
                self.links.push(Link {
                    other: *round,
                    how: LinkKind::AnsweredAnew,
                });
            }
            Event::Afterwards(event) => self.apply_afterwards(event).ok_or(broken)?,
            Event::Retracted { seq, .. } => self.apply_retraction(*seq).ok_or(broken)?,
            Event::AnswerDrafted { draft } => {
                let mut drafters = self.draft.take().map(|draft| draft.drafters).unwrap_or_default();
                drafters.extend(recorded.actor.account());
                self.draft = Some(Drafted {
                    reference: draft.clone(),
                    drafters,
                });
            }
            Event::SubmittedForReview {
                content,
                chain,
                blackouts,
            } => {
                self.remarks = None;
                self.voided = false;
                let review = Review::begun(*content, chain.clone(), recorded.at).with(blackouts);
                self.stage = Stage::InReview(work.ok_or(broken)?, review);
            }
            Event::StepApproved {
                step, by, instead_of, ..
            } => {
                let approval = Approval {
                    step: step.clone(),
                    by: *by,
                    instead_of: *instead_of,
                    bypassed: false,
                };
                self.stage = self.approved(approval, recorded.at).ok_or(broken)?;
            }
            Event::StepBypassed { step, by, .. } => {
                let approval = Approval {
                    step: step.clone(),
                    by: *by,
                    instead_of: None,
                    bypassed: true,
                };
                self.stage = self.approved(approval, recorded.at).ok_or(broken)?;
            }
            Event::SentBack {
                step,
                remarks,
                points,
                instead_of: _,
            } => {
                self.back_in_hand(step, *remarks, points, recorded)
                    .ok_or(broken)?;
            }
            Event::PointSettled { point, reply } => {
                self.settled(*point, *reply).ok_or(broken)?;
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
                package,
                ..
            } => {
                self.letters.push(SentLetter {
                    id: *letter,
                    kind: letter_kind.clone(),
                    number: number.clone(),
                    issued_on: *issued_on,
                    has_package: package.is_some(),
                    attempts: Vec::new(),
                    opened_on: None,
                    spoilt: None,
                });
                // Receipts and procedural letters go out beside the work; only the answer moves the case on.
                if matches!(self.stage, Stage::Approved(..)) && self.notice_of(*letter).is_none() {
                    self.answer = Some(*letter);
                    self.stage = Stage::Issued(work.ok_or(broken)?, *letter);
                }
            }
            Event::HitsAnswered { hits, .. } => {
                self.cleared.insert(*hits);
            }
            Event::LetterSpoilt { letter, reason } => self.apply_spoilt(*letter, *reason).ok_or(broken)?,
            Event::Served {
                letter,
                service,
                remark,
            } => self.apply_served(*letter, service, *remark).ok_or(broken)?,
            Event::Delivered { letter, delivered_on } => {
                let (on, seq) = (*delivered_on, recorded.seq);
                self.apply_delivered(*letter, Delivered { on, seq })
                    .ok_or(broken)?;
            }
            Event::CameBack {
                letter,
                returned_on,
                reason,
                counts,
                remark,
            } => {
                let returned = Returned {
                    on: *returned_on,
                    reason: reason.clone(),
                    counts: *counts,
                    remark: *remark,
                    seq: recorded.seq,
                };
                self.apply_returned(*letter, returned).ok_or(broken)?;
            }
            Event::Opened {
                letter,
                opened_on,
                file,
            } => {
                self.apply_opened(*letter, *file, *opened_on).ok_or(broken)?;
            }
            Event::Closed { .. } => self.stage = Stage::Closed(Ending::Answered),
            Event::ImportUndone => self.stage = Stage::Closed(Ending::Undone),
            Event::ContactChanged { electronic, .. } => self.electronic = electronic.or(self.electronic),
            Event::PersonalDataErased { .. } => self.erased = true,
            Event::Withdrawn { withdrawn_on, .. } => {
                self.withdrawn_on = Some(*withdrawn_on);
                self.stage = Stage::Closed(Ending::Withdrawn);
            }
        }
        if self.stage.key() != stood || matches!(recorded.event, Event::Assigned { .. }) {
            self.stage_since = recorded.at;
        }
        if stood != StageKey::Closed && !self.stage.is_open() {
            self.closed_by = work;
        }
        self.version = recorded.seq;
        Ok(())
    }

    pub(super) fn letter_mut(&mut self, id: LetterId) -> Option<&mut SentLetter> {
        self.letters.iter_mut().find(|letter| letter.id == id)
    }

    pub fn letter(&self, id: LetterId) -> Option<&SentLetter> {
        self.letters.iter().find(|letter| letter.id == id)
    }

    /// The letter that answers the application, once it is issued.
    pub fn answer(&self) -> Option<&SentLetter> {
        self.answer.and_then(|id| self.letter(id))
    }

    /// The department that has it, or had it when it was closed.
    pub fn department(&self) -> Option<DepartmentId> {
        let closed_by = || self.closed_by.map(|work| work.department);
        self.stage.department().or_else(closed_by)
    }

    /// The person who handles it, or handled it when it was closed.
    pub fn handler(&self) -> Option<AccountId> {
        let closed_by = || self.closed_by.map(|work| work.handler);
        self.stage.handler().or_else(closed_by)
    }

    /// The day by whose rules the case is judged: the receipt, or before it is settled the submission.
    pub fn worked_on(&self) -> Date {
        self.received_on
            .or(self.submitted_on)
            .expect("a case begins either submitted or received, as its first event says")
    }
}
