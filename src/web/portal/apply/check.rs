//! The last page: everything that was filled in, to look over, the promise, and the button that files it.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    page::CheckPage,
    proof,
    session::{self, Found, Opened},
};
use crate::{
    casework::{self, unfinished},
    text::key,
    web::{
        client::Client,
        error::Failure,
        extract::Path,
        filing::Memory,
        form::{FieldErrors, Form},
        page::View,
        portal::mine,
    },
};

/// What the last page sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    promise: String,
    /// The code of the form, for whose session has ended.
    code: String,
    /// The field that no person sees.
    website: String,
    /// What a script of ours has found.
    proof: String,
}

/// `GET /apply/{form}/check`
pub(super) async fn show(view: View, memory: Memory, Path(form): Path<Uuid>) -> Result<Response, Failure> {
    match session::find(&view, &memory, form, "").await? {
        Found::Elsewhere(there) => Ok(there),
        Found::Open(opened) => {
            let page = CheckPage::new(&view, &opened, FieldErrors::default(), false)?;
            view.page(page).await
        }
    }
}

/// `POST /apply/{form}/check`
pub(super) async fn file(
    view: View,
    memory: Memory,
    client: Client,
    Path(form): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    if memory.has_filed(form).await? {
        return Ok(Redirect::to("/receipt").into_response());
    }
    let mut opened = match session::find(&view, &memory, form, &typed.code).await? {
        Found::Elsewhere(there) => return Ok(there),
        Found::Open(opened) => opened,
    };
    opened.work.promise(!typed.promise.is_empty());
    let mut errors = FieldErrors::default();
    if typed.promise.is_empty() {
        errors.add("promise", view.say().get(key("filing-wrong-promise"))?);
    }
    let is_trapped = !typed.website.is_empty();
    if is_trapped {
        errors.add("website", view.say().get(key("filing-trap-wrong"))?);
    }
    match opened.work.complete(&view) {
        Some(filled) if errors.is_empty() => {
            if let Err(seconds) = proof::pass(&view, &client, opened.form, &typed.proof).await? {
                let minutes = (seconds.max(1) + 59) / 60;
                let minutes = minutes.to_string();
                let told = view
                    .say()
                    .with(key("filing-too-many"), &[("minutes", &minutes)])?;
                errors.add("send", told);
                return again(&view, &opened, errors, false).await;
            }
            let new = opened.work.application(&view, filled).await?;
            let filed = casework::file(&view.app.office, opened.agency.id, new).await?;
            session::keep_receipt(&view, &memory, opened.form, &filed).await?;
            mine::keep_case(&view, filed.agency, filed.case).await?;
            unfinished::discard(&view.app.office, opened.agency.id, opened.form).await?;
            Ok(Redirect::to("/receipt").into_response())
        }
        Some(_) | None => again(&view, &opened, errors, is_trapped).await,
    }
}

/// The page once more; what was promised is kept like everything else.
async fn again(
    view: &View,
    opened: &Opened,
    errors: FieldErrors,
    trapped: bool,
) -> Result<Response, Failure> {
    opened.keep(view).await?;
    let page = CheckPage::new(view, opened, errors, trapped)?;
    view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
}
