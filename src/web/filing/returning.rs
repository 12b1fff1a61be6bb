//! Who comes back: at the desk, a form can be filled in with what is known of somebody who applied before.

use serde::Serialize;

use super::{
    Work,
    typed::{Typed, Who},
};
use crate::{
    casework::returning::{self, Returning, Sought},
    domain::{
        applicant::{Applicant, Identity, IdentityKind},
        id::ApplicantId,
        text::{Address, Email, Name, Phone, Postcode, masked},
    },
    store::Scope,
    text::key,
    web::{
        error::Failure,
        page::View,
        wording::{Said, Voice},
    },
};

/// What came of looking for somebody who applied before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Looked {
    /// Neither a name nor a number was typed that could be looked for.
    ForNobody,
    /// The newest first; nobody, where nobody of this name or number applied before.
    Found(Vec<Returning>),
    /// The form goes on with what is known of somebody.
    TakenOver,
}

impl Work {
    /// Looks for whoever of this name or number applied before.
    pub(in crate::web) async fn find(&mut self, view: &View, scope: Scope) -> Result<(), Failure> {
        let typed = &self.typed;
        let identity = identity(typed);
        let name = Name::parse(&typed.name).ok();
        self.returning = Some(if identity.is_none() && name.is_none() {
            Looked::ForNobody
        } else {
            let sought = Sought {
                is_person: typed.who == Who::Person,
                identity: identity.as_ref(),
                name: name.as_ref(),
            };
            Looked::Found(returning::find(&view.app.office, scope, sought).await?)
        });
        Ok(())
    }

    /// Goes on with what is known of an earlier applicant.
    pub(in crate::web) async fn go_on_as(
        &mut self,
        view: &View,
        scope: Scope,
        applicant: ApplicantId,
    ) -> Result<(), Failure> {
        self.returning = Some(match returning::get(&view.app.office, scope, applicant).await? {
            Some(known) => {
                self.typed.go_on_as(&known);
                Looked::TakenOver
            }
            // Erased since, or nobody's of this agency.
            None => Looked::Found(Vec::new()),
        });
        Ok(())
    }
}

/// The number, as far as it is one.
fn identity(typed: &Typed) -> Option<Identity> {
    let kind = match typed.who {
        Who::Person => typed.identity_kind.parse().ok()?,
        Who::Organisation => IdentityKind::CreditCode,
    };
    Identity::parse(kind, &typed.identity_number).ok()
}

impl Typed {
    /// Says who they are as it is known; how they are reached only where nothing was typed, because that may have changed.
    fn go_on_as(&mut self, known: &Applicant) {
        known.name.as_str().clone_into(&mut self.name);
        if let Some(identity) = &known.identity {
            self.identity_kind = identity.kind().to_string();
            identity.number().clone_into(&mut self.identity_number);
        }
        if self.who == Who::Organisation {
            self.organisation_kind = known.kind.to_string();
        }
        let representation = known.representation.as_ref();
        let contact = &known.contact;
        let known = [
            (
                &mut self.representative,
                representation.map(|both| both.representative.as_str()),
            ),
            (
                &mut self.contact,
                representation.map(|both| both.contact.as_str()),
            ),
            (&mut self.phone, contact.phone.as_ref().map(Phone::as_str)),
            (&mut self.email, contact.email.as_ref().map(Email::as_str)),
            (&mut self.address, contact.address.as_ref().map(Address::as_str)),
            (
                &mut self.postcode,
                contact.postcode.as_ref().map(Postcode::as_str),
            ),
        ];
        for (field, known) in known {
            if let (true, Some(known)) = (field.trim().is_empty(), known) {
                known.clone_into(field);
            }
        }
    }
}

/// Who applied before, as the form offers them.
#[derive(Debug, Serialize)]
pub(super) struct ReturningFields {
    /// What came of it; none where nobody was looked for.
    pub(super) says: Option<String>,
    pub(super) offers: Vec<Offer>,
}

#[derive(Debug, Serialize)]
pub(super) struct Offer {
    /// What the button sends.
    pub(super) press: String,
    pub(super) name: String,
    /// Enough to recognise them by.
    pub(super) known_by: String,
    pub(super) cases: String,
    /// Of the button, which names whom it means.
    pub(super) label: String,
}

impl ReturningFields {
    /// To try templates with.
    pub(super) fn sample(has_found: bool) -> Self {
        let offer = || Offer {
            press: "as-0".to_owned(),
            name: "甄<b>某".to_owned(),
            known_by: "990***********0019".to_owned(),
            cases: "共3件".to_owned(),
            label: "沿用甄某的资料".to_owned(),
        };
        Self {
            says: has_found.then(|| "以前申请过".to_owned()),
            offers: has_found.then(offer).into_iter().collect(),
        }
    }

    pub(super) fn new(voice: Voice<'_>, looked: Option<&Looked>) -> Said<Self> {
        let (says, found) = match looked {
            None => (None, [].as_slice()),
            Some(Looked::ForNobody) => (Some(key("returning-for-nobody")), [].as_slice()),
            Some(Looked::TakenOver) => (Some(key("returning-taken-over")), [].as_slice()),
            Some(Looked::Found(found)) if found.is_empty() => {
                (Some(key("returning-nobody")), found.as_slice())
            }
            Some(Looked::Found(found)) => (Some(key("returning-found")), found.as_slice()),
        };
        Ok(Self {
            says: says.map(|says| voice.say(says)).transpose()?,
            offers: found
                .iter()
                .map(|found| offer(voice, found))
                .collect::<Said<_>>()?,
        })
    }
}

fn offer(voice: Voice<'_>, found: &Returning) -> Said<Offer> {
    let Applicant {
        name,
        identity,
        contact,
        ..
    } = &found.applicant;
    let known_by = [
        identity.as_ref().map(|identity| masked(identity.number(), 3, 4)),
        contact.phone.as_ref().map(|phone| masked(phone.as_str(), 3, 4)),
        contact
            .address
            .as_ref()
            .map(|address| masked(address.as_str(), 6, 0)),
    ];
    let known_by: Vec<String> = known_by.into_iter().flatten().collect();
    let number = &found.newest.0;
    let newest = match found.on {
        Some(day) => voice.say_with(
            key("returning-newest"),
            &[("number", number), ("day", &voice.weekday(day))],
        )?,
        None => number.clone(),
    };
    let cases = [("count", found.cases.to_string()), ("newest", newest)];
    let cases = cases.each_ref().map(|(name, value)| (*name, value.as_str()));
    Ok(Offer {
        press: format!("as-{}", found.id),
        label: voice.say_with(key("returning-use"), &[("name", name.as_str())])?,
        name: name.as_str().to_owned(),
        known_by: known_by.join("，"),
        cases: voice.say_with(key("returning-cases"), &cases)?,
    })
}
