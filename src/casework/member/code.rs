//! Proving that an address is one's own: a code goes there, and comes back. It is sent at once, not out of the outbox,
//! because somebody waits for it in front of a page, because it is worth nothing an hour later, and because a row that
//! waits would have to hold the code.

use time::Duration;
use uuid::Uuid;

use super::found_or_made;
use crate::{
    casework::{ActError, Office},
    domain::{
        id::MemberId,
        member::{CODE_MINUTES, CODE_TRIES, Reach, code_of, typed_code},
        message::Medium,
    },
    notices::{Failed, Wordless},
    store::{
        self, StoreError,
        member::{Code, Known},
    },
};

/// What became of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sent {
    /// On its way, by this mark.
    Gone(Uuid),
    /// Nothing is sent this way here; a demonstration shows the code instead.
    Shown(Uuid, String),
    /// The server did not take it.
    Failed,
}

/// What somebody who brings a code is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    Right(Confirmed),
    /// Mistyped.
    Wrong,
    /// Too old, mistyped too often, or replaced by another one.
    Over,
}

/// What a code has proved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Confirmed {
    /// Whoever brought it signs in to this account.
    SignsIn {
        member: MemberId,
        /// It was made just now.
        is_new: bool,
    },
    /// The address is that of the account from now on.
    Reached(MemberId),
    /// It is that of another account.
    Taken,
}

/// Sends a code; `member` where the address is to become theirs. `may_show` in a demonstration, where nothing may be set
/// up that sends.
pub async fn send(
    office: &Office,
    reach: Reach,
    member: Option<MemberId>,
    may_show: bool,
) -> Result<Sent, ActError> {
    let digits = code_of(office.ids.secret());
    let secret = office.ids.secret();
    let code = Code {
        // Nobody guesses it: whoever brings a code has asked for it in the same session.
        id: uuid::Builder::from_random_bytes(*secret.first_chunk().expect("a secret has 32 bytes"))
            .into_uuid(),
        member,
        reach,
        expires_at: office.now() + Duration::minutes(CODE_MINUTES),
    };
    let tx = office.db.begin().await?;
    store::member::insert_code(&tx, &office.vault, &code, &digits).await?;
    tx.commit().await?;
    let medium = match code.reach {
        Reach::Email(_) => Medium::Mail,
        Reach::Phone(_) => Medium::TextMessage,
    };
    if !office.notices.has(medium) && may_show {
        return Ok(Sent::Shown(code.id, digits));
    }
    match deliver(office, &code, &digits).await.map_err(wordless)? {
        Ok(()) => Ok(Sent::Gone(code.id)),
        Err(failed) => {
            let reason = failed.reason;
            tracing::warn!(%medium, %reason, "a code for signing in did not go out");
            Ok(Sent::Failed)
        }
    }
}

async fn deliver(office: &Office, code: &Code, digits: &str) -> Result<Result<(), Failed>, Wordless> {
    let (notices, now) = (&office.notices, office.now());
    Ok(match &code.reach {
        Reach::Email(email) => {
            let mail = notices.code_mail(digits, CODE_MINUTES, code.id, email.clone(), now)?;
            notices.send_mail(&mail).await
        }
        Reach::Phone(phone) => {
            let text = notices.code_text_message(digits, CODE_MINUTES)?;
            notices.send_text_message(code.id, phone, &text, now).await
        }
    })
}

fn wordless(error: Wordless) -> ActError {
    StoreError::inconsistent("member_code", "new", error).into()
}

/// Where a code was sent that is still good, and for whom; none where it is not.
pub async fn to_whom(office: &Office, code: Uuid) -> Result<Option<(Reach, Option<MemberId>)>, ActError> {
    let code = store::member::code(&office.db, &office.vault, code, office.now()).await?;
    Ok(code.map(|code| (code.reach, code.member)))
}

/// Takes a code that somebody brings.
pub async fn confirm(office: &Office, code: Uuid, typed: &str) -> Result<Said, ActError> {
    let Some(sent) = store::member::code(&office.db, &office.vault, code, office.now()).await? else {
        return Ok(Said::Over);
    };
    let tx = office.db.begin().await?;
    let may_try = store::member::take_try(&tx, code, CODE_TRIES).await?;
    let is_right = may_try && store::member::spend_code(&tx, &office.vault, code, &typed_code(typed)).await?;
    tx.commit().await?;
    match (may_try, is_right) {
        (false, _) => Ok(Said::Over),
        (true, false) => Ok(Said::Wrong),
        (true, true) => prove(office, sent).await.map(Said::Right),
    }
}

async fn prove(office: &Office, code: Code) -> Result<Confirmed, ActError> {
    let Some(member) = code.member else {
        let (member, is_new) = found_or_made(office, Known::Reach(&code.reach)).await?;
        return Ok(Confirmed::SignsIn { member, is_new });
    };
    // By whichever key the other account was written.
    let known = Known::Reach(&code.reach);
    let taken = store::member::find(&office.db, &office.vault, known).await?;
    if taken.is_some_and(|other| other != member) {
        return Ok(Confirmed::Taken);
    }
    let tx = office.db.begin().await?;
    match store::member::set_reach(&tx, &office.vault, member, &code.reach).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(Confirmed::Reached(member))
        }
        Err(StoreError::Conflict) => Ok(Confirmed::Taken),
        Err(error) => Err(error.into()),
    }
}
