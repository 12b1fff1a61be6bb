//! Turning a document into a PDF, so that everything that follows (pages, search, marks, copies) is one thing for all.

use super::super::{ActError, Office};
use crate::{
    documents::{Becomes, Kind, mail, plain, worker::WorkError},
    letters::RenderError,
    store::{self, Scope, document::Document, file::File},
};

/// The document with the PDF that it became, kept; or why there is none, which is said of the document.
pub(super) async fn as_pdf(
    office: &Office,
    scope: Scope,
    document: Document,
) -> Result<Result<Document, (Document, WorkError)>, ActError> {
    if document.pdf.is_some() {
        return Ok(Ok(document));
    }
    let file = store::file::get(&office.db, scope, document.file).await?;
    let file = file.ok_or(ActError::Gone)?;
    let kind = Kind::of_media_type(&file.media_type);
    let made = match kind.map(|kind| (kind, kind.becomes())) {
        Some((kind, Becomes::Converted)) => converted(office, &file, kind).await?,
        Some((kind, Becomes::Set)) => set(office, &file, kind).await?,
        Some((_, Becomes::Itself | Becomes::Unpacked)) | None => return Ok(Ok(document)),
    };
    let pdf = match made {
        Ok(pdf) => office.blobs.put(pdf).await?,
        Err(error @ WorkError::Start { .. }) => return Err(ActError::Document(error)),
        Err(error) => return Ok(Err((document, error))),
    };
    let after = Document {
        pdf: Some(pdf),
        ..document.clone()
    };
    let tx = office.db.begin().await?;
    store::document::update(&tx, scope, &document, &after).await?;
    tx.commit().await?;
    Ok(Ok(after))
}

/// By LibreOffice.
async fn converted(office: &Office, file: &File, kind: Kind) -> Result<Result<Vec<u8>, WorkError>, ActError> {
    let bytes = office.blobs.get(file.content).await?;
    let worker = office.worker.clone();
    let work = tokio::task::spawn_blocking(move || worker.convert(&bytes, kind));
    work.await.map_err(|_| ActError::Interrupted)
}

/// By the program itself: words without a form need no other.
async fn set(office: &Office, file: &File, kind: Kind) -> Result<Result<Vec<u8>, WorkError>, ActError> {
    let bytes = office.blobs.get(file.content).await?;
    let (letters, most, name) = (
        office.letters.clone(),
        office.worker.limits.text_chars,
        file.name.clone(),
    );
    let work = tokio::task::spawn_blocking(move || {
        let words = if kind == Kind::Mail {
            mail::words(&bytes)
        } else {
            plain::decode(&bytes)
        };
        match words {
            None => Ok(Err(WorkError::Refused(
                "读不出文字：请另存为PDF后再上传".to_owned(),
            ))),
            Some(words) if words.chars().count() > most => Ok(Err(WorkError::Refused(format!(
                "文字超过{most}字的上限：请分成几个文件"
            )))),
            Some(words) => letters.plain_text(&name, &words).map(Ok),
        }
    });
    let set: Result<_, RenderError> = work.await.map_err(|_| ActError::Interrupted)?;
    Ok(set?)
}
