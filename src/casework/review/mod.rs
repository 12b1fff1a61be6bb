//! 审核: what reviewers need beside the case itself, and the chain of steps as its administrators set it.

pub mod chain;
mod likeness;
mod precedent;
mod reading;
mod submission;

pub use self::{
    likeness::{Alarm, Fate, alarms},
    precedent::{Precedent, Precedents, precedents},
    reading::{opened_by, remember, unopened},
    submission::{Submission, submission},
};

pub(super) use self::reading::{check_places, opened};
