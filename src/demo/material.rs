//! What the demonstration is made of: `fixtures/demo`, built in, parsed and held against the law.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{
    domain::applicant::ApplicantKind,
    law::{Channel, Law},
    setup::AgencySetting,
    specimen::{Answers, SpecimenError},
};

/// Everything in `fixtures/demo`.
#[derive(Debug)]
pub struct Material {
    /// The password of every account.
    pub password: String,
    pub agencies: Vec<AgencySetting>,
    pub(super) people: People,
    pub(super) subjects: Vec<Subject>,
    pub(super) answers: Answers,
    pub(super) remarks: Remarks,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct People {
    pub(super) surnames: Vec<String>,
    pub(super) given: Vec<String>,
    pub(super) places: Vec<String>,
    #[serde(rename = "organisation")]
    pub(super) organisations: Vec<Organisation>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Organisation {
    pub(super) kind: ApplicantKind,
    pub(super) name: String,
}

/// Something that people ask for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Subject {
    pub(super) agency: String,
    pub(super) department: String,
    pub(super) title: String,
    pub(super) number: Option<String>,
    pub(super) text: String,
    grounds: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Remarks {
    /// How a receipt was confirmed.
    pub(super) confirm: Vec<String>,
    /// What was kept of an arrival, by channel.
    pub(super) arrival: BTreeMap<Channel, Vec<String>>,
    pub(super) hand_back: Vec<String>,
    pub(super) notes: Vec<String>,
    pub(super) withdraw: Vec<String>,
    /// By key of the step.
    pub(super) send_back: BTreeMap<crate::law::StepKind, Vec<String>>,
}

/// What is wrong in `fixtures/demo`.
#[derive(Debug, thiserror::Error)]
pub enum MaterialError {
    #[error("fixtures/demo/{file}：{source}")]
    Form {
        file: &'static str,
        source: Box<toml::de::Error>,
    },
    #[error("fixtures/demo/{file}：{what}")]
    Content { file: &'static str, what: String },
    #[error(transparent)]
    Answers(#[from] SpecimenError),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Agencies {
    password: String,
    #[serde(rename = "agency")]
    agencies: Vec<AgencySetting>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Subjects {
    #[serde(rename = "subject")]
    subjects: Vec<Subject>,
}

macro_rules! read {
    ($file:literal) => {
        toml::from_str(include_str!(concat!("../../fixtures/demo/", $file))).map_err(|source| {
            MaterialError::Form {
                file: $file,
                source: Box::new(source),
            }
        })
    };
}

impl Material {
    /// Reads what is built in, and holds it against the law.
    pub fn read(law: &Law) -> Result<Self, MaterialError> {
        let Agencies { password, agencies } = read!("agencies.toml")?;
        let Subjects { subjects } = read!("subjects.toml")?;
        let answers = Answers::read(law)?;
        let (people, remarks) = (read!("people.toml")?, read!("remarks.toml")?);
        let material = Self {
            password,
            agencies,
            people,
            subjects,
            answers,
            remarks,
        };
        material.check()?;
        Ok(material)
    }

    fn check(&self) -> Result<(), MaterialError> {
        let wrong = |file, what: String| Err(MaterialError::Content { file, what });
        for subject in &self.subjects {
            let agency = self.agencies.iter().find(|agency| agency.key == subject.agency);
            let department =
                |agency: &AgencySetting| agency.departments.iter().any(|d| d.key == subject.department);
            if !agency.is_some_and(department) {
                return wrong(
                    "subjects.toml",
                    format!("“{}”的机关或者内设机构不存在", subject.title),
                );
            }
            let grounds = subject.grounds();
            if let Some(ground) = grounds
                .iter()
                .find(|ground| self.answers.on(ground).next().is_none())
            {
                return wrong(
                    "subjects.toml",
                    format!("“{}”的依据“{ground}”没有答复用语", subject.title),
                );
            }
        }
        Ok(())
    }

    /// The agency of a key that stands in the material.
    pub(super) fn agency(&self, key: &str) -> &AgencySetting {
        let found = self.agencies.iter().find(|agency| agency.key == key);
        found.expect("agencies that subjects name are proven present when the material is read")
    }
}

/// The outcomes that `*` stands for.
const USUAL: [&str; 5] = [
    "disclosed",
    "already_public",
    "partial",
    "not_held",
    "other_organ",
];

impl Subject {
    /// The grounds on which it may be answered.
    pub(super) fn grounds(&self) -> Vec<&str> {
        let mut grounds: Vec<&str> = self
            .grounds
            .iter()
            .map(String::as_str)
            .filter(|key| *key != "*")
            .collect();
        if grounds.len() < self.grounds.len() {
            grounds.extend(USUAL);
        }
        grounds
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::Role;
    use time::macros::date;

    #[test]
    fn the_material_fits_the_law() {
        let law = Law::embedded().unwrap();
        let material = Material::read(&law).unwrap();
        assert_eq!(material.agencies.len(), 3);
        assert!(
            law.review_chain()
                .iter()
                .all(|step| material.remarks.send_back.contains_key(&step.kind))
        );
        for agency in &material.agencies {
            for role in Role::ALL {
                assert!(agency.account(*role, None).is_some(), "{} {role}", agency.key);
            }
        }
    }

    #[test]
    fn every_agency_is_complete_for_every_day_of_the_law() {
        let law = Law::embedded().unwrap();
        let material = Material::read(&law).unwrap();
        for on in [
            date!(2019 - 05 - 15),
            date!(2023 - 12 - 31),
            date!(2024 - 01 - 01),
            date!(2026 - 11 - 22),
        ] {
            for agency in &material.agencies {
                assert_eq!(agency.problems(&law, on), [""; 0], "{on}");
            }
        }
    }

    #[test]
    fn every_department_with_subjects_has_a_handler() {
        let law = Law::embedded().unwrap();
        let material = Material::read(&law).unwrap();
        for subject in &material.subjects {
            let agency = material.agency(&subject.agency);
            assert!(
                agency.account(Role::Handler, Some(&subject.department)).is_some(),
                "{}",
                subject.title
            );
        }
    }
}
