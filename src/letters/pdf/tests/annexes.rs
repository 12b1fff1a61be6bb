//! What follows the letter: each on its own page, numbered as the letter numbers it.

use super::*;
use crate::letters::LetterContext;
use crate::template::Templates;
use crate::text::Texts;
use std::sync::Arc;

/// The samples whose letters are followed by something, as they are issued, with the words of each page.
fn followed() -> Vec<(String, Document, Vec<String>)> {
    let templates = Templates::load(Arc::new(Texts::load().unwrap())).unwrap();
    let samples = LetterContext::samples().into_iter();
    let composed = samples.map(|sample| (sample.name, sample.context.compose(&templates, None).unwrap()));
    composed
        .filter(|(_, document)| !document.annexes.is_empty())
        .map(|(name, document)| {
            let document = document.with_number_and_date("青自然资公开〔2026〕3号", "2026年11月22日");
            let set = PRESS
                .set(&LetterSheet::of(&document, None, PRESS.desk.fonts()), None)
                .unwrap();
            let pages = look::pages(&set).iter().map(|page| look::lines(page)).collect();
            (name, document, pages)
        })
        .collect()
}

/// Where a page begins.
fn first_line(page: &str) -> &str {
    page.lines().next().unwrap_or_default()
}

#[test]
fn the_index_of_withheld_parts_is_bound_with_the_letter_and_named_in_it() {
    let mut seen = 0;
    for (name, document, pages) in followed() {
        let Some(annex) = document
            .annexes
            .iter()
            .find(|annex| annex.title == "不予公开内容目录")
        else {
            continue;
        };
        seen += 1;
        let corner = document.corner(annex).unwrap();
        let several = document.attachments.len() > 1;
        assert_eq!(corner, if several { "附件1" } else { "附件" }, "{name}");
        let begins: Vec<usize> = (0..pages.len())
            .filter(|page| first_line(&pages[*page]) == corner)
            .collect();
        let [begin] = begins[..] else {
            panic!("{name}: {begins:?}")
        };
        assert!(
            pages[begin].contains("不予公开内容目录") && pages[begin].contains("序号"),
            "{name}"
        );
        // Every page of the table has the head, and the last number is there.
        let Some(Block::Table { rows, .. }) = annex.blocks.first() else {
            panic!("{name}")
        };
        let is_next = |page: &String| first_line(page).starts_with("附件") && first_line(page) != corner;
        let next = pages[begin..].iter().position(is_next);
        let table = &pages[begin..next.map_or(pages.len(), |next| begin + next)];
        assert!(table.iter().all(|page| page.contains("序号")), "{name}");
        let numbers = table.iter().flat_map(|page| page.lines());
        let last = rows.len().to_string();
        assert!(
            numbers
                .clone()
                .any(|line| line.split("  ").any(|cell| cell == last)),
            "{name}: {last}"
        );
        let letter = pages[..begin].concat();
        assert!(
            letter.contains("附件：") && letter.contains("不予公开内容目录"),
            "{name}"
        );
        assert!(
            letter.contains("2026年11月22日"),
            "{name}: the signature comes before the attachments"
        );
    }
    assert!(seen >= 4, "{seen}");
}

#[test]
fn copies_are_named_after_the_attachments() {
    let (_, document, pages) = followed()
        .into_iter()
        .find(|(name, ..)| name == "reply-mixed")
        .unwrap();
    assert!(!document.copies.is_empty());
    let with = pages.iter().position(|page| page.contains("抄送：")).unwrap();
    assert_eq!(with, pages.len() - 1);
    assert!(
        pages[with].contains("序号"),
        "on the last page of what is bound with the letter"
    );
}

/// The slip is torn off and sent back: one page, with the letter's number, and nothing of who asked.
#[test]
fn a_return_slip_is_one_page_and_tells_nothing_of_the_applicant() {
    let mut seen = 0;
    for (name, document, pages) in followed() {
        if !document.annexes.iter().any(|annex| annex.kind == AnnexKind::Slip) {
            continue;
        }
        seen += 1;
        let slips: Vec<&String> = pages
            .iter()
            .filter(|page| first_line(page) == "意见回执")
            .collect();
        let [slip] = slips[..] else {
            panic!("{name}: {} slips", slips.len())
        };
        assert_eq!(pages.last(), Some(slip), "{name}");
        for words in [
            "青自然资公开〔2026〕3号",
            "□同意公开",
            "□不同意公开",
            "□部分不同意公开",
            "理由",
            "签名或者盖章",
            "年",
            "送交",
        ] {
            assert!(
                slip.replace("  ", "").contains(words),
                "{name}: {words} is not on the slip:\n{slip}"
            );
        }
        for secret in ["林晓舟", "QXZRZY"] {
            assert!(!pages.concat().contains(secret), "{name}: {secret}");
        }
    }
    assert!(seen >= 3, "{seen}");
}

/// What is approved covers what follows the letter; letters without anything have the digest they always had.
#[test]
fn the_digest_covers_what_follows() {
    let (_, document, _) = followed()
        .into_iter()
        .find(|(name, ..)| name == "reply-twenty_parts")
        .unwrap();
    let mut fewer = document.clone();
    if let Some(Block::Table { rows, .. }) = fewer.annexes[0].blocks.first_mut() {
        rows.pop();
    }
    assert_ne!(document.digest(), fewer.digest());
    let plain = serde_json::to_string(&letter(1, 0)).unwrap();
    assert!(!plain.contains("annexes"));
    assert_eq!(serde_json::from_str::<Document>(&plain).unwrap(), letter(1, 0));
}
