//! 信息处理费: what the law means to whoever is to pay, in plain words.

use serde::Deserialize;
use time::Date;

use super::{Article, validity::valid, word::words};

words! {
    /// A point of the law. Each must have its words in `payments.toml`.
    pub enum PaymentKey {
        /// When a fee may be asked for.
        Asked = "asked",
        /// It is not paid in time.
        Unpaid = "unpaid",
        /// It is paid.
        Paid = "paid",
        /// What can be done against it.
        Contest = "contest",
    }
}

/// A point in words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaymentPoint {
    /// Which point.
    pub key: PaymentKey,
    /// In Chinese; `{period}` is the time to pay.
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

valid!(PaymentPoint);
