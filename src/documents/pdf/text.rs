//! What is written on a page, and where.

use std::collections::BTreeSet;

use hayro::{
    hayro_interpret::{
        DrawProps,
        font::{Glyph, PositionedGlyph},
        hayro_cmap::BfString,
    },
    hayro_syntax::{
        object::{Array, Dict, Name},
        page::Page,
    },
    kurbo::Rect,
};
use serde::{Deserialize, Serialize};

use super::{error::PdfError, geometry::Area, signs, source::Source};
use crate::domain::radical::unified;

/// One written sign.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Letter {
    /// What it says; a ligature says more than one.
    pub text: String,
    /// The room that it takes.
    pub area: Area,
}

/// Everything that is written on a page, in the order in which the page writes it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PageText {
    pub letters: Vec<Letter>,
    /// Signs of which the file does not tell what they say. They are on the picture, and no search finds them.
    pub unreadable: u32,
}

impl PageText {
    /// Reads a page, counted from nought.
    pub fn of(source: &Source, index: usize) -> Result<Self, PdfError> {
        let mut reader = Reader {
            text: Self::default(),
            codes: Codes::of(source.page(index)?),
        };
        signs::each(source, index, |glyph, props| reader.take(glyph, props))?;
        Ok(reader.text)
    }

    /// The words without the places, a line for each line of the page.
    pub fn plain(&self) -> String {
        let mut plain = String::new();
        let mut before: Option<Area> = None;
        for letter in &self.letters {
            if before.is_some_and(|before| !is_same_line(before, letter.area)) {
                plain.push('\n');
            }
            plain.push_str(&letter.text);
            before = Some(letter.area);
        }
        plain
    }
}

/// Whether two signs that follow one another stand on one line, across or down.
pub fn is_same_line(one: Area, two: Area) -> bool {
    let middle = |area: Area| (area.x + area.width / 2.0, area.y + area.height / 2.0);
    let ((x, y), (next_x, next_y)) = (middle(one), middle(two));
    let size = one.height.max(two.height);
    (y - next_y).abs() < size * 0.5 || (x - next_x).abs() < size * 0.3 && (next_y - y).abs() < size * 2.0
}

/// Room above and below the line that a sign stands on, in thousandths of its size.
const ABOVE: f64 = 880.0;
const BELOW: f64 = -140.0;

struct Reader {
    text: PageText,
    codes: Codes,
}

impl Reader {
    fn take(&mut self, glyph: &PositionedGlyph<'_>, props: &DrawProps<'_>) {
        let said = meaning(glyph).or_else(|| self.codes.read(glyph.char_code()));
        let said = said.filter(|text| !text.chars().any(|sign| sign == '\u{0}' || sign == '\u{fffd}'));
        let Some(text) = said else {
            self.text.unreadable = self.text.unreadable.saturating_add(1);
            return;
        };
        self.text.letters.push(Letter {
            text: unified(&text),
            area: room_of(glyph, props),
        });
    }
}

/// What a sign says, as far as its font tells.
pub(super) fn meaning(glyph: &PositionedGlyph<'_>) -> Option<String> {
    let unicode = match &**glyph {
        Glyph::Outline(outline) => outline.as_unicode(),
        Glyph::Type3(drawn) => drawn.as_unicode(),
    };
    unicode.map(|says| match says {
        BfString::Char(sign) => sign.to_string(),
        BfString::String(signs) => signs,
    })
}

/// The room that a sign takes on its page.
pub(super) fn room_of(glyph: &PositionedGlyph<'_>, props: &DrawProps<'_>) -> Area {
    let advance = match &**glyph {
        Glyph::Outline(outline) => outline.advance_width(),
        Glyph::Type3(drawn) => drawn.advance_width(),
    };
    let width = f64::from(advance.filter(|width| *width > 0.0).unwrap_or(1000.0));
    let corner = Rect::new(0.0, BELOW, width, ABOVE);
    Area::of((props.transform * glyph.transform()).transform_rect_bbox(corner))
}

/// What the codes of a page's fonts mean that bring neither themselves nor a table of their own: in Chinese files mostly
/// Unicode, in old ones GBK.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Codes {
    Unicode,
    Gbk,
    Unknown,
}

impl Codes {
    fn of(page: &Page<'_>) -> Self {
        let fonts = &page.resources().fonts;
        let names: BTreeSet<Self> = fonts
            .keys()
            .filter_map(|key| fonts.get::<Dict<'_>>(key))
            .filter(|font| !font.contains_key("ToUnicode") && is_composite(font))
            .filter_map(|font| {
                font.get::<Name<'_>>("Encoding")
                    .map(|name| Self::named(name.as_str()))
            })
            .collect();
        let mut names = names.into_iter();
        match (names.next(), names.next()) {
            (Some(one), None) => one,
            _ => Self::Unknown,
        }
    }

    fn named(encoding: &str) -> Self {
        if encoding.contains("UCS2") || encoding.contains("UTF16") {
            Self::Unicode
        } else if encoding.starts_with("GB") && !encoding.starts_with("GBT") {
            Self::Gbk
        } else {
            Self::Unknown
        }
    }

    fn read(self, code: u32) -> Option<String> {
        match self {
            Self::Unicode => char::from_u32(code).map(String::from),
            Self::Gbk => {
                let [.., high, low] = code.to_be_bytes();
                let bytes = if high == 0 { vec![low] } else { vec![high, low] };
                let (text, _, failed) = encoding_rs::GBK.decode(&bytes);
                (!failed).then(|| text.into_owned())
            }
            Self::Unknown => None,
        }
    }
}

fn is_composite(font: &Dict<'_>) -> bool {
    font.get::<Array<'_>>("DescendantFonts").is_some()
}
