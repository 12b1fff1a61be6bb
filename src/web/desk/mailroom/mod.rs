//! 收发室: the letters that wait to be posted, printed as one batch and registered in one form. The batch is made when it
//! is asked for and kept nowhere.

mod page;
mod post;

use axum::{
    Router,
    body::Body,
    http::{
        HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_LENGTH},
    },
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::Deserialize;
use tokio_util::io::ReaderStream;
use uuid::Uuid;

use self::page::{MailroomPage, PostPage, item_row};
use crate::{
    casework::mailroom::{self, LetterFault, MailError, MailItem, SlipWords},
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

pub(super) const PRINT: &str = "/desk/mailroom/print";
pub(super) const POST: &str = "/desk/mailroom/post";

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/desk/mailroom", get(show))
        .route(PRINT, post(print))
        .route(POST, post(post::update))
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

/// The names of the letters that a form names, or why they will not do.
fn within_limit(view: &View, typed: &Pairs) -> Said<Result<Vec<(CaseId, LetterId)>, String>> {
    let names = names(typed);
    let most = view.app.config.limits.mailroom_letters;
    if names.len() > usize::try_from(most).unwrap_or(usize::MAX) {
        let text = voice(view).say_with(key("mailroom-too-many"), &[("most", &most.to_string())])?;
        return Ok(Err(text));
    }
    Ok(Ok(names))
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
    let (office, voice) = (&view.app.office, voice(&view));
    let names = match within_limit(&view, &typed)? {
        Ok(names) => names,
        Err(wrong) => return again(&view, &clerk, &typed, wrong).await,
    };
    let words = SlipWords { ways: ways(voice)? };
    match mailroom::print(office, voice.law, &clerk.officer(), &names, words).await {
        Ok(Some(file)) => {
            let name = voice.say_with(key("mailroom-file"), &[("day", &office.today().to_string())])?;
            hand_over(file, &name)
        }
        Ok(None) => {
            let wrong = voice.say(key("mailroom-none-chosen"))?;
            again(&view, &clerk, &typed, wrong).await
        }
        Err(MailError::Letter { number, source }) => {
            let wrong = voice.say_with(
                key("mailroom-cannot-print"),
                &[("number", &number), ("why", &why(voice, &source)?)],
            )?;
            again(&view, &clerk, &typed, wrong).await
        }
        Err(error @ (MailError::Store(_) | MailError::Write(_) | MailError::Interrupted)) => {
            Err(Failure::Internal(error.into()))
        }
    }
}

/// The batch, read from the disk as fast as the reader takes it.
fn hand_over(file: std::fs::File, name: &str) -> Result<Response, Failure> {
    let length = file.metadata().map_err(anyhow::Error::from)?.len();
    let body = Body::from_stream(ReaderStream::new(tokio::fs::File::from_std(file)));
    let answer = download(How::Show, "application/pdf", name, body);
    let head = [
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (CONTENT_LENGTH, length.into()),
    ];
    Ok((head, answer).into_response())
}

/// What is wrong with a letter; where its file is, only the log says.
fn why(voice: Voice<'_>, fault: &LetterFault) -> Said {
    match fault {
        LetterFault::Render(error) => Ok(error.to_string()),
        LetterFault::Blob(_) | LetterFault::Merge(_) => {
            tracing::error!(error = %fault, "the file of a letter cannot be printed");
            voice.say(key("mailroom-broken-file"))
        }
    }
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
