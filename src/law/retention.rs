//! How long the personal data of applicants is kept at least.

use serde::Deserialize;
use time::Date;

use super::{Article, validity::valid};

/// 保存期限: the shortest time after the end of a case for which an agency may choose to keep personal data.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionRule {
    /// The shortest that may be chosen, in whole years.
    pub years: u8,
    /// 因不动产提起诉讼: for how many years an answer about land or buildings may be contested.
    pub immovables: u8,
    /// On what both rest.
    pub article: Article,
    /// How years are counted.
    pub counted: Vec<Article>,
    /// On what it rests that the dossier is archived.
    pub dossier: Vec<Article>,
    /// First day in force.
    #[serde(deserialize_with = "super::load::toml_date")]
    pub from: Date,
    /// Last day in force.
    #[serde(default, deserialize_with = "super::load::toml_date_opt")]
    pub until: Option<Date>,
}

valid!(RetentionRule);
