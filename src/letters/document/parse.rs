//! The XML vocabulary of letter templates.
//!
//! ```text
//! <letter kind="reply">
//!   <issuer/> <title/> <addressee>[<name/>]</addressee>
//!   <body>
//!     <heading level="1"/> <paragraph>…<name/>…</paragraph> <verbatim/> <quote>…[<entry/>…]</quote>
//!     <list><entry/>…</list>
//!     <facts><fact label="">…[<entry/>…]</fact>…</facts> <remedy><paragraph/>…</remedy> <section item="0"/>
//!   </body>
//!   <closing/> <attachments><attachment/>…</attachments> <copies><copy/>…</copies>
//!   <annex title="">…</annex> <slip title="">…</slip>
//! </letter>
//! ```
//!
//! `annex` (附件) and `slip` (回执) hold a body each and stand on a page of their own after the letter. They may also
//! hold a table, `<table><column share="2"/>… <row><cell/>…</row>…</table>`, and a form,
//! `<form><field label="">…</field>…</form>`, whose fields hold words, several `<choice/>`, or nothing but an
//! attribute: `number="yes"`, `lines="4"`, `signature="yes"`.
//!
//! In a paragraph line ends and the indentation of the template fall away. `verbatim` (a paragraph for each line)
//! and `quote` (somebody else's words) keep the lines that a person wrote; entries in a quote or a fact are numbered where
//! there are several. An empty element is an error: a statutory paragraph must not vanish because a value was empty.

use super::numeral::chinese;
use super::{Annex, AnnexKind, Block, Column, Document, Entry, Fact, Field, Inline, Signature};
use roxmltree::Node;

/// What is wrong with what a template wrote.
#[derive(Debug, thiserror::Error)]
pub enum ParseError {
    /// Not well-formed.
    #[error("写出的内容不是格式正确的XML")]
    Xml(#[from] roxmltree::Error),
    /// An element that is not part of the vocabulary, or not here.
    #[error("第{line}行：<{parent}>中不能有<{element}>")]
    Unexpected {
        /// The element.
        element: String,
        /// Where it stands.
        parent: String,
        /// Its line in what the template wrote.
        line: u32,
    },
    /// An element without words.
    #[error("第{line}行：<{element}>没有内容")]
    Empty {
        /// The element.
        element: String,
        /// Its line in what the template wrote.
        line: u32,
    },
    /// An element that must be there once.
    #[error("<{parent}>中缺少<{element}>")]
    Missing {
        /// What is missing.
        element: &'static str,
        /// Where.
        parent: String,
    },
}

impl Document {
    /// Reads what a letter template wrote. `sections` are what the section templates wrote, one for each item
    /// of a reply; they come in where the letter says `<section item="N"/>`.
    pub fn parse(xml: &str, sections: &[Section]) -> Result<Self, ParseError> {
        let xml = printable(xml);
        let tree = roxmltree::Document::parse(&xml)?;
        let root = tree.root_element();
        let issuer = line(one(root, "issuer")?)?;
        let mut document = Self {
            kind: root.attribute("kind").unwrap_or_default().to_owned(),
            number: None,
            title: line(one(root, "title")?)?,
            addressee: runs(one(root, "addressee")?)?,
            blocks: body(one(root, "body")?, sections)?,
            closing: maybe(root, "closing").map(line).transpose()?,
            attachments: lines(root, "attachments", "attachment")?,
            signature: Signature {
                issuer: issuer.clone(),
                date: None,
            },
            copies: lines(root, "copies", "copy")?,
            annexes: Vec::new(),
            issuer,
        };
        let pages = root
            .children()
            .filter(|node| node.has_tag_name("annex") || node.has_tag_name("slip"));
        for page in pages {
            document.append(annex(page)?);
        }
        only(
            root,
            &[
                "issuer",
                "title",
                "addressee",
                "body",
                "closing",
                "attachments",
                "copies",
                "annex",
                "slip",
            ],
        )?;
        Ok(document)
    }
}

impl Annex {
    /// Reads what the template of an annex wrote.
    pub(in crate::letters) fn parse(xml: &str) -> Result<Self, ParseError> {
        let xml = printable(xml);
        annex(roxmltree::Document::parse(&xml)?.root_element())
    }
}

/// What a section template wrote, and its own parts.
#[derive(Debug)]
pub struct Section {
    /// The XML: `<section>…</section>`, as a body.
    pub xml: String,
    /// What comes in where it says `<section item="N"/>`.
    pub parts: Vec<Self>,
}

struct Reader<'a> {
    sections: &'a [Section],
    count: [usize; 2],
    blocks: Vec<Block>,
}

impl Reader<'_> {
    fn body(&mut self, body: Node<'_, '_>) -> Result<(), ParseError> {
        for node in body.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "heading" => self.heading(node)?,
                "paragraph" => self.blocks.push(Block::Paragraph { text: runs(node)? }),
                "verbatim" => {
                    self.blocks
                        .extend(written(node)?.into_iter().map(|text| Block::Paragraph { text }));
                }
                "quote" => self.blocks.push(Block::Quote {
                    paragraphs: written_entries(node)?,
                }),
                "list" => self.blocks.push(Block::List {
                    entries: each(node, "entry", runs)?,
                }),
                "remedy" => self.blocks.push(Block::Remedy {
                    paragraphs: each(node, "paragraph", runs)?,
                }),
                "facts" => self.blocks.push(Block::Facts {
                    rows: each(node, "fact", fact)?,
                }),
                "section" => self.section(node)?,
                "table" => self.blocks.push(table(node)?),
                "form" => self.blocks.push(Block::Form {
                    rows: each(node, "field", field)?,
                }),
                _ => return Err(unexpected(node)),
            }
        }
        Ok(())
    }

    fn heading(&mut self, node: Node<'_, '_>) -> Result<(), ParseError> {
        let [first, second] = &mut self.count;
        let (level, number) = if node.attribute("level") == Some("2") {
            *second += 1;
            (2, format!("（{}）", chinese(*second)))
        } else {
            *first += 1;
            *second = 0;
            (1, format!("{}、", chinese(*first)))
        };
        self.blocks.push(Block::Heading {
            level,
            number,
            text: runs(node)?,
        });
        Ok(())
    }

    fn section(&mut self, node: Node<'_, '_>) -> Result<(), ParseError> {
        let place = node.attribute("item").and_then(|item| item.parse::<usize>().ok());
        let section = place
            .and_then(|place| self.sections.get(place))
            .ok_or_else(|| unexpected(node))?;
        let xml = printable(&section.xml);
        let tree = roxmltree::Document::parse(&xml)?;
        let outer = std::mem::replace(&mut self.sections, &section.parts);
        self.body(tree.root_element())?;
        self.sections = outer;
        Ok(())
    }
}

fn body(node: Node<'_, '_>, sections: &[Section]) -> Result<Vec<Block>, ParseError> {
    let mut reader = Reader {
        sections,
        count: [0, 0],
        blocks: Vec::new(),
    };
    reader.body(node)?;
    Ok(reader.blocks)
}

fn annex(node: Node<'_, '_>) -> Result<Annex, ParseError> {
    let kind = match node.tag_name().name() {
        "annex" => AnnexKind::Attachment,
        "slip" => AnnexKind::Slip,
        _ => return Err(unexpected(node)),
    };
    let blocks = body(node, &[])?;
    match node.attribute("title").map(joined) {
        Some(title) if !title.is_empty() && !blocks.is_empty() => Ok(Annex { kind, title, blocks }),
        _ => Err(empty(node)),
    }
}

fn table(node: Node<'_, '_>) -> Result<Block, ParseError> {
    only(node, &["column", "row"])?;
    let named = |name| node.children().filter(move |child| child.has_tag_name(name));
    let columns = named("column")
        .map(|column| {
            let share = column.attribute("share").and_then(|share| share.parse().ok());
            Ok(Column {
                label: line(column)?,
                share: share.unwrap_or(1),
            })
        })
        .collect::<Result<Vec<_>, ParseError>>()?;
    let rows = named("row")
        .map(|row| {
            let cells = each(row, "cell", runs)?;
            if cells.len() == columns.len() {
                Ok(cells)
            } else {
                Err(unexpected(row))
            }
        })
        .collect::<Result<Vec<_>, _>>()?;
    if rows.is_empty() {
        return Err(empty(node));
    }
    Ok(Block::Table { columns, rows })
}

fn field(node: Node<'_, '_>) -> Result<Field, ParseError> {
    let lines = node.attribute("lines").map(str::parse);
    let entry = if node.has_attribute("number") {
        Entry::Number
    } else if node.has_attribute("signature") {
        Entry::Signature
    } else if let Some(lines) = lines {
        Entry::Blank(lines.map_err(|_| unexpected(node))?)
    } else if maybe(node, "choice").is_some() {
        Entry::Choices(each(node, "choice", line)?)
    } else {
        Entry::Words(written(node)?)
    };
    Ok(Field {
        label: node.attribute("label").unwrap_or_default().to_owned(),
        entry,
    })
}

fn fact(node: Node<'_, '_>) -> Result<Fact, ParseError> {
    Ok(Fact {
        label: node.attribute("label").unwrap_or_default().to_owned(),
        value: written_entries(node)?,
    })
}

/// The lines that a person wrote, or entries of such lines, which are numbered where there are several.
fn written_entries(node: Node<'_, '_>) -> Result<Vec<Vec<Inline>>, ParseError> {
    if maybe(node, "entry").is_none() {
        return written(node);
    }
    let entries = each(node, "entry", written)?;
    let several = entries.len() > 1;
    let mut lines = Vec::new();
    for (number, mut entry) in (1..).zip(entries) {
        if let (true, Some(first)) = (several, entry.first_mut()) {
            let number: usize = number;
            first.insert(0, Inline::Text(format!("{number}. ")));
        }
        lines.append(&mut entry);
    }
    Ok(lines)
}

/// The words of an element as one line of runs.
fn runs(node: Node<'_, '_>) -> Result<Vec<Inline>, ParseError> {
    let mut runs = Vec::new();
    for child in node.children() {
        let words = child.text().map(joined).unwrap_or_default();
        if child.is_text() && !words.is_empty() {
            runs.push(Inline::Text(words));
        } else if child.is_element() {
            if !child.has_tag_name("name") {
                return Err(unexpected(child));
            }
            runs.push(Inline::Name(line(child)?));
        }
    }
    if runs.iter().all(|run| run.words().is_empty()) {
        Err(empty(node))
    } else {
        Ok(runs)
    }
}

/// The lines that a person wrote, each a paragraph; empty lines fall away.
fn written(node: Node<'_, '_>) -> Result<Vec<Vec<Inline>>, ParseError> {
    if node.children().any(|child| child.is_element()) {
        return runs(node).map(|runs| vec![runs]);
    }
    let paragraphs: Vec<Vec<Inline>> = node
        .text()
        .unwrap_or_default()
        .lines()
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .map(|line| vec![Inline::Text(line)])
        .collect();
    if paragraphs.is_empty() {
        Err(empty(node))
    } else {
        Ok(paragraphs)
    }
}

fn line(node: Node<'_, '_>) -> Result<String, ParseError> {
    let words = joined(node.text().unwrap_or_default());
    if words.is_empty() {
        Err(empty(node))
    } else {
        Ok(words)
    }
}

/// Chinese has no spaces between words: a line end, with what indents the next line, is nothing.
fn joined(text: &str) -> String {
    text.split('\n').map(str::trim).collect()
}

fn each<T>(
    node: Node<'_, '_>,
    name: &str,
    read: fn(Node<'_, '_>) -> Result<T, ParseError>,
) -> Result<Vec<T>, ParseError> {
    only(node, &[name])?;
    let found: Vec<T> = node
        .children()
        .filter(Node::is_element)
        .map(read)
        .collect::<Result<_, _>>()?;
    if found.is_empty() {
        Err(empty(node))
    } else {
        Ok(found)
    }
}

fn lines(root: Node<'_, '_>, list: &'static str, entry: &str) -> Result<Vec<String>, ParseError> {
    maybe(root, list).map_or(Ok(Vec::new()), |node| each(node, entry, line))
}

fn only(parent: Node<'_, '_>, known: &[&str]) -> Result<(), ParseError> {
    match parent
        .children()
        .find(|node| node.is_element() && !known.contains(&node.tag_name().name()))
    {
        Some(stranger) => Err(unexpected(stranger)),
        None => Ok(()),
    }
}

fn maybe<'a, 'input>(parent: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    parent.children().find(|node| node.has_tag_name(name))
}

fn one<'a, 'input>(parent: Node<'a, 'input>, name: &'static str) -> Result<Node<'a, 'input>, ParseError> {
    let missing = || ParseError::Missing {
        element: name,
        parent: parent.tag_name().name().to_owned(),
    };
    maybe(parent, name).ok_or_else(missing)
}

fn unexpected(node: Node<'_, '_>) -> ParseError {
    let parent = node
        .parent()
        .map(|parent| parent.tag_name().name().to_owned())
        .unwrap_or_default();
    ParseError::Unexpected {
        element: node.tag_name().name().to_owned(),
        parent,
        line: row(node),
    }
}

fn empty(node: Node<'_, '_>) -> ParseError {
    ParseError::Empty {
        element: node.tag_name().name().to_owned(),
        line: row(node),
    }
}

fn row(node: Node<'_, '_>) -> u32 {
    node.document().text_pos_at(node.range().start).row
}

/// Without what nobody can see: control characters (a text processor's line break is one), which XML forbids,
/// and the marks that turn the direction of writing, with which a name could rearrange the letter around it.
fn printable(text: &str) -> String {
    text.chars()
        .map(|letter| {
            if letter == '\t' || letter == '\u{b}' || letter == '\u{c}' {
                ' '
            } else {
                letter
            }
        })
        .filter(|letter| *letter == '\n' || !(letter.is_control() || is_invisible(*letter)))
        .collect()
}

fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(letter, '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}
