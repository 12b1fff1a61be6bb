//! Both files carry every word, in order, and the page holds them.

use super::*;
use crate::letters::docx;
use crate::letters::pdf::look::{self, Placed};
use crate::letters::pdf::{FontConfig, Press};
use std::io::{Cursor, Read};
use std::{env, fs, path::Path};

fn squeezed(words: &str) -> String {
    words.chars().filter(|letter| !letter.is_whitespace()).collect()
}

fn keep(name: &str, bytes: &[u8]) {
    if let Some(folder) = env::var_os("GONGKAI_LETTERS") {
        fs::write(Path::new(&folder).join(name), bytes).unwrap();
    }
}

#[test]
fn the_pdf_reads_as_reviewed_and_keeps_to_the_paper() {
    let press = Press::new(&FontConfig::default()).unwrap();
    for (name, petition) in Petition::named_samples() {
        let sheet = PetitionSheet::of(&petition, &press.setter());
        keep(&format!("petition-{name}.pdf"), &press.paper(&sheet).unwrap());
        let pages: Vec<Placed> = look::pages(&press.set(&sheet, None).unwrap())
            .into_iter()
            .flatten()
            .collect();
        for run in &pages {
            assert!(
                run.x > 20.0 && run.right < 190.0,
                "{name}: {run:?} leaves the paper"
            );
        }
        let all: String = pages.iter().map(|run| squeezed(&run.words)).collect();
        for para in petition.paragraphs() {
            for words in [&para.label, &para.name] {
                assert!(all.contains(&squeezed(words)), "{name}: {words} is not on it");
            }
        }
        for party in &petition.applicants {
            for (_, value) in &party.rows {
                assert!(all.contains(&squeezed(value)), "{name}: {value} is not on it");
            }
        }
        if name == "plain" {
            insta::assert_snapshot!(look::lines(&pages));
        }
    }
}

#[test]
fn the_word_file_has_every_paragraph_in_order() {
    for (name, petition) in Petition::named_samples() {
        let file = docx::petition(&petition);
        keep(&format!("petition-{name}.docx"), &file);
        let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
        let mut xml = String::new();
        archive
            .by_name("word/document.xml")
            .unwrap()
            .read_to_string(&mut xml)
            .unwrap();
        let tree = roxmltree::Document::parse(&xml).unwrap();
        let is = |node: &roxmltree::Node<'_, '_>, name: &str| node.tag_name().name() == name;
        let written: Vec<String> = tree
            .descendants()
            .filter(|node| is(node, "p"))
            .map(|paragraph| {
                let runs = paragraph.descendants().filter(|node| is(node, "t"));
                runs.filter_map(|node| node.text().map(str::to_owned)).collect()
            })
            .collect();
        let meant: Vec<String> = petition
            .paragraphs()
            .iter()
            .map(|para| format!("{}{}{}", para.label, para.name, para.words))
            .collect();
        assert_eq!(written, meant, "{name}");
        assert!(!xml.contains("draft"), "{name}: nothing of it is a draft of ours");
    }
}

#[test]
fn what_was_written_as_paragraphs_stays_so_and_ends_with_a_stop() {
    let (_, petition) = Petition::named_samples().remove(0);
    let body: Vec<String> = petition
        .paragraphs()
        .into_iter()
        .filter(|para| para.style == Style::Body)
        .map(|para| para.words)
        .collect();
    assert_eq!(body.len(), 5);
    assert!(
        body[0].ends_with('；') && body[1].ends_with('。') && body[4].ends_with("国家秘密。"),
        "{body:?}"
    );
}
