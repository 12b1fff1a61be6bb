//! The documents of a case: taking one in, seeing how far it is, asking for the copy that goes out.

use std::collections::BTreeSet;

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use uuid::Uuid;

use super::super::refused;
use super::{
    Reading, at, changing, document,
    page::{CopyRow, DocumentRow, DocumentsPage, Progress},
    reading,
};
use crate::{
    casework::{
        self, ActError,
        document::{Opened, ask_for_copy, bring, look_again, of_case},
    },
    documents::{WrongKind, package::LeftOut, pdf::WhyPicture},
    domain::account::Actor,
    letters::words::runs,
    store::{document::State, file::Scan},
    text::{Key, key},
    web::{
        casefile::proposal::FileLink,
        error::Failure,
        extract::{Path, SignedIn},
        form::{Field, FieldErrors, Form},
        guard::Nothing,
        page::View,
        pairs::Pairs,
        upload::Upload,
        wording::{Said, Voice, voice},
    },
};

const UPLOAD: &str = "documents";

/// `GET /desk/cases/{case}/documents`
pub(super) async fn show(view: View, who: SignedIn, Path(case): Path<Uuid>) -> Result<Response, Failure> {
    let reading = reading(&view, &who, case).await?;
    let page = page(&view, &reading, FieldErrors::default()).await?;
    view.page(page).await
}

async fn page(view: &View, reading: &Reading, problems: FieldErrors) -> Result<DocumentsPage, Failure> {
    let case = &reading.dossier.case;
    let all = of_case(&view.app.office, case.agency, case.id).await?;
    let voice = voice(view);
    let row = |opened: &Opened| row(voice, reading, opened);
    Ok(DocumentsPage {
        head: reading.dossier.head(voice)?,
        case_href: format!("/desk/cases/{}", case.id),
        href: at(case.id),
        may_bring: reading.may_mark,
        upload: Field::new(UPLOAD, "", &problems),
        rows: all.iter().map(row).collect::<Said<_>>()?,
        quarantined: quarantined(reading),
        is_working: all
            .iter()
            .any(|opened| matches!(opened.document.state, State::Preparing | State::Copying)),
        problems,
    })
}

/// What was brought or uploaded for the answer, and is kept away from everybody.
fn quarantined(reading: &Reading) -> Vec<FileLink> {
    let files = reading.dossier.files.iter();
    let infected = files.filter(|file| file.scan == Scan::Infected && !file.purpose.came_with_application());
    infected.map(|file| FileLink::of(file, String::new())).collect()
}

fn row(voice: Voice<'_>, reading: &Reading, opened: &Opened) -> Said<DocumentRow> {
    let case = reading.dossier.case.id;
    let (file, document) = (&opened.file, &opened.document);
    let here = format!("{}/{}", at(case), file.id);
    let is_seen = matches!(document.state, State::Ready | State::Copying);
    let mut facts = Vec::new();
    if let (true, Some(pages)) = (is_seen, document.pages) {
        facts.push(voice.say_with(key("documents-pages"), &[("count", &pages.to_string())])?);
        facts.push(voice.say_with(
            key("documents-marks"),
            &[("count", &opened.marks.len().to_string())],
        )?);
    }
    let mut warnings = Vec::new();
    if document.state == State::Unpacked {
        facts.push(voice.say(key("documents-unpacked"))?);
    }
    if document.warnings > 0 {
        warnings.push(voice.say_with(
            key("documents-undrawn"),
            &[("count", &document.warnings.to_string())],
        )?);
    }
    if !opened.same.is_empty() {
        warnings.push(voice.say_with(key("documents-same"), &[("names", &opened.same.join("、"))])?);
    }
    let left_out = opened.left_out.iter().map(|left| {
        let why = voice.say(left_out(left.why))?;
        voice.say_with(key("documents-left-out"), &[("name", &left.name), ("why", &why)])
    });
    let latest = opened.current_copy().map(|copy| copy.file.id);
    let copies = opened.copies.iter().rev().map(|copy| {
        let mut text = voice.say_with(
            key("documents-copy-made"),
            &[
                ("boxes", &copy.report.boxes.to_string()),
                ("pictures", &copy.report.pictures.len().to_string()),
            ],
        )?;
        let pictures = copy.report.pictures.iter();
        let covered = pictures.filter(|(_, why)| **why == WhyPicture::Covered);
        let covered: Vec<u32> = covered
            .filter_map(|(page, _)| u32::try_from(*page).ok())
            .collect();
        if !covered.is_empty() {
            text.push_str(&voice.say_with(key("documents-covered"), &[("pages", &runs(&covered))])?);
        }
        let remaining = copy
            .report
            .remaining
            .iter()
            .flat_map(|remaining| &remaining.pages);
        let still: BTreeSet<u32> = remaining.filter_map(|page| u32::try_from(*page).ok()).collect();
        if !still.is_empty() {
            let pages = runs(&still.into_iter().collect::<Vec<_>>());
            text.push_str(&voice.say_with(key("documents-remaining"), &[("pages", &pages)])?);
        }
        Ok(CopyRow {
            name: copy.file.name.clone(),
            href: format!("/desk/cases/{case}/files/{}", copy.file.id),
            text,
            is_current: latest == Some(copy.file.id),
        })
    });
    Ok(DocumentRow {
        id: file.id.to_string(),
        name: file.name.clone(),
        href: is_seen.then(|| format!("{here}/pages/1")),
        search_href: is_seen.then(|| format!("{here}/search")),
        original_href: file
            .scan
            .is_open()
            .then(|| format!("/desk/cases/{case}/files/{}", file.id)),
        progress: progress(voice, opened)?,
        facts,
        problem: document.problem.clone(),
        warnings,
        left_out: left_out.collect::<Said<_>>()?,
        again_href: (reading.may_mark && document.state == State::Failed && file.scan.is_open())
            .then(|| format!("{here}/again")),
        copies: copies.collect::<Said<_>>()?,
        copy_href: (reading.may_mark && document.state == State::Ready && latest.is_none())
            .then(|| format!("{here}/copy")),
    })
}

fn progress(voice: Voice<'_>, opened: &Opened) -> Said<Option<Progress>> {
    let document = &opened.document;
    if opened.file.scan == Scan::Waiting {
        return Ok(Some(Progress {
            text: voice.say(key("file-waiting"))?,
            done: 0,
            pages: 1,
        }));
    }
    let (begun, counted) = match document.state {
        State::Preparing => (key("documents-preparing-begun"), key("documents-preparing")),
        State::Copying => (key("documents-copying-begun"), key("documents-copying")),
        State::Ready | State::Failed | State::Unpacked => return Ok(None),
    };
    let text = match document.pages.filter(|pages| *pages > 0) {
        Some(pages) => {
            let (done, pages) = (document.done.to_string(), pages.to_string());
            voice.say_with(counted, &[("done", &done), ("pages", &pages)])?
        }
        None => voice.say(begun)?,
    };
    Ok(Some(Progress {
        text,
        done: document.done,
        pages: document.pages.unwrap_or(1).max(1),
    }))
}

/// `POST /desk/cases/{case}/documents`
pub(super) async fn create(
    view: View,
    who: SignedIn,
    Path(case): Path<Uuid>,
    sent: Upload<Pairs>,
) -> Result<Response, Failure> {
    let reading = changing(&view, &who, case).await?;
    let voice = voice(&view);
    let case = &reading.dossier.case;
    let actor = Actor::Officer(who.officer());
    let mut problems = refused(voice, &sent.refused)?;
    if sent.files.is_empty() && sent.refused.is_empty() {
        problems.add(UPLOAD, voice.say(key("documents-none-chosen"))?);
    }
    let (mut taken, mut left) = (0, 0);
    for file in sent.files {
        let upload = casework::Upload {
            name: file.name.clone(),
            bytes: file.content.to_vec(),
        };
        match bring(&view.app.office, &actor, (case.agency, case.id), upload).await {
            Ok(brought) => {
                taken += brought.documents;
                left += brought.left_out;
            }
            Err(ActError::File(_, wrong)) => {
                problems.add(UPLOAD, voice.say_with(not_taken(wrong), &[("name", &file.name)])?);
            }
            Err(ActError::Infected(name, virus)) => {
                let said = &[("name", name.as_str()), ("virus", virus.as_str())];
                problems.add(UPLOAD, voice.say_with(key("file-infected"), said)?);
            }
            Err(ActError::Refused(refusal)) => problems.add(UPLOAD, voice.refusal(&refusal)?),
            Err(other) => return Err(other.into()),
        }
    }
    if problems.is_empty() {
        let mut told = voice.say_with(key("documents-taken"), &[("count", &taken.to_string())])?;
        if left > 0 {
            told += &voice.say_with(key("documents-taken-without"), &[("count", &left.to_string())])?;
        }
        view.visit.flash(true, told).await?;
        return Ok(Redirect::to(&at(case.id)).into_response());
    }
    let page = page(&view, &reading, problems).await?;
    view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
}

/// Why a file is not taken in, and what can be done.
fn not_taken(wrong: WrongKind) -> Key {
    match wrong {
        WrongKind::Empty => key("documents-empty"),
        WrongKind::Extension | WrongKind::Content | WrongKind::Mismatch { .. } => key("documents-type"),
        WrongKind::Macros => key("documents-macros"),
        WrongKind::Encrypted => key("documents-encrypted"),
        WrongKind::TooMany => key("documents-too-many"),
        WrongKind::TooLarge => key("documents-too-large"),
    }
}

/// Why a file of a package was left out.
fn left_out(why: LeftOut) -> Key {
    match why {
        LeftOut::Kind => key("documents-left-kind"),
        LeftOut::Content => key("documents-left-content"),
        LeftOut::Macros => key("documents-left-macros"),
        LeftOut::Encrypted => key("documents-left-encrypted"),
        LeftOut::Nested => key("documents-left-nested"),
        LeftOut::Path => key("documents-left-path"),
        LeftOut::Empty => key("documents-left-empty"),
        LeftOut::Broken => key("documents-left-broken"),
    }
}

/// `POST /desk/cases/{case}/documents/{file}/again`
pub(super) async fn again(
    view: View,
    who: SignedIn,
    Path((case, file)): Path<(Uuid, Uuid)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    let reading = changing(&view, &who, case).await?;
    let opened = document(&view, &reading.dossier, file).await?;
    let case = &reading.dossier.case;
    let actor = Actor::Officer(who.officer());
    let asked = look_again(&view.app.office, &actor, (case.agency, case.id), opened.file.id).await;
    told(&view, asked, key("documents-again-asked")).await?;
    Ok(Redirect::to(&at(case.id)).into_response())
}

/// Says that something was asked for, or why not.
async fn told(view: &View, asked: Result<(), ActError>, done: Key) -> Result<(), Failure> {
    match asked {
        Ok(()) => view.visit.flash(true, voice(view).say(done)?).await,
        Err(ActError::Refused(refusal)) => view.visit.flash(false, voice(view).refusal(&refusal)?).await,
        Err(other) => Err(other.into()),
    }
}

/// `POST /desk/cases/{case}/documents/{file}/copy`
pub(super) async fn copy(
    view: View,
    who: SignedIn,
    Path((case, file)): Path<(Uuid, Uuid)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    let reading = changing(&view, &who, case).await?;
    let opened = document(&view, &reading.dossier, file).await?;
    let case = &reading.dossier.case;
    let actor = Actor::Officer(who.officer());
    let asked = ask_for_copy(&view.app.office, &actor, (case.agency, case.id), opened.file.id).await;
    told(&view, asked, key("documents-copy-asked")).await?;
    Ok(Redirect::to(&at(case.id)).into_response())
}
