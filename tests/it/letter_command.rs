//! `gongkai letter`: every letter as a file, and what another program reads in it.

use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    process::{Command, Output},
};

use gongkai::law::Law;

fn letter(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.arg("letter").args(arguments).output().unwrap()
}

/// What a program of poppler says of a file.
fn poppler(program: &str, arguments: &[&str], file: &Path) -> String {
    let output = Command::new(program)
        .args(arguments)
        .arg(file)
        .arg("-")
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}; scripts/setup test installs poppler-utils"));
    assert!(output.status.success(), "{program} {}", file.display());
    String::from_utf8(output.stdout).unwrap()
}

/// Without what only lays out: blanks, line ends, the numbers of the pages.
fn words(text: &str) -> String {
    let is_page_number = |line: &str| {
        let inner = line
            .trim()
            .strip_prefix("— ")
            .and_then(|rest| rest.strip_suffix(" —"));
        inner.is_some_and(|inner| inner.parse::<u32>().is_ok())
    };
    text.lines()
        .filter(|line| !is_page_number(line))
        .flat_map(str::chars)
        .filter(|c| !c.is_whitespace())
        .collect()
}

/// The words of a web page of ours, a line for each element that holds some.
fn lines_of_page(page: &str) -> Vec<String> {
    let page = scraper::Html::parse_document(page);
    let leaves = scraper::Selector::parse("p, h1, h2, h3, li, th, td").unwrap();
    page.select(&leaves)
        .filter(|element| element.select(&leaves).next().is_none())
        .map(|element| words(&element.text().collect::<String>()))
        .filter(|line| !line.is_empty())
        .collect()
}

#[test]
fn every_letter_is_a_pdf_with_its_fonts_that_gives_its_words_back() {
    let folder = tempfile::tempdir().unwrap();
    let (pdfs, pages) = (folder.path().join("pdf"), folder.path().join("html"));
    for (format, out) in [("pdf", &pdfs), ("html", &pages)] {
        let done = letter(&["--all", "--format", format, "--out", out.to_str().unwrap()]);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
    let mut kinds = BTreeSet::new();
    for entry in fs::read_dir(&pdfs).unwrap() {
        let pdf = entry.unwrap().path();
        let name = pdf.file_stem().unwrap().to_str().unwrap();
        let page = pages.join(format!("{name}.html"));
        kinds.insert(name.split("--").next().unwrap().to_owned());

        let fonts = Command::new("pdffonts").arg(&pdf).output().unwrap();
        let fonts = String::from_utf8(fonts.stdout).unwrap();
        let rows: Vec<&str> = fonts.lines().skip(2).collect();
        assert!(!rows.is_empty(), "{name} has no fonts:\n{fonts}");
        for row in rows {
            let embedded_subset_unicode = row.split_whitespace().filter(|column| *column == "yes").count();
            assert_eq!(embedded_subset_unicode, 3, "{name}: {row}");
        }

        let read = poppler("pdftotext", &["-raw"], &pdf);
        for page in read.split('\u{c}').map(words) {
            assert!(!page.starts_with("特此"), "{name}: nothing but the end on a page");
        }
        let read = words(&read);
        // What goes along with a letter has no page.
        let page = if page.exists() {
            fs::read_to_string(page).unwrap()
        } else {
            String::new()
        };
        for line in lines_of_page(&page) {
            let start: String = line.chars().take(40).collect();
            assert!(read.contains(&line), "{name}: “{start}…” cannot be read");
        }
    }
    let law = Law::embedded().unwrap();
    let papers = ["envelope", "delivery_slip"].map(str::to_owned);
    let all: BTreeSet<String> = law
        .letters()
        .iter()
        .map(|kind| kind.key.to_string())
        .chain(papers)
        .collect();
    assert_eq!(kinds, all);
}

#[test]
fn a_letter_is_asked_for_by_kind_and_sample() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("letter.pdf");
    let arguments = [
        "reply_withheld",
        "--sample",
        "state_secret",
        "--out",
        out.to_str().unwrap(),
    ];
    assert!(letter(&arguments).status.success());
    let first = fs::read(&out).unwrap();
    assert!(first.starts_with(b"%PDF-1.7"));
    // The same again gives the same file, and on standard output what would be in the file.
    assert_eq!(letter(&arguments[..3]).stdout, first);

    let word = letter(&["third_party_consultation", "--format", "docx"]).stdout;
    assert!(word.starts_with(b"PK"), "a Word file is an archive");
    assert!(letter(&["envelope"]).stdout.starts_with(b"%PDF"));

    let page = letter(&["receipt", "--format", "html"]);
    let page = String::from_utf8(page.stdout).unwrap();
    assert!(
        page.starts_with("<!doctype html>") && page.contains("政府信息公开申请登记回执"),
        "{page}"
    );
}

#[test]
fn what_is_not_there_is_said_with_what_is() {
    for (arguments, said) in [
        (&["no_such_letter"][..], "gongkai letter --list"),
        (&["receipt", "--sample", "none"][..], "plain organisation rare"),
        (&["receipt", "--format", "odt"][..], "pdf"),
        (&["envelope", "--format", "html"][..], "只有 pdf"),
        (&["delivery_slip", "--sample", "none"][..], "可用"),
        (&["Receipt!"][..], "小写字母"),
        (&[][..], "种类"),
        (&["--all"][..], "--out"),
    ] {
        let refused = letter(arguments);
        let why = String::from_utf8(refused.stderr).unwrap();
        assert!(
            !refused.status.success() && why.contains(said),
            "{arguments:?}: {why}"
        );
        assert!(refused.stdout.is_empty());
    }
}

#[test]
fn the_list_names_every_letter_with_whom_it_is_to_and_what_it_must_say() {
    let list = letter(&["--list"]);
    assert!(list.status.success());
    insta::assert_snapshot!(String::from_utf8(list.stdout).unwrap());
}
