//! What somebody wants done to a case. Parsed and complete: `decide` only says whether it may be.

use std::collections::BTreeSet;

use time::Date;

use super::{
    afterwards::ReReviewOutcome,
    answer::Draft,
    appeal::AppealFact,
    application::Filing,
    closing::Lateness,
    consultation::OpinionFile,
    contact::ContactPart,
    digest::Digest,
    dividing::LinkKind,
    id::{
        AccountId, AgencyId, AppealId, CaseId, CaseNumber, DepartmentId, DraftId, FileId, LetterId, NoticeId,
        TextId,
    },
    imported::Imported,
    notice::{About, View},
    payment::ProofFile,
    presend::OpenHits,
    proof::Around,
    receipt::{Arrival, Confirmation},
    review::{CheckAnswer, Point},
    service::Service,
    words::Words,
};
use crate::law::{LetterKey, ReturnKey, StepKey, words};

/// How a case begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    pub agency: AgencyId,
    pub number: CaseNumber,
    pub filing: Filing,
    pub how: OpeningHow,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpeningHow {
    /// Filed by the applicant on the portal.
    File,
    /// Registered by the intake clerk, from whatever came in by another channel than the portal; the receipt letter goes
    /// out at once exactly where the day of receipt is settled.
    Register {
        arrival: Box<Arrival>,
        receipt: Option<IssuedAs>,
    },
    /// Items of another case that become one of their own; its clock is that of the case that they came from.
    SplitOff {
        from: CaseId,
        items: Vec<u16>,
        submitted_on: Option<Date>,
        received_on: Option<Date>,
    },
    /// 旧台账导入: taken over from the register that the agency kept before.
    Import { received_on: Date, told: Imported },
    /// An order to answer anew, and when it reached the agency.
    Ordered {
        of: CaseId,
        appeal: AppealId,
        received_on: Date,
        working_days: Option<u16>,
    },
}

/// A command on a case that exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    ConfirmReceipt {
        confirmation: Confirmation,
        receipt: IssuedAs,
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
    HandOver {
        department: DepartmentId,
        handler: Option<AccountId>,
        reason: Words,
    },
    /// `content` is the digest of the letter as composed.
    ProposeNotice {
        id: NoticeId,
        matter: About,
        words: Option<Words>,
        content: Digest,
    },
    DropNotice {
        id: NoticeId,
    },
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
        letter: IssuedAs,
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
        /// What came with it online.
        files: Vec<OpinionFile>,
    },
    LapseConsultation {
        notice: NoticeId,
    },
    RecordPayment {
        paid_on: Date,
        yuan: u64,
    },
    /// The applicant says on which day they paid, and shows it.
    GiveProof {
        paid_on: Date,
        files: Vec<ProofFile>,
    },
    /// What was shown does not suffice.
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
    /// `to` is the case that is opened for them in the same transaction.
    Split {
        items: BTreeSet<u16>,
        to: CaseId,
    },
    Merge {
        into: CaseId,
    },
    Link {
        other: CaseId,
        how: LinkKind,
    },
    RecordAppeal {
        id: AppealId,
        fact: AppealFact,
    },
    /// `round` is the case that is opened in the same transaction.
    OpenRound {
        appeal: AppealId,
        round: CaseId,
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
    Retract {
        seq: u32,
        reason: Words,
    },
    DraftAnswer {
        id: DraftId,
        draft: Draft,
    },
    Submit {
        draft: Draft,
        content: Digest,
        /// What is blacked out in its files, a digest a page.
        blackouts: BTreeSet<Digest>,
        /// What its words are held against.
        around: Around,
    },
    Approve {
        step: StepKey,
        content: Digest,
        checklist: Vec<CheckAnswer>,
        note: Option<Words>,
        /// What they opened.
        opened: BTreeSet<Digest>,
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
    Issue {
        letter: IssuedAs,
    },
    /// Answers for everything that looks like personal data of others in what is about to leave.
    AnswerHits {
        hits: OpenHits,
        lawful: u32,
        consent: u32,
        reason: Words,
    },
    Spoil {
        letter: LetterId,
        reason: Words,
    },
    Serve {
        letter: LetterId,
        service: Service,
        /// Of an entrusted service, which organ it was.
        remark: Option<Words>,
    },
    RecordDelivery {
        letter: LetterId,
        delivered_on: Date,
    },
    RecordReturn {
        letter: LetterId,
        returned_on: Date,
        reason: ReturnKey,
        remark: Option<Words>,
    },
    /// A letter, or what goes with it for a third party.
    Open {
        letter: LetterId,
        file: Option<FileId>,
    },
    Close {
        /// Where the answer came too late.
        late: Option<Lateness>,
    },
    Withdraw {
        reason: Option<Words>,
    },
    /// 变更联系方式: the applicant can be reached otherwise, and says whether letters may be served online.
    ChangeContact {
        parts: BTreeSet<ContactPart>,
        /// Of the new contact, by a secret key: nothing can be read from it.
        digest: Digest,
        electronic: Option<bool>,
    },
    /// 撤销导入: of a case that was taken over and that nobody has acted on since.
    UndoImport,
    /// 保存期限届满: who applied is erased.
    Erase {
        /// For how many whole years after the end the agency keeps it.
        years: u8,
    },
}

/// A letter ready to go out, as composed at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedAs {
    pub id: LetterId,
    pub kind: LetterKey,
    pub number: String,
    /// The digest of what goes out, composed anew: it must be the one that was approved.
    pub content: Digest,
    /// The digest of the PDF, as it is kept.
    pub pdf: Digest,
    /// Of an answer, the digest of the list of what goes out with it.
    pub package: Option<Digest>,
    /// What looks like personal data of others in it.
    pub hits: Option<OpenHits>,
}

words! {
    /// The name of a command: for permission, for buttons, for the printed tables.
    pub enum CommandKind {
        ConfirmReceipt = "confirm_receipt",
        Assign = "assign",
        Accept = "accept",
        Claim = "claim",
        Waive = "waive",
        HandBack = "hand_back",
        DraftAnswer = "draft",
        Submit = "submit",
        Approve = "approve",
        Bypass = "bypass",
        SendBack = "send_back",
        SettlePoint = "settle_point",
        Issue = "issue",
        Spoil = "spoil",
        Serve = "serve",
        RecordDelivery = "record_delivery",
        RecordReturn = "record_return",
        Open = "open",
        Close = "close",
        Withdraw = "withdraw",
        HandOver = "hand_over",
        ProposeNotice = "propose_notice",
        DropNotice = "drop_notice",
        ApproveNotice = "approve_notice",
        ReturnNotice = "return_notice",
        SendNotice = "send_notice",
        ReceiveCorrection = "receive_correction",
        RecordOpinion = "record_opinion",
        LapseConsultation = "lapse_consultation",
        RecordPayment = "record_payment",
        GiveProof = "give_proof",
        RefuseProof = "refuse_proof",
        ReceiveReasons = "receive_reasons",
        JudgeReasons = "judge_reasons",
        ProposeAbandonment = "propose_abandonment",
        Split = "split",
        Merge = "merge",
        Link = "link",
        RecordAppeal = "record_appeal",
        OpenRound = "open_round",
        ReReview = "re_review",
        ProposePublication = "propose_publication",
        DecidePublication = "decide_publication",
        Retract = "retract",
        AnswerHits = "answer_hits",
        ChangeContact = "change_contact",
        UndoImport = "undo_import",
        Erase = "erase",
    }
}

impl Command {
    pub fn kind(&self) -> CommandKind {
        match self {
            Self::ConfirmReceipt { .. } => CommandKind::ConfirmReceipt,
            Self::Assign { .. } => CommandKind::Assign,
            Self::Accept => CommandKind::Accept,
            Self::Claim { .. } => CommandKind::Claim,
            Self::Waive { .. } => CommandKind::Waive,
            Self::HandBack { .. } => CommandKind::HandBack,
            Self::DraftAnswer { .. } => CommandKind::DraftAnswer,
            Self::Submit { .. } => CommandKind::Submit,
            Self::Approve { .. } => CommandKind::Approve,
            Self::Bypass { .. } => CommandKind::Bypass,
            Self::SendBack { .. } => CommandKind::SendBack,
            Self::SettlePoint { .. } => CommandKind::SettlePoint,
            Self::Issue { .. } => CommandKind::Issue,
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
            Self::GiveProof { .. } => CommandKind::GiveProof,
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
            Self::Retract { .. } => CommandKind::Retract,
            Self::AnswerHits { .. } => CommandKind::AnswerHits,
            Self::ChangeContact { .. } => CommandKind::ChangeContact,
            Self::UndoImport => CommandKind::UndoImport,
            Self::Erase { .. } => CommandKind::Erase,
        }
    }

    /// The free words that come with it, to be kept beside the events.
    pub fn words(&self) -> Option<&Words> {
        match self {
            Self::Approve { note, .. } => note.as_ref(),
            Self::Withdraw { reason } => reason.as_ref(),
            Self::ConfirmReceipt { confirmation, .. } => Some(&confirmation.record),
            Self::HandBack { reason }
            | Self::Bypass { reason, .. }
            | Self::HandOver { reason, .. }
            | Self::Retract { reason, .. }
            | Self::AnswerHits { reason, .. }
            | Self::Spoil { reason, .. } => Some(reason),
            Self::Serve { remark, .. } | Self::RecordReturn { remark, .. } => remark.as_ref(),
            Self::ProposeNotice { words, .. } => words.as_ref(),
            Self::SendBack { remarks, .. } | Self::ReturnNotice { remarks, .. } => Some(remarks),
            Self::SettlePoint { reply, .. } => Some(reply),
            Self::ReceiveCorrection { words, .. } | Self::ReceiveReasons { words, .. } => Some(words),
            Self::RecordOpinion { reasons, .. } => reasons.as_ref(),
            Self::JudgeReasons { because, .. }
            | Self::RefuseProof { because }
            | Self::ReReview { because, .. }
            | Self::DecidePublication { because, .. } => Some(because),
            Self::RecordAppeal { fact, .. } => fact.words(),
            Self::DropNotice { .. }
            | Self::ApproveNotice { .. }
            | Self::SendNotice { .. }
            | Self::LapseConsultation { .. }
            | Self::RecordPayment { .. }
            | Self::GiveProof { .. }
            | Self::ProposeAbandonment
            | Self::Split { .. }
            | Self::Merge { .. }
            | Self::Link { .. }
            | Self::OpenRound { .. }
            | Self::ProposePublication { .. }
            | Self::Assign { .. }
            | Self::Accept
            | Self::Claim { .. }
            | Self::Waive { .. }
            | Self::DraftAnswer { .. }
            | Self::Submit { .. }
            | Self::Issue { .. }
            | Self::RecordDelivery { .. }
            | Self::ChangeContact { .. }
            | Self::UndoImport
            | Self::Erase { .. }
            | Self::Open { .. } => None,
            Self::Close { late } => late.as_ref().map(|late| &late.because),
        }
    }
}
