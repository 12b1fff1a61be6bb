//! By which names columns and values go.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Field, Target};
use crate::{
    domain::applicant::ApplicantKind,
    law::{AsksFor, Channel, GroundKey, Law},
};

/// The names that are known, each compared as [`plain`] writes it.
#[derive(Debug, Clone)]
pub struct Names {
    columns: BTreeMap<String, Field>,
    values: BTreeMap<(Field, String), Target>,
    /// As our own register writes them, letter for letter: two channels differ only in what stands in brackets.
    own: BTreeMap<(Field, String), Target>,
    blank: Vec<String>,
    yes: Vec<String>,
    no: Vec<String>,
}

/// Why the file of names cannot be used: a mistake of ours, told at start.
#[derive(Debug, thiserror::Error)]
pub enum NamesError {
    #[error("fixtures/import/register.toml 无法读取")]
    Toml(#[from] toml::de::Error),
    #[error("fixtures/import/register.toml：不认识的取值“{0}”")]
    Key(String),
    #[error("fixtures/import/register.toml：“{0}”出现了两次")]
    Twice(String),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    blank: Vec<String>,
    yes: Vec<String>,
    no: Vec<String>,
    open: Vec<String>,
    merged: Vec<String>,
    column: Vec<Named>,
    channel: Vec<Named>,
    kind: Vec<Named>,
    outcome: Vec<Named>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    key: String,
    names: Vec<String>,
}

impl Names {
    /// Those that are shipped, with the law's own names of channels and grounds.
    pub fn embedded(law: &Law) -> Result<Self, NamesError> {
        let file: File = toml::from_str(include_str!("../../fixtures/import/register.toml"))?;
        let mut names = Self {
            columns: BTreeMap::new(),
            values: BTreeMap::new(),
            own: BTreeMap::new(),
            blank: file.blank.clone(),
            yes: all_plain(&file.yes),
            no: all_plain(&file.no),
        };
        for Named { key, names: of } in &file.column {
            let field: Field = key.parse().map_err(|_| NamesError::Key(key.clone()))?;
            for name in of {
                if names.columns.insert(plain(name), field).is_some() {
                    return Err(NamesError::Twice(name.clone()));
                }
            }
        }
        names.all_values(&file, law)?;
        Ok(names)
    }

    fn all_values(&mut self, file: &File, law: &Law) -> Result<(), NamesError> {
        let wrong = |key: &String| NamesError::Key(key.clone());
        for named in &file.channel {
            let channel: Channel = named.key.parse().map_err(|_| wrong(&named.key))?;
            self.value(Field::Channel, &named.names, &Target::Channel(channel))?;
        }
        for named in &file.kind {
            let kind: ApplicantKind = named.key.parse().map_err(|_| wrong(&named.key))?;
            self.value(Field::Kind, &named.names, &Target::Kind(kind))?;
        }
        for named in &file.outcome {
            let key: GroundKey = named.key.parse().map_err(|_| wrong(&named.key))?;
            law.ground(&key).ok_or_else(|| wrong(&named.key))?;
            self.value(Field::Outcome, &named.names, &Target::Ground(key))?;
        }
        self.value(Field::Outcome, &file.open, &Target::Open)?;
        self.value(Field::Outcome, &file.merged, &Target::Merged)?;
        for channel in Channel::ALL {
            let name = law.channel(*channel).name.clone();
            self.own.insert((Field::Channel, name), Target::Channel(*channel));
        }
        for ground in law
            .grounds()
            .filter(|ground| ground.asks_for == AsksFor::Information)
        {
            let target = Target::Ground(ground.key.clone());
            self.own.insert((Field::Outcome, ground.name.clone()), target);
        }
        Ok(())
    }

    fn value(&mut self, field: Field, names: &[String], target: &Target) -> Result<(), NamesError> {
        for name in names {
            if self.values.insert((field, plain(name)), target.clone()).is_some() {
                return Err(NamesError::Twice(name.clone()));
            }
        }
        Ok(())
    }

    /// The column that goes by a name.
    pub fn column(&self, name: &str) -> Option<Field> {
        self.columns.get(&plain(name)).copied()
    }

    /// What a value of a column stands for.
    pub fn target(&self, field: Field, value: &str) -> Option<&Target> {
        self.own
            .get(&(field, value.trim().to_owned()))
            .or_else(|| self.values.get(&(field, plain(value))))
    }

    /// Whether a value stands for nothing.
    pub fn is_blank(&self, value: &str) -> bool {
        let value = value.trim();
        value.is_empty() || self.blank.iter().any(|blank| blank == value)
    }

    /// Whether a value says yes or no; none where it says neither.
    pub fn says_yes(&self, value: &str) -> Option<bool> {
        let value = plain(value);
        if self.yes.contains(&value) {
            Some(true)
        } else {
            self.no.contains(&value).then_some(false)
        }
    }
}

fn all_plain(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| plain(text)).collect()
}

/// A name without what does not count in it: blanks, punctuation, what stands in brackets, the width and case of letters.
pub(super) fn plain(name: &str) -> String {
    let (mut plain, mut depth) = (String::new(), 0_u32);
    for sign in name.trim().chars() {
        match sign {
            '(' | '（' | '[' | '【' | '〔' => depth += 1,
            ')' | '）' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            '\u{ff01}'..='\u{ff5e}' => {
                let low = char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(sign);
                if low.is_alphanumeric() {
                    plain.extend(low.to_lowercase());
                }
            }
            '√' | '×' => plain.push(sign),
            _ if sign.is_alphanumeric() => plain.extend(sign.to_lowercase()),
            _ => {}
        }
    }
    plain
}
