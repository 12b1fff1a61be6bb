//! Looking for words, names and numbers through all documents of a case.

use axum::{http::StatusCode, response::Response};
use uuid::Uuid;

use super::{
    at,
    page::{EverywherePage, FoundIn},
    reading,
    search::{hit_row, kinds, unsearchable, wanted},
};
use crate::{
    casework::document::{Everywhere, InDocument, search_all},
    domain::id::CaseId,
    text::key,
    web::{
        error::Failure,
        extract::{Path, Query, SignedIn},
        form::{Field, FieldErrors},
        page::View,
        pairs::Pairs,
        wording::{Said, Voice, voice},
    },
};

/// `GET /desk/cases/{case}/documents/search`
pub(super) async fn show(
    view: View,
    who: SignedIn,
    Path(case): Path<Uuid>,
    Query(typed): Query<Pairs>,
) -> Result<Response, Failure> {
    let reading = reading(&view, &who, case).await?;
    let (voice, case) = (voice(&view), &reading.dossier.case);
    let mut problems = FieldErrors::default();
    let wanted = wanted(voice, &typed, &mut problems)?;
    let found = match &wanted {
        Some(wanted) => search_all(&view.app.office, case.agency, case.id, wanted).await?,
        None => Everywhere::default(),
    };
    let hits: usize = found
        .documents
        .iter()
        .map(|document| document.found.hits.len())
        .sum();
    let with_hits = found
        .documents
        .iter()
        .filter(|document| !document.found.hits.is_empty());
    let said = &[
        ("count", hits.to_string()),
        ("documents", with_hits.count().to_string()),
    ];
    let said: Vec<(&str, &str)> = said.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = EverywherePage {
        head: reading.dossier.head(voice)?,
        list_href: at(case.id),
        href: format!("{}/search", at(case.id)),
        words: Field::new("words", typed.get("words"), &problems),
        kinds: kinds(voice, &typed, wanted.is_none() && problems.is_empty())?,
        was_asked: wanted.is_some(),
        summary: voice.say_with(key("documents-found-everywhere"), &said)?,
        documents: (1..)
            .zip(&found.documents)
            .map(|(number, document)| found_in(voice, case.id, number, document))
            .collect::<Said<_>>()?,
        unread: listed(voice, &found.unread)?,
        stopped: found
            .stopped_at
            .map(|name| voice.say_with(key("documents-stopped"), &[("name", &name)]))
            .transpose()?,
        problems,
    };
    view.page_with(status, page).await
}

fn found_in(voice: Voice<'_>, case: CaseId, number: usize, document: &InDocument) -> Said<FoundIn> {
    let here = format!("{}/{}", at(case), document.file);
    Ok(FoundIn {
        number,
        name: document.name.clone(),
        search_href: format!("{here}/search"),
        hits: (1..)
            .zip(&document.found.hits)
            .map(|(number, hit)| hit_row(voice, &here, number, hit))
            .collect::<Said<_>>()?,
        unsearchable: unsearchable(voice, &document.found.unsearchable)?,
    })
}

fn listed(voice: Voice<'_>, unread: &[String]) -> Said<Option<String>> {
    if unread.is_empty() {
        return Ok(None);
    }
    let names = voice.say_with(key("documents-unread"), &[("names", &unread.join("、"))])?;
    Ok(Some(names))
}
