//! What somebody orders: a command before the parts that only the office can add (numbers, letters, digests).

use std::collections::BTreeSet;

use time::Date;

use crate::{
    domain::{
        afterwards::ReReviewOutcome,
        answer::Draft,
        appeal::AppealFact,
        applicant::Contact,
        clock::ConsultationKind,
        closing::Lateness,
        command::CommandKind,
        digest::Digest,
        dividing::LinkKind,
        id::{AccountId, AppealId, CaseId, DepartmentId, FileId, LetterId, NoticeId, TextId},
        notice::{FeeBy, View},
        party::Party,
        receipt::Confirmation,
        review::{CheckAnswer, Point},
        service::Service,
        words::Words,
    },
    law::{ReturnKey, StepKey},
};

/// The matter of a procedural letter, before the office gives ids to what it names and reckons what follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewNotice {
    Correction {
        working_days: u16,
    },
    Consultation {
        with: ConsultationKind,
        party: Party,
        items: Vec<u16>,
        /// 随附材料, as they were prepared; for third parties alone.
        attached: Vec<FileId>,
    },
    /// To the organ that may correct the records.
    Transfer {
        party: Party,
        items: Vec<u16>,
    },
    ConsultationTold {
        consultation: NoticeId,
    },
    DisclosureDecision {
        consultation: NoticeId,
    },
    Extension {
        working_days: u16,
    },
    /// The office reckons the fee by the tariff in force.
    Fee {
        by: FeeBy,
        count: u32,
    },
    ReasonsAsked {
        working_days: u16,
    },
    Delay {
        until: Date,
    },
    /// Ends the case on the ground that is due by its dates.
    Ended,
}

/// An order on a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    ConfirmReceipt {
        confirmation: Confirmation,
    },
    Assign {
        department: DepartmentId,
        handler: Option<AccountId>,
    },
    Accept,
    Claim {
        step: StepKey,
    },
    Waive {
        step: StepKey,
    },
    HandBack {
        reason: Words,
    },
    SaveDraft {
        draft: Draft,
    },
    Submit,
    /// `content` is the digest of what the reviewer was shown.
    Approve {
        step: StepKey,
        content: Digest,
        checklist: Vec<CheckAnswer>,
        note: Option<Words>,
    },
    Bypass {
        step: StepKey,
        reason: Words,
    },
    SendBack {
        step: StepKey,
        remarks: Words,
        points: Vec<Point>,
    },
    SettlePoint {
        point: TextId,
        reply: Words,
    },
    Issue,
    /// Answers for what was found in the answer, or in a procedural letter; `seen` is the digest of what was shown.
    AnswerHits {
        notice: Option<NoticeId>,
        seen: Digest,
        lawful: u32,
        consent: u32,
        reason: Words,
    },
    /// 作废, of the answer.
    Spoil {
        reason: Words,
    },
    /// Of the answer where no letter is named; so in the next two.
    Serve {
        letter: Option<LetterId>,
        service: Service,
        remark: Option<Words>,
    },
    RecordDelivery {
        letter: Option<LetterId>,
        delivered_on: Date,
    },
    RecordReturn {
        letter: Option<LetterId>,
        returned_on: Date,
        reason: ReturnKey,
        remark: Option<Words>,
    },
    Open {
        letter: LetterId,
    },
    Close {
        late: Option<Lateness>,
    },
    Withdraw {
        reason: Option<Words>,
    },
    HandOver {
        department: DepartmentId,
        handler: Option<AccountId>,
        reason: Words,
    },
    ProposeNotice {
        matter: NewNotice,
        words: Option<Words>,
    },
    DropNotice {
        id: NoticeId,
    },
    /// `content` is the digest of what the reviewer was shown.
    ApproveNotice {
        id: NoticeId,
        step: StepKey,
        content: Digest,
        checklist: Vec<CheckAnswer>,
    },
    ReturnNotice {
        id: NoticeId,
        step: StepKey,
        remarks: Words,
    },
    SendNotice {
        id: NoticeId,
        service: Service,
    },
    ReceiveCorrection {
        received_on: Date,
        words: Words,
    },
    RecordOpinion {
        notice: NoticeId,
        answered_on: Date,
        view: View,
        reasons: Option<Words>,
        /// Of what they were shown, what may be disclosed, where they agree in part.
        agreed: Vec<FileId>,
    },
    LapseConsultation {
        notice: NoticeId,
    },
    RecordPayment {
        paid_on: Date,
        yuan: u64,
    },
    RefuseProof {
        because: Words,
    },
    ReceiveReasons {
        received_on: Date,
        words: Words,
    },
    JudgeReasons {
        reasonable: bool,
        because: Words,
    },
    ProposeAbandonment,
    Split {
        items: BTreeSet<u16>,
    },
    Merge {
        into: CaseId,
    },
    Link {
        other: CaseId,
        how: LinkKind,
    },
    /// A new proceeding where `id` is none.
    RecordAppeal {
        id: Option<AppealId>,
        fact: AppealFact,
    },
    OpenRound {
        appeal: AppealId,
    },
    ReReview {
        outcome: ReReviewOutcome,
        because: Words,
    },
    ProposePublication {
        with: Vec<CaseId>,
    },
    DecidePublication {
        publish: bool,
        because: Words,
    },
    /// `electronic`: whether letters may be served online, where that is said.
    ChangeContact {
        contact: Contact,
        electronic: Option<bool>,
    },
    Retract {
        seq: u32,
        reason: Words,
    },
}

impl Order {
    /// Whether files that an answer hands over have to be looked through for it.
    pub(super) fn hands_files_over(&self) -> bool {
        matches!(
            self,
            Self::Submit | Self::Issue | Self::AnswerHits { notice: None, .. }
        )
    }

    /// The command that it becomes.
    pub fn kind(&self) -> CommandKind {
        match self {
            Self::ConfirmReceipt { .. } => CommandKind::ConfirmReceipt,
            Self::Assign { .. } => CommandKind::Assign,
            Self::Accept => CommandKind::Accept,
            Self::Claim { .. } => CommandKind::Claim,
            Self::Waive { .. } => CommandKind::Waive,
            Self::HandBack { .. } => CommandKind::HandBack,
            Self::SaveDraft { .. } => CommandKind::DraftAnswer,
            Self::Submit => CommandKind::Submit,
            Self::Approve { .. } => CommandKind::Approve,
            Self::Bypass { .. } => CommandKind::Bypass,
            Self::SendBack { .. } => CommandKind::SendBack,
            Self::SettlePoint { .. } => CommandKind::SettlePoint,
            Self::Issue => CommandKind::Issue,
            Self::Spoil { .. } => CommandKind::Spoil,
            Self::Serve { .. } => CommandKind::Serve,
            Self::RecordDelivery { .. } => CommandKind::RecordDelivery,
            Self::RecordReturn { .. } => CommandKind::RecordReturn,
            Self::Open { .. } => CommandKind::Open,
            Self::Close { .. } => CommandKind::Close,
            Self::Withdraw { .. } => CommandKind::Withdraw,
            Self::HandOver { .. } => CommandKind::HandOver,
            Self::ProposeNotice { .. } => CommandKind::ProposeNotice,
            Self::DropNotice { .. } => CommandKind::DropNotice,
            Self::ApproveNotice { .. } => CommandKind::ApproveNotice,
            Self::ReturnNotice { .. } => CommandKind::ReturnNotice,
            Self::SendNotice { .. } => CommandKind::SendNotice,
            Self::ReceiveCorrection { .. } => CommandKind::ReceiveCorrection,
            Self::RecordOpinion { .. } => CommandKind::RecordOpinion,
            Self::LapseConsultation { .. } => CommandKind::LapseConsultation,
            Self::RecordPayment { .. } => CommandKind::RecordPayment,
            Self::RefuseProof { .. } => CommandKind::RefuseProof,
            Self::ReceiveReasons { .. } => CommandKind::ReceiveReasons,
            Self::JudgeReasons { .. } => CommandKind::JudgeReasons,
            Self::ProposeAbandonment => CommandKind::ProposeAbandonment,
            Self::Split { .. } => CommandKind::Split,
            Self::Merge { .. } => CommandKind::Merge,
            Self::Link { .. } => CommandKind::Link,
            Self::RecordAppeal { .. } => CommandKind::RecordAppeal,
            Self::OpenRound { .. } => CommandKind::OpenRound,
            Self::ReReview { .. } => CommandKind::ReReview,
            Self::ProposePublication { .. } => CommandKind::ProposePublication,
            Self::DecidePublication { .. } => CommandKind::DecidePublication,
            Self::ChangeContact { .. } => CommandKind::ChangeContact,
            Self::Retract { .. } => CommandKind::Retract,
            Self::AnswerHits { .. } => CommandKind::AnswerHits,
        }
    }
}
