//! What the portal's pages read. A case is found only by the grant of the session, or because the account that has signed
//! in has it, in the scope of its agency; whoever has no grant is told that there is no such page.

use std::sync::Arc;

use uuid::Uuid;

use super::{case::Contact, mine};
use crate::{
    domain::{
        agency::Agency,
        applicant::Applicant,
        application::Application,
        case::Case,
        case::SentLetter,
        digest::Digest,
        event::Recorded,
        id::{CaseId, LetterId},
    },
    law::Law,
    letters::Document,
    store::{self, Scope, file::File, file::Purpose},
    web::{app::App, error::Failure, page::View},
};

/// A case of the applicant, with what they filed and what became of it.
#[derive(Debug)]
pub(super) struct Loaded {
    pub(super) agency: Agency,
    /// The law with the calendar of the agency's region.
    pub(super) law: Arc<Law>,
    pub(super) case: Case,
    pub(super) history: Vec<Recorded>,
    /// None where who applied was erased.
    pub(super) applicant: Option<Applicant>,
    pub(super) application: Application,
}

/// A letter as it was issued.
#[derive(Debug)]
pub(super) struct Letter {
    pub(super) document: Document,
    pub(super) pdf: Digest,
}

/// Every active agency, by name.
pub(super) async fn agencies(app: &App) -> Result<Vec<Agency>, Failure> {
    Ok(store::agency::list(&app.office.db).await?)
}

/// The active agency with this name in addresses.
pub(super) async fn agency(app: &App, key: &str) -> Result<Agency, Failure> {
    store::agency::by_key(&app.office.db, key)
        .await?
        .ok_or(Failure::NotFound)
}

/// A case that was opened to this visitor.
pub(super) async fn case(view: &View, id: Uuid) -> Result<Loaded, Failure> {
    let id = CaseId(id);
    let grant = match view.visit.granted(id).await? {
        Some(grant) => grant,
        None => mine::grant(view, id).await?.ok_or(Failure::NotFound)?,
    };
    let (office, scope) = (&view.app.office, Scope::of(grant.agency));
    let history = store::case::load_events(&office.db, scope, id).await?;
    if history.is_empty() {
        return Err(Failure::NotFound);
    }
    let case = Case::fold(id, &history).map_err(anyhow::Error::from)?;
    let agency = store::agency::get(&office.db, scope)
        .await?
        .ok_or(Failure::NotFound)?;
    let filed = store::application::of_case(&office.db, scope, id)
        .await?
        .ok_or(Failure::NotFound)?;
    let applicant = store::applicant::get(&office.db, &office.vault, scope, filed.applicant).await?;
    Ok(Loaded {
        law: office.law_of(&agency),
        agency,
        case,
        history,
        applicant,
        application: filed.application,
    })
}

/// One of the letters of a case.
pub(super) async fn letter(app: &App, loaded: &Loaded, id: LetterId) -> Result<Letter, Failure> {
    let scope = Scope::of(loaded.agency.id);
    let letter = store::letter::get(&app.office.db, scope, id).await?;
    let letter = letter
        .filter(|letter| letter.case == loaded.case.id)
        .ok_or(Failure::NotFound)?;
    let document = serde_json::from_str(&letter.document).map_err(anyhow::Error::from)?;
    Ok(Letter {
        document,
        pdf: letter.pdf,
    })
}

/// The files that the answer hands over, once it has been served: exactly those that were approved with it.
pub(super) async fn handed_over(app: &App, loaded: &Loaded) -> Result<Vec<File>, Failure> {
    let served = loaded.case.answer().is_some_and(SentLetter::was_sent);
    let Some(drafted) = loaded.case.draft.as_ref().filter(|_| served) else {
        return Ok(Vec::new());
    };
    let approved: Vec<Digest> = drafted
        .reference
        .items
        .iter()
        .flat_map(|item| item.files.clone())
        .collect();
    let files = store::file::of_case(&app.office.db, Scope::of(loaded.agency.id), loaded.case.id).await?;
    let is_approved = |file: &File| {
        file.purpose == Purpose::Answer && file.scan.is_open() && approved.contains(&file.content)
    };
    Ok(files.into_iter().filter(is_approved).collect())
}

/// The bytes of a letter or a file.
pub(super) async fn blob(app: &App, content: Digest) -> Result<Vec<u8>, Failure> {
    Ok(app.office.blobs.get(content).await?)
}

/// Whom to ask.
pub(super) fn contact(agency: &Agency) -> Contact {
    let guide = &agency.guide;
    Contact {
        office: guide.office.clone(),
        phone: guide.phone.clone(),
        hours: guide.hours.clone(),
    }
}
