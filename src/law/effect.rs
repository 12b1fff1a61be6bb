//! What events do to the reply period, beyond numbers of days.

use serde::Deserialize;
use time::Date;

use super::{Article, validity::valid, word::words};

words! {
    /// An effect on the reply period. Each must have a rule in `effects.toml`, which explains it.
    pub enum EffectKey {
        /// 征求意见: the days in between are not counted.
        Consulted = "consulted",
        /// 补正: the period starts again with the corrected application.
        Corrected = "corrected",
        /// 缴费: the period starts again with the payment.
        Paid = "paid",
        /// 延迟答复: the day told to the applicant.
        Delayed = "delayed",
    }
}

/// The rule on which an effect rests.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effect {
    /// Which effect.
    pub key: EffectKey,
    /// What it is, in Chinese.
    pub name: String,
    /// The rule.
    pub article: Article,
    /// The point of the list of disputed points that the rule settles by default.
    #[serde(default)]
    pub disputed: Option<String>,
    /// First day in force.
    #[serde(deserialize_with = "super::load::toml_date")]
    pub from: Date,
    /// Last day in force.
    #[serde(default, deserialize_with = "super::load::toml_date_opt")]
    pub until: Option<Date>,
}

valid!(Effect);
