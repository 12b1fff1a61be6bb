//! The body of the Word file: paragraphs in the order of the page, each in the style of its place.

use super::escape;
use crate::letters::document::{Annex, AnnexKind, Block, Document, Entry, Fact, Field, Inline, words};
use crate::letters::title;
use std::fmt::Write;

/// A character of the body, in twentieths of a point: 156 mm hold 28.
const CHARACTER: f64 = 156.0 / 25.4 * 1440.0 / 28.0;

/// The width of the body in the same measure.
const WIDTH: u32 = 8844;

/// So many characters of a title stand in a line.
const TITLE_ROOM: usize = 20;

/// 天头37 mm, 订口28 mm, 版心156 × 225 mm; 22 lines. That a line holds 28 characters comes from the style: a grid of
/// characters would also pull the tables apart, and every word processor reads it its own way.
pub(super) const PAGE: &str = concat!(
    r#"<w:pgSz w:w="11906" w:h="16838"/>"#,
    r#"<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="1134" w:footer="1361" w:gutter="0"/>"#,
    r#"<w:docGrid w:type="lines" w:linePitch="579"/>"#
);

/// The whole part.
pub(super) fn xml(document: &Document) -> String {
    let mut body = Body {
        document,
        xml: String::new(),
        is_below_table: false,
    };
    body.letter();
    let draft = if document.signature.date.is_none() {
        r#"<w:headerReference w:type="default" r:id="draft"/><w:headerReference w:type="even" r:id="draft"/>"#
    } else {
        ""
    };
    format!(
        concat!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
            r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>"#,
            r#"{}<w:sectPr>{}<w:footerReference w:type="default" r:id="odd"/><w:footerReference w:type="even" r:id="even"/>{}</w:sectPr></w:body></w:document>"#
        ),
        body.xml, draft, PAGE
    )
}

struct Body<'a> {
    document: &'a Document,
    xml: String,
    /// Whether what comes next stands directly below a table, and needs room above it.
    is_below_table: bool,
}

impl Body<'_> {
    fn letter(&mut self) {
        let document = self.document;
        self.head();
        let kept = document.blocks.len().saturating_sub(1);
        for (place, block) in document.blocks.iter().enumerate() {
            // The last piece of the body stays with what ends the letter.
            self.block(block, place == kept);
        }
        if let Some(closing) = &document.closing {
            self.paragraph("Body", KEPT, &text(closing));
        }
        self.attachments();
        self.signature();
        let (bound, slips): (Vec<&Annex>, Vec<&Annex>) = document
            .annexes
            .iter()
            .partition(|annex| annex.kind == AnnexKind::Attachment);
        for annex in bound {
            self.annex(annex);
        }
        if !document.copies.is_empty() {
            self.paragraph(
                "Copies",
                "",
                &text(&format!("抄送：{}。", document.copies.join("，"))),
            );
        }
        for annex in slips {
            self.annex(annex);
        }
    }

    fn head(&mut self) {
        let document = self.document;
        // What would be smaller than 二号 takes two lines.
        let letters = document.issuer.chars().count();
        let size = (880 / letters.max(1)).clamp(44, 68);
        let issuer = format!(
            r#"<w:r><w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>{}</w:r>"#,
            content(&document.issuer)
        );
        self.paragraph("Issuer", "", &issuer);
        match &document.number {
            Some(number) => self.paragraph("Number", "", &text(number)),
            None => self.paragraph("Number", "", &grey("（文号于签发时编列）")),
        }
        self.title(&document.title, "");
        self.paragraph(
            "Normal",
            "",
            &format!("{}{}", runs(&document.addressee), text("：")),
        );
    }

    fn title(&mut self, words: &str, properties: &str) {
        let lines: Vec<String> = title::lines(words, TITLE_ROOM)
            .iter()
            .map(|line| text(line))
            .collect();
        self.paragraph("Title", properties, &lines.join("<w:r><w:br/></w:r>"));
    }

    fn block(&mut self, block: &Block, is_last: bool) {
        let kept = if is_last { KEPT } else { "" };
        match block {
            Block::Heading {
                level,
                number,
                text: words,
            } => {
                let style = if *level == 1 { "Heading1" } else { "Heading2" };
                self.paragraph(style, "", &format!("{}{}", text(number), runs(words)));
            }
            Block::Paragraph { text } => self.paragraph("Body", kept, &runs(text)),
            Block::Quote { paragraphs } => {
                for text in paragraphs {
                    self.paragraph("Quote", kept, &runs(text));
                }
            }
            Block::Remedy { paragraphs } => {
                for text in paragraphs {
                    self.paragraph("Body", kept, &runs(text));
                }
            }
            Block::List { entries } => {
                for (number, entry) in (1..).zip(entries) {
                    let number: usize = number;
                    self.paragraph(
                        "Body",
                        kept,
                        &format!("{}{}", text(&format!("（{number}）")), runs(entry)),
                    );
                }
            }
            Block::Facts { rows } => {
                let cells = rows.iter().map(|row: &Fact| {
                    let value: String = row
                        .value
                        .iter()
                        .map(|words| paragraph("Cell", kept, &runs(words)))
                        .collect();
                    vec![paragraph("Label", kept, &text(&row.label)), value]
                });
                self.table(&[24, 76], None, &cells.collect::<Vec<_>>());
            }
            Block::Table { columns, rows } => {
                let shares: Vec<u32> = columns.iter().map(|column| u32::from(column.share)).collect();
                let head = columns
                    .iter()
                    .map(|column| paragraph("Label", "", &text(&column.label)));
                let cells = rows.iter().map(|row| {
                    row.iter()
                        .map(|cell| paragraph("Cell", "", &runs(cell)))
                        .collect()
                });
                self.table(&shares, Some(head.collect()), &cells.collect::<Vec<_>>());
            }
            Block::Form { rows } => {
                let cells = rows.iter().map(|row: &Field| {
                    vec![
                        paragraph("FormLabel", "", &text(&row.label)),
                        self.entry(&row.entry),
                    ]
                });
                let cells: Vec<Vec<String>> = cells.collect();
                self.table(&[24, 76], None, &cells);
            }
        }
    }

    fn entry(&self, entry: &Entry) -> String {
        match entry {
            Entry::Number => {
                let number = self.document.number.as_deref();
                paragraph(
                    "FormCell",
                    "",
                    &number.map_or_else(|| grey("（文号于签发时编列）"), text),
                )
            }
            Entry::Words(paragraphs) => paragraphs
                .iter()
                .map(|words| paragraph("FormCell", "", &runs(words)))
                .collect(),
            Entry::Choices(choices) => {
                let choices = choices
                    .iter()
                    .map(|choice| paragraph("FormCell", "", &text(&format!("□{choice}"))));
                choices.collect()
            }
            Entry::Blank(1) => paragraph("FormCell", "", ""),
            Entry::Blank(lines) => paragraph("Blank", "", "").repeat(usize::from(*lines)),
            Entry::Signature => {
                let day = paragraph(
                    "FormCell",
                    r#"<w:jc w:val="right"/>"#,
                    &text("　　年　　月　　日"),
                );
                format!("{}{day}", paragraph("FormCell", "", ""))
            }
        }
    }

    /// A table over the whole width, its columns in these shares.
    fn table(&mut self, shares: &[u32], head: Option<Vec<String>>, rows: &[Vec<String>]) {
        let all: u32 = shares.iter().sum::<u32>().max(1);
        let widths: Vec<u32> = shares.iter().map(|share| WIDTH * share / all).collect();
        let grid: String = widths
            .iter()
            .map(|width| format!(r#"<w:gridCol w:w="{width}"/>"#))
            .collect::<Vec<_>>()
            .concat();
        let mut xml = format!(
            r#"<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"#
        );
        let mut row = |cells: &[String], properties: &str| {
            let cells: String = cells
                .iter()
                .zip(&widths)
                .map(|(cell, width)| {
                    format!(r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{cell}</w:tc>"#)
                })
                .collect::<Vec<_>>()
                .concat();
            write!(xml, "<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>")
                .expect("a string takes every write");
        };
        if let Some(head) = head {
            row(&head, "<w:cantSplit/><w:tblHeader/>");
        }
        for cells in rows {
            // A row that is longer than a page must break.
            let is_short = cells.iter().map(String::len).sum::<usize>() < 6000;
            row(cells, if is_short { "<w:cantSplit/>" } else { "" });
        }
        self.xml.push_str(&xml);
        self.xml.push_str("</w:tbl>");
        self.is_below_table = true;
    }

    fn attachments(&mut self) {
        let several = self.document.attachments.len() > 1;
        for (number, name) in (1..).zip(&self.document.attachments) {
            let number: usize = number;
            let label = if number == 1 { "附件：" } else { "" };
            let entry = if several {
                format!("{label}{number}. {name}")
            } else {
                format!("{label}{name}")
            };
            // The lines of a name stand under its first character.
            let (left, hanging) = match (several, number) {
                (false, _) => (5.0, 3.0),
                (true, 1) => (6.25, 4.25),
                (true, _) => (6.25, 1.25),
            };
            let before = if number == 1 {
                r#"<w:spacing w:before="579"/>"#
            } else {
                ""
            };
            let indent = format!(
                r#"{before}<w:ind w:left="{:.0}" w:hanging="{:.0}"/>"#,
                left * CHARACTER,
                hanging * CHARACTER
            );
            self.paragraph("Attachment", &indent, &text(&entry));
        }
    }

    /// 署名 centred over 成文日期, which ends four characters from the margin.
    fn signature(&mut self) {
        let signature = &self.document.signature;
        let date = signature.date.as_deref();
        let (issuer_wide, date_wide) = (
            width(&signature.issuer).min(20.0),
            width(date.unwrap_or("（成文日期于签发时填写）")),
        );
        let middle = (4.0 + date_wide / 2.0).max(issuer_wide / 2.0);
        let right = |wide: f64| {
            format!(
                r#"<w:ind w:right="{:.0}"/>"#,
                (middle - wide / 2.0).max(0.0) * CHARACTER
            )
        };
        let above = r#"<w:spacing w:before="1158"/>"#;
        self.paragraph(
            "Signature",
            &format!("{above}{}", right(issuer_wide)),
            &text(&signature.issuer),
        );
        let date = date.map_or_else(|| grey("（成文日期于签发时填写）"), text);
        self.paragraph("Date", &right(date_wide), &date);
    }

    fn annex(&mut self, annex: &Annex) {
        let new_page = "<w:pageBreakBefore/>";
        match self.document.corner(annex) {
            Some(corner) => {
                self.paragraph("Corner", new_page, &text(&corner));
                self.title(&annex.title, "");
            }
            None => self.title(&annex.title, new_page),
        }
        for block in &annex.blocks {
            self.block(block, false);
        }
        // A table does not end a page in Word.
        if !matches!(annex.blocks.last(), Some(Block::Paragraph { .. })) {
            self.paragraph("Cell", "", "");
        }
    }

    fn paragraph(&mut self, style: &str, properties: &str, content: &str) {
        let is_below_table = std::mem::take(&mut self.is_below_table);
        let room = if is_below_table && !properties.contains("<w:spacing") {
            r#"<w:spacing w:before="240"/>"#
        } else {
            ""
        };
        self.xml
            .push_str(&paragraph(style, &format!("{properties}{room}"), content));
    }
}

/// Stays on the page of the next paragraph.
const KEPT: &str = "<w:keepNext/>";

pub(super) fn paragraph(style: &str, properties: &str, content: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>"#)
}

fn runs(runs: &[Inline]) -> String {
    text(&words(runs))
}

pub(super) fn text(words: &str) -> String {
    format!("<w:r>{}</w:r>", content(words))
}

/// What is still to be filled in.
fn grey(words: &str) -> String {
    format!(
        r#"<w:r><w:rPr><w:color w:val="737373"/></w:rPr>{}</w:r>"#,
        content(words)
    )
}

fn content(words: &str) -> String {
    format!(r#"<w:t xml:space="preserve">{}</w:t>"#, escape(words))
}

/// How many characters wide words are: Latin letters and digits take half.
fn width(words: &str) -> f64 {
    words
        .chars()
        .map(|letter| if letter.is_ascii() { 0.5 } else { 1.0 })
        .sum()
}
