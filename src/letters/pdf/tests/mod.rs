//! What the press takes, refuses, and puts on which page.

use super::*;
use crate::letters::document::{AnnexKind, Block, Inline, Signature};
use std::path::PathBuf;
use std::sync::LazyLock;

/// A machine without the fonts fails here, with the message that an operator gets.
static PRESS: LazyLock<Press> =
    LazyLock::new(|| Press::new(&FontConfig::default()).unwrap_or_else(|error| panic!("{error}")));

fn letter(paragraphs: usize, attachments: usize) -> Document {
    let sentence = "本机关经审查认为，上述信息在制作过程中形成，并不具有终局性。";
    Document {
        kind: "reply".to_owned(),
        issuer: "青溪县自然资源局".to_owned(),
        number: Some("青自然资公开〔2026〕3号".to_owned()),
        title: "政府信息公开申请答复书".to_owned(),
        addressee: vec![Inline::Name("林晓舟".to_owned())],
        blocks: (0..paragraphs).map(|_| paragraph(&sentence.repeat(3))).collect(),
        closing: Some("特此答复。".to_owned()),
        attachments: (1..=attachments)
            .map(|number| format!("批准文件{number}"))
            .collect(),
        signature: Signature {
            issuer: "青溪县自然资源局".to_owned(),
            date: Some("2026年11月22日".to_owned()),
        },
        copies: Vec::new(),
        annexes: Vec::new(),
    }
}

fn paragraph(words: &str) -> Block {
    Block::Paragraph {
        text: vec![Inline::Text(words.to_owned())],
    }
}

/// The words of each page, with family and height on the page of each run.
fn pages(document: &Document) -> Vec<Vec<(String, String, f64)>> {
    let set = PRESS
        .set(&LetterSheet::of(document, None, PRESS.desk.fonts()), None)
        .unwrap_or_else(|error| panic!("{error}"));
    look::pages(&set)
        .into_iter()
        .map(|page| {
            page.into_iter()
                .map(|run| (run.words, run.family, run.y))
                .collect()
        })
        .collect()
}

fn body(page: &[(String, String, f64)]) -> String {
    page.iter()
        .filter(|(_, _, height)| *height < 262.0)
        .map(|(words, _, _)| words.as_str())
        .collect()
}

#[test]
fn a_page_holds_22_lines_of_28_characters() {
    let mut long = letter(0, 0);
    long.blocks = vec![paragraph(&"政".repeat(28 * 60))];
    let pages = pages(&long);
    let mut heights: Vec<f64> = pages[1]
        .iter()
        .map(|(_, _, height)| *height)
        .filter(|height| *height < 262.0)
        .collect();
    heights.dedup_by(|a, b| (*a - *b).abs() < 0.1);
    assert_eq!((heights.len(), body(&pages[1]).chars().count()), (22, 22 * 28));
}

#[test]
fn the_signature_never_stands_alone_on_a_page() {
    for attachments in [0, 1, 3, 9] {
        for lines in 4..18 {
            let document = Document {
                blocks: (0..lines)
                    .map(|_| paragraph("本机关经审查认为应当公开。"))
                    .collect(),
                ..letter(0, attachments)
            };
            let pages = pages(&document);
            let last = body(pages.last().unwrap());
            assert!(
                last.contains("青溪县自然资源局2026年11月22日"),
                "{lines} lines, {attachments} attachments: {last}"
            );
            let before = last.replace("青溪县自然资源局2026年11月22日", "");
            let heights = pages
                .last()
                .unwrap()
                .iter()
                .filter(|(words, _, height)| *height < 262.0 && !words.is_empty());
            let mut rows: Vec<f64> = heights.map(|(_, _, height)| *height).collect();
            rows.sort_by(f64::total_cmp);
            rows.dedup_by(|a, b| (*a - *b).abs() < 1.0);
            assert!(
                rows.len() >= 4,
                "{lines} lines, {attachments} attachments: only {before} before the signature"
            );
        }
    }
}

#[test]
fn long_text_flows_over_pages_and_loses_nothing() {
    for attachments in [0, 2, 9] {
        let pages = pages(&letter(30, attachments));
        assert!(pages.len() > 3);
        let whole: String = pages.iter().map(|page| body(page)).collect();
        assert_eq!(whole.matches("终局性").count(), 90);
        assert_eq!(whole.matches("批准文件").count(), attachments);
    }
}

#[test]
fn page_numbers_stand_outside() {
    let numbers: Vec<String> = pages(&letter(30, 0))
        .iter()
        .map(|page| {
            page.iter()
                .filter(|(_, _, height)| *height >= 262.0)
                .map(|(words, ..)| words.as_str())
                .collect()
        })
        .collect();
    assert_eq!(numbers[..2], ["— 1 —", "— 2 —"]);
}

#[test]
fn markup_prints_literally() {
    let nasty = r#"#import "x" *b* $a$ _e_ `f` @d <l> \ [c] #panic() = H"#;
    let document = Document {
        blocks: vec![paragraph(nasty)],
        ..letter(0, 0)
    };
    let set = body(&pages(&document)[0]);
    assert!(set.contains(nasty), "{set}");
    assert!(PRESS.pdf(&document, None).is_ok());
}

#[test]
fn a_name_with_a_rare_character_is_set_in_one_face() {
    let name = "林喆䶮𬭎";
    let document = Document {
        addressee: vec![Inline::Name(name.to_owned())],
        blocks: vec![Block::Paragraph {
            text: vec![
                Inline::Text("申请人".to_owned()),
                Inline::Name(name.to_owned()),
                Inline::Text("提出".to_owned()),
            ],
        }],
        ..letter(0, 0)
    };
    let set = pages(&document);
    let faces: Vec<&str> = set[0]
        .iter()
        .filter(|(words, ..)| words.contains(['林', '喆', '䶮', '𬭎']))
        .map(|(_, face, _)| face.as_str())
        .collect();
    assert!(
        !faces.is_empty() && faces.iter().all(|face| *face == "Noto Serif CJK SC"),
        "{faces:?}"
    );
}

#[test]
fn a_character_that_no_font_has_is_named() {
    let document = Document {
        blocks: vec![paragraph("申请公开\u{e000}文件")],
        ..letter(0, 0)
    };
    let error = PRESS.pdf(&document, None).unwrap_err().to_string();
    assert!(error.contains("U+E000") && error.contains("申请公开"), "{error}");
}

#[test]
fn the_pdf_is_an_archive_file_in_chinese_with_its_fonts() {
    let pdf = PRESS.pdf(&letter(3, 2), None).unwrap();
    let text = String::from_utf8_lossy(&pdf);
    for sign in [
        "%PDF-1.7",
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>B</pdfaid:conformance>",
        "/FontFile3",
        "/Lang",
    ] {
        assert!(text.contains(sign), "{sign}");
    }
    assert!(
        text.contains("政府信息公开申请答复书"),
        "the title stands in the metadata"
    );
}

#[test]
fn the_same_letter_gives_the_same_file() {
    assert_eq!(
        PRESS.pdf(&letter(3, 2), None).unwrap(),
        PRESS.pdf(&letter(3, 2), None).unwrap()
    );
}

#[test]
fn a_letter_without_number_and_date_is_marked_as_a_draft() {
    let draft = Document {
        number: None,
        signature: Signature {
            issuer: "青溪县自然资源局".to_owned(),
            date: None,
        },
        ..letter(1, 0)
    };
    let set = body(&pages(&draft)[0]);
    assert!(
        set.contains("文号于签发时编列") && set.contains("成文日期于签发时填写"),
        "{set}"
    );
}

#[test]
fn a_missing_font_is_named_with_the_folders() {
    let config = FontConfig {
        folders: vec![PathBuf::from("no/such/folder")],
        body: vec!["仿宋_GB2312".to_owned()],
        ..FontConfig::default()
    };
    let error = Press::new(&config).unwrap_err().to_string();
    assert!(
        ["正文", "仿宋_GB2312", "no/such/folder", "scripts/setup"]
            .iter()
            .all(|word| error.contains(word)),
        "{error}"
    );
}

#[test]
fn a_date_that_is_not_one_is_refused() {
    let error = PRESS
        .pdf(
            &letter(1, 0).with_number_and_date("青公开〔2026〕3号", "今天"),
            None,
        )
        .unwrap_err();
    assert!(matches!(error, PdfError::Date(date) if date == "今天"));
}

mod annexes;
mod file;
mod seal;
