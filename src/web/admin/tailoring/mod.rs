//! 文书模板: what the letters of an agency say between what the law and the handler say.

mod edit;
mod meaning;
mod overview;
mod problem;
mod samples;
mod specimens;
mod version;

use axum::Router;
use serde::Serialize;

use super::administrator;
use crate::{
    casework::tailoring::kind_of,
    domain::agency::Agency,
    law::{Law, LetterKind},
    letters::Slot,
    store::{
        self, Scope,
        tailoring::{Version, in_force},
    },
    template::Entry,
    text::key,
    web::{
        app::App,
        error::Failure,
        extract::SignedIn,
        page::View,
        wording::{Said, Voice},
    },
};

pub(super) fn router() -> Router<App> {
    Router::new()
        .merge(overview::router())
        .merge(edit::router())
        .merge(version::router())
}

pub(super) fn templates() -> Vec<Entry> {
    [overview::templates(), edit::templates(), version::templates()].concat()
}

/// A template of the agency that somebody administers.
struct Own<'a> {
    agency: Agency,
    slot: Slot,
    /// The kind of letter, or one in which the part stands.
    kind: &'a LetterKind,
    /// The oldest first.
    versions: Vec<Version>,
}

/// The agency that somebody administers.
async fn own_agency(view: &View, who: &SignedIn) -> Result<Agency, Failure> {
    let officer = administrator(who)?;
    let agency = store::agency::get(view.app.db(), Scope::of(officer.agency)).await?;
    agency.ok_or(Failure::NotFound)
}

impl<'a> Own<'a> {
    async fn read(view: &'a View, who: &SignedIn, slot: &str) -> Result<Self, Failure> {
        let agency = own_agency(view, who).await?;
        let slot: Slot = slot.parse().map_err(|_| Failure::NotFound)?;
        let kind = kind_of(&view.law, &slot).ok_or(Failure::NotFound)?;
        let scope = Scope::of(agency.id);
        Ok(Self {
            versions: store::tailoring::of_slot(view.app.db(), scope, &slot.to_string()).await?,
            agency,
            slot,
            kind,
        })
    }

    fn href(&self) -> String {
        format!("/admin/templates/{}", self.slot)
    }

    fn standard(&self) -> String {
        crate::letters::standard_template(&self.slot, &self.kind.template).unwrap_or_default()
    }

    /// What is in force on the day of the page.
    fn standing(&self, view: &View) -> String {
        let version = in_force(&self.versions, view.app.office.today());
        let source = version.and_then(|version| version.source.clone());
        source.unwrap_or_else(|| self.standard())
    }

    fn newest(&self) -> u32 {
        self.versions.last().map_or(0, |version| version.number)
    }
}

/// What a slot is called: the kind of letter, or what the answer on the ground is.
fn title(voice: Voice<'_>, law: &Law, slot: &Slot) -> Said {
    match slot {
        Slot::Kind(key) => Ok(law
            .find_letter(key)
            .map_or_else(|| key.to_string(), |kind| kind.name.clone())),
        Slot::Section(name) => {
            let grounds: Vec<&str> = law
                .grounds()
                .filter(|ground| ground.section == *name && ground.until.is_none())
                .map(|ground| ground.name.as_str())
                .collect();
            voice.say_with(key("template-section-title"), &[("grounds", &grounds.join("、"))])
        }
    }
}

/// Which version is in force, and which one comes.
fn state(voice: Voice<'_>, versions: &[Version], today: time::Date) -> Said {
    let stands = in_force(versions, today);
    let now = match stands {
        Some(version) if version.source.is_some() => voice.say_with(
            key("template-in-force"),
            &[
                ("number", &version.number.to_string()),
                ("day", &voice.weekday(version.from_on)),
            ],
        )?,
        Some(_) | None => voice.say(key("template-standard"))?,
    };
    let coming = versions
        .last()
        .filter(|newest| newest.from_on > today && stands.is_none_or(|stands| stands.number < newest.number));
    match coming {
        Some(next) => {
            let next = voice.say_with(
                key("template-coming"),
                &[
                    ("number", &next.number.to_string()),
                    ("day", &voice.weekday(next.from_on)),
                ],
            )?;
            Ok(format!("{now}{next}"))
        }
        None => Ok(now),
    }
}

/// A version in a list.
#[derive(Debug, Serialize)]
struct VersionRow {
    number: u32,
    href: String,
    from_on: String,
    what: String,
    note: String,
    by: String,
    at: String,
}

/// The versions, the newest first.
async fn rows(view: &View, voice: Voice<'_>, own: &Own<'_>) -> Result<Vec<VersionRow>, Failure> {
    let accounts = store::account::list(view.app.db(), Scope::of(own.agency.id)).await?;
    let office = &view.app.office;
    let row = |version: &Version| {
        let by = accounts.iter().find(|account| account.id == version.by);
        Ok(VersionRow {
            number: version.number,
            href: format!("{}/versions/{}", own.href(), version.number),
            from_on: voice.weekday(version.from_on),
            what: voice.say(if version.source.is_some() {
                key("template-own")
            } else {
                key("template-back-to-standard")
            })?,
            note: version.note.clone(),
            by: by.map(|account| account.name.clone()).unwrap_or_default(),
            at: crate::text::words::instant(voice.say.lang, version.created_at, office.clock.offset()),
        })
    };
    own.versions
        .iter()
        .rev()
        .map(row)
        .collect::<Said<_>>()
        .map_err(Failure::from)
}
