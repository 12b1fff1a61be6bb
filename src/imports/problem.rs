//! What is wrong with a row.

use super::Field;
use crate::law::words;

words! {
    /// What is wrong with a value of a row. Of a warning the row is taken over all the same, without what is wrong.
    pub enum ProblemKind {
        /// Nothing stands there, and something must.
        Missing = "missing",
        TooLong = "too_long",
        /// It is no day.
        NoDay = "no_day",
        InTheFuture = "in_the_future",
        /// Before the day of receipt, or before what it answers.
        TooEarly = "too_early",
        /// Nobody said what the value stands for.
        Unknown = "unknown",
        /// A character that nobody sees, or the like.
        Unreadable = "unreadable",
        /// The same old number stands in an earlier row of the file.
        Twice = "twice",
        /// The old number was taken over before.
        TakenOver = "taken_over",
        /// The number is that of a case of this program.
        Ours = "ours",
        /// There is an outcome, and no day of it.
        OutcomeWithoutDay = "outcome_without_day",
        /// There is a day of the answer, and no outcome.
        DayWithoutOutcome = "day_without_outcome",
        /// The clock cannot be reckoned with that.
        DoesNotReckon = "does_not_reckon",
        /// 提醒: a number of identity that does not check is not kept.
        IdentityNotKept = "identity_not_kept",
        /// 提醒: what is no telephone number is not kept.
        NotKept = "not_kept",
        /// 提醒: the register has another last day than follows from its dates.
        DueDiffers = "due_differs",
        /// 提醒: extended on a day that the register does not tell.
        ExtendedSomeDay = "extended_some_day",
        /// 提醒: days of a consultation are not left out of the clock.
        ConsultationNotCounted = "consultation_not_counted",
        /// 提醒: the remarks are cut.
        Cut = "cut",
    }
}

impl ProblemKind {
    /// Whether the row is taken over all the same.
    pub fn is_warning(self) -> bool {
        match self {
            Self::IdentityNotKept
            | Self::NotKept
            | Self::DueDiffers
            | Self::ExtendedSomeDay
            | Self::ConsultationNotCounted
            | Self::Cut => true,
            Self::Missing
            | Self::TooLong
            | Self::NoDay
            | Self::InTheFuture
            | Self::TooEarly
            | Self::Unknown
            | Self::Unreadable
            | Self::Twice
            | Self::TakenOver
            | Self::Ours
            | Self::OutcomeWithoutDay
            | Self::DayWithoutOutcome
            | Self::DoesNotReckon => false,
        }
    }
}

/// Something wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub field: Field,
    pub kind: ProblemKind,
    /// What stands there.
    pub value: String,
}
