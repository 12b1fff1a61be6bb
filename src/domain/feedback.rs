//! 评价: what an applicant says of the service, in the five grades of the 政务服务“好差评”. It is no part of the case: whoever
//! handled it does not learn who said what.

use time::OffsetDateTime;

use super::{case::Case, stage::StageKey};
use crate::law::words;

words! {
    /// How it was, the best first.
    pub enum Rating {
        VeryGood = "very_good",
        Good = "good",
        Fair = "fair",
        Poor = "poor",
        VeryPoor = "very_poor",
    }
}

/// What one applicant said of one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feedback {
    pub rating: Rating,
    /// In their own words, where they wrote some.
    pub words: Option<String>,
    pub given_at: OffsetDateTime,
}

/// Whether it can be said by now: the answer is there, or the case has ended without one.
pub fn is_open(case: &Case) -> bool {
    match case.stage.key() {
        StageKey::Served | StageKey::Closed => true,
        StageKey::Filed
        | StageKey::Received
        | StageKey::Assigned
        | StageKey::InHand
        | StageKey::InReview
        | StageKey::Approved
        | StageKey::Issued => false,
    }
}
