//! Accounts of those whom an identity platform signs in. What it calls them is kept as a keyed hash, and their name and
//! numbers only as what their forms are filled in with.

use super::found_or_made;
use crate::{
    casework::{ActError, Office},
    domain::{
        id::MemberId,
        member::Details,
        text::{IdentityNumber, Name, Phone},
    },
    store::{self, StoreError, member::Known},
};

/// What a platform says of somebody.
#[derive(Clone, Default)]
pub struct Claims {
    /// What it calls them, with itself: the same again whenever they come.
    pub subject: String,
    pub name: Option<String>,
    pub identity_number: Option<String>,
    pub phone: Option<String>,
}

/// Never who it is.
impl std::fmt::Debug for Claims {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Claims").finish_non_exhaustive()
    }
}

impl Claims {
    /// Adds what an account does not know yet; what somebody has written themselves stays. What has not its form is left out.
    fn complete(self, mut details: Details) -> Details {
        if details.name.is_empty()
            && let Some(name) = self.name.and_then(|name| Name::parse(&name).ok())
        {
            details.name = name.to_string();
        }
        if details.identity_number.is_empty()
            && let Some(number) = self
                .identity_number
                .and_then(|number| IdentityNumber::parse(&number).ok())
        {
            details.identity_number = number.to_string();
        }
        if details.phone.is_empty()
            && let Some(phone) = self.phone.and_then(|phone| Phone::parse(&phone).ok())
        {
            details.phone = phone.to_string();
        }
        details
    }
}

/// The account of somebody whom a platform has signed in; a new one where there is none. No account is found by the
/// telephone that the platform tells: nobody has proved here that it is theirs.
pub async fn by_subject(office: &Office, claims: Claims) -> Result<(MemberId, bool), ActError> {
    let (member, is_new) = found_or_made(office, Known::Subject(&claims.subject)).await?;
    take(office, member, claims).await?;
    Ok((member, is_new))
}

/// What became of binding a platform to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joined {
    Done,
    /// The platform signs in to another account.
    Taken,
}

/// Lets a platform sign somebody in to the account that they have.
pub async fn join_subject(office: &Office, member: MemberId, claims: Claims) -> Result<Joined, ActError> {
    let known = Known::Subject(&claims.subject);
    let found = store::member::find(&office.db, &office.vault, known).await?;
    if found.is_some_and(|other| other != member) {
        return Ok(Joined::Taken);
    }
    let tx = office.db.begin().await?;
    match store::member::set_subject(&tx, &office.vault, member, Some(&claims.subject)).await {
        Ok(()) => tx.commit().await?,
        Err(StoreError::Conflict) => return Ok(Joined::Taken),
        Err(error) => return Err(error.into()),
    }
    take(office, member, claims).await?;
    Ok(Joined::Done)
}

/// The platform signs in to this account no longer. An account that is reached by nothing else keeps it: nobody would
/// ever get in again.
pub async fn leave_subject(office: &Office, member: MemberId) -> Result<bool, ActError> {
    let known = store::member::get(&office.db, &office.vault, member).await?;
    if known.is_none_or(|known| known.reaches().is_empty()) {
        return Ok(false);
    }
    let tx = office.db.begin().await?;
    store::member::set_subject(&tx, &office.vault, member, None).await?;
    tx.commit().await?;
    Ok(true)
}

async fn take(office: &Office, member: MemberId, claims: Claims) -> Result<(), ActError> {
    let known = store::member::get(&office.db, &office.vault, member)
        .await?
        .ok_or(ActError::Gone)?;
    let details = claims.complete(known.details.clone());
    if details != known.details {
        super::set_details(office, member, &details).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_platform_says_completes_and_replaces_nothing() {
        let claims = Claims {
            subject: "a".to_owned(),
            name: Some("甄试用".to_owned()),
            identity_number: Some("12".to_owned()),
            phone: Some("+86 13900000000".to_owned()),
        };
        let own = Details {
            name: "贾试用".to_owned(),
            ..Details::default()
        };
        let completed = claims.clone().complete(own);
        assert_eq!(completed.name, "贾试用");
        assert_eq!(completed.phone, "13900000000");
        assert_eq!(completed.identity_number, "", "it has not its form");
        assert_eq!(claims.complete(Details::default()).name, "甄试用");
    }
}
