//! Made-up applicants. Their numbers have right check digits, so that every check is passed for real, and belong to
//! nobody: the region 99 of an identity number, the prefix 142 of a mobile number and the registry 0 of a credit code
//! are given to no one.

use super::{
    chance::Chance,
    material::{Organisation, People},
};
use crate::domain::{
    applicant::{Applicant, ApplicantKind, Contact, Identity, Representation},
    text::{Address, CreditCode, DocumentNumber, Email, IdentityNumber, Name, Phone, Postcode},
};

/// A natural person.
pub(super) fn person(chance: &mut Chance, people: &People) -> Applicant {
    let identity = match chance.below(100) {
        0 => Identity::Passport(made(DocumentNumber::parse(&format!("X99{}", chance.digits(6))))),
        1 => Identity::TravelPermit(made(DocumentNumber::parse(&format!("H99{}", chance.digits(8))))),
        _ => Identity::ResidentCard(identity_number(chance)),
    };
    Applicant {
        kind: ApplicantKind::Person,
        name: name(chance, people),
        identity: Some(identity),
        representation: None,
        contact: contact(chance, people),
        joint: Vec::new(),
        agent: None,
    }
}

/// An organisation, with the people who speak for it.
pub(super) fn organisation(chance: &mut Chance, people: &People, organisation: &Organisation) -> Applicant {
    Applicant {
        kind: organisation.kind,
        name: made(Name::parse(&organisation.name)),
        identity: Some(Identity::CreditCode(credit_code(chance))),
        representation: Some(Representation {
            representative: name(chance, people),
            contact: name(chance, people),
        }),
        contact: contact(chance, people),
        joint: Vec::new(),
        agent: None,
    }
}

fn name(chance: &mut Chance, people: &People) -> Name {
    made(Name::parse(&format!(
        "{}{}",
        chance.pick(&people.surnames),
        chance.pick(&people.given)
    )))
}

fn contact(chance: &mut Chance, people: &People) -> Contact {
    let phone = made(Phone::parse(&format!("142{}", chance.digits(8))));
    let email = chance
        .percent(60)
        .then(|| made(Email::parse(&format!("u{}@mail.example", chance.digits(6)))));
    Contact {
        phone: Some(phone),
        email,
        address: Some(made(Address::parse(chance.pick(&people.places).as_str()))),
        postcode: Some(made(Postcode::parse("960300"))),
    }
}

fn identity_number(chance: &mut Chance) -> IdentityNumber {
    let year = 1945 + chance.below(58);
    let (month, day) = (1 + chance.below(12), 1 + chance.below(28));
    let body = format!(
        "99{}{year}{month:02}{day:02}{}",
        chance.digits(4),
        chance.digits(3)
    );
    made(checked(&body, "0123456789X", |number| {
        IdentityNumber::parse(number).ok()
    }))
}

fn credit_code(chance: &mut Chance) -> CreditCode {
    let body = format!("00990000{}", chance.digits(9));
    made(checked(&body, "0123456789ABCDEFGHJKLMNPQRTUWXY", |code| {
        CreditCode::parse(code).ok()
    }))
}

/// The number with the one check character that the standard's own check accepts.
fn checked<T>(body: &str, characters: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, String> {
    let found = characters
        .chars()
        .find_map(|last| parse(&format!("{body}{last}")));
    found.ok_or_else(|| body.to_owned())
}

fn made<T, E: std::fmt::Debug>(result: Result<T, E>) -> T {
    result.expect("made-up texts are made in the form that the parser wants")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{demo::material::Material, law::Law};

    #[test]
    fn nobody_of_them_can_exist() {
        let material = Material::read(&Law::embedded().unwrap()).unwrap();
        let mut chance = Chance::seeded(1);
        for _ in 0..500 {
            let person = person(&mut chance, &material.people);
            if let Some(Identity::ResidentCard(number)) = &person.identity {
                assert!(number.as_str().starts_with("99"), "{number}");
            }
            assert!(person.contact.phone.unwrap().as_str().starts_with("142"));
        }
        for kind in &material.people.organisations {
            let organisation = organisation(&mut chance, &material.people, kind);
            assert!(organisation.identity.unwrap().number().starts_with("0099"));
            assert_ne!(organisation.kind, ApplicantKind::Person);
        }
    }
}
