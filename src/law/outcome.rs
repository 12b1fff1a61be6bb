//! The six groups of results of table 三, and that of the answers which no table counts.

use serde::Deserialize;

use super::{Article, AsksFor, word::words};

words! {
    /// The kind of result that a ground belongs to.
    pub enum OutcomeGroup {
        /// 予以公开.
        Disclosed = "disclosed",
        /// 部分公开.
        Partial = "partial",
        /// 不予公开.
        Withheld = "withheld",
        /// 无法提供.
        Unavailable = "unavailable",
        /// 不予处理.
        NotProcessed = "not_processed",
        /// 其他处理.
        Other = "other",
        /// 更正政府信息记录; in no table.
        RecordCorrection = "record_correction",
    }
}

impl OutcomeGroup {
    /// What its answers answer.
    pub const fn answers(self) -> AsksFor {
        match self {
            Self::Disclosed
            | Self::Partial
            | Self::Withheld
            | Self::Unavailable
            | Self::NotProcessed
            | Self::Other => AsksFor::Information,
            Self::RecordCorrection => AsksFor::RecordCorrection,
        }
    }
}

/// A group as people read it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The group.
    pub key: OutcomeGroup,
    /// Its Chinese name.
    pub name: String,
    /// The same for pages in English.
    pub english: String,
    /// Its number in table 三: `（一）`; none where no table counts it.
    #[serde(default)]
    pub number: Option<String>,
    /// Its place among the others where the items of one answer end differently: the lowest number counts.
    pub precedence: u8,
    /// The rule.
    pub article: Article,
}
