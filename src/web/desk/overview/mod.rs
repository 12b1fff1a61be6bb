//! 办理情况: what is in hand and how it stands by department and stage, what came in and ended over time, how it was
//! answered and how long it took. Pictures have their table beside them, and every figure opens its cases.

mod course;
mod duration;
mod page;
mod period;
mod standing;
mod view;

use axum::{Router, response::Response, routing::get};
use serde::Deserialize;

use self::page::OverviewPage;
use crate::{
    template::Entry,
    web::{
        access,
        app::App,
        error::Failure,
        extract::{Query, SignedIn},
        page::View,
    },
};

/// The address: a period, and a department.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Asked {
    from: String,
    until: String,
    department: String,
}

pub(super) fn router() -> Router<App> {
    Router::new().route("/desk/overview", get(show))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![OverviewPage].into()
}

/// `GET /desk/overview`
async fn show(view: View, who: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let officer = who.officer();
    let sight = access::workload(&officer).ok_or(Failure::NotFound)?;
    view.page(view::page(&view, &officer, sight, &asked).await?).await
}
