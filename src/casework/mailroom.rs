//! 收发室: which letters wait to be posted, and the batch that goes to the printer: each letter exactly as it was issued,
//! with its envelope and its slip of delivery. Addresses are unsealed for this alone, and the batch is kept nowhere.

use std::sync::Arc;

use super::Office;
use crate::{
    domain::{
        account::Officer,
        agency::Agency,
        applicant::Applicant,
        case::{Case, SentLetter},
        id::{CaseId, LetterId, PartyId},
        notice::About,
        party::Party,
        service,
    },
    law::Law,
    letters::{Batch, Choice, Delivered, DeliverySlip, Envelope, Letters, MergeError, RenderError, Sides},
    store::{self, Scope, StoreError},
};

/// A letter of the mail room, with the case that it stands in.
#[derive(Debug, Clone)]
pub struct MailItem {
    pub case: Case,
    pub letter: LetterId,
    /// Whom it is to; nothing where that was erased.
    to: Option<Addressed>,
}

/// Whom a letter is to, and where they are.
#[derive(Debug, Clone)]
struct Addressed {
    names: Vec<String>,
    agent: Option<String>,
    address: Option<String>,
    postcode: Option<String>,
}

impl MailItem {
    pub fn sent(&self) -> Option<&SentLetter> {
        self.case.letter(self.letter)
    }

    /// Whether it can be posted: somebody has told where.
    pub fn has_address(&self) -> bool {
        self.to.as_ref().is_some_and(|to| to.address.is_some())
    }

    /// Whether it waits to be served; else it is on its way.
    pub fn waits(&self) -> bool {
        service::unserved(&self.case).any(|letter| letter.id == self.letter)
    }
}

/// Why a batch is not printed.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Blob(#[from] crate::documents::BlobError),
    #[error(transparent)]
    Render(#[from] RenderError),
    #[error(transparent)]
    Merge(#[from] MergeError),
    #[error("the work was interrupted")]
    Interrupted,
}

/// The letters that wait to be served or are on their way, of at most `limit` cases after one; and the last of those
/// cases, where there are more.
pub async fn items(
    office: &Office,
    officer: &Officer,
    after: Option<CaseId>,
    limit: u64,
) -> Result<(Vec<MailItem>, Option<CaseId>), StoreError> {
    let (db, scope) = (&office.db, Scope::of(officer.agency));
    let ids = store::queue::with_mail(db, scope, after, limit + 1).await?;
    let whole = usize::try_from(limit).unwrap_or(usize::MAX);
    let (here, more) = (ids.iter().take(whole).copied(), ids.len() > whole);
    let here: Vec<CaseId> = here.collect();
    let mut items = Vec::new();
    for case in store::case::load_all(db, scope, &here).await? {
        let letters: Vec<LetterId> = service::unserved(&case)
            .chain(service::in_the_mail(&case))
            .map(|letter| letter.id)
            .collect();
        for letter in letters {
            let to = addressed(office, scope, &case, letter).await?;
            let case = case.clone();
            items.push(MailItem { case, letter, to });
        }
    }
    Ok((items, here.last().copied().filter(|_| more)))
}

/// These letters, in this order; those that the mail room has nothing to do with are left out.
pub async fn chosen(
    office: &Office,
    officer: &Officer,
    letters: &[(CaseId, LetterId)],
) -> Result<Vec<MailItem>, StoreError> {
    let (db, scope) = (&office.db, Scope::of(officer.agency));
    let mut items = Vec::new();
    for (id, letter) in letters {
        let Some(case) = store::case::load(db, scope, *id).await? else {
            continue;
        };
        let known = service::unserved(&case)
            .chain(service::in_the_mail(&case))
            .any(|known| known.id == *letter);
        if known {
            let to = addressed(office, scope, &case, *letter).await?;
            items.push(MailItem {
                case,
                letter: *letter,
                to,
            });
        }
    }
    Ok(items)
}

async fn addressed(
    office: &Office,
    scope: Scope,
    case: &Case,
    letter: LetterId,
) -> Result<Option<Addressed>, StoreError> {
    if case.is_for_the_applicant(letter) {
        let applicant =
            store::applicant::get(&office.db, &office.vault, scope, case.filing.applicant).await?;
        return Ok(applicant.map(|applicant| of_applicant(&applicant)));
    }
    let Some(id) = other_side(case, letter) else {
        return Ok(None);
    };
    let mut parties = store::consulted::of_case(&office.db, &office.vault, scope, case.id).await?;
    let party = parties.remove(&id).flatten();
    Ok(party.map(|party| of_party(&party)))
}

/// The party that a letter is to; a decision to disclose is to whoever was asked.
fn other_side(case: &Case, letter: LetterId) -> Option<PartyId> {
    let notice = case.notice_of(letter)?;
    let decided = matches!(notice.matter, About::DisclosureDecision { .. });
    let asked = notice.matter.consultation().filter(|_| decided);
    let asked = asked.and_then(|id| case.notice(id)).unwrap_or(notice);
    asked.matter.other_side().map(|(party, _)| party)
}

fn of_applicant(applicant: &Applicant) -> Addressed {
    let contact = &applicant.contact;
    Addressed {
        names: applicant.names().map(ToString::to_string).collect(),
        agent: applicant.agent.as_ref().map(|agent| agent.name.to_string()),
        address: contact.address.as_ref().map(ToString::to_string),
        postcode: contact.postcode.as_ref().map(ToString::to_string),
    }
}

fn of_party(party: &Party) -> Addressed {
    Addressed {
        names: vec![party.name.to_string()],
        agent: None,
        address: party.address.as_ref().map(ToString::to_string),
        postcode: party.postcode.as_ref().map(ToString::to_string),
    }
}

/// What the slip of delivery offers to choose from, in words.
#[derive(Debug, Clone)]
pub struct SlipWords {
    pub ways: Vec<String>,
}

/// The letters as one PDF for a printer that prints both sides: of each the letter as it was issued, the envelope where
/// there is an address, and the slip of delivery, each beginning on a right-hand page.
pub async fn print(
    office: &Office,
    law: &Law,
    officer: &Officer,
    items: Vec<MailItem>,
    words: SlipWords,
) -> Result<Vec<u8>, MailError> {
    let scope = Scope::of(officer.agency);
    let agency = store::agency::get(&office.db, scope).await?;
    let agency = Arc::new(agency.ok_or(StoreError::Conflict)?);
    let words = Arc::new(words);
    let mut batch = Batch::new(Vec::new(), Sides::Both)?;
    for item in items {
        let stored = store::letter::get(&office.db, scope, item.letter).await?;
        let Some(stored) = stored else { continue };
        let pdf = office.blobs.get(stored.pdf).await?;
        let title = law.find_letter(&stored.kind).map_or("", |kind| &kind.title);
        let delivered = Delivered {
            title: title.to_owned(),
            number: stored.number,
        };
        let (letters, agency, words) = (office.letters.clone(), agency.clone(), words.clone());
        // Setting pages is work, and one letter at a time bounds the memory that it takes.
        let added = tokio::task::spawn_blocking(move || {
            add(&mut batch, &letters, &agency, &words, &item, &pdf, delivered)?;
            Ok::<_, MailError>(batch)
        });
        batch = added.await.map_err(|_| MailError::Interrupted)??;
    }
    Ok(batch.finish()?)
}

fn add(
    batch: &mut Batch<Vec<u8>>,
    letters: &Letters,
    agency: &Agency,
    words: &SlipWords,
    item: &MailItem,
    pdf: &[u8],
    delivered: Delivered,
) -> Result<(), MailError> {
    let number = delivered.number.clone();
    batch.add(&number, pdf)?;
    let Some(to) = &item.to else { return Ok(()) };
    if let Some(address) = &to.address {
        let envelope = Envelope {
            postcode: to.postcode.clone(),
            address: address.clone(),
            addressees: to.names.clone(),
            agent: to.agent.clone(),
            sender: agency.name.clone(),
            sender_address: agency.guide.address.clone(),
            sender_postcode: Some(agency.guide.postcode.clone()),
            number: Some(number.clone()),
        };
        batch.add(&number, &letters.envelope(&envelope)?)?;
    }
    let way = |label: &String| Choice {
        label: label.clone(),
        chosen: false,
    };
    let slip = DeliverySlip {
        issuer: agency.name.clone(),
        letters: vec![delivered],
        recipients: to.names.clone(),
        agent: to.agent.clone(),
        place: None,
        ways: words.ways.iter().map(way).collect(),
        deliverers: Vec::new(),
        notes: None,
    };
    batch.add(&number, &letters.delivery_slip(&slip)?)?;
    Ok(())
}
