//! A letter between its template and the page: typed blocks, no layout.
//!
//! Templates write a small XML vocabulary ([`parse`](Document::parse) knows it); from the [`Document`] come the
//! PDF, the print view and the plain text. It is stored beside the PDF as it was issued.

mod names;
pub(super) mod numeral;
mod parse;

pub use parse::ParseError;
pub(super) use parse::Section;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A letter, complete but for number and date as long as it is not issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The kind of letter: `receipt`, `reply`.
    pub kind: String,
    /// The organ in the red head, 发文机关.
    pub issuer: String,
    /// 文号; given at issue.
    pub number: Option<String>,
    /// The title, 标题.
    pub title: String,
    /// Whom it is to, 主送, without the colon.
    pub addressee: Vec<Inline>,
    /// The body, 正文.
    pub blocks: Vec<Block>,
    /// The closing line: 特此答复。
    pub closing: Option<String>,
    /// What is attached, 附件.
    pub attachments: Vec<String>,
    /// Who signs, and when.
    pub signature: Signature,
    /// Who else gets it, 抄送.
    pub copies: Vec<String>,
    /// What follows the letter on pages of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub annexes: Vec<Annex>,
}

/// What follows a letter, on a page of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Annex {
    /// What it is.
    pub kind: AnnexKind,
    /// Its title.
    pub title: String,
    /// What stands on it.
    pub blocks: Vec<Block>,
}

/// What follows a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnnexKind {
    /// 附件: one of the attachments that the letter names, bound with it.
    Attachment,
    /// 回执: to be filled in and sent back.
    Slip,
}

/// 署名 and 成文日期.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// The organ whose seal goes here.
    pub issuer: String,
    /// The date, worded; given at issue.
    pub date: Option<String>,
}

/// A part of the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "block", rename_all = "snake_case", deny_unknown_fields)]
pub enum Block {
    /// A heading with its number: 一、 on level 1, （一） on level 2.
    Heading {
        /// 1 or 2.
        level: u8,
        /// The number with its mark: `一、`.
        number: String,
        /// The heading's words.
        text: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph {
        /// Its words.
        text: Vec<Inline>,
    },
    /// What somebody else wrote, word for word, a paragraph each.
    Quote {
        /// The paragraphs.
        paragraphs: Vec<Vec<Inline>>,
    },
    /// A list, one entry a line: （1）, （2）.
    List {
        /// The entries.
        entries: Vec<Vec<Inline>>,
    },
    /// A table of facts, as on a form.
    Facts {
        /// The rows.
        rows: Vec<Fact>,
    },
    /// A table with a head.
    Table {
        /// The columns.
        columns: Vec<Column>,
        /// The rows, a cell for each column.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A form to fill in by hand.
    Form {
        /// The rows.
        rows: Vec<Field>,
    },
    /// The way to object, 救济告知. Its own kind, so that one can check that it is there.
    Remedy {
        /// The paragraphs.
        paragraphs: Vec<Vec<Inline>>,
    },
}

/// A row of a table of facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// What it is about.
    pub label: String,
    /// The value, a paragraph each.
    pub value: Vec<Vec<Inline>>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// What stands above it.
    pub label: String,
    /// How wide it is beside the others.
    pub share: u8,
}

/// A row of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// What belongs there.
    pub label: String,
    /// What stands there already, or how it is filled in.
    pub entry: Entry,
}

/// What stands in a row of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// The number of the letter, which is given at issue.
    Number,
    /// Words, a paragraph each.
    Words(Vec<Vec<Inline>>),
    /// Boxes to tick.
    Choices(Vec<String>),
    /// As many empty lines.
    Blank(u8),
    /// A signature or a seal, with the date.
    Signature,
}

/// A run of words within a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Inline {
    /// Words.
    Text(String),
    /// The name of a person or body: never set in two faces.
    Name(String),
}

impl Inline {
    /// The words of the run.
    pub(super) fn words(&self) -> &str {
        match self {
            Self::Text(words) | Self::Name(words) => words,
        }
    }
}

/// The words of several runs, one after the other.
pub(super) fn words(runs: &[Inline]) -> String {
    runs.iter().map(Inline::words).collect()
}

impl Document {
    /// SHA-256 of the letter without its number and date, which are given at issue: approvals are bound to it.
    pub fn digest(&self) -> [u8; 32] {
        let bare = Self {
            number: None,
            signature: Signature {
                date: None,
                ..self.signature.clone()
            },
            ..self.clone()
        };
        let canonical = serde_json::to_vec(&bare).expect("strings and lists always serialise");
        Sha256::digest(canonical).into()
    }

    /// The letter as it is issued.
    #[must_use]
    pub fn with_number_and_date(self, number: impl Into<String>, date_worded: impl Into<String>) -> Self {
        Self {
            number: Some(number.into()),
            signature: Signature {
                date: Some(date_worded.into()),
                ..self.signature
            },
            ..self
        }
    }

    /// The words of the remedy paragraphs, a line each.
    pub fn remedy(&self) -> Option<String> {
        let lines: Vec<String> = self
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Remedy { paragraphs } => Some(paragraphs),
                Block::Heading { .. }
                | Block::Paragraph { .. }
                | Block::Quote { .. }
                | Block::List { .. }
                | Block::Facts { .. }
                | Block::Table { .. }
                | Block::Form { .. } => None,
            })
            .flatten()
            .map(|paragraph| words(paragraph))
            .collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    /// Takes in what follows the letter. An attachment is named in the letter, before those that are not bound with it.
    pub(super) fn append(&mut self, annex: Annex) {
        if annex.kind == AnnexKind::Attachment {
            let bound = |annex: &&Annex| annex.kind == AnnexKind::Attachment;
            let place = self.annexes.iter().filter(bound).count();
            self.attachments.insert(place, annex.title.clone());
        }
        self.annexes.push(annex);
    }

    /// Whom it is to, in words.
    pub fn addressee_words(&self) -> String {
        words(&self.addressee)
    }

    /// The attachments that are not bound with the letter: files of their own.
    pub fn unbound_attachments(&self) -> Vec<&str> {
        let bound: Vec<&str> = self
            .annexes
            .iter()
            .filter(|annex| annex.kind == AnnexKind::Attachment)
            .map(|annex| annex.title.as_str())
            .collect();
        let unbound = self.attachments.iter().skip(bound.len());
        unbound.map(String::as_str).collect()
    }

    /// What stands in the corner of an attachment's page: `附件`, and its number where the letter names several.
    pub(super) fn corner(&self, annex: &Annex) -> Option<String> {
        if annex.kind == AnnexKind::Slip {
            return None;
        }
        let place = self.attachments.iter().position(|title| *title == annex.title);
        let number = place.filter(|_| self.attachments.len() > 1);
        Some(number.map_or_else(|| "附件".to_owned(), |place| format!("附件{}", place + 1)))
    }

    /// Whether the letter says how to object.
    pub fn has_remedy(&self) -> bool {
        self.blocks
            .iter()
            .any(|block| matches!(block, Block::Remedy { .. }))
    }
}

#[cfg(test)]
mod tests;
