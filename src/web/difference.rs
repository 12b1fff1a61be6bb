//! What a text changes against another one, line by line.

use serde::Serialize;
use similar::{ChangeTag, TextDiff};

/// How many unchanged lines stand around a change.
const AROUND: usize = 2;

/// A line of the comparison.
#[derive(Debug, Serialize)]
pub(crate) struct Line {
    /// `-`, `+`, or nothing where it is the same in both.
    pub(crate) mark: &'static str,
    pub(crate) removed: bool,
    pub(crate) added: bool,
    /// Its number, in the new text where it stands there.
    pub(crate) number: usize,
    pub(crate) text: String,
    /// Lines were left out before it.
    pub(crate) after_gap: bool,
}

/// The lines that differ, with some around them; nothing where the texts are the same.
pub(crate) fn lines(old: &str, new: &str) -> Vec<Line> {
    let diff = TextDiff::from_lines(old, new);
    let mut lines = Vec::new();
    for (at, group) in diff.grouped_ops(AROUND).iter().enumerate() {
        let mut is_first = at > 0;
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let (mark, removed, added) = match change.tag() {
                ChangeTag::Equal => ("", false, false),
                ChangeTag::Delete => ("−", true, false),
                ChangeTag::Insert => ("+", false, true),
            };
            let index = change.new_index().or(change.old_index()).unwrap_or_default();
            lines.push(Line {
                mark,
                removed,
                added,
                number: index + 1,
                text: change.value().trim_end_matches(['\n', '\r']).to_owned(),
                after_gap: std::mem::take(&mut is_first),
            });
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_shown_with_its_surroundings() {
        let lines_of: Vec<String> = (1..=20).map(|number| format!("line {number}\n")).collect();
        let old = lines_of.concat();
        let new = old.replace("line 3\n", "line three\n").replace("line 15\n", "");
        let shown: Vec<String> = lines(&old, &new)
            .iter()
            .map(|line| {
                format!(
                    "{}{}{}",
                    if line.after_gap { "…" } else { "" },
                    line.mark,
                    line.text
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                "line 1",
                "line 2",
                "−line 3",
                "+line three",
                "line 4",
                "line 5",
                "…line 13",
                "line 14",
                "−line 15",
                "line 16",
                "line 17"
            ]
        );
        assert!(lines(&old, &old).is_empty());
    }
}
