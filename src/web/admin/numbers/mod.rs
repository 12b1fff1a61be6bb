//! 文号: in which series each kind of letter counts, how its number is written, and where a series goes on.

mod begin;
mod kind;
mod overview;
mod pattern;
mod samples;

use axum::Router;

use super::administrator;
use crate::{
    domain::{
        agency::Agency,
        numbering::{Fault, Problem},
    },
    store::{self, Scope},
    template::Entry,
    text::key,
    web::{
        app::App,
        error::Failure,
        extract::SignedIn,
        page::View,
        wording::{Said, Voice, series_name},
    },
};

pub(super) fn router() -> Router<App> {
    Router::new()
        .merge(overview::router())
        .merge(pattern::router())
        .merge(kind::router())
        .merge(begin::router())
}

pub(super) fn templates() -> Vec<Entry> {
    [
        overview::templates(),
        pattern::templates(),
        kind::templates(),
        begin::templates(),
    ]
    .concat()
}

/// The settings of the agency that somebody administers.
struct Own {
    agency: Agency,
    /// The year in which letters are numbered now.
    year: i32,
    /// The last number of each series of that year that has one.
    last: Vec<(String, i64)>,
}

impl Own {
    async fn read(view: &View, who: &SignedIn) -> Result<Self, Failure> {
        let officer = administrator(who)?;
        let (db, scope) = (view.app.db(), Scope::of(officer.agency));
        let agency = store::agency::get(db, scope).await?.ok_or(Failure::NotFound)?;
        let year = view.app.office.today().year();
        let begun = store::number::all(db, scope).await?.into_iter();
        let last = begun
            .filter(|series| series.year == year)
            .map(|series| (series.series, series.last))
            .collect();
        Ok(Self { agency, year, last })
    }

    /// The last number of a series, 0 before the first.
    fn last(&self, series: &str) -> i64 {
        let found = self.last.iter().find(|(name, _)| name == series);
        found.map_or(0, |(_, last)| *last)
    }

    /// Every series that some kind of letter counts in.
    fn series(&self, voice: Voice<'_>) -> Vec<String> {
        let numbering = &self.agency.numbering;
        let mut series = Vec::new();
        for kind in voice.law.letters() {
            let name = numbering.series(kind);
            if !series.iter().any(|known| known == name) {
                series.push(name.to_owned());
            }
        }
        series
    }

    /// `本年已用到第11号，下一个是第12号`, or that it has not begun.
    fn stands(&self, voice: Voice<'_>, series: &str) -> Said {
        match self.last(series) {
            0 => voice.say(key("numbers-not-begun")),
            last => voice.say_with(
                key("numbers-begun"),
                &[("last", &last.to_string()), ("next", &(last + 1).to_string())],
            ),
        }
    }
}

/// What is wrong with a setting, in words. `seen_from` is the kind whose form it is said on: of two that meet, the other
/// is named.
/// What is wrong with a pattern, all of it in one message: at the field stands one.
fn texts(voice: Voice<'_>, faults: &[&Fault], seen_from: Option<&crate::law::LetterKey>) -> Said {
    let texts = faults.iter().map(|fault| fault_text(voice, fault, seen_from));
    Ok(texts.collect::<Said<Vec<_>>>()?.join("；"))
}

fn fault_text(voice: Voice<'_>, fault: &Fault, seen_from: Option<&crate::law::LetterKey>) -> Said {
    match &fault.problem {
        Problem::Code => voice.say(key("numbers-code")),
        Problem::Without(part) => voice.say_with(key("numbers-without"), &[("part", &format!("{{{part}}}"))]),
        Problem::Unknown(part) => voice.say_with(key("numbers-unknown"), &[("part", part)]),
        Problem::Control => voice.say(key("numbers-control")),
        Problem::Long(most) => voice.say_with(key("numbers-long"), &[("most", &most.to_string())]),
        Problem::Series | Problem::Reserved => voice.say(key("numbers-series-wrong")),
        Problem::NoSuchKind => voice.say(key("numbers-no-such-kind")),
        Problem::Meets(met) => {
            let other = match &fault.kind {
                Some(kind) if Some(met) == seen_from => kind,
                Some(_) | None => met,
            };
            let name = voice
                .law
                .find_letter(other)
                .map_or(other.as_str(), |kind| &kind.name);
            voice.say_with(key("numbers-meets"), &[("other", name)])
        }
    }
}

/// Every series by name, for what a form offers.
fn named(voice: Voice<'_>, series: &[String]) -> Said<Vec<(String, String)>> {
    let named = |name: &String| Ok((name.clone(), series_name(voice, name)?));
    series.iter().map(named).collect()
}
