//! 办件: the desk of the intake clerks and handlers.

mod annual;
mod answering;
mod attachments;
mod case;
mod channel;
mod documents;
mod draft;
mod evidence;
mod feedback;
mod figure;
mod import;
mod mailroom;
mod notes;
mod numbers;
mod overview;
mod presend;
mod publish;
mod queue;
mod register;
mod workload;

use axum::Router;

use super::{
    app::App,
    form::FieldErrors,
    upload::{Refusal, RefusedFile},
    wording::{Said, Voice},
};
use crate::{template::Entry, text::key};

/// What does something to many cases or letters at once, or counts a year of them, and may take as long as that takes.
pub(super) const FOR_MANY: [&str; 7] = [
    annual::YEAR,
    annual::RELEASE,
    mailroom::PRINT,
    mailroom::POST,
    queue::BULK,
    queue::EXPORT,
    queue::LEDGER,
];

pub(super) fn router() -> Router<App> {
    Router::new()
        .merge(queue::router())
        .merge(case::router())
        .merge(channel::router())
        .merge(annual::router())
        .merge(answering::router())
        .merge(attachments::router())
        .merge(documents::router())
        .merge(draft::router())
        .merge(evidence::router())
        .merge(presend::router())
        .merge(publish::router())
        .merge(register::router())
        .merge(numbers::router())
        .merge(mailroom::router())
        .merge(notes::router())
        .merge(workload::router())
        .merge(overview::router())
        .merge(feedback::router())
        .merge(import::router())
}

/// The templates of the desk's pages.
pub(super) fn templates() -> Vec<Entry> {
    [
        queue::templates(),
        case::templates(),
        channel::templates(),
        annual::templates(),
        answering::templates(),
        attachments::templates(),
        documents::templates(),
        draft::templates(),
        evidence::templates(),
        presend::templates(),
        publish::templates(),
        register::templates(),
        numbers::templates(),
        mailroom::templates(),
        notes::templates(),
        workload::templates(),
        overview::templates(),
        feedback::templates(),
        import::templates(),
    ]
    .concat()
}

/// Says at their fields which files were not taken, and why.
fn refused(voice: Voice<'_>, files: &[RefusedFile]) -> Said<FieldErrors> {
    let mut errors = FieldErrors::default();
    for file in files {
        let text = match file.why {
            Refusal::TooLarge => key("draft-file-too-large"),
            Refusal::TooMany => key("draft-file-too-many"),
            Refusal::Empty => key("draft-file-empty"),
        };
        errors.add(file.field.clone(), voice.say_with(text, &[("name", &file.name)])?);
    }
    Ok(errors)
}
