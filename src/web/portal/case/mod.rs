//! What an applicant sees of their case, and what they may do with it.

mod calendar;
mod contact;
mod feedback;
mod give;
mod page;
mod paper;
mod payment;
mod reconsideration;
mod records;
mod remedies;
mod respond;
mod show;
mod siblings;
mod status;
mod timeline;
mod withdraw;

pub(super) use calendar::{calendar, link as calendar_link};
pub(super) use contact::{change as change_contact, show as contact};
pub(super) use feedback::{give as give_feedback, show as feedback};
pub(super) use page::{Contact, OwnRow};
pub(super) use paper::{file, letter, package, pdf};
pub(super) use payment::{
    begin as pay_online, come_back as come_back_from_paying, give as give_proof, show as payment,
};
pub(super) use reconsideration::{petition, reconsideration};
pub(super) use records::{open as open_records, records};
pub(super) use remedies::{Rights, brought};
pub(super) use respond::{correct, correction, give_reasons, reasons};
pub(super) use show::{people, show};
pub(super) use status::Status;
pub(super) use withdraw::{confirm, withdraw};

use crate::template::Entry;

/// The templates of this folder.
pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![
        page::CasePage,
        contact::ContactPage,
        feedback::FeedbackPage,
        payment::PaymentPage,
        reconsideration::Reconsideration,
        records::Records,
        respond::Respond,
        withdraw::Withdraw,
        paper::LetterPage
    ]
    .into()
}
