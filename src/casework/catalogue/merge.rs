//! Many entries taken in at once: what has the number or the link of one that is there is that one, as it is now.

use std::collections::BTreeMap;

use crate::{
    casework::Office,
    domain::{
        catalogue::{Entry, Kind, Origin},
        id::AgencyId,
    },
    store::{self, Connection, Scope, StoreError, Tx, public::Public},
};

/// What becomes of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    New,
    /// It is there, and other than this.
    Other(Box<Public>),
    Same,
    /// Its number is of one that is there, and its link of another.
    OfTwo,
}

/// How many entries became what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Taken {
    pub added: usize,
    pub updated: usize,
    pub same: usize,
}

/// Something public that was not there before.
pub(super) fn made(
    office: &Office,
    agency: AgencyId,
    (origin, kind): (Origin, Kind),
    entry: Entry,
) -> Public {
    Public {
        source: office.ids.next(),
        agency,
        kind,
        entry,
        origin,
        version: 1,
        changed_at: office.now(),
    }
}

/// Judges entries by what is there, in their order.
pub(super) async fn judge(
    db: &impl Connection,
    scope: Scope,
    entries: &[Entry],
) -> Result<Vec<Verdict>, StoreError> {
    let known = store::public::known(db, scope, entries).await?;
    let (mut by_number, mut by_link) = (BTreeMap::new(), BTreeMap::new());
    for public in &known {
        by_number.extend(public.entry.number.as_deref().map(|number| (number, public)));
        by_link.extend(public.entry.link.as_ref().map(|link| (link.as_str(), public)));
    }
    let verdict = |entry: &Entry| {
        let number = entry.number.as_deref().and_then(|number| by_number.get(number));
        let link = entry.link.as_ref().and_then(|link| by_link.get(link.as_str()));
        match (number, link) {
            (Some(one), Some(other)) if one.source != other.source => Verdict::OfTwo,
            (Some(known), _) | (None, Some(known)) if known.entry == *entry => Verdict::Same,
            (Some(known), _) | (None, Some(known)) => Verdict::Other(Box::new(Public::clone(known))),
            (None, None) => Verdict::New,
        }
    };
    Ok(entries.iter().map(verdict).collect())
}

/// Writes entries that were judged in this transaction.
pub(super) async fn write(
    office: &Office,
    tx: &Tx,
    scope: Scope,
    origin: Origin,
    judged: Vec<(Entry, Verdict)>,
) -> Result<Taken, StoreError> {
    let (mut fresh, mut other, mut taken) = (Vec::new(), Vec::new(), Taken::default());
    for (entry, verdict) in judged {
        match verdict {
            Verdict::New => fresh.push(made(office, scope.agency_id(), (origin, Kind::Catalogue), entry)),
            Verdict::Other(before) => other.push(Public {
                version: before.version + 1,
                changed_at: office.now(),
                origin,
                entry,
                ..*before
            }),
            Verdict::Same => taken.same += 1,
            Verdict::OfTwo => {}
        }
    }
    (taken.added, taken.updated) = (fresh.len(), other.len());
    store::public::replace(tx, scope, &other).await?;
    store::public::insert(tx, &fresh).await?;
    Ok(taken)
}
