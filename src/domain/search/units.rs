//! A text as a row of units.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use crate::domain::radical::unified;

/// The most units of one phrase that can be looked for.
pub const LONGEST_PHRASE: usize = 50;

/// The most units of one piece of a text. PostgreSQL knows places up to 16,383 only.
const LONGEST_PIECE: usize = 6_000;

/// The most times that one pair may stand in a piece: PostgreSQL keeps 255 places of a word.
const MOST_TIMES: usize = 250;

/// A text in one spelling (NFKC, small letters, 部首 as the characters that they stand for), in units that know where in
/// the source they stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    plain: String,
    units: Vec<Unit>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Unit {
    /// Where it stands in `plain`.
    plain: Range<usize>,
    /// Where it stands in the source, in bytes.
    source: Range<usize>,
    /// Whether it is a word of letters and digits, and not one Chinese character.
    is_word: bool,
    /// Whether a text begins here, so that it makes no pair with the one before.
    begins: bool,
}

/// What a text is found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Term<'a> {
    /// Two units that follow one another.
    Pair(&'a str, &'a str),
    /// A word of letters and digits by itself.
    Word(&'a str),
}

/// A stretch of a text that is kept as one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Piece<'a> {
    /// In their order, each at the place behind that of the one before.
    pub pairs: Vec<Term<'a>>,
    /// Each once.
    pub words: BTreeSet<Term<'a>>,
}

impl Text {
    pub fn of(source: &str) -> Self {
        Self::of_all([source])
    }

    /// Several texts one after the other. Nothing is found that begins in one and ends in the next. Places in the source
    /// are counted through all of them.
    pub fn of_all<'t>(sources: impl IntoIterator<Item = &'t str>) -> Self {
        let (mut text, mut offset) = (Self::default(), 0);
        for source in sources {
            text.push(source, offset);
            offset += source.len();
        }
        text
    }

    fn push(&mut self, source: &str, offset: usize) {
        let (mut begins, mut joins) = (true, false);
        for place in clusters(source) {
            let written = source.get(place.clone()).unwrap_or_default();
            let place = place.start + offset..place.end + offset;
            let spelt: String = written.nfkc().flat_map(char::to_lowercase).collect();
            for sign in unified(&spelt).chars() {
                if is_chinese(sign) {
                    self.begin(sign, place.clone(), false, begins);
                    (begins, joins) = (false, false);
                } else if is_combining_mark(sign) || sign.is_alphanumeric() {
                    match self.units.last_mut().filter(|_| joins) {
                        Some(last) => {
                            self.plain.push(sign);
                            last.plain.end = self.plain.len();
                            last.source.end = place.end;
                        }
                        None => self.begin(sign, place.clone(), true, begins),
                    }
                    (begins, joins) = (false, true);
                } else {
                    joins = false;
                }
            }
        }
    }

    fn begin(&mut self, sign: char, source: Range<usize>, is_word: bool, begins: bool) {
        let from = self.plain.len();
        self.plain.push(sign);
        self.units.push(Unit {
            plain: from..self.plain.len(),
            source,
            is_word,
            begins,
        });
    }

    /// How many units it has.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    fn plain_of(&self, unit: &Unit) -> &str {
        self.plain.get(unit.plain.clone()).unwrap_or_default()
    }

    /// The units, each as it is compared.
    pub(super) fn units(&self) -> impl Iterator<Item = &str> {
        self.units.iter().map(|unit| self.plain_of(unit))
    }

    /// Whether it is nothing but one word of letters and digits.
    pub(super) fn is_one_word(&self) -> bool {
        matches!(self.units.as_slice(), [only] if only.is_word)
    }

    /// The bytes of the source that some units stand on.
    pub(super) fn source_of(&self, units: Range<usize>) -> Range<usize> {
        let stretch = self.units.get(units).unwrap_or_default();
        match (stretch.first(), stretch.last()) {
            (Some(first), Some(last)) => first.source.start..last.source.end,
            _ => 0..0,
        }
    }

    /// The pairs, in order.
    pub(super) fn pairs(&self) -> impl Iterator<Item = Term<'_>> {
        pairs_of(self, &self.units)
    }

    /// The text in pieces that a database can keep, each with the end of the one before, so that no phrase is cut.
    pub fn pieces(&self) -> Vec<Piece<'_>> {
        let mut pieces = Vec::new();
        let mut from = 0;
        while from < self.units.len() {
            let until = self.piece_from(from);
            let stretch = self.units.get(from..until).unwrap_or_default();
            let words = stretch.iter().filter(|unit| unit.is_word);
            pieces.push(Piece {
                pairs: pairs_of(self, stretch).collect(),
                words: words.map(|unit| Term::Word(self.plain_of(unit))).collect(),
            });
            if until == self.units.len() {
                break;
            }
            from = until - LONGEST_PHRASE;
        }
        pieces
    }

    /// Where a piece ends that begins there.
    fn piece_from(&self, from: usize) -> usize {
        let stretch = self.units.get(from..).unwrap_or_default();
        if stretch.len() < MOST_TIMES {
            return self.units.len();
        }
        let mut seen: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for (at, pair) in stretch.windows(2).enumerate().take(LONGEST_PIECE) {
            let [one, two] = pair else { continue };
            let times = seen.entry((self.plain_of(one), self.plain_of(two))).or_default();
            *times += 1;
            if *times == MOST_TIMES {
                return from + at + 2;
            }
        }
        self.units.len().min(from + LONGEST_PIECE)
    }
}

fn pairs_of<'a>(text: &'a Text, units: &'a [Unit]) -> impl Iterator<Item = Term<'a>> {
    units.windows(2).filter_map(|pair| match pair {
        [one, two] if !two.begins => Some(Term::Pair(text.plain_of(one), text.plain_of(two))),
        _ => None,
    })
}

/// The places of a sign with the marks that are set upon it.
fn clusters(source: &str) -> impl Iterator<Item = Range<usize>> {
    let mut signs = source.char_indices().peekable();
    std::iter::from_fn(move || {
        let (from, _) = signs.next()?;
        while signs.next_if(|(_, sign)| is_combining_mark(*sign)).is_some() {}
        Some(from..signs.peek().map_or(source.len(), |(next, _)| *next))
    })
}

/// Whether a sign stands for itself: Chinese characters of every plane with 〇 and 々, kana, and the syllables of Korean.
fn is_chinese(sign: char) -> bool {
    matches!(sign,
        '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3100}'..='\u{312f}' | '\u{31a0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}
