//! The wrong door: matters that are no application for government information, and where they are dealt with.

use serde::Deserialize;

use super::{Article, Law, word::key};

key! {
    /// Names a matter, such as `complaint`.
    pub struct DoorKey;
}

/// A matter that is dealt with elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Door {
    /// Which one.
    pub key: DoorKey,
    /// What people come with, in plain words.
    pub matter: String,
    /// Where to go instead, in plain words.
    pub place: String,
    /// The first in English.
    pub english_matter: String,
    /// The second in English.
    pub english_place: String,
    /// A number of the whole country.
    #[serde(default)]
    pub phone: Option<String>,
    /// An official site of the whole country.
    #[serde(default)]
    pub site: Option<String>,
    /// Why it is not dealt with here, where a rule says so.
    #[serde(default)]
    pub article: Option<Article>,
}

impl Law {
    /// All matters that are dealt with elsewhere, in the order of the file.
    pub fn doors(&self) -> &[Door] {
        &self.doors
    }
}
