//! A letter as the layout reads it: every run of words with the face that can write it.

use super::Sheet;
use super::fonts::{Families, Fonts};
use crate::letters::document::{Annex, AnnexKind, Block, Document, Entry, Inline};
use crate::letters::title;
use serde::Serialize;
use std::iter::repeat;

/// The data of one letter.
#[derive(Debug, Serialize)]
pub(super) struct LetterSheet {
    fonts: Families,
    title: String,
    title_lines: Vec<String>,
    issuer: Vec<Run>,
    number: Option<String>,
    addressee: Vec<Run>,
    blocks: Vec<Part>,
    closing: Option<String>,
    attachments: Vec<Vec<Run>>,
    signature: Vec<Run>,
    date: Option<String>,
    /// Year, month and day of `date`, for the metadata.
    dated: Option<[u16; 3]>,
    copies: Vec<Vec<Run>>,
    annexes: Vec<Leaf>,
    /// How large the image of the seal is, in millimetres.
    seal: Option<u8>,
}

/// What follows the letter on a page of its own.
#[derive(Debug, Serialize)]
struct Leaf {
    /// `附件1`; a slip has none.
    corner: Option<String>,
    title: String,
    title_lines: Vec<String>,
    blocks: Vec<Part>,
    /// Whether it is sent back, and so comes after everything that is bound with the letter.
    is_slip: bool,
}

/// So many characters of a title stand in a line.
const TITLE_ROOM: usize = 20;

/// Words, and whether they are set in the fallback face as a whole.
#[derive(Debug, Serialize)]
pub(in crate::letters) struct Run {
    pub(in crate::letters) words: String,
    fallback: bool,
}

#[derive(Debug, Serialize)]
#[serde(tag = "block", rename_all = "snake_case")]
enum Part {
    Heading {
        level: u8,
        number: String,
        text: Vec<Run>,
    },
    Paragraph {
        text: Vec<Run>,
        /// A bookmark that leads here, for what has no heading.
        bookmark: Option<&'static str>,
    },
    Quote {
        paragraphs: Vec<Vec<Run>>,
    },
    List {
        entries: Vec<Vec<Run>>,
    },
    Facts {
        rows: Vec<Row>,
    },
    Table {
        columns: Vec<Head>,
        rows: Vec<Vec<Vec<Run>>>,
    },
    Form {
        rows: Vec<Blank>,
    },
}

#[derive(Debug, Serialize)]
struct Head {
    label: String,
    share: u8,
}

#[derive(Debug, Serialize)]
struct Blank {
    label: String,
    #[serde(flatten)]
    entry: Filled,
}

#[derive(Debug, Serialize)]
#[serde(tag = "entry", rename_all = "snake_case")]
enum Filled {
    Number { number: Option<String> },
    Words { paragraphs: Vec<Vec<Run>> },
    Choices { choices: Vec<String> },
    Blank { lines: u8 },
    Signature,
}

#[derive(Debug, Serialize)]
struct Row {
    label: String,
    value: Vec<Vec<Run>>,
}

impl LetterSheet {
    /// Whether the letter has a date that the metadata can hold, as an archive file must.
    pub(super) fn is_dated(&self) -> bool {
        self.dated.is_some()
    }

    pub(super) fn of(document: &Document, seal: Option<u8>, fonts: &Fonts) -> Self {
        let setter = Setter(fonts);
        Self {
            fonts: fonts.families.clone(),
            title: document.title.clone(),
            title_lines: title::lines(&document.title, TITLE_ROOM),
            issuer: setter.name(&fonts.families.title, &document.issuer),
            number: document.number.clone(),
            addressee: setter.runs(&document.addressee),
            blocks: document
                .blocks
                .iter()
                .flat_map(|block| setter.block(block, document))
                .collect(),
            closing: document.closing.clone(),
            attachments: document
                .attachments
                .iter()
                .map(|words| Setter::plain(words))
                .collect(),
            signature: setter.name(&fonts.families.body, &document.signature.issuer),
            date: document.signature.date.clone(),
            dated: document.signature.date.as_deref().and_then(dated),
            copies: document.copies.iter().map(|words| Setter::plain(words)).collect(),
            annexes: document
                .annexes
                .iter()
                .map(|annex| setter.leaf(annex, document))
                .collect(),
            seal,
        }
    }
}

impl Sheet for LetterSheet {
    const LAYOUT: &'static str = "letter.typ";

    fn words(&self) -> Vec<&str> {
        let single = [
            Some(&self.title),
            self.number.as_ref(),
            self.closing.as_ref(),
            self.date.as_ref(),
        ];
        let lists = self.attachments.iter().chain(&self.copies);
        let runs = [&self.issuer, &self.addressee, &self.signature]
            .into_iter()
            .chain(lists);
        let words = single.into_iter().flatten().map(String::as_str);
        words
            .chain(runs.flatten().map(|run| run.words.as_str()))
            .chain(self.blocks.iter().flat_map(Part::words))
            .chain(self.annexes.iter().flat_map(Leaf::words))
            .collect()
    }
}

impl Leaf {
    fn words(&self) -> Vec<&str> {
        let blocks = self.blocks.iter().flat_map(Part::words);
        [self.title.as_str()].into_iter().chain(blocks).collect()
    }
}

impl Blank {
    fn words(&self) -> Vec<&str> {
        let mut all = vec![self.label.as_str()];
        match &self.entry {
            Filled::Words { paragraphs } => all.extend(paragraphs.iter().flat_map(|text| words(text))),
            Filled::Choices { choices } => all.extend(choices.iter().map(String::as_str)),
            // The number is looked at where the letter names it.
            Filled::Number { .. } | Filled::Blank { .. } | Filled::Signature => {}
        }
        all
    }
}

impl Part {
    fn words(&self) -> Vec<&str> {
        match self {
            Self::Heading { text, .. } | Self::Paragraph { text, .. } => words(text).collect(),
            Self::Quote { paragraphs: texts } | Self::List { entries: texts } => {
                texts.iter().flat_map(|text| words(text)).collect()
            }
            Self::Facts { rows } => rows
                .iter()
                .flat_map(|row| {
                    row.value
                        .iter()
                        .flat_map(|text| words(text))
                        .chain([row.label.as_str()])
                })
                .collect(),
            Self::Table { columns, rows } => {
                let head = columns.iter().map(|column| column.label.as_str());
                head.chain(rows.iter().flatten().flat_map(|cell| words(cell)))
                    .collect()
            }
            Self::Form { rows } => rows.iter().flat_map(Blank::words).collect(),
        }
    }
}

fn words(runs: &[Run]) -> impl Iterator<Item = &str> {
    runs.iter().map(|run| run.words.as_str())
}

/// Chooses faces.
#[derive(Debug)]
pub(in crate::letters) struct Setter<'a>(pub(super) &'a Fonts);

impl Setter<'_> {
    fn leaf(&self, annex: &Annex, document: &Document) -> Leaf {
        Leaf {
            corner: document.corner(annex),
            title: annex.title.clone(),
            title_lines: title::lines(&annex.title, TITLE_ROOM),
            blocks: annex
                .blocks
                .iter()
                .flat_map(|block| self.block(block, document))
                .collect(),
            is_slip: annex.kind == AnnexKind::Slip,
        }
    }

    fn filled(&self, entry: &Entry, document: &Document) -> Filled {
        match entry {
            Entry::Number => Filled::Number {
                number: document.number.clone(),
            },
            Entry::Words(paragraphs) => Filled::Words {
                paragraphs: paragraphs.iter().map(|runs| self.runs(runs)).collect(),
            },
            Entry::Choices(choices) => Filled::Choices {
                choices: choices.clone(),
            },
            Entry::Blank(lines) => Filled::Blank { lines: *lines },
            Entry::Signature => Filled::Signature,
        }
    }

    fn block(&self, block: &Block, document: &Document) -> Vec<Part> {
        let all = |paragraphs: &[Vec<Inline>]| paragraphs.iter().map(|runs| self.runs(runs)).collect();
        match block {
            Block::Heading { level, number, text } => {
                vec![Part::Heading {
                    level: *level,
                    number: number.clone(),
                    text: self.runs(text),
                }]
            }
            Block::Paragraph { text } => vec![Part::Paragraph {
                text: self.runs(text),
                bookmark: None,
            }],
            Block::Quote { paragraphs } => vec![Part::Quote {
                paragraphs: all(paragraphs),
            }],
            Block::List { entries } => vec![Part::List {
                entries: all(entries),
            }],
            Block::Remedy { paragraphs } => paragraphs
                .iter()
                .zip([Some("救济告知")].into_iter().chain(repeat(None)))
                .map(|(runs, bookmark)| Part::Paragraph {
                    text: self.runs(runs),
                    bookmark,
                })
                .collect(),
            Block::Facts { rows } => {
                let rows = rows.iter().map(|row| Row {
                    label: row.label.clone(),
                    value: all(&row.value),
                });
                vec![Part::Facts { rows: rows.collect() }]
            }
            Block::Table { columns, rows } => {
                let columns = columns.iter().map(|column| Head {
                    label: column.label.clone(),
                    share: column.share,
                });
                vec![Part::Table {
                    columns: columns.collect(),
                    rows: rows.iter().map(|row| all(row)).collect(),
                }]
            }
            Block::Form { rows } => {
                let rows = rows.iter().map(|row| Blank {
                    label: row.label.clone(),
                    entry: self.filled(&row.entry, document),
                });
                vec![Part::Form { rows: rows.collect() }]
            }
        }
    }

    fn runs(&self, runs: &[Inline]) -> Vec<Run> {
        runs.iter()
            .flat_map(|run| match run {
                Inline::Text(words) => Self::plain(words),
                Inline::Name(words) => self.name(&self.0.families.body, words),
            })
            .collect()
    }

    fn plain(words: &str) -> Vec<Run> {
        vec![Run {
            words: words.to_owned(),
            fallback: false,
        }]
    }

    /// A name goes whole into the fallback face if the face it would be set in lacks one of its characters: two
    /// faces within one name look like a mistake, or like a hint.
    fn name(&self, family: &str, words: &str) -> Vec<Run> {
        vec![Run {
            words: words.to_owned(),
            fallback: !self.0.writes(family, words),
        }]
    }

    /// A name, to be set in the face of the body.
    pub(in crate::letters) fn named(&self, words: &str) -> Run {
        Run {
            words: words.to_owned(),
            fallback: !self.0.writes(&self.0.families.body, words),
        }
    }

    /// The families of each kind of text, for the layout.
    pub(in crate::letters) fn families(&self) -> Families {
        self.0.families.clone()
    }
}

/// Year, month and day out of `2026年11月22日`.
fn dated(words: &str) -> Option<[u16; 3]> {
    let (year, rest) = words.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let (day, _) = rest.split_once('日')?;
    Some([
        year.trim().parse().ok()?,
        month.trim().parse().ok()?,
        day.trim().parse().ok()?,
    ])
}
