//! 拟公开的文件: documents of a case page by page, what is blacked out on them, and the copies that go out. Whoever may read
//! the case sees them; only whoever drafts the answer changes anything.
//!
//! A place is marked by the mouse (`documents.js` draws a box), by two clicks or taps on the page's picture (an image
//! button sends where it was pressed, without any script), by numbers, or by words through all pages.

mod everywhere;
mod files;
mod list;
mod mark;
mod page;
mod samples;
mod search;
mod sheet;

use axum::{
    Router,
    routing::{get, post},
};
use uuid::Uuid;

use self::page::{DocumentsPage, EverywherePage, SearchPage, SheetPage};
use super::case::open;
use crate::{
    casework::document::{self, Opened},
    domain::{
        account::{Actor, Officer},
        command::CommandKind,
        id::{CaseId, FileId},
        permission,
        refusal::Refusal,
    },
    template::Entry,
    web::{app::App, casefile::dossier::Dossier, error::Failure, extract::SignedIn, page::View},
};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/desk/cases/{case}/documents", get(list::show).post(list::create))
        .route("/desk/cases/{case}/documents/search", get(everywhere::show))
        .route("/desk/cases/{case}/documents/{file}/again", post(list::again))
        .route("/desk/cases/{case}/documents/{file}/copy", post(list::copy))
        .route(
            "/desk/cases/{case}/documents/{file}/pages/{page}",
            get(sheet::show).post(mark::create),
        )
        .route(
            "/desk/cases/{case}/documents/{file}/pages/{page}/remove",
            post(mark::remove),
        )
        .route(
            "/desk/cases/{case}/documents/{file}/pages/{page}/picture",
            get(files::picture),
        )
        .route(
            "/desk/cases/{case}/documents/{file}/search",
            get(search::show).post(search::update),
        )
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![DocumentsPage, SheetPage, SearchPage, EverywherePage].into()
}

/// Where the documents of a case are.
fn at(case: CaseId) -> String {
    format!("/desk/cases/{case}/documents")
}

/// A case with whether the reader may change its documents now.
struct Reading {
    dossier: Dossier,
    may_mark: bool,
    /// Whether a step of the review is theirs now.
    may_remark: bool,
    officer: Officer,
}

async fn reading(view: &View, who: &SignedIn, case: Uuid) -> Result<Reading, Failure> {
    let dossier = open(view, who, case).await?;
    let actor = Actor::Officer(who.officer());
    let may_mark = permission::may(&dossier.case, &actor, CommandKind::DraftAnswer, &view.law).is_ok();
    let may_remark = permission::may(&dossier.case, &actor, CommandKind::SendBack, &view.law).is_ok();
    Ok(Reading {
        dossier,
        may_mark,
        may_remark,
        officer: who.officer().clone(),
    })
}

/// The same for whoever changes something. Who only watches over the case never does.
async fn changing(view: &View, who: &SignedIn, case: Uuid) -> Result<Reading, Failure> {
    let reading = reading(view, who, case).await?;
    let actor = Actor::Officer(who.officer());
    let verdict = permission::may(&reading.dossier.case, &actor, CommandKind::DraftAnswer, &view.law);
    if let Err(Refusal::NotYourRole) = verdict {
        return Err(Failure::NotFound);
    }
    Ok(reading)
}

/// A document of the case; one of another case is not found.
async fn document(view: &View, dossier: &Dossier, file: Uuid) -> Result<Opened, Failure> {
    let case = &dossier.case;
    let found = document::open(&view.app.office, case.agency, case.id, FileId(file)).await?;
    found.ok_or(Failure::NotFound)
}
