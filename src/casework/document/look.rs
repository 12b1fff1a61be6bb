//! Looking at the pages of a document: each becomes a picture and the words that are written on it.

use tokio::sync::mpsc;

use super::{
    super::{ActError, Office, index},
    convert,
};
use crate::{
    documents::worker::{Page as Seen, WorkError},
    domain::id::{AgencyId, FileId},
    store::{
        self, Scope,
        document::{Document, Page, State},
    },
};

/// The name of the job.
pub const LOOK: &str = "look_at_document";

/// How finely pages are shown, in dots an inch: sharp on a screen, and small enough for a telephone.
const DPI: f64 = 120.0;

/// Looks at every page of a document and keeps what is seen. May be begun anew after having been broken off anywhere.
pub async fn look_at(office: &Office, agency: AgencyId, file: FileId) -> Result<(), ActError> {
    let scope = Scope::of(agency);
    let Some(document) = store::document::get(&office.db, scope, file).await? else {
        return Ok(());
    };
    if document.state != State::Preparing {
        return Ok(());
    }
    let file_row = store::file::get(&office.db, scope, file).await?;
    if !file_row.is_some_and(|file| file.scan.is_open()) {
        return Ok(());
    }
    let document = match convert::as_pdf(office, scope, document).await? {
        Ok(document) => document,
        Err((document, error)) => return fail(office, scope, &document, &error).await,
    };
    let bytes = bytes_of(office, scope, &document).await?;
    let (tell, mut told) = mpsc::channel::<(Seen, usize)>(2);
    let worker = office.worker.clone();
    let work = tokio::task::spawn_blocking(move || {
        worker.look(bytes, DPI, &mut |page, pages| {
            // Nobody listens any more: the lease was lost, and somebody else is at it.
            tell.blocking_send((page, pages)).map_err(|_| WorkError::TooMuch)
        })
    });
    while let Some((page, pages)) = told.recv().await {
        keep(office, scope, file, page, pages).await?;
    }
    let outcome = work.await.map_err(|_| ActError::Interrupted)?;
    let after = match outcome {
        Ok(warnings) => Document {
            state: State::Ready,
            problem: None,
            warnings: u32::try_from(warnings).unwrap_or(u32::MAX),
            ..document.clone()
        },
        Err(error @ WorkError::Start { .. }) => return Err(ActError::Document(error)),
        Err(error @ (WorkError::Refused(_) | WorkError::TooMuch | WorkError::NoConverter)) => {
            failed(&document, &error)
        }
    };
    let tx = office.db.begin().await?;
    let counted = store::document::get(&tx, scope, file).await?;
    let after = Document {
        pages: counted.as_ref().and_then(|document| document.pages),
        done: counted.map_or(0, |document| document.done),
        ..after
    };
    store::document::update(&tx, scope, &document, &after).await?;
    tx.commit().await?;
    Ok(())
}

/// How a document stands of which nothing can be made.
fn failed(document: &Document, error: &WorkError) -> Document {
    Document {
        state: State::Failed,
        problem: Some(error.to_string()),
        ..document.clone()
    }
}

async fn fail(office: &Office, scope: Scope, document: &Document, error: &WorkError) -> Result<(), ActError> {
    let tx = office.db.begin().await?;
    store::document::update(&tx, scope, document, &failed(document, error)).await?;
    tx.commit().await?;
    Ok(())
}

/// The bytes of a document, as PDF or picture.
pub(super) async fn bytes_of(
    office: &Office,
    scope: Scope,
    document: &Document,
) -> Result<Vec<u8>, ActError> {
    let content = if let Some(pdf) = document.pdf {
        pdf
    } else {
        let file = store::file::get(&office.db, scope, document.file).await?;
        file.ok_or(ActError::Gone)?.content
    };
    Ok(office.blobs.get(content).await?)
}

async fn keep(office: &Office, scope: Scope, file: FileId, seen: Seen, pages: usize) -> Result<(), ActError> {
    let picture = office.blobs.put(seen.picture).await?;
    let number = u32::try_from(seen.number).unwrap_or(u32::MAX);
    let page = Page {
        number,
        width: thousandths(seen.width),
        height: thousandths(seen.height),
        picture,
    };
    let tx = office.db.begin().await?;
    let words = serde_json::to_string(&seen.text).expect("words and numbers always serialise");
    store::document::keep_page(&tx, scope, &office.vault, file, (page, &words)).await?;
    index::page(office, &tx, scope, file, (number, &seen.text)).await?;
    tx.commit().await?;
    let pages = u32::try_from(pages).unwrap_or(u32::MAX);
    store::document::advance(&office.db, scope, file, number, pages).await?;
    Ok(())
}

/// Points as whole thousandths of one.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "there is no other conversion from a float; `as` saturates"
)]
pub(in crate::casework) fn thousandths(points: f64) -> i32 {
    (points * 1_000.0).round() as i32
}
