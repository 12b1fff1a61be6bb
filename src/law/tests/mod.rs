mod broken;
mod clues;
mod counting;
mod english;
mod grounds;
mod records;
mod remedies;
mod tables;
mod tariffs;

use std::{collections::BTreeMap, sync::LazyLock};

use time::Date;

use super::{FieldKey, GroundKey, Law, load::iso};

static LAW: LazyLock<Law> = LazyLock::new(|| match Law::embedded() {
    Ok(law) => law,
    Err(errors) => {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"));
    }
});

fn date(text: &str) -> Date {
    iso(text).unwrap()
}

fn key(text: &str) -> GroundKey {
    text.parse().unwrap()
}

/// The fields of an answer.
struct Answer(BTreeMap<FieldKey, &'static str>);

impl Answer {
    fn new(fields: &[(&str, &'static str)]) -> Self {
        Self(
            fields
                .iter()
                .map(|(key, value)| (key.parse().unwrap(), *value))
                .collect(),
        )
    }

    fn problems(&self, ground: &str) -> Vec<String> {
        let ground = LAW.ground(&key(ground)).unwrap();
        let problems = LAW.field_problems(ground, |field| self.0.get(field).copied());
        problems
            .into_iter()
            .map(|(field, problem)| format!("{field}：{problem}"))
            .collect()
    }

    fn needs_legal_review(&self, ground: &str) -> bool {
        let ground = LAW.ground(&key(ground)).unwrap();
        LAW.needs_legal_review(ground, |field| self.0.get(field).copied())
    }
}
