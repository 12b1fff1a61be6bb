//! What is wrong with a field, in words that say what to do.

use crate::{
    domain::{application::ObtainBy, text::Invalid},
    text::{MissingText, Say, key},
};

use super::{
    check::{Place, Problem, Wrong},
    typed::{Typed, Who},
};

/// Words a problem of a form as it was typed.
pub(super) fn message(say: Say<'_>, typed: &Typed, problem: &Problem) -> Result<String, MissingText> {
    match &problem.wrong {
        Wrong::Invalid(invalid) => invalid_text(say, typed, problem.place, *invalid),
        Wrong::TooLong { most, typed } => {
            let (most, typed) = (most.to_string(), typed.to_string());
            say.with(
                key("portal-wrong-too-long-by"),
                &[("most", &most), ("typed", &typed)],
            )
        }
        Wrong::NotChosen => say.get(match problem.place {
            Place::IdentityKind => key("portal-wrong-choose-identity"),
            Place::OrganisationKind => key("portal-wrong-choose-kind"),
            Place::Form => key("portal-wrong-choose-form"),
            Place::ObtainBy => key("portal-wrong-choose-obtain"),
            Place::Promise => key("portal-wrong-promise"),
            Place::Name
            | Place::IdentityNumber
            | Place::CreditCode
            | Place::Representative
            | Place::Contact
            | Place::Phone
            | Place::Email
            | Place::Address
            | Place::Postcode
            | Place::ItemTitle(_)
            | Place::ItemNumber(_)
            | Place::ItemDescription(_)
            | Place::IdentityFiles
            | Place::OtherFiles => key("portal-wrong-blank"),
        }),
        Wrong::NeededFor(way) => say.get(match (way, problem.place) {
            (ObtainBy::Email, _) => key("portal-wrong-email-for-email"),
            (_, Place::Postcode) => key("portal-wrong-postcode-for-post"),
            (ObtainBy::Online | ObtainBy::Post | ObtainBy::Collect | ObtainBy::OnSite, _) => {
                key("portal-wrong-address-for-post")
            }
        }),
        Wrong::FileType { name } => say.with(key("portal-wrong-file-type"), &[("name", name)]),
        Wrong::FileTooLarge { name, most_mb } => say.with(
            key("portal-wrong-file-size"),
            &[("name", name), ("most", &most_mb.to_string())],
        ),
        Wrong::FileEmpty { name } => say.with(key("portal-wrong-file-empty"), &[("name", name)]),
        Wrong::TooManyFiles { most } => {
            say.with(key("portal-wrong-file-count"), &[("most", &most.to_string())])
        }
    }
}

fn invalid_text(say: Say<'_>, typed: &Typed, place: Place, invalid: Invalid) -> Result<String, MissingText> {
    if let (Place::ItemTitle(n), Invalid::Blank) = (place, invalid) {
        return say.with(key("portal-wrong-blank-item"), &[("number", &n.to_string())]);
    }
    if let Invalid::TooLong(most) = invalid {
        return say.with(key("portal-wrong-too-long"), &[("most", &most.to_string())]);
    }
    let is_card = typed.who == Who::Person && typed.identity_kind == "resident_card";
    say.get(match (place, invalid) {
        (Place::Name, Invalid::Blank) if typed.who == Who::Organisation => {
            key("portal-wrong-blank-organisation")
        }
        (Place::Name, Invalid::Blank) => key("portal-wrong-blank-name"),
        (Place::IdentityNumber, Invalid::Blank) => key("portal-wrong-blank-identity-number"),
        (Place::IdentityNumber, _) if !is_card => key("portal-wrong-permit"),
        (Place::IdentityNumber, Invalid::Length) => key("portal-wrong-identity-length"),
        (Place::IdentityNumber, Invalid::CheckDigit) => key("portal-wrong-identity-check"),
        (Place::IdentityNumber, Invalid::BirthDate) => key("portal-wrong-identity-birth"),
        (Place::IdentityNumber, _) => key("portal-wrong-identity-character"),
        (Place::CreditCode, Invalid::Blank) => key("portal-wrong-blank-credit-code"),
        (Place::CreditCode, Invalid::Length) => key("portal-wrong-credit-length"),
        (Place::CreditCode, Invalid::CheckDigit) => key("portal-wrong-credit-check"),
        (Place::CreditCode, _) => key("portal-wrong-credit-character"),
        (Place::Representative, Invalid::Blank) => key("portal-wrong-blank-representative"),
        (Place::Contact, Invalid::Blank) => key("portal-wrong-blank-contact"),
        (Place::Phone, Invalid::Blank) => key("portal-wrong-blank-phone"),
        (Place::Phone, _) => key("portal-wrong-phone"),
        (Place::Email, _) => key("portal-wrong-email"),
        (Place::Postcode, _) => key("portal-wrong-postcode"),
        (_, Invalid::Blank) => key("portal-wrong-blank"),
        (_, _) => key("portal-wrong-character"),
    })
}
