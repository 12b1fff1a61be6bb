//! 流程: which command has a meaning at which stage, and where it can lead. The one table: permission asks it, the chart
//! is drawn from it, the exhaustive walk proves it.

use super::{command::CommandKind, stage::StageKey};
use crate::law::NoticeKind;

use StageKey::{Approved, Assigned, Closed, Filed, InHand, InReview, Issued, Received, Served};

/// Every stage after receipt at which the case is not answered yet.
const UNANSWERED: &[StageKey] = &[Received, Assigned, InHand, InReview, Approved];

/// At which stages a command has a meaning.
pub fn stages(kind: CommandKind) -> &'static [StageKey] {
    match kind {
        CommandKind::ConfirmReceipt => &[Filed],
        // What is open was just taken over, what is closed had ended before.
        CommandKind::UndoImport => &[Received, Closed],
        CommandKind::Assign => &[Received, Assigned],
        CommandKind::Accept | CommandKind::HandBack => &[Assigned],
        CommandKind::HandOver
        | CommandKind::DraftAnswer
        | CommandKind::Submit
        | CommandKind::SettlePoint
        | CommandKind::JudgeReasons => &[InHand],
        CommandKind::Approve | CommandKind::Bypass | CommandKind::SendBack => &[InReview],
        CommandKind::Issue => &[Approved],
        CommandKind::Spoil => &[Issued],
        CommandKind::Close => &[Served],
        CommandKind::Erase => &[Closed],
        CommandKind::Withdraw => &[Filed, Received, Assigned, InHand, InReview, Approved],
        // Whoever withdrew may be told that the matter has ended: a letter after the end, reviewed as every other.
        CommandKind::AnswerHits
        | CommandKind::ProposeNotice
        | CommandKind::DropNotice
        | CommandKind::ApproveNotice
        | CommandKind::ReturnNotice
        | CommandKind::SendNotice => &[InHand, InReview, Approved, Closed],
        CommandKind::ReceiveCorrection
        | CommandKind::RecordOpinion
        | CommandKind::LapseConsultation
        | CommandKind::RecordPayment
        | CommandKind::GiveProof
        | CommandKind::RefuseProof
        | CommandKind::ReceiveReasons
        | CommandKind::ProposeAbandonment => UNANSWERED,
        // A case is claimed from the day on which somebody first took it up, whoever has it since.
        CommandKind::Claim | CommandKind::Waive | CommandKind::Split | CommandKind::Merge => {
            &[Received, Assigned, InHand]
        }
        // Procedural letters come back and go out again beside the main line; the one that tells of the end, after it.
        CommandKind::Serve
        | CommandKind::RecordDelivery
        | CommandKind::RecordReturn
        | CommandKind::Retract => &[
            Received, Assigned, InHand, InReview, Approved, Issued, Served, Closed,
        ],
        CommandKind::OpenRound
        | CommandKind::ReReview
        | CommandKind::ProposePublication
        | CommandKind::DecidePublication => &[Served, Closed],
        CommandKind::Open | CommandKind::ChangeContact | CommandKind::Link | CommandKind::RecordAppeal => {
            StageKey::ALL
        }
    }
}

/// Where a command can lead from a stage. The same stage first, where it can stay.
pub fn leads_to(from: StageKey, kind: CommandKind) -> &'static [StageKey] {
    if !stages(kind).contains(&from) {
        return &[];
    }
    match kind {
        CommandKind::ConfirmReceipt | CommandKind::HandBack => &[Received],
        CommandKind::Assign | CommandKind::HandOver => &[Assigned],
        // What the law demands is never left out, and so the last step is always somebody's yes.
        CommandKind::Submit | CommandKind::Bypass => &[InReview],
        CommandKind::Approve => &[InReview, Approved],
        CommandKind::Accept | CommandKind::SendBack | CommandKind::Spoil => &[InHand],
        CommandKind::Issue => &[Issued, InHand],
        // What was recorded as come back had not, after all.
        CommandKind::Serve | CommandKind::Retract if from == Issued => &[Issued, Served],
        // The answer came back: it waits to be served again.
        CommandKind::RecordReturn if from == Served => &[Served, Issued],
        CommandKind::Close
        | CommandKind::Withdraw
        | CommandKind::Merge
        | CommandKind::UndoImport
        | CommandKind::Erase => &[Closed],
        // The letter that ends a case goes out and closes it.
        CommandKind::SendNotice if from == InHand => &[InHand, Closed],
        CommandKind::DraftAnswer
        | CommandKind::ChangeContact
        | CommandKind::Claim
        | CommandKind::Waive
        | CommandKind::SettlePoint
        | CommandKind::JudgeReasons
        | CommandKind::AnswerHits
        | CommandKind::ProposeNotice
        | CommandKind::DropNotice
        | CommandKind::ApproveNotice
        | CommandKind::ReturnNotice
        | CommandKind::SendNotice
        | CommandKind::ReceiveCorrection
        | CommandKind::RecordOpinion
        | CommandKind::LapseConsultation
        | CommandKind::RecordPayment
        | CommandKind::GiveProof
        | CommandKind::RefuseProof
        | CommandKind::ReceiveReasons
        | CommandKind::ProposeAbandonment
        | CommandKind::Split
        | CommandKind::Serve
        | CommandKind::RecordDelivery
        | CommandKind::RecordReturn
        | CommandKind::Retract
        | CommandKind::OpenRound
        | CommandKind::ReReview
        | CommandKind::ProposePublication
        | CommandKind::DecidePublication
        | CommandKind::Open
        | CommandKind::Link
        | CommandKind::RecordAppeal => itself(from),
    }
}

const fn itself(stage: StageKey) -> &'static [StageKey] {
    match stage {
        Filed => &[Filed],
        Received => &[Received],
        Assigned => &[Assigned],
        InHand => &[InHand],
        InReview => &[InReview],
        Approved => &[Approved],
        Issued => &[Issued],
        Served => &[Served],
        Closed => &[Closed],
    }
}

/// At which stages a procedural letter may be proposed.
pub fn notice_stages(kind: NoticeKind) -> &'static [StageKey] {
    match kind {
        // An answer that is already in review may still need more time, or be told to a third party.
        NoticeKind::Extension | NoticeKind::ConsultationTold | NoticeKind::DisclosureDecision => {
            &[InHand, InReview, Approved]
        }
        NoticeKind::Correction
        | NoticeKind::ThirdPartyConsultation
        | NoticeKind::CoMakerConsultation
        | NoticeKind::OtherOrganConsultation
        | NoticeKind::Fee
        | NoticeKind::ReasonsAsked
        | NoticeKind::Delay
        | NoticeKind::Transfer => &[InHand],
        NoticeKind::Ended => &[InHand, Closed],
    }
}
