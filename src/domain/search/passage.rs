//! Where in a text stands what was looked for.

use std::ops::Range;

use super::{query::Phrase, units::Text};

/// Signs before and behind what was found.
const AROUND: usize = 30;

/// A stretch of a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub text: String,
    /// Whether it is what was looked for.
    pub is_hit: bool,
}

/// The whole text, in parts.
pub fn marked(source: &str, phrases: &[Phrase]) -> Vec<Part> {
    marked_at(source, &places(source, phrases))
}

/// The whole text, in parts by places in bytes, which are in order and apart from each other.
pub fn marked_at(source: &str, places: &[Range<usize>]) -> Vec<Part> {
    parts(source, 0..source.len(), places)
}

/// The passages of a text in which something stands that was looked for, at most so many; empty where nothing does.
pub fn passages(source: &str, phrases: &[Phrase], most: usize) -> Vec<Vec<Part>> {
    passages_at(source, &places(source, phrases), most)
}

/// The passages of a text around places in bytes, which are in order and apart from each other.
pub fn passages_at(source: &str, hits: &[Range<usize>], most: usize) -> Vec<Vec<Part>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for hit in hits {
        let stretch = before(source, hit.start)..behind(source, hit.end);
        let has_room = stretches.len() < most;
        match stretches.last_mut() {
            Some(last) if last.end >= stretch.start => last.end = last.end.max(stretch.end),
            _ if has_room => stretches.push(stretch),
            _ => break,
        }
    }
    stretches
        .into_iter()
        .map(|stretch| {
            let (cut_before, cut_behind) = (stretch.start > 0, stretch.end < source.len());
            let mut passage = parts(source, stretch, hits);
            let dots = || Part {
                text: "…".to_owned(),
                is_hit: false,
            };
            if cut_before {
                passage.insert(0, dots());
            }
            if cut_behind {
                passage.push(dots());
            }
            passage
        })
        .collect()
}

/// The places of all phrases in bytes, in order and apart from each other.
pub fn places(source: &str, phrases: &[Phrase]) -> Vec<Range<usize>> {
    apart(each_place(&Text::of(source), phrases))
}

/// The places of phrases in bytes, except those that lie within a place of another one; in order and apart.
pub fn places_except(source: &str, phrases: &[Phrase], except: &[Phrase]) -> Vec<Range<usize>> {
    let text = Text::of(source);
    let without = each_place(&text, except);
    let mut found = each_place(&text, phrases);
    found.retain(|place| {
        let holds = |outer: &Range<usize>| outer.start <= place.start && place.end <= outer.end;
        !without.iter().any(holds)
    });
    apart(found)
}

/// Every place of every phrase, in no order.
fn each_place(text: &Text, phrases: &[Phrase]) -> Vec<Range<usize>> {
    let units: Vec<&str> = text.units().collect();
    let mut places: Vec<Range<usize>> = Vec::new();
    for phrase in phrases {
        let wanted = phrase.units();
        let found = units.windows(wanted.len()).enumerate();
        let found = found.filter(|(_, stretch)| *stretch == wanted.as_slice());
        places.extend(found.map(|(at, _)| text.source_of(at..at + wanted.len())));
    }
    places
}

/// Places in order, those that touch as one.
pub(super) fn apart(mut places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    places.sort_by_key(|place| (place.start, place.end));
    let mut apart: Vec<Range<usize>> = Vec::new();
    for place in places {
        match apart.last_mut() {
            Some(last) if last.end >= place.start => last.end = last.end.max(place.end),
            _ => apart.push(place),
        }
    }
    apart
}

fn before(source: &str, at: usize) -> usize {
    let signs = source.get(..at).unwrap_or_default().char_indices().rev();
    signs.take(AROUND).last().map_or(at, |(from, _)| from)
}

fn behind(source: &str, at: usize) -> usize {
    let rest = source.get(at..).unwrap_or_default();
    rest.char_indices()
        .nth(AROUND)
        .map_or(source.len(), |(until, _)| at + until)
}

fn parts(source: &str, stretch: Range<usize>, hits: &[Range<usize>]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut push = |place: Range<usize>, is_hit| {
        let text = source.get(place).unwrap_or_default();
        if !text.is_empty() {
            let text = text.to_owned();
            parts.push(Part { text, is_hit });
        }
    };
    let mut at = stretch.start;
    for hit in hits {
        if hit.start >= stretch.start && hit.end <= stretch.end {
            push(at..hit.start, false);
            push(hit.clone(), true);
            at = hit.end;
        }
    }
    push(at..stretch.end, false);
    parts
}
