//! 管理: the pages of those who look after an agency's settings.

mod accounts;
mod agency;
mod calendar;
mod catalogue;
mod channel;
mod departments;
mod flow;
mod fonts;
mod hub;
mod log;
mod messages;
mod numbers;
mod payee;
mod retention;
mod review;
mod seal;
mod tailoring;

use axum::Router;

use super::{access, app::App, error::Failure, extract::SignedIn, page::View};
use crate::{
    domain::{account::Officer, id::CaseId, permission},
    store::{self, Scope},
    template::Entry,
};

pub(super) fn router() -> Router<App> {
    Router::new()
        .merge(hub::router())
        .merge(accounts::router())
        .merge(agency::router())
        .merge(fonts::router())
        .merge(departments::router())
        .merge(log::router())
        .merge(calendar::router())
        .merge(catalogue::router())
        .merge(channel::router())
        .merge(flow::router())
        .merge(messages::router())
        .merge(numbers::router())
        .merge(payee::router())
        .merge(retention::router())
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
        catalogue::templates(),
        channel::templates(),
        flow::templates(),
        messages::templates(),
        numbers::templates(),
        payee::templates(),
        retention::templates(),
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

/// Where somebody may open a case; nowhere for whoever only administers.
async fn case_href(view: &View, officer: &Officer, case: CaseId) -> Result<Option<String>, Failure> {
    let side = if access::is_on_desk(officer) {
        "/desk/cases"
    } else if access::is_reviewer(officer) {
        "/review/cases"
    } else {
        return Ok(None);
    };
    let case = store::case::load(view.app.db(), Scope::of(officer.agency), case).await?;
    let readable = case.filter(|case| permission::may_read(case, officer));
    Ok(readable.map(|case| format!("{side}/{}", case.id)))
}
