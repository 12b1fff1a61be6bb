//! `/admin/remedies`: the organs and courts that letters name, by the days on which they do; and a letter of a day to look at.

use axum::{Router, http::StatusCode, response::Response, routing::get};
use serde::{Deserialize, Serialize};
use time::{Date, format_description::well_known::Iso8601};

use super::Own;
use crate::{
    domain::competence::{Body, Gap, Period, demanded, gaps, missing, periods},
    law::{LetterKind, Relation},
    specimen::{Material, Workshop},
    template::Entry,
    text::key,
    web::{
        app::App,
        error::Failure,
        extract::{Query, SignedIn},
        form::{Field, FieldErrors},
        page::{Page, Side, Title, View},
        wording::Said,
    },
};

/// The kind of letter that is shown: one that withholds something.
const SHOWN: &str = "reply_withheld";

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/admin/remedies", get(show))
        .route("/admin/remedies/preview", get(preview))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![RemediesPage, PreviewPage].into()
}

#[derive(Debug, Serialize)]
pub(super) struct RemediesPage {
    /// Since when something is missing that the law demands.
    pub(super) gaps: Vec<String>,
    pub(super) bodies: Vec<BodySection>,
    /// The day of the letter to look at.
    pub(super) on: Field,
}

#[derive(Debug, Serialize)]
pub(super) struct BodySection {
    pub(super) word: &'static str,
    pub(super) name: String,
    /// Whether letters of today name it.
    pub(super) demanded: bool,
    pub(super) periods: Vec<PeriodRow>,
}

#[derive(Debug, Serialize)]
pub(super) struct PeriodRow {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) address: String,
    pub(super) phone: Option<String>,
    pub(super) online: Option<String>,
    pub(super) days: String,
    pub(super) state: String,
    pub(super) is_now: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct PreviewPage {
    pub(super) errors: FieldErrors,
    pub(super) on: Field,
    pub(super) day: String,
    /// What keeps the letter from being made.
    pub(super) missing: Vec<String>,
    pub(super) letter: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    on: String,
}

/// `GET /admin/remedies`
async fn show(view: View, who: SignedIn) -> Result<Response, Failure> {
    let own = Own::read(&view, &who).await?;
    let (voice, today, agency) = (own.voice, view.app.office.today(), &own.agency);
    let all = periods(&agency.organs, &agency.courts);
    let now = demanded(voice.law, agency.kind, today);
    let mut bodies = now.clone();
    // No letter has to name the supervising office; the portal does where it is known.
    bodies.push(Body::Organ(Relation::Supervisor));
    let more = all.iter().map(|period| period.body);
    let later = gaps(voice.law, agency.kind, &all, today);
    for body in more.chain(later.iter().map(|gap| gap.body)) {
        if !bodies.contains(&body) {
            bodies.push(body);
        }
    }
    let section = |body: &Body| {
        let of_it = all.iter().filter(|period| period.body == *body);
        Ok(BodySection {
            word: body.as_str(),
            name: own.body(*body).to_owned(),
            demanded: now.contains(body),
            periods: of_it
                .map(|period| row(&own, period, today))
                .collect::<Said<_>>()?,
        })
    };
    let gap = |gap: &Gap| {
        let (day, body) = (voice.weekday(gap.on), own.body(gap.body));
        voice.say_with(key("remedies-gap"), &[("day", &day), ("body", body)])
    };
    view.page(RemediesPage {
        gaps: later.iter().map(gap).collect::<Said<_>>()?,
        bodies: bodies.iter().map(section).collect::<Said<_>>()?,
        on: Field::new("on", today.to_string(), &FieldErrors::default()),
    })
    .await
}

fn row(own: &Own<'_>, period: &Period, today: Date) -> Said<PeriodRow> {
    let voice = own.voice;
    let state = if period.holds_on(today) {
        key("remedies-now")
    } else if period.from > today {
        key("remedies-later")
    } else {
        key("remedies-over")
    };
    let details = period.details.clone();
    Ok(PeriodRow {
        href: format!("/admin/remedies/{}/{}", period.body.as_str(), period.from),
        name: details.name,
        address: details.address,
        phone: details.phone,
        online: details.online,
        days: days(own, period)?,
        state: voice.say(state)?,
        is_now: period.holds_on(today),
    })
}

/// From when until when.
pub(super) fn days(own: &Own<'_>, period: &Period) -> Said {
    let (voice, from) = (own.voice, own.voice.weekday(period.from));
    match period.until {
        Some(until) => {
            let until = voice.weekday(until);
            voice.say_with(key("remedies-from-until"), &[("from", &from), ("until", &until)])
        }
        None => voice.say_with(key("remedies-from"), &[("from", &from)]),
    }
}

/// `GET /admin/remedies/preview`: a made-up letter as it would read on a day.
async fn preview(view: View, who: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let own = Own::read(&view, &who).await?;
    let Ok(on) = Date::parse(asked.on.trim(), &Iso8601::DATE) else {
        let mut errors = FieldErrors::default();
        errors.add("on", own.voice.say(key("remedies-no-day"))?);
        let page = PreviewPage {
            on: Field::new("on", asked.on, &errors),
            errors,
            day: String::new(),
            missing: Vec::new(),
            letter: None,
        };
        return view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await;
    };
    let all = periods(&own.agency.organs, &own.agency.courts);
    let missing = missing(own.voice.law, own.agency.kind, &all, on);
    let letter = if missing.is_empty() {
        letter(&own, on)?
    } else {
        None
    };
    view.page(PreviewPage {
        errors: FieldErrors::default(),
        on: Field::new("on", on.to_string(), &FieldErrors::default()),
        day: own.voice.weekday(on),
        missing: missing
            .into_iter()
            .map(|body| own.body(body).to_owned())
            .collect(),
        letter,
    })
    .await
}

fn letter(own: &Own<'_>, on: Date) -> Result<Option<String>, Failure> {
    let (law, letters) = (own.voice.law, &own.view.app.office.letters);
    let material = Material::read(law).map_err(anyhow::Error::from)?;
    let workshop = Workshop {
        law,
        agency: &own.agency,
        material: &material,
        on,
    };
    let kind: Option<&LetterKind> = law.letters().iter().find(|kind| kind.key.as_str() == SHOWN);
    let Some(kind) = kind else { return Ok(None) };
    let specimens = workshop.of_kind(kind).map_err(anyhow::Error::from)?;
    let Some(specimen) = specimens.first() else {
        return Ok(None);
    };
    let document = letters.compose(&specimen.context).map_err(anyhow::Error::from)?;
    Ok(Some(letters.html_within(&document)))
}

impl Page for RemediesPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("remedies-title"))
    }
}

impl Page for PreviewPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("remedies-preview"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
