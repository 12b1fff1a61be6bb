//! 文书模板: an administrator tailors a template. It is tried with made-up letters of the agency's own before it is kept;
//! letters that went out stay as they went out, and a letter in review that would now read otherwise loses its approvals
//! when it is issued, as after any other change.

use std::{collections::BTreeMap, sync::Arc};

use time::Date;

use super::{
    Office,
    audit::{self, Giver},
    compose::ComposeError,
};
use crate::{
    domain::{
        account::Officer,
        agency::Agency,
        audit::{Change, Matter, Part},
    },
    law::{Law, LetterKind, Role},
    letters::{self, NoSlot, Problem, Slot, Tailoring},
    store::{
        self, Connection, Scope, StoreError,
        tailoring::{Version, in_force},
    },
};

/// The longest source, in bytes: some ten times the longest standard one.
pub const MAX_SOURCE: usize = 64 * 1024;
/// The longest note, in characters.
pub const MAX_NOTE: usize = 200;

/// A version to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewVersion {
    pub slot: Slot,
    /// None: back to the standard template.
    pub source: Option<String>,
    pub from_on: Date,
    pub note: String,
    /// The newest version that its giver saw, 0 before the first.
    pub after: u32,
}

/// Why a version is not added.
#[derive(Debug, thiserror::Error)]
pub enum TailoringError {
    /// Not an administrator of the agency.
    #[error("not an administrator")]
    NotTheirs,
    /// Somebody else added one in between.
    #[error("another version was added")]
    Stale(Box<Version>),
    /// Letters of yesterday are out.
    #[error("the day is past")]
    Past,
    /// The source or the note is longer than that.
    #[error("too long")]
    TooLong,
    /// It says what is in force on that day anyhow.
    #[error("it changes nothing")]
    Same,
    /// The template does not do.
    #[error("the template does not do")]
    Problems(Vec<Problem>),
    #[error(transparent)]
    Compose(#[from] ComposeError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The kind of letter of a slot, and for the part of a letter one in which it stands: their standard template is the one
/// that is tailored.
pub fn kind_of<'a>(law: &'a Law, slot: &Slot) -> Option<&'a LetterKind> {
    match slot {
        Slot::Kind(key) => law.find_letter(key),
        Slot::Section(name) => {
            let mut grounds = law.grounds();
            grounds
                .find(|ground| ground.section == *name)
                .map(|ground| law.letter(&ground.letter))
        }
    }
}

/// The templates of an agency that are in force on a day.
pub(super) async fn standing(
    office: &Office,
    db: &impl Connection,
    scope: Scope,
    on: Date,
) -> Result<Arc<Tailoring>, StoreError> {
    let broken = |slot: String, source| StoreError::Inconsistent {
        table: "tailoring",
        key: slot,
        source,
    };
    let mut sources = BTreeMap::new();
    for (slot, source) in store::tailoring::standing(db, scope, on).await? {
        let named: Slot = slot.parse().map_err(|error: NoSlot| broken(slot, error.into()))?;
        sources.insert(named, source);
    }
    let tailored = office.letters.tailored(&sources);
    tailored.map_err(|error| broken(error.name.clone(), error.into()))
}

/// Adds a version of a template, once everything about it is in order. `specimens` are made-up letters of the agency's
/// that stand in the slot.
pub async fn add(
    office: &Office,
    officer: &Officer,
    agency: &Agency,
    new: NewVersion,
    specimens: &[letters::Specimen],
) -> Result<Version, TailoringError> {
    if officer.agency != agency.id || !officer.roles.contains(&Role::Administrator) {
        return Err(TailoringError::NotTheirs);
    }
    let scope = Scope::of(agency.id);
    if new.from_on < office.today() {
        return Err(TailoringError::Past);
    }
    if new.note.chars().count() > MAX_NOTE
        || new
            .source
            .as_ref()
            .is_some_and(|source| source.len() > MAX_SOURCE)
    {
        return Err(TailoringError::TooLong);
    }
    let law = office.law_of(agency);
    let kind = kind_of(&law, &new.slot).ok_or(TailoringError::NotTheirs)?;
    if let Some(source) = &new.source {
        office
            .letters
            .try_template(&new.slot, source, &kind.template, specimens)
            .map_err(TailoringError::Problems)?;
    }
    let slot = new.slot.to_string();
    let tx = office.db.begin().await?;
    let versions = store::tailoring::of_slot(&tx, scope, &slot).await?;
    if let Some(newest) = versions.last().filter(|newest| newest.number != new.after) {
        return Err(TailoringError::Stale(Box::new(newest.clone())));
    }
    let stands = in_force(&versions, new.from_on).and_then(|version| version.source.as_ref());
    let later = versions.iter().any(|version| version.from_on > new.from_on);
    let standard = letters::standard_template(&new.slot, &kind.template);
    if !later && new.source.as_ref().or(standard.as_ref()) == stands.or(standard.as_ref()) {
        return Err(TailoringError::Same);
    }
    let version = Version {
        slot,
        number: new.after + 1,
        source: new.source,
        from_on: new.from_on,
        note: new.note,
        by: officer.account,
        created_at: office.now(),
    };
    store::tailoring::insert(&tx, scope, &version).await?;
    let number = |number: u32| Some(i64::from(number)).filter(|number| *number > 0);
    let change = Change::of(Matter::Template, kind.name.as_str())
        .part(Part::Version, number(new.after), number(version.number))
        .set(Part::From, Some(version.from_on))
        .set(Part::Why, Some(&version.note).filter(|note| !note.is_empty()));
    audit::note(office, &tx, scope, Giver::Officer(officer), change).await?;
    tx.commit().await?;
    Ok(version)
}
