//! 变更联系方式: the sealed row of the applicant changes in the transaction in which the history says so.

use super::{ActError, office::AtWork, prepare::Prepared};
use crate::{
    domain::{
        applicant::Contact,
        case::Case,
        command::Command,
        contact::differing,
        digest::Digest,
        refusal::Refusal,
        text::{Address, Email, Phone, Postcode},
    },
    store::{self, Scope, Tx},
};

/// What changes, held against what is kept.
pub(super) async fn prepare(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    case: &Case,
    contact: Contact,
    electronic: Option<bool>,
) -> Result<Prepared, ActError> {
    let filed = store::application::of_case(tx, scope, case.id)
        .await?
        .ok_or(ActError::Gone)?;
    let applicant = store::applicant::get(tx, &office.vault, scope, filed.applicant)
        .await?
        .ok_or(Refusal::Erased)?;
    let parts = differing(&applicant.contact, &contact);
    let command = Command::ChangeContact {
        digest: digest(office, &contact),
        parts,
        electronic,
    };
    Ok(Prepared {
        contact: Some((filed.applicant, contact)),
        ..Prepared::just(command)
    })
}

/// By a key: a telephone number could be guessed from a plain digest, even after it is erased.
fn digest(office: &AtWork<'_>, contact: &Contact) -> Digest {
    let parts = [
        contact.phone.as_ref().map(Phone::as_str),
        contact.email.as_ref().map(Email::as_str),
        contact.address.as_ref().map(Address::as_str),
        contact.postcode.as_ref().map(Postcode::as_str),
    ];
    let hashed = parts.map(|part| office.vault.keyed_hash("contact", part.unwrap_or_default()));
    Digest::of_bytes(hashed.concat().as_bytes())
}
