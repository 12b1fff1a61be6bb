//! The words of a letter, for search and for snapshots.

use super::document::{Block, Document, Entry, Fact, Field, Inline, words};

/// A line for each paragraph, in the order of the page.
pub(super) fn text(document: &Document) -> String {
    let mut lines = vec![document.issuer.clone()];
    lines.extend(document.number.clone());
    lines.push(document.title.clone());
    lines.push(format!("{}：", words(&document.addressee)));
    lines.extend(document.blocks.iter().flat_map(|part| block(part, document)));
    lines.extend(document.closing.clone());
    match document.attachments.as_slice() {
        [] => {}
        [only] => lines.push(format!("附件：{only}")),
        several => {
            lines.push("附件：".to_owned());
            lines.extend(
                (1..)
                    .zip(several)
                    .map(|(number, name): (usize, _)| format!("{number}. {name}")),
            );
        }
    }
    lines.push(document.signature.issuer.clone());
    lines.extend(document.signature.date.clone());
    if !document.copies.is_empty() {
        lines.push(format!("抄送：{}", document.copies.join("，")));
    }
    for annex in &document.annexes {
        lines.extend(document.corner(annex));
        lines.push(annex.title.clone());
        lines.extend(annex.blocks.iter().flat_map(|part| block(part, document)));
    }
    lines.join("\n") + "\n"
}

fn block(block: &Block, document: &Document) -> Vec<String> {
    match block {
        Block::Heading { number, text, .. } => vec![format!("{number}{}", words(text))],
        Block::Paragraph { text } => vec![words(text)],
        Block::Quote { paragraphs } | Block::Remedy { paragraphs } => all(paragraphs).collect(),
        Block::List { entries } => (1..)
            .zip(all(entries))
            .map(|(number, entry): (usize, _)| format!("（{number}）{entry}"))
            .collect(),
        Block::Facts { rows } => {
            let row =
                |row: &Fact| format!("{}：{}", row.label, all(&row.value).collect::<Vec<_>>().join(" "));
            rows.iter().map(row).collect()
        }
        Block::Table { columns, rows } => {
            let head = columns.iter().map(|column| column.label.clone());
            let rows = rows.iter().map(|row| all(row).collect::<Vec<_>>().join(" | "));
            [head.collect::<Vec<_>>().join(" | ")]
                .into_iter()
                .chain(rows)
                .collect()
        }
        Block::Form { rows } => {
            let row = |row: &Field| format!("{}：{}", row.label, entry(&row.entry, document));
            rows.iter().map(row).collect()
        }
    }
}

fn entry(entry: &Entry, document: &Document) -> String {
    match entry {
        Entry::Number => document.number.clone().unwrap_or_default(),
        Entry::Words(paragraphs) => all(paragraphs).collect::<Vec<_>>().join(" "),
        Entry::Choices(choices) => {
            let choices = choices.iter().map(|choice| format!("□{choice}"));
            choices.collect::<Vec<_>>().join(" ")
        }
        Entry::Blank(_) => String::new(),
        Entry::Signature => "　　年　　月　　日".to_owned(),
    }
}

fn all(paragraphs: &[Vec<Inline>]) -> impl Iterator<Item = String> {
    paragraphs.iter().map(|runs| words(runs))
}
