//! The Word file, unpacked again.

use super::*;
use crate::letters::document::words;
use crate::letters::{LetterContext, plain};
use crate::template::Templates;
use crate::text::Texts;
use std::io::Read;
use std::sync::Arc;
use std::{env, fs, path::Path};

fn composed() -> Vec<(String, Document)> {
    let templates = Templates::load(Arc::new(Texts::load().unwrap())).unwrap();
    let samples = LetterContext::samples().into_iter();
    samples
        .map(|sample| (sample.name, sample.context.compose(&templates, None).unwrap()))
        .collect()
}

fn part(file: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The paragraphs, in order, with their style.
fn paragraphs(file: &[u8]) -> Vec<(String, String)> {
    let xml = part(file, "word/document.xml");
    let tree = roxmltree::Document::parse(&xml).unwrap();
    let style = |paragraph: roxmltree::Node<'_, '_>| {
        let style = paragraph
            .descendants()
            .find(|node| node.tag_name().name() == "pStyle");
        let value = style.and_then(|style| style.attributes().next().map(|value| value.value().to_owned()));
        value.unwrap_or_default()
    };
    tree.descendants()
        .filter(|node| node.tag_name().name() == "p")
        .map(|paragraph| {
            let text = paragraph
                .descendants()
                .filter(|node| node.tag_name().name() == "t");
            (style(paragraph), text.filter_map(|node| node.text()).collect())
        })
        .collect()
}

/// Without blanks, and without what only lays out.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_whitespace() && !"|：。".contains(*letter))
        .collect()
}

/// With `GONGKAI_LETTERS` set to a folder the files are left there to be looked at.
#[test]
fn every_letter_has_all_its_words_in_order() {
    for (name, document) in composed() {
        let document = document.with_number_and_date("青自然资公开〔2026〕3号", "2026年11月22日");
        let file = file(&document);
        let mut words: String = paragraphs(&file).into_iter().map(|(_, text)| text).collect();
        if !document.copies.is_empty() {
            // 版记 comes after what is bound with the letter; the plain text has it with the letter.
            let copies = format!("抄送：{}", document.copies.join("，"));
            assert!(words.contains(&copies), "{name}");
            words = words.replace(&copies, "");
        }
        let mut plain = plain::text(&document);
        for copy in plain
            .lines()
            .filter(|line| line.starts_with("抄送："))
            .map(str::to_owned)
            .collect::<Vec<_>>()
        {
            plain = plain.replace(&copy, "");
        }
        assert_eq!(bare(&words), bare(&plain), "{name}");
        if let Some(folder) = env::var_os("GONGKAI_LETTERS") {
            fs::write(Path::new(&folder).join(format!("{name}.docx")), file).unwrap();
        }
    }
}

#[test]
fn every_part_is_xml_and_every_style_is_there() {
    let (_, document) = composed()
        .into_iter()
        .find(|(name, _)| name == "reply-mixed")
        .unwrap();
    let file = file(&document);
    let archive = zip::ZipArchive::new(Cursor::new(&file)).unwrap();
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    assert_eq!(names.len(), 10);
    for name in &names {
        let xml = part(&file, name);
        assert!(roxmltree::Document::parse(&xml).is_ok(), "{name}");
    }
    let styles = part(&file, "word/styles.xml");
    for (style, _) in paragraphs(&file) {
        assert!(styles.contains(&format!("w:styleId=\"{style}\"")), "{style}");
    }
    for font in ["仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"] {
        assert!(styles.contains(font), "{font}");
    }
    assert!(styles.contains(r#"w:eastAsia="zh-CN""#));
    assert!(part(&file, "docProps/core.xml").contains("<dc:language>zh-CN</dc:language>"));
}

#[test]
fn the_page_is_that_of_an_official_document() {
    let (_, document) = composed().remove(0);
    let xml = part(&file(&document), "word/document.xml");
    for sign in [
        r#"w:top="2098" w:right="1474" w:bottom="1984" w:left="1588""#,
        r#"w:type="lines" w:linePitch="579""#,
    ] {
        assert!(xml.contains(sign), "{sign}");
    }
    // 22 lines of the fixed height fit into 225 mm and 28 characters into 156 mm, and no more do.
    assert_eq!((16838 - 2098 - 1984) / 579, 22);
    // In twentieths of a point: a character of 16 points, closed up by 5.
    let styles = part(&file(&document), "word/styles.xml");
    assert!(
        styles.contains(r#"<w:rPr><w:spacing w:val="-5"/></w:rPr>"#),
        "{styles}"
    );
    assert_eq!((11906 - 1474 - 1588) / (16 * 20 - 5), 28);
}

#[test]
fn headings_title_and_annexes_are_what_word_navigates_by() {
    let (_, document) = composed()
        .into_iter()
        .find(|(name, _)| name == "reply-mixed")
        .unwrap();
    let found = paragraphs(&file(&document));
    let of = |style: &str| found.iter().filter(|(found, _)| found == style).count();
    let headings = |wanted: u8| {
        let headings = document.blocks.iter().filter(
            |block| matches!(block, crate::letters::Block::Heading { level, .. } if *level == wanted),
        );
        headings.count()
    };
    assert_eq!(
        (of("Title"), of("Heading1"), of("Heading2")),
        (2, headings(1), headings(2))
    );
    assert!(headings(1) > 0 && headings(2) > 0);
    let corner = found.iter().position(|(style, _)| style == "Corner").unwrap();
    assert_eq!(found[corner].1, "附件1");
    let date = found.iter().position(|(style, _)| style == "Date").unwrap();
    assert!(date < corner);
    // Whatever stands between the last words of the body and the date stays with what follows it.
    let xml = part(&file(&document), "word/document.xml");
    let tail = xml.split(r#"<w:pStyle w:val="Date"/>"#).next().unwrap();
    let closing = words(&[crate::letters::Inline::Text(document.closing.clone().unwrap())]);
    let tail = tail.rsplit(&escape(&closing)).nth(1).unwrap();
    assert!(tail.rsplit("<w:p>").next().unwrap().contains("<w:keepNext/>"));
}

#[test]
fn a_letter_without_date_is_marked_as_a_draft_on_every_page() {
    let (_, document) = composed().remove(0);
    let draft = file(&document);
    let xml = part(&draft, "word/document.xml");
    assert_eq!(xml.matches(r#"r:id="draft""#).count(), 2);
    assert!(xml.contains("成文日期于签发时填写") && part(&draft, "word/draft.xml").contains("草稿"));
    let issued = file(&document.with_number_and_date("青公开〔2026〕3号", "2026年11月22日"));
    assert!(!part(&issued, "word/document.xml").contains(r#"r:id="draft""#));
}

#[test]
fn nothing_that_people_type_breaks_the_file() {
    let (_, mut document) = composed().remove(0);
    let nasty = "<w:p/>&\"'\u{0}\u{b}\u{c}\u{1b}\u{ffff}]]>";
    document.title = nasty.to_owned();
    document.attachments = vec![nasty.to_owned()];
    document.copies = vec![nasty.to_owned()];
    let file = file(&document);
    let said: String = paragraphs(&file).into_iter().map(|(_, text)| text).collect();
    assert_eq!(said.matches("<w:p/>&\"']]>").count(), 3, "{said}");
    assert!(roxmltree::Document::parse(&part(&file, "docProps/core.xml")).is_ok());
}
