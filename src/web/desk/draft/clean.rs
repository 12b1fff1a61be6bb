//! 制作公开副本: a file that was uploaded as it is becomes a document, whose copy holds nothing but what its pages show.

use axum::response::{IntoResponse, Redirect, Response};

use super::{TypedDraft, refused};
use crate::{
    casework::{ActError, Order, Upload, document},
    domain::{account::Actor, id::FileId},
    text::key,
    web::{
        casefile::{
            dossier::Dossier,
            give::{Outcome, give},
        },
        error::Failure,
        extract::SignedIn,
        page::View,
        pairs::Pairs,
        wording::voice,
    },
};

/// Saves the draft, so that nothing typed is lost, and takes the file in as a document to be copied.
pub(super) async fn take(
    view: View,
    who: SignedIn,
    dossier: Dossier,
    (pairs, typed): (Pairs, TypedDraft),
    file: &str,
) -> Result<Response, Failure> {
    let (office, case) = (&view.app.office, &dossier.case);
    let id: FileId = FileId(file.parse().map_err(|_| Failure::Invalid)?);
    let known = dossier.documents().into_iter().find(|known| known.id == id);
    let known = known.ok_or(Failure::NotFound)?;
    let expected: u32 = pairs.get("version").parse().map_err(|_| Failure::Invalid)?;
    let draft = typed.draft(&view.law, &dossier.documents(), &case.items);
    let saved = give(
        office,
        &who.officer(),
        case.id,
        expected,
        Order::SaveDraft { draft },
    )
    .await?;
    match saved {
        Outcome::Done(_) => {}
        Outcome::Refused(refusal) => return refused(&view, &dossier, &typed, &refusal).await,
        Outcome::TooLate => {
            let told = voice(&view).say(key("draft-clean-stale"))?;
            view.visit.flash(false, told).await?;
            return Ok(Redirect::to(&format!("/desk/cases/{}/draft", case.id)).into_response());
        }
    }
    let upload = Upload {
        bytes: office.blobs.get(known.content).await?,
        name: known.name,
    };
    let actor = Actor::Officer(who.officer());
    match document::bring(office, &actor, (case.agency, case.id), upload).await {
        Ok(_) => {}
        Err(ActError::Refused(refusal)) => {
            return Err(Failure::Refused(voice(&view).refusal(&refusal)?));
        }
        Err(other) => return Err(other.into()),
    }
    view.visit
        .flash(true, voice(&view).say(key("draft-cleaning"))?)
        .await?;
    Ok(Redirect::to(&format!("/desk/cases/{}/documents", case.id)).into_response())
}
