//! Table 三 of the annual report 年度报告.

use serde::Deserialize;

use super::{
    Article, OutcomeGroup,
    word::{key, words},
};

key! {
    /// Names a row of table 三, such as `withheld_1`.
    pub struct AnnualRowKey;
}

key! {
    /// Names a column of table 三, such as `natural_person`.
    pub struct AnnualColumnKey;
}

words! {
    /// How a row comes about.
    pub enum AnnualRowKind {
        /// 一: what came in during the year.
        New = "new",
        /// 二: what the year before carried over.
        CarriedIn = "carried_in",
        /// A result; every closed case stands in exactly one.
        Result = "result",
        /// （七）: the sum of the results.
        Total = "total",
        /// 四: what is carried over.
        CarriedOut = "carried_out",
    }
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnnualRow {
    /// Its key.
    pub key: AnnualRowKey,
    /// Its label in the official form.
    pub label: String,
    /// The same for pages in English.
    pub english: String,
    /// How it comes about.
    pub kind: AnnualRowKind,
    /// The group of a result.
    #[serde(default)]
    pub group: Option<OutcomeGroup>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnnualColumn {
    /// Its key.
    pub key: AnnualColumnKey,
    /// Its label in the official form.
    pub label: String,
    /// The same for pages in English.
    pub english: String,
    /// The heading above it.
    #[serde(default)]
    pub heading: Option<String>,
    /// The same for pages in English.
    #[serde(default)]
    pub english_heading: Option<String>,
    /// The kind of applicant that it counts, as the domain names it; none for the total.
    #[serde(default)]
    pub applicant: Option<String>,
    /// Whether it is the sum of the others.
    #[serde(default)]
    pub total: bool,
}

words! {
    /// An end without an answer, on no ground of its own.
    pub enum EndingKey {
        /// 申请人撤回
        Withdrawn = "withdrawn",
        /// 重复提交，并入另一件
        Merged = "merged",
    }
}

/// In which row such an end stands.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndingRow {
    /// Which end.
    pub key: EndingKey,
    /// The row of table 三.
    pub row: AnnualRowKey,
    /// The rule.
    pub article: Article,
}

words! {
    /// Over what an identity is summed.
    pub enum IdentityOver {
        /// Rows, in every column.
        Rows = "rows",
        /// Columns, in every row.
        Columns = "columns",
        /// A row of this year and a row of the year before, in every column.
        Years = "years",
    }
}

/// Two sums that must be equal.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// Its key.
    pub key: String,
    /// What it says, for the message when it does not hold.
    pub text: String,
    /// Over what it is summed.
    pub over: IdentityOver,
    /// Row or column keys of the one sum (for years: this year's row).
    pub left: Vec<String>,
    /// Row or column keys of the other sum (for years: the row of the year before).
    pub right: Vec<String>,
}

/// A date by which the report must be out, every year.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportDay {
    /// Whose report.
    pub key: String,
    /// Whose report, in Chinese.
    pub name: String,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month.
    pub day: u8,
    /// The rule.
    pub article: Article,
}
