//! 制作公开副本: a file that was uploaded as it is becomes a document, whose copy holds nothing but what its pages show.

use axum::response::{IntoResponse, Redirect, Response};

use super::{TypedDraft, refused};
use crate::{
    casework::{ActError, Order, Upload, document},
    domain::{account::Actor, answer::FileRef, case::Case, id::FileId},
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
    let case = &dossier.case;
    let id: FileId = FileId(file.parse().map_err(|_| Failure::Invalid)?);
    let known = dossier.documents().into_iter().find(|known| known.id == id);
    let known = known.ok_or(Failure::NotFound)?;
    let expected: u32 = pairs.get("version").parse().map_err(|_| Failure::Invalid)?;
    let draft = typed.draft(&view.law, &dossier.documents(), &case.items);
    let order = Order::SaveDraft { draft };
    match give(&view.app.office, &who.officer(), case.id, expected, order).await? {
        Outcome::Done(_) => {}
        Outcome::Refused(refusal) => return refused(&view, &dossier, &typed, &refusal).await,
        Outcome::TooLate => {
            let told = voice(&view).say(key("draft-clean-stale"))?;
            view.visit.flash(false, told).await?;
            return Ok(Redirect::to(&format!("/desk/cases/{}/draft", case.id)).into_response());
        }
    }
    take_in(&view, &who, case, known).await?;
    view.visit
        .flash(true, voice(&view).say(key("draft-cleaning"))?)
        .await?;
    Ok(Redirect::to(&format!("/desk/cases/{}/documents", case.id)).into_response())
}

/// Takes a file of the case in as a document.
async fn take_in(view: &View, who: &SignedIn, case: &Case, file: FileRef) -> Result<(), Failure> {
    let office = &view.app.office;
    let upload = Upload {
        bytes: office.blobs.get(file.content).await?,
        name: file.name,
    };
    let actor = Actor::Officer(who.officer());
    match document::bring(office, &actor, (case.agency, case.id), upload).await {
        Ok(_) => Ok(()),
        Err(ActError::Refused(refusal)) => Err(Failure::Refused(voice(view).refusal(&refusal)?)),
        Err(other) => Err(other.into()),
    }
}
