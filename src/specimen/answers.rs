//! How answers are worded in made-up cases: for every ground, values for what it demands.

use std::collections::BTreeMap;

use serde::Deserialize;
use time::{Date, Duration};

use super::SpecimenError;
use crate::{
    domain::{
        answer::{ItemAnswer, Withheld},
        numbering::Numbering,
    },
    law::{FieldKey, GroundKey, Law},
    letters::words,
};

/// The wordings of `fixtures/samples/answers.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answers {
    #[serde(rename = "answer")]
    all: Vec<Answer>,
}

/// One way to word the answer on a ground.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub ground: GroundKey,
    fields: BTreeMap<FieldKey, String>,
    #[serde(default)]
    withheld: Vec<Withheld>,
}

/// What the blanks of a wording are filled with.
#[derive(Debug, Clone, Copy)]
pub struct Blanks<'a> {
    /// What was asked for.
    pub title: &'a str,
    /// The agency's name.
    pub agency: &'a str,
    pub numbering: &'a Numbering,
    /// The serial number of a letter of half a year ago.
    pub earlier: i64,
    /// The day on which it is answered.
    pub on: Date,
}

impl Answers {
    /// Reads what is built in, and holds it against the law.
    pub fn read(law: &Law) -> Result<Self, SpecimenError> {
        let file = "answers.toml";
        let answers: Self =
            toml::from_str(include_str!("../../fixtures/samples/answers.toml")).map_err(|source| {
                SpecimenError::Form {
                    file,
                    source: Box::new(source),
                }
            })?;
        let unknown = answers
            .all
            .iter()
            .find(|answer| law.ground(&answer.ground).is_none());
        match unknown {
            Some(answer) => Err(SpecimenError::Content {
                file,
                what: format!("没有“{}”这一依据", answer.ground),
            }),
            None => Ok(answers),
        }
    }

    /// The ways to word the answer on a ground.
    pub fn on<'a>(&'a self, ground: &'a str) -> impl Iterator<Item = &'a Answer> {
        self.all
            .iter()
            .filter(move |answer| answer.ground.as_str() == ground)
    }
}

impl Answer {
    /// The answer to one item, worded.
    pub fn to_item(&self, item: u16, blanks: Blanks<'_>) -> ItemAnswer {
        let fill = |fields: &BTreeMap<FieldKey, String>| {
            let filled = |(key, value): (&FieldKey, &String)| (key.clone(), blanks.fill(value));
            fields.iter().map(filled).collect()
        };
        let withheld = self.withheld.iter().map(|part| Withheld {
            part: part.part.clone(),
            ground: part.ground.clone(),
            fields: fill(&part.fields),
        });
        ItemAnswer {
            item,
            ground: Some(self.ground.clone()),
            fields: fill(&self.fields),
            withheld: withheld.collect(),
            files: Vec::new(),
        }
    }
}

impl Blanks<'_> {
    /// A wording with its blanks filled in.
    pub fn fill(self, value: &str) -> String {
        let before = self.on.saturating_sub(Duration::days(183));
        let earlier = self.numbering.usual_number("告", before.year(), self.earlier);
        let yesterday = self.on.saturating_sub(Duration::DAY);
        let searched = format!(
            "{}至{}月{}日",
            words::date(yesterday),
            u8::from(self.on.month()),
            self.on.day()
        );
        value
            .replace("{title}", self.title)
            .replace("{agency}", self.agency)
            .replace("{earlier}", &earlier)
            .replace("{before}", &before.to_string())
            .replace("{yesterday}", &yesterday.to_string())
            .replace("{searched}", &searched)
    }
}
