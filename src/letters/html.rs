//! The letter as a fragment of a web page.

use super::document::{Annex, AnnexKind, Block, Document, Entry, Fact, Field, Inline};
use super::title;
use crate::template::files;
use std::fmt::Write;

/// The letter as a web page that stands for itself, with its style in it.
pub(super) fn page(document: &Document) -> String {
    let style = files::text("assets/letter.css").unwrap_or_default();
    format!(
        "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>\n{style}</style>\n</head>\n<body>\n{}</body>\n</html>\n",
        escape(&document.title),
        fragment(document, 1)
    )
}

/// The letter, escaped; the page brings the style.
///
/// `top` is the level of its title: 1 where the letter is the page, more where it stands in one.
pub(super) fn fragment(document: &Document, top: u8) -> String {
    let mut html = String::from("<article class=\"letter\" lang=\"zh-CN\">\n");
    let mut line = |text: &str| {
        html.push_str(text);
        html.push('\n');
    };
    line(&format!(
        "<p class=\"letter-issuer\">{}</p>",
        escape(&document.issuer)
    ));
    if let Some(number) = &document.number {
        line(&format!("<p class=\"letter-number\">{}</p>", escape(number)));
    }
    line(&format!(
        "<h{top} class=\"letter-title\">{}</h{top}>",
        unbroken(&document.title)
    ));
    line(&format!(
        "<p class=\"letter-addressee\">{}：</p>",
        runs(&document.addressee)
    ));
    for part in &document.blocks {
        line(&block(part, top, document));
    }
    if let Some(closing) = &document.closing {
        line(&format!("<p class=\"letter-closing\">{}</p>", escape(closing)));
    }
    if let Some(attachments) = attachments(&document.attachments) {
        line(&attachments);
    }
    line(&format!(
        "<p class=\"letter-signature\">{}</p>",
        escape(&document.signature.issuer)
    ));
    if let Some(date) = &document.signature.date {
        line(&format!("<p class=\"letter-date\">{}</p>", escape(date)));
    }
    // 版记 comes after what is bound with the letter, and not on a slip that is sent back.
    let (bound, slips): (Vec<&Annex>, Vec<&Annex>) = document
        .annexes
        .iter()
        .partition(|annex| annex.kind == AnnexKind::Attachment);
    for page in bound {
        line(&annex(page, top, document));
    }
    if !document.copies.is_empty() {
        line(&format!(
            "<div class=\"letter-copies\"><p>抄送：</p>{}</div>",
            listed("ul", &document.copies)
        ));
    }
    for page in slips {
        line(&annex(page, top, document));
    }
    html.push_str("</article>\n");
    html
}

/// 附件说明: numbered where there are several (GB/T 9704, 7.3.4).
fn attachments(names: &[String]) -> Option<String> {
    let inner = match names {
        [] => return None,
        [only] => format!("<p>附件：{}</p>", escape(only)),
        several => format!("<p>附件：</p>{}", listed("ol", several)),
    };
    Some(format!("<div class=\"letter-attachments\">{inner}</div>"))
}

fn annex(annex: &Annex, top: u8, document: &Document) -> String {
    let corner = document
        .corner(annex)
        .map(|corner| format!("<p class=\"letter-corner\">{corner}</p>"));
    let below = top + 1;
    let blocks: String = annex
        .blocks
        .iter()
        .map(|part| block(part, below, document))
        .collect();
    format!(
        "<section class=\"letter-annex\">{}<h{below} class=\"letter-title\">{}</h{below}>{blocks}</section>",
        corner.unwrap_or_default(),
        unbroken(&annex.title),
    )
}

/// The highest level of its headings.
fn highest(document: &Document) -> u8 {
    let levels = document.blocks.iter().filter_map(|block| match block {
        Block::Heading { level, .. } => Some(*level),
        Block::Paragraph { .. }
        | Block::Quote { .. }
        | Block::List { .. }
        | Block::Facts { .. }
        | Block::Table { .. }
        | Block::Form { .. }
        | Block::Remedy { .. } => None,
    });
    levels.min().unwrap_or(1)
}

/// A title that breaks only between its words.
fn unbroken(title: &str) -> String {
    let words: Vec<String> = title::words(title).into_iter().map(escape).collect();
    words.join("<wbr>")
}

fn block(block: &Block, top: u8, document: &Document) -> String {
    match block {
        Block::Heading { level, number, text } => {
            // A letter of one item begins with headings of the second level: no level is left out all the same.
            let element = level.saturating_sub(highest(document)) + top + 1;
            format!(
                "<h{element} class=\"letter-heading\">{}{}</h{element}>",
                escape(number),
                runs(text)
            )
        }
        Block::Paragraph { text } => format!("<p>{}</p>", runs(text)),
        Block::Quote { paragraphs: texts } => {
            format!(
                "<blockquote class=\"letter-quote\">{}</blockquote>",
                paragraphs(texts)
            )
        }
        Block::List { entries } => {
            format!(
                "<ol class=\"letter-list\">{}</ol>",
                each("li", "li", entries.iter().map(|entry| runs(entry)))
            )
        }
        Block::Facts { rows } => {
            let rows: String = rows.iter().map(fact).collect();
            format!("<table class=\"letter-facts\"><tbody>{rows}</tbody></table>")
        }
        Block::Table { columns, rows } => {
            let head = each(
                "th scope=\"col\"",
                "th",
                columns.iter().map(|column| escape(&column.label)),
            );
            let row = |row: &Vec<Vec<Inline>>| {
                format!("<tr>{}</tr>", each("td", "td", row.iter().map(|cell| runs(cell))))
            };
            let rows: String = rows.iter().map(row).collect();
            format!(
                "<table class=\"letter-table\"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
            )
        }
        Block::Form { rows } => {
            let rows: String = rows.iter().map(|row| field(row, document)).collect();
            format!("<table class=\"letter-facts letter-form\"><tbody>{rows}</tbody></table>")
        }
        Block::Remedy { paragraphs: texts } => {
            format!(
                "<section class=\"letter-remedy\" aria-label=\"救济告知\">{}</section>",
                paragraphs(texts)
            )
        }
    }
}

fn fact(fact: &Fact) -> String {
    format!(
        "<tr><th scope=\"row\">{}</th><td>{}</td></tr>",
        escape(&fact.label),
        paragraphs(&fact.value)
    )
}

fn field(field: &Field, document: &Document) -> String {
    let entry = match &field.entry {
        Entry::Number => escape(document.number.as_deref().unwrap_or_default()),
        Entry::Words(words) => paragraphs(words),
        Entry::Choices(choices) => each("p", "p", choices.iter().map(|choice| format!("□ {}", escape(choice)))),
        Entry::Blank(lines) => "<p class=\"letter-blank\">&#160;</p>".repeat(usize::from(*lines)),
        Entry::Signature => {
            "<p class=\"letter-blank\">&#160;</p><p class=\"letter-day\">年&#8195;&#8195;月&#8195;&#8195;日</p>".to_owned()
        }
    };
    format!(
        "<tr><th scope=\"row\">{}</th><td>{entry}</td></tr>",
        escape(&field.label)
    )
}

fn paragraphs(paragraphs: &[Vec<Inline>]) -> String {
    each("p", "p", paragraphs.iter().map(|text| runs(text)))
}

fn listed(element: &str, entries: &[String]) -> String {
    format!(
        "<{element}>{}</{element}>",
        each("li", "li", entries.iter().map(|entry| escape(entry)))
    )
}

/// One element around each of the contents, which are HTML already.
fn each(open: &str, element: &str, contents: impl Iterator<Item = String>) -> String {
    contents.fold(String::new(), |html, content| {
        html + &format!("<{open}>{content}</{element}>")
    })
}

fn runs(runs: &[Inline]) -> String {
    runs.iter()
        .map(|run| match run {
            Inline::Text(words) => escape(words),
            Inline::Name(words) => format!("<span class=\"letter-name\">{}</span>", escape(words)),
        })
        .collect()
}

fn escape(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '&' | '<' | '>' | '"' | '\'' => {
                write!(escaped, "&#{};", u32::from(letter)).expect("a string takes every write");
            }
            _ => escaped.push(letter),
        }
    }
    escaped
}
