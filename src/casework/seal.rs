//! The image of an agency's seal, for letters from now on; what was issued keeps its PDF.

use super::{ActError, Office};
use crate::{
    domain::account::Officer,
    letters::{Seal, SealError},
    store::{self, Connection, Scope, StoreError, seal::SealRow},
};

/// Why a seal is not taken.
#[derive(Debug, thiserror::Error)]
pub enum SealingError {
    /// The image will not do.
    #[error(transparent)]
    Unfit(#[from] SealError),
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

/// Puts the image of a seal in the place of the one before.
pub async fn put(office: &Office, officer: &Officer, png: Vec<u8>, size_mm: u8) -> Result<(), SealingError> {
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
    let tx = office.db.begin().await.map_err(ActError::from)?;
    store::seal::put(&tx, Scope::of(officer.agency), &row)
        .await
        .map_err(ActError::from)?;
    Ok(tx.commit().await.map_err(ActError::from)?)
}

/// Takes the image away: from now on letters are sealed by hand.
pub async fn remove(office: &Office, officer: &Officer) -> Result<(), ActError> {
    let tx = office.db.begin().await?;
    store::seal::remove(&tx, Scope::of(officer.agency)).await?;
    Ok(tx.commit().await?)
}
