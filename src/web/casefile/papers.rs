//! Letters and files of a case, for whoever may read it.

use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::dossier::Dossier;
use crate::{
    casework::{self, ActError, Office, review},
    domain::{
        account::Officer,
        id::{FileId, LetterId, NoticeId},
        refusal::Refusal,
    },
    letters::Document,
    store::{self, Scope, StoreError},
    template::Template,
    web::{
        download::{How, download},
        error::Failure,
        page::{Page, Side, Title, View},
        wording::voice,
    },
};

/// A letter as it went out, to be read.
#[derive(Debug, Serialize)]
pub(crate) struct LetterPage {
    title: String,
    back: String,
    /// Where its files are.
    pdf_href: String,
    docx_href: String,
    /// It has not gone out: it is shown as it would.
    is_draft: bool,
    letter: String,
}

impl Template for LetterPage {
    const NAME: &'static str = "pages/desk/letter";

    fn samples() -> Vec<Self> {
        let page = |is_draft: bool| Self {
            title: "政府信息公开申请答复书".to_owned(),
            back: "/desk/cases/1".to_owned(),
            pdf_href: "/desk/cases/1/letters/2/pdf".to_owned(),
            docx_href: "/desk/cases/1/letters/2/docx".to_owned(),
            is_draft,
            letter: "<article><p>正文</p></article>".to_owned(),
        };
        vec![page(false), page(true)]
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
    let document = document(&letter(office, dossier, id).await?)?;
    let case = dossier.case.id;
    let page = LetterPage {
        title: document.title.clone(),
        back: format!("{at}/{case}"),
        pdf_href: format!("{at}/{case}/letters/{id}/pdf"),
        docx_href: format!("{at}/{case}/letters/{id}/docx"),
        is_draft: false,
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
    let document = proposed(office, dossier, id).await?;
    let page = LetterPage {
        title: document.title.clone(),
        back: format!("{at}/{}", case.id),
        pdf_href: format!("{at}/{}/notices/{id}/pdf", case.id),
        docx_href: format!("{at}/{}/notices/{id}/docx", case.id),
        is_draft: true,
        letter: office.letters.html(&document),
    };
    view.page(page).await
}

/// The document of a letter as it was issued.
fn document(letter: &store::letter::Letter) -> Result<Document, Failure> {
    let document = serde_json::from_str(&letter.document);
    Ok(document.map_err(|error| StoreError::Inconsistent {
        table: "letter",
        key: letter.id.to_string(),
        source: error.into(),
    })?)
}

/// A procedural letter as it would go out now.
async fn proposed(office: &Office, dossier: &Dossier, id: NoticeId) -> Result<Document, Failure> {
    let case = &dossier.case;
    let open = case.notice(id).filter(|notice| notice.is_open());
    if open.is_none() {
        return Err(Failure::NotFound);
    }
    let (document, _) = casework::preview_notice(office, case.agency, case.id, id).await?;
    Ok(document)
}

/// The file in which a letter is handed out.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Format {
    Pdf,
    /// Word.
    Docx,
}

/// The media type of a Word file.
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A letter that has not gone out, marked as a draft on every page.
pub(crate) async fn draft(view: &View, document: Document, format: Format) -> Result<Response, Failure> {
    let name = format!("草稿－{}", document.title);
    let letters = view.app.office.letters.clone();
    if let Format::Docx = format {
        return Ok(download(
            How::Save,
            DOCX,
            &format!("{name}.docx"),
            letters.docx(&document),
        ));
    }
    if let Some((character, near)) = letters.unwritable(&document) {
        let refusal = Refusal::NoGlyph { character, near };
        return Err(Failure::Refused(voice(view).refusal(&refusal)?));
    }
    let set = tokio::task::spawn_blocking(move || letters.pdf(&document)).await;
    let bytes = set.map_err(anyhow::Error::from)?.map_err(ActError::from)?;
    Ok(download(
        How::Show,
        "application/pdf",
        &format!("{name}.pdf"),
        bytes,
    ))
}

/// A procedural letter that has not gone out, as a file.
pub(crate) async fn preview_file(
    view: &View,
    dossier: &Dossier,
    id: NoticeId,
    format: Format,
) -> Result<Response, Failure> {
    let document = proposed(&view.app.office, dossier, id).await?;
    draft(view, document, format).await
}

/// An issued letter for Word: the words as they were issued, for an agency that prints and seals it by hand.
pub(crate) async fn docx(office: &Office, dossier: &Dossier, id: LetterId) -> Result<Response, Failure> {
    let letter = letter(office, dossier, id).await?;
    let bytes = office.letters.docx(&document(&letter)?);
    Ok(download(
        How::Save,
        DOCX,
        &format!("{}.docx", letter.number),
        bytes,
    ))
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
    if !dossier.may_open(officer, file) || !file.scan.is_open() {
        return Err(Failure::NotFound);
    }
    let bytes = office.blobs.get(file.content).await?;
    review::remember(office, officer, &dossier.case, file.content).await?;
    Ok(download(How::Show, &file.media_type, &file.name, bytes))
}
