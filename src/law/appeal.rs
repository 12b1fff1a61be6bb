//! How proceedings against an answer end, and the column of table 四 in which each result stands.

use serde::Deserialize;

use super::{
    Article,
    word::{key, words},
};

words! {
    /// 行政复议, 行政诉讼, 投诉举报.
    pub enum Proceeding {
        /// 行政复议.
        Reconsideration = "reconsideration",
        /// 行政诉讼.
        Litigation = "litigation",
        /// 向主管部门或者上一级机关投诉、举报 (条例第四十七条、第五十一条).
        Complaint = "complaint",
    }
}

words! {
    /// A column of table 四.
    pub enum AppealColumn {
        /// 结果维持.
        Upheld = "upheld",
        /// 结果纠正.
        Corrected = "corrected",
        /// 其他结果.
        Other = "other",
        /// 尚未审结.
        Pending = "pending",
    }
}

key! {
    /// Names a result, such as `annulled`.
    pub struct AppealResultKey;
}

/// A result of a proceeding.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AppealResult {
    /// Its key.
    pub key: AppealResultKey,
    /// Its Chinese name.
    pub name: String,
    /// Of which kind of proceeding.
    pub of: Proceeding,
    /// Its column of table 四.
    pub column: AppealColumn,
    /// Whether it can order the agency to answer anew.
    pub anew: bool,
    /// The rule that knows this kind of result.
    pub article: Article,
}
