//! Notes, stamps and form fields of a page: what they show becomes part of the page, the rest stays behind.

use hayro::{
    hayro_syntax::{
        object::{Array, Dict, Name, Number, Object, Rect, Stream},
        page::Page,
    },
    kurbo::{self, Affine, Shape as _},
};
use lopdf::Dictionary;

use super::{NotCopied, Passage, Passed};

/// Flags of an annotation that is not seen: hidden, or not on a screen.
const UNSEEN: i64 = 1 << 1 | 1 << 5;

/// Adds what the annotations of a page show to its instructions, and what that uses to its resources.
pub(super) fn flatten(
    passage: &mut Passage<'_, '_>,
    page: &Page<'_>,
    content: Vec<u8>,
    resources: &mut Dictionary,
) -> Passed<Vec<u8>> {
    let Some(annotations) = page.raw().get::<Array<'_>>("Annots") else {
        return Ok(content);
    };
    let mut shown = Vec::new();
    for annotation in annotations.iter::<Dict<'_>>() {
        if annotation.contains_key("OC") && passage.hidden_layers {
            return Err(NotCopied::HiddenLayer);
        }
        if let Some((look, place)) = look(&annotation) {
            let copy = passage.stream(&look, 1)?;
            shown.push((passage.target().add_object(copy), place));
        }
    }
    if shown.is_empty() {
        return Ok(content);
    }
    // What the page set up must not reach into what is added.
    let mut flat = b"q\n".to_vec();
    flat.extend(content);
    flat.extend_from_slice(b"\nQ\n");
    for (number, (object, place)) in (0..).zip(shown) {
        let name = free_name(resources, number);
        let matrix = place.as_coeffs().map(|value| format!("{value:.5}")).join(" ");
        flat.extend(format!("q {matrix} cm /{name} Do Q\n").into_bytes());
        if !resources.has(b"XObject") {
            resources.set("XObject", Dictionary::new());
        }
        let objects = resources.get_mut(b"XObject").and_then(lopdf::Object::as_dict_mut);
        objects.map_err(|_| NotCopied::Unreadable)?.set(name, object);
    }
    Ok(flat)
}

/// A name that the page does not use yet.
fn free_name(resources: &Dictionary, number: usize) -> String {
    let taken = |name: &str| {
        let objects = resources.get(b"XObject").and_then(lopdf::Object::as_dict);
        objects.is_ok_and(|objects| objects.has(name.as_bytes()))
    };
    let mut names = (number..).map(|number| format!("Shown{number}"));
    names.find(|name| !taken(name)).unwrap_or_default()
}

/// What an annotation shows and how it is laid onto the page; none where it shows nothing.
fn look<'a>(annotation: &Dict<'a>) -> Option<(Stream<'a>, Affine)> {
    let flags = annotation.get::<Number>("F").map_or(0, |flags| flags.as_i64());
    let is_popup = annotation
        .get::<Name<'_>>("Subtype")
        .is_some_and(|kind| kind.as_str() == "Popup");
    if flags & UNSEEN != 0 || is_popup {
        return None;
    }
    let look = match annotation.get::<Dict<'_>>("AP")?.get::<Object<'_>>("N")? {
        Object::Stream(stream) => stream,
        Object::Dict(states) => {
            let state = annotation.get::<Name<'_>>("AS")?;
            states.get::<Stream<'_>>(state)?
        }
        Object::Null(_)
        | Object::Boolean(_)
        | Object::Number(_)
        | Object::String(_)
        | Object::Name(_)
        | Object::Array(_) => return None,
    };
    let place = annotation.get::<Rect>("Rect")?;
    let bounds = look.dict().get::<Rect>("BBox")?;
    let matrix = look
        .dict()
        .get::<[f64; 6]>("Matrix")
        .map_or(Affine::IDENTITY, Affine::new);
    let bounds = kurbo::Rect::new(bounds.x0, bounds.y0, bounds.x1, bounds.y1);
    let drawn = (matrix * bounds.to_path(0.1)).bounding_box();
    let (width, height) = (place.x1 - place.x0, place.y1 - place.y0);
    if drawn.width() <= 0.0 || drawn.height() <= 0.0 {
        return None;
    }
    let (across, down) = (width / drawn.width(), height / drawn.height());
    let shift = (place.x0 - across * drawn.x0, place.y0 - down * drawn.y0);
    Some((look, Affine::new([across, 0.0, 0.0, down, shift.0, shift.1])))
}
