//! What was asked, and by whom.

use serde::Serialize;

use super::dossier::Dossier;
use crate::{
    domain::{
        applicant::{Applicant, Authority, Identity},
        application::{Application, AsksFor},
        case::Case,
        text::{Name, masked},
    },
    text::key,
    web::wording::{Said, Voice},
};

/// What was asked for, as the applicant wrote it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Asked {
    pub(crate) items: Vec<AskedItem>,
    /// None where records are to be corrected: then nothing is provided.
    pub(crate) wishes: Option<Wishes>,
}

/// In which form the applicant wants to have it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Wishes {
    pub(crate) form: String,
    pub(crate) obtain_by: String,
    pub(crate) accepts_other_form: bool,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct AskedItem {
    pub(crate) number: u16,
    pub(crate) title: String,
    pub(crate) document_number: Option<String>,
    pub(crate) description: Option<String>,
    /// It became a case of its own.
    pub(crate) elsewhere: bool,
}

impl Asked {
    /// As it stands in a case.
    pub(crate) fn of(voice: Voice<'_>, case: &Case, application: &Application) -> Said<Self> {
        let mut asked = Self::written(voice, case.filing.asks_for, application)?;
        for item in &mut asked.items {
            item.elsewhere = !case.items.contains(&item.number);
        }
        Ok(asked)
    }

    /// As it was written, all of it.
    pub(crate) fn written(voice: Voice<'_>, asks_for: AsksFor, application: &Application) -> Said<Self> {
        let items = application.items.iter().map(|item| AskedItem {
            number: item.number,
            title: item.title.clone(),
            document_number: item.document_number.clone(),
            description: item.description.clone(),
            elsewhere: false,
        });
        Ok(Self {
            items: items.collect(),
            wishes: match asks_for {
                AsksFor::Information => Some(Wishes {
                    form: voice.form(application.form)?,
                    obtain_by: voice.obtain_by(application.obtain_by)?,
                    accepts_other_form: application.accepts_other_form,
                }),
                AsksFor::RecordCorrection => None,
            },
        })
    }
}

/// The applicant, as far as the reader's task needs it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) rows: Vec<Row>,
    /// Whether numbers and addresses are shortened for this reader.
    pub(crate) masked: bool,
}

/// A line of facts.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Row {
    pub(crate) label: String,
    pub(crate) value: String,
}

/// Those who apply as well, and the agent with what they may do.
fn others(
    voice: Voice<'_>,
    applicant: &Applicant,
    hide: impl Fn(&str, usize, usize) -> String,
) -> Said<Vec<(String, String)>> {
    let known_by = |name: &Name, identity: &Identity| {
        let (kind, number) = (voice.identity_kind(identity)?, hide(identity.number(), 3, 4));
        voice.say_with(
            key("person-known-by"),
            &[("name", name.as_str()), ("kind", &kind), ("number", &number)],
        )
    };
    let mut rows = Vec::new();
    for joint in &applicant.joint {
        rows.push((
            voice.say(key("person-joint"))?,
            known_by(&joint.name, &joint.identity)?,
        ));
    }
    let Some(agent) = &applicant.agent else {
        return Ok(rows);
    };
    rows.push((
        voice.say(key("person-agent"))?,
        known_by(&agent.name, &agent.identity)?,
    ));
    rows.push((
        voice.say(key("person-agent-phone"))?,
        hide(agent.phone.as_str(), 3, 4),
    ));
    let authority = match &agent.authority {
        Authority::Given { scope, signed_on } => voice.say_with(
            key("person-authority-given"),
            &[
                ("scope", &voice.scope(*scope)?),
                ("day", &voice.weekday(*signed_on)),
            ],
        ),
        Authority::Missing { .. } => voice.say(key("person-authority-missing")),
    };
    rows.push((voice.say(key("person-authority"))?, authority?));
    Ok(rows)
}

impl Person {
    /// The applicant of a case; where who applied was erased, that they were.
    pub(crate) fn of_case(voice: Voice<'_>, dossier: &Dossier, in_full: bool) -> Said<Self> {
        match &dossier.applicant {
            Some(applicant) => Self::of(voice, applicant, in_full),
            None => Ok(Self {
                name: voice.say(key("applicant-erased"))?,
                kind: voice.applicant_kind(dossier.case.filing.applicant_kind)?,
                rows: Vec::new(),
                masked: false,
            }),
        }
    }

    /// In full for whoever needs it to do the work; shortened for everybody else.
    pub(crate) fn of(voice: Voice<'_>, applicant: &Applicant, in_full: bool) -> Said<Self> {
        let hide = |value: &str, head, tail| {
            if in_full {
                value.to_owned()
            } else {
                masked(value, head, tail)
            }
        };
        let mut rows = Vec::new();
        if let Some(identity) = &applicant.identity {
            rows.push((voice.identity_kind(identity)?, hide(identity.number(), 3, 4)));
        }
        if let Some(phone) = &applicant.contact.phone {
            rows.push((voice.say(key("person-phone"))?, hide(phone.as_str(), 3, 4)));
        }
        if let Some(representation) = &applicant.representation {
            rows.push((
                voice.say(key("person-representative"))?,
                hide(representation.representative.as_str(), 1, 0),
            ));
            rows.push((
                voice.say(key("person-contact"))?,
                hide(representation.contact.as_str(), 1, 0),
            ));
        }
        if let Some(email) = &applicant.contact.email {
            rows.push((voice.say(key("person-email"))?, hide(email.as_str(), 2, 4)));
        }
        if let Some(address) = &applicant.contact.address {
            rows.push((voice.say(key("person-address"))?, hide(address.as_str(), 6, 0)));
        }
        if let Some(postcode) = &applicant.contact.postcode {
            rows.push((voice.say(key("person-postcode"))?, hide(postcode.as_str(), 2, 0)));
        }
        rows.extend(others(voice, applicant, hide)?);
        Ok(Self {
            name: applicant.name.to_string(),
            kind: voice.applicant_kind(applicant.kind)?,
            rows: rows
                .into_iter()
                .map(|(label, value)| Row { label, value })
                .collect(),
            masked: !in_full,
        })
    }
}
