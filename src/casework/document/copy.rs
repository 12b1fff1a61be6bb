//! Making the copy of a document that may be handed over.

use tokio::sync::mpsc;

use super::{
    super::{
        ActError, Office,
        files::{Checked, keep},
    },
    drafted, in_state, look, put_down,
};
use crate::{
    documents::{
        Kind,
        pdf::{Blackout, Redacted},
        worker::{Progress, WorkError},
    },
    domain::{
        account::Actor,
        id::{AgencyId, CaseId, FileId},
        mark::{self, Mark},
    },
    store::{
        self, Scope,
        document::{Document, State},
        file::Purpose,
        release_copy::ReleaseCopy,
    },
};

/// The name of the job.
pub const COPY: &str = "copy_document";

/// Asks for the copy of a document with its marks as they stand.
pub async fn ask_for_copy(
    office: &Office,
    actor: &Actor,
    (agency, case): (AgencyId, CaseId),
    file: FileId,
) -> Result<(), ActError> {
    let scope = Scope::of(agency);
    let tx = office.db.begin().await?;
    let office = &office.at_work(&tx, scope).await?;
    let (case, by) = drafted(office, &tx, scope, actor, case).await?;
    let before = in_state(&tx, scope, &case, file, State::Ready).await?;
    let after = Document {
        state: State::Copying,
        done: 0,
        problem: None,
        asked_by: Some(by),
        ..before.clone()
    };
    store::document::update(&tx, scope, &before, &after).await?;
    put_down(office, &tx, (agency, case.id, file), COPY).await?;
    tx.commit().await?;
    Ok(())
}

/// Makes the copy that was asked for. May be begun anew after having been broken off anywhere.
pub async fn make_copy(office: &Office, agency: AgencyId, file: FileId) -> Result<(), ActError> {
    let scope = Scope::of(agency);
    let Some(document) = store::document::get(&office.db, scope, file).await? else {
        return Ok(());
    };
    if document.state != State::Copying {
        return Ok(());
    }
    let marks = store::mark::of_file(&office.db, scope, file).await?;
    let bytes = look::bytes_of(office, scope, &document).await?;
    let (tell, mut told) = mpsc::channel::<Progress>(16);
    let (worker, boxes) = (office.worker.clone(), boxes(&marks));
    let work = tokio::task::spawn_blocking(move || {
        worker.redact(bytes, boxes, &mut |progress| {
            // Who looks sees the next page told instead.
            tell.try_send(progress).ok();
        })
    });
    while let Some(Progress { page, pages }) = told.recv().await {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        store::document::advance(&office.db, scope, file, count(page), count(pages)).await?;
    }
    match work.await.map_err(|_| ActError::Interrupted)? {
        Ok((made, report)) => finish(office, scope, &document, &marks, (made, report)).await,
        Err(error @ WorkError::Start { .. }) => Err(ActError::Document(error)),
        Err(error @ (WorkError::Refused(_) | WorkError::TooMuch | WorkError::NoConverter)) => {
            let tx = office.db.begin().await?;
            let after = Document {
                state: State::Ready,
                problem: Some(error.to_string()),
                asked_by: None,
                ..document.clone()
            };
            store::document::update(&tx, scope, &document, &after).await?;
            tx.commit().await?;
            Ok(())
        }
    }
}

/// Keeps the copy as a file that an answer can name.
async fn finish(
    office: &Office,
    scope: Scope,
    document: &Document,
    marks: &[Mark],
    (made, report): (Vec<u8>, Redacted),
) -> Result<(), ActError> {
    let tx = office.db.begin().await?;
    let source = store::file::get(&tx, scope, document.file)
        .await?
        .ok_or(ActError::Gone)?;
    let after = Document {
        state: State::Ready,
        problem: None,
        asked_by: None,
        ..document.clone()
    };
    // Somebody else finished it, or took the document out of the work.
    if !store::document::update(&tx, scope, document, &after).await? {
        return Ok(());
    }
    let mut copy = Checked::new(office, name_of_copy(&source.name), Kind::Pdf, made);
    // Made here, of nothing but what the document shows.
    copy.finding.scan = source.scan;
    let file = keep(
        office,
        &tx,
        scope,
        document.case,
        (Purpose::Answer, document.asked_by),
        copy,
    )
    .await?;
    let copy = ReleaseCopy {
        file: file.id,
        source: document.file,
        marks: mark::digest(marks),
        report: serde_json::to_string(&report).expect("numbers always serialise"),
        created_at: office.now(),
    };
    store::release_copy::insert(&tx, scope, &copy).await?;
    tx.commit().await?;
    Ok(())
}

fn boxes(marks: &[Mark]) -> Vec<Blackout> {
    let points = |thousandths: i32| f64::from(thousandths) / 1_000.0;
    let a_box = |mark: &Mark| Blackout {
        page: usize::try_from(mark.page).unwrap_or(usize::MAX),
        x: points(mark.spot.x),
        y: points(mark.spot.y),
        width: points(mark.spot.width),
        height: points(mark.spot.height),
        ground: mark.reason.to_string(),
    };
    marks.iter().map(a_box).collect()
}

/// `调解协议.docx` becomes `调解协议（公开版）.pdf`; in which package it lay is nobody's business.
fn name_of_copy(name: &str) -> String {
    let name = name.rsplit('/').next().unwrap_or(name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{stem}（公开版）.pdf")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_called_after_its_document() {
        assert_eq!(name_of_copy("调解协议.docx"), "调解协议（公开版）.pdf");
        assert_eq!(name_of_copy("包.zip/甲/调解协议.docx"), "调解协议（公开版）.pdf");
        assert_eq!(name_of_copy("没有扩展名"), "没有扩展名（公开版）.pdf");
    }
}
