//! Where the application stands, in the few words that an applicant needs. Which department or person has it, and
//! what the reviewers say to each other, is not theirs to know.

use crate::{
    domain::{
        application::AsksFor,
        clock::ClockState,
        stage::{Ending, Stage},
    },
    text::{Key, key},
};

/// The status as an applicant reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::web::portal) enum Status {
    Submitted,
    Received,
    AwaitingCorrection,
    AwaitingFee,
    InHand,
    InReview,
    Signed,
    Answered,
    Withdrawn,
    Abandoned,
    Merged,
}

impl Status {
    pub(in crate::web::portal) fn of(stage: &Stage, clock: ClockState) -> Self {
        match clock {
            ClockState::AwaitingCorrection if stage.is_open() => return Self::AwaitingCorrection,
            ClockState::AwaitingFee if stage.is_open() => return Self::AwaitingFee,
            ClockState::AwaitingCorrection
            | ClockState::AwaitingFee
            | ClockState::Running
            | ClockState::Consulting
            | ClockState::Stopped => {}
        }
        match stage {
            Stage::Filed => Self::Submitted,
            Stage::Received => Self::Received,
            Stage::Assigned { .. } | Stage::InHand(_) => Self::InHand,
            Stage::InReview(..) => Self::InReview,
            Stage::Approved(..) | Stage::Issued(..) => Self::Signed,
            Stage::Served(..) | Stage::Closed(Ending::Answered) => Self::Answered,
            // Nobody has access to what was taken over from a register, and least of all once that is undone.
            Stage::Closed(Ending::Withdrawn | Ending::Undone) => Self::Withdrawn,
            Stage::Closed(Ending::Abandoned) => Self::Abandoned,
            Stage::Closed(Ending::Merged) => Self::Merged,
        }
    }

    /// Its name.
    pub(in crate::web::portal) const fn name(self) -> Key {
        match self {
            Self::Submitted => key("portal-status-submitted"),
            Self::Received => key("portal-status-received"),
            Self::AwaitingFee => key("portal-status-awaiting-fee"),
            Self::AwaitingCorrection => key("portal-status-awaiting-correction"),
            Self::InHand => key("portal-status-in-hand"),
            Self::InReview => key("portal-status-in-review"),
            Self::Signed => key("portal-status-signed"),
            Self::Answered => key("portal-status-answered"),
            Self::Withdrawn => key("portal-status-withdrawn"),
            Self::Abandoned => key("portal-status-abandoned"),
            Self::Merged => key("portal-status-merged"),
        }
    }

    /// What it means, and what the applicant has to do: mostly nothing.
    pub(in crate::web::portal) const fn meaning(self, asks_for: AsksFor) -> Key {
        match self {
            Self::InHand if asks_for.corrects_records() => key("portal-status-in-hand-meaning-records"),
            Self::Withdrawn if asks_for.corrects_records() => key("portal-status-withdrawn-meaning-records"),
            Self::Submitted => key("portal-status-submitted-meaning"),
            Self::Received => key("portal-status-received-meaning"),
            Self::AwaitingFee => key("portal-status-awaiting-fee-meaning"),
            Self::AwaitingCorrection => key("portal-status-awaiting-correction-meaning"),
            Self::InHand => key("portal-status-in-hand-meaning"),
            Self::InReview => key("portal-status-in-review-meaning"),
            Self::Signed => key("portal-status-signed-meaning"),
            Self::Answered => key("portal-status-answered-meaning"),
            Self::Withdrawn => key("portal-status-withdrawn-meaning"),
            Self::Abandoned => key("portal-status-abandoned-meaning"),
            Self::Merged => key("portal-status-merged-meaning"),
        }
    }

    /// How it is coloured.
    pub(in crate::web::portal) const fn tone(self) -> &'static str {
        match self {
            Self::Submitted
            | Self::Received
            | Self::AwaitingCorrection
            | Self::AwaitingFee
            | Self::InHand
            | Self::InReview
            | Self::Signed => "open",
            Self::Answered => "done",
            Self::Withdrawn | Self::Abandoned | Self::Merged => "ended",
        }
    }

    /// Whether an answer is still to come.
    pub(in crate::web::portal) const fn is_open(self) -> bool {
        match self {
            Self::Submitted
            | Self::Received
            | Self::AwaitingCorrection
            | Self::AwaitingFee
            | Self::InHand
            | Self::InReview
            | Self::Signed => true,
            Self::Answered | Self::Withdrawn | Self::Abandoned | Self::Merged => false,
        }
    }
}
