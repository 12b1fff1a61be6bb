//! 申请人账号: what somebody with an account on the portal does to it, each in one transaction. An account is apart from the
//! cases: it only knows which are somebody's, and is erased without a trace in them.

mod code;
mod openid;
mod passkey;

use uuid::Uuid;

use super::{ActError, Office};
use crate::{
    domain::{
        id::{AgencyId, CaseId, FormId, MemberId},
        member::{Details, Reach, device_of},
    },
    password::{self, PasswordError},
    store::{
        self, Scope, StoreError,
        member::{Known, Member, Visit},
    },
};

pub use self::{
    code::{Confirmed, Said, Sent, confirm, send, to_whom},
    openid::{Claims, Joined, by_subject, join_subject, leave_subject},
    passkey::{
        Added, Begun, Challenge, add_passkey, ask_for_new, ask_for_passkey, by_passkey, remove_passkey,
    },
};

/// For how long a browser may go unnoted that is in use, in seconds: writing each time would cost more than it tells.
const SEEN_EVERY: i64 = 300;

/// Begins a visit of somebody who has proved who they are; a session is to keep its id.
pub async fn begin_visit(office: &Office, member: MemberId, user_agent: &str) -> Result<Uuid, ActError> {
    let visit = Visit {
        id: office.ids.next(),
        member,
        device: device_of(user_agent),
        began_at: office.now(),
        seen_at: office.now(),
    };
    let tx = office.db.begin().await?;
    store::member::begin_visit(&tx, &visit).await?;
    tx.commit().await?;
    Ok(visit.id)
}

/// Who is signed in by a visit; nobody where it has ended.
pub async fn visiting(office: &Office, visit: Uuid) -> Result<Option<Member>, ActError> {
    let Some(visit) = store::member::visit(&office.db, visit).await? else {
        return Ok(None);
    };
    let now = office.now();
    if now.unix_timestamp() - visit.seen_at.unix_timestamp() >= SEEN_EVERY {
        store::member::was_seen(&office.db, visit.id, now).await?;
    }
    Ok(store::member::get(&office.db, &office.vault, visit.member).await?)
}

/// Signs out in one browser; whether it was somebody's.
pub async fn end_visit(office: &Office, member: MemberId, visit: Uuid) -> Result<bool, ActError> {
    let tx = office.db.begin().await?;
    let was_there = store::member::end_visit(&tx, member, visit).await?;
    tx.commit().await?;
    Ok(was_there)
}

/// Signs out everywhere but here.
pub async fn end_other_visits(office: &Office, member: MemberId, here: Uuid) -> Result<(), ActError> {
    let tx = office.db.begin().await?;
    store::member::end_visits_but(&tx, member, Some(here)).await?;
    tx.commit().await?;
    Ok(())
}

/// Puts a case into an account. Whoever asks has filed it, or has proved by number and code that it is theirs.
pub async fn add_case(
    office: &Office,
    member: MemberId,
    agency: AgencyId,
    case: CaseId,
) -> Result<(), ActError> {
    let tx = office.db.begin().await?;
    store::member::add_case(&tx, Scope::of(agency), member, case, office.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a case out of an account; whether it was there.
pub async fn remove_case(office: &Office, member: MemberId, case: CaseId) -> Result<bool, ActError> {
    let tx = office.db.begin().await?;
    let was_there = store::member::remove_case(&tx, member, case).await?;
    tx.commit().await?;
    Ok(was_there)
}

/// Puts an unfinished form into an account. Whoever asks has begun it, or has its code. One that was filed or thrown away
/// at the same moment is left out.
pub async fn add_form(
    office: &Office,
    member: MemberId,
    agency: AgencyId,
    form: FormId,
) -> Result<(), ActError> {
    let scope = Scope::of(agency);
    let tx = office.db.begin().await?;
    if store::unfinished::get(&tx, &office.vault, scope, form)
        .await?
        .is_some()
    {
        store::member::add_form(&tx, scope, member, form, office.now()).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Keeps what forms are filled in with.
pub async fn set_details(office: &Office, member: MemberId, details: &Details) -> Result<(), ActError> {
    let tx = office.db.begin().await?;
    store::member::set_details(&tx, &office.vault, member, details).await?;
    tx.commit().await?;
    Ok(())
}

/// Why a password is not taken.
#[derive(Debug, thiserror::Error)]
pub enum SetPasswordError {
    #[error(transparent)]
    Password(#[from] PasswordError),
    #[error(transparent)]
    Act(#[from] ActError),
}

impl From<StoreError> for SetPasswordError {
    fn from(error: StoreError) -> Self {
        Self::Act(error.into())
    }
}

/// Sets a password, or takes it away, and signs out everywhere but here: whoever had the old one is out.
pub async fn set_password(
    office: &Office,
    (member, here): (MemberId, Uuid),
    password: Option<String>,
) -> Result<(), SetPasswordError> {
    let hash = match password {
        Some(password) => Some(password::hash(password).await?),
        None => None,
    };
    let tx = office.db.begin().await?;
    store::member::set_password(&tx, member, hash.as_deref()).await?;
    store::member::end_visits_but(&tx, member, Some(here)).await?;
    tx.commit().await?;
    Ok(())
}

/// Whose password it is; an address that nobody has takes as long as a wrong password.
pub async fn by_password(
    office: &Office,
    reach: &Reach,
    password: String,
) -> Result<Option<MemberId>, SetPasswordError> {
    let found = store::member::password(&office.db, &office.vault, reach).await?;
    let (member, hash) = found.map_or((None, None), |(member, hash)| (Some(member), hash));
    let fits = password::verify(password, hash).await?;
    Ok(member.filter(|_| fits))
}

/// Erases an account. What was filed stays with the agencies, as the law asks of them; that it was this account's is
/// forgotten.
pub async fn delete(office: &Office, member: MemberId) -> Result<(), ActError> {
    let tx = office.db.begin().await?;
    store::member::delete(&tx, member).await?;
    tx.commit().await?;
    Ok(())
}

/// The account of somebody who is known so; a new one where there is none.
async fn found_or_made(office: &Office, known: Known<'_>) -> Result<(MemberId, bool), ActError> {
    if let Some(member) = store::member::find(&office.db, &office.vault, known).await? {
        return Ok((member, false));
    }
    let member = MemberId(office.ids.next());
    let tx = office.db.begin().await?;
    match store::member::insert(&tx, &office.vault, member, known, office.now()).await {
        Ok(()) => {
            tx.commit().await?;
            Ok((member, true))
        }
        // The same person on two devices at once.
        Err(StoreError::Conflict) => {
            drop(tx);
            let found = store::member::find(&office.db, &office.vault, known).await?;
            Ok((found.ok_or(ActError::Gone)?, false))
        }
        Err(error) => Err(error.into()),
    }
}
