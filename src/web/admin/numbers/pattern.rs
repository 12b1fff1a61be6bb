//! The pattern for all kinds of letters that have none of their own.

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use serde::{Deserialize, Serialize};

use super::{Own, texts};
use crate::{
    casework::numbering::{NumberingError, renumber},
    domain::numbering::{Fault, Numbering},
    template::Entry,
    text::key,
    web::{
        app::App,
        error::Failure,
        extract::SignedIn,
        form::{Field, FieldErrors, Form},
        page::{Page, Side, Title, View},
        wording::voice,
    },
};

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/numbers/pattern", get(show).post(update))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![PatternPage].into()
}

#[derive(Debug, Serialize)]
pub(super) struct PatternPage {
    pub(super) errors: FieldErrors,
    /// Somebody has changed it meanwhile; it is now this.
    pub(super) stale: Option<String>,
    pub(super) digest: String,
    pub(super) pattern: Field,
    pub(super) has_other_brackets: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    pattern: String,
    digest: String,
}

/// `GET /admin/numbers/pattern`
async fn show(view: View, who: SignedIn) -> Result<Response, Failure> {
    let own = Own::read(&view, &who).await?;
    let pattern = &own.agency.numbering.letter_pattern;
    let page = page(&own, pattern, FieldErrors::default(), None);
    view.page(page).await
}

fn page(own: &Own, typed: &str, errors: FieldErrors, stale: Option<String>) -> PatternPage {
    PatternPage {
        stale,
        digest: own.agency.numbering.digest().to_string(),
        pattern: Field::new("pattern", typed, &errors),
        has_other_brackets: Numbering::has_other_brackets(typed),
        errors,
    }
}

/// `POST /admin/numbers/pattern`
async fn update(view: View, who: SignedIn, Form(typed): Form<Typed>) -> Result<Response, Failure> {
    let own = Own::read(&view, &who).await?;
    let voice = voice(&view);
    let seen = typed.digest.parse().map_err(|_| Failure::Invalid)?;
    let wanted = Numbering {
        letter_pattern: typed.pattern.trim().to_owned(),
        ..own.agency.numbering.clone()
    };
    match renumber(&view.app.office, &who.officer(), voice.law, seen, &wanted, None).await {
        Ok(()) => {
            view.visit.flash(true, voice.say(key("numbers-saved"))?).await?;
            Ok(Redirect::to("/admin/numbers").into_response())
        }
        Err(NumberingError::Stale) => {
            let now = &own.agency.numbering.letter_pattern;
            let told = voice.say_with(key("numbers-stale-pattern"), &[("now", now)])?;
            let page = page(&own, &typed.pattern, FieldErrors::default(), Some(told));
            view.page_with(StatusCode::CONFLICT, page).await
        }
        Err(NumberingError::Faults(faults)) => {
            let mut errors = FieldErrors::default();
            let faults: Vec<&Fault> = faults.iter().collect();
            errors.add("pattern", texts(voice, &faults, None)?);
            let page = page(&own, &typed.pattern, errors, None);
            view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
        }
        Err(NumberingError::Store(error)) => Err(error.into()),
        Err(other @ (NumberingError::NotUpwards(_) | NumberingError::TooFar(_))) => {
            Err(anyhow::Error::from(other).into())
        }
    }
}

impl Page for PatternPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("numbers-pattern-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
