//! 办件留言: the notes of a case on a page of their own, the button to watch it, and who else has it open.

mod page;
mod view;

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;
use uuid::Uuid;

use self::page::NotesPage;
use super::case::open;
use crate::{
    casework::note::{self, NewNote, NoteError},
    domain::{
        account::Actor,
        command::CommandKind,
        id::{AccountId, CaseId, NoteId},
        permission,
        presence::PageKind,
    },
    template::Entry,
    text::key,
    web::{
        access::is_reviewer,
        app::App,
        casefile::present::present,
        error::Failure,
        extract::{Path, Query, SignedIn},
        form::{FieldErrors, Form},
        guard::Nothing,
        page::View,
        pairs::Pairs,
        wording::voice,
    },
};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/desk/cases/{case}/notes", get(show).post(create))
        .route("/desk/cases/{case}/notes/{note}/withdraw", post(withdraw))
        .route("/desk/cases/{case}/watch", post(watch))
        .route("/desk/cases/{case}/presence", get(presence))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![NotesPage].into()
}

impl From<NoteError> for Failure {
    fn from(error: NoteError) -> Self {
        match error {
            NoteError::Gone => Self::NotFound,
            // No form of ours gives it anywhere but where it is read.
            NoteError::Wrong(_) => Self::Invalid,
            NoteError::Store(error) => error.into(),
        }
    }
}

/// Which note is to be answered.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    answers: String,
}

/// `GET /desk/cases/{case}/notes`: all of them; whoever opens them has read them.
async fn show(
    view: View,
    who: SignedIn,
    Path(case): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let dossier = open(&view, &who, case).await?;
    let officer = who.officer();
    let typed = Pairs::from_iter([("answers".to_owned(), asked.answers)]);
    let (page, last) = view::page(&view, &officer, &dossier, &typed, FieldErrors::default()).await?;
    if let Some(last) = last {
        note::mark_read(&view.app.office, &officer, dossier.case.id, last).await?;
    }
    view.page(page).await
}

/// `POST /desk/cases/{case}/notes`
async fn create(
    view: View,
    who: SignedIn,
    Path(case): Path<Uuid>,
    Form(typed): Form<Pairs>,
) -> Result<Response, Failure> {
    let dossier = open(&view, &who, case).await?;
    let (officer, voice) = (who.officer(), voice(&view));
    let id = |text: &str| text.parse::<Uuid>().map_err(|_| Failure::Invalid);
    let answers = match typed.get("answers") {
        "" => None,
        answered => Some(NoteId(id(answered)?)),
    };
    let new = NewNote {
        form: id(typed.get("form"))?,
        answers,
        words: typed.get("words").to_owned(),
        mentions: typed
            .all("mention")
            .map(|chosen| Ok(AccountId(id(chosen)?)))
            .collect::<Result<_, Failure>>()?,
    };
    match note::write(&view.app.office, &officer, dossier.case.id, new).await {
        Ok(written) => {
            let names: Vec<String> = written
                .mentions
                .iter()
                .map(|account| dossier.names.person(*account))
                .collect();
            let text = if names.is_empty() {
                voice.say(key("notes-written"))?
            } else {
                voice.say_with(key("notes-written-to"), &[("people", &names.join("、"))])?
            };
            view.visit.flash(true, text).await?;
            Ok(Redirect::to(&format!("/desk/cases/{case}/notes")).into_response())
        }
        Err(NoteError::Wrong(problems)) => {
            let errors = view::errors(voice, &problems)?;
            let (page, _) = view::page(&view, &officer, &dossier, &typed, errors).await?;
            view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /desk/cases/{case}/notes/{note}/withdraw`
async fn withdraw(
    view: View,
    who: SignedIn,
    Path((case, id)): Path<(Uuid, Uuid)>,
    Form(_): Form<Nothing>,
) -> Result<Response, Failure> {
    note::withdraw(&view.app.office, &who.officer(), CaseId(case), NoteId(id)).await?;
    view.visit
        .flash(true, view.say().get(key("notes-withdrawn-done"))?)
        .await?;
    Ok(Redirect::to(&format!("/desk/cases/{case}/notes")).into_response())
}

/// Whether to watch, and from which page it is asked.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wish {
    on: String,
    from: String,
}

/// `POST /desk/cases/{case}/watch`: says how it is to be, so that a second press changes nothing.
async fn watch(
    view: View,
    who: SignedIn,
    Path(case): Path<Uuid>,
    Form(wish): Form<Wish>,
) -> Result<Response, Failure> {
    // To whoever may not read it there is no case, whatever they send.
    let dossier = open(&view, &who, case).await?;
    let on = match wish.on.as_str() {
        "yes" => true,
        "no" => false,
        _ => return Err(Failure::Invalid),
    };
    note::watch(&view.app.office, &who.officer(), dossier.case.id, on).await?;
    let text = if on {
        key("watch-begun")
    } else {
        key("watch-ended")
    };
    view.visit.flash(true, view.say().get(text)?).await?;
    let to = match wish.from.as_str() {
        "review" => format!("/review/cases/{case}"),
        "notes" => format!("/desk/cases/{case}/notes"),
        _ => format!("/desk/cases/{case}"),
    };
    Ok(Redirect::to(&to).into_response())
}

/// On which page of the case the reader is.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Where {
    page: String,
}

/// `GET /desk/cases/{case}/presence`: for the script of a page, who else has the case open, as a line of text.
async fn presence(
    view: View,
    who: SignedIn,
    Path(case): Path<Uuid>,
    Query(asked): Query<Where>,
) -> Result<Response, Failure> {
    let dossier = open(&view, &who, case).await?;
    let officer = who.officer();
    let page: PageKind = match asked.page.as_str() {
        "" => PageKind::Case,
        page => page.parse().map_err(|_| Failure::Invalid)?,
    };
    let actor = Actor::Officer(officer.clone());
    let is_theirs = match page {
        PageKind::Draft => {
            permission::may(&dossier.case, &actor, CommandKind::DraftAnswer, &view.law).is_ok()
        }
        PageKind::Review => is_reviewer(&officer),
        PageKind::Case => true,
    };
    if !is_theirs {
        return Err(Failure::NotFound);
    }
    let present = present(&view, &officer, &dossier, page).await?;
    Ok(present.said.unwrap_or_default().into_response())
}
