//! What somebody looks for, as they typed it.

use super::units::{LONGEST_PHRASE, Term, Text};

/// The most words that are looked for at once.
pub const MOST_WORDS: usize = 10;

/// The most characters that can be typed.
pub const LONGEST: usize = 200;

/// Words that follow one another: one word, or what stood between quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase(Text);

/// Some phrases that have to stand somewhere, and some that must not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// At least one.
    pub all: Vec<Phrase>,
    pub none: Vec<Phrase>,
}

/// Why nothing can be looked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("nothing is looked for")]
    Empty,
    /// Half of all texts hold any one character.
    #[error("{0} is one character")]
    OneCharacter(String),
    #[error("more than {LONGEST} characters, or a word of more than {LONGEST_PHRASE}")]
    TooLong,
    #[error("more than {MOST_WORDS} words")]
    TooMany,
    #[error("only what is not wanted is said")]
    OnlyExcluded,
}

impl Phrase {
    fn of(word: &str) -> Result<Option<Self>, Fault> {
        let text = Text::of(word);
        if text.is_empty() {
            return Ok(None);
        }
        if text.len() == 1 && !text.is_one_word() {
            return Err(Fault::OneCharacter(text.units().collect()));
        }
        if text.len() > LONGEST_PHRASE {
            return Err(Fault::TooLong);
        }
        Ok(Some(Self(text)))
    }

    /// What is to stand somewhere exactly so; none where nothing could be looked for by it.
    pub fn exactly(words: &str) -> Option<Self> {
        Self::of(words).ok().flatten()
    }

    /// What it is found by, in its order.
    pub fn terms(&self) -> Vec<Term<'_>> {
        if self.0.is_one_word() {
            self.0.units().map(Term::Word).collect()
        } else {
            self.0.pairs().collect()
        }
    }

    pub(super) fn units(&self) -> Vec<&str> {
        self.0.units().collect()
    }
}

impl Query {
    /// Words with blanks between them are all wanted, "what stands in quotes" in this order, and -what has a hyphen before
    /// it not. Everything else means itself.
    pub fn parse(typed: &str) -> Result<Self, Fault> {
        if typed.chars().count() > LONGEST {
            return Err(Fault::TooLong);
        }
        let mut query = Self {
            all: Vec::new(),
            none: Vec::new(),
        };
        for (is_wanted, word) in words(typed) {
            let Some(phrase) = Phrase::of(&word)? else {
                continue;
            };
            let among = if is_wanted {
                &mut query.all
            } else {
                &mut query.none
            };
            if !among.contains(&phrase) {
                among.push(phrase);
            }
        }
        if query.all.len() + query.none.len() > MOST_WORDS {
            return Err(Fault::TooMany);
        }
        match (query.all.as_slice(), query.none.as_slice()) {
            ([], []) => Err(Fault::Empty),
            ([], _) => Err(Fault::OnlyExcluded),
            _ => Ok(query),
        }
    }
}

/// The words, and whether each is wanted. A quote that is never closed reaches to the end.
fn words(typed: &str) -> Vec<(bool, String)> {
    let mut words = Vec::new();
    let (mut word, mut is_wanted, mut is_quoted) = (String::new(), true, false);
    for sign in typed.chars() {
        let is_quote = matches!(sign, '"' | '“' | '”' | '„' | '＂');
        if is_quote || (sign.is_whitespace() && !is_quoted) {
            if !word.is_empty() {
                words.push((is_wanted, std::mem::take(&mut word)));
                is_wanted = true;
            } else if !is_quote {
                is_wanted = true;
            }
            is_quoted ^= is_quote;
        } else if word.is_empty() && !is_quoted && matches!(sign, '-' | '－' | '−') {
            is_wanted = false;
        } else {
            word.push(sign);
        }
    }
    if !word.is_empty() {
        words.push((is_wanted, word));
    }
    words
}
