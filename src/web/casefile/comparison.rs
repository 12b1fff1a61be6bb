//! 前后比较: what became of an answer between two submissions, or since it was approved.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    casework::review::Submission,
    domain::{answer::FileRef, digest::Digest},
    text::key,
    web::{
        difference::{self, Line},
        wording::{Said, Voice},
    },
};

/// The comparison of two letters with their files.
#[derive(Debug, Serialize)]
pub(crate) struct Comparison {
    /// The lines that differ, with those around them.
    pub(crate) lines: Vec<Line>,
    pub(crate) files_added: Vec<String>,
    pub(crate) files_removed: Vec<String>,
    /// The same name, another content.
    pub(crate) files_changed: Vec<String>,
    /// Items with another outcome: `第1项：予以公开 → 部分公开`
    pub(crate) outcomes: Vec<String>,
    pub(crate) is_same: bool,
}

pub(crate) fn of(voice: Voice<'_>, before: &Submission, now: &Submission) -> Said<Comparison> {
    let mut comparison = words_and_files(before, now);
    comparison.outcomes = outcomes(voice, before, now)?;
    comparison.is_same &= comparison.outcomes.is_empty();
    Ok(comparison)
}

fn words_and_files(before: &Submission, now: &Submission) -> Comparison {
    let text = |lines: &[String]| lines.iter().fold(String::new(), |text, line| text + line + "\n");
    let lines = difference::lines(&text(&before.lines), &text(&now.lines));
    let (old, new) = (by_name(&before.files), by_name(&now.files));
    let of_names = |names: Vec<&&str>| names.into_iter().map(|name| (*name).to_owned()).collect();
    let files_added: Vec<String> = of_names(new.keys().filter(|name| !old.contains_key(*name)).collect());
    let files_removed: Vec<String> = of_names(old.keys().filter(|name| !new.contains_key(*name)).collect());
    let is_changed =
        |(name, content): &(&&str, &Digest)| old.get(*name).is_some_and(|before| before != *content);
    let files_changed: Vec<String> = of_names(new.iter().filter(is_changed).map(|(name, _)| name).collect());
    Comparison {
        is_same: lines.is_empty()
            && files_added.is_empty()
            && files_removed.is_empty()
            && files_changed.is_empty(),
        lines,
        files_added,
        files_removed,
        files_changed,
        outcomes: Vec::new(),
    }
}

fn by_name(files: &[FileRef]) -> BTreeMap<&str, Digest> {
    files
        .iter()
        .map(|file| (file.name.as_str(), file.content))
        .collect()
}

fn outcomes(voice: Voice<'_>, before: &Submission, now: &Submission) -> Said<Vec<String>> {
    let name = |key| voice.law.ground(key).map_or("", |ground| ground.name.as_str());
    let mut changed = Vec::new();
    for item in &now.items {
        let was = before.items.iter().find(|was| was.item == item.item);
        if let Some(was) = was.filter(|was| was.ground != item.ground) {
            let (number, was, is) = (item.item.to_string(), name(&was.ground), name(&item.ground));
            changed.push(voice.say_with(
                key("comparison-outcome"),
                &[("item", &number), ("was", was), ("is", is)],
            )?);
        }
    }
    Ok(changed)
}

pub(crate) fn samples() -> Vec<Comparison> {
    let same = Comparison {
        lines: Vec::new(),
        files_added: Vec::new(),
        files_removed: Vec::new(),
        files_changed: Vec::new(),
        outcomes: Vec::new(),
        is_same: true,
    };
    let changed = Comparison {
        lines: difference::lines("一\n二\n三\n", "一\n二<b>\n三\n"),
        files_added: vec!["清单.pdf".to_owned()],
        files_removed: vec!["旧清单.pdf".to_owned()],
        files_changed: vec!["方案.pdf".to_owned()],
        outcomes: vec!["第1项：予以公开 → 部分公开".to_owned()],
        is_same: false,
    };
    vec![changed, same]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::FileId;

    fn submission(lines: &[&str], files: &[(&str, &[u8])]) -> Submission {
        let file = |(name, content): &(&str, &[u8])| FileRef {
            id: FileId(uuid::Uuid::nil()),
            name: (*name).to_owned(),
            content: Digest::of_bytes(content),
        };
        Submission {
            lines: lines.iter().map(|line| (*line).to_owned()).collect(),
            files: files.iter().map(file).collect(),
            items: Vec::new(),
        }
    }

    #[test]
    fn words_and_files_that_changed_are_told_apart_from_those_that_did_not() {
        let before = submission(
            &["one", "two"],
            &[("a.pdf", b"1"), ("b.pdf", b"2"), ("c.pdf", b"3")],
        );
        assert!(words_and_files(&before, &before).is_same);
        let now = submission(
            &["one", "three"],
            &[("b.pdf", b"2"), ("c.pdf", b"4"), ("d.pdf", b"5")],
        );
        let changes = words_and_files(&before, &now);
        assert!(!changes.is_same);
        assert_eq!(changes.files_removed, ["a.pdf"]);
        assert_eq!(changes.files_added, ["d.pdf"]);
        assert_eq!(changes.files_changed, ["c.pdf"]);
        assert_eq!(changes.lines.iter().filter(|line| line.added).count(), 1);
    }
}
