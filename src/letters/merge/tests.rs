//! Batches as a printer gets them, read back with poppler's tools and with the library.

use super::*;
use crate::letters::{DeliverySlip, Envelope, FontConfig, LetterContext, Letters};
use crate::template::Templates;
use crate::text::Texts;
use lopdf::{Stream, dictionary};
use std::fs;
use std::process::Command;
use std::sync::{Arc, LazyLock};

static LETTERS: LazyLock<Letters> = LazyLock::new(|| {
    let templates = Templates::load(Arc::new(Texts::load().unwrap())).unwrap();
    Letters::new(Arc::new(templates), &FontConfig::default()).unwrap_or_else(|error| panic!("{error}"))
});

fn letter(sample: &str, serial: u32) -> Vec<u8> {
    let mut samples = LetterContext::samples().into_iter();
    let sample = samples.find(|found| found.name == sample).unwrap();
    let document = LETTERS.compose(&sample.context).unwrap();
    let number = format!("青自然资公开〔2026〕{serial}号");
    LETTERS
        .pdf(&document.with_number_and_date(number, "2026年11月22日"))
        .unwrap()
}

/// What one of poppler's tools says of a file.
fn tool(program: &str, pdf: &[u8], arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("batch.pdf");
    fs::write(&path, pdf).unwrap();
    let mut command = Command::new(program);
    command.arg(&path).args(arguments);
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}; run scripts/setup"));
    let said = String::from_utf8_lossy(&output.stderr);
    // Of a letter by itself poppler says what it does not know of its structure, and reads on.
    let mut wrong = said.lines().filter(|line| !line.contains("Suspects object"));
    assert!(
        output.status.success() && wrong.next().is_none(),
        "{program}: {said}"
    );
    String::from_utf8(output.stdout).unwrap()
}

fn words(pdf: &[u8]) -> Vec<String> {
    let text = tool("pdftotext", pdf, &["-"]);
    let mut pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    assert_eq!(pages.pop().as_deref(), Some(""));
    pages
}

fn count(pdf: &[u8]) -> usize {
    let info = tool("pdfinfo", pdf, &[]);
    let pages = info.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap();
    pages.trim().parse().unwrap()
}

#[test]
fn a_batch_holds_every_page_of_every_file_as_it_was() {
    let (_, envelope) = Envelope::named_samples().remove(1);
    let (_, slip) = DeliverySlip::named_samples().remove(0);
    let files = [
        ("信封", LETTERS.envelope(&envelope).unwrap()),
        ("第1号", letter("reply-partial", 1)),
        ("第2号", letter("reply-twenty_items", 2)),
        ("回证", LETTERS.delivery_slip(&slip).unwrap()),
    ];
    let batch = merge(
        files.iter().map(|(name, pdf)| (*name, pdf.as_slice())),
        Sides::One,
    )
    .unwrap();
    let alone: Vec<String> = files.iter().flat_map(|(_, pdf)| words(pdf)).collect();
    assert!(alone.len() > 10);
    assert_eq!(words(&batch), alone);
    assert_eq!(count(&batch), alone.len());

    // The fonts are in it, and the sizes of paper are kept.
    let fonts = tool("pdffonts", &batch, &[]);
    let fonts: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(
        fonts.len() >= 8 && fonts.iter().all(|line| line.contains(" yes yes yes ")),
        "{fonts:?}"
    );
    let sizes = tool("pdfinfo", &batch, &["-f", "1", "-l", "2"]);
    assert!(
        sizes.contains("Page    1 size:  623.622 x 311.811 pts"),
        "{sizes}"
    );
    assert!(
        sizes.contains("Page    2 size:  595.276 x 841.89 pts (A4)"),
        "{sizes}"
    );

    // What the pages draw is what it was, byte for byte.
    let merged = Document::load_mem(&batch).unwrap();
    let drawn: Vec<Vec<u8>> = merged
        .page_iter()
        .map(|page| merged.get_page_content(page))
        .collect();
    let before: Vec<Vec<u8>> = files
        .iter()
        .flat_map(|(_, pdf)| {
            let document = Document::load_mem(pdf).unwrap();
            let pages = document.page_iter().collect::<Vec<_>>();
            pages
                .into_iter()
                .map(|page| document.get_page_content(page))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(drawn.iter().all(|page| !page.is_empty()));
    assert_eq!(drawn, before);
}

#[test]
fn on_both_sides_every_file_begins_on_a_sheet_of_its_own() {
    let one = letter("notice-bare", 1);
    let three = letter("reply-long_text", 2);
    let (first, second) = (count(&one), count(&three));
    assert!(
        first % 2 == 1,
        "the sample has {first} pages, the test needs an odd number"
    );
    let files = [
        ("甲", one.as_slice()),
        ("乙", three.as_slice()),
        ("丙", one.as_slice()),
    ];
    let batch = merge(files, Sides::Both).unwrap();
    let pages = words(&batch);
    assert_eq!(pages[first], "", "the back of the first letter is blank");
    let begins: Vec<usize> = (0..pages.len())
        .filter(|page| pages[*page].contains("〔2026〕"))
        .collect();
    assert_eq!(begins[..2], [0, first + 1]);
    assert!(begins.iter().all(|page| page % 2 == 0), "{begins:?}");
    assert_eq!(pages.len(), first + 1 + second + second % 2 + first);
    let sizes = tool("pdfinfo", &batch, &["-f", "1", "-l", "99"]);
    assert_eq!(sizes.matches("(A4)").count(), pages.len());
    assert_eq!(
        merge([files[1]], Sides::Both).map(|pdf| count(&pdf)).unwrap(),
        second
    );
}

#[test]
fn what_is_no_pdf_is_named() {
    let good = letter("notice-bare", 1);
    let cut = &good[..good.len() / 2];
    for bad in [&b"no pdf"[..], b"", b"%PDF-1.7\n%%EOF", cut] {
        let error = merge([("第1号", good.as_slice()), ("第2号", bad)], Sides::One).unwrap_err();
        assert!(error.to_string().contains("“第2号”"), "{error}");
        assert!(matches!(error, MergeError::Broken { .. }), "{error}");
    }
    let mut empty = Document::with_version("1.7");
    let pages =
        empty.add_object(dictionary! { "Type" => "Pages", "Kids" => Vec::<Object>::new(), "Count" => 0 });
    let catalog = empty.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    empty.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    empty.save_to(&mut bytes).unwrap();
    let error = merge([("空白", bytes.as_slice())], Sides::One).unwrap_err();
    assert!(
        matches!(&error, MergeError::Empty(name) if name == "空白"),
        "{error}"
    );
}

/// A file of another program: its pages take over paper and fonts from their branch, link to each other, and keep the
/// length of their content in an object of its own.
#[test]
fn what_a_page_takes_over_from_its_branch_comes_along() {
    let mut other = Document::with_version("1.4");
    let root = other.new_object_id();
    let font =
        other.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" });
    let content = other.add_object(Stream::new(
        dictionary! {},
        b"BT /F1 24 Tf 50 50 Td (Attached) Tj ET".to_vec(),
    ));
    let (first, second) = (other.new_object_id(), other.new_object_id());
    let link = |to: ObjectId| {
        dictionary! { "Type" => "Annot", "Subtype" => "Link", "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()],
        "Dest" => vec![to.into(), Object::Name(b"Fit".to_vec())] }
    };
    for (page, to) in [(first, second), (second, first)] {
        let annotation = other.add_object(link(to));
        let dictionary = dictionary! { "Type" => "Page", "Parent" => root, "Contents" => content,
        "Annots" => vec![annotation.into()] };
        other.objects.insert(page, dictionary.into());
    }
    let branch = dictionary! { "Type" => "Pages", "Kids" => vec![first.into(), second.into()], "Count" => 2,
    "MediaBox" => vec![0.into(), 0.into(), 300.into(), 200.into()], "Rotate" => 90,
    "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } } };
    other.objects.insert(root, branch.into());
    let catalog = other.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
    other.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    other.save_to(&mut bytes).unwrap();
    let batch = merge([("甲", bytes.as_slice()), ("乙", bytes.as_slice())], Sides::Both).unwrap();
    assert_eq!(words(&batch).concat().matches("Attached").count(), 4);
    let info = tool("pdfinfo", &batch, &["-f", "1", "-l", "4"]);
    assert_eq!(info.matches("size:  300 x 200 pts").count(), 4, "{info}");
    assert_eq!(info.matches("rot:   90").count(), 4, "{info}");
    let merged = Document::load_mem(&batch).unwrap();
    let pages = merged.objects.values().filter_map(|object| object.as_dict().ok());
    assert_eq!(
        pages.filter(|object| object.has_type(b"Page")).count(),
        4,
        "no page is there twice"
    );
}
