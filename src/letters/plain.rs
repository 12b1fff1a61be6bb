//! The words of a letter, for search and for snapshots.

use super::document::{Block, Document, Inline, words};

/// A line for each paragraph, in the order of the page.
pub(super) fn text(document: &Document) -> String {
    let mut lines = vec![document.issuer.clone()];
    lines.extend(document.number.clone());
    lines.push(document.title.clone());
    lines.push(format!("{}：", words(&document.addressee)));
    for block in &document.blocks {
        match block {
            Block::Heading { number, text, .. } => lines.push(format!("{number}{}", words(text))),
            Block::Paragraph { text } => lines.push(words(text)),
            Block::Quote { paragraphs } | Block::Remedy { paragraphs } => lines.extend(all(paragraphs)),
            Block::List { entries } => {
                lines.extend(
                    (1..)
                        .zip(all(entries))
                        .map(|(number, entry): (usize, _)| format!("（{number}）{entry}")),
                );
            }
            Block::Facts { rows } => {
                lines.extend(rows.iter().map(|row| {
                    let value: Vec<String> = all(&row.value).collect();
                    format!("{}：{}", row.label, value.join(" "))
                }));
            }
        }
    }
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
    lines.join("\n") + "\n"
}

fn all(paragraphs: &[Vec<Inline>]) -> impl Iterator<Item = String> {
    paragraphs.iter().map(|runs| words(runs))
}
