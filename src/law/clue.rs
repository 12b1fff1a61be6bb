//! 线索: what is laid before whoever handles an application, and the wordings by which it is found.

use serde::Deserialize;
use time::Date;

use super::{
    Article, FieldKey, GroundKey, Law,
    validity::{in_force, valid},
    word::words,
};

words! {
    /// What may be found about an application. Each must have a rule in `clues.toml`.
    pub enum ClueKind {
        /// 同一申请人的其他申请 (条例第三十五条)
        SameApplicant = "same_applicant",
        /// 重复申请 (条例第三十六条第（六）项)
        Repeated = "repeated",
        /// 多个申请人申请相同政府信息 (条例第四十四条)
        SeveralAsk = "several_ask",
        /// Earlier cases in like words.
        Similar = "similar",
        /// 信访、投诉、举报 (条例第三十九条第一款)
        Complaint = "complaint",
        /// 咨询
        Consultation = "consultation",
        /// 要求确认、出具、说明
        Statement = "statement",
    }
}

impl ClueKind {
    /// Whether it is found in the applicant's own words alone.
    pub fn is_heard(self) -> bool {
        match self {
            Self::SameApplicant | Self::Repeated | Self::SeveralAsk | Self::Similar => false,
            Self::Complaint | Self::Consultation | Self::Statement => true,
        }
    }
}

/// What a clue is called, on which grounds it may bear, and what the law asks before it may be followed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clue {
    /// What is found.
    pub kind: ClueKind,
    /// Its Chinese name.
    pub name: String,
    /// The grounds of an answer on which it may bear.
    pub grounds: Vec<GroundKey>,
    /// What of the first of these grounds the finding can fill in.
    #[serde(default)]
    pub fills: Option<Fills>,
    /// On what it rests.
    pub article: Article,
    /// What has to be looked at before it may be followed.
    pub reminder: String,
    /// First day in force.
    #[serde(deserialize_with = "super::load::toml_date")]
    pub from: Date,
    /// Last day in force.
    #[serde(default, deserialize_with = "super::load::toml_date_opt")]
    pub until: Option<Date>,
}

valid!(Clue);

/// The fields in which a ground names an earlier reply.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fills {
    /// For its 文号.
    pub number: FieldKey,
    /// For its day.
    pub day: FieldKey,
}

/// Wordings of applicants that show a clue.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClueMark {
    /// What they show.
    pub clue: ClueKind,
    /// The wordings.
    pub words: Vec<String>,
    /// Longer words within which they show nothing.
    #[serde(default)]
    pub except: Vec<String>,
    /// From where the wordings are taken.
    pub source: String,
}

words! {
    /// What is recognised by its form, and not by a list of words.
    pub enum CounterPattern {
        /// A name in 《》, or a 文号.
        Named = "named",
    }
}

/// What points to information that exists, and so against a mark.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CounterMark {
    /// What it is, in Chinese.
    pub what: String,
    /// Words that show it.
    pub words: Vec<String>,
    /// The form that shows it.
    #[serde(default)]
    pub pattern: Option<CounterPattern>,
    /// On what it rests.
    pub source: String,
}

/// Words that stand in every application, and tell nothing of what is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlainWords {
    /// The words.
    pub words: Vec<String>,
}

impl Law {
    /// What a clue is called and asks for, by the rule in force on a day.
    pub fn clue(&self, kind: ClueKind, on: Date) -> &Clue {
        let rules = self.clues.get(&kind).map(Vec::as_slice).unwrap_or_default();
        in_force(rules, on).expect("every clue is proven present at load")
    }

    /// The wordings that show a clue.
    pub fn clue_marks(&self) -> &[ClueMark] {
        &self.clue_marks
    }

    /// What points to information that exists.
    pub fn counter_marks(&self) -> &[CounterMark] {
        &self.counter_marks
    }

    /// Words that tell nothing of what is asked for.
    pub fn plain_words(&self) -> impl Iterator<Item = &str> {
        self.plain_words
            .iter()
            .flat_map(|plain| &plain.words)
            .map(String::as_str)
    }
}
