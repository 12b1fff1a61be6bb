//! Letters and files of a case, for whoever may read it.

use axum::response::Response;
use serde::Serialize;

use super::dossier::Dossier;
use crate::{
    casework::{self, Office},
    domain::{
        account::Officer,
        id::{FileId, LetterId, NoticeId},
    },
    letters::Document,
    store::{self, Scope, StoreError},
    template::Template,
    web::{
        download::{How, download},
        error::Failure,
        page::{Page, Side, Title, View},
    },
};

/// A letter as it went out, to be read.
#[derive(Debug, Serialize)]
pub(crate) struct LetterPage {
    title: String,
    back: String,
    /// Nothing for a letter that has not gone out.
    pdf_href: Option<String>,
    letter: String,
}

impl Template for LetterPage {
    const NAME: &'static str = "pages/desk/letter";

    fn samples() -> Vec<Self> {
        let page = |pdf_href: Option<&str>| Self {
            title: "政府信息公开申请答复书".to_owned(),
            back: "/desk/cases/1".to_owned(),
            pdf_href: pdf_href.map(str::to_owned),
            letter: "<article><p>正文</p></article>".to_owned(),
        };
        vec![page(Some("/desk/cases/1/letters/2/pdf")), page(None)]
    }
}

impl Page for LetterPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Plain(self.title.clone())
    }
}

/// The letter of the case, or nothing.
async fn letter(office: &Office, dossier: &Dossier, id: LetterId) -> Result<store::letter::Letter, Failure> {
    let found = store::letter::get(&office.db, Scope::of(dossier.case.agency), id).await?;
    found
        .filter(|letter| letter.case == dossier.case.id)
        .ok_or(Failure::NotFound)
}

/// Shows a letter as a page; `at` is where the reader's pages of cases are.
pub(crate) async fn show(
    view: &View,
    dossier: &Dossier,
    id: LetterId,
    at: &str,
) -> Result<Response, Failure> {
    let office = &view.app.office;
    let letter = letter(office, dossier, id).await?;
    let document: Document =
        serde_json::from_str(&letter.document).map_err(|error| StoreError::Inconsistent {
            table: "letter",
            key: id.to_string(),
            source: error.into(),
        })?;
    let case = dossier.case.id;
    let page = LetterPage {
        title: document.title.clone(),
        back: format!("{at}/{case}"),
        pdf_href: Some(format!("{at}/{case}/letters/{id}/pdf")),
        letter: office.letters.html(&document),
    };
    view.page(page).await
}

/// Shows a procedural letter as it would go out now; once it went out, there is the letter itself.
pub(crate) async fn preview(
    view: &View,
    dossier: &Dossier,
    id: NoticeId,
    at: &str,
) -> Result<Response, Failure> {
    let (office, case) = (&view.app.office, &dossier.case);
    let open = case.notice(id).filter(|notice| notice.is_open());
    if open.is_none() {
        return Err(Failure::NotFound);
    }
    let (document, _) = casework::preview_notice(office, case.agency, case.id, id).await?;
    let page = LetterPage {
        title: document.title.clone(),
        back: format!("{at}/{}", case.id),
        pdf_href: None,
        letter: office.letters.html(&document),
    };
    view.page(page).await
}

/// The letter exactly as it was issued.
pub(crate) async fn pdf(office: &Office, dossier: &Dossier, id: LetterId) -> Result<Response, Failure> {
    let letter = letter(office, dossier, id).await?;
    let bytes = office.blobs.get(letter.pdf).await?;
    Ok(download(
        How::Show,
        "application/pdf",
        &format!("{}.pdf", letter.number),
        bytes,
    ))
}

/// A file of the case, for whoever's task needs it.
pub(crate) async fn file(
    office: &Office,
    officer: &Officer,
    dossier: &Dossier,
    id: FileId,
) -> Result<Response, Failure> {
    let file = dossier
        .files
        .iter()
        .find(|file| file.id == id)
        .ok_or(Failure::NotFound)?;
    if !dossier.may_open(officer, file) {
        return Err(Failure::NotFound);
    }
    let bytes = office.blobs.get(file.content).await?;
    Ok(download(How::Show, &file.media_type, &file.name, bytes))
}
