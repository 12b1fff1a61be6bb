//! Remedies: what may be done against an answer, by its ground and the day it was served.

use serde::Deserialize;
use time::Date;

use super::{
    Article, LimitKey,
    validity::valid,
    word::{key, words},
};

key! {
    /// Names a class of answers that the same remedy rule covers, such as `withholding`.
    pub struct RemedyClass;
}

words! {
    /// Which way is open.
    pub enum Route {
        /// Reconsideration must come first 复议前置; a direct suit is not admitted.
        ReconsiderationFirst = "reconsideration_first",
        /// Reconsideration or a direct suit, as the person likes.
        Either = "either",
        /// No remedy of its own.
        None = "none",
    }
}

words! {
    /// How sure the rule is.
    pub enum Confidence {
        /// Text of the law, or of a judicial interpretation.
        High = "high",
        /// Follows from the texts, not stated in them.
        Medium = "medium",
        /// The texts or the courts differ; the program takes the default of the data.
        Disputed = "disputed",
    }
}

words! {
    /// A duty of the letter towards the person, besides naming organ and period.
    pub enum DutyKey {
        /// To say that reconsideration must come first.
        TellReconsiderationFirst = "tell_reconsideration_first",
        /// To name an online channel for reconsideration where the letter is served online.
        NameOnlineChannel = "name_online_channel",
    }
}

/// What may be done against the answers of a class served in a time.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RemedyRule {
    /// The class.
    pub class: RemedyClass,
    /// Its Chinese name.
    pub name: String,
    /// Which way is open.
    pub route: Route,
    /// The limits that apply, in the order in which a letter names them.
    pub limits: Vec<LimitKey>,
    /// The rules.
    pub articles: Vec<Article>,
    /// How sure the rule is.
    pub confidence: Confidence,
    /// The point of the list of disputed points, such as `D10`.
    #[serde(default)]
    pub disputed: Option<String>,
    /// Why the default is as it is, for administrators and reviewers.
    #[serde(default)]
    pub note: Option<String>,
    /// What whoever may use the remedy should know before they choose, in plain words.
    #[serde(default)]
    pub advice: Option<String>,
    /// The same in English; there where the other is.
    #[serde(default)]
    pub english_advice: Option<String>,
    /// The class of a partial answer of which a withheld part is of this class.
    #[serde(default)]
    pub in_part: Option<RemedyClass>,
    /// First day of service it covers.
    #[serde(deserialize_with = "super::load::toml_date")]
    pub from: Date,
    /// Last day of service it covers.
    #[serde(default, deserialize_with = "super::load::toml_date_opt")]
    pub until: Option<Date>,
}

valid!(RemedyRule);

/// A duty of the letter, by the day of service.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// Which duty.
    pub key: DutyKey,
    /// The rule.
    pub article: Article,
    /// First day of service it covers.
    #[serde(deserialize_with = "super::load::toml_date")]
    pub from: Date,
    /// Last day of service it covers.
    #[serde(default, deserialize_with = "super::load::toml_date_opt")]
    pub until: Option<Date>,
}

valid!(Duty);
