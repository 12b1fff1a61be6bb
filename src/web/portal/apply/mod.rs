//! Filing an application: who applies, then a page for each part of the form, then all of it to look over. What was typed is
//! kept on the way, and found again by a code, without an account.

mod begin;
mod check;
mod fill;
mod page;
mod preview;
mod proof;
mod resume;
mod session;
mod suggested;

use axum::{Router, routing::get, routing::post};

use crate::{template::Entry, web::app::App};

/// The templates of this folder.
pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![
        page::WhoPage,
        page::StepPage,
        page::CheckPage,
        page::SavedPage,
        resume::ResumePage,
    ]
    .into()
}

/// The routes of this folder.
pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/agencies/{key}/apply", get(begin::show).post(begin::create))
        .route("/apply", get(resume::show).post(resume::open))
        .route("/apply/{form}", get(fill::go_on))
        .route("/apply/{form}/saved", get(fill::saved))
        .route("/apply/{form}/drop", post(fill::discard))
        .route("/apply/{form}/check", get(check::show).post(check::file))
        .route("/apply/{form}/files/{number}", get(preview::show))
        .route("/apply/{form}/{section}", get(fill::show).post(fill::take))
}
