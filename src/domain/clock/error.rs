//! Histories that cannot have happened, or must not have.

use time::Date;

/// An event that does not fit the history before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("event {event:?}: {problem}")]
pub struct ClockError {
    /// The place of the event in the history, from 0; none where the start itself is wrong.
    pub event: Option<usize>,
    pub problem: ClockProblem,
}

/// What is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ClockProblem {
    #[error("neither submitted nor received")]
    NoStart,
    #[error("before the receipt on {0}")]
    BeforeReceipt(Date),
    #[error("before the event in front of it, on {0}")]
    OutOfOrder(Date),
    #[error("a correction may be asked for only once")]
    SecondCorrection,
    #[error("no correction is waited for")]
    NoCorrectionRequested,
    #[error("no payment is waited for")]
    NoFeeNoticed,
    #[error("this consultation was sent before")]
    SentTwice,
    #[error("this consultation was never sent")]
    NeverSent,
    #[error("this consultation was delivered before")]
    DeliveredTwice,
    #[error("this consultation was answered before")]
    AnsweredTwice,
    #[error("a period of no days")]
    NoDays,
    #[error("longer than the {left} working days that are left of {most}")]
    ExtensionTooLong { most: u16, left: u16 },
    #[error("after the last day to answer, {0}")]
    AfterDueDate(Date),
}
