//! 案卷: the file of a case in one download, for the agency's reply in 行政复议 and 行政诉讼: what was asked, every letter,
//! what was handed over, who reviewed it and when, how the last day came about, and the history with its hashes.

mod archive;
mod contents;
pub(crate) mod sheet;

use axum::response::Response;

pub(crate) use self::archive::stream;

use super::dossier::Dossier;
use crate::{
    domain::{account::Officer, digest::Digest, permission},
    store::{self, Scope},
    text::{file_name::safe, key},
    web::{download, error::Failure, page::View, wording::voice},
};

/// One file of the download.
#[derive(Debug)]
pub(crate) struct Part {
    /// Its path, safe on every system.
    pub(crate) path: String,
    pub(crate) content: Content,
}

#[derive(Debug)]
pub(crate) enum Content {
    /// Written for the download.
    Text(String),
    /// Kept under this digest, and given out as it is.
    Blob(Digest),
}

/// Whether the file of the case is for this person.
pub(crate) fn is_for(dossier: &Dossier, officer: &Officer) -> bool {
    permission::may_take_file(&dossier.case, officer)
}

/// Where the file of the case is, for whom it is there.
pub(crate) fn href(dossier: &Dossier, officer: &Officer) -> Option<String> {
    is_for(dossier, officer).then(|| format!("/desk/cases/{}/file.zip", dossier.case.id))
}

/// The file of the case; to whom it is not for, it does not exist.
pub(crate) async fn give(view: &View, officer: &Officer, dossier: &Dossier) -> Result<Response, Failure> {
    if !is_for(dossier, officer) {
        return Err(Failure::NotFound);
    }
    let (office, voice) = (&view.app.office, voice(view));
    let (case, scope) = (&dossier.case, Scope::of(dossier.case.agency));
    let letters = store::letter::of_case(&office.db, scope, case.id).await?;
    let chain = store::case::chained(&office.db, scope, case.id).await?;
    let written = contents::Written {
        voice,
        dossier,
        in_full: dossier.needs_contact(officer),
        today: office.today(),
        offset: office.clock.offset(),
    };
    let parts = written.parts(&letters, &chain)?;
    let name = voice.say_with(key("bundle-name"), &[("number", &case.number.to_string())])?;
    tracing::info!(case = %case.id, account = %officer.account, parts = parts.len(), "file of a case given out");
    let now = office.now().to_offset(office.clock.offset());
    let body = stream(&office.blobs, parts, now);
    Ok(download::download(
        download::How::Save,
        "application/zip",
        &format!("{}.zip", safe(&name)),
        body,
    ))
}
