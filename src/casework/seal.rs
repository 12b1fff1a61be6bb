//! The image of an agency's seal, for letters from now on; what was issued keeps its PDF.

use super::{
    ActError, Office,
    audit::{self, Giver},
};
use crate::{
    domain::{
        account::Officer,
        audit::{Change, Matter, Part},
    },
    letters::{Seal, SealError},
    store::{self, Connection, Scope, StoreError, Tx, seal::SealRow},
};

/// Why a seal is not taken.
#[derive(Debug, thiserror::Error)]
pub enum SealingError {
    /// The image will not do.
    #[error(transparent)]
    Unfit(#[from] SealError),
    /// Somebody else has changed it meanwhile.
    #[error("the seal is another one by now")]
    Stale,
    #[error(transparent)]
    Act(#[from] ActError),
}

/// The seal that letters of an agency bear; nothing where it seals by hand.
pub async fn of(office: &Office, db: &impl Connection, scope: Scope) -> Result<Option<Seal>, ActError> {
    let Some(row) = store::seal::get(db, scope).await? else {
        return Ok(None);
    };
    let image = office.blobs.get(row.image).await?;
    let seal = Seal::new(image, row.size_mm).map_err(|source| StoreError::Inconsistent {
        table: "seal",
        key: row.image.to_string(),
        source: source.into(),
    })?;
    Ok(Some(seal))
}

/// What names the seal that somebody saw; nothing where there was none.
pub fn name_of(seal: Option<&SealRow>) -> String {
    seal.map_or_else(String::new, |seal| {
        format!("{}-{}-{}", seal.image, seal.size_mm, seal.at.unix_timestamp())
    })
}

/// The seal that is there, if it is still the one that was seen.
async fn still(tx: &Tx, scope: Scope, seen: &str) -> Result<Option<SealRow>, SealingError> {
    let now = store::seal::get(tx, scope).await.map_err(ActError::from)?;
    if name_of(now.as_ref()) == seen {
        Ok(now)
    } else {
        Err(SealingError::Stale)
    }
}

/// Puts the image of a seal in the place of the one that was seen.
pub async fn put(
    office: &Office,
    officer: &Officer,
    png: Vec<u8>,
    size_mm: u8,
    seen: &str,
) -> Result<(), SealingError> {
    let seal = Seal::new(png, size_mm)?;
    let image = office
        .blobs
        .put(seal.png().to_vec())
        .await
        .map_err(ActError::from)?;
    let row = SealRow {
        image,
        size_mm,
        by: officer.account,
        at: office.now(),
    };
    let (tx, scope) = (
        office.db.begin().await.map_err(ActError::from)?,
        Scope::of(officer.agency),
    );
    let before = still(&tx, scope, seen).await?;
    store::seal::put(&tx, scope, &row).await.map_err(ActError::from)?;
    let change = change(before.as_ref(), Some(&row));
    let noted = audit::note(office, &tx, scope, Giver::Officer(officer), change).await;
    noted.map_err(ActError::from)?;
    Ok(tx.commit().await.map_err(ActError::from)?)
}

/// Takes the image away that was seen: from now on letters are sealed by hand.
pub async fn remove(office: &Office, officer: &Officer, seen: &str) -> Result<(), SealingError> {
    let (tx, scope) = (
        office.db.begin().await.map_err(ActError::from)?,
        Scope::of(officer.agency),
    );
    let before = still(&tx, scope, seen).await?;
    store::seal::remove(&tx, scope).await.map_err(ActError::from)?;
    let change = change(before.as_ref(), None);
    let noted = audit::note(office, &tx, scope, Giver::Officer(officer), change).await;
    noted.map_err(ActError::from)?;
    Ok(tx.commit().await.map_err(ActError::from)?)
}

/// The images by the beginnings of their digests: enough to tell one from the other.
fn change(before: Option<&SealRow>, after: Option<&SealRow>) -> Change {
    let image = |seal: &SealRow| seal.image.to_string().chars().take(12).collect::<String>();
    let size = |seal: &SealRow| i64::from(seal.size_mm);
    Change::of(Matter::Seal, "")
        .part(Part::Image, before.map(image), after.map(image))
        .part(Part::SizeMm, before.map(size), after.map(size))
}
