//! 收发室: the letters that wait to be posted, printed as one batch and registered in one form. The batch is made when it
//! is asked for and kept nowhere.

mod page;
mod post;

use axum::{
    Router,
    http::{StatusCode, header::CACHE_CONTROL},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::Deserialize;
use uuid::Uuid;

use self::page::{MailroomPage, PostPage, item_row};
use crate::{
    casework::mailroom::{self, MailItem, SlipWords},
    domain::id::{CaseId, LetterId},
    law::Role,
    template::Entry,
    text::key,
    web::{
        app::App,
        download::{How, download},
        error::Failure,
        extract::{Query, SignedIn},
        form::{FieldErrors, Form},
        page::View,
        pairs::Pairs,
        wording::{Said, Voice, voice},
    },
};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/desk/mailroom", get(show))
        .route("/desk/mailroom/print", post(print))
        .route("/desk/mailroom/post", post(post::update))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![MailroomPage, PostPage].into()
}

/// After which case the page begins, and what is ticked on it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    after: String,
    choose: String,
}

/// Which letters are ticked.
#[derive(Debug, Default)]
enum Ticked {
    #[default]
    None,
    /// All that wait.
    Waiting,
    /// As they were when the form was sent.
    These(Vec<(CaseId, LetterId)>),
}

impl Ticked {
    fn has(&self, item: &MailItem) -> bool {
        match self {
            Self::None => false,
            Self::Waiting => item.waits(),
            Self::These(names) => names.contains(&(item.case.id, item.letter)),
        }
    }
}

/// How the list is shown.
#[derive(Debug, Default)]
struct Listing {
    after: Option<CaseId>,
    ticked: Ticked,
    errors: FieldErrors,
}

fn case_of(text: &str) -> Option<CaseId> {
    Uuid::parse_str(text).ok().map(CaseId)
}

/// `GET /desk/mailroom`
async fn show(view: View, clerk: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    clerk.one_of(&[Role::IntakeClerk])?;
    let ticked = match asked.choose.as_str() {
        "all" => Ticked::Waiting,
        _ => Ticked::None,
    };
    let listing = Listing {
        after: case_of(&asked.after),
        ticked,
        errors: FieldErrors::default(),
    };
    list(&view, &clerk, listing).await
}

async fn list(view: &View, clerk: &SignedIn, listing: Listing) -> Result<Response, Failure> {
    let Listing {
        after,
        ticked,
        errors,
    } = listing;
    let most = view.app.config.limits.mailroom_letters;
    let (items, next) = mailroom::items(&view.app.office, &clerk.officer(), after, u64::from(most)).await?;
    let voice = voice(view);
    let rows = |waits: bool| {
        let some = items.iter().filter(move |item| item.waits() == waits);
        some.map(|item| item_row(voice, item, ticked.has(item)))
            .collect::<Said<Vec<_>>>()
    };
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let after = after.map(|case| case.to_string()).unwrap_or_default();
    let page = MailroomPage {
        errors,
        all_chosen: matches!(ticked, Ticked::Waiting),
        all_href: format!("/desk/mailroom?after={after}&choose=all"),
        none_href: format!("/desk/mailroom?after={after}"),
        after,
        waiting: rows(true)?,
        on_their_way: rows(false)?,
        next: next.map(|case| format!("/desk/mailroom?after={case}")),
        most: most.to_string(),
    };
    view.page_with(status, page).await
}

/// How a form names a letter: the case and the letter.
fn name_of(item: &MailItem) -> String {
    format!("{}_{}", item.case.id, item.letter)
}

fn named(text: &str) -> Option<(CaseId, LetterId)> {
    let (case, letter) = text.split_once('_')?;
    Some((case_of(case)?, LetterId(Uuid::parse_str(letter).ok()?)))
}

/// The letters that a form names, each once.
fn names(typed: &Pairs) -> Vec<(CaseId, LetterId)> {
    let mut names = Vec::new();
    for name in typed.all("letter").filter_map(named) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The letters that a form names, in its order, or why they will not do.
async fn chosen(
    view: &View,
    clerk: &SignedIn,
    typed: &Pairs,
) -> Result<Result<Vec<MailItem>, String>, Failure> {
    let names = names(typed);
    let voice = voice(view);
    let most = view.app.config.limits.mailroom_letters;
    if names.len() > usize::try_from(most).unwrap_or(usize::MAX) {
        let text = voice.say_with(key("mailroom-too-many"), &[("most", &most.to_string())])?;
        return Ok(Err(text));
    }
    let items = mailroom::chosen(&view.app.office, &clerk.officer(), &names).await?;
    if items.is_empty() {
        return Ok(Err(voice.say(key("mailroom-none-chosen"))?));
    }
    Ok(Ok(items))
}

/// The list again, with what is wrong and what was ticked.
async fn again(view: &View, clerk: &SignedIn, typed: &Pairs, wrong: String) -> Result<Response, Failure> {
    let mut errors = FieldErrors::default();
    errors.add("letters", wrong);
    let listing = Listing {
        after: case_of(typed.get("after")),
        ticked: Ticked::These(names(typed)),
        errors,
    };
    list(view, clerk, listing).await
}

/// `POST /desk/mailroom/print`
async fn print(view: View, clerk: SignedIn, Form(typed): Form<Pairs>) -> Result<Response, Failure> {
    clerk.one_of(&[Role::IntakeClerk])?;
    let items = match chosen(&view, &clerk, &typed).await? {
        Ok(items) => items,
        Err(wrong) => return again(&view, &clerk, &typed, wrong).await,
    };
    let (office, voice) = (&view.app.office, voice(&view));
    let words = SlipWords { ways: ways(voice)? };
    let printed = mailroom::print(office, voice.law, &clerk.officer(), items, words).await;
    let pdf = printed.map_err(|error| Failure::Internal(error.into()))?;
    let name = voice.say_with(key("mailroom-file"), &[("day", &office.today().to_string())])?;
    let answer = download(How::Show, "application/pdf", &name, pdf);
    Ok(([(CACHE_CONTROL, "no-store")], answer).into_response())
}

/// What the slip of delivery offers to tick.
fn ways(voice: Voice<'_>) -> Said<Vec<String>> {
    let ways = [
        key("mailroom-way-counter"),
        key("mailroom-way-entrusted"),
        key("mailroom-way-post"),
    ];
    ways.into_iter().map(|way| voice.say(way)).collect()
}
