//! `GET /admin/numbers`: all kinds of letters, with the next number as it would read now.

use axum::{Router, response::Response, routing::get};
use serde::Serialize;

use super::{Own, fault_text, named};
use crate::{
    domain::numbering::Numbering,
    law::LetterKind,
    template::Entry,
    text::key,
    web::{
        app::App,
        error::Failure,
        extract::SignedIn,
        page::{Page, Side, Title, View},
        wording::{Said, Voice, series_name, voice},
    },
};

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/numbers", get(show))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![NumbersPage].into()
}

#[derive(Debug, Serialize)]
pub(super) struct NumbersPage {
    pub(super) pattern: String,
    /// The year stands in other brackets than those of official documents.
    pub(super) has_other_brackets: bool,
    /// What is wrong as it stands.
    pub(super) faults: Vec<String>,
    pub(super) kinds: Vec<KindRow>,
    pub(super) series: Vec<SeriesRow>,
}

/// A kind of letter.
#[derive(Debug, Serialize)]
pub(super) struct KindRow {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) series: String,
    pub(super) pattern: String,
    pub(super) suffix: String,
    /// The next number.
    pub(super) next: String,
    /// It is numbered otherwise than the law's data and the agency's pattern say.
    pub(super) own: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct SeriesRow {
    pub(super) name: String,
    pub(super) stands: String,
    pub(super) href: String,
    pub(super) register_href: String,
}

/// `GET /admin/numbers`
async fn show(view: View, who: SignedIn) -> Result<Response, Failure> {
    let own = Own::read(&view, &who).await?;
    let voice = voice(&view);
    let numbering = &own.agency.numbering;
    let kinds = voice.law.letters().iter().map(|kind| kind_row(voice, &own, kind));
    let series = named(voice, &own.series(voice))?
        .into_iter()
        .map(|(series, name)| {
            Ok(SeriesRow {
                name,
                stands: own.stands(voice, &series)?,
                href: format!("/admin/numbers/begin/{series}"),
                register_href: format!("/desk/numbers?series={series}&year={}", own.year),
            })
        });
    let faults = numbering.faults(voice.law);
    view.page(NumbersPage {
        pattern: numbering.letter_pattern.clone(),
        has_other_brackets: Numbering::has_other_brackets(&numbering.letter_pattern),
        faults: faults
            .iter()
            .map(|fault| {
                let kind = fault.kind.as_ref().and_then(|kind| voice.law.find_letter(kind));
                let text = fault_text(voice, fault, None)?;
                match kind {
                    Some(kind) => {
                        voice.say_with(key("numbers-fault-of"), &[("kind", &kind.name), ("fault", &text)])
                    }
                    None => Ok(text),
                }
            })
            .collect::<Said<_>>()?,
        kinds: kinds.collect::<Said<_>>()?,
        series: series.collect::<Said<_>>()?,
    })
    .await
}

fn kind_row(voice: Voice<'_>, own: &Own, kind: &LetterKind) -> Said<KindRow> {
    let numbering = &own.agency.numbering;
    let series = numbering.series(kind);
    Ok(KindRow {
        name: kind.name.clone(),
        href: format!("/admin/numbers/kinds/{}", kind.key),
        series: series_name(voice, series)?,
        pattern: numbering.pattern(&kind.key).to_owned(),
        suffix: numbering.suffix(kind).to_owned(),
        next: numbering.letter_number(kind, own.year, own.last(series) + 1),
        own: numbering.kinds.contains_key(&kind.key),
    })
}

impl Page for NumbersPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("numbers-title"))
    }
}
