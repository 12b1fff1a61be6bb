//! `GET /agencies/{key}/annual/{year}`: the figures of a year, as they were released last, with every correction; and both
//! tables for other programs.

use axum::{
    http::{HeaderValue, header::LINK},
    response::Response,
};
use serde::Serialize;

use super::{at, load_year};
use crate::{
    domain::annual::Released,
    template::Template,
    text::{key, words},
    web::{
        annual::{TableKind, YearFigures, worded_change},
        error::Failure,
        extract::Path,
        page::{Page, Side, Title, View},
        sheet::SheetKind,
        wording::{Said, Voice, voice},
    },
};

#[derive(Debug, Serialize)]
pub(super) struct YearPage {
    title: String,
    agency: String,
    agency_href: String,
    list_href: String,
    released: String,
    figures: YearFigures,
    /// Where the tables and the data lie.
    href: String,
    /// The latest first.
    corrections: Vec<Correction>,
}

#[derive(Debug, Serialize)]
struct Correction {
    title: String,
    because: String,
    changes: Vec<String>,
}

/// `GET /agencies/{key}/annual/{year}`
pub(super) async fn show(view: View, Path((agency, year)): Path<(String, i32)>) -> Result<Response, Failure> {
    let (agency, released) = load_year(&view.app, &agency, year).await?;
    let (first, last) = released.last().zip(released.first()).ok_or(Failure::NotFound)?;
    let voice = voice(&view);
    let href = format!("{}/{year}", at(&agency.key));
    let day = words::date_with_weekday(view.lang, first.on);
    let page = YearPage {
        title: voice.say_with(key("portal-annual-year-title"), &[("year", &year.to_string())])?,
        agency_href: format!("/agencies/{}", agency.key),
        list_href: at(&agency.key),
        agency: agency.name,
        released: voice.say_with(key("portal-annual-released"), &[("day", &day)])?,
        figures: YearFigures::of(voice, &last.figures)?,
        corrections: corrections(voice, &released)?,
        href: href.clone(),
    };
    let mut response = view.page(page).await?;
    // What the page says, for machines.
    let about = format!("<{href}/about.jsonld>; rel=\"alternate\"; type=\"application/ld+json\"");
    let about = HeaderValue::from_str(&about).map_err(anyhow::Error::from)?;
    response.headers_mut().insert(LINK, about);
    Ok(response)
}

/// Each release but the first, with what it changed in the one before; all of them are given the latest first.
fn corrections(voice: Voice<'_>, released: &[Released]) -> Said<Vec<Correction>> {
    let pairs = released.iter().zip(released.iter().skip(1));
    pairs
        .map(|(after, before)| {
            let changes = after.figures.changes(&before.figures, voice.law);
            let day = voice.weekday(after.on);
            Ok(Correction {
                title: voice.say_with(key("portal-annual-correction"), &[("day", &day)])?,
                because: after.because.clone().unwrap_or_default(),
                changes: changes
                    .iter()
                    .map(|change| worded_change(voice, change))
                    .collect::<Said<_>>()?,
            })
        })
        .collect()
}

/// `GET /agencies/{key}/annual/{year}/{sheet}`: `applications.csv` and the like.
pub(super) async fn sheet(
    view: View,
    Path((agency, year, sheet)): Path<(String, i32, String)>,
) -> Result<Response, Failure> {
    let (table, kind) = sheet.split_once('.').ok_or(Failure::NotFound)?;
    let table = TableKind::parse(table).ok_or(Failure::NotFound)?;
    let kind: SheetKind = kind.parse().map_err(|_| Failure::NotFound)?;
    let (agency, released) = load_year(&view.app, &agency, year).await?;
    let last = released.first().ok_or(Failure::NotFound)?;
    let voice = voice(&view);
    let name = match table {
        TableKind::Applications => key("portal-annual-file-applications"),
        TableKind::Proceedings => key("portal-annual-file-proceedings"),
    };
    let name = voice.say_with(name, &[("agency", &agency.name), ("year", &year.to_string())])?;
    let sheet = table.write(voice, &last.figures, kind)?;
    Ok(sheet.hand_over(&name).await?)
}

impl Template for YearPage {
    const NAME: &'static str = "pages/portal/annual/year";

    fn samples() -> Vec<Self> {
        let correction = |changes: &[&str]| Correction {
            title: "2027年3月1日（星期一）更正".to_owned(),
            because: "漏记一件<b>".to_owned(),
            changes: changes.iter().map(|change| (*change).to_owned()).collect(),
        };
        let page = |figures, corrections| Self {
            title: "2026年政府信息公开申请数字".to_owned(),
            agency: "青溪县住房和城乡建设局<b>".to_owned(),
            agency_href: "/agencies/qingxi-housing".to_owned(),
            list_href: "/agencies/qingxi-housing/annual".to_owned(),
            released: "2027年1月20日（星期三）公布".to_owned(),
            figures,
            href: "/agencies/qingxi-housing/annual/2026".to_owned(),
            corrections,
        };
        let [full, bare] = YearFigures::samples();
        let corrections = vec![correction(&["（一）予以公开，自然人：由3改为4"]), correction(&[])];
        vec![page(full, corrections), page(bare, Vec::new())]
    }
}

impl Page for YearPage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Plain(self.title.clone())
    }

    fn agency(&self) -> Option<String> {
        Some(self.agency.clone())
    }
}
