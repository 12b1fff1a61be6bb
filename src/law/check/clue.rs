//! Clues: each is there, names what exists, and is looked for by wordings that can be found.

use super::Check;
use crate::law::{ClueKind, ClueMark, load::Entry};

const WHAT: &str = "线索";

/// The fewest characters of a wording: every other text holds any single one.
const FEWEST: usize = 2;

impl Check<'_> {
    pub(super) fn clues(&mut self) {
        let file = self.files.clues.file;
        let clues = &self.files.clues.kinds;
        self.successions(file, clues, WHAT, |clue| clue.kind, true);
        self.complete(file, WHAT, ClueKind::ALL, |kind| {
            clues.iter().any(|clue| clue.value.kind == kind)
        });
        for entry in clues {
            let clue = &entry.value;
            self.article(file, entry, &clue.kind, "article", &clue.article);
            if clue.name.is_empty() || clue.reminder.is_empty() {
                self.contradicts(file, entry, &clue.kind, "name", "的名称和提示都不能为空");
            }
            for ground in &clue.grounds {
                let mut grounds = self.files.grounds.grounds.iter();
                let known = grounds.any(|known| known.value.key == *ground);
                self.named(file, entry, &clue.kind, ("grounds", "依据", ground), known);
            }
            let first = clue.grounds.first();
            for field in clue.fills.iter().flat_map(|fills| [&fills.number, &fills.day]) {
                let mut grounds = self.files.grounds.grounds.iter();
                let known = grounds
                    .any(|known| Some(&known.value.key) == first && known.value.demands.contains(field));
                self.named(file, entry, &clue.kind, ("fills", "依据的填写项", field), known);
            }
        }
        for entry in &self.files.clues.marks {
            self.mark(entry);
        }
        let heard = |kind: &ClueKind| !kind.is_heard() || self.has_marks(*kind);
        let silent: Vec<ClueKind> = ClueKind::ALL
            .iter()
            .copied()
            .filter(|kind| !heard(kind))
            .collect();
        self.complete(file, "线索的措辞", &silent, |_| false);
        for entry in &self.files.clues.counters {
            let counter = &entry.value;
            if counter.words.is_empty() == counter.pattern.is_none() {
                self.contradicts(
                    file,
                    entry,
                    &counter.what,
                    "words",
                    "须写明字词或者形式，二者取一",
                );
            }
            self.wordings(entry, &counter.what, &counter.words);
        }
        for entry in &self.files.clues.plain {
            self.wordings(entry, &"plain", &entry.value.words);
        }
    }

    fn has_marks(&self, kind: ClueKind) -> bool {
        let mut marks = self.files.clues.marks.iter();
        marks.any(|mark| mark.value.clue == kind && !mark.value.words.is_empty())
    }

    fn mark(&mut self, entry: &Entry<ClueMark>) {
        let file = self.files.clues.file;
        let mark = &entry.value;
        if !mark.clue.is_heard() {
            self.contradicts(file, entry, &mark.clue, "clue", "不是从申请人的措辞中看出的线索");
        }
        if mark.source.is_empty() {
            self.contradicts(file, entry, &mark.clue, "source", "的措辞没有写明来源");
        }
        self.wordings(entry, &mark.clue, &mark.words);
        self.wordings(entry, &mark.clue, &mark.except);
        for word in &mark.except {
            // One that holds none of the words would stand there for nothing.
            if !mark.words.iter().any(|short| word.contains(short.as_str())) {
                let what = format!("的例外“{word}”不含任何一个措辞");
                self.contradicts(file, entry, &mark.clue, "except", &what);
            }
        }
    }

    fn wordings<T>(&mut self, entry: &Entry<T>, key: &dyn std::fmt::Display, words: &[String]) {
        for word in words.iter().filter(|word| word.chars().count() < FEWEST) {
            let what = format!("的措辞“{word}”少于{FEWEST}个字");
            self.contradicts(self.files.clues.file, entry, key, "words", &what);
        }
    }
}
