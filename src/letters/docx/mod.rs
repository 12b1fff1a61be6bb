//! The letter for Word, for agencies that finish it on paper: same words, same order, the layout of GB/T 9704 in styles.
//!
//! The parts that are the same for every letter (styles, settings, page numbers) are files under
//! `templates/letters/word`; only the body is written here. It names the typefaces of official documents, `仿宋_GB2312` and
//! 方正小标宋简体, which the computers of offices have.

mod body;
mod petition;

use super::document::Document;
use super::petition::Petition;
use crate::template::files;
use std::io::{Cursor, Write};
use zip::{CompressionMethod, ZipWriter, result::ZipError, write::SimpleFileOptions};

/// The parts that are the same for every letter: where they go, and their file under `templates/letters/word`.
const PARTS: [(&str, &str); 8] = [
    ("[Content_Types].xml", "types"),
    ("_rels/.rels", "package"),
    ("word/_rels/document.xml.rels", "parts"),
    ("word/styles.xml", "styles"),
    ("word/settings.xml", "settings"),
    ("word/odd.xml", "odd"),
    ("word/even.xml", "even"),
    ("word/draft.xml", "draft"),
];

/// The letter as a Word file. Without a date it is marked as a draft on every page.
pub(super) fn file(document: &Document) -> Vec<u8> {
    let properties = properties(&document.title, &document.issuer);
    pack(&properties, &body::xml(document)).expect("writing to memory does not fail")
}

/// An application for reconsideration as a Word file. It names nobody as its author: it is the applicant's.
pub(super) fn petition(petition: &Petition) -> Vec<u8> {
    let properties = properties("行政复议申请书", "");
    pack(&properties, &petition::xml(petition)).expect("writing to memory does not fail")
}

fn pack(properties: &str, body: &str) -> Result<Vec<u8>, ZipError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (place, name) in PARTS {
        zip.start_file(place, options)?;
        let part = files::text(&format!("letters/word/{name}.xml")).unwrap_or_default();
        zip.write_all(part.as_bytes())?;
    }
    zip.start_file("docProps/core.xml", options)?;
    zip.write_all(properties.as_bytes())?;
    zip.start_file("word/document.xml", options)?;
    zip.write_all(body.as_bytes())?;
    Ok(zip.finish()?.into_inner())
}

/// Title, author and language, as the system's search shows them.
fn properties(title: &str, creator: &str) -> String {
    format!(
        concat!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
            r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">"#,
            "<dc:title>{}</dc:title><dc:creator>{}</dc:creator><dc:language>zh-CN</dc:language></cp:coreProperties>"
        ),
        escape(title),
        escape(creator)
    )
}

/// Words as XML holds them. What XML cannot hold at all is left out: a letter cannot be read either.
fn escape(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' => escaped.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if letter.is_control() => {}
            _ => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests;
