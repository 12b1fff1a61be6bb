//! 办件: the desk of the intake clerks and handlers.

mod case;
mod documents;
mod draft;
mod mailroom;
mod numbers;
mod presend;
mod queue;
mod register;

use axum::Router;

use super::app::App;
use crate::template::Entry;

/// What does something to many letters at once, and may take as long as that takes.
pub(super) const FOR_MANY: [&str; 2] = [mailroom::PRINT, mailroom::POST];

pub(super) fn router() -> Router<App> {
    Router::new()
        .merge(queue::router())
        .merge(case::router())
        .merge(documents::router())
        .merge(draft::router())
        .merge(presend::router())
        .merge(register::router())
        .merge(numbers::router())
        .merge(mailroom::router())
}

/// The templates of the desk's pages.
pub(super) fn templates() -> Vec<Entry> {
    [
        queue::templates(),
        case::templates(),
        documents::templates(),
        draft::templates(),
        presend::templates(),
        register::templates(),
        numbers::templates(),
        mailroom::templates(),
    ]
    .concat()
}
