//! 征求第三方意见: what the law means to whoever is asked, in plain words.

use serde::Deserialize;
use time::Date;

use super::{Article, reminder::REMINDER_DAYS, validity::valid, word::words};

words! {
    /// A point of the law. Each must have its words in `consulted.toml`.
    pub enum ConsultedKey {
        /// Why they are asked.
        Asked = "asked",
        /// They agree.
        Agreed = "agreed",
        /// They do not agree, and say why.
        Refused = "refused",
        /// They agree to a part.
        Partly = "partly",
        /// They say nothing.
        Unanswered = "unanswered",
        /// It is disclosed although they object.
        Overridden = "overridden",
    }
}

/// A point in words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsultedPoint {
    /// Which point.
    pub key: ConsultedKey,
    /// In Chinese; `{period}` is their time to answer.
    pub text: String,
    /// The same in English.
    pub english: String,
    /// The rule.
    pub article: Article,
    /// First day in force.
    #[serde(deserialize_with = "super::load::toml_date")]
    pub from: Date,
    /// Last day in force.
    #[serde(default, deserialize_with = "super::load::toml_date_opt")]
    pub until: Option<Date>,
}

valid!(ConsultedPoint);

/// When a third party that has not answered is told once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsultedReminder {
    /// Working days left until its last day.
    pub days: u16,
}

impl ConsultedReminder {
    /// Whether it comes before the day that it is about, and not too far away from it.
    pub(super) fn is_before(self) -> bool {
        self.days > 0 && i32::from(self.days) <= i32::from(REMINDER_DAYS)
    }
}
