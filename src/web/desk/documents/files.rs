//! Pictures of pages.

use axum::response::Response;
use uuid::Uuid;

use super::{document, reading};
use crate::{
    store::{self, Scope},
    web::{
        download::{How, download},
        error::Failure,
        extract::{Path, SignedIn},
        page::View,
    },
};

/// `GET /desk/cases/{case}/documents/{file}/pages/{page}/picture`
pub(super) async fn picture(
    view: View,
    who: SignedIn,
    Path((case, file, number)): Path<(Uuid, Uuid, u32)>,
) -> Result<Response, Failure> {
    let reading = reading(&view, &who, case).await?;
    let opened = document(&view, &reading.dossier, file).await?;
    let office = &view.app.office;
    let scope = Scope::of(reading.dossier.case.agency);
    let page = store::document::page(&office.db, scope, &office.vault, (opened.file.id, number)).await?;
    let (page, _) = page.ok_or(Failure::NotFound)?;
    let bytes = office.blobs.get(page.picture).await?;
    Ok(download(How::Show, "image/png", &format!("{number}.png"), bytes))
}
