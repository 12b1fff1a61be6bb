//! What made-up letters are made of: `fixtures/samples/letters.toml`, built in.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Answers, SpecimenError};
use crate::{
    domain::{
        agency::Agency,
        applicant::{Contact, Identity},
        application::Item,
        text::{Name, Phone},
    },
    law::{AsksFor, Law, NoticeKind},
};

/// Everything that specimens are made of.
#[derive(Debug, Clone)]
pub struct Material {
    /// For specimens that are shown without an agency.
    pub agency: Agency,
    pub answers: Answers,
    pub(super) identity: Identities,
    pub(super) contact: Contact,
    pub(super) names: Names,
    asked: Vec<Asked>,
    records: Vec<Asked>,
    notices: BTreeMap<NoticeKind, String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Names {
    pub(super) person: Name,
    pub(super) rare: Name,
    pub(super) organisation: Name,
    pub(super) longest: Name,
    pub(super) joint: Vec<Name>,
    pub(super) agent: Name,
    pub(super) third_party: Name,
    pub(super) third_person: Name,
    pub(super) organ: Name,
    pub(super) markup: Name,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Identities {
    pub(super) card: Identity,
    pub(super) code: Identity,
}

/// What somebody asks for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    title: String,
    document_number: Option<String>,
    description: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    agency: Agency,
    #[serde(rename = "item")]
    asked: Vec<Asked>,
    #[serde(rename = "record")]
    records: Vec<Asked>,
    identity: Identities,
    contact: Contact,
    names: Names,
    notices: BTreeMap<NoticeKind, String>,
}

impl Material {
    /// The telephone number of whoever it is of.
    pub(super) fn phone(&self) -> Phone {
        let phone = self.contact.phone.clone();
        phone.expect("the material of specimens has a telephone number")
    }

    /// Reads what is built in, and holds it against the law.
    pub fn read(law: &Law) -> Result<Self, SpecimenError> {
        let raw = toml::from_str(include_str!("../../fixtures/samples/letters.toml"));
        let Raw {
            agency,
            asked,
            records,
            identity,
            contact,
            names,
            notices,
        } = raw.map_err(|source| SpecimenError::Form {
            file: "letters.toml",
            source: Box::new(source),
        })?;
        Ok(Self {
            agency,
            answers: Answers::read(law)?,
            identity,
            contact,
            names,
            asked,
            records,
            notices,
        })
    }

    /// So many items; where there are not enough, they are numbered on.
    pub(super) fn items(&self, asks_for: AsksFor, count: u16) -> Vec<Item> {
        let asked = match asks_for {
            AsksFor::Information => &self.asked,
            AsksFor::RecordCorrection => &self.records,
        };
        (1..=count)
            .zip((1_usize..).zip(asked.iter().cycle()))
            .map(|(number, (at, asked_for))| Item {
                number,
                title: if at > asked.len() {
                    format!("{}（{number}）", asked_for.title)
                } else {
                    asked_for.title.clone()
                },
                document_number: asked_for.document_number.clone(),
                description: asked_for.description.clone(),
            })
            .collect()
    }

    /// What the handler writes into a procedural letter.
    pub(super) fn words(&self, kind: NoticeKind) -> Option<&str> {
        self.notices.get(&kind).map(String::as_str)
    }
}
