//! 今日提醒: what the program has to tell a person, a day a page. Everybody has their own and nobody else's: the address
//! names a day, never a person.

mod page;
mod view;

use axum::{
    Router,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use time::{Date, format_description::well_known::Iso8601};

use self::page::RemindersPage;
use super::{
    app::App,
    error::Failure,
    extract::{Path, SignedIn},
    form::Form,
    guard::Nothing,
    page::View,
};
use crate::{store::reminder, template::Entry, text::key};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/desk/reminders", get(show))
        .route("/desk/reminders/{day}", get(show_day))
        .route("/desk/reminders/{day}/read", post(read))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![RemindersPage].into()
}

/// `GET /desk/reminders`: today's.
async fn show(view: View, who: SignedIn) -> Result<Response, Failure> {
    let today = view.app.office.today();
    view.page(view::page(&view, &who, today).await?).await
}

/// `GET /desk/reminders/{day}`: those of a day on which there were some.
async fn show_day(view: View, who: SignedIn, Path(day): Path<String>) -> Result<Response, Failure> {
    let day = on(&day)?;
    let digest = reminder::digest(view.app.db(), who.scope(), who.0.id, day).await?;
    digest.ok_or(Failure::NotFound)?;
    view.page(view::page(&view, &who, day).await?).await
}

/// `POST /desk/reminders/{day}/read`: the person has looked at them.
async fn read(
    view: View,
    who: SignedIn,
    Path(day): Path<String>,
    Form(_): Form<Nothing>,
) -> Result<Response, Failure> {
    let day = on(&day)?;
    let tx = view.app.db().begin().await?;
    if !reminder::mark_read(&tx, who.scope(), who.0.id, day, view.app.office.now()).await? {
        return Err(Failure::NotFound);
    }
    tx.commit().await?;
    view.visit
        .flash(true, view.say().get(key("reminders-read"))?)
        .await?;
    Ok(Redirect::to("/desk/reminders").into_response())
}

fn on(day: &str) -> Result<Date, Failure> {
    let read = Date::parse(day, &Iso8601::DATE).ok();
    // ISO 8601 writes a day in several ways; an address has one.
    read.filter(|read| read.to_string() == day)
        .ok_or(Failure::NotFound)
}
