//! A proof, as it is sent.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use time::{Date, format_description::well_known::Iso8601};
use uuid::Uuid;

use super::show::page;
use crate::{
    casework::{ActError, Upload as File, paying},
    domain::{payment, refusal::Refusal},
    text::{MissingText, key, words},
    web::{
        error::Failure,
        extract::Path,
        form::FieldErrors,
        page::View,
        portal::load::{self, Loaded},
        upload::{self, RefusedFile, Upload},
    },
};

/// What the form sends besides the files.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web::portal) struct Typed {
    paid_on: String,
}

/// `POST /track/case/{case}/payment`
pub(in crate::web::portal) async fn give(
    view: View,
    Path(case): Path<Uuid>,
    sent: Upload<Typed>,
) -> Result<Response, Failure> {
    let loaded = load::case(&view, case).await?;
    let typed = sent.form.paid_on.clone();
    let claim = match claim(&view, sent)? {
        Ok(claim) => claim,
        Err(errors) => return again(&view, &loaded, &typed, errors).await,
    };
    let at = (loaded.agency.id, loaded.case.id);
    match Box::pin(paying::give_proof(&view.app.office, at, claim)).await {
        Ok(_) => done(&view, case).await,
        // The very same, sent by two clicks.
        Err(ActError::Refused(Refusal::SameProof)) if waits(&view, case).await? => done(&view, case).await,
        Err(error) => {
            let (field, message) = said(&view, error)?;
            let mut errors = FieldErrors::default();
            errors.add(field, message);
            again(&view, &loaded, &typed, errors).await
        }
    }
}

/// What was sent, or everything that is wrong with it.
fn claim(view: &View, sent: Upload<Typed>) -> Result<Result<paying::Claim, FieldErrors>, MissingText> {
    let say = view.say();
    let paid_on = Date::parse(sent.form.paid_on.trim(), &Iso8601::DATE).ok();
    let mut errors = FieldErrors::default();
    if paid_on.is_none() {
        errors.add("paid_on", say.get(key("portal-payment-no-day"))?);
    }
    for file in &sent.refused {
        errors.add("files", not_taken(view, file)?);
    }
    if sent.files.is_empty() && sent.refused.is_empty() {
        errors.add("files", say.get(key("portal-payment-no-files"))?);
    }
    let files = sent.files.into_iter().map(|file| File {
        name: file.name,
        bytes: file.content.to_vec(),
    });
    Ok(match paid_on {
        Some(paid_on) if errors.is_empty() => Ok(paying::Claim {
            paid_on,
            files: files.collect(),
        }),
        Some(_) | None => Err(errors),
    })
}

async fn done(view: &View, case: Uuid) -> Result<Response, Failure> {
    let said = view.say().get(key("portal-payment-given"))?;
    view.visit.flash(true, said).await?;
    Ok(Redirect::to(&format!("/track/case/{case}/payment")).into_response())
}

/// Whether something waits to be looked at, by now.
async fn waits(view: &View, case: Uuid) -> Result<bool, Failure> {
    let now = load::case(view, case).await?;
    Ok(payment::open_proofs(&now.case).next().is_some())
}

/// The page again, with the day that was typed; browsers do not keep files. Where nothing can be sent any more, it says how
/// the case stands instead.
async fn again(
    view: &View,
    loaded: &Loaded,
    paid_on: &str,
    errors: FieldErrors,
) -> Result<Response, Failure> {
    match page(view, loaded, paid_on, errors).await? {
        Some(page) => view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await,
        None => Ok(Redirect::to(&format!("/track/case/{}", loaded.case.id)).into_response()),
    }
}

/// Why it was not taken, and at which field that is said.
fn said(view: &View, error: ActError) -> Result<(&'static str, String), Failure> {
    let say = view.say();
    Ok(match error {
        ActError::Refused(Refusal::InTheFuture) => ("paid_on", say.get(key("portal-payment-future"))?),
        ActError::Refused(Refusal::TooEarly(day)) => {
            let day = words::date_with_weekday(say.lang, day);
            (
                "paid_on",
                say.with(key("portal-payment-early"), &[("day", &day)])?,
            )
        }
        ActError::Refused(Refusal::SameProof) => ("files", say.get(key("portal-payment-same"))?),
        ActError::Refused(_) => ("paid_on", say.get(key("portal-payment-too-late"))?),
        ActError::File(name, _) => (
            "files",
            say.with(key("filing-wrong-file-type"), &[("name", &name)])?,
        ),
        ActError::Infected(name, virus) => (
            "files",
            say.with(key("file-infected"), &[("name", &name), ("virus", &virus)])?,
        ),
        other @ (ActError::Gone
        | ActError::Stale(_)
        | ActError::Compose(_)
        | ActError::Letter(_)
        | ActError::Interrupted
        | ActError::Document(_)
        | ActError::Blob(_)
        | ActError::Store(_)) => return Err(other.into()),
    })
}

fn not_taken(view: &View, file: &RefusedFile) -> Result<String, MissingText> {
    let (say, limits) = (view.say(), &view.app.config.limits);
    let name = ("name", file.name.as_str());
    match file.why {
        upload::Refusal::TooLarge => {
            let most = limits.upload_mb.to_string();
            say.with(key("filing-wrong-file-size"), &[name, ("most", &most)])
        }
        upload::Refusal::TooMany => {
            let most = limits.upload_files.to_string();
            say.with(key("filing-wrong-file-count"), &[("most", &most)])
        }
        upload::Refusal::Empty => say.with(key("filing-wrong-file-empty"), &[name]),
    }
}
