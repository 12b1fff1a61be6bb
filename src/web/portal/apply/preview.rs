//! A file that waits with an unfinished form, for whoever has sent it to look at.

use axum::response::Response;
use uuid::Uuid;

use super::session::{self, Found};
use crate::web::{
    download::{How, download},
    error::Failure,
    extract::Path,
    filing::Memory,
    page::View,
    portal::load,
};

/// `GET /apply/{form}/files/{number}`
pub(super) async fn show(
    view: View,
    memory: Memory,
    Path((form, number)): Path<(Uuid, usize)>,
) -> Result<Response, Failure> {
    let opened = match session::find(&view, &memory, form, "").await? {
        Found::Elsewhere(there) => return Ok(there),
        Found::Open(opened) => opened,
    };
    let file = opened.work.waiting(number).ok_or(Failure::NotFound)?;
    let bytes = load::blob(&view.app, file.content).await?;
    Ok(download(How::Show, file.media_type(), &file.name, bytes))
}
