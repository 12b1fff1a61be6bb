//! What pages write: which signs of which font. So a font that goes over can be cut down to them; and where one cannot be,
//! it is known whether it would tell of signs that stand only on pages with something blacked out.

use std::collections::{BTreeMap, BTreeSet};

use hayro::hayro_interpret::{
    CacheKey,
    font::{FontData, Glyph, OutlineGlyph, PositionedGlyph},
    hayro_cmap::BfString,
};

use crate::documents::pdf::{error::PdfError, signs, source::Source};

/// A sign that is written.
#[derive(Debug, Clone)]
pub(super) struct Sign {
    /// The number of its shape in the font.
    pub(super) glyph: u16,
    /// In thousandths of the font's size.
    pub(super) width: Option<f32>,
    pub(super) says: Option<String>,
}

/// The signs that pages write in one font, by their codes.
struct OfFont {
    data: FontData,
    signs: BTreeMap<u16, Sign>,
}

/// What some pages write, font by font.
#[derive(Default)]
pub(in crate::documents::pdf) struct Written {
    fonts: BTreeMap<u128, OfFont>,
    /// Shapes of fonts of which the program is not to be had (Type 1).
    bare: BTreeSet<u128>,
    /// Signs that are drawn by instructions (Type 3).
    drawn: BTreeSet<u128>,
    /// The codes of all signs, whatever their font.
    codes: BTreeSet<u32>,
    uses: BTreeMap<usize, Uses>,
    page: usize,
}

/// In which fonts a page writes.
#[derive(Default)]
struct Uses {
    fonts: BTreeSet<u128>,
    bare: bool,
    drawn: bool,
}

/// Fonts that went over with all their signs.
#[derive(Debug, Default)]
pub(in crate::documents::pdf) struct Whole {
    pub(super) fonts: BTreeSet<u128>,
    /// One of those of which the program is not to be had.
    pub(super) bare: bool,
    /// One whose signs are drawn by instructions.
    pub(super) drawn: bool,
}

impl Written {
    /// Reads pages, counted from nought.
    pub(in crate::documents::pdf) fn of(
        source: &Source,
        pages: impl Iterator<Item = usize>,
    ) -> Result<Self, PdfError> {
        let mut written = Self::default();
        for index in pages {
            written.page = index;
            signs::each(source, index, |glyph, _| written.take(glyph))?;
        }
        Ok(written)
    }

    fn take(&mut self, glyph: &PositionedGlyph<'_>) {
        self.codes.insert(glyph.char_code());
        match &**glyph {
            Glyph::Outline(outline) => self.take_outline(outline),
            Glyph::Type3(drawn) => {
                self.drawn.insert(drawn.cache_key());
                self.uses.entry(self.page).or_default().drawn = true;
            }
        }
    }

    fn take_outline(&mut self, glyph: &OutlineGlyph) {
        let uses = self.uses.entry(self.page).or_default();
        let Some(font) = glyph.font_data() else {
            self.bare.insert(glyph.identifier().cache_key());
            uses.bare = true;
            return;
        };
        uses.fonts.insert(font.cache_key);
        let (Ok(code), Ok(id)) = (
            u16::try_from(glyph.char_code()),
            u16::try_from(glyph.glyph_id().to_u32()),
        ) else {
            return;
        };
        let of_font = self.fonts.entry(font.cache_key).or_insert_with(|| OfFont {
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

    /// The font with this program, and the signs that are written in it.
    pub(super) fn in_font(&self, program: &[u8]) -> Option<(u128, &BTreeMap<u16, Sign>)> {
        let mut fonts = self.fonts.iter();
        let (key, font) = fonts.find(|(_, font)| (*font.data).as_ref() == program)?;
        Some((*key, &font.signs))
    }

    /// Whether something of this code is written, in whatever font.
    pub(super) fn has_code(&self, code: u32) -> bool {
        self.codes.contains(&code)
    }

    /// Whether a shape is written that belongs to a font of which the program is not to be had.
    pub(super) fn has_shape(&self, shape: u128) -> bool {
        self.bare.contains(&shape)
    }

    /// Of these pages those whose fonts, as they went over whole, would tell of signs that only the hidden pages write.
    pub(in crate::documents::pdf) fn telling(&self, hidden: &Self, whole: &Whole) -> BTreeSet<usize> {
        let shapes = |written: &Self, font: &u128| -> BTreeSet<u16> {
            let font = written.fonts.get(font);
            let signs = font.into_iter().flat_map(|font| font.signs.values());
            signs.map(|sign| sign.glyph).collect()
        };
        let fonts: BTreeSet<u128> = whole
            .fonts
            .iter()
            .filter(|font| !shapes(hidden, font).is_subset(&shapes(self, font)))
            .copied()
            .collect();
        let bare = whole.bare && !hidden.bare.is_subset(&self.bare);
        let drawn = whole.drawn && !hidden.drawn.is_subset(&self.drawn);
        let tells = |uses: &Uses| uses.bare && bare || uses.drawn && drawn || !uses.fonts.is_disjoint(&fonts);
        let pages = self.uses.iter().filter(|(_, uses)| tells(uses));
        pages.map(|(page, _)| *page).collect()
    }
}
