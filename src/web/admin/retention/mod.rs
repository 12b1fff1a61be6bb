//! 保存期限: for how long the agency keeps who applied. Nothing is chosen without its consequences having been shown.

mod page;
mod samples;
mod view;

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use serde::Deserialize;

use self::{
    page::{PreviewPage, RetentionPage},
    view::Own,
};
use super::administrator;
use crate::{
    casework::retention::{self, RetentionError},
    template::Entry,
    text::key,
    web::{
        app::App,
        error::Failure,
        extract::{Query, SignedIn},
        form::{FieldErrors, Form},
        page::View,
        wording::Said,
    },
};

const AT: &str = "/admin/retention";

/// What the choice sends that keeps everything, and the one that erases after some years.
const KEEP: &str = "keep";
const ERASE: &str = "erase";

/// The longest reason, in characters.
const LONGEST: usize = 200;

pub(super) fn router() -> Router<App> {
    Router::new()
        .route(AT, get(show).post(save))
        .route("/admin/retention/preview", get(preview))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![RetentionPage, PreviewPage].into()
}

/// What was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    choice: String,
    years: String,
    reason: String,
    version: String,
}

impl Typed {
    /// The choice, or what is wrong with it.
    fn years(&self, own: &Own<'_>) -> Said<Result<Option<u8>, FieldErrors>> {
        let mut errors = FieldErrors::default();
        let years = match self.choice.as_str() {
            KEEP => None,
            ERASE => {
                let years = self.years.trim().parse().ok();
                if years.is_none() {
                    errors.add("years", own.voice.say(key("retention-years-wrong"))?);
                }
                years
            }
            _ => {
                errors.add("choice", own.voice.say(key("retention-choice-missing"))?);
                None
            }
        };
        let office = &own.view.app.office;
        if let Err(wrong) = retention::check(own.voice.law, office.today(), years) {
            refused(own, &mut errors, &wrong)?;
        } else if errors.is_empty() && own.years() == years {
            refused(own, &mut errors, &RetentionError::Same)?;
        }
        Ok(if errors.is_empty() { Ok(years) } else { Err(errors) })
    }
}

/// Says at its field why a choice is not taken.
fn refused(own: &Own<'_>, errors: &mut FieldErrors, why: &RetentionError) -> Said<()> {
    match why {
        RetentionError::TooShort(least) => {
            let least = least.to_string();
            let said = own
                .voice
                .say_with(key("retention-too-short"), &[("least", &least)])?;
            errors.add("years", said);
        }
        RetentionError::Same => errors.add("choice", own.voice.say(key("retention-same"))?),
        // Said by the page as a whole.
        RetentionError::Stale | RetentionError::Store(_) => {}
    }
    Ok(())
}

/// `GET /admin/retention`
async fn show(view: View, who: SignedIn) -> Result<Response, Failure> {
    let own = Own::read(&view, administrator(&who)?).await?;
    let page = own.page(&own.standing(), FieldErrors::default()).await?;
    view.page(page).await
}

/// `GET /admin/retention/preview`: what a choice would erase, before it is one.
async fn preview(view: View, who: SignedIn, Query(typed): Query<Typed>) -> Result<Response, Failure> {
    let own = Own::read(&view, administrator(&who)?).await?;
    match typed.years(&own)? {
        Ok(years) => {
            let page = own.preview(&typed, years, FieldErrors::default()).await?;
            view.page(page).await
        }
        Err(errors) => again(&own, &typed, errors).await,
    }
}

/// The first page again, with what was typed and what is wrong with it.
async fn again(own: &Own<'_>, typed: &Typed, errors: FieldErrors) -> Result<Response, Failure> {
    let page = own.page(typed, errors).await?;
    own.view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
}

/// `POST /admin/retention`
async fn save(view: View, who: SignedIn, Form(typed): Form<Typed>) -> Result<Response, Failure> {
    let own = Own::read(&view, administrator(&who)?).await?;
    let seen: u32 = typed.version.parse().map_err(|_| Failure::Invalid)?;
    if seen != own.version() {
        return conflict(&own, &typed).await;
    }
    let years = match typed.years(&own)? {
        Ok(years) => years,
        Err(errors) => return again(&own, &typed, errors).await,
    };
    let reason = typed.reason.trim();
    if reason.is_empty() || reason.chars().count() > LONGEST {
        let mut errors = FieldErrors::default();
        let most = LONGEST.to_string();
        errors.add(
            "reason",
            own.voice
                .say_with(key("retention-reason-wrong"), &[("most", &most)])?,
        );
        let page = own.preview(&typed, years, errors).await?;
        return view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await;
    }
    match retention::choose(&view.app.office, &own.officer, (seen, years), reason).await {
        Ok(()) => {
            let saved = match years {
                Some(_) => key("retention-saved"),
                None => key("retention-saved-for-ever"),
            };
            view.visit.flash(true, own.voice.say(saved)?).await?;
            Ok(Redirect::to(AT).into_response())
        }
        Err(RetentionError::Stale) => {
            let own = Own::read(&view, administrator(&who)?).await?;
            conflict(&own, &typed).await
        }
        Err(RetentionError::Store(error)) => Err(error.into()),
        Err(wrong @ (RetentionError::Same | RetentionError::TooShort(_))) => {
            let mut errors = FieldErrors::default();
            refused(&own, &mut errors, &wrong)?;
            again(&own, &typed, errors).await
        }
    }
}

/// Somebody else was first: what they chose, and what was typed.
async fn conflict(own: &Own<'_>, typed: &Typed) -> Result<Response, Failure> {
    let told = own.changed().await?;
    match typed.years(own)? {
        Ok(years) => {
            let mut page = own.preview(typed, years, FieldErrors::default()).await?;
            page.stale = Some(told);
            own.view.page_with(StatusCode::CONFLICT, page).await
        }
        Err(errors) => {
            let mut page = own.page(typed, errors).await?;
            page.stale = Some(told);
            own.view.page_with(StatusCode::CONFLICT, page).await
        }
    }
}
