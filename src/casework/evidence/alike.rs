//! Earlier cases whose applications are worded alike, with the passages that both have.

use std::collections::BTreeSet;

use super::{
    Looking,
    matched::{Opened, Told, plain},
};
use crate::{
    domain::{
        application::Item,
        id::CaseId,
        search::{Gist, Part, Term, marked_at, passages_at, shared_places},
    },
    store::{self, StoreError, application::Filed},
};

/// The most cases that are shown.
const SHOWN: usize = 5;
/// So many more are looked at: some share single words only.
const SPARE: usize = 10;
/// Passages that are shown of one description, and items of one case.
const PASSAGES: usize = 2;
const ITEMS: usize = 2;

/// A case in like words.
#[derive(Debug, Clone)]
pub struct Similar {
    pub told: Told,
    /// What of it is like this case, item by item.
    pub items: Vec<Alike>,
    /// Whether it was decided to publish what was given.
    pub published: bool,
}

/// An item with what of it stands in this case, too.
#[derive(Debug, Clone)]
pub struct Alike {
    pub title: Vec<Part>,
    pub passages: Vec<Vec<Part>>,
}

/// The most alike, the first one first; without some that are shown elsewhere.
pub(super) async fn similar(
    looking: Looking<'_>,
    without: &BTreeSet<CaseId>,
) -> Result<Vec<Similar>, StoreError> {
    let (office, plain) = (looking.office, plain(looking));
    // What it is called tells more than how it is described, so it is looked for first.
    let names = looking.items().map(|item| item.title.as_str());
    let numbers = looking.items().filter_map(|item| item.document_number.as_deref());
    let rest = looking.items().filter_map(|item| item.description.as_deref());
    let gist = Gist::of(names.chain(numbers).chain(rest), &plain);
    let most = SHOWN + SPARE + without.len();
    let ids = store::search::alike(
        &office.db,
        &office.vault,
        looking.officer,
        looking.case.id,
        &gist.terms(),
        most,
    )
    .await?;
    let ids: Vec<CaseId> = ids.into_iter().filter(|id| !without.contains(id)).collect();
    let opened = Opened::these(looking, &ids).await?;
    let terms: BTreeSet<Term<'_>> = gist.terms().into_iter().collect();
    let shown = ids.iter().filter_map(|id| opened.get(*id));
    let similar = shown.filter_map(|(told, filed)| one(told, filed, &terms));
    Ok(similar.take(SHOWN).collect())
}

/// None where nothing that stands in a row is shared.
fn one(told: &Told, filed: &Filed, terms: &BTreeSet<Term<'_>>) -> Option<Similar> {
    let here = filed.application.only(&told.case.items).items;
    let items: Vec<Alike> = here
        .iter()
        .filter_map(|item| alike(item, terms))
        .take(ITEMS)
        .collect();
    let decided = told
        .case
        .publication
        .as_ref()
        .and_then(|publication| publication.decided);
    (!items.is_empty()).then(|| Similar {
        told: told.clone(),
        items,
        published: decided.is_some_and(|decided| decided.publish),
    })
}

fn alike(item: &Item, terms: &BTreeSet<Term<'_>>) -> Option<Alike> {
    let in_title = shared_places(&item.title, terms);
    let description = item.description.as_deref().unwrap_or_default();
    let in_description = shared_places(description, terms);
    (!in_title.is_empty() || !in_description.is_empty()).then(|| Alike {
        title: marked_at(&item.title, &in_title),
        passages: passages_at(description, &in_description, PASSAGES),
    })
}
