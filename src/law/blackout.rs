//! Why a passage of a document is blacked out.

use serde::Deserialize;

use super::{Article, GroundKey, word::key};

key! {
    /// Names a reason for blacking something out, such as `personal_privacy`.
    pub struct BlackoutKey;
}

/// A reason for blacking out a passage (区分处理, 条例第三十七条).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlackoutReason {
    /// Its key, as boxes name it.
    pub key: BlackoutKey,
    /// Its Chinese name.
    pub name: String,
    /// The ground under which the letter withholds such a part.
    pub ground: GroundKey,
    /// On what it rests.
    pub article: Article,
}
