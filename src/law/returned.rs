//! Why mail comes back.

use serde::Deserialize;

use super::{Article, Confidence, word::key};

key! {
    /// Names a reason for which mail comes back, such as `refused`.
    pub struct ReturnKey;
}

/// A reason for which mail comes back.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReturnReason {
    /// Its key.
    pub key: ReturnKey,
    /// Its Chinese name.
    pub name: String,
    /// Whether the posting still counts for the agency's time limit.
    pub counts: bool,
    /// On what that rests.
    pub article: Article,
    /// How sure it is.
    pub confidence: Confidence,
    /// The point of the list of disputed points, such as `D25`.
    #[serde(default)]
    pub disputed: Option<String>,
}
