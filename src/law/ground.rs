//! Grounds: the article on which an outcome rests, and all that follows from it.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use time::Date;

use super::{
    AnnualRowKey, Article, AsksFor, FieldKey, LetterKey, OutcomeGroup, RemedyClass,
    validity::valid,
    word::{InvalidKey, key, words},
};

key! {
    /// Names a ground, such as `state_secret`.
    pub struct GroundKey;
}

words! {
    /// The step on which a ground follows: without it the ground cannot be true.
    pub enum After {
        /// The applicant sent a correction 补正.
        Corrected = "corrected",
        /// The applicant was asked for reasons, and they were judged not good enough (条例第三十五条).
        ReasonsRejected = "reasons_rejected",
        /// The item was sent on to the organ that may correct it 转送 (条例第四十一条).
        RecordsTransferred = "records_transferred",
    }
}

/// When an answer with this ground needs a legal reviewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LegalReview {
    /// Always.
    Always,
    /// Never on account of the ground.
    Never,
    /// Where this yes/no field was answered with yes.
    WhenYes(FieldKey),
}

const WHEN_YES: &str = "when_yes:";

impl fmt::Display for LegalReview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Always => f.write_str("always"),
            Self::Never => f.write_str("never"),
            Self::WhenYes(field) => write!(f, "{WHEN_YES}{field}"),
        }
    }
}

impl FromStr for LegalReview {
    type Err = InvalidKey;

    fn from_str(text: &str) -> Result<Self, InvalidKey> {
        match text {
            "always" => Ok(Self::Always),
            "never" => Ok(Self::Never),
            other => {
                let field = other
                    .strip_prefix(WHEN_YES)
                    .ok_or_else(|| InvalidKey(other.to_owned()))?;
                Ok(Self::WhenYes(field.parse()?))
            }
        }
    }
}

impl Serialize for LegalReview {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for LegalReview {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|_: InvalidKey| {
            D::Error::custom(format!(
                "不认识的取值“{text}”，可用：always、never、when_yes:字段键"
            ))
        })
    }
}

/// A ground and all that follows from it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    /// Its key, the same in every contract.
    pub key: GroundKey,
    /// Its Chinese name, as lists show it: `国家秘密`.
    pub name: String,
    /// What it answers; information, where it does not say.
    #[serde(default = "AsksFor::information")]
    pub asks_for: AsksFor,
    /// The kind of result.
    pub group: OutcomeGroup,
    /// The article with paragraph and item, as the letter cites it.
    pub article: Article,
    /// The text of the article, for the handler and the reviewer to read.
    pub text: String,
    /// The statutory sentence of the letter. It comes from here alone; nobody types it.
    pub statement: String,
    /// What the handler has to do and to write, in plain words.
    pub guidance: String,
    /// The row of table 三; none where it answers what no table counts.
    #[serde(default)]
    pub annual_row: Option<AnnualRowKey>,
    /// The kind of letter when it is the only ground of the reply.
    pub letter: LetterKey,
    /// The section of the reply that presents an item with this ground.
    pub section: String,
    /// The fields of the answer that belong to it; [`super::Field::required`] and [`super::Field::required_when`] say
    /// which must be filled in.
    pub demands: Vec<FieldKey>,
    /// When legal review is needed.
    pub legal_review: LegalReview,
    /// The class of the remedy rules.
    pub remedy: RemedyClass,
    /// Whether it may stand behind a withheld part of a partial answer.
    pub withholds: bool,
    /// Whether a handler can choose it in a draft answer; the others come from commands of their own.
    pub proposable: bool,
    /// The step of the case on which it follows.
    #[serde(default)]
    pub after: Option<After>,
    /// Whether it protects a third party, who is then heard first (条例第三十二条).
    #[serde(default)]
    pub third_party: bool,
    /// First day in force.
    #[serde(deserialize_with = "super::load::toml_date")]
    pub from: Date,
    /// Last day in force.
    #[serde(default, deserialize_with = "super::load::toml_date_opt")]
    pub until: Option<Date>,
}

impl Ground {
    /// Whether the answer gives something of what was asked for.
    pub fn gives(&self) -> bool {
        match self.group {
            OutcomeGroup::Disclosed | OutcomeGroup::Partial => true,
            OutcomeGroup::Withheld
            | OutcomeGroup::Unavailable
            | OutcomeGroup::NotProcessed
            | OutcomeGroup::Other
            | OutcomeGroup::RecordCorrection => false,
        }
    }
}

valid!(Ground);
