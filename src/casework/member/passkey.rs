//! Passkeys of an account: asked for, added, shown to sign in, and taken off. What was asked is kept in a row until it is
//! answered, so that it is good once whichever copy of the program takes the answer.

use time::Duration;
use uuid::Uuid;

use crate::{
    casework::{ActError, Office},
    domain::{
        id::MemberId,
        member::Reach,
        passkey::{CHALLENGE_MINUTES, HANDLE_BYTES, Handle, MOST_PASSKEYS, Passkey},
        text::Label,
    },
    passkey::{Asked, PasskeyError, Passkeys, Shown},
    store::{
        self, StoreError,
        member::{Challenge as Kept, Member},
    },
};

/// Something that a device is asked.
#[derive(Debug)]
pub struct Challenge {
    /// By what the session knows it: nobody guesses it, and nobody else is shown it.
    pub id: Uuid,
    /// For the script of the page.
    pub options: String,
}

/// Whether a device is asked for a new passkey.
#[derive(Debug)]
pub enum Begun {
    Asked(Challenge),
    /// The account has as many as it may.
    Full,
}

/// What became of a new passkey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    Done,
    /// Too late, not what was asked for, not from here, or some account's already.
    Refused,
    Full,
}

/// Asks for a new passkey of an account.
pub async fn ask_for_new(office: &Office, site: &Passkeys, member: &Member) -> Result<Begun, ActError> {
    let known = store::member::passkeys(&office.db, &office.vault, member.id).await?;
    if known.len() >= MOST_PASSKEYS {
        return Ok(Begun::Full);
    }
    // All passkeys of an account have one handle: a device keeps one for each, and replaces it by a newer one.
    let handle = known
        .first()
        .map_or_else(|| new_handle(office), |passkey| passkey.key.handle);
    let name = member.reaches().first().map(Reach::masked);
    let credentials = known.into_iter().map(|passkey| passkey.key.credential).collect();
    let asked = site.ask_for_new(&handle, &name.unwrap_or_default(), credentials);
    keep(office, asked, Some(member.id)).await.map(Begun::Asked)
}

/// Asks for a passkey to sign in with, of whomever.
pub async fn ask_for_passkey(office: &Office, site: &Passkeys) -> Result<Challenge, ActError> {
    keep(office, site.ask(), None).await
}

fn new_handle(office: &Office) -> Handle {
    let mut handle = [0; HANDLE_BYTES];
    let (first, second) = handle.split_at_mut(HANDLE_BYTES / 2);
    first.copy_from_slice(&office.ids.secret());
    second.copy_from_slice(&office.ids.secret());
    handle
}

async fn keep(
    office: &Office,
    asked: Result<Asked, PasskeyError>,
    member: Option<MemberId>,
) -> Result<Challenge, ActError> {
    let Asked { options, state } = asked.map_err(ours)?;
    let secret = office.ids.secret();
    let kept = Kept {
        id: Uuid::from_bytes(*secret.first_chunk().expect("a secret has 32 bytes")),
        member,
        state,
        expires_at: office.now() + Duration::minutes(i64::from(CHALLENGE_MINUTES)),
    };
    let tx = office.db.begin().await?;
    store::member::insert_challenge(&tx, &kept).await?;
    tx.commit().await?;
    Ok(Challenge { id: kept.id, options })
}

/// A mistake of ours.
fn ours(error: PasskeyError) -> ActError {
    StoreError::inconsistent("member_challenge", "new", error).into()
}

/// What an answer is held against. Whatever comes of it, it is spent.
async fn spend(
    office: &Office,
    challenge: Uuid,
    member: Option<MemberId>,
) -> Result<Option<Vec<u8>>, ActError> {
    let tx = office.db.begin().await?;
    let state = store::member::spend_challenge(&tx, challenge, member, office.now()).await?;
    tx.commit().await?;
    Ok(state)
}

/// A refusal is told to the operator: many of them say that the address of the settings is not that of the browsers.
fn judged<T>(judged: Result<T, PasskeyError>) -> Result<Option<T>, ActError> {
    match judged {
        Ok(proved) => Ok(Some(proved)),
        Err(error @ PasskeyError::Refused(_)) => {
            tracing::warn!(reason = ?error.to_string(), "a passkey was refused");
            Ok(None)
        }
        Err(error @ PasskeyError::Broken(_)) => Err(ours(error)),
    }
}

/// Adds the passkey that a device has made for an account; refused where it was asked for none.
pub async fn add_passkey(
    office: &Office,
    site: &Passkeys,
    (member, challenge): (MemberId, Option<Uuid>),
    name: Label,
    answer: &str,
) -> Result<Added, ActError> {
    let state = match challenge {
        Some(challenge) => spend(office, challenge, Some(member)).await?,
        None => None,
    };
    let tx = office.db.begin().await?;
    let known = store::member::passkeys(&tx, &office.vault, member).await?;
    if known.len() >= MOST_PASSKEYS {
        return Ok(Added::Full);
    }
    let Some(state) = state else {
        return Ok(Added::Refused);
    };
    let Some(key) = judged(site.made(&state, answer))? else {
        return Ok(Added::Refused);
    };
    let passkey = Passkey {
        id: office.ids.next(),
        member,
        name,
        key,
        added_at: office.now(),
        used_at: None,
    };
    match store::member::insert_passkey(&tx, &office.vault, &passkey).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(Added::Done)
        }
        Err(StoreError::Conflict) => Ok(Added::Refused),
        Err(error) => Err(error.into()),
    }
}

/// Whose passkey was shown; nobody's where it is not known, was not asked for, or does not prove it.
pub async fn by_passkey(
    office: &Office,
    site: &Passkeys,
    challenge: Uuid,
    answer: &str,
) -> Result<Option<MemberId>, ActError> {
    let Some(state) = spend(office, challenge, None).await? else {
        return Ok(None);
    };
    let Some(shown) = judged(Shown::read(answer))? else {
        return Ok(None);
    };
    let known = store::member::passkey_called(&office.db, &office.vault, shown.credential()).await?;
    let Some(passkey) = known else {
        return Ok(None);
    };
    let Some(state) = judged(site.prove(&state, &shown, &passkey.key))? else {
        return Ok(None);
    };
    let tx = office.db.begin().await?;
    let is_first = store::member::passkey_used(&tx, &passkey, &state, office.now()).await?;
    tx.commit().await?;
    Ok(is_first.then_some(passkey.member))
}

/// Takes a passkey off an account, and signs out everywhere but here: whoever had the device is out. Whether it was there.
pub async fn remove_passkey(
    office: &Office,
    (member, here): (MemberId, Uuid),
    passkey: Uuid,
) -> Result<bool, ActError> {
    let tx = office.db.begin().await?;
    let was_there = store::member::remove_passkey(&tx, member, passkey).await?;
    if was_there {
        store::member::end_visits_but(&tx, member, Some(here)).await?;
    }
    tx.commit().await?;
    Ok(was_there)
}
