//! A clue is set aside, with the reason, or taken up again: by whoever handles the case. No event is written.

use uuid::Uuid;

use crate::{
    casework::Office,
    domain::{account::Officer, case::Case, clue, id::CaseId, permission, words::Words},
    law::ClueKind,
    store::{self, Scope, StoreError, Tx, set_aside::SetAside},
};

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum AsideError {
    /// There is no such case or clue, or it is not theirs.
    #[error("there is no such clue for them")]
    Gone,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Sets a clue of a case aside. One that is set aside already keeps its first reason.
pub async fn set_aside(
    office: &Office,
    officer: &Officer,
    case: CaseId,
    (kind, other): (ClueKind, Option<CaseId>),
    reason: &Words,
) -> Result<(), AsideError> {
    let scope = Scope::of(officer.agency);
    let tx = office.db.begin().await?;
    handled(&tx, scope, officer, case).await?;
    if let Some(other) = other {
        // What they may not read they cannot have looked at.
        let found = store::case::load(&tx, scope, other).await?;
        let may_read = |case: &Case| permission::may_read(case, officer);
        found.filter(may_read).ok_or(AsideError::Gone)?;
    }
    let known = store::set_aside::of_case(&tx, &office.vault, scope, case).await?;
    if known
        .iter()
        .any(|known| known.kind == kind && known.other == other)
    {
        return Ok(());
    }
    let aside = SetAside {
        id: office.ids.next(),
        kind,
        other,
        by: officer.account,
        reason: reason.text().to_owned(),
        at: office.now(),
    };
    store::set_aside::insert(&tx, &office.vault, scope, case, &aside).await?;
    Ok(tx.commit().await?)
}

/// Takes a clue up again. Twice is once.
pub async fn restore(office: &Office, officer: &Officer, case: CaseId, id: Uuid) -> Result<(), AsideError> {
    let scope = Scope::of(officer.agency);
    let tx = office.db.begin().await?;
    handled(&tx, scope, officer, case).await?;
    store::set_aside::restore(&tx, scope, (case, id), officer.account, office.now()).await?;
    Ok(tx.commit().await?)
}

/// Keeps others from doing the same until the end, if the case is this person's to handle.
async fn handled(tx: &Tx, scope: Scope, officer: &Officer, case: CaseId) -> Result<(), AsideError> {
    store::note::hold(tx, scope, case).await?;
    let found = store::case::load(tx, scope, case).await?;
    found
        .filter(|case| clue::may_set_aside(case, officer))
        .map(|_| ())
        .ok_or(AsideError::Gone)
}
