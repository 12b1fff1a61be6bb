//! Feeds of an agency's own site: which of them the program fetches, and what comes of it.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{CatalogueError, import::told, merge};
use crate::{
    casework::{
        Office,
        audit::{self, Giver},
        staff::enter,
    },
    documents::plain,
    domain::{
        account::Officer,
        audit::{Change, Matter, Part as Changed},
        catalogue::{Entry, Link, Origin, Trouble},
        id::AgencyId,
    },
    imports::{
        catalogue::{Part, Wrong},
        feed::feed,
    },
    store::{self, Scope, StoreError, catalogue::Feed, job::NewTask},
};

/// The job that fetches one feed.
pub const FETCH: &str = "fetch_feed";

/// The most feeds of an agency.
pub const MOST_FEEDS: usize = 20;

/// How fetching a feed went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Taken {
        added: usize,
        updated: usize,
        same: usize,
        /// Entries that could not be read.
        left_out: usize,
    },
    Failed(Trouble),
}

/// Adds a feed, which is fetched at once.
pub async fn add(office: &Office, officer: &Officer, address: &str) -> Result<(), CatalogueError> {
    let scope = Scope::of(officer.agency);
    let wrong = |why| CatalogueError::Wrong(vec![(Part::Link, why)]);
    let address = Link::parse(address).map_err(|_| wrong(Wrong::NoLink))?;
    let tx = office.db.begin().await?;
    enter(&tx, Giver::Officer(officer), scope).await?;
    let known = store::catalogue::feeds(&tx, scope).await?;
    if known.iter().any(|feed| feed.address == address) {
        return Err(wrong(Wrong::Again(0)));
    }
    if known.len() >= MOST_FEEDS {
        return Err(wrong(Wrong::TooMany(MOST_FEEDS)));
    }
    let feed = Feed {
        id: office.ids.next(),
        address,
        active: true,
        by: Some(officer.account),
        at: office.now(),
        fetched: None,
    };
    store::catalogue::add_feed(&tx, scope, &feed).await?;
    put_down(office, &tx, officer.agency, feed.id).await?;
    let change = Change::of(Matter::Feed, feed.address.as_str()).set(Changed::Active, Some(true));
    audit::note(office, &tx, scope, Giver::Officer(officer), change).await?;
    Ok(tx.commit().await?)
}

/// Switches a feed on, whereupon it is fetched, or off.
pub async fn switch(
    office: &Office,
    officer: &Officer,
    id: Uuid,
    active: bool,
) -> Result<(), CatalogueError> {
    let scope = Scope::of(officer.agency);
    let tx = office.db.begin().await?;
    enter(&tx, Giver::Officer(officer), scope).await?;
    let before = store::catalogue::feed(&tx, scope, id).await?;
    let before = before.ok_or(CatalogueError::NotTheirs)?;
    store::catalogue::switch_feed(&tx, scope, id, active).await?;
    if active {
        put_down(office, &tx, officer.agency, id).await?;
    }
    let change = Change::of(Matter::Feed, before.address.as_str()).part(
        Changed::Active,
        Some(before.active),
        Some(active),
    );
    audit::note(office, &tx, scope, Giver::Officer(officer), change).await?;
    Ok(tx.commit().await?)
}

/// Has a feed fetched now.
pub async fn ask_for(office: &Office, officer: &Officer, id: Uuid) -> Result<(), CatalogueError> {
    let scope = Scope::of(officer.agency);
    let tx = office.db.begin().await?;
    enter(&tx, Giver::Officer(officer), scope).await?;
    let feed = store::catalogue::feed(&tx, scope, id).await?;
    let feed = feed.filter(|feed| feed.active).ok_or(CatalogueError::NotTheirs)?;
    put_down(office, &tx, officer.agency, feed.id).await?;
    Ok(tx.commit().await?)
}

async fn put_down(office: &Office, tx: &store::Tx, agency: AgencyId, id: Uuid) -> Result<(), StoreError> {
    let task = NewTask {
        key: id.to_string(),
        name: FETCH,
        agency: Some(agency),
        case: None,
        day: None,
        run_at: office.now(),
    };
    store::job::enqueue(tx, office.ids.next(), task, office.now()).await?;
    Ok(())
}

/// Puts down the work on every feed that is fetched.
pub async fn put_all_down(office: &Office) -> Result<(), StoreError> {
    let feeds = store::catalogue::all_active(&office.db).await?;
    if feeds.is_empty() || office.notices.feeds().is_none() {
        return Ok(());
    }
    let tx = office.db.begin().await?;
    for (agency, id) in feeds {
        put_down(office, &tx, agency, id).await?;
    }
    tx.commit().await
}

/// Fetches a feed of an agency and takes over what it tells. That it brought nothing is noted with it, and is no error.
pub async fn run(office: &Office, agency: AgencyId, id: Uuid) -> Result<(), StoreError> {
    let scope = Scope::of(agency);
    let found = store::catalogue::feed(&office.db, scope, id).await?;
    let Some(found) = found.filter(|feed| feed.active) else {
        return Ok(());
    };
    // Before anything is locked, as it takes its time.
    let read = fetched(office, &found.address).await;
    let tx = office.db.begin().await?;
    store::staff::hold(&tx, scope).await?;
    let outcome = match read {
        Err(trouble) => Outcome::Failed(trouble),
        Ok((entries, left_out)) => {
            let verdicts = merge::judge(&tx, scope, &entries).await?;
            let judged: Vec<_> = entries.into_iter().zip(verdicts).collect();
            let of_two = judged
                .iter()
                .filter(|(_, verdict)| *verdict == merge::Verdict::OfTwo)
                .count();
            let taken = merge::write(office, &tx, scope, Origin::Feed, judged).await?;
            let change = told(Matter::Feed, found.address.as_str(), taken);
            audit::note_by_program(office, &tx, scope, change).await?;
            Outcome::Taken {
                added: taken.added,
                updated: taken.updated,
                same: taken.same,
                left_out: left_out + of_two,
            }
        }
    };
    let outcome = serde_json::to_string(&outcome).expect("an outcome is plain data: it always serialises");
    store::catalogue::note_fetched(&tx, scope, id, (office.now(), &outcome)).await?;
    tx.commit().await
}

/// The entries of a feed, each once, and how many could not be read.
async fn fetched(office: &Office, address: &Link) -> Result<(Vec<Entry>, usize), Trouble> {
    let fetcher = office.notices.feeds().ok_or(Trouble::Off)?;
    let bytes = fetcher.fetch(address.as_str()).await?;
    let text = plain::decode(&bytes).ok_or(Trouble::NoFeed)?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let items = feed(text, office.today(), office.clock.offset()).map_err(|_| Trouble::NoFeed)?;
    let all = items.len();
    let mut entries: Vec<Entry> = Vec::new();
    for entry in items.into_iter().filter_map(|(_, item)| item.ok()) {
        // What has neither number nor link could not be told from itself the next time.
        let marks = entry.number.is_some() || entry.link.is_some();
        let again = entries.iter().any(|known| {
            known.link.is_some() && known.link == entry.link
                || known.number.is_some() && known.number == entry.number
        });
        if marks && !again {
            entries.push(entry);
        }
    }
    let left_out = all - entries.len();
    Ok((entries, left_out))
}

/// How fetching a feed went, out of what was noted with it.
pub fn outcome(noted: &str) -> Option<Outcome> {
    serde_json::from_str(noted).ok()
}
