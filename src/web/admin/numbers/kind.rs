//! How one kind of letter is numbered.

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use serde::{Deserialize, Serialize};

use super::{Own, named, texts};
use crate::{
    casework::numbering::{NumberingError, renumber},
    domain::numbering::{Fault, KindNumbering, Numbering, Setting},
    law::LetterKind,
    template::Entry,
    text::key,
    web::{
        app::App,
        error::Failure,
        extract::{Path, SignedIn},
        form::{Choice, Field, FieldErrors, Form},
        page::{Page, Side, Title, View},
        wording::{Said, Voice, series_name, voice},
    },
};

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/numbers/kinds/{kind}", get(show).post(update))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![KindPage].into()
}

#[derive(Debug, Serialize)]
pub(super) struct KindPage {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) errors: FieldErrors,
    /// Somebody has changed the settings meanwhile; those of this kind are now these.
    pub(super) stale: Option<String>,
    pub(super) digest: String,
    pub(super) usual: String,
    pub(super) pattern: Field,
    pub(super) suffix: Field,
    pub(super) series: SeriesField,
    pub(super) has_other_brackets: bool,
}

/// The series to choose from, each with how far it has come.
#[derive(Debug, Serialize)]
pub(super) struct SeriesField {
    pub(super) choices: Vec<Choice>,
    pub(super) error: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    pattern: String,
    suffix: String,
    series: String,
    digest: String,
}

/// A kind of letter of the agency that somebody administers.
struct OwnKind<'a> {
    own: Own,
    voice: Voice<'a>,
    kind: &'a LetterKind,
}

impl<'a> OwnKind<'a> {
    async fn read(view: &'a View, who: &SignedIn, kind: &str) -> Result<Self, Failure> {
        let own = Own::read(view, who).await?;
        let key = kind.parse().map_err(|_| Failure::NotFound)?;
        let kind = view.law.find_letter(&key).ok_or(Failure::NotFound)?;
        Ok(Self {
            own,
            voice: voice(view),
            kind,
        })
    }

    fn as_it_stands(&self) -> Typed {
        let numbering = &self.own.agency.numbering;
        Typed {
            pattern: numbering.pattern(&self.kind.key).to_owned(),
            suffix: numbering.suffix(self.kind).to_owned(),
            series: numbering.series(self.kind).to_owned(),
            digest: numbering.digest().to_string(),
        }
    }

    fn page(&self, typed: &Typed, errors: FieldErrors, stale: Option<String>) -> Said<KindPage> {
        let numbering = &self.own.agency.numbering;
        Ok(KindPage {
            name: self.kind.name.clone(),
            href: format!("/admin/numbers/kinds/{}", self.kind.key),
            stale,
            digest: numbering.digest().to_string(),
            usual: numbering.letter_pattern.clone(),
            pattern: Field::new("pattern", typed.pattern.clone(), &errors),
            suffix: Field::new("suffix", typed.suffix.clone(), &errors),
            series: SeriesField {
                choices: self.choices(&typed.series)?,
                error: errors.of("series"),
            },
            has_other_brackets: Numbering::has_other_brackets(&typed.pattern),
            errors,
        })
    }

    /// Every series in use, the one of the law, and one of its own.
    fn series(&self) -> Vec<String> {
        let mut series = self.own.series(self.voice);
        for more in [self.kind.series.as_str(), self.kind.key.as_str()] {
            if !series.iter().any(|known| known == more) {
                series.push(more.to_owned());
            }
        }
        series
    }

    fn choices(&self, chosen: &str) -> Said<Vec<Choice>> {
        let named = named(self.voice, &self.series())?;
        let choice = |(at, (series, name)): (usize, (String, String))| {
            let label = if series == self.kind.key.as_str() {
                self.voice.say(key("numbers-series-own"))?
            } else {
                name
            };
            Ok(Choice {
                id: if at == 0 {
                    "series".to_owned()
                } else {
                    format!("series-{at}")
                },
                hint: Some(self.own.stands(self.voice, &series)?),
                checked: series == chosen,
                value: series,
                label,
            })
        };
        named.into_iter().enumerate().map(choice).collect()
    }

    /// The settings with what was typed: what is as it would be anyway is not kept.
    fn wanted(&self, typed: &Typed) -> Numbering {
        let mut numbering = self.own.agency.numbering.clone();
        let unless = |value: &str, usual: &str| (value != usual).then(|| value.to_owned());
        let own = KindNumbering {
            pattern: Some(typed.pattern.trim())
                .filter(|pattern| !pattern.is_empty())
                .and_then(|pattern| unless(pattern, &numbering.letter_pattern)),
            suffix: unless(typed.suffix.trim(), &self.kind.suffix),
            series: unless(&typed.series, &self.kind.series),
        };
        if own.is_empty() {
            numbering.kinds.remove(&self.kind.key);
        } else {
            numbering.kinds.insert(self.kind.key.clone(), own);
        }
        numbering
    }

    fn errors(&self, faults: &[Fault]) -> Said<FieldErrors> {
        let mut errors = FieldErrors::default();
        for field in ["pattern", "suffix", "series"] {
            let here: Vec<&Fault> = faults
                .iter()
                .filter(|fault| field_of(fault.setting) == field)
                .collect();
            if !here.is_empty() {
                errors.add(field, texts(self.voice, &here, Some(&self.kind.key))?);
            }
        }
        Ok(errors)
    }
}

/// Where a setting stands in the form.
fn field_of(setting: Setting) -> &'static str {
    match setting {
        Setting::Suffix => "suffix",
        Setting::Series => "series",
        Setting::Pattern | Setting::CaseCode => "pattern",
    }
}

/// `GET /admin/numbers/kinds/{kind}`
async fn show(view: View, who: SignedIn, Path(kind): Path<String>) -> Result<Response, Failure> {
    let own = OwnKind::read(&view, &who, &kind).await?;
    let page = own.page(&own.as_it_stands(), FieldErrors::default(), None)?;
    view.page(page).await
}

/// `POST /admin/numbers/kinds/{kind}`
async fn update(
    view: View,
    who: SignedIn,
    Path(kind): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let own = OwnKind::read(&view, &who, &kind).await?;
    let voice = own.voice;
    if !own.series().contains(&typed.series) {
        let mut errors = FieldErrors::default();
        errors.add("series", voice.say(key("field-not-chosen"))?);
        let page = own.page(&typed, errors, None)?;
        return view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await;
    }
    let seen = typed.digest.parse().map_err(|_| Failure::Invalid)?;
    let (officer, wanted, key_of) = (who.officer(), own.wanted(&typed), &own.kind.key);
    match renumber(&view.app.office, &officer, voice.law, seen, &wanted, Some(key_of)).await {
        Ok(()) => {
            view.visit.flash(true, voice.say(key("numbers-saved"))?).await?;
            Ok(Redirect::to("/admin/numbers").into_response())
        }
        Err(NumberingError::Stale) => {
            let now = own.as_it_stands();
            let series = series_name(voice, &now.series)?;
            let told = voice.say_with(
                key("numbers-stale"),
                &[
                    ("pattern", &now.pattern),
                    ("suffix", &now.suffix),
                    ("series", &series),
                ],
            )?;
            let page = own.page(&typed, FieldErrors::default(), Some(told))?;
            view.page_with(StatusCode::CONFLICT, page).await
        }
        Err(NumberingError::Faults(faults)) => {
            let page = own.page(&typed, own.errors(&faults)?, None)?;
            view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
        }
        Err(NumberingError::Store(error)) => Err(error.into()),
        Err(other @ (NumberingError::NotUpwards(_) | NumberingError::TooFar(_))) => {
            Err(anyhow::Error::from(other).into())
        }
    }
}

impl Page for KindPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Plain(self.name.clone())
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
