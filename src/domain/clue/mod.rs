//! 线索: what the applicant's own words show of what they want, passage by passage. It is laid before a person, who decides;
//! nothing here ends or changes a case.

#[cfg(test)]
mod requests;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::{
    account::Officer,
    application::Item,
    case::Case,
    search::{Part, Phrase, marked_at, named_places, passages_at, places, places_except},
};
use crate::law::{ClueKind, CounterPattern, Law};

/// Passages that are shown of one text.
const PASSAGES: usize = 3;

/// Whether an item points to information that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leaning {
    /// Nothing in it does: it may be no application for information at all.
    Clear,
    /// Something does, beside the marks: that part is answered.
    Mixed,
}

/// A stretch of the applicant's words, with what was found in it.
pub type Passage = Vec<Part>;

/// What was heard in one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    pub kind: ClueKind,
    /// Of the application, from 1.
    pub item: u16,
    pub leaning: Leaning,
    /// Where the marks stand.
    pub passages: Vec<Passage>,
    /// What speaks against them: what it is, and where it stands.
    pub against: Vec<Against>,
}

/// Something that points to information that exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Against {
    /// `文件、材料的名称`
    pub what: String,
    pub passages: Vec<Passage>,
}

/// The wordings of the law's data, made ready to be looked for: once for all items.
#[derive(Debug, Clone)]
pub struct Ear {
    marks: Vec<(ClueKind, Vec<Phrase>, Vec<Phrase>)>,
    counters: Vec<(String, Vec<Phrase>, Option<CounterPattern>)>,
}

impl Ear {
    pub fn of(law: &Law) -> Self {
        let marks = law.clue_marks().iter();
        let counters = law.counter_marks().iter();
        Self {
            marks: marks
                .map(|mark| (mark.clue, phrases(&mark.words), phrases(&mark.except)))
                .collect(),
            counters: counters
                .map(|counter| (counter.what.clone(), phrases(&counter.words), counter.pattern))
                .collect(),
        }
    }

    /// What an item shows, each kind once.
    pub fn hear(&self, item: &Item) -> Vec<Heard> {
        let texts: Vec<&str> = std::iter::once(item.title.as_str())
            .chain(item.description.as_deref())
            .collect();
        // Most applications hold no mark at all.
        let heard = ClueKind::ALL.iter().copied().filter(|kind| kind.is_heard());
        let marked: Vec<(ClueKind, Vec<Passage>)> = heard
            .map(|kind| {
                let of_text = |text: &&str| passages_at(text, &self.marked(kind, text), PASSAGES);
                (kind, texts.iter().flat_map(of_text).collect::<Vec<Passage>>())
            })
            .filter(|(_, passages)| !passages.is_empty())
            .collect();
        if marked.is_empty() {
            return Vec::new();
        }
        let against = self.against(item, &texts);
        let leaning = if against.is_empty() {
            Leaning::Clear
        } else {
            Leaning::Mixed
        };
        let heard = |(kind, passages)| Heard {
            kind,
            item: item.number,
            leaning,
            passages,
            against: against.clone(),
        };
        marked.into_iter().map(heard).collect()
    }

    /// Where the marks of a kind stand.
    fn marked(&self, kind: ClueKind, text: &str) -> Vec<Range<usize>> {
        let of_kind = self.marks.iter().filter(|(of, _, _)| *of == kind);
        let mut found: Vec<Range<usize>> = of_kind
            .flat_map(|(_, words, except)| places_except(text, words, except))
            .collect();
        found.sort_by_key(|place| place.start);
        found.dedup_by(|next, place| {
            let overlaps = next.start < place.end;
            if overlaps {
                place.end = place.end.max(next.end);
            }
            overlaps
        });
        found
    }

    fn against(&self, item: &Item, texts: &[&str]) -> Vec<Against> {
        let mut against = Vec::new();
        for (what, words, pattern) in &self.counters {
            let find = |text: &str| match pattern {
                Some(CounterPattern::Named) => named_places(text),
                None => self.outside_of_marks(text, places(text, words)),
            };
            let of_text = |text: &&str| passages_at(text, &find(text), PASSAGES);
            let mut passages: Vec<Passage> = texts.iter().flat_map(of_text).collect();
            let number = item.document_number.as_deref().filter(|_| pattern.is_some());
            passages.extend(number.map(|number| marked_at(number, std::slice::from_ref(&(0..number.len())))));
            if !passages.is_empty() {
                let what = what.clone();
                against.push(Against { what, passages });
            }
        }
        against
    }

    /// A word within a mark is part of what it says.
    fn outside_of_marks(&self, text: &str, found: Vec<Range<usize>>) -> Vec<Range<usize>> {
        let heard = ClueKind::ALL.iter().copied().filter(|kind| kind.is_heard());
        let marks: Vec<Range<usize>> = heard.flat_map(|kind| self.marked(kind, text)).collect();
        let within = |place: &Range<usize>| {
            marks
                .iter()
                .any(|mark| mark.start <= place.start && place.end <= mark.end)
        };
        found.into_iter().filter(|place| !within(place)).collect()
    }
}

/// Words of the data as phrases.
pub fn phrases<'w>(words: impl IntoIterator<Item = &'w String>) -> Vec<Phrase> {
    words
        .into_iter()
        .filter_map(|word| Phrase::exactly(word))
        .collect()
}

/// Whether somebody may set a clue of a case aside: whoever handles it, as long as it is open. The reviewers see what was
/// set aside, and why.
pub fn may_set_aside(case: &Case, officer: &Officer) -> bool {
    case.agency == officer.agency && case.stage.is_open() && case.stage.handler() == Some(officer.account)
}
