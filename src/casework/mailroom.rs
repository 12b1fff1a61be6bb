//! 收发室: which letters wait to be posted, and the batch that goes to the printer: each letter exactly as it was issued,
//! with its envelope and its slip of delivery. Addresses are unsealed for this alone, and the batch is kept nowhere.

use std::{
    fs::File,
    io::{self, BufWriter, Seek, Write},
    sync::Arc,
};

use super::Office;
use crate::{
    documents::BlobError,
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

/// Why a batch is not printed; then nothing of it is.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error(transparent)]
    Store(#[from] StoreError),
    /// One letter, its envelope or its slip cannot be printed.
    #[error("letter {number} cannot be printed")]
    Letter {
        number: String,
        #[source]
        source: LetterFault,
    },
    #[error("the batch cannot be written")]
    Write(#[source] io::Error),
    #[error("the work was interrupted")]
    Interrupted,
}

/// What is wrong with one of the letters.
#[derive(Debug, thiserror::Error)]
pub enum LetterFault {
    /// Its file is missing or damaged.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// Its envelope or its slip cannot be set.
    #[error(transparent)]
    Render(#[from] RenderError),
    #[error(transparent)]
    Merge(#[from] MergeError),
}

impl MailError {
    /// A disk that is full is no fault of the letter that met it.
    fn of(number: &str, source: LetterFault) -> Self {
        match source {
            LetterFault::Merge(MergeError::Write(source)) => Self::Write(source),
            source @ (LetterFault::Blob(_) | LetterFault::Render(_) | LetterFault::Merge(_)) => {
                Self::Letter {
                    number: number.to_owned(),
                    source,
                }
            }
        }
    }
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
    let mut items = Vec::new();
    for letter in letters {
        items.extend(item(office, Scope::of(officer.agency), *letter).await?);
    }
    Ok(items)
}

/// A letter, if it waits to be served or is on its way.
async fn item(
    office: &Office,
    scope: Scope,
    (id, letter): (CaseId, LetterId),
) -> Result<Option<MailItem>, StoreError> {
    let Some(case) = store::case::load(&office.db, scope, id).await? else {
        return Ok(None);
    };
    let known = service::unserved(&case)
        .chain(service::in_the_mail(&case))
        .any(|known| known.id == letter);
    if !known {
        return Ok(None);
    }
    let to = addressed(office, scope, &case, letter).await?;
    Ok(Some(MailItem { case, letter, to }))
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
/// there is an address, and the slip of delivery, each beginning on a right-hand page. What comes back is a file without
/// a name, at its beginning, or nothing where the mail room has to do with none of the letters.
///
/// A letter is read, written out and forgotten before the next one, so a batch takes the memory of its largest letter.
pub async fn print(
    office: &Office,
    law: &Law,
    officer: &Officer,
    letters: &[(CaseId, LetterId)],
    words: SlipWords,
) -> Result<Option<File>, MailError> {
    let scope = Scope::of(officer.agency);
    let agency = store::agency::get(&office.db, scope).await?;
    let slips = Arc::new(Slips {
        letters: office.letters.clone(),
        agency: agency.ok_or(StoreError::Conflict)?,
        words,
    });
    let target = office.blobs.scratch().map_err(MailError::Write)?;
    let mut batch = Batch::new(BufWriter::new(target), Sides::Both).map_err(writing)?;
    let mut printed = 0_usize;
    for letter in letters {
        let Some(item) = item(office, scope, *letter).await? else {
            continue;
        };
        let Some(stored) = store::letter::get(&office.db, scope, item.letter).await? else {
            continue;
        };
        let number = stored.number;
        let pdf = office.blobs.get(stored.pdf).await;
        let pdf = pdf.map_err(|source| MailError::of(&number, source.into()))?;
        let title = law.find_letter(&stored.kind).map_or("", |kind| &kind.title);
        let delivered = Delivered {
            title: title.to_owned(),
            number: number.clone(),
        };
        let slips = slips.clone();
        // Setting pages is work, and one letter at a time bounds the memory that it takes.
        let added = tokio::task::spawn_blocking(move || {
            slips.add(&mut batch, &item, &pdf, delivered)?;
            Ok(batch)
        });
        let added = added.await.map_err(|_| MailError::Interrupted)?;
        batch = added.map_err(|source| MailError::of(&number, source))?;
        printed += 1;
    }
    if printed == 0 {
        return Ok(None);
    }
    let file = batch.finish().map_err(writing)?;
    let mut file = file
        .into_inner()
        .map_err(|error| MailError::Write(error.into()))?;
    file.rewind().map_err(MailError::Write)?;
    Ok(Some(file))
}

/// What goes wrong without a letter's doing.
fn writing(error: MergeError) -> MailError {
    MailError::of("", error.into())
}

/// What envelopes and slips of an agency are made with.
struct Slips {
    letters: Arc<Letters>,
    agency: Agency,
    words: SlipWords,
}

impl Slips {
    /// A letter with what goes along with it.
    fn add(
        &self,
        batch: &mut Batch<impl Write>,
        item: &MailItem,
        pdf: &[u8],
        delivered: Delivered,
    ) -> Result<(), LetterFault> {
        let number = delivered.number.clone();
        batch.add(&number, pdf)?;
        let Some(to) = &item.to else { return Ok(()) };
        if let Some(address) = &to.address {
            let envelope = self.envelope(to, address, &number);
            batch.add(&number, &self.letters.envelope(&envelope)?)?;
        }
        let slip = self.slip(to, delivered);
        batch.add(&number, &self.letters.delivery_slip(&slip)?)?;
        Ok(())
    }

    fn envelope(&self, to: &Addressed, address: &str, number: &str) -> Envelope {
        Envelope {
            postcode: to.postcode.clone(),
            address: address.to_owned(),
            addressees: to.names.clone(),
            agent: to.agent.clone(),
            sender: self.agency.name.clone(),
            sender_address: self.agency.guide.address.clone(),
            sender_postcode: Some(self.agency.guide.postcode.clone()),
            number: Some(number.to_owned()),
        }
    }

    fn slip(&self, to: &Addressed, delivered: Delivered) -> DeliverySlip {
        let way = |label: &String| Choice {
            label: label.clone(),
            chosen: false,
        };
        DeliverySlip {
            issuer: self.agency.name.clone(),
            letters: vec![delivered],
            recipients: to.names.clone(),
            agent: to.agent.clone(),
            place: None,
            ways: self.words.ways.iter().map(way).collect(),
            deliverers: Vec::new(),
            notes: None,
        }
    }
}
