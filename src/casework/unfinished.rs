//! 草稿: what somebody is still filling in on the portal. It belongs to nobody but whoever has its code: no page of the
//! staff shows it, and it is no application in the law's sense before it is filed.

use time::Duration;

use super::{ActError, Office};
use crate::{
    domain::{
        digest::Digest,
        id::{AgencyId, FormId},
    },
    store::{self, Scope, unfinished::Unfinished},
};

/// For how many days one is kept that nobody touches.
pub const KEPT_DAYS: i64 = 30;

/// How many are taken away in one go, so that one night's work never keeps others waiting.
const AT_ONCE: u64 = 200;

/// Begins one; the mark of its form must be nothing that can be guessed.
pub async fn begin(office: &Office, agency: AgencyId, form: FormId, body: String) -> Result<(), ActError> {
    let new = Unfinished {
        id: form,
        agency,
        body,
        changed_at: office.now(),
    };
    let tx = office.db.begin().await?;
    store::unfinished::insert(&tx, &office.vault, &new).await?;
    tx.commit().await?;
    Ok(())
}

/// One that is open to whoever asks.
pub async fn open(office: &Office, agency: AgencyId, form: FormId) -> Result<Option<Unfinished>, ActError> {
    Ok(store::unfinished::get(&office.db, &office.vault, Scope::of(agency), form).await?)
}

/// The one that a code opens.
pub async fn find(office: &Office, code: &str) -> Result<Option<Unfinished>, ActError> {
    Ok(store::unfinished::by_code(&office.db, &office.vault, code).await?)
}

/// The code with which whoever has it open comes back to it.
pub fn code(office: &Office, form: FormId) -> String {
    store::unfinished::code(&office.vault, form)
}

/// Keeps what was typed, and the files that wait; false where it was filed or taken away meanwhile.
pub async fn keep(
    office: &Office,
    agency: AgencyId,
    form: FormId,
    body: &str,
    files: &[Digest],
) -> Result<bool, ActError> {
    let tx = office.db.begin().await?;
    let content = (body, files);
    let kept =
        store::unfinished::update(&tx, &office.vault, Scope::of(agency), form, content, office.now()).await?;
    tx.commit().await?;
    Ok(kept)
}

/// Takes one away: it was filed, or is not wanted any more. Its files stay where something else names the same bytes.
pub async fn discard(office: &Office, agency: AgencyId, form: FormId) -> Result<(), ActError> {
    let tx = office.db.begin().await?;
    let files = store::unfinished::delete(&tx, Scope::of(agency), form).await?;
    tx.commit().await?;
    // After the row is gone: bytes without a name are lost space, a name without bytes is a lost file.
    for content in files {
        if !store::file::is_named(&office.db, content).await? {
            office.blobs.remove(content).await?;
        }
    }
    Ok(())
}

/// Takes away those that nobody has touched for too long.
pub async fn forget(office: &Office) -> Result<(), ActError> {
    let after = Duration::days(KEPT_DAYS);
    loop {
        let lying = store::unfinished::left_lying(&office.db, office.now() - after, AT_ONCE).await?;
        if lying.is_empty() {
            return Ok(());
        }
        for (scope, form) in lying {
            discard(office, scope.agency_id(), form).await?;
        }
    }
}
