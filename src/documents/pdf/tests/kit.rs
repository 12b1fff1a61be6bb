//! Files for the tests, made by hand, and what other programs find in them.

use std::process::Command;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::super::{Blackout, Face, PageText, PdfError, Redacted, Source, redact};

/// What must not be found.
pub(super) const SECRET: &str = "Zhang Sanfeng 110101199003077774";
pub(super) const CHINESE: &str = "身份证号码不公开";

/// A file under way: its tree is the second object, its catalogue the first.
pub(super) struct File {
    pub(super) document: Document,
    pub(super) catalog: ObjectId,
    pub(super) tree: ObjectId,
    pub(super) pages: Vec<ObjectId>,
}

impl File {
    pub(super) fn new() -> Self {
        let mut document = Document::with_version("1.7");
        let (catalog, tree) = (document.new_object_id(), document.new_object_id());
        document.trailer.set("Root", catalog);
        Self {
            document,
            catalog,
            tree,
            pages: Vec::new(),
        }
    }

    /// Adds a page with these instructions and resources.
    pub(super) fn page(&mut self, content: &str, resources: Dictionary) -> ObjectId {
        let content = self
            .document
            .add_object(Stream::new(Dictionary::new(), content.as_bytes().to_vec()));
        let page = self.document.add_object(dictionary! {
            "Type" => "Page",
            "Parent" => self.tree,
            "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
            "Resources" => resources,
            "Contents" => content,
        });
        self.pages.push(page);
        page
    }

    pub(super) fn on_page(&mut self, page: ObjectId, key: &str, value: impl Into<Object>) {
        self.document.get_dictionary_mut(page).unwrap().set(key, value);
    }

    /// The file, with these entries in its catalogue.
    pub(super) fn bytes(mut self, catalog: &Dictionary) -> Vec<u8> {
        let mut whole = dictionary! { "Type" => "Catalog", "Pages" => self.tree };
        whole.extend(catalog);
        self.document.objects.insert(self.catalog, whole.into());
        let kids: Vec<Object> = self.pages.iter().map(|page| Object::Reference(*page)).collect();
        let tree =
            dictionary! { "Type" => "Pages", "Count" => i64::try_from(kids.len()).unwrap(), "Kids" => kids };
        self.document.objects.insert(self.tree, tree.into());
        let mut bytes = Vec::new();
        self.document.save_to(&mut bytes).unwrap();
        bytes
    }
}

pub(super) fn latin() -> Dictionary {
    dictionary! {
        "Font" => dictionary! {
            "F1" => dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" },
        },
    }
}

/// The instructions that write a line where the boxes of the tests lie.
pub(super) fn line(words: &str) -> String {
    format!("BT /F1 12 Tf 72 744 Td ({words}) Tj ET")
}

/// A file with a line on each page.
pub(super) fn writes(pages: &[&str]) -> Vec<u8> {
    let mut file = File::new();
    for words in pages {
        file.page(&line(words), latin());
    }
    file.bytes(&Dictionary::new())
}

/// A file with a line on its page, which is shown turned.
pub(super) fn turned(words: &str, degrees: i64) -> Vec<u8> {
    let mut file = File::new();
    let page = file.page(&line(words), latin());
    file.on_page(page, "Rotate", degrees);
    file.bytes(&Dictionary::new())
}

/// A file in Chinese, with a font that it only names.
pub(super) fn chinese(encoding: &str, pages: &[&str]) -> Vec<u8> {
    let mut file = File::new();
    for words in pages {
        let codes: Vec<u8> = if encoding.starts_with("Uni") {
            words.encode_utf16().flat_map(u16::to_be_bytes).collect()
        } else {
            encoding_rs::GBK.encode(words).0.into_owned()
        };
        let descendant = dictionary! {
            "Type" => "Font",
            "Subtype" => "CIDFontType0",
            "BaseFont" => "STSong-Light",
            "CIDSystemInfo" => dictionary! {
                "Registry" => Object::string_literal("Adobe"),
                "Ordering" => Object::string_literal("GB1"),
                "Supplement" => 2,
            },
            "DW" => 1000,
        };
        let font = dictionary! {
            "Type" => "Font",
            "Subtype" => "Type0",
            "BaseFont" => "STSong-Light",
            "Encoding" => encoding,
            "DescendantFonts" => vec![descendant.into()],
        };
        let hex = data_encoding::HEXLOWER.encode(&codes);
        file.page(
            &format!("BT /F1 12 Tf 72 744 Td <{hex}> Tj ET"),
            dictionary! { "Font" => dictionary! { "F1" => font } },
        );
    }
    file.bytes(&Dictionary::new())
}

pub(super) fn face() -> Face {
    Face::of(vec!["/usr/share/fonts".into()])
}

pub(super) fn open(bytes: &[u8]) -> Result<Source, PdfError> {
    Source::open(bytes, &face(), 100)
}

/// Redacts, and holds that no other program finds anything but pages in what was made.
pub(super) fn redacted(bytes: &[u8], boxes: &[Blackout]) -> (Vec<u8>, Redacted) {
    let (made, report) = redact(&open(bytes).unwrap(), boxes, &mut |_, _| {}).unwrap();
    let told = tool("pdfinfo", &made, &[]);
    for nothing in [
        "Author:",
        "Title:",
        "Producer:",
        "Creator:",
        "JavaScript:      yes",
        "Form:            Acro",
    ] {
        assert!(!told.contains(nothing), "{told}");
    }
    assert_eq!(tool("pdfdetach", &made, &["-list"]).trim(), "0 embedded files");
    (made, report)
}

/// What one of poppler's tools says of a file.
pub(super) fn tool(program: &str, pdf: &[u8], arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made.pdf");
    std::fs::write(&path, pdf).unwrap();
    let mut arguments: Vec<&str> = arguments.to_vec();
    let path = path.display().to_string();
    arguments.push(&path);
    if program == "pdftotext" {
        arguments.push("-");
    }
    let told = Command::new(program).args(arguments).output().unwrap();
    assert!(
        told.status.success(),
        "{program}: {}",
        String::from_utf8_lossy(&told.stderr)
    );
    String::from_utf8(told.stdout).unwrap()
}

/// What poppler reads on a page, counted from one.
pub(super) fn plain_text(pdf: &[u8], page: usize) -> String {
    let page = page.to_string();
    let text = tool("pdftotext", pdf, &["-f", &page, "-l", &page]);
    text.trim_matches(['\n', '\u{c}', ' ']).to_owned()
}

/// What we read on a page, counted from nought.
pub(super) fn text_of(pdf: &[u8], index: usize) -> String {
    PageText::of(&open(pdf).unwrap(), index).unwrap().plain()
}

/// How often words stand in a file: as they are, in UTF-16, or in hexadecimal, packed or not.
pub(super) fn found_in(pdf: &[u8], words: &str) -> usize {
    let mut all = pdf.to_vec();
    let mut document = Document::load_mem(pdf).unwrap();
    document.decompress();
    document.save_to(&mut all).unwrap();
    let utf16: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let hex = data_encoding::HEXLOWER.encode(words.as_bytes()).into_bytes();
    [words.as_bytes().to_vec(), utf16, hex.to_ascii_uppercase(), hex]
        .iter()
        .map(|wanted| {
            all.windows(wanted.len())
                .filter(|window| window == wanted)
                .count()
        })
        .sum()
}
