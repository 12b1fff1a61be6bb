//! Looking through all documents of a case at once.

use super::{super::Office, Found, Wanted, of_case, search};
use crate::{
    domain::id::{AgencyId, CaseId, FileId},
    store::{StoreError, document::State},
};

/// What was found in one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InDocument {
    pub file: FileId,
    pub name: String,
    pub found: Found,
}

/// What was found in all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Everywhere {
    /// Documents with hits, or with pages that a search does not see.
    pub documents: Vec<InDocument>,
    /// Documents whose pages are not there (yet).
    pub unread: Vec<String>,
    /// The document before which, or in which, the search stopped because it was enough for once.
    pub stopped_at: Option<String>,
}

/// The most hits, and the most pages, of one search.
const MOST_HITS: usize = 500;
const MOST_PAGES: u32 = 5_000;

/// Looks through the documents of a case in their order, until it is enough for once.
pub async fn search_all(
    office: &Office,
    agency: AgencyId,
    case: CaseId,
    wanted: &Wanted,
) -> Result<Everywhere, StoreError> {
    let (mut everywhere, mut hits, mut pages) = (Everywhere::default(), 0, 0_u32);
    for opened in of_case(office, agency, case).await? {
        let (file, name) = (opened.file.id, opened.file.name);
        match opened.document.state {
            State::Unpacked => continue,
            State::Preparing | State::Failed => {
                everywhere.unread.push(name);
                continue;
            }
            State::Ready | State::Copying => {}
        }
        pages = pages.saturating_add(opened.document.pages.unwrap_or(0));
        if hits >= MOST_HITS || (pages > MOST_PAGES && !everywhere.documents.is_empty()) {
            everywhere.stopped_at = Some(name);
            break;
        }
        let found = search(office, agency, file, wanted).await?;
        hits += found.hits.len();
        let is_enough = found.more;
        if !found.hits.is_empty() || !found.unsearchable.is_empty() {
            let name = name.clone();
            everywhere.documents.push(InDocument { file, name, found });
        }
        if is_enough {
            everywhere.stopped_at = Some(name);
            break;
        }
    }
    Ok(everywhere)
}
