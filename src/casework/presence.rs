//! Who has a page of a case open. A courtesy: whatever goes wrong with it, the page is shown.

use super::Office;
use crate::{
    domain::{
        account::Officer,
        id::CaseId,
        presence::{self, PageKind, Present},
    },
    store::{self, Scope, StoreError},
};

/// Puts down that somebody who may read a case has a page of it open, where that is not known already, and finds the
/// others.
pub async fn enter(
    office: &Office,
    officer: &Officer,
    case: CaseId,
    page: PageKind,
) -> Result<Vec<Present>, StoreError> {
    let (db, scope, now) = (&office.db, Scope::of(officer.agency), office.now());
    let present = store::presence::of_case(db, scope, case, now - presence::OPEN_FOR).await?;
    if presence::is_to_be_put_down(&present, officer.account, page, now) {
        let tx = db.begin().await?;
        store::presence::put(&tx, scope, case, (officer.account, page), now).await?;
        tx.commit().await?;
    }
    Ok(presence::others(&present, officer.account, now))
}
