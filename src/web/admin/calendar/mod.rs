//! 工作日历: which notices are in force, the year on the wall, and loading another.

mod load;
mod notice;
mod overview;
mod preview;
mod samples;
mod source;
mod year;

use axum::Router;

use super::administrator;
use crate::{
    domain::account::Officer,
    store::{self, Scope, calendar::Notice},
    template::Entry,
    web::{app::App, error::Failure, page::View},
};

pub(super) fn router() -> Router<App> {
    Router::new()
        .merge(overview::router())
        .merge(year::router())
        .merge(load::router())
        .merge(notice::router())
}

pub(super) fn templates() -> Vec<Entry> {
    [
        overview::templates(),
        year::templates(),
        load::templates(),
        preview::templates(),
        notice::templates(),
    ]
    .concat()
}

/// The calendar as one administrator sees it: what holds for their agency.
struct Own {
    officer: Officer,
    /// The region of their agency.
    region: String,
    /// Every notice that concerns it, in the order in which they came.
    notices: Vec<Notice>,
}

impl Own {
    async fn read(view: &View, officer: Officer) -> Result<Self, Failure> {
        let db = view.app.db();
        let agency = store::agency::get(db, Scope::of(officer.agency)).await?;
        let region = agency.ok_or(Failure::NotFound)?.region;
        let mut notices = store::calendar::all(db).await?;
        notices.retain(|notice| region.starts_with(&notice.region));
        Ok(Self {
            officer,
            region,
            notices,
        })
    }

    fn scope(&self) -> Scope {
        Scope::of(self.officer.agency)
    }

    /// The regions of which there is something, the country first.
    fn regions(&self) -> Vec<&str> {
        let mut regions: Vec<&str> = self.notices.iter().map(|notice| notice.region.as_str()).collect();
        regions.push("");
        regions.sort_unstable();
        regions.dedup();
        regions
    }
}
