//! `GET /desk`: the work, by what is due first.

mod counts;
mod page;
mod tab;

use axum::{
    Router,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use serde::Deserialize;

use super::numbers::READERS;

use self::{
    counts::Counts,
    page::{QueuePage, StageChoice, TabLink},
    tab::Tab,
};
use crate::{
    domain::{account::Officer, stage::StageKey},
    law::Role,
    store::{
        self, Scope,
        queue::{Cursor, Filter},
    },
    template::Entry,
    text::key,
    web::{
        access::is_reviewer,
        app::App,
        casefile::row::rows,
        error::Failure,
        extract::{Query, SignedIn},
        page::View,
        wording::{Voice, voice},
    },
};

/// Rows of a page.
const ROWS: u32 = 50;

pub(super) fn router() -> Router<App> {
    Router::new().route("/desk", get(show))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![QueuePage].into()
}

/// The address: which tab, which stage, after which row.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    tab: String,
    stage: String,
    after: String,
}

/// `GET /desk`
async fn show(view: View, who: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let officer = &who.officer();
    let tabs = Tab::of(officer);
    let Some(first) = tabs.first().copied() else {
        // Reviewers work elsewhere; whoever only administers has no business with cases.
        return if is_reviewer(officer) {
            Ok(Redirect::to("/review").into_response())
        } else {
            Err(Failure::NotFound)
        };
    };
    let tab = tabs
        .iter()
        .copied()
        .find(|tab| tab.as_str() == asked.tab)
        .unwrap_or(first);
    let stage: Option<StageKey> = asked.stage.parse().ok();
    view.page(page(&view, officer, &tabs, tab, stage, asked.after.parse().ok()).await?)
        .await
}

async fn page(
    view: &View,
    officer: &Officer,
    tabs: &[Tab],
    tab: Tab,
    stage: Option<StageKey>,
    after: Option<Cursor>,
) -> Result<QueuePage, Failure> {
    let (db, scope, voice) = (&view.app.office.db, Scope::of(officer.agency), voice(view));
    let filter = narrowed(tab.filter(officer), stage);
    let found = store::queue::page(db, scope, &filter, after, ROWS).await?;
    let counts = Counts::take(db, scope).await?;
    let count = counts.of(voice, &filter).await?;
    Ok(QueuePage {
        may_register: officer.is(Role::IntakeClerk),
        may_see_numbers: READERS.iter().any(|role| officer.is(*role)),
        tabs: tab_links(voice, &counts, officer, tabs, tab).await?,
        tab: tab.to_string(),
        stages: stage_choices(voice, &counts, tab.filter(officer), stage).await?,
        caption: voice.say_with(key("queue-caption"), &[("count", &count)])?,
        has_provisional: found.entries.iter().any(|entry| entry.provisional),
        rows: rows(view, officer, &found.entries, "/desk/cases").await?,
        empty: match stage {
            Some(stage) => {
                voice.say_with(key("queue-empty-stage"), &[("stage", &voice.stage_key(stage)?)])?
            }
            None => voice.say(key("queue-empty"))?,
        },
        next: found.next.map(|next| {
            let stage = stage.map(StageKey::as_str).unwrap_or_default();
            format!("/desk?tab={tab}&stage={stage}&after={next}")
        }),
    })
}

/// A tab's filter, narrowed to a stage; closed cases only show where they are asked for.
fn narrowed(filter: Filter, stage: Option<StageKey>) -> Filter {
    match stage {
        Some(stage) => Filter {
            stages: vec![stage],
            open: stage != StageKey::Closed,
            ..filter
        },
        None => filter,
    }
}

async fn tab_links(
    voice: Voice<'_>,
    counts: &Counts<'_>,
    officer: &Officer,
    tabs: &[Tab],
    current: Tab,
) -> Result<Vec<TabLink>, Failure> {
    let mut links = Vec::new();
    for tab in tabs {
        let name = match tab {
            Tab::Mine => key("queue-mine"),
            Tab::Department => key("queue-department"),
            Tab::Unassigned => key("queue-unassigned"),
            Tab::All => key("queue-all"),
        };
        links.push(TabLink {
            name: voice.say(name)?,
            href: format!("/desk?tab={tab}"),
            count: counts.of(voice, &tab.filter(officer)).await?,
            current: *tab == current,
        });
    }
    Ok(links)
}

/// Every stage in which there are cases, with how many.
async fn stage_choices(
    voice: Voice<'_>,
    counts: &Counts<'_>,
    filter: Filter,
    chosen: Option<StageKey>,
) -> Result<Vec<StageChoice>, Failure> {
    let mut choices = vec![StageChoice {
        value: String::new(),
        name: voice.say(key("queue-every-open"))?,
        count: counts.of(voice, &filter).await?,
        chosen: chosen.is_none(),
    }];
    for stage in StageKey::ALL {
        let count = counts.of(voice, &narrowed(filter.clone(), Some(*stage))).await?;
        if count != "0" || chosen == Some(*stage) {
            choices.push(StageChoice {
                value: stage.to_string(),
                name: voice.stage_key(*stage)?,
                count,
                chosen: chosen == Some(*stage),
            });
        }
    }
    Ok(choices)
}
