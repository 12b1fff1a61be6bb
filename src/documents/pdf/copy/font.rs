//! Fonts of pages that go over: of an embedded font only the signs that those pages write. A font tells which signs a
//! document has by the shapes in it, by its table of what they mean and by the list of their widths; those that stood
//! only under a box must not be told.
//!
//! Composite and simple fonts with TrueType or CFF shapes are cut down: by them office programs and browsers write. One of
//! Type 1 is made anew of its outlines, one whose signs are drawn by instructions keeps the instructions of these signs
//! ([`super::drawn`]). A font of another make (vertical writing) goes over whole and is put down as such: a page that would
//! tell by it becomes a picture ([`super::written::Written::telling`]). Whether pages still look and read the same is found
//! out when the file is read back.

use std::collections::BTreeMap;

use hayro::{
    hayro_interpret::hayro_cmap::{BfString, CMap},
    hayro_syntax::object::{Array, Dict, Number, Object as Entry, Stream},
};
use lopdf::{Dictionary, Object, Stream as NewStream, dictionary};
use subsetter::GlyphRemapper;

pub(super) use super::tables::Codes;
use super::{
    NotCopied, Passage, Passed, is_named, keys, number,
    outlined::outlined,
    packed,
    program::{self, Lean},
    tables,
    written::Sign,
};

/// What a descriptor says of all signs of its font.
const OF_ALL_SIGNS: [&[u8]; 5] = [b"FontFile", b"FontFile2", b"FontFile3", b"CIDSet", b"CharSet"];

/// A font as it goes over; none where a dictionary is no font, or one whose signs are drawn by instructions.
pub(super) fn carried(
    passage: &mut Passage<'_, '_>,
    font: &Dict<'_>,
    depth: usize,
) -> Passed<Option<Dictionary>> {
    let is = |kind| is_named(font, "Subtype", kind);
    if is("Type0") && font.contains_key("DescendantFonts") {
        return composite(passage, font, depth).map(Some);
    }
    if is("TrueType") || is("Type1") || is("MMType1") {
        return simple(passage, font, depth).map(Some);
    }
    Ok(None)
}

/// A font whose codes are as long as its encoding says; most often two bytes, as they are.
fn composite(passage: &mut Passage<'_, '_>, font: &Dict<'_>, depth: usize) -> Passed<Dictionary> {
    let descendants = font.get::<Array<'_>>("DescendantFonts");
    let descendant = descendants.and_then(|all| all.iter::<Dict<'_>>().next());
    let descendant = descendant.ok_or(NotCopied::Unreadable)?;
    let descriptor = descendant.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
    let as_they_are = is_named(font, "Encoding", "Identity-H");
    if let Some(program) = program_of(&descriptor)? {
        let plain = as_they_are && !descendant.contains_key("W2");
        let signs = signs(passage, &program);
        let cut = plain.then(|| cut(&program, &signs)).flatten();
        let Some((made, numbers)) = cut else {
            whole(passage, &program)?;
            return rest(passage, font, &[], depth);
        };
        return rebuilt(
            passage,
            (&descriptor, &made),
            (Codes::TwoBytes, &signs, &numbers),
            depth,
        );
    }
    // Its shapes are not in the file; what it says of its signs is.
    let mut copy = rest(passage, font, &[b"DescendantFonts", b"ToUnicode"], depth)?;
    let own: &[&[u8]] = if as_they_are { &[b"W"] } else { &[] };
    let mut kept = rest(passage, &descendant, own, depth)?;
    if as_they_are {
        if let Some(widths) = descendant.get::<Array<'_>>("W") {
            kept.set("W", widths_of_written(passage, &widths));
        }
        tell_written(passage, font, Codes::TwoBytes, &mut copy);
    }
    let kept = passage.target.add_object(kept);
    copy.set("DescendantFonts", vec![kept.into()]);
    Ok(copy)
}

/// A font whose codes have one byte.
fn simple(passage: &mut Passage<'_, '_>, font: &Dict<'_>, depth: usize) -> Passed<Dictionary> {
    let descriptor = font.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
    if let Some(program) = program_of(&descriptor)? {
        let signs = signs(passage, &program);
        let cut = is_named(font, "Subtype", "TrueType")
            .then(|| cut(&program, &signs))
            .flatten();
        if let Some((made, numbers)) = cut {
            return rebuilt(
                passage,
                (&descriptor, &made),
                (Codes::OneByte, &signs, &numbers),
                depth,
            );
        }
        if is_named(font, "Subtype", "TrueType") {
            whole(passage, &program)?;
        } else if let Some(made) = outlined(passage, font) {
            return Ok(made);
        } else {
            passage.whole.bare = true;
        }
    }
    let mut copy = rest(passage, font, &[b"ToUnicode", b"Widths"], depth)?;
    tell_written(passage, font, Codes::OneByte, &mut copy);
    if let Some(widths) = font.get::<Array<'_>>("Widths") {
        let first = font.get::<u32>("FirstChar").unwrap_or_default();
        let widths = (first..).zip(widths.iter::<Number>());
        let kept = widths.map(|(code, width)| {
            if passage.written.has_code(code) {
                number(width.as_f64())
            } else {
                Object::Integer(0)
            }
        });
        copy.set("Widths", kept.collect::<Vec<_>>());
    }
    Ok(copy)
}

/// The embedded program of a font.
fn program_of(descriptor: &Dict<'_>) -> Passed<Option<Vec<u8>>> {
    let files = ["FontFile2", "FontFile3", "FontFile"];
    let Some(file) = files.iter().find_map(|file| descriptor.get::<Stream<'_>>(*file)) else {
        return Ok(None);
    };
    let program = file.decoded_data().map_err(|_| NotCopied::Unreadable)?;
    Ok(Some(program.into_owned()))
}

/// The signs that pages which go over write in a font; the same again for each font with the same program, which is rare.
fn signs(passage: &Passage<'_, '_>, program: &[u8]) -> BTreeMap<u16, Sign> {
    let known = passage.written.in_font(program);
    known.map(|(_, signs)| signs.clone()).unwrap_or_default()
}

/// Puts down that a font goes over with all its signs. One in which nothing is written goes with no page.
fn whole(passage: &mut Passage<'_, '_>, program: &[u8]) -> Passed<()> {
    let (key, _) = passage.written.in_font(program).ok_or(NotCopied::Unreadable)?;
    passage.whole.fonts.insert(key);
    Ok(())
}

/// A program with nothing but the shapes of these signs, and the shape's new number for each code.
fn cut(program: &[u8], signs: &BTreeMap<u16, Sign>) -> Option<(Lean, BTreeMap<u16, u16>)> {
    let mut shapes = GlyphRemapper::new();
    let numbers = signs
        .iter()
        .map(|(code, sign)| (*code, shapes.remap(sign.glyph)))
        .collect();
    Some((program::lean(program, &shapes)?, numbers))
}

/// A font of nothing but some signs: composite whatever it was, so that each code leads to its shape by a table.
fn rebuilt(
    passage: &mut Passage<'_, '_>,
    (descriptor, program): (&Dict<'_>, &Lean),
    (codes, signs, numbers): (Codes, &BTreeMap<u16, Sign>, &BTreeMap<u16, u16>),
    depth: usize,
) -> Passed<Dictionary> {
    let mut described = rest(passage, descriptor, &OF_ALL_SIGNS, depth)?;
    let name = match described.get(b"FontName") {
        Ok(name @ Object::Name(_)) => name.clone(),
        _ => Object::Name(b"Signs".to_vec()),
    };
    let (kind, file, stream) = match program {
        Lean::TrueType(program) => {
            let length = i64::try_from(program.len()).unwrap_or(i64::MAX);
            let stream = packed(dictionary! { "Length1" => length }, program.clone());
            ("CIDFontType2", "FontFile2", stream)
        }
        Lean::Cff(program) => {
            let stream = packed(dictionary! { "Subtype" => "CIDFontType0C" }, program.clone());
            ("CIDFontType0", "FontFile3", stream)
        }
    };
    described.set(file, passage.target.add_object(stream));
    let identity = dictionary! {
        "Registry" => Object::string_literal("Adobe"),
        "Ordering" => Object::string_literal("Identity"),
        "Supplement" => 0,
    };
    let mut descendant = dictionary! {
        "Type" => "Font", "Subtype" => kind, "BaseFont" => name.clone(),
        "CIDSystemInfo" => identity.clone(), "DW" => 0, "W" => widths(signs, numbers),
        "FontDescriptor" => passage.target.add_object(described),
    };
    if let Lean::TrueType(_) = program {
        descendant.set("CIDToGIDMap", "Identity");
    }
    let shapes = dictionary! { "Type" => "CMap", "CMapName" => tables::SHAPES, "CIDSystemInfo" => identity };
    let table = tables::shapes(codes, numbers.iter().map(|(code, shape)| (*code, *shape)));
    let said = signs
        .iter()
        .filter_map(|(code, sign)| Some((*code, sign.says.as_deref()?)));
    let meanings = NewStream::new(Dictionary::new(), tables::meanings(codes, said));
    Ok(dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => name,
        "Encoding" => passage.target.add_object(NewStream::new(shapes, table)),
        "DescendantFonts" => vec![passage.target.add_object(descendant).into()],
        "ToUnicode" => passage.target.add_object(meanings),
    })
}

/// What a dictionary says besides some entries.
fn rest(
    passage: &mut Passage<'_, '_>,
    dict: &Dict<'_>,
    besides: &[&[u8]],
    depth: usize,
) -> Passed<Dictionary> {
    let mut copy = Dictionary::new();
    for (key, value) in dict.entries() {
        let key = key.as_ref();
        if !besides.contains(&key) && keys::is_allowed(key) {
            copy.set(key.to_vec(), passage.object(value, depth + 1)?);
        }
    }
    Ok(copy)
}

/// The widths of signs by the numbers of their shapes.
fn widths(signs: &BTreeMap<u16, Sign>, numbers: &BTreeMap<u16, u16>) -> Vec<Object> {
    let widths: BTreeMap<u16, f32> = signs
        .iter()
        .filter_map(|(code, sign)| Some((*numbers.get(code)?, sign.width?)))
        .collect();
    let entry = |(shape, width): (u16, f32)| {
        let width = Object::Array(vec![number(f64::from(width))]);
        [i64::from(shape).into(), width]
    };
    widths.into_iter().flat_map(entry).collect()
}

/// Of a list of widths by codes that of the codes that are written: either `first [width width …]` or `first last width`.
fn widths_of_written(passage: &Passage<'_, '_>, widths: &Array<'_>) -> Vec<Object> {
    let mut kept = Vec::new();
    let mut keep = |code: u32, width: f64| {
        if passage.written.has_code(code) {
            kept.push(i64::from(code).into());
            kept.push(Object::Array(vec![number(width)]));
        }
    };
    let mut entries = widths.iter::<Entry<'_>>();
    while let Some(first) = entries.next().and_then(|first| whole_number(&first)) {
        match entries.next() {
            Some(Entry::Array(each)) => {
                for (code, width) in (first..).zip(each.iter::<Number>()) {
                    keep(code, width.as_f64());
                }
            }
            Some(last) => {
                let width = entries.next().and_then(Entry::into_f32);
                let (Some(last), Some(width)) = (whole_number(&last), width) else {
                    break;
                };
                for code in first..=last.min(u32::from(u16::MAX)) {
                    keep(code, f64::from(width));
                }
            }
            None => break,
        }
    }
    kept
}

fn whole_number(entry: &Entry<'_>) -> Option<u32> {
    if let Entry::Number(number) = entry {
        u32::try_from(number.as_i64()).ok()
    } else {
        None
    }
}

/// Of a table of meanings the codes that are written, in whatever font.
pub(super) fn tell_written(
    passage: &mut Passage<'_, '_>,
    font: &Dict<'_>,
    codes: Codes,
    copy: &mut Dictionary,
) {
    let written = passage.written;
    tell_meanings(passage, font, codes, |code| written.has_code(code), copy);
}

/// Of a table of meanings some codes.
pub(super) fn tell_meanings(
    passage: &mut Passage<'_, '_>,
    font: &Dict<'_>,
    codes: Codes,
    is_written: impl Fn(u32) -> bool,
    copy: &mut Dictionary,
) {
    let table = font.get::<Stream<'_>>("ToUnicode");
    let table = table.and_then(|table| CMap::parse(table.decoded_data().ok()?.as_ref(), |_| None));
    let Some(table) = table else { return };
    let last = match codes {
        Codes::OneByte => u16::from(u8::MAX),
        Codes::TwoBytes => u16::MAX,
    };
    let said: Vec<(u16, String)> = (0..=last)
        .filter(|code| is_written(u32::from(*code)))
        .filter_map(|code| match table.lookup_bf_string(u32::from(code))? {
            BfString::Char(sign) => Some((code, sign.to_string())),
            BfString::String(signs) => Some((code, signs)),
        })
        .collect();
    let said = said.iter().map(|(code, says)| (*code, says.as_str()));
    let meanings = NewStream::new(Dictionary::new(), tables::meanings(codes, said));
    copy.set("ToUnicode", passage.target.add_object(meanings));
}
