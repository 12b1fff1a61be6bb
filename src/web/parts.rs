//! Words with what was found in them, as the partial `partials/marked` shows them.

use serde::Serialize;

use crate::domain::search::Part;

/// A stretch of words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct PartRow {
    pub(crate) text: String,
    /// Whether it is what was looked for.
    pub(crate) is_hit: bool,
}

pub(crate) fn parts(passage: &[Part]) -> Vec<PartRow> {
    let part = |part: &Part| PartRow {
        text: part.text.clone(),
        is_hit: part.is_hit,
    };
    passage.iter().map(part).collect()
}

pub(crate) fn several(passages: &[Vec<Part>]) -> Vec<Vec<PartRow>> {
    passages.iter().map(|passage| parts(passage)).collect()
}

/// For samples: something that is not marked, and something that is.
pub(crate) fn sample() -> Vec<PartRow> {
    let part = |text: &str, is_hit| PartRow {
        text: text.to_owned(),
        is_hit,
    };
    vec![part("清河<script>", false), part("水库", true)]
}
