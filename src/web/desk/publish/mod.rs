//! 依申请公开转主动公开: what is published of a case's answer, written by one and confirmed by another; and the list of all that
//! the agency publishes so.

mod list;
mod page;
mod view;

use std::collections::BTreeSet;

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;
use uuid::Uuid;

use self::{list::ListPage, page::PublishPage, view::Attempt};
use crate::{
    casework::publish::{self, PublishError, TypedAnswer},
    domain::id::{CaseId, FileId},
    template::Entry,
    text::{Key, key},
    web::{
        app::App,
        error::Failure,
        extract::{Path, SignedIn},
        form::Form,
        page::View,
        pairs::Pairs,
        wording::voice,
    },
};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/desk/published", get(list::show))
        .route("/desk/cases/{case}/publish", get(show).post(prepare))
        .route("/desk/cases/{case}/publish/confirm", post(confirm))
        .route("/desk/cases/{case}/publish/give-up", post(give_up))
        .route("/desk/cases/{case}/publish/withdraw", post(withdraw))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![PublishPage, ListPage].into()
}

/// What a button sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Pressed {
    version: i64,
    because: String,
}

/// `GET /desk/cases/{case}/publish`
async fn show(view: View, who: SignedIn, Path(case): Path<Uuid>) -> Result<Response, Failure> {
    page(&view, &who, case, Attempt::default()).await
}

async fn page(view: &View, who: &SignedIn, case: Uuid, attempt: Attempt) -> Result<Response, Failure> {
    let officer = who.officer();
    let publishing = Box::pin(publish::look(&view.app.office, &officer, CaseId(case))).await;
    let publishing = publishing.map_err(failure)?;
    let status = if attempt.is_well() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = view::page(view, &officer, &publishing, attempt).await?;
    view.page_with(status, page).await
}

fn failure(error: PublishError) -> Failure {
    match error {
        PublishError::NotTheirs => Failure::NotFound,
        PublishError::Stale | PublishError::Refused(_) => Failure::Stale,
        PublishError::Wrong(_) | PublishError::Tells(_) | PublishError::Asks(_) | PublishError::File(_) => {
            Failure::Invalid
        }
        PublishError::Act(error) => error.into(),
    }
}

/// What was typed.
fn typed(sent: &Pairs) -> TypedAnswer {
    let files: BTreeSet<FileId> = sent
        .all("files")
        .filter_map(|id| id.parse().ok())
        .map(FileId)
        .collect();
    TypedAnswer {
        title: sent.get("title").to_owned(),
        asked: sent.get("asked").to_owned(),
        answered: sent.get("answered").to_owned(),
        topics: sent.get("topics").to_owned(),
        because: sent.get("because").to_owned(),
        files,
    }
}

/// `POST /desk/cases/{case}/publish`
async fn prepare(
    view: View,
    who: SignedIn,
    Path(case): Path<Uuid>,
    Form(sent): Form<Pairs>,
) -> Result<Response, Failure> {
    let (officer, typed) = (who.officer(), typed(&sent));
    let seen = sent.get("version").parse().ok();
    let done = publish::prepare(&view.app.office, &officer, CaseId(case), seen, &typed);
    match Box::pin(done).await {
        Ok(()) => back(&view, case, key("publish-prepared-done")).await,
        Err(error) => {
            let attempt = Attempt::of(voice(&view), Some(typed), error)?;
            page(&view, &who, case, attempt).await
        }
    }
}

async fn back(view: &View, case: Uuid, said: Key) -> Result<Response, Failure> {
    view.visit.flash(true, voice(view).say(said)?).await?;
    Ok(Redirect::to(&format!("/desk/cases/{case}/publish")).into_response())
}

/// What came of a button: back to the page, with what was done or why not.
async fn pressed(
    view: &View,
    who: &SignedIn,
    case: Uuid,
    (done, said): (Result<(), PublishError>, Key),
) -> Result<Response, Failure> {
    match done {
        Ok(()) => back(view, case, said).await,
        Err(error) => {
            let attempt = Attempt::of(voice(view), None, error)?;
            page(view, who, case, attempt).await
        }
    }
}

/// `POST /desk/cases/{case}/publish/confirm`
async fn confirm(
    view: View,
    who: SignedIn,
    Path(case): Path<Uuid>,
    Form(sent): Form<Pressed>,
) -> Result<Response, Failure> {
    let officer = who.officer();
    let done = publish::confirm(&view.app.office, &officer, CaseId(case), sent.version);
    let done = Box::pin(done).await;
    pressed(&view, &who, case, (done, key("publish-confirmed-done"))).await
}

/// `POST /desk/cases/{case}/publish/give-up`
async fn give_up(
    view: View,
    who: SignedIn,
    Path(case): Path<Uuid>,
    Form(sent): Form<Pressed>,
) -> Result<Response, Failure> {
    let officer = who.officer();
    let done = publish::give_up(&view.app.office, &officer, CaseId(case), sent.version);
    let done = Box::pin(done).await;
    pressed(&view, &who, case, (done, key("publish-given-up-done"))).await
}

/// `POST /desk/cases/{case}/publish/withdraw`
async fn withdraw(
    view: View,
    who: SignedIn,
    Path(case): Path<Uuid>,
    Form(sent): Form<Pressed>,
) -> Result<Response, Failure> {
    let officer = who.officer();
    let by = (sent.version, sent.because.as_str());
    let done = Box::pin(publish::withdraw(&view.app.office, &officer, CaseId(case), by)).await;
    pressed(&view, &who, case, (done, key("publish-withdrawn-done"))).await
}
