//! 主动公开信息目录, as an administrator looks after it: one by one, out of a table, and out of feeds.

mod edit;
mod feeds;
mod import;
mod list;
mod samples;
mod wrong;

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};

use super::administrator;
use crate::{
    casework::catalogue::CatalogueError,
    template::Entry,
    text::Key,
    web::{app::App, error::Failure, form::FieldErrors, page::View, wording::voice},
};

/// Where it is looked after.
const AT: &str = "/admin/catalogue";

pub(super) fn router() -> Router<App> {
    Router::new()
        .route(AT, get(list::show))
        .route("/admin/catalogue/new", get(edit::begin).post(edit::create))
        .route(
            "/admin/catalogue/entries/{entry}",
            get(edit::show).post(edit::update),
        )
        .route("/admin/catalogue/entries/{entry}/remove", post(edit::remove))
        .route("/admin/catalogue/import", get(import::show).post(import::try_out))
        .route("/admin/catalogue/import/template.csv", get(import::template))
        .route(
            "/admin/catalogue/import/{plan}",
            get(import::tried).post(import::take_over),
        )
        .route("/admin/catalogue/feeds", get(feeds::show).post(feeds::create))
        .route("/admin/catalogue/feeds/{feed}/fetch", post(feeds::fetch))
        .route("/admin/catalogue/feeds/{feed}/on", post(feeds::on))
        .route("/admin/catalogue/feeds/{feed}/off", post(feeds::off))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![
        list::CataloguePage,
        edit::EntryPage,
        import::ImportPage,
        import::TriedPage,
        feeds::FeedsPage
    ]
    .into()
}

async fn done(view: &View, to: &str, said: Key) -> Result<Response, Failure> {
    view.visit.flash(true, voice(view).say(said)?).await?;
    Ok(Redirect::to(to).into_response())
}

fn status_of(errors: &FieldErrors) -> StatusCode {
    if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

fn failure(error: CatalogueError) -> Failure {
    match error {
        CatalogueError::NotTheirs => Failure::NotFound,
        CatalogueError::Store(error) => error.into(),
        CatalogueError::Wrong(_) => Failure::Invalid,
        CatalogueError::Same(_) | CatalogueError::Stale(_) => Failure::Stale,
    }
}
