//! 年度数字: what came in, and what became of it, year by year, as an agency released it. What was released stands as it was
//! released; a correction says when and why, and which numbers it changed.

mod data;
mod list;
mod year;

use axum::{Router, routing::get};

use super::load;
use crate::{
    domain::{agency::Agency, annual::Released},
    store::{self, Scope},
    template::Entry,
    web::{app::App, error::Failure},
};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/agencies/{key}/annual", get(list::show))
        .route("/agencies/{key}/annual/{year}", get(year::show))
        .route("/agencies/{key}/annual/{year}/about.jsonld", get(data::show))
        .route("/agencies/{key}/annual/{year}/{sheet}", get(year::sheet))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![list::ListPage, year::YearPage].into()
}

/// Where the years of an agency are listed.
pub(super) fn at(key: &str) -> String {
    format!("/agencies/{key}/annual")
}

/// All that an agency released of a year, the latest first; a year of which it released nothing is not found.
async fn load_year(app: &App, key: &str, year: i32) -> Result<(Agency, Vec<Released>), Failure> {
    let agency = load::agency(app, key).await?;
    let released = store::annual::versions(app.db(), Scope::of(agency.id), year).await?;
    if released.is_empty() {
        return Err(Failure::NotFound);
    }
    Ok((agency, released))
}
