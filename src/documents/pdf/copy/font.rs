//! Fonts of pages that go over: of an embedded font only the signs that those pages write. A font tells which signs a
//! document has by the shapes in it, by its table of what they mean and by the list of their widths; those that stood
//! only under a box must not be told.
//!
//! That is done for the fonts by which office programs and browsers write Chinese (composite, TrueType outlines, codes as
//! they are). Whether the pages still look and read the same is found out when the file is read back.

use std::{collections::BTreeMap, fmt::Write as _};

use hayro::{
    hayro_interpret::{
        BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
        SoftMask,
        font::{FontData, Glyph, GlyphRun, OutlineGlyph},
        hayro_cmap::BfString,
        interpret_page,
    },
    hayro_syntax::object::{Array, Dict, Stream},
    kurbo::{BezPath, Rect},
};
use lopdf::{Dictionary, Stream as NewStream, dictionary};
use subsetter::GlyphRemapper;

use super::{Passage, Passed, is_named, keys, number, packed};
use crate::documents::pdf::{error::PdfError, source::Source};

/// A sign that is written.
#[derive(Debug, Clone)]
struct Sign {
    glyph: u16,
    width: Option<f32>,
    says: Option<String>,
}

/// The signs that pages write in one font, by their codes.
struct OfFont {
    data: FontData,
    signs: BTreeMap<u16, Sign>,
}

/// What some pages write, font by font.
#[derive(Default)]
pub(in crate::documents::pdf) struct Written(BTreeMap<u128, OfFont>);

impl Written {
    /// Reads pages, counted from nought.
    pub(in crate::documents::pdf) fn of(
        source: &Source,
        pages: impl Iterator<Item = usize>,
    ) -> Result<Self, PdfError> {
        let mut written = Self::default();
        for index in pages {
            let page = source.page(index)?;
            let (width, height) = *source.sizes().get(index).ok_or(PdfError::Broken)?;
            let cache = InterpreterCache::new();
            let whole = Rect::new(0.0, 0.0, width, height);
            let upright = hayro::hayro_interpret::TransformExt::to_kurbo(&page.initial_transform(true));
            let mut context = Context::new(upright, whole, &cache, page.xref(), source.settings().clone());
            interpret_page(page, &mut context, &mut written);
        }
        Ok(written)
    }

    fn take(&mut self, glyph: &OutlineGlyph) {
        let (Ok(code), Ok(id)) = (
            u16::try_from(glyph.char_code()),
            u16::try_from(glyph.glyph_id().to_u32()),
        ) else {
            return;
        };
        let Some(font) = glyph.font_data() else { return };
        let of_font = self.0.entry(font.cache_key).or_insert_with(|| OfFont {
            data: font.data,
            signs: BTreeMap::new(),
        });
        of_font.signs.entry(code).or_insert_with(|| Sign {
            glyph: id,
            width: glyph.advance_width(),
            says: glyph.as_unicode().map(|says| match says {
                BfString::Char(sign) => sign.to_string(),
                BfString::String(signs) => signs,
            }),
        });
    }

    /// The signs that are written in a font with this program.
    fn in_font(&self, program: &[u8]) -> Option<&BTreeMap<u16, Sign>> {
        let mut fonts = self.0.values();
        let font = fonts.find(|font| (*font.data).as_ref() == program)?;
        Some(&font.signs)
    }
}

impl<'a> Device<'a> for Written {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            if let Glyph::Outline(outline) = &**glyph {
                self.take(outline);
            }
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// A composite font with nothing but the signs that are written; none where it is of another make and goes over as it is.
pub(super) fn lean(
    passage: &mut Passage<'_, '_>,
    font: &Dict<'_>,
    depth: usize,
) -> Passed<Option<Dictionary>> {
    let descendants = font.get::<Array<'_>>("DescendantFonts");
    let descendant = descendants.and_then(|all| all.iter::<Dict<'_>>().next());
    let Some(descendant) = descendant.filter(|_| is_named(font, "Encoding", "Identity-H")) else {
        return Ok(None);
    };
    let descriptor = descendant.get::<Dict<'_>>("FontDescriptor");
    let program = descriptor
        .as_ref()
        .and_then(|one| one.get::<Stream<'_>>("FontFile2"));
    let program = program.and_then(|program| program.decoded_data().ok().map(std::borrow::Cow::into_owned));
    let (Some(descriptor), Some(program)) = (descriptor, program) else {
        return Ok(None);
    };
    if !is_named(&descendant, "Subtype", "CIDFontType2") || descendant.contains_key("W2") {
        return Ok(None);
    }
    // The same table again for each font with the same program is rare, and harmless.
    let signs = passage.written.in_font(&program).cloned().unwrap_or_default();
    let mut glyphs = GlyphRemapper::new();
    let numbers: BTreeMap<u16, u16> = signs
        .iter()
        .map(|(code, sign)| (*code, glyphs.remap(sign.glyph)))
        .collect();
    let Ok(program) = subsetter::subset(&program, 0, &glyphs) else {
        return Ok(None);
    };
    let length = i64::try_from(program.len()).unwrap_or(i64::MAX);
    let program = passage
        .target
        .add_object(packed(dictionary! { "Length1" => length }, program));
    let mut new_descriptor = rest(
        passage,
        &descriptor,
        &[b"FontFile2", b"CIDSet", b"CharSet"],
        depth,
    )?;
    new_descriptor.set("FontFile2", program);
    let new_descriptor = passage.target.add_object(new_descriptor);
    let own: [&[u8]; 3] = [b"FontDescriptor", b"W", b"CIDToGIDMap"];
    let mut new_descendant = rest(passage, &descendant, &own, depth)?;
    new_descendant.set("FontDescriptor", new_descriptor);
    new_descendant.set("W", widths(&signs));
    let map = passage
        .target
        .add_object(packed(Dictionary::new(), map(&numbers)));
    new_descendant.set("CIDToGIDMap", map);
    let new_descendant = passage.target.add_object(new_descendant);
    let mut lean = rest(passage, font, &[b"DescendantFonts", b"ToUnicode"], depth)?;
    lean.set("DescendantFonts", vec![new_descendant.into()]);
    if font.contains_key("ToUnicode") {
        let meanings = NewStream::new(Dictionary::new(), meanings(&signs).into_bytes());
        lean.set("ToUnicode", passage.target.add_object(meanings));
    }
    Ok(Some(lean))
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

fn widths(signs: &BTreeMap<u16, Sign>) -> Vec<lopdf::Object> {
    let mut widths = Vec::new();
    for (code, sign) in signs {
        if let Some(width) = sign.width {
            widths.push(i64::from(*code).into());
            widths.push(lopdf::Object::Array(vec![number(f64::from(width))]));
        }
    }
    widths
}

/// Which shape belongs to which code, two bytes each.
fn map(numbers: &BTreeMap<u16, u16>) -> Vec<u8> {
    let codes = numbers
        .keys()
        .next_back()
        .map_or(0, |last| usize::from(*last) + 1);
    let mut map = vec![[0, 0]; codes];
    for (code, glyph) in numbers {
        if let Some(place) = map.get_mut(usize::from(*code)) {
            *place = glyph.to_be_bytes();
        }
    }
    map.concat()
}

/// Entries of one block, as the format allows.
const BLOCK: usize = 100;

/// What the codes mean, as a table that programs read which copy and search text.
fn meanings(signs: &BTreeMap<u16, Sign>) -> String {
    let mut table = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
         /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let said: Vec<(u16, &str)> = signs
        .iter()
        .filter_map(|(code, sign)| Some((*code, sign.says.as_deref()?)))
        .collect();
    for block in said.chunks(BLOCK) {
        // Writing into a string does not fail.
        writeln!(table, "{} beginbfchar", block.len()).ok();
        for (code, says) in block {
            let units: Vec<u8> = says.encode_utf16().flat_map(u16::to_be_bytes).collect();
            let units = data_encoding::HEXUPPER.encode(&units);
            writeln!(table, "<{code:04X}> <{units}>").ok();
        }
        table.push_str("endbfchar\n");
    }
    table.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    table
}
