//! Who stands in made-up letters: as few, as many, as long and as rare as names can be.

use time::macros::date;

use super::material::Material;
use crate::domain::{
    applicant::{Agent, Applicant, ApplicantKind, Authority, AuthorityScope, JointApplicant, Representation},
    clock::ConsultationKind,
    party::Party,
    text::Name,
};

/// Who applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    Person,
    Organisation,
    /// With characters that few typefaces have.
    Rare,
    /// As long as the form takes.
    Longest,
    /// As many as may apply together, by an agent.
    Together,
    /// With markup in the name.
    Markup,
}

pub(super) fn applicant(material: &Material, who: Who) -> Applicant {
    let names = &material.names;
    match who {
        Who::Person => person(material, &names.person),
        Who::Rare => person(material, &names.rare),
        Who::Markup => person(material, &names.markup),
        Who::Organisation => body(material, &names.organisation),
        Who::Longest => body(material, &names.longest),
        Who::Together => Applicant {
            joint: names.joint.iter().map(|name| joint(material, name)).collect(),
            agent: Some(agent(material)),
            ..person(material, &names.person)
        },
    }
}

fn person(material: &Material, name: &Name) -> Applicant {
    Applicant {
        kind: ApplicantKind::Person,
        name: name.clone(),
        identity: Some(material.identity.card.clone()),
        representation: None,
        contact: material.contact.clone(),
        joint: Vec::new(),
        agent: None,
    }
}

fn body(material: &Material, name: &Name) -> Applicant {
    let representation = Representation {
        representative: material.names.person.clone(),
        contact: material.names.agent.clone(),
    };
    Applicant {
        kind: ApplicantKind::Business,
        identity: Some(material.identity.code.clone()),
        representation: Some(representation),
        ..person(material, name)
    }
}

fn joint(material: &Material, name: &Name) -> JointApplicant {
    JointApplicant {
        name: name.clone(),
        identity: material.identity.card.clone(),
    }
}

fn agent(material: &Material) -> Agent {
    Agent {
        name: material.names.agent.clone(),
        identity: material.identity.card.clone(),
        phone: material.phone(),
        authority: Authority::Given {
            scope: AuthorityScope::ApplyAndReceive,
            signed_on: date!(2026 - 01 - 05),
        },
    }
}

/// Whom a letter goes to that is not to the applicant.
pub(super) fn party(material: &Material, with: ConsultationKind, who: Who) -> Party {
    let names = &material.names;
    let name = match (with, who) {
        (ConsultationKind::CoMaker | ConsultationKind::OtherOrgan, _) => &names.organ,
        (ConsultationKind::ThirdParty, Who::Person) => &names.third_person,
        (ConsultationKind::ThirdParty, Who::Rare) => &names.rare,
        (ConsultationKind::ThirdParty, Who::Longest) => &names.longest,
        (ConsultationKind::ThirdParty, Who::Markup) => &names.markup,
        (ConsultationKind::ThirdParty, Who::Organisation | Who::Together) => &names.third_party,
    };
    Party {
        name: name.clone(),
        address: material.contact.address.clone(),
        postcode: material.contact.postcode.clone(),
        phone: material.contact.phone.clone(),
        email: None,
        is_person: with == ConsultationKind::ThirdParty
            && matches!(who, Who::Person | Who::Rare | Who::Markup),
    }
}
