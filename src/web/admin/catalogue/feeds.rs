//! The feeds of the agency's own site that the program fetches.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{administrator, done, failure, wrong};
use crate::{
    casework::catalogue::{
        CatalogueError,
        fetch::{self, Outcome},
    },
    domain::{account::Officer, catalogue::Trouble},
    imports::catalogue::Wrong,
    store::{self, Scope, catalogue::Feed},
    text::{Key, key, words},
    web::{
        error::Failure,
        extract::{Path, SignedIn},
        form::{Field, FieldErrors, Form},
        guard::Nothing,
        page::{Page, Side, Title, View},
        wording::{Said, voice},
    },
};

const FEEDS: &str = "/admin/catalogue/feeds";

#[derive(Debug, Serialize)]
pub(super) struct FeedsPage {
    pub(super) errors: FieldErrors,
    /// Whether anything is fetched, as configured.
    pub(super) is_on: bool,
    pub(super) feeds: Vec<Row>,
    pub(super) link: Field,
}

#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub(super) href: String,
    pub(super) address: String,
    pub(super) active: bool,
    /// When it was fetched last, and how that went.
    pub(super) last: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    link: String,
}

/// `GET /admin/catalogue/feeds`
pub(super) async fn show(view: View, who: SignedIn) -> Result<Response, Failure> {
    let officer = administrator(&who)?;
    page(&view, &officer, "", FieldErrors::default()).await
}

async fn page(view: &View, officer: &Officer, typed: &str, errors: FieldErrors) -> Result<Response, Failure> {
    let feeds = store::catalogue::feeds(view.app.db(), Scope::of(officer.agency)).await?;
    let rows = feeds.iter().map(|feed| row(view, feed));
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = FeedsPage {
        is_on: view.app.office.notices.feeds().is_some(),
        feeds: rows.collect::<Said<_>>()?,
        link: Field::new("link", typed, &errors),
        errors,
    };
    view.page_with(status, page).await
}

fn row(view: &View, feed: &Feed) -> Said<Row> {
    let last = feed.fetched.as_ref().map(|(at, noted)| {
        let at = words::instant(view.lang, *at, view.app.clock.offset());
        let went = outcome(view, noted)?;
        voice(view).say_with(key("catalogue-feed-last"), &[("at", &at), ("went", &went)])
    });
    Ok(Row {
        href: format!("{FEEDS}/{}", feed.id),
        address: feed.address.to_string(),
        active: feed.active,
        last: last.transpose()?,
    })
}

fn outcome(view: &View, noted: &str) -> Said {
    let voice = voice(view);
    match fetch::outcome(noted) {
        None => Ok(noted.to_owned()),
        Some(Outcome::Failed(trouble)) => voice.say(trouble_name(trouble)),
        Some(Outcome::Taken {
            added,
            updated,
            same,
            left_out,
        }) => {
            let counts = [
                ("added", added),
                ("updated", updated),
                ("same", same),
                ("left", left_out),
            ];
            let counts = counts.map(|(name, count)| (name, count.to_string()));
            let counts: Vec<(&str, &str)> = counts
                .iter()
                .map(|(name, count)| (*name, count.as_str()))
                .collect();
            voice.say_with(key("catalogue-feed-taken"), &counts)
        }
    }
}

fn trouble_name(trouble: Trouble) -> Key {
    match trouble {
        Trouble::Off => key("catalogue-trouble-off"),
        Trouble::Address => key("catalogue-trouble-address"),
        Trouble::Private => key("catalogue-trouble-private"),
        Trouble::Unreachable => key("catalogue-trouble-unreachable"),
        Trouble::Tls => key("catalogue-trouble-tls"),
        Trouble::Timeout => key("catalogue-trouble-timeout"),
        Trouble::TooLarge => key("catalogue-trouble-large"),
        Trouble::Redirects => key("catalogue-trouble-redirects"),
        Trouble::Refused => key("catalogue-trouble-refused"),
        Trouble::NoFeed => key("catalogue-trouble-no-feed"),
    }
}

/// `POST /admin/catalogue/feeds`
pub(super) async fn create(view: View, who: SignedIn, Form(sent): Form<Sent>) -> Result<Response, Failure> {
    let officer = administrator(&who)?;
    match fetch::add(&view.app.office, &officer, &sent.link).await {
        Ok(()) => done(&view, FEEDS, key("catalogue-feed-added")).await,
        Err(CatalogueError::Wrong(problems)) => {
            let mut errors = FieldErrors::default();
            let voice = voice(&view);
            for one in &problems {
                let said = if matches!(one.1, Wrong::Again(_)) {
                    voice.say(key("catalogue-feed-known"))?
                } else {
                    wrong::said(voice, *one)?
                };
                errors.add("link", said);
            }
            page(&view, &officer, &sent.link, errors).await
        }
        Err(error) => Err(failure(error)),
    }
}

/// `POST /admin/catalogue/feeds/{feed}/fetch`
pub(super) async fn fetch(
    view: View,
    who: SignedIn,
    Path(id): Path<Uuid>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    let officer = administrator(&who)?;
    let asked = fetch::ask_for(&view.app.office, &officer, id).await;
    asked.map_err(failure)?;
    done(&view, FEEDS, key("catalogue-feed-asked")).await
}

/// `POST /admin/catalogue/feeds/{feed}/on`
pub(super) async fn on(
    view: View,
    who: SignedIn,
    Path(id): Path<Uuid>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    switch(&view, &who, id, true).await
}

/// `POST /admin/catalogue/feeds/{feed}/off`
pub(super) async fn off(
    view: View,
    who: SignedIn,
    Path(id): Path<Uuid>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    switch(&view, &who, id, false).await
}

async fn switch(view: &View, who: &SignedIn, id: Uuid, active: bool) -> Result<Response, Failure> {
    let officer = administrator(who)?;
    let done = fetch::switch(&view.app.office, &officer, id, active).await;
    done.map_err(failure)?;
    Ok(Redirect::to(FEEDS).into_response())
}

impl Page for FeedsPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("catalogue-feeds"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
