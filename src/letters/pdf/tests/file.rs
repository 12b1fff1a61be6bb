//! The file as another program reads it.

use super::*;
use crate::letters::LetterContext;
use crate::template::Templates;
use crate::text::Texts;
use lopdf::{Dictionary, Object, ObjectId, decode_text_string};
use std::sync::Arc;

fn file(sample: &str) -> (lopdf::Document, Document) {
    let templates = Templates::load(Arc::new(Texts::load().unwrap())).unwrap();
    let mut samples = LetterContext::samples().into_iter();
    let sample = samples.find(|found| found.name == sample).unwrap();
    let document = sample.context.compose(&templates, None).unwrap();
    let document = document.with_number_and_date("青自然资公开〔2026〕3号", "2026年11月22日");
    let pdf = PRESS.pdf(&document, None).unwrap();
    (lopdf::Document::load_mem(&pdf).unwrap(), document)
}

/// The titles of the bookmarks, with their depth.
fn bookmarks(pdf: &lopdf::Document) -> Vec<(usize, String)> {
    let root = pdf
        .catalog()
        .unwrap()
        .get(b"Outlines")
        .and_then(Object::as_reference)
        .unwrap();
    let mut found = Vec::new();
    walk(pdf, pdf.get_dictionary(root).unwrap(), 0, &mut found);
    found
}

fn walk(pdf: &lopdf::Document, branch: &Dictionary, depth: usize, found: &mut Vec<(usize, String)>) {
    let mut next: Option<ObjectId> = branch.get(b"First").and_then(Object::as_reference).ok();
    while let Some(id) = next {
        let entry = pdf.get_dictionary(id).unwrap();
        found.push((depth, decode_text_string(entry.get(b"Title").unwrap()).unwrap()));
        assert!(
            entry.has(b"Dest") || entry.has(b"A"),
            "every bookmark leads somewhere"
        );
        walk(pdf, entry, depth + 1, found);
        next = entry.get(b"Next").and_then(Object::as_reference).ok();
    }
}

#[test]
fn bookmarks_lead_to_title_headings_remedy_and_what_follows() {
    let (pdf, _) = file("reply-mixed");
    let marks = bookmarks(&pdf);
    let titles: Vec<String> = marks
        .iter()
        .map(|(depth, title)| format!("{depth} {title}"))
        .collect();
    insta::assert_snapshot!(titles.join("\n"));
    let (pdf, _) = file("notice-consultation");
    let titles: Vec<String> = bookmarks(&pdf).into_iter().map(|(_, title)| title).collect();
    assert_eq!(titles, ["政府信息公开征求第三方意见书", "意见回执"]);
}

#[test]
fn the_file_says_what_it_is_and_in_which_language() {
    let (pdf, document) = file("reply-partial");
    let language = pdf.catalog().unwrap().get(b"Lang").unwrap();
    assert!(
        decode_text_string(language).unwrap().starts_with("zh"),
        "{language:?}"
    );
    let info = pdf.trailer.get(b"Info").and_then(Object::as_reference).unwrap();
    let info = pdf.get_dictionary(info).unwrap();
    let said = |key: &[u8]| decode_text_string(info.get(key).unwrap()).unwrap();
    assert_eq!(
        (said(b"Title"), said(b"Author")),
        (document.title, document.issuer)
    );
}

#[test]
fn every_font_is_in_the_file() {
    for sample in ["reply-mixed", "notice-consultation", "reply-markup"] {
        let (pdf, _) = file(sample);
        let descriptors = pdf.objects.values().filter_map(|object| object.as_dict().ok());
        let descriptors: Vec<&Dictionary> = descriptors
            .filter(|object| object.has_type(b"FontDescriptor"))
            .collect();
        let fonts = pdf.objects.values().filter_map(|object| object.as_dict().ok());
        let fonts = fonts
            .filter(|object| object.has_type(b"Font") && !object.has(b"DescendantFonts"))
            .count();
        assert!(
            descriptors.len() >= 3 && descriptors.len() == fonts,
            "{sample}: {fonts} fonts"
        );
        let embedded = |descriptor: &Dictionary| {
            [&b"FontFile"[..], b"FontFile2", b"FontFile3"]
                .into_iter()
                .any(|key| descriptor.has(key))
        };
        assert!(descriptors.into_iter().all(embedded), "{sample}");
    }
}
