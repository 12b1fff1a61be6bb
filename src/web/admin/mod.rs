//! 管理: the pages of those who look after an agency's settings.

mod accounts;
mod agency;
mod calendar;
mod departments;
mod flow;
mod fonts;
mod hub;
mod log;
mod messages;
mod numbers;
mod review;
mod seal;
mod tailoring;

use axum::Router;

use super::{access, app::App, error::Failure, extract::SignedIn};
use crate::{domain::account::Officer, template::Entry};

pub(super) fn router() -> Router<App> {
    Router::new()
        .merge(hub::router())
        .merge(accounts::router())
        .merge(agency::router())
        .merge(fonts::router())
        .merge(departments::router())
        .merge(log::router())
        .merge(calendar::router())
        .merge(flow::router())
        .merge(messages::router())
        .merge(numbers::router())
        .merge(review::router())
        .merge(tailoring::router())
        .merge(seal::router())
}

/// The templates of these pages.
pub(super) fn templates() -> Vec<Entry> {
    [
        hub::templates(),
        accounts::templates(),
        agency::templates(),
        fonts::templates(),
        departments::templates(),
        log::templates(),
        calendar::templates(),
        flow::templates(),
        messages::templates(),
        numbers::templates(),
        review::templates(),
        tailoring::templates(),
        seal::templates(),
    ]
    .concat()
}

/// To whoever administers nothing, these pages do not exist.
fn administrator(who: &SignedIn) -> Result<Officer, Failure> {
    let officer = who.officer();
    if access::is_administrator(&officer) {
        Ok(officer)
    } else {
        Err(Failure::NotFound)
    }
}
