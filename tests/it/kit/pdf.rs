//! Small files, made by hand.

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

/// The instructions that write some words in the font `F1`, where the marks of the tests lie.
pub(crate) fn line(words: &str) -> Stream {
    let content = format!("BT /F1 12 Tf 72 744 Td {words} Tj ET");
    Stream::new(Dictionary::new(), content.into_bytes())
}

/// A file with these instructions on its pages, which name the font `F1`.
pub(crate) fn file(font: &Dictionary, pages: Vec<Stream>) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let tree = document.new_object_id();
    let kids: Vec<Object> = pages
        .into_iter()
        .map(|content| {
            let content = document.add_object(content);
            let page = dictionary! {
                "Type" => "Page", "Parent" => tree, "Contents" => content,
                "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
                "Resources" => dictionary! { "Font" => dictionary! { "F1" => font.clone() } },
            };
            Object::Reference(document.add_object(page))
        })
        .collect();
    let count = i64::try_from(kids.len()).unwrap();
    let pages = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
    document.objects.insert(tree, pages.into());
    let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", root);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}
