//! What is wrong with the data, and where.

use std::fmt;

/// A mistake in a file of the law, with its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct LawError {
    /// The file, such as `fixtures/law/grounds.toml`.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub problem: Problem,
}

impl fmt::Display for LawError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.problem)
    }
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// A file is not there.
    #[error("缺少此文件")]
    NoFile,
    /// The file does not read as TOML or JSON of its shape.
    #[error("{0}")]
    Unreadable(String),
    /// Two entries have the same key.
    #[error("{what}“{key}”重复")]
    Twice {
        /// What kind of entry.
        what: &'static str,
        /// Its key.
        key: String,
    },
    /// A word of a closed list has no entry.
    #[error("缺少{what}“{key}”")]
    Absent {
        /// What kind of entry.
        what: &'static str,
        /// Its key.
        key: String,
    },
    /// An entry names another that is not there.
    #[error("“{key}”所指的{what}“{named}”没有定义")]
    Unknown {
        /// The entry.
        key: String,
        /// What kind of entry it names.
        what: &'static str,
        /// The key it names.
        named: String,
    },
    /// A citation does not begin with the short name of a source.
    #[error("“{key}”的依据“{article}”不是以 sources.toml 中的简称开头")]
    UnknownSource {
        /// The entry.
        key: String,
        /// The citation.
        article: String,
    },
    /// Two rules for the same thing are in force on one day.
    #[error("{what}“{key}”的有效期重叠：{on}同时有两条规则")]
    Overlap {
        /// What kind of entry.
        what: &'static str,
        /// Its key.
        key: String,
        /// The first such day.
        on: time::Date,
    },
    /// No rule for a thing is in force on a day.
    #[error("{what}“{key}”的有效期中断：{on}没有规则")]
    Gap {
        /// What kind of entry.
        what: &'static str,
        /// Its key.
        key: String,
        /// The first such day.
        on: time::Date,
    },
    /// An entry contradicts itself.
    #[error("“{key}”{what}")]
    Contradiction {
        /// The entry.
        key: String,
        /// How.
        what: String,
    },
    /// The notices do not make a calendar.
    #[error(transparent)]
    Calendar(#[from] super::calendar::CalendarError),
}
