//! Free words of people (a reason, a remark). They may name somebody, so an event never holds them: it holds a
//! salted digest, and the words live in a row of their own that can be erased when the law asks for it.

use serde::{Deserialize, Serialize};

use super::{digest::Digest, id::TextId};

/// The most characters that a reason or a remark may have.
pub const MAX_WORDS: usize = 2_000;

/// Words that are really there: trimmed, not blank, not endless.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    id: TextId,
    salt: [u8; 16],
    text: String,
}

/// How an event names words: by id, and by a digest that proves them unchanged for as long as they are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordsRef {
    pub id: TextId,
    pub digest: Digest,
}

/// Why words cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidWords {
    #[error("nothing was written")]
    Blank,
    #[error("{0} characters are more than {MAX_WORDS}")]
    TooLong(usize),
}

impl Words {
    /// Takes what a person wrote. The salt keeps a short remark from being guessed out of its digest.
    pub fn parse(raw: &str, id: TextId, salt: [u8; 16]) -> Result<Self, InvalidWords> {
        let text = raw.trim().replace("\r\n", "\n");
        let length = text.chars().count();
        match length {
            0 => Err(InvalidWords::Blank),
            1..=MAX_WORDS => Ok(Self { id, salt, text }),
            _ => Err(InvalidWords::TooLong(length)),
        }
    }

    pub fn id(&self) -> TextId {
        self.id
    }

    pub fn salt(&self) -> [u8; 16] {
        self.salt
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// What an event holds instead of the words.
    pub fn reference(&self) -> WordsRef {
        WordsRef {
            id: self.id,
            digest: Self::digest(self.salt, &self.text),
        }
    }

    /// The digest of stored words, to hold against the one that the event names.
    pub fn digest(salt: [u8; 16], text: &str) -> Digest {
        Digest::of(&[&salt, text.as_bytes()])
    }
}
