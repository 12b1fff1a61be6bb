//! Where a series goes on, for an office that has numbered on paper until now.

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use serde::{Deserialize, Serialize};

use super::Own;
use crate::{
    casework::numbering::{Beginning, NumberingError, begin_at},
    template::Entry,
    text::key,
    web::{
        app::App,
        error::Failure,
        extract::{Path, SignedIn},
        form::{Field, FieldErrors, Form},
        page::{Page, Side, Title, View},
        wording::{Said, Voice, series_name, voice},
    },
};

/// The longest reason, in characters.
const LONGEST: usize = 200;

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/numbers/begin/{series}", get(show).post(update))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![BeginPage].into()
}

#[derive(Debug, Serialize)]
pub(super) struct BeginPage {
    pub(super) errors: FieldErrors,
    pub(super) name: String,
    pub(super) href: String,
    pub(super) stands: String,
    /// A number was given out meanwhile.
    pub(super) stale: bool,
    pub(super) last: i64,
    pub(super) begin: Field,
    pub(super) reason: Field,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    begin: String,
    reason: String,
    last: String,
}

/// A series of the agency that somebody administers.
struct OwnSeries<'a> {
    own: Own,
    voice: Voice<'a>,
    series: String,
}

impl<'a> OwnSeries<'a> {
    async fn read(view: &'a View, who: &SignedIn, series: String) -> Result<Self, Failure> {
        let (own, voice) = (Own::read(view, who).await?, voice(view));
        if own.series(voice).contains(&series) {
            Ok(Self { own, voice, series })
        } else {
            Err(Failure::NotFound)
        }
    }

    fn page(&self, typed: &Typed, errors: FieldErrors, stale: bool) -> Said<BeginPage> {
        Ok(BeginPage {
            name: series_name(self.voice, &self.series)?,
            href: format!("/admin/numbers/begin/{}", self.series),
            stands: self.own.stands(self.voice, &self.series)?,
            stale,
            last: self.own.last(&self.series),
            begin: Field::new("begin", typed.begin.clone(), &errors),
            reason: Field::new("reason", typed.reason.clone(), &errors),
            errors,
        })
    }

    fn beginning(&self, typed: &Typed) -> Result<Result<Beginning, FieldErrors>, Failure> {
        let mut errors = FieldErrors::default();
        let begin: Option<i64> = typed.begin.trim().parse().ok();
        if begin.is_none() {
            errors.add("begin", self.voice.say(key("numbers-begin-wrong"))?);
        }
        let reason = typed.reason.trim();
        if reason.is_empty() || reason.chars().count() > LONGEST {
            errors.add("reason", self.voice.say(key("numbers-reason-missing"))?);
        }
        let last = typed.last.parse().map_err(|_| Failure::Invalid)?;
        Ok(match begin {
            Some(begin) if errors.is_empty() => Ok(Beginning {
                series: self.series.clone(),
                last,
                begin,
                reason: reason.to_owned(),
            }),
            Some(_) | None => Err(errors),
        })
    }
}

/// `GET /admin/numbers/begin/{series}`
async fn show(view: View, who: SignedIn, Path(series): Path<String>) -> Result<Response, Failure> {
    let own = OwnSeries::read(&view, &who, series).await?;
    let page = own.page(&Typed::default(), FieldErrors::default(), false)?;
    view.page(page).await
}

/// `POST /admin/numbers/begin/{series}`
async fn update(
    view: View,
    who: SignedIn,
    Path(series): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let own = OwnSeries::read(&view, &who, series).await?;
    let voice = own.voice;
    let beginning = match own.beginning(&typed)? {
        Ok(beginning) => beginning,
        Err(errors) => {
            let page = own.page(&typed, errors, false)?;
            return view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await;
        }
    };
    let wrong = match begin_at(&view.app.office, &who.officer(), &beginning).await {
        Ok(()) => {
            view.visit.flash(true, voice.say(key("numbers-saved"))?).await?;
            return Ok(Redirect::to("/admin/numbers").into_response());
        }
        Err(NumberingError::Stale) => {
            let page = own.page(&typed, FieldErrors::default(), true)?;
            return view.page_with(StatusCode::CONFLICT, page).await;
        }
        Err(NumberingError::NotUpwards(next)) => {
            voice.say_with(key("numbers-not-upwards"), &[("next", &next.to_string())])?
        }
        Err(NumberingError::TooFar(most)) => {
            voice.say_with(key("numbers-too-far"), &[("most", &most.to_string())])?
        }
        Err(NumberingError::Store(error)) => return Err(error.into()),
        Err(other @ NumberingError::Faults(_)) => return Err(anyhow::Error::from(other).into()),
    };
    let mut errors = FieldErrors::default();
    errors.add("begin", wrong);
    let page = own.page(&typed, errors, false)?;
    view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
}

impl Page for BeginPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("numbers-begin-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
