//! 随附材料: what a third party is shown besides the letter, each under the title that the staff gave it. Nothing but what its
//! letter names is found here, and that it was fetched is noted, once.

use axum::response::Response;
use serde::Serialize;
use uuid::Uuid;

use super::load::{self, Asked};
use crate::{
    casework::attachment,
    domain::{id::FileId, notice::Attached},
    text::words,
    web::{
        download::{How, download},
        error::Failure,
        extract::Path,
        page::View,
        portal::load::blob,
    },
};

/// A file that is shown.
#[derive(Debug, Serialize)]
pub(super) struct AttachedRow {
    pub(super) id: String,
    /// What the staff call it.
    pub(super) title: String,
    pub(super) size: String,
    /// Nobody has fetched it yet.
    pub(super) is_new: bool,
}

impl AttachedRow {
    pub(super) fn sample(is_new: bool) -> Self {
        Self {
            id: "0".to_owned(),
            title: "投标文件<b>第3至5页".to_owned(),
            size: "1.2 MB".to_owned(),
            is_new,
        }
    }
}

/// What goes with the letter, as far as it can be opened.
pub(super) async fn rows(view: &View, asked: &Asked) -> Result<Vec<AttachedRow>, Failure> {
    let mut rows = Vec::new();
    for one in asked.notice.matter.attached() {
        let file = attachment::shown(&view.app.office, asked.agency.id, &asked.case, *one).await?;
        rows.extend(file.map(|file| AttachedRow {
            id: file.id.to_string(),
            title: attachment::title_of(&file).to_owned(),
            size: words::size(view.lang, file.size),
            is_new: !asked.notice.fetched.contains_key(&file.id),
        }));
    }
    Ok(rows)
}

/// The titles of some of it.
pub(super) async fn titles(view: &View, asked: &Asked, files: &[FileId]) -> Result<Vec<String>, Failure> {
    let ids: Vec<String> = files.iter().map(ToString::to_string).collect();
    let rows = rows(view, asked).await?.into_iter();
    Ok(rows
        .filter(|row| ids.contains(&row.id))
        .map(|row| row.title)
        .collect())
}

fn named(asked: &Asked, file: FileId) -> Option<Attached> {
    let mut attached = asked.notice.matter.attached().iter();
    attached.find(|one| one.file == file).copied()
}

/// `GET /consultation/{link}/files/{file}`
pub(in crate::web::portal) async fn file(
    view: View,
    Path((link, file)): Path<(Uuid, Uuid)>,
) -> Result<Response, Failure> {
    let asked = load::asked(&view, link).await?;
    let one = named(&asked, FileId(file)).ok_or(Failure::NotFound)?;
    let file = attachment::shown(&view.app.office, asked.agency.id, &asked.case, one).await?;
    let file = file.ok_or(Failure::NotFound)?;
    let bytes = blob(&view.app, file.content).await?;
    asked.note_opened(&view, (asked.letter.id, Some(file.id))).await?;
    Ok(download(How::Save, &file.media_type, &file.name, bytes))
}
