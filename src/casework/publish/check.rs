//! What went out with an answer and can be published with it, looked through: whatever tells of the people of the case is
//! found, and whatever looks as if it told of somebody.

use std::collections::BTreeSet;

use super::{PublishError, Released};
use crate::{
    casework::{
        Office,
        inspection::{self, Inspected, Looked},
        presend::{self, Found, Known, Whose},
    },
    documents::PersonalKind,
    domain::{
        answer::FileRef,
        case::{Case, SentLetter},
        digest::Digest,
        id::FileId,
        presend::OpenHits,
        published::{PublishedFile, Wording},
    },
    store::{self, Connection, Scope, StoreError},
};

/// The files that went out with the answer.
pub(super) async fn released(
    office: &Office,
    db: &impl Connection,
    scope: Scope,
    case: &Case,
) -> Result<Vec<Released>, StoreError> {
    let served = case.answer().is_some_and(SentLetter::was_sent);
    let Some(drafted) = case.draft.as_ref().filter(|_| served) else {
        return Ok(Vec::new());
    };
    let Some(saved) = store::draft::get(db, scope, drafted.reference.id).await? else {
        return Ok(Vec::new());
    };
    let approved: BTreeSet<Digest> = drafted
        .reference
        .items
        .iter()
        .flat_map(|item| item.files.clone())
        .collect();
    let stored = store::file::of_case(db, scope, case.id).await?;
    let looked = inspection::of_draft(office, db, scope, &saved.draft).await?;
    let went_out = looked.into_iter().filter_map(|(file, looked)| {
        let known = stored
            .iter()
            .find(|known| known.id == file.id && known.content == file.content)?;
        let is_open = known.scan.is_open() && approved.contains(&known.content);
        is_open.then(|| Released {
            file: PublishedFile {
                file: file.id,
                name: file.name,
                media_type: known.media_type.clone(),
                size: known.size,
                content: known.content,
            },
            looked,
        })
    });
    Ok(went_out.collect())
}

/// Those of the files that were chosen; an error where one did not go out, or was not looked through.
pub(super) fn chosen(
    released: &[Released],
    wanted: &BTreeSet<FileId>,
) -> Result<Vec<(PublishedFile, Inspected)>, PublishError> {
    let mut chosen = Vec::new();
    for id in wanted {
        let found = released.iter().find(|released| released.file.file == *id);
        let Some(found) = found else {
            return Err(PublishError::File(id.to_string()));
        };
        match &found.looked {
            Looked::Through(inspected) if inspected.beside.is_empty() => {
                chosen.push((found.file.clone(), inspected.clone()));
            }
            Looked::Through(_) | Looked::NotYet(..) | Looked::Failed(_) => {
                return Err(PublishError::File(found.file.name.clone()));
            }
        }
    }
    Ok(chosen)
}

/// What was found in what is to be published.
pub(super) struct Checked {
    /// Everything, the offices' own left out.
    pub(super) found: Vec<Found>,
    /// What of it tells of people of the case.
    pub(super) tells: Vec<Found>,
    /// What has to be answered for; none where there is nothing.
    pub(super) open: Option<OpenHits>,
}

pub(super) async fn check(
    office: &Office,
    db: &impl Connection,
    scope: Scope,
    case: &Case,
    (wording, files): (&Wording, &[(PublishedFile, Inspected)]),
) -> Result<Checked, PublishError> {
    let parts = [&wording.title, &wording.asked, &wording.answered].map(String::as_str);
    let text = format!("{}\n{}", parts.join("\n"), wording.topics.join("\n"));
    let (known, names) = of_case(office, db, scope, case).await?;
    let pages: Vec<(FileRef, &Inspected)> = files
        .iter()
        .map(|(file, inspected)| {
            let file = FileRef {
                id: file.file,
                name: file.name.clone(),
                content: file.content,
            };
            (file, inspected)
        })
        .collect();
    let mut found = presend::found(&known, &text, &pages);
    found.retain(|one| one.whose != Whose::Offices);
    let is_told = |one: &Found| {
        one.whose == Whose::Addressees || one.kind == PersonalKind::Name && names.contains(&one.text)
    };
    let digests: Vec<Digest> = files.iter().map(|(file, _)| file.content).collect();
    let content = Digest::of_json(&(wording, digests));
    Ok(Checked {
        tells: found.iter().filter(|one| is_told(one)).cloned().collect(),
        open: presend::open_of(content, &found),
        found,
    })
}

/// What is known of the people of a case, and their names: none of the applicant where who applied was erased.
pub(super) async fn of_case(
    office: &Office,
    db: &impl Connection,
    scope: Scope,
    case: &Case,
) -> Result<(Known, BTreeSet<String>), StoreError> {
    let applicant = store::applicant::get(db, &office.vault, scope, case.filing.applicant).await?;
    let agency = store::agency::get(db, scope).await?;
    let law = office.law_in(scope).await?;
    let parties = presend::third_parties(office, db, scope, case).await?;
    let mut names: BTreeSet<String> = parties.into_iter().map(|(_, name)| name).collect();
    if let Some(applicant) = &applicant {
        names.extend(applicant.names().map(ToString::to_string));
        names.extend(applicant.agent.as_ref().map(|agent| agent.name.to_string()));
    }
    let known = Known {
        addressees: applicant.as_ref().map(presend::of_applicant).unwrap_or_default(),
        offices: agency
            .map(|agency| presend::of_offices(&law, &agency, None))
            .unwrap_or_default(),
        others: names.iter().cloned().collect(),
    };
    Ok((known, names))
}
