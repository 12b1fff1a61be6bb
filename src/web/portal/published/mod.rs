//! What is public already: searched by everybody before they apply, suggested while they write, and told to machines as
//! feeds, a map of the site and structured data. No case stands in any of it, and no question is logged.

mod answer;
mod atom;
mod cached;
mod data;
mod hit;
mod search;
mod site;

use axum::{Router, routing::get};

use super::load;
use crate::{
    domain::agency::Agency,
    template::Entry,
    web::{app::App, form::encode},
};

pub(super) use cached::cached;
pub(super) use data::{JSON_LD, organization};
pub(super) use hit::{HitRow, Marks, row, samples};

/// Where it is searched.
const AT: &str = "/published";

/// Where what one agency has published is searched.
pub(super) fn of_agency(agency: &Agency) -> String {
    format!("{AT}?agency={}", encode(&agency.key))
}

pub(super) fn router() -> Router<App> {
    Router::new()
        .route(AT, get(search::show))
        .route("/published/feed.atom", get(atom::of_all))
        .route("/published/{answer}", get(answer::show))
        .route("/published/{answer}/files/{n}", get(answer::file))
        .route("/published/{answer}/about.jsonld", get(data::answer))
        .route("/agencies/{key}/published.atom", get(atom::of_agency))
        .route("/agencies/{key}/about.jsonld", get(data::agency))
        .route("/robots.txt", get(site::robots))
        .route("/sitemap.xml", get(site::index))
        .route("/sitemap/{part}", get(site::part))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![search::SearchPage, answer::AnswerPage].into()
}
