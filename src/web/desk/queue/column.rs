//! The columns of the queue, which its reader chooses.

use super::sort::Sort;
use crate::{
    law::words,
    text::{Key, key},
};

words! {
    /// Every column but that of the case itself, which always stands first; in the order in which they stand.
    pub(super) enum Column {
        Applicant = "applicant",
        Kind = "kind",
        Channel = "channel",
        Stage = "stage",
        Next = "next",
        Who = "who",
        Received = "received",
        Due = "due",
        Flags = "flags",
        Outcome = "outcome",
        Ended = "ended",
        Updated = "updated",
    }
}

/// What stands there until somebody chooses.
pub(super) const USUAL: [Column; 6] = [
    Column::Applicant,
    Column::Stage,
    Column::Next,
    Column::Who,
    Column::Received,
    Column::Due,
];

impl Column {
    pub(super) fn name(self) -> Key {
        match self {
            Self::Applicant => key("queue-applicant"),
            Self::Kind => key("queue-kind"),
            Self::Channel => key("queue-channel"),
            Self::Stage => key("queue-stage"),
            Self::Next => key("queue-next-step"),
            Self::Who => key("queue-who"),
            Self::Received => key("queue-received"),
            Self::Due => key("queue-due"),
            Self::Flags => key("queue-flags"),
            Self::Outcome => key("queue-outcome"),
            Self::Ended => key("queue-ended"),
            Self::Updated => key("queue-updated"),
        }
    }

    /// By what a click on its head sorts.
    pub(super) fn sort(self) -> Option<Sort> {
        match self {
            Self::Applicant => Some(Sort::Applicant),
            Self::Kind => Some(Sort::Kind),
            Self::Channel => Some(Sort::Channel),
            Self::Stage => Some(Sort::Stage),
            Self::Who => Some(Sort::Handler),
            Self::Received => Some(Sort::Received),
            Self::Due => Some(Sort::Due),
            Self::Outcome => Some(Sort::Outcome),
            Self::Ended => Some(Sort::Ended),
            Self::Updated => Some(Sort::Updated),
            Self::Next | Self::Flags => None,
        }
    }
}

/// Columns as they are kept: their words with blanks between. What is none of our words is left out.
pub(super) fn read(text: &str) -> Vec<Column> {
    let chosen: Vec<Column> = text
        .split_whitespace()
        .filter_map(|word| word.parse().ok())
        .collect();
    if chosen.is_empty() { USUAL.to_vec() } else { chosen }
}
