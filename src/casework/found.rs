//! What was found, with the passages in which it stands. Only for the cases of one page: their words are opened for it, and
//! only where the reader may read the case.

use std::collections::BTreeMap;

use super::{ActError, Office, index};
use crate::{
    domain::{
        account::Officer,
        case::Case,
        id::{CaseId, FileId, LetterId, TextId},
        permission,
        search::{Part, Phrase, Query, marked, passages},
    },
    letters::Document,
    store::{
        self, Scope, StoreError,
        queue::Entry,
        search::{Cursor, Filter, Found, Search, Source},
    },
};

/// Cases of a page.
const CASES: usize = 20;

/// Passages that are shown of one place, and of all that was asked for.
const PASSAGES: usize = 2;
const OF_APPLICATION: usize = 3;

/// A stretch of text with what was found in it.
pub type Passage = Vec<Part>;

/// A case in which something was found.
#[derive(Debug, Clone)]
pub struct Hit {
    pub case: Case,
    pub entry: Entry,
    /// How it is known, with what of it was looked for.
    pub number: Passage,
    pub subject: Passage,
    pub applicant: Passage,
    pub places: Vec<Place>,
    /// Whether there are more places in it.
    pub more: bool,
}

/// A place in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub at: At,
    pub passages: Vec<Passage>,
}

/// What a place is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// Those who apply besides the first one, and the agent.
    People,
    /// An item of the application, counted from one.
    Item(u16),
    Note,
    Letter {
        id: LetterId,
        number: String,
        spoilt: bool,
    },
    Page {
        file: FileId,
        name: String,
        page: u32,
    },
}

/// Some hits, the newest case first.
#[derive(Debug, Clone)]
pub struct Hits {
    pub hits: Vec<Hit>,
    pub next: Option<Cursor>,
}

/// Looks for words in everything that a person of the staff may read.
pub async fn find(
    office: &Office,
    reader: &Officer,
    wanted: &Query,
    filter: &Filter,
    after: Option<Cursor>,
) -> Result<Hits, ActError> {
    let (db, scope) = (&office.db, Scope::of(reader.agency));
    let search = Search {
        wanted,
        filter,
        reader,
    };
    let page = store::search::page(db, &office.vault, search, after, CASES).await?;
    let ids: Vec<CaseId> = page.found.iter().map(|found| found.case).collect();
    let entries = store::queue::entries(db, scope, &ids).await?;
    let mut entries: BTreeMap<CaseId, Entry> = entries.into_iter().map(|entry| (entry.id, entry)).collect();
    let cases = store::case::load_all(db, scope, &ids).await?;
    let mut cases: BTreeMap<CaseId, Case> = cases.into_iter().map(|case| (case.id, case)).collect();
    let mut hits = Vec::new();
    for found in page.found {
        let both = cases.remove(&found.case).zip(entries.remove(&found.case));
        // The rows say enough to search by; the history has the last word.
        let Some((case, entry)) = both.filter(|(case, _)| permission::may_read(case, reader)) else {
            continue;
        };
        let phrases = &wanted.all;
        hits.push(Hit {
            number: marked(&entry.number.0, phrases),
            subject: marked(&entry.subject, phrases),
            applicant: marked(&entry.applicant_name, phrases),
            places: places(office, scope, &case, &found, phrases).await?,
            more: found.more,
            case,
            entry,
        });
    }
    Ok(Hits {
        hits,
        next: page.next,
    })
}

async fn places(
    office: &Office,
    scope: Scope,
    case: &Case,
    found: &Found,
    phrases: &[Phrase],
) -> Result<Vec<Place>, ActError> {
    let mut places = Vec::new();
    for source in &found.places {
        match source {
            Source::Application => places.extend(of_application(office, scope, case, phrases).await?),
            Source::Note(id) => places.extend(of_note(office, scope, case, *id, phrases).await?),
            Source::Letter(id) => places.extend(of_letter(office, scope, *id, phrases).await?),
            Source::Page(file, page) => {
                places.extend(of_page(office, scope, (*file, *page), phrases).await?);
            }
        }
    }
    Ok(places)
}

async fn of_application(
    office: &Office,
    scope: Scope,
    case: &Case,
    phrases: &[Phrase],
) -> Result<Vec<Place>, ActError> {
    let filed = store::application::of_case(&office.db, scope, case.id).await?;
    let items = filed.map_or_else(Vec::new, |filed| filed.application.only(&case.items).items);
    let mut places = Vec::new();
    for item in items {
        let title = Some(item.title).filter(|_| item.number > 1);
        let texts = [title, item.document_number, item.description];
        let passages = texts
            .into_iter()
            .flatten()
            .flat_map(|text| passages(&text, phrases, PASSAGES));
        let passages: Vec<Passage> = passages.take(PASSAGES).collect();
        if !passages.is_empty() && places.len() < OF_APPLICATION {
            places.push(Place {
                at: At::Item(item.number),
                passages,
            });
        }
    }
    // Few applications have more than one applicant, or an agent: they are only opened where nothing else was found.
    if places.is_empty() {
        let applicant =
            store::applicant::get(&office.db, &office.vault, scope, case.filing.applicant).await?;
        let names = applicant.iter().flat_map(|applicant| {
            let joint = applicant.joint.iter().map(|joint| &joint.name);
            joint.chain(applicant.agent.iter().map(|agent| &agent.name))
        });
        let passages: Vec<Passage> = names
            .flat_map(|name| passages(name.as_str(), phrases, 1))
            .take(PASSAGES)
            .collect();
        if !passages.is_empty() {
            let at = At::People;
            places.push(Place { at, passages });
        }
    }
    Ok(places)
}

async fn of_note(
    office: &Office,
    scope: Scope,
    case: &Case,
    id: TextId,
    phrases: &[Phrase],
) -> Result<Option<Place>, ActError> {
    let mut texts = store::words::of_case(&office.db, scope, case.id).await?;
    Ok(texts.remove(&id).flatten().map(|text| Place {
        at: At::Note,
        passages: passages(&text, phrases, PASSAGES),
    }))
}

async fn of_letter(
    office: &Office,
    scope: Scope,
    id: LetterId,
    phrases: &[Phrase],
) -> Result<Option<Place>, ActError> {
    let Some(letter) = store::letter::get(&office.db, scope, id).await? else {
        return Ok(None);
    };
    let document: Document = serde_json::from_str(&letter.document)
        .map_err(|error| StoreError::inconsistent("letter", letter.id, error))?;
    Ok(Some(Place {
        at: At::Letter {
            id,
            number: letter.number,
            spoilt: letter.spoilt.is_some(),
        },
        passages: passages(&office.letters.text(&document), phrases, PASSAGES),
    }))
}

async fn of_page(
    office: &Office,
    scope: Scope,
    (id, page): (FileId, u32),
    phrases: &[Phrase],
) -> Result<Option<Place>, ActError> {
    let (db, vault) = (&office.db, &office.vault);
    let file = store::file::get(db, scope, id).await?;
    let words = store::document::page(db, scope, vault, (id, page)).await?;
    let (Some(file), Some((_, words))) = (file, words) else {
        return Ok(None);
    };
    let text = index::plain(&super::document::text(&words, id)?);
    Ok(Some(Place {
        passages: passages(&text, phrases, PASSAGES),
        at: At::Page {
            file: id,
            name: file.name,
            page,
        },
    }))
}
