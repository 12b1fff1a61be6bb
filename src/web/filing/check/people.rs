//! Who stands behind the application: the applicant, those who apply as well, and who files it for them.

use super::{Basis, Check, Place, Wrong};
use crate::{
    domain::{
        applicant::{
            Agent, ApplicantKind, Authority, AuthorityScope, Contact, Identity, IdentityKind, JointApplicant,
            MAX_NOTE, Representation,
        },
        application::ObtainBy,
        text::{Address, CreditCode, Email, Invalid, Name, Phone, Postcode, is_hidden},
    },
    web::filing::typed::{At, Typed, TypedAgent},
};

pub(super) fn identity(check: &mut Check, typed: &Typed) -> Option<Identity> {
    let places = (Place::IdentityKind, Place::IdentityNumber);
    numbered(
        check,
        places,
        (&typed.identity_kind, &typed.identity_number),
        &OF_PERSONS,
    )
}

/// What proves who a natural person is.
const OF_PERSONS: [IdentityKind; 3] = [
    IdentityKind::ResidentCard,
    IdentityKind::Passport,
    IdentityKind::TravelPermit,
];

/// A kind of document, one of those that will do, and its number.
fn numbered(
    check: &mut Check,
    (kind_at, number_at): (Place, Place),
    (kind, number): (&str, &str),
    kinds: &[IdentityKind],
) -> Option<Identity> {
    let Some(kind) = kind.parse().ok().filter(|kind| kinds.contains(kind)) else {
        check.wrong(kind_at, Wrong::NotChosen);
        return None;
    };
    check.must(number_at, Identity::parse(kind, number))
}

type OfOrganisation = (
    Option<ApplicantKind>,
    Option<Identity>,
    Option<Option<Representation>>,
);

pub(super) fn organisation(check: &mut Check, typed: &Typed) -> OfOrganisation {
    let kind = check.chosen::<ApplicantKind>(Place::OrganisationKind, &typed.organisation_kind);
    if kind == Some(ApplicantKind::Person) {
        check.wrong(Place::OrganisationKind, Wrong::NotChosen);
    }
    let code = check.must(Place::CreditCode, CreditCode::parse(&typed.identity_number));
    let representative = check.must(Place::Representative, Name::parse(&typed.representative));
    let contact = check.must(Place::Contact, Name::parse(&typed.contact));
    let representation = representative.zip(contact).map(|(representative, contact)| {
        Some(Representation {
            representative,
            contact,
        })
    });
    (kind, code.map(Identity::CreditCode), representation)
}

pub(super) fn contact(check: &mut Check, typed: &Typed, obtain_by: Option<ObtainBy>) -> Option<Contact> {
    let phone = check.must(Place::Phone, Phone::parse(&typed.phone));
    let email = check.may(Place::Email, &typed.email, Email::parse);
    let address = check.may(Place::Address, &typed.address, Address::parse);
    let postcode = check.may(Place::Postcode, &typed.postcode, Postcode::parse);
    let needed: &[(Place, &str)] = match obtain_by {
        Some(ObtainBy::Post) => &[
            (Place::Address, &typed.address),
            (Place::Postcode, &typed.postcode),
        ],
        Some(ObtainBy::Email) => &[(Place::Email, &typed.email)],
        Some(ObtainBy::Online | ObtainBy::Collect | ObtainBy::OnSite) | None => &[],
    };
    for (place, raw) in needed {
        if let (true, Some(way)) = (raw.trim().is_empty(), obtain_by) {
            check.wrong(*place, Wrong::NeededFor(way));
        }
    }
    Some(Contact {
        phone: Some(phone?),
        email,
        address,
        postcode,
    })
}

/// Those who apply as well, each once; blank ones are left out: nobody meant them.
pub(super) fn joint(check: &mut Check, typed: &Typed, first: Option<&Identity>) -> Vec<JointApplicant> {
    let mut joint: Vec<JointApplicant> = Vec::new();
    for (n, other) in (1..).zip(&typed.joint) {
        if other.is_blank() {
            continue;
        }
        let name = check.must(Place::JointName(n), Name::parse(&other.name));
        let places = (Place::JointKind(n), Place::JointNumber(n));
        let typed = (other.identity_kind.as_str(), other.identity_number.as_str());
        let identity = numbered(check, places, typed, IdentityKind::ALL);
        let Some((name, identity)) = name.zip(identity) else {
            continue;
        };
        let is_known = first == Some(&identity) || joint.iter().any(|known| known.identity == identity);
        if is_known {
            check.wrong(Place::JointNumber(n), Wrong::Twice);
        }
        joint.push(JointApplicant { name, identity });
    }
    joint
}

/// Who acts for the applicants.
pub(super) fn agent(check: &mut Check, at: At, agent: &TypedAgent, basis: Basis<'_>) -> Option<Agent> {
    let name = check.must(Place::AgentName, Name::parse(&agent.name));
    let places = (Place::AgentKind, Place::AgentNumber);
    let typed_identity = (agent.identity_kind.as_str(), agent.identity_number.as_str());
    let identity = numbered(check, places, typed_identity, &OF_PERSONS);
    let phone = check.must(Place::AgentPhone, Phone::parse(&agent.phone));
    let authority = match (basis.has_authority, at) {
        (true, _) => given(check, agent, basis),
        (false, At::Portal) => {
            given(check, agent, basis);
            check.wrong(Place::AuthorityFiles, Wrong::NoAuthority);
            None
        }
        (false, At::Desk) => missing(check, agent),
    };
    Some(Agent {
        name: name?,
        identity: identity?,
        phone: phone?,
        authority: authority?,
    })
}

fn given(check: &mut Check, agent: &TypedAgent, basis: Basis<'_>) -> Option<Authority> {
    let scope = check.chosen::<AuthorityScope>(Place::AgentScope, &agent.scope);
    let signed_on = check.day(Place::AgentSignedOn, &agent.signed_on, basis.today);
    Some(Authority::Given {
        scope: scope?,
        signed_on: signed_on?,
    })
}

/// On paper an application may come without: then the clerk says how it stands, and it is asked for.
fn missing(check: &mut Check, agent: &TypedAgent) -> Option<Authority> {
    let note = agent.note.trim().replace("\r\n", "\n");
    let typed = note.chars().count();
    if note.is_empty() {
        check.wrong(Place::AuthorityFiles, Wrong::NoAuthority);
    } else if typed > MAX_NOTE {
        let most = MAX_NOTE;
        check.wrong(Place::AgentNote, Wrong::TooLong { most, typed });
    } else if note.chars().any(|c| is_hidden(c) && c != '\n') {
        check.wrong(Place::AgentNote, Wrong::Invalid(Invalid::Character));
    } else {
        return Some(Authority::Missing { note });
    }
    None
}
