//! `GET /admin/templates/{slot}/versions/{number}`: a version as it was saved.

use axum::{Router, response::Response, routing::get};
use serde::Serialize;

use super::{Own, VersionRow, rows, samples, title};
use crate::{
    template::{Entry, Template},
    text::key,
    web::{
        app::App,
        difference,
        error::Failure,
        extract::{Path, SignedIn},
        page::{Page, Side, Title, View},
        wording::voice,
    },
};

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/templates/{slot}/versions/{number}", get(show))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![VersionPage].into()
}

/// The page.
#[derive(Debug, Serialize)]
pub(super) struct VersionPage {
    pub(super) title: String,
    pub(super) back: String,
    pub(super) row: VersionRow,
    pub(super) source: String,
    pub(super) begin_href: String,
    /// What it changes against the version before, or against the standard template.
    pub(super) difference: Vec<difference::Line>,
}

async fn show(
    view: View,
    who: SignedIn,
    Path((slot, number)): Path<(String, u32)>,
) -> Result<Response, Failure> {
    let own = Own::read(&view, &who, &slot).await?;
    let voice = voice(&view);
    let at = own.versions.iter().position(|version| version.number == number);
    let at = at.ok_or(Failure::NotFound)?;
    let source_of = |at: Option<usize>| {
        let version = at.and_then(|at| own.versions.get(at));
        version
            .and_then(|version| version.source.clone())
            .unwrap_or_else(|| own.standard())
    };
    let (source, before) = (source_of(Some(at)), source_of(at.checked_sub(1)));
    let all = rows(&view, voice, &own).await?;
    let row = all.into_iter().find(|row| row.number == number);
    let page = VersionPage {
        title: title(voice, &view.law, &own.slot)?,
        back: own.href(),
        row: row.ok_or(Failure::NotFound)?,
        begin_href: format!("{}?from={number}", own.href()),
        difference: difference::lines(&before, &source),
        source,
    };
    view.page(page).await
}

impl Template for VersionPage {
    const NAME: &'static str = "pages/admin/tailoring/version";

    fn samples() -> Vec<Self> {
        samples::versions()
    }
}

impl Page for VersionPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("template-version-title"))
    }
}
