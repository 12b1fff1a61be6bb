//! 给第三方看的材料: what may go with a letter that consults a third party, each under a title of its own. It is prepared here and
//! chosen when the letter is proposed; nothing else of the case is ever shown to a third party.

mod page;

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;
use uuid::Uuid;

use self::page::{AttachmentsPage, Row};
use super::{case, refused};
use crate::{
    casework::{
        self, ActError,
        attachment::{self, LONGEST, NoTitle, Origin, SHOWN, Title},
        inspection::Looked,
    },
    documents::{Kind, WrongKind},
    domain::{
        account::Actor,
        answer::FileRef,
        command::CommandKind,
        id::{CaseId, FileId},
        permission,
    },
    store::file::File,
    template::Entry,
    text::{Key, key, words},
    web::{
        app::App,
        casefile::{dossier::Dossier, proposal::FileLink},
        error::Failure,
        extract::{Path, SignedIn},
        form::{Choices, Field, FieldErrors, Form},
        guard::Nothing,
        page::View,
        upload::{Upload, UploadedFile},
        wording::{Said, Voice, voice},
    },
};

const AT: &str = "/desk/cases/{case}/attachments";

/// The field of the file.
const FILE: &str = "file";

/// Of the radio buttons, the one for a file that is uploaded.
const UPLOADED: &str = "upload";

pub(super) fn router() -> Router<App> {
    Router::new()
        .route(AT, get(show).post(create))
        .route("/desk/cases/{case}/attachments/{file}/remove", post(remove))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![AttachmentsPage].into()
}

/// Where what is shown to third parties of a case is prepared.
pub(super) fn at(case: CaseId) -> String {
    AT.replace("{case}", &case.to_string())
}

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    title: String,
    /// The id of a document of the case, or that one is uploaded.
    source: String,
}

fn may_prepare(view: &View, who: &SignedIn, dossier: &Dossier) -> bool {
    let actor = Actor::Officer(who.officer());
    permission::may(&dossier.case, &actor, CommandKind::ProposeNotice, &view.law).is_ok()
}

/// `GET /desk/cases/{case}/attachments`
async fn show(view: View, who: SignedIn, Path(case): Path<Uuid>) -> Result<Response, Failure> {
    let dossier = case::open(&view, &who, case).await?;
    let page = page(&view, &who, &dossier, &Typed::default(), FieldErrors::default()).await?;
    view.page(page).await
}

/// The same for whoever changes something: to others it is not there.
async fn changing(view: &View, who: &SignedIn, case: Uuid) -> Result<Dossier, Failure> {
    let dossier = case::open(view, who, case).await?;
    if may_prepare(view, who, &dossier) {
        Ok(dossier)
    } else {
        Err(Failure::NotFound)
    }
}

async fn page(
    view: &View,
    who: &SignedIn,
    dossier: &Dossier,
    typed: &Typed,
    problems: FieldErrors,
) -> Result<AttachmentsPage, Failure> {
    let (voice, case) = (voice(view), &dossier.case);
    let may_prepare = may_prepare(view, who, dossier);
    let prepared = attachment::prepared(&view.app.office, case.agency, case.id).await?;
    let rows = prepared
        .iter()
        .map(|(file, looked)| row(voice, dossier, may_prepare, file, looked));
    let chosen = if typed.source.is_empty() {
        UPLOADED
    } else {
        typed.source.as_str()
    };
    Ok(AttachmentsPage {
        head: dossier.head(voice)?,
        case_href: format!("/desk/cases/{}", case.id),
        href: at(case.id),
        rows: rows.collect::<Said<_>>()?,
        may_prepare,
        most: LONGEST.to_string(),
        title: Field::new("title", typed.title.clone(), &problems),
        source: Choices::new("source", sources(voice, dossier)?, &[chosen], &problems),
        file: Field::new(FILE, "", &problems),
        problems,
    })
}

/// That a file is uploaded, or a document that an answer can hand over.
fn sources(voice: Voice<'_>, dossier: &Dossier) -> Said<Vec<(String, String, Option<String>)>> {
    let upload = (UPLOADED.to_owned(), voice.say(key("attachment-upload"))?, None);
    let documents = documents(dossier).into_iter();
    let documents = documents.map(|document| (document.id.to_string(), document.name, None));
    Ok(std::iter::once(upload).chain(documents).collect())
}

fn documents(dossier: &Dossier) -> Vec<FileRef> {
    let is_shown = |document: &FileRef| {
        let file = dossier.files.iter().find(|file| file.id == document.id);
        let kind = file.and_then(|file| Kind::of_media_type(&file.media_type));
        kind.is_some_and(|kind| SHOWN.contains(&kind))
    };
    let mut documents = dossier.documents();
    documents.retain(is_shown);
    documents
}

fn row(voice: Voice<'_>, dossier: &Dossier, may_prepare: bool, file: &File, looked: &Looked) -> Said<Row> {
    let case = &dossier.case;
    let state = match looked {
        Looked::NotYet(..) => voice.say(key("attachment-being-looked"))?,
        Looked::Failed(why) => voice.say_with(key("attachment-failed"), &[("why", why)])?,
        Looked::Through(found) if !found.beside.is_empty() => {
            let beside = found.beside.join("、");
            voice.say_with(key("attachment-beside"), &[("what", &beside)])?
        }
        Looked::Through(_) => voice.say(key("attachment-looked"))?,
    };
    let is_used = attachment::is_used(case, file.id);
    Ok(Row {
        link: FileLink {
            name: attachment::title_of(file).to_owned(),
            ..FileLink::of(file, format!("/desk/cases/{}/files/{}", case.id, file.id))
        },
        size: words::size(voice.say.lang, file.size),
        state,
        is_used,
        remove_href: (may_prepare && !is_used).then(|| format!("{}/{}/remove", at(case.id), file.id)),
    })
}

/// `POST /desk/cases/{case}/attachments`
async fn create(
    view: View,
    who: SignedIn,
    Path(case): Path<Uuid>,
    sent: Upload<Typed>,
) -> Result<Response, Failure> {
    let dossier = changing(&view, &who, case).await?;
    let voice = voice(&view);
    let mut problems = refused(voice, &sent.refused)?;
    let title = match Title::parse(&sent.form.title, dossier.applicant.as_ref()) {
        Ok(title) => Some(title),
        Err(why) => {
            problems.add("title", no_title(voice, why)?);
            None
        }
    };
    let origin = origin(&sent.form, sent.files);
    if origin.is_none() && problems.of(FILE).is_none() {
        problems.add(FILE, voice.say(key("attachment-none"))?);
    }
    if let (true, Some(title), Some(origin)) = (problems.is_empty(), title, origin) {
        let actor = Actor::Officer(who.officer());
        let of = (dossier.case.agency, dossier.case.id);
        let added = attachment::add(&view.app.office, &actor, of, (origin, title)).await;
        match said(voice, added)? {
            Ok(()) => {
                view.visit
                    .flash(true, voice.say(key("attachment-added"))?)
                    .await?;
                return Ok(Redirect::to(&at(dossier.case.id)).into_response());
            }
            Err(problem) => problems.add(FILE, problem),
        }
    }
    let page = page(&view, &who, &dossier, &sent.form, problems).await?;
    view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
}

/// Where it comes from: the document that was chosen, or else the file that was sent.
fn origin(typed: &Typed, files: Vec<UploadedFile>) -> Option<Origin> {
    if let Ok(document) = Uuid::parse_str(&typed.source) {
        return Some(Origin::Document(FileId(document)));
    }
    files.into_iter().next().map(|file| {
        Origin::Upload(casework::Upload {
            name: file.name.clone(),
            bytes: file.content.to_vec(),
        })
    })
}

fn no_title(voice: Voice<'_>, why: NoTitle) -> Said {
    match why {
        NoTitle::Blank => voice.say(key("attachment-title-blank")),
        NoTitle::TooLong => {
            let most = LONGEST.to_string();
            voice.say_with(key("attachment-title-long"), &[("most", &most)])
        }
        NoTitle::Signs => voice.say(key("attachment-title-signs")),
        NoTitle::NamesApplicant => voice.say(key("attachment-title-applicant")),
    }
}

/// Why something was not taken, in words.
fn said(voice: Voice<'_>, done: Result<(), ActError>) -> Result<Result<(), String>, Failure> {
    Ok(Err(match done {
        Ok(()) => return Ok(Ok(())),
        Err(ActError::File(name, wrong)) => voice.say_with(not_taken(wrong), &[("name", &name)])?,
        Err(ActError::Infected(name, virus)) => {
            voice.say_with(key("file-infected"), &[("name", &name), ("virus", &virus)])?
        }
        Err(ActError::Refused(refusal)) => voice.refusal(&refusal)?,
        Err(other) => return Err(other.into()),
    }))
}

fn not_taken(wrong: WrongKind) -> Key {
    match wrong {
        WrongKind::Empty => key("draft-file-empty"),
        WrongKind::Encrypted => key("documents-encrypted"),
        WrongKind::Extension
        | WrongKind::Content
        | WrongKind::Mismatch { .. }
        | WrongKind::Macros
        | WrongKind::TooMany
        | WrongKind::TooLarge => key("attachment-kind"),
    }
}

/// `POST /desk/cases/{case}/attachments/{file}/remove`
async fn remove(
    view: View,
    who: SignedIn,
    Path((case, file)): Path<(Uuid, Uuid)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    let dossier = changing(&view, &who, case).await?;
    let (actor, case) = (Actor::Officer(who.officer()), &dossier.case);
    let of = (case.agency, case.id);
    if !attachment::remove(&view.app.office, &actor, of, FileId(file)).await? {
        return Err(Failure::NotFound);
    }
    let said = voice(&view).say(key("attachment-removed"))?;
    view.visit.flash(true, said).await?;
    Ok(Redirect::to(&at(case.id)).into_response())
}
