//! What somebody wants done to a case. Parsed and complete: `decide` only says whether it may be.

use time::Date;

use super::{
    answer::Draft,
    application::Filing,
    digest::Digest,
    id::{AccountId, AgencyId, CaseNumber, DepartmentId, DraftId, LetterId},
    receipt::{Arrival, Confirmation},
    review::CheckAnswer,
    service::Service,
    words::Words,
};
use crate::law::{LetterKey, StepKey, words};

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
    HandBack {
        reason: Words,
    },
    DraftAnswer {
        id: DraftId,
        draft: Draft,
    },
    Submit {
        draft: Draft,
        content: Digest,
    },
    Approve {
        step: StepKey,
        content: Digest,
        checklist: Vec<CheckAnswer>,
        note: Option<Words>,
    },
    SendBack {
        step: StepKey,
        remarks: Words,
    },
    Issue {
        letter: IssuedAs,
    },
    Serve {
        letter: LetterId,
        service: Service,
    },
    RecordDelivery {
        letter: LetterId,
        delivered_on: Date,
    },
    Open {
        letter: LetterId,
    },
    Close,
    Withdraw {
        reason: Option<Words>,
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
}

words! {
    /// The name of a command: for permission, for buttons, for the printed tables.
    pub enum CommandKind {
        ConfirmReceipt = "confirm_receipt",
        Assign = "assign",
        Accept = "accept",
        HandBack = "hand_back",
        DraftAnswer = "draft",
        Submit = "submit",
        Approve = "approve",
        SendBack = "send_back",
        Issue = "issue",
        Serve = "serve",
        RecordDelivery = "record_delivery",
        Open = "open",
        Close = "close",
        Withdraw = "withdraw",
    }
}

impl Command {
    pub fn kind(&self) -> CommandKind {
        match self {
            Self::ConfirmReceipt { .. } => CommandKind::ConfirmReceipt,
            Self::Assign { .. } => CommandKind::Assign,
            Self::Accept => CommandKind::Accept,
            Self::HandBack { .. } => CommandKind::HandBack,
            Self::DraftAnswer { .. } => CommandKind::DraftAnswer,
            Self::Submit { .. } => CommandKind::Submit,
            Self::Approve { .. } => CommandKind::Approve,
            Self::SendBack { .. } => CommandKind::SendBack,
            Self::Issue { .. } => CommandKind::Issue,
            Self::Serve { .. } => CommandKind::Serve,
            Self::RecordDelivery { .. } => CommandKind::RecordDelivery,
            Self::Open { .. } => CommandKind::Open,
            Self::Close => CommandKind::Close,
            Self::Withdraw { .. } => CommandKind::Withdraw,
        }
    }

    /// The free words that come with it, to be kept beside the events.
    pub fn words(&self) -> Option<&Words> {
        match self {
            Self::HandBack { reason } => Some(reason),
            Self::SendBack { remarks, .. } => Some(remarks),
            Self::Approve { note, .. } => note.as_ref(),
            Self::Withdraw { reason } => reason.as_ref(),
            Self::ConfirmReceipt { confirmation, .. } => Some(&confirmation.record),
            Self::Assign { .. }
            | Self::Accept
            | Self::DraftAnswer { .. }
            | Self::Submit { .. }
            | Self::Issue { .. }
            | Self::Serve { .. }
            | Self::RecordDelivery { .. }
            | Self::Open { .. }
            | Self::Close => None,
        }
    }
}
