//! Pages that go over as they are drawn: their instructions, and of the fonts, pictures and forms only those that the
//! instructions use. What a dictionary says beyond the list in [`keys`] stays behind.

mod annotation;
mod drawn;
mod font;
mod jpeg;
mod keys;
mod names;
mod outlined;
mod program;
mod tables;
mod written;

use std::collections::HashMap;

use hayro::hayro_syntax::{
    object::{Array, Dict, MaybeRef, Name, ObjRef, Object, Stream},
    page::Page,
};
use lopdf::{Dictionary, Document, ObjectId, Stream as NewStream};

pub(super) use self::written::{Whole, Written};
use self::{drawn::DrawnFont, names::Names};
use super::{error::PdfError, source::Source};

/// How deep things may lie in each other. Real files stay below twenty.
const DEEPEST: usize = 60;

/// Why a page cannot go over as it is; it is released as a picture then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotCopied {
    /// Nested deeper than any sound file.
    TooDeep,
    /// Something that it draws cannot be read.
    Unreadable,
    /// It has layers, and not all of the file's layers are shown.
    HiddenLayer,
}

/// A page that went over.
#[derive(Debug)]
pub(super) struct Copied {
    pub(super) page: Dictionary,
}

/// Carries objects from one file into another, each once.
pub(super) struct Passage<'s, 't> {
    source: &'s Source,
    target: &'t mut Document,
    numbers: HashMap<ObjRef, ObjectId>,
    hidden_layers: bool,
    /// What the pages that go over write.
    written: &'t Written,
    /// The fonts that went over with all their signs.
    whole: Whole,
    /// Fonts whose signs are drawn by instructions: they follow once all pages went over.
    drawn: Vec<DrawnFont>,
    /// The page that goes over now, counted from nought.
    page: usize,
}

type Passed<T> = Result<T, NotCopied>;

impl<'s, 't> Passage<'s, 't> {
    pub(super) fn new(source: &'s Source, target: &'t mut Document, written: &'t Written) -> Self {
        Self {
            source,
            hidden_layers: source.has_hidden_layers(),
            target,
            written,
            whole: Whole::default(),
            drawn: Vec::new(),
            page: 0,
            numbers: HashMap::new(),
        }
    }

    /// The fonts that went over with all their signs, once all pages have.
    pub(super) fn into_whole(self) -> Whole {
        self.whole
    }

    pub(super) fn target(&mut self) -> &mut Document {
        self.target
    }

    /// Copies a page, counted from nought, under the page tree of this number.
    pub(super) fn page(&mut self, index: usize, parent: ObjectId) -> Result<Passed<Copied>, PdfError> {
        let source = self.source;
        let page = source.page(index)?;
        self.page = index;
        Ok(self.whole(page, parent))
    }

    fn whole(&mut self, page: &Page<'_>, parent: ObjectId) -> Passed<Copied> {
        let content = page.page_stream().unwrap_or_default().to_vec();
        let own = resources_of(page);
        let mut resources = self.resources(&own, &content, 0)?;
        let content = annotation::flatten(self, page, content, &mut resources)?;
        let content = self.target.add_object(packed(Dictionary::new(), content));
        let mut copy = Dictionary::new();
        copy.set("Type", lopdf::Object::Name(b"Page".to_vec()));
        copy.set("Parent", parent);
        copy.set("MediaBox", rectangle(page.media_box()));
        copy.set("CropBox", rectangle(page.intersected_crop_box()));
        let turned = page.raw().get::<hayro::hayro_syntax::object::Number>("Rotate");
        let turned = turned.map_or_else(|| rotation(page), |turned| turned.as_i64());
        copy.set("Rotate", turned);
        copy.set("Resources", resources);
        copy.set("Contents", content);
        if let Some(group) = page.raw().get::<Dict<'_>>("Group") {
            copy.set("Group", self.dictionary(&group, 0)?);
        }
        Ok(Copied { page: copy })
    }

    /// Of the resources those that the instructions use.
    fn resources(&mut self, own: &Dict<'_>, content: &[u8], depth: usize) -> Passed<Dictionary> {
        let names = self.used(own, content)?;
        self.named(own, &names, depth)
    }

    /// What the instructions use, those of forms without resources of their own among them.
    fn used(&self, own: &Dict<'_>, content: &[u8]) -> Passed<Names> {
        let mut names = Names::of(content);
        let objects = own.get::<Dict<'_>>("XObject").unwrap_or_default();
        let mut looked_at = std::collections::BTreeSet::new();
        while let Some(name) = names.objects.difference(&looked_at).next().cloned() {
            looked_at.insert(name.clone());
            if let Some(form) = objects.get::<Stream<'_>>(&name)
                && is_form(form.dict())
                && !form.dict().contains_key("Resources")
            {
                names.add(&form.decoded_data().map_err(|_| NotCopied::Unreadable)?);
            }
        }
        if names.layers && self.hidden_layers {
            return Err(NotCopied::HiddenLayer);
        }
        Ok(names)
    }

    fn named(&mut self, own: &Dict<'_>, names: &Names, depth: usize) -> Passed<Dictionary> {
        let mut resources = Dictionary::new();
        for (key, used) in [
            ("XObject", &names.objects),
            ("Font", &names.fonts),
            ("ExtGState", &names.states),
            ("ColorSpace", &names.spaces),
            ("Pattern", &names.patterns),
            ("Shading", &names.shadings),
        ] {
            let Some(all) = own.get::<Dict<'_>>(key) else {
                continue;
            };
            let mut kept = Dictionary::new();
            for name in used {
                let Some(object) = all.get_raw::<Object<'_>>(name) else {
                    continue;
                };
                let drawn = self.drawn_later(&object, names.written.get(name));
                let copy = match drawn {
                    Some(number) => number.into(),
                    None => self.object(object, depth + 1)?,
                };
                kept.set(name.clone(), copy);
            }
            if !kept.is_empty() {
                resources.set(key, kept);
            }
        }
        Ok(resources)
    }

    fn object(&mut self, object: MaybeRef<Object<'_>>, depth: usize) -> Passed<lopdf::Object> {
        if depth > DEEPEST {
            return Err(NotCopied::TooDeep);
        }
        match object {
            MaybeRef::Ref(reference) => self.reference(reference, depth),
            MaybeRef::NotRef(object) => self.direct(object, depth),
        }
    }

    /// An object of its own: it gets its number before it goes over, as it may lead back to itself.
    fn reference(&mut self, reference: ObjRef, depth: usize) -> Passed<lopdf::Object> {
        if let Some(number) = self.numbers.get(&reference) {
            return Ok(lopdf::Object::Reference(*number));
        }
        let source = self.source;
        let Some(object) = source.pdf().xref().get::<Object<'_>>(reference.into()) else {
            return Ok(lopdf::Object::Null);
        };
        let number = self.target.new_object_id();
        self.numbers.insert(reference, number);
        let copy = self.direct(object, depth)?;
        self.target.objects.insert(number, copy);
        Ok(lopdf::Object::Reference(number))
    }

    fn direct(&mut self, object: Object<'_>, depth: usize) -> Passed<lopdf::Object> {
        Ok(match object {
            Object::Null(_) => lopdf::Object::Null,
            Object::Boolean(value) => lopdf::Object::Boolean(value),
            Object::Number(number) => self::number(number.as_f64()),
            Object::String(string) => {
                lopdf::Object::String(string.as_bytes().to_vec(), lopdf::StringFormat::Hexadecimal)
            }
            Object::Name(name) => lopdf::Object::Name(name.as_ref().to_vec()),
            Object::Array(array) => lopdf::Object::Array(self.array(&array, depth)?),
            Object::Dict(dict) => lopdf::Object::Dictionary(self.dictionary(&dict, depth)?),
            Object::Stream(stream) => lopdf::Object::Stream(self.stream(&stream, depth)?),
        })
    }

    fn array(&mut self, array: &Array<'_>, depth: usize) -> Passed<Vec<lopdf::Object>> {
        array
            .raw_iter()
            .map(|object| self.object(object, depth + 1))
            .collect()
    }

    fn dictionary(&mut self, dict: &Dict<'_>, depth: usize) -> Passed<Dictionary> {
        if let Some(font) = font::carried(self, dict, depth)? {
            return Ok(font);
        }
        let drawn = is_named(dict, "Subtype", "Type3");
        let mut copy = Dictionary::new();
        for (key, value) in dict.entries() {
            let key = key.as_ref();
            let made_anew = drawn && matches!(key, b"CharProcs" | b"Resources" | b"ToUnicode");
            if made_anew || !keys::is_allowed(key) {
                continue;
            }
            copy.set(key.to_vec(), self.object(value, depth + 1)?);
        }
        if drawn {
            self.drawn_font(dict, &mut copy, depth)?;
        }
        Ok(copy)
    }

    /// A font whose signs are drawn by instructions: they use resources of their own.
    fn drawn_font(&mut self, font: &Dict<'_>, copy: &mut Dictionary, depth: usize) -> Passed<()> {
        let own = font.get::<Dict<'_>>("Resources");
        let procedures = font.get::<Dict<'_>>("CharProcs").ok_or(NotCopied::Unreadable)?;
        let mut signs = Dictionary::new();
        let mut all = Vec::new();
        for name in procedures.keys() {
            let Some(sign) = procedures.get::<Stream<'_>>(&name) else {
                continue;
            };
            let content = sign
                .decoded_data()
                .map_err(|_| NotCopied::Unreadable)?
                .into_owned();
            all.extend_from_slice(&content);
            all.push(b'\n');
            let number = self.target.add_object(packed(Dictionary::new(), content));
            signs.set(name.as_ref().to_vec(), number);
        }
        copy.set("CharProcs", signs);
        font::tell_written(self, font, font::Codes::OneByte, copy);
        self.whole.drawn = true;
        if let Some(own) = own {
            copy.set("Resources", self.resources(&own, &all, depth + 1)?);
        } else if Names::of(&all).any() {
            // They would be those of whichever page draws a sign.
            return Err(NotCopied::Unreadable);
        }
        Ok(())
    }

    fn stream(&mut self, stream: &Stream<'_>, depth: usize) -> Passed<NewStream> {
        let dict = stream.dict();
        if dict.contains_key("OC") && self.hidden_layers {
            return Err(NotCopied::HiddenLayer);
        }
        let draws = is_form(dict) || dict.contains_key("PatternType");
        let mut copy = Dictionary::new();
        for (key, value) in dict.entries() {
            let key = key.as_ref();
            let replaced = draws && matches!(key, b"Resources" | b"Filter" | b"DecodeParms" | b"Length");
            if replaced || key == b"Length" || !keys::is_allowed(key) {
                continue;
            }
            copy.set(key.to_vec(), self.object(value, depth + 1)?);
        }
        if draws {
            let content = stream
                .decoded_data()
                .map_err(|_| NotCopied::Unreadable)?
                .into_owned();
            if let Some(own) = dict.get::<Dict<'_>>("Resources") {
                copy.set("Resources", self.resources(&own, &content, depth + 1)?);
            }
            return Ok(packed(copy, content));
        }
        let data = stream.raw_data();
        let data = if is_jpeg(dict) {
            jpeg::bare(&data)
        } else {
            data.into_owned()
        };
        Ok(NewStream::new(copy, data))
    }
}

/// Instructions as they are kept: packed.
fn packed(dict: Dictionary, content: Vec<u8>) -> NewStream {
    let mut stream = NewStream::new(dict, content);
    // What does not become smaller stays as it is.
    stream.compress().ok();
    stream
}

/// The resources of a page, its own or those of the branch that it hangs on.
fn resources_of<'a>(page: &Page<'a>) -> Dict<'a> {
    let mut branch = page.raw().clone();
    for _ in 0..DEEPEST {
        if let Some(resources) = branch.get::<Dict<'a>>("Resources") {
            return resources;
        }
        match branch.get::<Dict<'a>>("Parent") {
            Some(parent) => branch = parent,
            None => break,
        }
    }
    Dict::default()
}

fn rotation(page: &Page<'_>) -> i64 {
    use hayro::hayro_syntax::page::Rotation;
    match page.rotation() {
        Rotation::None => 0,
        Rotation::Horizontal => 90,
        Rotation::Flipped => 180,
        Rotation::FlippedHorizontal => 270,
    }
}

fn rectangle(rect: hayro::hayro_syntax::object::Rect) -> lopdf::Object {
    lopdf::Object::Array([rect.x0, rect.y0, rect.x1, rect.y1].map(number).to_vec())
}

/// A number as it is written: whole ones without a point.
pub(super) fn number(value: f64) -> lopdf::Object {
    let whole = value.fract() == 0.0 && value.abs() < 2_000_000_000.0;
    if whole && let Ok(number) = format!("{value:.0}").parse::<i64>() {
        return lopdf::Object::Integer(number);
    }
    lopdf::Object::Real(super::geometry::single(value))
}

fn is_named(dict: &Dict<'_>, key: &str, value: &str) -> bool {
    dict.get::<Name<'_>>(key)
        .is_some_and(|name| name.as_str() == value)
}

fn is_form(dict: &Dict<'_>) -> bool {
    is_named(dict, "Subtype", "Form")
}

/// Whether a stream is a JPEG and nothing around it.
fn is_jpeg(dict: &Dict<'_>) -> bool {
    if is_named(dict, "Filter", "DCTDecode") {
        return true;
    }
    let filters = dict.get::<Array<'_>>("Filter");
    let names: Vec<_> = filters.iter().flat_map(Array::iter::<Name<'_>>).collect();
    matches!(names.as_slice(), [only] if only.as_str() == "DCTDecode")
}
