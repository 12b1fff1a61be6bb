//! `GET /review`: what waits for the reader's steps, by what is due first.

use std::collections::BTreeMap;

use axum::{Router, response::Response, routing::get};
use serde::Deserialize;

use super::{
    away,
    page::{MoreQueue, QueuePage},
    reviewer,
};
use crate::{
    domain::{account::Officer, id::AccountId, summary::WaitsFor},
    store::{
        self, Scope,
        queue::{Cursor, Entry, Filter, Order},
    },
    text::{Key, key},
    web::{
        access::{claimable_by, letters_waiting_for, waiting_for},
        app::App,
        casefile::row::{QueueRow, rows},
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
    claims_after: String,
}

/// `GET /review`
async fn show(view: View, who: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let officer = &reviewer(&who)?;
    let (office, voice) = (&view.app.office, voice(&view));
    let chain = office.chain_in(Scope::of(officer.agency)).await?;
    let people = away::names(&view, officer).await?;
    let claims = claims(&view, officer, &people, asked.claims_after.parse().ok()).await?;
    let letters = letters(&view, officer, &people, asked.letters_after.parse().ok()).await?;
    let mut found = Found::by(&view, officer, &waiting_for(officer), asked.after.parse().ok()).await?;
    for (row, entry) in &mut found.cases {
        row.step_until = until(voice, entry, officer)?;
        row.instead_of = instead_of(voice, entry, officer, WaitsFor::Answer, &people)?;
    }
    let theirs = chain
        .steps
        .iter()
        .filter(|step| officer.places().any(|place| step.who.may_be(place)));
    let names: Vec<&str> = theirs.map(|step| step.called(voice.law)).collect();
    let MoreQueue { caption, rows, next } = found.queue(voice, key("review-caption"), "after")?;
    let page = QueuePage {
        steps: voice.say_with(key("review-steps"), &[("steps", &names.join("、"))])?,
        caption,
        has_provisional: rows
            .iter()
            .chain(claims.iter().chain(&letters).flat_map(|more| &more.rows))
            .any(|row| row.due.provisional),
        rows,
        next,
        claims,
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
        .filter(|step| step.what == WaitsFor::Answer && step.place_of(officer).is_some());
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
    what: WaitsFor,
    people: &BTreeMap<AccountId, String>,
) -> Said<Option<String>> {
    let places: Vec<AccountId> = entry
        .waiting
        .iter()
        .filter(|step| step.what == what)
        .filter_map(|step| Some(step.place_of(officer)?.account))
        .collect();
    if places.contains(&officer.account) {
        return Ok(None);
    }
    let name = places.first().and_then(|absent| people.get(absent));
    name.map(|name| voice.say_with(key("review-instead-of"), &[("person", name)]))
        .transpose()
}

/// A page of the cases that a filter finds, with their rows, and how many they are in all.
struct Found {
    cases: Vec<(QueueRow, Entry)>,
    count: u64,
    next: Option<Cursor>,
}

impl Found {
    async fn by(
        view: &View,
        officer: &Officer,
        filter: &Filter,
        after: Option<Cursor>,
    ) -> Result<Self, Failure> {
        let (db, scope) = (&view.app.office.db, Scope::of(officer.agency));
        let found = store::queue::page(db, scope, filter, &Order::default(), after.as_ref(), ROWS).await?;
        let rows = rows(view, officer, &found.entries, "/review/cases").await?;
        Ok(Self {
            cases: rows.into_iter().zip(found.entries).collect(),
            count: store::queue::count(db, scope, filter).await?,
            next: found.next,
        })
    }

    /// As a table of its own; `after` is the name under which its next page is asked for.
    fn queue(self, voice: Voice<'_>, caption: Key, after: &str) -> Result<MoreQueue, Failure> {
        Ok(MoreQueue {
            caption: voice.say_with(caption, &[("count", &self.count.to_string())])?,
            rows: self.cases.into_iter().map(|(row, _)| row).collect(),
            next: self.next.map(|next| format!("/review?{after}={next}")),
        })
    }
}

/// The cases of which a procedural letter waits; none where there is no such case.
async fn letters(
    view: &View,
    officer: &Officer,
    people: &BTreeMap<AccountId, String>,
    after: Option<Cursor>,
) -> Result<Option<MoreQueue>, Failure> {
    let voice = voice(view);
    let filter = letters_waiting_for(officer);
    let mut found = Found::by(view, officer, &filter, after).await?;
    if found.cases.is_empty() {
        return Ok(None);
    }
    for (row, entry) in &mut found.cases {
        row.href.push_str("/notices");
        let theirs = entry
            .waiting
            .iter()
            .filter(|step| step.what == WaitsFor::Notice && step.place_of(officer).is_some());
        row.stage = voice.waiting_steps(theirs);
        row.instead_of = instead_of(voice, entry, officer, WaitsFor::Notice, people)?;
    }
    found
        .queue(voice, key("review-letters-caption"), "letters_after")
        .map(Some)
}

/// The cases that the reader may claim today; none where there is no such case.
async fn claims(
    view: &View,
    officer: &Officer,
    people: &BTreeMap<AccountId, String>,
    after: Option<Cursor>,
) -> Result<Option<MoreQueue>, Failure> {
    let (today, voice) = (view.app.office.today(), voice(view));
    let filter = claimable_by(officer, today);
    let mut found = Found::by(view, officer, &filter, after).await?;
    if found.cases.is_empty() {
        return Ok(None);
    }
    for (row, entry) in &mut found.cases {
        let theirs = entry.waiting.iter().filter(|step| {
            let runs = step.until.is_some_and(|day| today <= day);
            step.what == WaitsFor::Claim && runs && step.place_of(officer).is_some()
        });
        row.stage = voice.waiting_steps(theirs.clone());
        let first = theirs.filter_map(|step| step.until).min();
        row.step_until = first
            .map(|day| voice.say_with(key("review-claim-until"), &[("day", &voice.last_day(day)?)]))
            .transpose()?;
        row.instead_of = instead_of(voice, entry, officer, WaitsFor::Claim, people)?;
    }
    found
        .queue(voice, key("review-claims-caption"), "claims_after")
        .map(Some)
}
