//! When information that was given on application is proposed for publication.

use serde::Deserialize;
use time::Date;

use super::{Article, GroundKey, validity::valid};

/// 依申请公开转为主动公开 (条例第四十四条第一款): how many have to ask.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicationRule {
    /// From how many different applicants on it is proposed.
    pub applicants: usize,
    /// The grounds of answers that tell of what is public already.
    pub public: Vec<GroundKey>,
    /// The rule.
    pub article: Article,
    /// First day in force.
    #[serde(deserialize_with = "super::load::toml_date")]
    pub from: Date,
    /// Last day in force.
    #[serde(default, deserialize_with = "super::load::toml_date_opt")]
    pub until: Option<Date>,
}

valid!(PublicationRule);
