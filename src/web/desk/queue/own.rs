//! What a person does with their own desk: taking the next case, keeping views, choosing columns.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Desk,
    ask::{Ask, Asked},
    column::Column,
    tab::Tab,
};
use crate::{
    casework::desk::{self, MAX_NAME, MAX_VIEWS, ViewFault},
    store::view::Display,
    text::key,
    web::{
        error::Failure,
        extract::{Path, SignedIn},
        form::{self, FieldErrors, Form},
        guard::Nothing,
        page::View,
        wording::voice,
    },
};

/// The form for a new view, as it was typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct NewView {
    pub(super) name: String,
    pub(super) shared: bool,
    /// The query of the page on which it was asked for.
    pub(super) query: String,
}

/// `POST /desk/next`: the most urgent case that nobody in the department has is taken up, and opened.
pub(super) async fn next(view: View, who: SignedIn, Form(_): Form<Nothing>) -> Result<Response, Failure> {
    let officer = who.officer();
    if !desk::may_take_next(&officer) {
        return Err(Failure::NotFound);
    }
    let (to, done, text) = match desk::take_next(&view.app.office, &officer).await? {
        Some(case) => (format!("/desk/cases/{}", case.id), true, key("queue-taken")),
        None => ("/desk".to_owned(), false, key("queue-none-to-take")),
    };
    view.visit.flash(done, view.say().get(text)?).await?;
    Ok(Redirect::to(&to).into_response())
}

/// `POST /desk/views`
pub(super) async fn save_view(
    view: View,
    who: SignedIn,
    Form(new): Form<NewView>,
) -> Result<Response, Failure> {
    let officer = who.officer();
    let tabs = Tab::of(&officer);
    let first = tabs.first().copied().ok_or(Failure::NotFound)?;
    // Kept as we write it, whatever was sent.
    let asked: Asked = form::parse(new.query.clone()).await.unwrap_or_default();
    let ask = Ask::read(&asked, &tabs, first);
    let kept = desk::save_view(&view.app.office, &officer, &new.name, ask.query(), new.shared).await?;
    let Err(fault) = kept else {
        view.visit
            .flash(true, view.say().get(key("queue-view-kept"))?)
            .await?;
        return Ok(Redirect::to(&ask.href()).into_response());
    };
    let voice = voice(&view);
    let message = match fault {
        ViewFault::Empty => voice.say(key("queue-view-empty"))?,
        ViewFault::TooLong => {
            voice.say_with(key("queue-view-too-long"), &[("most", &MAX_NAME.to_string())])?
        }
        ViewFault::Taken => voice.say(key("queue-view-taken"))?,
        ViewFault::TooMany => {
            voice.say_with(key("queue-view-too-many"), &[("most", &MAX_VIEWS.to_string())])?
        }
    };
    let mut errors = FieldErrors::default();
    errors.add("name", message);
    let desk = Desk {
        view: &view,
        officer: &officer,
        tabs,
    };
    let page = desk.page(&ask, &asked, new, errors).await?;
    view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
}

/// `POST /desk/views/{view}/forget`
pub(super) async fn forget_view(
    view: View,
    who: SignedIn,
    Path(id): Path<Uuid>,
    Form(_): Form<Nothing>,
) -> Result<Response, Failure> {
    if !desk::forget_view(&view.app.office, &who.officer(), id).await? {
        return Err(Failure::NotFound);
    }
    view.visit
        .flash(true, view.say().get(key("queue-view-forgotten"))?)
        .await?;
    Ok(Redirect::to("/desk").into_response())
}

/// How the queue is to be shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Shown {
    column: Vec<String>,
    density: String,
    keys: bool,
    query: String,
}

/// `POST /desk/display`
pub(super) async fn display(
    view: View,
    who: SignedIn,
    Form(shown): Form<Shown>,
) -> Result<Response, Failure> {
    let officer = who.officer();
    let tabs = Tab::of(&officer);
    let first = tabs.first().copied().ok_or(Failure::NotFound)?;
    let chosen = Column::ALL
        .iter()
        .filter(|column| shown.column.iter().any(|word| word == column.as_str()));
    let columns: Vec<&str> = chosen.map(|column| column.as_str()).collect();
    let display = Display {
        columns: columns.join(" "),
        is_dense: shown.density == "dense",
        has_keys: shown.keys,
    };
    desk::set_display(&view.app.office, &officer, &display).await?;
    let asked: Asked = form::parse(shown.query).await.unwrap_or_default();
    Ok(Redirect::to(&Ask::read(&asked, &tabs, first).href()).into_response())
}
