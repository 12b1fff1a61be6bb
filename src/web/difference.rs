//! What a text changes against another one, line by line or sign by sign.

use serde::Serialize;
use similar::{ChangeTag, TextDiff};

use super::parts::PartRow;

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

/// The fewest signs between two changes that are shown as unchanged: fewer only tear words apart.
const KEPT: usize = 2;

/// Both texts whole, with what differs marked in each.
pub(crate) fn signs(old: &str, new: &str) -> (Vec<PartRow>, Vec<PartRow>) {
    let diff = TextDiff::from_chars(old, new);
    let mut runs: Vec<(ChangeTag, String)> = Vec::new();
    for change in diff.iter_all_changes() {
        match runs.last_mut().filter(|(tag, _)| *tag == change.tag()) {
            Some((_, run)) => run.push_str(change.value()),
            None => runs.push((change.tag(), change.value().to_owned())),
        }
    }
    let last = runs.len().saturating_sub(1);
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for (at, (tag, run)) in runs.iter().enumerate() {
        let is_between = at > 0 && at < last && run.chars().count() < KEPT;
        match tag {
            ChangeTag::Equal => {
                push(&mut before, run, is_between);
                push(&mut after, run, is_between);
            }
            ChangeTag::Delete => push(&mut before, run, true),
            ChangeTag::Insert => push(&mut after, run, true),
        }
    }
    (before, after)
}

fn push(parts: &mut Vec<PartRow>, text: &str, is_hit: bool) {
    match parts.last_mut().filter(|last| last.is_hit == is_hit) {
        Some(last) => last.text.push_str(text),
        None => parts.push(PartRow {
            text: text.to_owned(),
            is_hit,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(parts: &[PartRow]) -> String {
        let part = |part: &PartRow| {
            if part.is_hit {
                format!("【{}】", part.text)
            } else {
                part.text.clone()
            }
        };
        parts.iter().map(part).collect()
    }

    #[test]
    fn signs_that_differ_are_marked_in_both() {
        let (old, new) = signs("2024年度住房分配方案", "2025年度住房分配结果公示");
        assert_eq!(said(&old), "202【4】年度住房分配【方案】");
        assert_eq!(said(&new), "202【5】年度住房分配【结果公示】");
        // One sign that happens to stand in both does not tear a change apart.
        let (old, new) = signs("甲乙丙丁戊", "甲子丙丑戊");
        assert_eq!(
            (said(&old), said(&new)),
            ("甲【乙丙丁】戊".to_owned(), "甲【子丙丑】戊".to_owned())
        );
        assert_eq!(said(&signs("相同", "相同").0), "相同");
        assert!(signs("", "").0.is_empty());
    }

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
