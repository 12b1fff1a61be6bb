//! `GET /review`: what waits for the reader's steps, by what is due first.

use axum::{Router, response::Response, routing::get};
use serde::Deserialize;

use super::{page::QueuePage, reviewer};
use crate::{
    store::{self, Scope},
    text::key,
    web::{
        access::{steps_of, waiting_for},
        app::App,
        casefile::row::rows,
        error::Failure,
        extract::{Query, SignedIn},
        page::View,
        wording::voice,
    },
};

/// Rows of a page.
const ROWS: u32 = 50;

pub(super) fn router() -> Router<App> {
    Router::new().route("/review", get(show))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    after: String,
}

/// `GET /review`
async fn show(view: View, who: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let officer = &reviewer(&who)?;
    let (office, voice) = (&view.app.office, voice(&view));
    let steps = steps_of(&view.law, officer);
    let filter = waiting_for(&steps);
    let scope = Scope::of(officer.agency);
    let found = store::queue::page(&office.db, scope, &filter, asked.after.parse().ok(), ROWS).await?;
    let count = store::queue::count(&office.db, scope, &filter).await?.to_string();
    let names: Vec<&str> = steps.iter().map(|step| step.name.as_str()).collect();
    let page = QueuePage {
        steps: voice.say_with(key("review-steps"), &[("steps", &names.join("、"))])?,
        caption: voice.say_with(key("review-caption"), &[("count", &count)])?,
        rows: rows(&view, officer, &found.entries, "/review/cases").await?,
        next: found.next.map(|next| format!("/review?after={next}")),
    };
    view.page(page).await
}
