//! 批量办理: one thing done with several cases of the queue. First it is rehearsed: a line a case says whether it can be done,
//! and why not. Then those that are left ticked are done, each a command of its own on the version that was shown, and a line
//! a case says what came of it.

mod chosen;
mod deed;
mod doing;
mod line;
mod page;

use std::collections::HashMap;

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use serde::Deserialize;
use uuid::Uuid;

use self::{
    deed::Deed,
    doing::Doing,
    line::Doer,
    page::{BulkCheckPage, BulkDoingPage, BulkPage, BulkResult, BulkStep, Sheet},
};
use super::{
    ask::{Ask, Asked},
    sort,
    tab::Tab,
};
use crate::{
    domain::{account::Officer, id::CaseId},
    store::{self, Scope, queue::Entry},
    template,
    text::key,
    web::{
        access,
        app::App,
        error::Failure,
        extract::{Query, SignedIn},
        form::{self, FieldErrors, Form},
        page::View,
        pairs::Pairs,
        wording::voice,
    },
};

pub(in crate::web::desk) const BULK: &str = "/desk/bulk";

pub(super) fn router() -> Router<App> {
    Router::new().route(BULK, get(choose).post(update))
}

pub(super) fn templates() -> Vec<template::Entry> {
    let parts = crate::every_template![BulkStep, BulkResult];
    crate::every_page![BulkPage, BulkCheckPage, BulkDoingPage]
        .into_iter()
        .chain(parts)
        .collect()
}

/// Which cases: those that were ticked, or all that the address shows.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Picked {
    case: Vec<String>,
    all: String,
    /// The query of the page on which they were ticked.
    query: String,
}

/// `GET /desk/bulk`
async fn choose(
    view: View,
    who: SignedIn,
    Query(picked): Query<Picked>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let officer = who.officer();
    let tabs = Tab::of(&officer);
    let first = tabs.first().copied().ok_or(Failure::NotFound)?;
    let is_all = picked.all == "yes";
    let asked = if is_all {
        asked
    } else {
        form::parse(picked.query).await.unwrap_or_default()
    };
    let ask = Ask::read(&asked, &tabs, first);
    let (office, voice) = (&view.app.office, voice(&view));
    let (db, scope, today) = (&office.db, Scope::of(officer.agency), office.today());
    let most = most(&view);
    let ids = if is_all {
        let accounts = store::account::list(db, scope).await?;
        let departments = store::agency::departments(db, scope).await?;
        let filter = ask.filter(&officer, voice.law, today);
        let order = sort::order(&ask, voice.law, &departments, &accounts);
        store::queue::ids(db, scope, &filter, &order, most.saturating_add(1)).await?
    } else {
        ids(picked.case.iter().map(String::as_str))
    };
    if ids.len() > most {
        let problem = voice.say_with(key("bulk-too-many"), &[("most", &most.to_string())])?;
        return back(&view, &ask, problem).await;
    }
    let entries = entries(&view, &officer, &ids).await?;
    if entries.is_empty() {
        return back(&view, &ask, voice.say(key("bulk-none"))?).await;
    }
    let sheet = sheet(&view, &officer).await?;
    let fresh = Pairs::from_iter([
        ("query".to_owned(), ask.query()),
        ("form".to_owned(), office.ids.next().to_string()),
        ("days".to_owned(), deed::longest(voice, today)),
    ]);
    view.page(sheet.choose(&fresh, &entries, FieldErrors::default())?)
        .await
}

/// `POST /desk/bulk`: `do` says whether it is only looked at what would come of it.
async fn update(view: View, who: SignedIn, Form(typed): Form<Pairs>) -> Result<Response, Failure> {
    let officer = who.officer();
    let tabs = Tab::of(&officer);
    let first = tabs.first().copied().ok_or(Failure::NotFound)?;
    let office = &view.app.office;
    let voice = voice(&view);
    let ids = ids(typed.all("case"));
    if ids.len() > most(&view) {
        return Err(Failure::Invalid);
    }
    let entries = entries(&view, &officer, &ids).await?;
    if entries.is_empty() {
        let asked: Asked = form::parse(typed.get("query").to_owned())
            .await
            .unwrap_or_default();
        let ask = Ask::read(&asked, &tabs, first);
        return back(&view, &ask, voice.say(key("bulk-none"))?).await;
    }
    let sheet = sheet(&view, &officer).await?;
    let deed = match Deed::read(office, voice, &typed)? {
        Ok(deed) => deed,
        Err(errors) => {
            let page = sheet.choose(&typed, &entries, errors)?;
            return view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await;
        }
    };
    let problems = deed::problems_of_reasons(office, voice, (deed.kind(), &typed), &entries)?;
    if typed.get("do") == "go" && problems.is_empty() {
        drop(sheet);
        return doing::page(
            view,
            Doing {
                officer,
                deed,
                typed,
                entries,
            },
        )
        .await;
    }
    let doer = Doer {
        office,
        voice,
        officer: &officer,
        deed: &deed,
        typed: &typed,
    };
    let mut verdicts = Vec::with_capacity(entries.len());
    for entry in &entries {
        verdicts.push(doer.rehearse(entry).await?);
    }
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = sheet.check(&deed, &typed, (&entries, &verdicts), problems)?;
    view.page_with(status, page).await
}

/// Back to the queue, where it is said why.
async fn back(view: &View, ask: &Ask, why: String) -> Result<Response, Failure> {
    view.visit.flash(false, why).await?;
    Ok(Redirect::to(&ask.href()).into_response())
}

fn most(view: &View) -> usize {
    usize::try_from(view.app.config.limits.bulk_cases).unwrap_or(usize::MAX)
}

/// The cases that are named, each once.
fn ids<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<CaseId> {
    let mut ids = Vec::new();
    for id in texts.filter_map(|text| Uuid::parse_str(text).ok().map(CaseId)) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// The cases as they stand, in this order; without those that the officer may not read.
async fn entries(view: &View, officer: &Officer, ids: &[CaseId]) -> Result<Vec<Entry>, Failure> {
    let scope = Scope::of(officer.agency);
    let found = store::queue::entries(&view.app.office.db, scope, ids).await?;
    let mut found: HashMap<CaseId, Entry> = found
        .into_iter()
        .filter(|entry| access::may_read_row(officer, entry))
        .map(|entry| (entry.id, entry))
        .collect();
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

async fn sheet<'v>(view: &'v View, officer: &Officer) -> Result<Sheet<'v>, Failure> {
    let (office, scope) = (&view.app.office, Scope::of(officer.agency));
    let accounts = store::account::list(&office.db, scope).await?;
    let departments = store::agency::departments(&office.db, scope).await?;
    Ok(Sheet {
        voice: voice(view),
        names: super::short_names(office, &accounts, &departments),
        accounts,
        departments,
        today: office.today(),
    })
}
