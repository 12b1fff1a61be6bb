//! A font whose program cannot be cut down (Type 1, by which LibreOffice writes Chinese) is made anew of the outlines of its
//! signs: each is drawn by instructions, as in a font of Type 3. Codes, widths and meanings stay.

use std::fmt::Write as _;

use hayro::{
    hayro_interpret::hayro_cmap::BfString,
    hayro_syntax::object::Dict,
    kurbo::{BezPath, PathEl, Shape as _},
};
use hayro_font::{FontCache, FontGlyph};
use lopdf::{Dictionary, Object, Stream as NewStream, dictionary};

use super::{
    Passage, drawn, number, packed,
    tables::{self, Codes},
};

/// A sign as it is drawn.
struct Drawn {
    code: u8,
    width: f64,
    outline: BezPath,
    says: Option<String>,
}

/// The font with nothing but the signs that are written; none where it cannot be read.
pub(super) fn outlined(passage: &mut Passage<'_, '_>, font: &Dict<'_>) -> Option<Dictionary> {
    let signs = signs(passage, font)?;
    let (first, last) = (signs.first()?.code, signs.last()?.code);
    let mut procedures = Dictionary::new();
    let mut names = Vec::new();
    for sign in &signs {
        let name = format!("s{}", sign.code);
        names.push(Object::Integer(i64::from(sign.code)));
        names.push(Object::Name(name.clone().into_bytes()));
        let drawn = packed(Dictionary::new(), instructions(sign));
        procedures.set(name, passage.target.add_object(drawn));
    }
    let width = |code: u8| {
        signs
            .iter()
            .find(|sign| sign.code == code)
            .map_or(0.0, |sign| sign.width)
    };
    let widths: Vec<Object> = (first..=last).map(|code| number(width(code))).collect();
    let said = signs
        .iter()
        .filter_map(|sign| Some((u16::from(sign.code), sign.says.as_deref()?)));
    let meanings = NewStream::new(Dictionary::new(), tables::meanings(Codes::OneByte, said));
    Some(dictionary! {
        "Type" => "Font", "Subtype" => "Type3",
        "FontMatrix" => drawn::USUAL.map(number).to_vec(),
        // As usual, for programs that tell lines by it: each sign says its own.
        "FontBBox" => drawn::usual_room(drawn::USUAL).map(number).to_vec(),
        "FirstChar" => i64::from(first), "LastChar" => i64::from(last), "Widths" => widths,
        "Encoding" => dictionary! { "Type" => "Encoding", "Differences" => names },
        "CharProcs" => procedures, "Resources" => Dictionary::new(),
        "ToUnicode" => passage.target.add_object(meanings),
    })
}

fn signs(passage: &Passage<'_, '_>, font: &Dict<'_>) -> Option<Vec<Drawn>> {
    let settings = passage.source.settings();
    let font = FontCache::new().font(font, &settings.font_resolver, &settings.cmap_resolver)?;
    let mut signs = Vec::new();
    for code in (0..=u8::MAX).filter(|code| passage.written.has_code(u32::from(*code))) {
        let glyph = font.glyph(font.map_code(u32::from(code)), u32::from(code));
        let FontGlyph::Outline(glyph) = glyph else {
            return None;
        };
        if passage.written.has_shape(glyph.identifier().cache_key()) {
            signs.push(Drawn {
                code,
                width: font.code_advance(u32::from(code)).x,
                outline: glyph.outline(),
                says: glyph.as_unicode().map(|says| match says {
                    BfString::Char(sign) => sign.to_string(),
                    BfString::String(signs) => signs,
                }),
            });
        }
    }
    Some(signs)
}

/// What draws a sign: its width, how far it reaches, and its outline, filled in whichever colour is set.
fn instructions(sign: &Drawn) -> Vec<u8> {
    let reach = sign.outline.bounding_box();
    let mut drawn = format!(
        "{:.3} 0 {:.3} {:.3} {:.3} {:.3} d1\n",
        sign.width, reach.x0, reach.y0, reach.x1, reach.y1
    );
    let mut at = (0.0, 0.0);
    for element in sign.outline.elements() {
        // Writing into a string does not fail.
        match *element {
            PathEl::MoveTo(to) => writeln!(drawn, "{:.3} {:.3} m", to.x, to.y),
            PathEl::LineTo(to) => writeln!(drawn, "{:.3} {:.3} l", to.x, to.y),
            PathEl::QuadTo(by, to) => {
                let toward = |from: (f64, f64)| {
                    let part = |from: f64, by: f64| from + (by - from) * 2.0 / 3.0;
                    (part(from.0, by.x), part(from.1, by.y))
                };
                let (one, two) = (toward(at), toward((to.x, to.y)));
                let (x, y) = (to.x, to.y);
                writeln!(
                    drawn,
                    "{:.3} {:.3} {:.3} {:.3} {x:.3} {y:.3} c",
                    one.0, one.1, two.0, two.1
                )
            }
            PathEl::CurveTo(one, two, to) => writeln!(
                drawn,
                "{:.3} {:.3} {:.3} {:.3} {:.3} {:.3} c",
                one.x, one.y, two.x, two.y, to.x, to.y
            ),
            PathEl::ClosePath => writeln!(drawn, "h"),
        }
        .ok();
        if let Some(end) = element.end_point() {
            at = (end.x, end.y);
        }
    }
    if !sign.outline.is_empty() {
        drawn.push_str("f\n");
    }
    drawn.into_bytes()
}
