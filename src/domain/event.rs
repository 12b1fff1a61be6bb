//! What happened. Events are append-only and chained by hash; they carry no personal data: names, numbers and
//! words live in rows that events name by id and digest.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use super::{
    abandonment::Expired,
    account::ActorRef,
    afterwards::AfterwardsEvent,
    answer::DraftRef,
    appeal::AppealEvent,
    application::Filing,
    closing::LatenessRef,
    consultation::ConsultationEvent,
    contact::ContactPart,
    digest::Digest,
    dividing::LinkKind,
    excessive::ExcessiveEvent,
    id::{AccountId, AgencyId, AppealId, CaseId, CaseNumber, DepartmentId, FileId, LetterId, TextId},
    imported::Imported,
    notice::NoticeEvent,
    payment::ProofEvent,
    review::{CheckAnswer, Opened, Plan, PointRef},
    service::{Service, Waybill},
    words::WordsRef,
};
use crate::law::{GroundKey, LetterKey, ReturnKey, StepKey};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// The applicant filed online; the system confirmed the submission on that day (指导案例26号).
    Filed {
        agency: AgencyId,
        number: CaseNumber,
        filing: Filing,
        submitted_on: Date,
    },
    /// The intake clerk took an application in that came by any other channel.
    Registered {
        agency: AgencyId,
        number: CaseNumber,
        filing: Filing,
        /// Where the channel's rule settles it at once; the rest is still to be confirmed.
        #[serde(default)]
        received_on: Option<Date>,
        /// Told since channels besides the counter are registered.
        #[serde(default)]
        arrived_on: Option<Date>,
        #[serde(default)]
        waybill: Option<Waybill>,
        /// The record of the arrival.
        #[serde(default)]
        evidence: Option<WordsRef>,
    },
    /// Some items of another case became this one.
    SplitOff {
        agency: AgencyId,
        number: CaseNumber,
        filing: Filing,
        /// The case that they stood in, and their numbers there; here they are numbered from 1.
        from: CaseId,
        items: Vec<u16>,
        submitted_on: Option<Date>,
        received_on: Option<Date>,
    },
    /// 责令重新答复: what another case had answered is answered anew.
    RoundOpened {
        agency: AgencyId,
        number: CaseNumber,
        filing: Filing,
        of: CaseId,
        appeal: AppealId,
        /// The day on which the decision reached the agency.
        received_on: Date,
        working_days: Option<u16>,
    },
    /// 旧台账导入: taken over from the register that the agency kept before.
    Imported {
        agency: AgencyId,
        number: CaseNumber,
        filing: Filing,
        received_on: Date,
        told: Imported,
    },
    /// 撤销导入: it was taken over by mistake. It stands in no queue, count, search or table any more.
    ImportUndone,
    /// The receipt was confirmed, as the channel's rule asks (条例第三十一条第二项、第三项).
    ReceiptConfirmed {
        received_on: Date,
        /// The day of the confirmation; histories of before do not tell it apart from the receipt.
        #[serde(default)]
        confirmed_on: Option<Date>,
        /// The record of the confirmation.
        #[serde(default)]
        evidence: Option<WordsRef>,
    },
    Assigned {
        department: DepartmentId,
        handler: Option<AccountId>,
    },
    Accepted {
        department: DepartmentId,
        handler: AccountId,
        /// The steps that may claim the case from now on.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        windows: Vec<Opened>,
    },
    /// 认领: somebody of a step says that the answer is to pass it.
    StepClaimed {
        step: StepKey,
        by: AccountId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instead_of: Option<AccountId>,
    },
    /// Somebody of a step says that the answer need not pass it.
    StepWaived {
        step: StepKey,
        by: AccountId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instead_of: Option<AccountId>,
    },
    HandedBack {
        reason: WordsRef,
    },
    /// 转办: another department goes on with the work.
    HandedOver {
        department: DepartmentId,
        handler: Option<AccountId>,
        reason: WordsRef,
    },
    /// A procedural letter on its way.
    Notice(NoticeEvent),
    /// 补正后的申请
    CorrectionReceived {
        received_on: Date,
        words: WordsRef,
    },
    Consultation(ConsultationEvent),
    FeePaid {
        paid_on: Date,
        yuan: u64,
    },
    /// 缴费凭证: what the applicant shows, and what was made of it. The clock does not know it.
    PaymentProof(ProofEvent),
    Excessive(ExcessiveEvent),
    /// The program laid before the handler that the applicant's time is over, with the evidence.
    AbandonmentProposed {
        expired: Expired,
    },
    /// The letter went out that ends the case: the applicant neither corrected nor paid.
    Abandoned {
        ground: GroundKey,
        abandoned_on: Date,
    },
    ItemsSplitOff {
        items: Vec<u16>,
        to: CaseId,
    },
    /// A duplicate; the other case answers for both.
    Merged {
        into: CaseId,
        merged_on: Date,
    },
    Linked {
        other: CaseId,
        how: LinkKind,
    },
    Appeal(AppealEvent),
    /// A round was opened on the order that a proceeding ended with.
    RoundStarted {
        appeal: AppealId,
        round: CaseId,
    },
    Afterwards(AfterwardsEvent),
    /// A fact that was recorded by mistake is taken back.
    Retracted {
        /// Its place in the history.
        seq: u32,
        reason: WordsRef,
    },
    AnswerDrafted {
        draft: DraftRef,
    },
    SubmittedForReview {
        content: Digest,
        chain: Plan,
        /// What is blacked out in the files that go out, a digest a page ([`mark::pages`](crate::domain::mark::pages)).
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        blackouts: BTreeSet<Digest>,
    },
    StepApproved {
        step: StepKey,
        by: AccountId,
        content: Digest,
        checklist: Vec<CheckAnswer>,
        note: Option<WordsRef>,
        /// 代行: whose step it was, where that person is away.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instead_of: Option<AccountId>,
    },
    /// 跳过: a step was left out, by somebody whom the chain names for that.
    StepBypassed {
        step: StepKey,
        by: AccountId,
        content: Digest,
        reason: WordsRef,
    },
    SentBack {
        step: StepKey,
        remarks: WordsRef,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        points: Vec<PointRef>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instead_of: Option<AccountId>,
    },
    /// What was done about one of the points with which a draft came back; it is named by its words.
    PointSettled {
        point: TextId,
        reply: WordsRef,
    },
    /// What was signed no longer is what would leave: every approval is void and the draft is in hand again.
    ApprovalsVoided {
        approved: Digest,
        found: Digest,
    },
    /// A letter that goes out: numbered, dated, kept as it is.
    LetterIssued {
        letter: LetterId,
        letter_kind: LetterKey,
        number: String,
        content: Digest,
        pdf: Digest,
        issued_on: Date,
        /// 公开材料包: of an answer, the digest of the list of what goes out with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        package: Option<Digest>,
    },
    /// 发出前核对: what looks like personal data of others was answered for, place by place.
    HitsAnswered {
        hits: Digest,
        /// So many may lawfully be public, of so many the person agrees.
        lawful: u32,
        consent: u32,
        reason: WordsRef,
    },
    /// 作废: a letter that was issued and not served; it keeps its number, and the case is in hand again.
    LetterSpoilt {
        letter: LetterId,
        reason: WordsRef,
    },
    Served {
        letter: LetterId,
        service: Service,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remark: Option<WordsRef>,
    },
    /// 退件: the mail came back.
    CameBack {
        letter: LetterId,
        returned_on: Date,
        reason: ReturnKey,
        /// Whether the posting counts for the agency's time limit, by the rule of the day.
        counts: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remark: Option<WordsRef>,
    },
    /// The post says that it reached the addressee on that day.
    Delivered {
        letter: LetterId,
        delivered_on: Date,
    },
    /// Whom the letter is to opened it for the first time: the applicant, or a third party by its link.
    Opened {
        letter: LetterId,
        opened_on: Date,
        /// 随附材料: what goes with the letter, where they fetched that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        file: Option<FileId>,
    },
    Closed {
        /// Why the answer came too late, and which department answers for that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        late: Option<LatenessRef>,
    },
    Withdrawn {
        reason: Option<WordsRef>,
        withdrawn_on: Date,
    },
    /// 变更联系方式: which parts, with a keyed digest of what they are now; and whether letters may be served online, where
    /// that was said anew.
    ContactChanged {
        parts: BTreeSet<ContactPart>,
        digest: Digest,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        electronic: Option<bool>,
    },
    /// 保存期限届满: who applied was erased, because the time for which the agency keeps it was over.
    PersonalDataErased {
        /// The day of the end, or of the last decision on it.
        counted_from: Date,
        /// For how many whole years the agency keeps it.
        years: u8,
        /// The last day on which it was to be kept.
        kept_through: Date,
    },
}

impl Event {
    /// How a letter was served, where that is what happened.
    pub fn service(&self) -> Option<&Service> {
        if let Self::Served { service, .. } = self {
            Some(service)
        } else {
            None
        }
    }

    /// 代行: whose step of a review somebody else took, where that is what happened.
    pub fn instead_of(&self) -> Option<AccountId> {
        if let Self::StepApproved { instead_of, .. }
        | Self::StepClaimed { instead_of, .. }
        | Self::StepWaived { instead_of, .. }
        | Self::SentBack { instead_of, .. }
        | Self::Notice(
            NoticeEvent::Approved { instead_of, .. } | NoticeEvent::Returned { instead_of, .. },
        ) = self
        {
            *instead_of
        } else {
            None
        }
    }

    /// The steps of the review that begins with it, where one does.
    pub fn plan(&self) -> Option<&Plan> {
        if let Self::SubmittedForReview { chain, .. } | Self::Notice(NoticeEvent::Proposed { chain, .. }) =
            self
        {
            Some(chain)
        } else {
            None
        }
    }

    /// 认领: the windows that open with it.
    pub fn windows(&self) -> &[Opened] {
        if let Self::Accepted { windows, .. } = self {
            windows
        } else {
            &[]
        }
    }

    /// The name under which an event is stored and worded.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Filed { .. } => "filed",
            Self::Registered { .. } => "registered",
            Self::ReceiptConfirmed { .. } => "receipt_confirmed",
            Self::Assigned { .. } => "assigned",
            Self::Accepted { .. } => "accepted",
            Self::StepClaimed { .. } => "step_claimed",
            Self::StepWaived { .. } => "step_waived",
            Self::HandedBack { .. } => "handed_back",
            Self::SplitOff { .. } => "split_off",
            Self::RoundOpened { .. } => "round_opened",
            Self::Imported { .. } => "imported",
            Self::ImportUndone => "import_undone",
            Self::HandedOver { .. } => "handed_over",
            Self::Notice(_) => "notice",
            Self::CorrectionReceived { .. } => "correction_received",
            Self::Consultation(_) => "consultation",
            Self::FeePaid { .. } => "fee_paid",
            Self::PaymentProof(_) => "payment_proof",
            Self::Excessive(_) => "excessive",
            Self::AbandonmentProposed { .. } => "abandonment_proposed",
            Self::Abandoned { .. } => "abandoned",
            Self::ItemsSplitOff { .. } => "items_split_off",
            Self::Merged { .. } => "merged",
            Self::Linked { .. } => "linked",
            Self::Appeal(_) => "appeal",
            Self::RoundStarted { .. } => "round_started",
            Self::Afterwards(_) => "afterwards",
            Self::Retracted { .. } => "retracted",
            Self::AnswerDrafted { .. } => "answer_drafted",
            Self::SubmittedForReview { .. } => "submitted_for_review",
            Self::StepApproved { .. } => "step_approved",
            Self::StepBypassed { .. } => "step_bypassed",
            Self::SentBack { .. } => "sent_back",
            Self::PointSettled { .. } => "point_settled",
            Self::ApprovalsVoided { .. } => "approvals_voided",
            Self::LetterIssued { .. } => "letter_issued",
            Self::HitsAnswered { .. } => "hits_answered",
            Self::LetterSpoilt { .. } => "letter_spoilt",
            Self::Served { .. } => "served",
            Self::CameBack { .. } => "came_back",
            Self::Delivered { .. } => "delivered",
            Self::Opened { .. } => "opened",
            Self::Closed { .. } => "closed",
            Self::Withdrawn { .. } => "withdrawn",
            Self::ContactChanged { .. } => "contact_changed",
            Self::PersonalDataErased { .. } => "personal_data_erased",
        }
    }
}

/// An event in its place: who, when, and the how-manieth of the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// From 1.
    pub seq: u32,
    /// Whole seconds, UTC.
    pub at: OffsetDateTime,
    pub actor: ActorRef,
    pub event: Event,
}
