//! What happened. Events are append-only and chained by hash; they carry no personal data: names, numbers and
//! words live in rows that events name by id and digest.

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use super::{
    account::ActorRef,
    answer::DraftRef,
    application::Filing,
    digest::Digest,
    id::{AccountId, AgencyId, CaseNumber, DepartmentId, LetterId},
    review::CheckAnswer,
    service::{Service, Waybill},
    words::WordsRef,
};
use crate::law::{LetterKey, StepKey};

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
    },
    HandedBack {
        reason: WordsRef,
    },
    AnswerDrafted {
        draft: DraftRef,
    },
    SubmittedForReview {
        content: Digest,
        chain: Vec<StepKey>,
    },
    StepApproved {
        step: StepKey,
        by: AccountId,
        content: Digest,
        checklist: Vec<CheckAnswer>,
        note: Option<WordsRef>,
    },
    SentBack {
        step: StepKey,
        remarks: WordsRef,
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
    },
    Served {
        letter: LetterId,
        service: Service,
    },
    /// The post says that it reached the addressee on that day.
    Delivered {
        letter: LetterId,
        delivered_on: Date,
    },
    /// The applicant opened the letter for the first time.
    Opened {
        letter: LetterId,
        opened_on: Date,
    },
    Closed,
    Withdrawn {
        reason: Option<WordsRef>,
        withdrawn_on: Date,
    },
}

impl Event {
    /// The name under which an event is stored and worded.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Filed { .. } => "filed",
            Self::Registered { .. } => "registered",
            Self::ReceiptConfirmed { .. } => "receipt_confirmed",
            Self::Assigned { .. } => "assigned",
            Self::Accepted { .. } => "accepted",
            Self::HandedBack { .. } => "handed_back",
            Self::AnswerDrafted { .. } => "answer_drafted",
            Self::SubmittedForReview { .. } => "submitted_for_review",
            Self::StepApproved { .. } => "step_approved",
            Self::SentBack { .. } => "sent_back",
            Self::ApprovalsVoided { .. } => "approvals_voided",
            Self::LetterIssued { .. } => "letter_issued",
            Self::Served { .. } => "served",
            Self::Delivered { .. } => "delivered",
            Self::Opened { .. } => "opened",
            Self::Closed => "closed",
            Self::Withdrawn { .. } => "withdrawn",
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
