//! The texts that people read, one folder a language under `templates/text/`, in the Fluent format.
//!
//! A key that does not exist, an argument that is missing and an argument that the text does not use are errors:
//! a page never shows a key or a hole.

pub mod file_name;
mod load;
mod say;
pub mod words;

pub use load::LoadError;
pub use say::Say;

use fluent_templates::FluentBundle;
use fluent_templates::fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A language that the program speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Lang {
    /// Simplified Chinese.
    #[default]
    #[serde(rename = "zh-CN")]
    Chinese,
    /// English, for what applicants read.
    #[serde(rename = "en")]
    English,
}

impl Lang {
    /// All of them; the first one is the default.
    pub const ALL: [Self; 2] = [Self::Chinese, Self::English];

    /// The BCP 47 tag, as in `lang="zh-CN"`; also the folder's name.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    /// The language with this tag.
    pub fn parse(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.tag() == tag)
    }
}

/// The key of a text, named in Rust. Write it as [`key`]`("queue-empty")`, so that the check of unused and
/// missing keys sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(&'static str);

/// Names a text in Rust.
pub const fn key(key: &'static str) -> Key {
    Key(key)
}

impl Key {
    /// The key as it stands in the file.
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

/// Why a text cannot be had.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum MissingText {
    /// No text has this key.
    #[error("there is no text `{0}`")]
    Key(String),
    /// The text uses an argument that was not given.
    #[error("the text `{0}` lacks an argument: {1}")]
    Argument(String, String),
    /// An argument was given that the text does not use.
    #[error("the text `{0}` does not use the argument `{1}`")]
    Unused(String, String),
}

/// All texts of all languages.
pub struct Texts {
    languages: BTreeMap<Lang, Language>,
}

struct Language {
    bundle: FluentBundle<FluentResource>,
    /// Each key with the arguments that its text uses.
    arguments: BTreeMap<String, BTreeSet<String>>,
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Texts")
            .field("languages", &self.languages.keys())
            .finish()
    }
}

impl Texts {
    /// Reads the files that the program carries.
    pub fn load() -> Result<Self, LoadError> {
        let mut languages = BTreeMap::new();
        for lang in Lang::ALL {
            languages.insert(lang, load::language(lang, load::carried(lang))?);
        }
        Ok(Self { languages })
    }

    /// The text of a key that takes no argument.
    pub fn get(&self, lang: Lang, key: Key) -> Result<String, MissingText> {
        self.get_with(lang, key.0, &BTreeMap::new())
    }

    /// The text of a key, with the arguments put in as they are.
    pub fn get_with(
        &self,
        lang: Lang,
        key: &str,
        arguments: &BTreeMap<&str, String>,
    ) -> Result<String, MissingText> {
        let missing = || MissingText::Key(key.to_owned());
        let languages = [lang, Lang::default()].into_iter();
        // What only the staff read is there in Chinese alone.
        let language = languages
            .filter_map(|lang| self.languages.get(&lang))
            .find(|language| language.arguments.contains_key(key))
            .ok_or_else(missing)?;
        let used = language.arguments.get(key).ok_or_else(missing)?;
        if let Some(unused) = arguments.keys().find(|name| !used.contains(**name)) {
            return Err(MissingText::Unused(key.to_owned(), (*unused).to_owned()));
        }
        let pattern = language
            .bundle
            .get_message(key)
            .and_then(|message| message.value())
            .ok_or_else(missing)?;
        let given: FluentArgs<'_> = arguments
            .iter()
            .map(|(name, value)| (*name, argument(value)))
            .collect();
        let mut errors = Vec::new();
        let text = language
            .bundle
            .format_pattern(pattern, Some(&given), &mut errors)
            .into_owned();
        match errors.first() {
            None => Ok(text),
            Some(error) => Err(MissingText::Argument(key.to_owned(), error.to_string())),
        }
    }

    /// All keys of a language.
    pub fn keys(&self, lang: Lang) -> BTreeSet<&str> {
        let language = self.languages.get(&lang);
        language
            .into_iter()
            .flat_map(|language| language.arguments.keys())
            .map(String::as_str)
            .collect()
    }
}

/// Whole numbers choose a plural; everything else, a telephone number among it, is put in as it is.
fn argument(value: &str) -> FluentValue<'_> {
    match value.parse::<u32>() {
        Ok(number) if number.to_string() == value => FluentValue::from(number),
        Ok(_) | Err(_) => FluentValue::from(value),
    }
}

#[cfg(test)]
mod tests;
