//! 工作量: who has how much on the desk, by department and person; every figure leads to the cases that it counts.

mod link;
mod page;
mod view;

use axum::{Router, response::Response, routing::get};

use self::page::WorkloadPage;
use crate::{
    template::Entry,
    web::{access, app::App, error::Failure, extract::SignedIn, page::View},
};

pub(super) fn router() -> Router<App> {
    Router::new().route("/desk/workload", get(show))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![WorkloadPage].into()
}

/// `GET /desk/workload`
async fn show(view: View, who: SignedIn) -> Result<Response, Failure> {
    let sight = access::workload(&who.officer()).ok_or(Failure::NotFound)?;
    view.page(view::page(&view, who.scope(), sight).await?).await
}
