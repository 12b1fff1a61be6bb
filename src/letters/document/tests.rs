//! What the vocabulary takes and refuses.

use super::*;

const LETTER: &str = r#"<letter kind="reply">
  <issuer>青溪县自然资源局</issuer>
  <title>答复书</title>
  <addressee><name>林晓舟</name></addressee>
  <body>
    <paragraph>
      本机关于<name>某</name>日
      收到申请。
    </paragraph>
    <quote>第一段

第二段</quote>
    <section item="0"/>
    <heading level="1">其他</heading>
    <remedy><paragraph>如不服……</paragraph></remedy>
  </body>
  <closing>特此答复。</closing>
</letter>"#;

fn section(xml: &str) -> Section {
    Section {
        xml: format!("<section>{xml}</section>"),
        parts: Vec::new(),
    }
}

fn letter() -> Document {
    let parts = vec![
        section("<heading level=\"2\">甲</heading>"),
        section("<heading level=\"2\">乙</heading>"),
    ];
    let both = "<heading level=\"1\">某项</heading><section item=\"0\"/><section item=\"1\"/>";
    Document::parse(
        LETTER,
        &[Section {
            parts,
            ..section(both)
        }],
    )
    .unwrap()
}

#[test]
fn line_ends_of_a_template_are_no_spaces() {
    assert_eq!(
        words(&[
            Inline::Text("本机关于".into()),
            Inline::Name("某".into()),
            Inline::Text("日收到申请。".into())
        ]),
        {
            let Block::Paragraph { text } = &letter().blocks[0] else {
                panic!()
            };
            words(text)
        }
    );
}

#[test]
fn a_quotation_keeps_its_paragraphs() {
    let Block::Quote { paragraphs } = &letter().blocks[1] else {
        panic!()
    };
    assert_eq!(
        paragraphs.iter().map(|runs| words(runs)).collect::<Vec<_>>(),
        ["第一段", "第二段"]
    );
}

#[test]
fn headings_are_numbered_through_sections() {
    let numbers: Vec<String> = letter()
        .blocks
        .iter()
        .filter_map(|block| {
            if let Block::Heading { number, .. } = block {
                Some(number.clone())
            } else {
                None
            }
        })
        .collect();
    assert_eq!(numbers, ["一、", "（一）", "（二）", "二、"]);
}

#[test]
fn the_digest_knows_words_but_not_number_and_date() {
    let letter = letter();
    assert_eq!(
        letter.digest(),
        letter
            .clone()
            .with_number_and_date("青公开〔2026〕3号", "2026年11月22日")
            .digest()
    );
    let other = Document {
        closing: None,
        ..letter.clone()
    };
    assert_ne!(letter.digest(), other.digest());
}

#[test]
fn a_document_survives_storage() {
    let letter = letter().with_number_and_date("青公开〔2026〕3号", "2026年11月22日");
    let stored = serde_json::to_string(&letter).unwrap();
    assert_eq!(serde_json::from_str::<Document>(&stored).unwrap(), letter);
}

#[test]
fn what_is_not_in_the_vocabulary_is_refused_with_its_line() {
    let error = |from: &str, to: &str| {
        Document::parse(&LETTER.replace(from, to), &[section("")])
            .unwrap_err()
            .to_string()
    };
    insta::assert_snapshot!([
        error("<closing>特此答复。</closing>", "<b>x</b>"),
        error("<closing>特此答复。</closing>", "<closing> </closing>"),
        error("<paragraph>如不服……</paragraph>", ""),
        error("<name>某</name>", "<b>某</b>"),
        error("item=\"0\"", "item=\"7\""),
        error("<title>答复书</title>", ""),
        error("</closing>", "</closed>"),
    ]
    .join("\n"), @r"
    第17行：<letter>中不能有<b>
    第17行：<closing>没有内容
    第15行：<remedy>没有内容
    第7行：<paragraph>中不能有<b>
    第13行：<body>中不能有<section>
    <letter>中缺少<title>
    写出的内容不是格式正确的XML
    ");
}

#[test]
fn invisible_characters_fall_away() {
    let xml = LETTER.replace("第一段", "第\u{202e}一\u{b}段\u{feff}\u{0}");
    let letter = Document::parse(&xml, &[section("")]).unwrap();
    let Block::Quote { paragraphs } = &letter.blocks[1] else {
        panic!()
    };
    assert_eq!(words(&paragraphs[0]), "第一 段");
}
