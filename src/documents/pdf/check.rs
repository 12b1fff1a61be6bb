//! Reading back: a file that was made is opened like a stranger's and held against what it was to become. What is not
//! found to be so is not released.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object};

use super::{
    error::PdfError,
    geometry::Area,
    raster::{self, Picture},
    source::Source,
    text::PageText,
};

/// How finely pages are compared, in dots an inch.
const DPI: f64 = 60.0;

/// How much of a page may come out otherwise: a few signs whose rims fall on another pixel.
const TOLERANCE: f64 = 0.0005;

/// What a byte of a black pixel may be after a picture was packed with loss and drawn at another size.
const BLACK: u8 = 24;

/// What has no place in a released file, wherever it stands, and what it is called.
const LEFT_OVER: [(&[u8], &str); 17] = [
    (b"AA", "自动执行的动作"),
    (b"AF", "附件"),
    (b"AcroForm", "表单"),
    (b"Annots", "批注"),
    (b"EF", "附件"),
    (b"EmbeddedFiles", "附件"),
    (b"Info", "文档属性"),
    (b"JS", "脚本"),
    (b"JavaScript", "脚本"),
    (b"Metadata", "元数据"),
    (b"Names", "名称目录"),
    (b"OCProperties", "图层"),
    (b"OpenAction", "自动执行的动作"),
    (b"Outlines", "书签"),
    (b"PieceInfo", "编辑软件的私有数据"),
    (b"StructTreeRoot", "结构标记"),
    (b"Thumb", "缩略图"),
];

/// Reads a made file back. Returns the copied pages, counted from nought, that are not what they were; everything else
/// that is not as it must be is an error.
pub(super) fn read_back(
    source: &Source,
    bytes: &[u8],
    pictures: &BTreeSet<usize>,
    areas: &BTreeMap<usize, Vec<Area>>,
    texts: &[PageText],
) -> Result<Vec<usize>, PdfError> {
    let document = Document::load_mem(bytes).map_err(|_| PdfError::Broken)?;
    nothing_left_over(&document)?;
    let made = Source::open_again(bytes, source)?;
    if made.pages() != source.pages() {
        return Err(PdfError::Differs(made.pages()));
    }
    let (before, after) = (source.cache(), made.cache());
    let pages: Vec<_> = document.page_iter().collect();
    let mut others = Vec::new();
    for (index, (text, size)) in texts.iter().zip(source.sizes()).enumerate() {
        let is_same_size = made
            .sizes()
            .get(index)
            .is_some_and(|made| (made.0 - size.0).abs() < 0.01 && (made.1 - size.1).abs() < 0.01);
        let found = PageText::of(&made, index)?;
        if pictures.contains(&index) {
            let page = pages.get(index).copied().ok_or(PdfError::Differs(index + 1))?;
            let empty = found.letters.is_empty() && found.unreadable == 0;
            if !empty || !is_only_a_picture(&document, page) {
                return Err(PdfError::Survives(index + 1));
            }
            if !is_same_size {
                return Err(PdfError::Differs(index + 1));
            }
            if let Some(areas) = areas.get(&index) {
                let picture = Picture::of(&made, &after, index, DPI)?;
                if !picture.is_black(areas, raster::scale(size.0, size.1, DPI), BLACK) {
                    return Err(PdfError::Survives(index + 1));
                }
            }
        } else if !is_same_size
            || !is_same_text(&found, text)
            || Picture::of(&made, &after, index, DPI)?.difference(&Picture::of(source, &before, index, DPI)?)
                > TOLERANCE
        {
            others.push(index);
        }
    }
    Ok(others)
}

/// Whether the file has one revision, no properties, nothing that its pages do not use, and nothing of the list.
fn nothing_left_over(document: &Document) -> Result<(), PdfError> {
    match everything_left_over(document).first() {
        Some(what) => Err(PdfError::LeftOver(what)),
        None => Ok(()),
    }
}

/// What a file of anybody's holds besides what its pages show: each once, by its name.
pub fn left_over(bytes: &[u8]) -> Result<Vec<&'static str>, PdfError> {
    let document = Document::load_mem(bytes).map_err(|_| PdfError::Broken)?;
    Ok(everything_left_over(&document).into_iter().collect())
}

fn everything_left_over(document: &Document) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    if document.revision_count() != 1 || document.trailer.has(b"Prev") {
        found.insert("以前的修订");
    }
    in_dictionary(&document.trailer, &mut found);
    for object in document.objects.values() {
        in_object(object, &mut found);
    }
    let mut pruned = document.clone();
    let unused = pruned.prune_objects();
    if !unused.iter().all(|id| is_of_the_file(document, *id)) {
        found.insert("没有用到的内容");
    }
    found
}

/// Whether an object only says where the others are: the table of objects, or several packed into one, which are looked at
/// themselves.
fn is_of_the_file(document: &Document, id: lopdf::ObjectId) -> bool {
    let kind = || {
        let stream = document.get_object(id).ok()?.as_stream().ok()?;
        stream.dict.get(b"Type").ok()?.as_name().ok()
    };
    kind().is_some_and(|kind| kind == b"XRef" || kind == b"ObjStm")
}

fn in_object(object: &Object, found: &mut BTreeSet<&'static str>) {
    match object {
        Object::Dictionary(dict) => in_dictionary(dict, found),
        Object::Stream(stream) => in_dictionary(&stream.dict, found),
        Object::Array(array) => array.iter().for_each(|object| in_object(object, found)),
        Object::Null
        | Object::Boolean(_)
        | Object::Integer(_)
        | Object::Real(_)
        | Object::Name(_)
        | Object::String(..)
        | Object::Reference(_) => {}
    }
}

fn in_dictionary(dict: &Dictionary, found: &mut BTreeSet<&'static str>) {
    let listed = LEFT_OVER.iter().filter(|(key, _)| dict.has(key));
    found.extend(listed.map(|(_, what)| *what));
    dict.iter().for_each(|(_, value)| in_object(value, found));
}

/// Whether a page has one picture and nothing that could write or draw beside it.
fn is_only_a_picture(document: &Document, page: lopdf::ObjectId) -> bool {
    let parts = || {
        let page = document.get_dictionary(page).ok()?;
        let resources = page.get_deref(b"Resources", document).ok()?.as_dict().ok()?;
        let objects = resources.get_deref(b"XObject", document).ok()?.as_dict().ok()?;
        let (_, only) = objects.iter().next()?;
        let (_, picture) = document.dereference(only).ok()?;
        let kind = picture
            .as_stream()
            .ok()?
            .dict
            .get(b"Subtype")
            .ok()?
            .as_name()
            .ok()?;
        Some(resources.len() == 1 && objects.len() == 1 && kind == b"Image")
    };
    parts() == Some(true)
}

/// Whether the same is written in the same places.
fn is_same_text(one: &PageText, other: &PageText) -> bool {
    let near = |one: Area, other: Area| (one.x - other.x).abs() < 0.5 && (one.y - other.y).abs() < 0.5;
    one.unreadable == other.unreadable
        && one.letters.len() == other.letters.len()
        && one
            .letters
            .iter()
            .zip(&other.letters)
            .all(|(one, other)| one.text == other.text && near(one.area, other.area))
}
