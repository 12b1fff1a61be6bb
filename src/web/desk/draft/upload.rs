//! Files that an answer hands over. They are kept as soon as they are sent, and belong to the answer once the draft
//! that names them is saved.

use axum::{http::StatusCode, response::Response};
use uuid::Uuid;

use super::super::refused;
use super::{
    compose::{self, Shown},
    typed::{Press, TypedDraft, upload_id},
};
use crate::{
    casework::{self, ActError, Upload as Document},
    domain::account::Actor,
    text::key,
    web::{
        error::Failure,
        extract::{Path, SignedIn},
        form::FieldErrors,
        page::View,
        pairs::Pairs,
        upload::Upload,
        wording::{Said, Voice, voice},
    },
};

/// Files whose names came without their contents: chosen, but the button was not the one that uploads.
pub(super) fn not_sent(voice: Voice<'_>, pairs: &Pairs, typed: &TypedDraft) -> Said<FieldErrors> {
    let mut errors = FieldErrors::default();
    for item in 1..=typed.items.len() {
        let id = upload_id(item);
        if let Some(name) = pairs.all(&id).find(|name| !name.is_empty()) {
            errors.add(
                id.clone(),
                voice.say_with(key("draft-not-uploaded"), &[("name", name)])?,
            );
        }
    }
    Ok(errors)
}

/// `POST /desk/cases/{case}/draft/files`
pub(super) async fn create(
    view: View,
    who: SignedIn,
    Path(case): Path<Uuid>,
    sent: Upload<Pairs>,
) -> Result<Response, Failure> {
    let dossier = super::open(&view, &who, case).await?;
    let mut typed = TypedDraft::read(&sent.form, dossier.filed.application.items.len());
    typed.press(Press::Upload);
    let voice = voice(&view);
    let mut errors = refused(voice, &sent.refused)?;
    let actor = Actor::Officer(who.officer());
    for file in sent.files {
        let Some(item) = item_of(&file.field, &mut typed) else {
            return Err(Failure::Invalid);
        };
        let document = Document {
            name: file.name.clone(),
            bytes: file.content.to_vec(),
        };
        match casework::upload(&view.app.office, &actor, who.0.agency, dossier.case.id, document).await {
            Ok(kept) => item.files.push(kept.id),
            Err(ActError::File(..)) => {
                errors.add(
                    file.field,
                    voice.say_with(key("draft-file-type"), &[("name", &file.name)])?,
                );
            }
            Err(ActError::Infected(name, virus)) => {
                let said = &[("name", name.as_str()), ("virus", virus.as_str())];
                errors.add(file.field, voice.say_with(key("file-infected"), said)?);
            }
            Err(ActError::Refused(refusal)) => errors.add(file.field, voice.refusal(&refusal)?),
            Err(other) => return Err(other.into()),
        }
    }
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let notice = if errors.is_empty() {
        Some(voice.say(key("draft-uploaded"))?)
    } else {
        None
    };
    let dossier = super::open(&view, &who, case).await?;
    let shown = Shown {
        problems: errors,
        notice,
        version: sent.form.get("version").parse().ok(),
        ..Shown::default()
    };
    view.page_with(status, compose::page(&view, &dossier, &typed, shown).await?)
        .await
}

/// The item to which a field of files belongs.
fn item_of<'a>(field: &str, typed: &'a mut TypedDraft) -> Option<&'a mut super::typed::TypedItem> {
    (1..)
        .zip(&mut typed.items)
        .find(|(item, _)| upload_id(*item) == field)
        .map(|(_, item)| item)
}
