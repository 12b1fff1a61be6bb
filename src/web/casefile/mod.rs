//! The parts of a case as the staff read them, worded: shared by the pages of the desk and of the review.

pub(crate) mod asked;
pub(crate) mod bundle;
pub(crate) mod claim;
pub(crate) mod clues;
pub(crate) mod comparison;
pub(crate) mod conflict;
pub(crate) mod dossier;
pub(crate) mod due;
pub(crate) mod fared;
pub(crate) mod give;
pub(crate) mod history;
pub(crate) mod letter;
pub(crate) mod likeness;
pub(crate) mod notes;
pub(crate) mod notice;
pub(crate) mod order;
pub(crate) mod papers;
pub(crate) mod points;
pub(crate) mod present;
pub(crate) mod progress;
pub(crate) mod proposal;
pub(crate) mod receipt;
pub(crate) mod row;
pub(crate) mod samples;
pub(crate) mod secrecy;
pub(crate) mod to;

use serde::Serialize;

use crate::template::Entry;

/// The templates of the pages that the desk and the review share.
pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![conflict::ConflictPage, papers::LetterPage, secrecy::SecrecyPage].into()
}

/// The head of a case's page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Head {
    pub(crate) number: String,
    pub(crate) subject: String,
    pub(crate) stage: String,
    /// Department and handler.
    pub(crate) who: Option<String>,
}
