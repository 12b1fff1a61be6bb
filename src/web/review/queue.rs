//! `GET /review`: what waits for the reader's steps, by what is due first.

use std::collections::BTreeMap;

use axum::{Router, response::Response, routing::get};
use serde::Deserialize;

use super::{
    away,
    page::{LetterQueue, QueuePage},
    reviewer,
};
use crate::{
    domain::{account::Officer, id::AccountId},
    store::{
        self, Scope,
        queue::{Cursor, Entry},
    },
    text::key,
    web::{
        access::{letters_waiting_for, waiting_for},
        app::App,
        casefile::row::rows,
        error::Failure,
        extract::{Query, SignedIn},
        page::View,
        wording::{Said, Voice, voice},
    },
};

/// Rows of a page.
const ROWS: u32 = 50;

pub(super) fn router() -> Router<App> {
    Router::new().route("/review", get(show))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    after: String,
    letters_after: String,
}

/// `GET /review`
async fn show(view: View, who: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let officer = &reviewer(&who)?;
    let (office, voice) = (&view.app.office, voice(&view));
    let filter = waiting_for(officer);
    let scope = Scope::of(officer.agency);
    let chain = office.chain_in(scope).await?;
    let found = store::queue::page(&office.db, scope, &filter, asked.after.parse().ok(), ROWS).await?;
    let count = store::queue::count(&office.db, scope, &filter).await?.to_string();
    let people = away::names(&view, officer).await?;
    let letters = letters(&view, officer, &people, asked.letters_after.parse().ok()).await?;
    let mut rows = rows(&view, officer, &found.entries, "/review/cases").await?;
    for (row, entry) in rows.iter_mut().zip(&found.entries) {
        row.step_until = until(voice, entry, officer)?;
        row.instead_of = instead_of(voice, entry, officer, false, &people)?;
    }
    let theirs = chain
        .steps
        .iter()
        .filter(|step| officer.places().any(|place| step.who.may_be(place)));
    let names: Vec<&str> = theirs.map(|step| step.called(voice.law)).collect();
    let page = QueuePage {
        steps: voice.say_with(key("review-steps"), &[("steps", &names.join("、"))])?,
        caption: voice.say_with(key("review-caption"), &[("count", &count)])?,
        has_provisional: rows
            .iter()
            .chain(letters.iter().flat_map(|letters| &letters.rows))
            .any(|row| row.due.provisional),
        rows,
        next: found.next.map(|next| format!("/review?after={next}")),
        letters,
        standing_in: away::standing_in(voice, officer, &people)?,
    };
    view.page(page).await
}

/// The last day that the agency gives the reader's step, where it gives one.
fn until(voice: Voice<'_>, entry: &Entry, officer: &Officer) -> Said<Option<String>> {
    let theirs = entry
        .waiting
        .iter()
        .filter(|step| !step.is_notice && step.place_of(officer).is_some());
    let first = theirs.filter_map(|step| step.until).min();
    first
        .map(|day| voice.say_with(key("review-step-until"), &[("day", &voice.weekday(day))]))
        .transpose()
}

/// For whom the reader would take the step, where it is no step of their own.
fn instead_of(
    voice: Voice<'_>,
    entry: &Entry,
    officer: &Officer,
    notices: bool,
    people: &BTreeMap<AccountId, String>,
) -> Said<Option<String>> {
    let places: Vec<AccountId> = entry
        .waiting
        .iter()
        .filter(|step| step.is_notice == notices)
        .filter_map(|step| Some(step.place_of(officer)?.account))
        .collect();
    if places.contains(&officer.account) {
        return Ok(None);
    }
    let name = places.first().and_then(|absent| people.get(absent));
    name.map(|name| voice.say_with(key("review-instead-of"), &[("person", name)]))
        .transpose()
}

/// The cases of which a procedural letter waits; none where there is no such case.
async fn letters(
    view: &View,
    officer: &Officer,
    people: &BTreeMap<AccountId, String>,
    after: Option<Cursor>,
) -> Result<Option<LetterQueue>, Failure> {
    let (db, scope, voice) = (&view.app.office.db, Scope::of(officer.agency), voice(view));
    let filter = letters_waiting_for(officer);
    let found = store::queue::page(db, scope, &filter, after, ROWS).await?;
    if found.entries.is_empty() {
        return Ok(None);
    }
    let count = store::queue::count(db, scope, &filter).await?.to_string();
    let mut rows = rows(view, officer, &found.entries, "/review/cases").await?;
    for (row, entry) in rows.iter_mut().zip(&found.entries) {
        row.href.push_str("/notices");
        let theirs = entry
            .waiting
            .iter()
            .filter(|step| step.is_notice && step.place_of(officer).is_some());
        row.stage = voice.waiting_steps(theirs);
        row.instead_of = instead_of(voice, entry, officer, true, people)?;
    }
    Ok(Some(LetterQueue {
        caption: voice.say_with(key("review-letters-caption"), &[("count", &count)])?,
        rows,
        next: found.next.map(|next| format!("/review?letters_after={next}")),
    }))
}
