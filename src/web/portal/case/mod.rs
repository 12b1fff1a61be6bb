//! What an applicant sees of their case, and what they may do with it.

mod page;
mod paper;
mod remedies;
mod show;
mod status;
mod timeline;
mod withdraw;

pub(super) use page::{Contact, OwnRow};
pub(super) use paper::{file, letter, pdf};
pub(super) use show::{people, show};
pub(super) use withdraw::{confirm, withdraw};

use crate::template::Entry;

/// The templates of this folder.
pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![page::CasePage, withdraw::Withdraw, paper::LetterPage].into()
}
