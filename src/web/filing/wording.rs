//! What is wrong with a field, in words that say what to do.

use crate::{
    domain::{application::ObtainBy, text::Invalid},
    text::{MissingText, Say, key},
};

use super::{
    check::{Place, Problem, Wrong},
    typed::{At, Typed, Who},
};

/// Words a problem of a form as it was typed.
pub(crate) fn message(say: Say<'_>, shown: &Typed, problem: &Problem) -> Result<String, MissingText> {
    match &problem.wrong {
        Wrong::Invalid(invalid) => invalid_text(say, shown, problem.place, *invalid),
        Wrong::TooLong { most, typed } => {
            let (most, typed) = (most.to_string(), typed.to_string());
            say.with(
                key("filing-wrong-too-long-by"),
                &[("most", &most), ("typed", &typed)],
            )
        }
        Wrong::NotChosen => say.get(match problem.place {
            Place::IdentityKind => key("filing-wrong-choose-identity"),
            Place::OrganisationKind => key("filing-wrong-choose-kind"),
            Place::Form => key("filing-wrong-choose-form"),
            Place::ObtainBy => key("filing-wrong-choose-obtain"),
            Place::Promise => match shown.at {
                At::Portal => key("filing-wrong-promise"),
                At::Counter => key("filing-wrong-compared"),
            },
            Place::ReceivedOn
            | Place::Name
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
            | Place::OtherFiles => key("filing-wrong-blank"),
        }),
        Wrong::NotADate => say.get(key("field-not-a-date")),
        Wrong::InTheFuture => say.get(key("refusal-in-the-future")),
        Wrong::NeededFor(way) => say.get(match (way, problem.place) {
            (ObtainBy::Email, _) => key("filing-wrong-email-for-email"),
            (_, Place::Postcode) => key("filing-wrong-postcode-for-post"),
            (ObtainBy::Online | ObtainBy::Post | ObtainBy::Collect | ObtainBy::OnSite, _) => {
                key("filing-wrong-address-for-post")
            }
        }),
        Wrong::FileType { name } => say.with(key("filing-wrong-file-type"), &[("name", name)]),
        Wrong::FileTooLarge { name, most_mb } => say.with(
            key("filing-wrong-file-size"),
            &[("name", name), ("most", &most_mb.to_string())],
        ),
        Wrong::FileEmpty { name } => say.with(key("filing-wrong-file-empty"), &[("name", name)]),
        Wrong::TooManyFiles { most } => {
            say.with(key("filing-wrong-file-count"), &[("most", &most.to_string())])
        }
    }
}

fn invalid_text(say: Say<'_>, typed: &Typed, place: Place, invalid: Invalid) -> Result<String, MissingText> {
    if let (Place::ItemTitle(n), Invalid::Blank) = (place, invalid) {
        return say.with(key("filing-wrong-blank-item"), &[("number", &n.to_string())]);
    }
    if let Invalid::TooLong(most) = invalid {
        return say.with(key("filing-wrong-too-long"), &[("most", &most.to_string())]);
    }
    let is_card = typed.who == Who::Person && typed.identity_kind == "resident_card";
    say.get(match (place, invalid) {
        (Place::Name, Invalid::Blank) if typed.who == Who::Organisation => {
            key("filing-wrong-blank-organisation")
        }
        (Place::Name, Invalid::Blank) => key("filing-wrong-blank-name"),
        (Place::IdentityNumber, Invalid::Blank) => key("filing-wrong-blank-identity-number"),
        (Place::IdentityNumber, _) if !is_card => key("filing-wrong-permit"),
        (Place::IdentityNumber, Invalid::Length) => key("filing-wrong-identity-length"),
        (Place::IdentityNumber, Invalid::CheckDigit) => key("filing-wrong-identity-check"),
        (Place::IdentityNumber, Invalid::BirthDate) => key("filing-wrong-identity-birth"),
        (Place::IdentityNumber, _) => key("filing-wrong-identity-character"),
        (Place::CreditCode, Invalid::Blank) => key("filing-wrong-blank-credit-code"),
        (Place::CreditCode, Invalid::Length) => key("filing-wrong-credit-length"),
        (Place::CreditCode, Invalid::CheckDigit) => key("filing-wrong-credit-check"),
        (Place::CreditCode, _) => key("filing-wrong-credit-character"),
        (Place::Representative, Invalid::Blank) => key("filing-wrong-blank-representative"),
        (Place::Contact, Invalid::Blank) => key("filing-wrong-blank-contact"),
        (Place::Phone, Invalid::Blank) => key("filing-wrong-blank-phone"),
        (Place::Phone, _) => key("filing-wrong-phone"),
        (Place::Email, _) => key("filing-wrong-email"),
        (Place::Postcode, _) => key("filing-wrong-postcode"),
        (_, Invalid::Blank) => key("filing-wrong-blank"),
        (_, _) => key("filing-wrong-character"),
    })
}
