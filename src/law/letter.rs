//! Letter kinds 文书.

use serde::Deserialize;

use super::{
    Article,
    word::{key, words},
};

key! {
    /// Names a kind of letter, such as `receipt`.
    pub struct LetterKey;
}

words! {
    /// Whether a letter has the remedy paragraph.
    pub enum RemedyParagraph {
        /// It must have one.
        Required = "required",
        /// It has none: a procedural letter.
        None = "none",
    }
}

/// A kind of letter.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterKind {
    /// Its key.
    pub key: LetterKey,
    /// Its name in lists and registers: `答复书（不予公开）`.
    pub name: String,
    /// The title it prints: `政府信息公开申请答复书`.
    pub title: String,
    /// The number series within an agency and a year: `reply`.
    pub series: String,
    /// What the number pattern can put behind the number: `答`.
    pub suffix: String,
    /// The template that renders it.
    pub template: String,
    /// The rule, or the practice it follows.
    pub article: Article,
    /// Whether it has the remedy paragraph.
    pub remedy: RemedyParagraph,
    /// Whether it goes through confidentiality review.
    pub confidentiality_review: bool,
    /// Why not, where it does not.
    #[serde(default)]
    pub unreviewed_because: Option<String>,
    /// Whether it is the letter of a reply whose items have grounds with different letters.
    #[serde(default)]
    pub mixed: bool,
}
