//! The flow of the agency with its review chain, drawn from the transition table.

use axum::{Router, response::Response, routing::get};
use serde::Serialize;

use crate::{
    store::Scope,
    template::{Entry, Template},
    text::key,
    web::{
        access,
        app::App,
        chart::{self, Chart},
        error::Failure,
        extract::SignedIn,
        page::{Page, Side, Title, View},
        wording::voice,
    },
};

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/flow", get(show))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![FlowPage].into()
}

/// The page.
#[derive(Debug, Serialize)]
struct FlowPage {
    chart: Chart,
}

/// `GET /admin/flow`
async fn show(view: View, who: SignedIn) -> Result<Response, Failure> {
    let officer = who.officer();
    if !access::is_administrator(&officer) {
        return Err(Failure::NotFound);
    }
    let chain = view.app.office.chain_in(Scope::of(officer.agency)).await?;
    let plan = chart::of_the_staff(voice(&view), &chain, view.app.clock.today())?;
    view.page(FlowPage {
        chart: Chart::wide(plan),
    })
    .await
}

impl Template for FlowPage {
    const NAME: &'static str = "pages/admin/flow";

    fn samples() -> Vec<Self> {
        Chart::samples().map(|chart| Self { chart }).into()
    }
}

impl Page for FlowPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("chart-staff-title"))
    }
}
