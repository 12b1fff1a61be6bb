//! What somebody orders: a command before the parts that only the office can add (numbers, letters, digests).

use time::Date;

use crate::{
    domain::{
        answer::Draft,
        command::CommandKind,
        digest::Digest,
        id::{AccountId, DepartmentId, LetterId},
        receipt::Confirmation,
        review::CheckAnswer,
        service::Service,
        words::Words,
    },
    law::StepKey,
};

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
    SendBack {
        step: StepKey,
        remarks: Words,
    },
    Issue,
    Serve {
        service: Service,
    },
    RecordDelivery {
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

impl Order {
    /// The command that it becomes.
    pub fn kind(&self) -> CommandKind {
        match self {
            Self::ConfirmReceipt { .. } => CommandKind::ConfirmReceipt,
            Self::Assign { .. } => CommandKind::Assign,
            Self::Accept => CommandKind::Accept,
            Self::HandBack { .. } => CommandKind::HandBack,
            Self::SaveDraft { .. } => CommandKind::DraftAnswer,
            Self::Submit => CommandKind::Submit,
            Self::Approve { .. } => CommandKind::Approve,
            Self::SendBack { .. } => CommandKind::SendBack,
            Self::Issue => CommandKind::Issue,
            Self::Serve { .. } => CommandKind::Serve,
            Self::RecordDelivery { .. } => CommandKind::RecordDelivery,
            Self::Open { .. } => CommandKind::Open,
            Self::Close => CommandKind::Close,
            Self::Withdraw { .. } => CommandKind::Withdraw,
        }
    }
}
