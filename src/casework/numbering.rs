//! How an agency numbers: its settings, and where a series goes on for an office that has numbered on paper before.

use time::Date;

use super::{
    Office,
    audit::{self, Giver},
};
use crate::{
    domain::{
        account::Officer,
        audit::{Change, Matter, Part},
        digest::Digest,
        numbering::{Fault, Numbering, Problem},
    },
    law::{Law, LetterKey},
    store::{
        self, Scope, StoreError,
        number::{self, Skipped},
    },
};

/// The most numbers that may be left out at once: more is a slip of the hand.
const MOST_SKIPPED: i64 = 100_000;

/// Why settings are not taken.
#[derive(Debug, thiserror::Error)]
pub enum NumberingError {
    /// Somebody has changed them, or taken a number, meanwhile.
    #[error("changed meanwhile")]
    Stale,
    #[error("{} things are wrong with the numbering", .0.len())]
    Faults(Vec<Fault>),
    /// The next number is this one already; a series only goes on upwards.
    #[error("the next number is {0}")]
    NotUpwards(i64),
    #[error("beyond {0}")]
    TooFar(i64),
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for NumberingError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::Stale,
            other @ (StoreError::Inconsistent { .. } | StoreError::Outage(_) | StoreError::Db(_)) => {
                Self::Store(other)
            }
        }
    }
}

/// Changes how the officer's agency numbers; letters that were issued keep their numbers. `seen` is the digest of the
/// settings that the giver saw. Where only one kind of letter is set, what was wrong with others before does not keep
/// it from being set right.
pub async fn renumber(
    office: &Office,
    officer: &Officer,
    law: &Law,
    seen: Digest,
    numbering: &Numbering,
    only: Option<&LetterKey>,
) -> Result<(), NumberingError> {
    let mut faults = numbering.faults(law);
    if let Some(only) = only {
        faults.retain(|fault| concerns(fault, only));
    }
    if !faults.is_empty() {
        return Err(NumberingError::Faults(faults));
    }
    let (tx, scope) = (office.db.begin().await?, Scope::of(officer.agency));
    let before = store::agency::get(&tx, scope).await?;
    let before = before.ok_or(NumberingError::Stale)?.numbering;
    store::agency::renumber(&tx, scope, seen, numbering).await?;
    for change in changes(law, &before, numbering) {
        audit::note(office, &tx, scope, Giver::Officer(officer), change).await?;
    }
    Ok(tx.commit().await?)
}

/// What is other than before: the pattern for all kinds, then each kind that is numbered otherwise by itself.
fn changes(law: &Law, before: &Numbering, after: &Numbering) -> Vec<Change> {
    let usual = Change::of(Matter::Numbering, "").part(
        Part::Pattern,
        Some(&before.letter_pattern),
        Some(&after.letter_pattern),
    );
    let own = law
        .letters()
        .iter()
        .filter(|kind| before.kinds.get(&kind.key) != after.kinds.get(&kind.key));
    let kinds = own.map(|kind| {
        Change::of(Matter::Numbering, kind.name.as_str())
            .part(
                Part::Pattern,
                Some(before.pattern(&kind.key)),
                Some(after.pattern(&kind.key)),
            )
            .part(Part::Suffix, Some(before.suffix(kind)), Some(after.suffix(kind)))
            .part(Part::Series, Some(before.series(kind)), Some(after.series(kind)))
    });
    std::iter::once(usual).chain(kinds).collect()
}

fn concerns(fault: &Fault, kind: &LetterKey) -> bool {
    fault.kind.as_ref() == Some(kind) || fault.problem == Problem::Meets(kind.clone())
}

/// Where a series is to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beginning {
    pub series: String,
    /// The last number that its giver saw given out.
    pub last: i64,
    /// The number that the next letter is to have.
    pub begin: i64,
    pub reason: String,
}

/// Goes on in a series, this year, with a later number. Those between are kept as skipped, with the reason, so that the
/// register has no gap that nobody can explain.
pub async fn begin_at(
    office: &Office,
    officer: &Officer,
    beginning: &Beginning,
) -> Result<(), NumberingError> {
    let today: Date = office.today();
    let next = beginning.last + 1;
    if beginning.begin <= next {
        return Err(NumberingError::NotUpwards(next));
    }
    if beginning.begin - next > MOST_SKIPPED {
        return Err(NumberingError::TooFar(next + MOST_SKIPPED));
    }
    let skipped = Skipped {
        first: next,
        last: beginning.begin - 1,
        reason: beginning.reason.clone(),
        by: officer.account,
        at: office.now(),
    };
    let (tx, scope) = (office.db.begin().await?, Scope::of(officer.agency));
    let series = (beginning.series.as_str(), today.year());
    number::skip(&tx, scope, series, &skipped).await?;
    let change = Change::of(Matter::Numbering, "")
        .set(Part::Series, Some(beginning.series.as_str()))
        .part(Part::NextNumber, Some(next), Some(beginning.begin))
        .set(Part::Why, Some(&beginning.reason));
    audit::note(office, &tx, scope, Giver::Officer(officer), change).await?;
    Ok(tx.commit().await?)
}
