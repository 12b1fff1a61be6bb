//! Fonts whose signs are drawn by instructions (Type 3); by them browsers write Chinese whose font has no TrueType shapes. Of
//! each go over only the signs that the pages which go over write, under names of their own: the old ones tell which signs
//! of their font they are. Which are written is known once all pages went over, so these fonts follow then.

use std::collections::{BTreeMap, BTreeSet};

use hayro::hayro_syntax::object::{Array, Dict, MaybeRef, Number, ObjRef, Object, Stream};
use lopdf::{Dictionary, ObjectId, dictionary};

use super::{NotCopied, Passage, Passed, font, is_named, names::Names, number, packed};

/// How many units the size of a font has where the font does not say.
pub(super) const USUAL: [f64; 6] = [0.001, 0.0, 0.0, 0.001, 0.0, 0.0];

/// Such a font of the old file.
#[derive(Debug)]
pub(super) struct DrawnFont {
    old: ObjRef,
    /// Its number in the new file.
    number: ObjectId,
    /// What is written in it.
    codes: BTreeSet<u8>,
    /// The pages that write in it, counted from nought.
    pages: BTreeSet<usize>,
}

impl<'s> Passage<'s, '_> {
    /// Puts down that the page writes these codes in a font, and gives the number that the font will have; none where it is
    /// no such font, or stands nowhere of its own.
    pub(super) fn drawn_later(
        &mut self,
        object: &MaybeRef<Object<'_>>,
        codes: Option<&BTreeSet<u8>>,
    ) -> Option<ObjectId> {
        let MaybeRef::Ref(reference) = object else {
            return None;
        };
        self.drawn_font_at(*reference)?;
        let known = self.drawn.iter().position(|font| font.old == *reference);
        let at = known.unwrap_or_else(|| {
            self.drawn.push(DrawnFont {
                old: *reference,
                number: self.target.new_object_id(),
                codes: BTreeSet::new(),
                pages: BTreeSet::new(),
            });
            self.drawn.len() - 1
        });
        let font = self.drawn.get_mut(at)?;
        font.codes.extend(codes.into_iter().flatten());
        font.pages.insert(self.page);
        Some(font.number)
    }

    fn drawn_font_at(&self, reference: ObjRef) -> Option<Dict<'s>> {
        let object = self.source.pdf().xref().get::<Object<'_>>(reference.into());
        match object {
            Some(Object::Dict(dict)) if is_named(&dict, "Subtype", "Type3") => Some(dict),
            _ => None,
        }
    }

    /// Takes the fonts over, once all pages went. Returns the pages whose fonts cannot be taken apart.
    pub(in crate::documents::pdf) fn drawn_fonts(&mut self) -> BTreeSet<usize> {
        let mut unreadable = BTreeSet::new();
        for font in std::mem::take(&mut self.drawn) {
            let made = self.drawn_font_at(font.old).ok_or(NotCopied::Unreadable);
            match made.and_then(|old| self.cut_to(&old, &font.codes)) {
                Ok(made) => {
                    self.target.objects.insert(font.number, made.into());
                }
                Err(_) => unreadable.extend(font.pages),
            }
        }
        unreadable
    }

    /// A font with nothing but the signs of these codes.
    fn cut_to(&mut self, old: &Dict<'_>, codes: &BTreeSet<u8>) -> Passed<Dictionary> {
        let names = names_of(old);
        let procedures = old.get::<Dict<'_>>("CharProcs").ok_or(NotCopied::Unreadable)?;
        let (mut signs, mut differences, mut all) = (Dictionary::new(), Vec::new(), Vec::new());
        for code in codes {
            let name = names.get(code);
            let Some(sign) = name.and_then(|name| procedures.get::<Stream<'_>>(name.as_slice())) else {
                continue;
            };
            if sign.dict().contains_key("Resources") {
                return Err(NotCopied::Unreadable);
            }
            let drawn = sign
                .decoded_data()
                .map_err(|_| NotCopied::Unreadable)?
                .into_owned();
            all.extend_from_slice(&drawn);
            all.push(b'\n');
            let new_name = format!("s{code}").into_bytes();
            differences.push(i64::from(*code).into());
            differences.push(lopdf::Object::Name(new_name.clone()));
            signs.set(new_name, self.target.add_object(packed(Dictionary::new(), drawn)));
        }
        let used = Names::of(&all);
        if !used.fonts.is_empty() {
            // A sign that writes in another font, or in its own.
            return Err(NotCopied::Unreadable);
        }
        let matrix = old.get::<[f64; 6]>("FontMatrix").unwrap_or(USUAL);
        let (first, last) = (
            codes.first().copied().unwrap_or(0),
            codes.last().copied().unwrap_or(0),
        );
        let mut copy = dictionary! {
            "Type" => "Font", "Subtype" => "Type3",
            "FontBBox" => usual_room(matrix).map(number).to_vec(),
            "FontMatrix" => matrix.map(number).to_vec(),
            "Encoding" => dictionary! { "Type" => "Encoding", "Differences" => differences },
            "CharProcs" => signs,
            "FirstChar" => i64::from(first), "LastChar" => i64::from(last),
            "Widths" => widths(old, codes, (first, last)),
        };
        let is_written = |code: u32| u8::try_from(code).is_ok_and(|code| codes.contains(&code));
        font::tell_meanings(self, old, font::Codes::OneByte, is_written, &mut copy);
        match old.get::<Dict<'_>>("Resources") {
            Some(own) => copy.set("Resources", self.resources(&own, &all, 1)?),
            // They would be those of whichever page draws a sign.
            None if used.any() => return Err(NotCopied::Unreadable),
            None => copy.set("Resources", Dictionary::new()),
        }
        Ok(copy)
    }
}

/// The names of the signs by their codes, as the font's list says.
fn names_of(font: &Dict<'_>) -> BTreeMap<u8, Vec<u8>> {
    let encoding = font.get::<Dict<'_>>("Encoding").unwrap_or_default();
    let list = encoding.get::<Array<'_>>("Differences").unwrap_or_default();
    let (mut names, mut code) = (BTreeMap::new(), 0_i64);
    for entry in list.iter::<Object<'_>>() {
        match entry {
            Object::Number(next) => code = next.as_i64(),
            Object::Name(name) => {
                if let Ok(code) = u8::try_from(code) {
                    names.insert(code, name.as_ref().to_vec());
                }
                code = code.saturating_add(1);
            }
            Object::Null(_)
            | Object::Boolean(_)
            | Object::String(_)
            | Object::Array(_)
            | Object::Dict(_)
            | Object::Stream(_) => {}
        }
    }
    names
}

/// The room of a sign as wide and high as usual: the old font's reaches as far as all of its signs together.
pub(super) fn usual_room([across, _, _, up, _, _]: [f64; 6]) -> [f64; 4] {
    let of = |part: f64, scale: f64| if scale == 0.0 { 0.0 } else { part / scale };
    [0.0, of(-0.2, up), of(1.0, across), of(0.9, up)]
}

/// The widths from the first to the last code: of what is not written nothing is said.
fn widths(font: &Dict<'_>, codes: &BTreeSet<u8>, (first, last): (u8, u8)) -> Vec<lopdf::Object> {
    let begin = font.get::<u32>("FirstChar").unwrap_or_default();
    let old = font.get::<Array<'_>>("Widths").unwrap_or_default();
    let old: BTreeMap<u32, f64> = (begin..)
        .zip(old.iter::<Number>())
        .map(|(code, width)| (code, width.as_f64()))
        .collect();
    let width = |code: u8| {
        let width = old.get(&u32::from(code)).filter(|_| codes.contains(&code));
        number(width.copied().unwrap_or(0.0))
    };
    (first..=last).map(width).collect()
}
