use super::{Key, Lang, MissingText, Texts};
use std::collections::BTreeMap;

/// The texts in the reader's language.
#[derive(Clone, Copy, Debug)]
pub struct Say<'a> {
    /// The texts.
    pub texts: &'a Texts,
    /// The reader's language.
    pub lang: Lang,
}

impl Say<'_> {
    /// A text without arguments.
    pub fn get(&self, key: Key) -> Result<String, MissingText> {
        self.texts.get(self.lang, key)
    }

    /// A text with its arguments put in.
    pub fn with(&self, key: Key, arguments: &[(&str, &str)]) -> Result<String, MissingText> {
        let arguments: BTreeMap<&str, String> = arguments
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        self.texts.get_with(self.lang, key.as_str(), &arguments)
    }
}
