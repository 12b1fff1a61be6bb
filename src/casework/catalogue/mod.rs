//! 主动公开信息目录: entries added, changed and removed by an administrator, one by one, out of a table, or out of a feed.

pub mod fetch;
pub mod import;
mod merge;
pub mod suggest;

pub use crate::imports::catalogue::Typed;

use uuid::Uuid;

use super::{
    Office,
    audit::{self, Giver},
    staff::{NoEntry, enter},
};
use crate::{
    domain::{
        account::Officer,
        audit::{Change, Matter, Part as Changed},
        catalogue::{Entry, Kind, Origin},
    },
    imports::catalogue::{Part, Wrong, entry},
    store::{self, Scope, StoreError, Tx, public::Public},
};

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// Not an administrator of the agency, or there is no such entry.
    #[error("it is not theirs to change")]
    NotTheirs,
    #[error("{} things are wrong with it", .0.len())]
    Wrong(Vec<(Part, Wrong)>),
    /// Another entry has the number or the link.
    #[error("it is there already")]
    Same(Box<Public>),
    /// Somebody else has changed it meanwhile; so it is now.
    #[error("it was changed meanwhile")]
    Stale(Box<Public>),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<NoEntry> for CatalogueError {
    fn from(error: NoEntry) -> Self {
        match error {
            NoEntry::NotTheirs => Self::NotTheirs,
            NoEntry::Store(error) => Self::Store(error),
        }
    }
}

/// What is told of an entry that is other than it was.
pub(super) fn change(subject: &str, before: Option<&Entry>, after: Option<&Entry>) -> Change {
    let topics = |entry: &Entry| entry.topics.join("、");
    let on = |entry: &Entry| entry.published_on;
    let link = |entry: &Entry| entry.link.as_ref().map(ToString::to_string);
    let summary = |entry: &Entry| entry.summary.clone();
    Change::of(Matter::Catalogue, subject)
        .part(
            Changed::Name,
            before.map(|entry| &entry.title),
            after.map(|entry| &entry.title),
        )
        .part(
            Changed::Number,
            before.and_then(|entry| entry.number.as_ref()),
            after.and_then(|entry| entry.number.as_ref()),
        )
        .part(Changed::PublishedOn, before.map(on), after.map(on))
        .part(Changed::Summary, before.map(summary), after.map(summary))
        .part(Changed::Link, before.and_then(link), after.and_then(link))
        .part(Changed::Topics, before.map(topics), after.map(topics))
}

/// Adds an entry; its id.
pub async fn add(office: &Office, officer: &Officer, typed: &Typed) -> Result<Uuid, CatalogueError> {
    let scope = Scope::of(officer.agency);
    let entry = entry(typed, office.today()).map_err(CatalogueError::Wrong)?;
    let tx = office.db.begin().await?;
    enter(&tx, Giver::Officer(officer), scope).await?;
    is_new(&tx, scope, None, &entry).await?;
    let public = merge::made(office, officer.agency, (Origin::Manual, Kind::Catalogue), entry);
    store::public::insert(&tx, std::slice::from_ref(&public)).await?;
    let change = change(&public.entry.title, None, Some(&public.entry));
    audit::note(office, &tx, scope, Giver::Officer(officer), change).await?;
    tx.commit().await?;
    Ok(public.source)
}

/// Whether no other entry has its number or its link.
async fn is_new(tx: &Tx, scope: Scope, own: Option<Uuid>, entry: &Entry) -> Result<(), CatalogueError> {
    let known = store::public::known(tx, scope, std::slice::from_ref(entry)).await?;
    let other = known.into_iter().find(|known| Some(known.source) != own);
    other.map_or(Ok(()), |other| Err(CatalogueError::Same(Box::new(other))))
}

/// Changes an entry, if it is still as its changer saw it.
pub async fn alter(
    office: &Office,
    officer: &Officer,
    at: (Uuid, i64),
    typed: &Typed,
) -> Result<(), CatalogueError> {
    let scope = Scope::of(officer.agency);
    let entry = entry(typed, office.today()).map_err(CatalogueError::Wrong)?;
    let tx = office.db.begin().await?;
    let before = seen(&tx, officer, at).await?;
    if before.entry == entry {
        return Ok(());
    }
    is_new(&tx, scope, Some(before.source), &entry).await?;
    let change = change(&before.entry.title, Some(&before.entry), Some(&entry));
    let after = Public {
        version: before.version + 1,
        changed_at: office.now(),
        entry,
        ..before
    };
    store::public::replace(&tx, scope, std::slice::from_ref(&after)).await?;
    audit::note(office, &tx, scope, Giver::Officer(officer), change).await?;
    Ok(tx.commit().await?)
}

/// Removes an entry, if it is still as its remover saw it.
pub async fn remove(office: &Office, officer: &Officer, at: (Uuid, i64)) -> Result<(), CatalogueError> {
    let scope = Scope::of(officer.agency);
    let tx = office.db.begin().await?;
    let before = seen(&tx, officer, at).await?;
    store::public::remove(&tx, scope, at).await?;
    let change = change(&before.entry.title, Some(&before.entry), None);
    audit::note(office, &tx, scope, Giver::Officer(officer), change).await?;
    Ok(tx.commit().await?)
}

/// An entry of the catalogue, for somebody who may change it and saw it at this version.
async fn seen(tx: &Tx, officer: &Officer, (id, version): (Uuid, i64)) -> Result<Public, CatalogueError> {
    let scope = Scope::of(officer.agency);
    enter(tx, Giver::Officer(officer), scope).await?;
    let found = store::public::get(tx, scope, id).await?;
    let found = found.filter(|public| public.kind == Kind::Catalogue);
    let found = found.ok_or(CatalogueError::NotTheirs)?;
    if found.version == version {
        Ok(found)
    } else {
        Err(CatalogueError::Stale(Box::new(found)))
    }
}
