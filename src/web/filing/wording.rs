//! What is wrong with a field, in words that say what to do.

use crate::{
    domain::{
        applicant::IdentityKind,
        application::{AsksFor, ObtainBy},
        text::Invalid,
    },
    text::{Key, MissingText, Say, key, words},
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
            Place::IdentityKind | Place::JointKind(_) | Place::AgentKind => {
                key("filing-wrong-choose-identity")
            }
            Place::AgentScope => key("filing-wrong-choose-scope"),
            Place::OrganisationKind => key("filing-wrong-choose-kind"),
            Place::Form => key("filing-wrong-choose-form"),
            Place::ObtainBy => key("filing-wrong-choose-obtain"),
            Place::Promise => match shown.at {
                At::Portal => key("filing-wrong-promise"),
                At::Desk => key("filing-wrong-compared"),
            },
            Place::ArrivedOn
            | Place::Waybill
            | Place::Record
            | Place::ConfirmedOn
            | Place::ConfirmRecord
            | Place::JointName(_)
            | Place::JointNumber(_)
            | Place::AgentName
            | Place::AgentNumber
            | Place::AgentPhone
            | Place::AuthorityFiles
            | Place::AgentSignedOn
            | Place::AgentNote
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
        Wrong::TooEarly(day) => say.with(
            key("refusal-too-early"),
            &[("day", &words::date_with_weekday(say.lang, *day))],
        ),
        Wrong::Waybill => say.get(key("register-wrong-waybill")),
        Wrong::NoProof => say.get(key("register-wrong-no-proof")),
        Wrong::Twice => say.get(key("filing-wrong-twice")),
        Wrong::NoAuthority => say.get(match shown.at {
            At::Portal => key("filing-wrong-no-authority"),
            At::Desk => key("register-wrong-no-authority"),
        }),
        Wrong::NeededFor(way) => say.get(match (way, problem.place) {
            (ObtainBy::Email, _) => key("filing-wrong-email-for-email"),
            (_, Place::Postcode) => key("filing-wrong-postcode-for-post"),
            (ObtainBy::Online | ObtainBy::Post | ObtainBy::Collect | ObtainBy::OnSite, _) => {
                key("filing-wrong-address-for-post")
            }
        }),
        Wrong::FileType { name } => say.with(key("filing-wrong-file-type"), &[("name", name)]),
        Wrong::FileInfected { name, virus } => {
            say.with(key("file-infected"), &[("name", name), ("virus", virus)])
        }
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
        let text = match typed.asks_for {
            AsksFor::Information => key("filing-wrong-blank-item"),
            AsksFor::RecordCorrection => key("filing-wrong-blank-record"),
        };
        return say.with(text, &[("number", &n.to_string())]);
    }
    if let Invalid::TooLong(most) = invalid {
        return say.with(key("filing-wrong-too-long"), &[("most", &most.to_string())]);
    }
    say.get(match (place, invalid) {
        (Place::Name, Invalid::Blank) if typed.who == Who::Organisation => {
            key("filing-wrong-blank-organisation")
        }
        (Place::Name | Place::AgentName, Invalid::Blank) => key("filing-wrong-blank-name"),
        (Place::JointName(_), Invalid::Blank) => key("filing-wrong-blank-joint-name"),
        (Place::IdentityNumber | Place::CreditCode | Place::JointNumber(_) | Place::AgentNumber, _) => {
            identity_text(identity_kind(typed, place), invalid)
        }
        (Place::Representative, Invalid::Blank) => key("filing-wrong-blank-representative"),
        (Place::Contact, Invalid::Blank) => key("filing-wrong-blank-contact"),
        (Place::ItemDescription(_), Invalid::Blank) => key("filing-wrong-blank-description"),
        (Place::Phone | Place::AgentPhone, Invalid::Blank) => key("filing-wrong-blank-phone"),
        (Place::Record, Invalid::Blank) => key("filing-wrong-blank-arrival"),
        (Place::ConfirmRecord, Invalid::Blank) => key("filing-wrong-blank-confirmation"),
        (Place::Phone | Place::AgentPhone, _) => key("filing-wrong-phone"),
        (Place::Email, _) => key("filing-wrong-email"),
        (Place::Postcode, _) => key("filing-wrong-postcode"),
        (_, Invalid::Blank) => key("filing-wrong-blank"),
        (_, _) => key("filing-wrong-character"),
    })
}

/// The kind of document whose number stands in a field.
fn identity_kind(typed: &Typed, place: Place) -> Option<IdentityKind> {
    let joint = |n: usize| typed.joint.get(n.checked_sub(1)?);
    let raw = match (place, typed.who) {
        (Place::CreditCode, _) => return Some(IdentityKind::CreditCode),
        (Place::JointNumber(n), _) => joint(n).map(|joint| &joint.identity_kind),
        (Place::AgentNumber, _) => typed.agent.as_ref().map(|agent| &agent.identity_kind),
        (_, Who::Person | Who::Organisation) => Some(&typed.identity_kind),
    };
    raw?.parse().ok()
}

fn identity_text(kind: Option<IdentityKind>, invalid: Invalid) -> Key {
    match (kind, invalid) {
        (Some(IdentityKind::CreditCode), Invalid::Blank) => key("filing-wrong-blank-credit-code"),
        (Some(IdentityKind::CreditCode), Invalid::Length) => key("filing-wrong-credit-length"),
        (Some(IdentityKind::CreditCode), Invalid::CheckDigit) => key("filing-wrong-credit-check"),
        (Some(IdentityKind::CreditCode), _) => key("filing-wrong-credit-character"),
        (_, Invalid::Blank) => key("filing-wrong-blank-identity-number"),
        (Some(IdentityKind::ResidentCard), Invalid::Length) => key("filing-wrong-identity-length"),
        (Some(IdentityKind::ResidentCard), Invalid::CheckDigit) => key("filing-wrong-identity-check"),
        (Some(IdentityKind::ResidentCard), Invalid::BirthDate) => key("filing-wrong-identity-birth"),
        (Some(IdentityKind::ResidentCard), _) => key("filing-wrong-identity-character"),
        (Some(IdentityKind::Passport | IdentityKind::TravelPermit) | None, _) => key("filing-wrong-permit"),
    }
}
