//! What an applicant who contests an answer, or the lack of one, asks for and brings along; and what remains beside
//! reconsideration and the court.

use serde::Deserialize;
use time::Date;

use super::{
    Article, Law, RemedyClass,
    validity::{in_force, is_in_force, valid},
    word::{key, words},
};

/// Where a request names the letter and the items of it that are contested.
pub const ACT: &str = "{act}";

/// 复议请求: what an application for reconsideration asks for against the answers of a class.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plea {
    /// The class of the contested answers.
    pub class: RemedyClass,
    /// The requests in order; [`ACT`] stands for what is contested.
    pub requests: Vec<String>,
    /// What the organ may decide.
    pub articles: Vec<Article>,
    /// First day on which it may be asked for.
    #[serde(deserialize_with = "super::load::toml_date")]
    pub from: Date,
    /// Last day on which it may be asked for.
    #[serde(default, deserialize_with = "super::load::toml_date_opt")]
    pub until: Option<Date>,
}

valid!(Plea);

words! {
    /// When a rule of this file speaks.
    pub enum ContestWhen {
        Always = "always",
        /// A natural person applies.
        Person = "person",
        /// An organisation applies.
        Organisation = "organisation",
        /// An agent acts for the applicants.
        Agent = "agent",
        /// A letter is contested.
        Letter = "letter",
        /// It is contested that no letter came.
        Silence = "silence",
    }
}

key! {
    /// Names something that is brought along, or that remains, such as `identity_person`.
    pub struct ContestKey;
}

/// 附件: what is handed in together with the application for reconsideration.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enclosure {
    /// Which one.
    pub key: ContestKey,
    /// When it is needed.
    pub when: ContestWhen,
    /// What it is, as the document lists it.
    pub what: String,
    /// The same in English.
    pub english: String,
    /// Where to get it, in plain words.
    #[serde(default)]
    pub hint: Option<String>,
    /// The same in English; there where the other is.
    #[serde(default)]
    pub english_hint: Option<String>,
    /// The rule.
    pub article: Article,
    /// First day.
    #[serde(deserialize_with = "super::load::toml_date")]
    pub from: Date,
    /// Last day.
    #[serde(default, deserialize_with = "super::load::toml_date_opt")]
    pub until: Option<Date>,
}

valid!(Enclosure);

/// What may still be said when the last day is over.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overdue {
    /// Which one.
    pub key: ContestKey,
    /// Against what.
    pub when: ContestWhen,
    /// In plain words.
    pub what: String,
    /// The same in English.
    pub english: String,
    /// The rule.
    pub article: Article,
    /// First day.
    #[serde(deserialize_with = "super::load::toml_date")]
    pub from: Date,
    /// Last day.
    #[serde(default, deserialize_with = "super::load::toml_date_opt")]
    pub until: Option<Date>,
}

valid!(Overdue);

impl ContestWhen {
    /// Whether it speaks of a letter or of silence, as the argument says; of people it always may.
    fn is_against(self, letter: bool) -> bool {
        match self {
            Self::Letter => letter,
            Self::Silence => !letter,
            Self::Always | Self::Person | Self::Organisation | Self::Agent => true,
        }
    }
}

impl Law {
    /// What is asked for against answers of a class on a day.
    ///
    /// # Panics
    /// If there is nothing for the class; every class with a remedy is proven to have it at load.
    pub fn plea(&self, class: &RemedyClass, on: Date) -> &Plea {
        let rules = self.pleas.get(class).map(Vec::as_slice).unwrap_or_default();
        in_force(rules, on).expect("every class with a remedy is proven to have a plea at load")
    }

    /// What is brought along on a day, in order: against a letter or against silence, by a person or an organisation, with
    /// an agent or without.
    pub fn enclosures(
        &self,
        on: Date,
        letter: bool,
        person: bool,
        agent: bool,
    ) -> impl Iterator<Item = &Enclosure> {
        let is_needed = move |when: ContestWhen| match when {
            ContestWhen::Person => person,
            ContestWhen::Organisation => !person,
            ContestWhen::Agent => agent,
            ContestWhen::Always | ContestWhen::Letter | ContestWhen::Silence => when.is_against(letter),
        };
        self.enclosures
            .iter()
            .filter(move |rule| is_in_force(*rule, on) && is_needed(rule.when))
    }

    /// Every rule of this file.
    #[cfg(test)]
    pub(super) fn contest_articles(&self) -> impl Iterator<Item = &Article> {
        let pleas = self.pleas.values().flatten().flat_map(|plea| &plea.articles);
        pleas
            .chain(self.enclosures.iter().map(|rule| &rule.article))
            .chain(self.overdue.iter().map(|rule| &rule.article))
    }

    /// What may still be said on a day when the last day is over.
    pub fn overdue(&self, on: Date, letter: bool) -> impl Iterator<Item = &Overdue> {
        self.overdue
            .iter()
            .filter(move |rule| is_in_force(*rule, on) && rule.when.is_against(letter))
    }
}
