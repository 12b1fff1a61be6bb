//! Which of the things that a page could use it does use.

use std::collections::{BTreeMap, BTreeSet};

use hayro::hayro_syntax::{
    content::UntypedIter,
    object::{Dict, Object, Stream},
};

/// Names of resources, by the kind under which they are looked up.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Names {
    pub(super) objects: BTreeSet<Vec<u8>>,
    pub(super) fonts: BTreeSet<Vec<u8>>,
    pub(super) states: BTreeSet<Vec<u8>>,
    pub(super) spaces: BTreeSet<Vec<u8>>,
    pub(super) patterns: BTreeSet<Vec<u8>>,
    pub(super) shadings: BTreeSet<Vec<u8>>,
    /// The bytes that are written in each font.
    pub(super) written: BTreeMap<Vec<u8>, BTreeSet<u8>>,
    /// Whether something in it belongs to a layer.
    pub(super) layers: bool,
}

/// Spaces that are used without being named.
const ALWAYS: [&[u8]; 3] = [b"DefaultGray", b"DefaultRGB", b"DefaultCMYK"];

impl Names {
    /// What some instructions use.
    pub(super) fn of(content: &[u8]) -> Self {
        let mut names = Self {
            spaces: ALWAYS.iter().map(|name| name.to_vec()).collect(),
            ..Self::default()
        };
        names.add(content);
        names
    }

    /// Whether anything is used that has a name.
    pub(super) fn any(&self) -> bool {
        let kinds = [
            &self.objects,
            &self.fonts,
            &self.states,
            &self.patterns,
            &self.shadings,
        ];
        kinds.iter().any(|names| !names.is_empty()) || self.spaces.len() > ALWAYS.len()
    }

    /// Adds what some more instructions use.
    pub(super) fn add(&mut self, content: &[u8]) {
        let mut instructions = UntypedIter::new(content);
        let (mut font, mut kept) = (None, Vec::new());
        while let Some(instruction) = instructions.next() {
            match &**instruction.operator {
                b"q" => kept.push(font.clone()),
                b"Q" => font = kept.pop().flatten(),
                b"Tf" => {
                    let names = instruction.operands().filter_map(name_of);
                    font = names.map(<[u8]>::to_vec).next();
                }
                b"Tj" | b"TJ" | b"'" | b"\"" => {
                    let written = self.written.entry(font.clone().unwrap_or_default()).or_default();
                    instruction
                        .operands()
                        .for_each(|operand| bytes_of(operand, written));
                }
                _ => {}
            }
            let named: Vec<&[u8]> = instruction
                .operands()
                .filter_map(|operand| match operand {
                    Object::Name(name) => Some(name.as_ref()),
                    Object::Stream(inline) => {
                        self.inline(inline);
                        None
                    }
                    Object::Null(_)
                    | Object::Boolean(_)
                    | Object::Number(_)
                    | Object::String(_)
                    | Object::Dict(_)
                    | Object::Array(_) => None,
                })
                .collect();
            let kind = match &**instruction.operator {
                b"Do" => &mut self.objects,
                b"Tf" => &mut self.fonts,
                b"gs" => &mut self.states,
                b"cs" | b"CS" => &mut self.spaces,
                b"scn" | b"SCN" => &mut self.patterns,
                b"sh" => &mut self.shadings,
                b"BDC" | b"BMC" | b"DP" | b"MP" => {
                    self.layers |= named.first() == Some(&b"OC".as_slice());
                    continue;
                }
                _ => continue,
            };
            kind.extend(named.into_iter().map(<[u8]>::to_vec));
        }
    }

    /// A picture that stands among the instructions can name a space.
    fn inline(&mut self, picture: &Stream<'_>) {
        let dict: &Dict<'_> = picture.dict();
        for key in ["CS", "ColorSpace"] {
            if let Some(Object::Name(name)) = dict.get::<Object<'_>>(key) {
                self.spaces.insert(name.as_ref().to_vec());
            }
        }
    }
}

fn name_of<'o>(operand: &'o Object<'_>) -> Option<&'o [u8]> {
    if let Object::Name(name) = operand {
        Some(name.as_ref())
    } else {
        None
    }
}

/// The bytes of a string, or of the strings among the steps of a list.
fn bytes_of(operand: &Object<'_>, written: &mut BTreeSet<u8>) {
    match operand {
        Object::String(string) => written.extend(string.as_bytes()),
        Object::Array(steps) => steps
            .iter::<Object<'_>>()
            .for_each(|step| bytes_of(&step, written)),
        Object::Null(_)
        | Object::Boolean(_)
        | Object::Number(_)
        | Object::Name(_)
        | Object::Dict(_)
        | Object::Stream(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_used_is_named() {
        let names = Names::of(b"q /G1 gs /F1 12 Tf (a) Tj /Im1 Do /P1 scn 1 0 0 /P2 SCN /S1 sh /C1 cs Q");
        let set = |names: &[&str]| {
            names
                .iter()
                .map(|name| name.as_bytes().to_vec())
                .collect::<BTreeSet<_>>()
        };
        assert_eq!(names.states, set(&["G1"]));
        assert_eq!(names.fonts, set(&["F1"]));
        assert_eq!(names.objects, set(&["Im1"]));
        assert_eq!(names.patterns, set(&["P1", "P2"]));
        assert_eq!(names.shadings, set(&["S1"]));
        assert!(names.spaces.contains(b"C1".as_slice()));
        assert!(!names.layers);
        assert!(Names::of(b"/OC /MC0 BDC (a) Tj EMC").layers);
        assert!(!Names::of(b"/Span <</MCID 0>> BDC (a) Tj EMC").layers);
    }

    #[test]
    fn what_is_written_is_told_by_its_font() {
        let names = Names::of(b"/F1 9 Tf (ab) Tj q /F2 9 Tf [(c) -20 <6465>] TJ Q (a) ' 1 2 (f) \"");
        let written = |font: &str| {
            let bytes = names.written.get(font.as_bytes());
            bytes.map(|bytes| bytes.iter().copied().collect::<Vec<u8>>())
        };
        assert_eq!(written("F1").as_deref(), Some(b"abf".as_slice()));
        assert_eq!(written("F2").as_deref(), Some(b"cde".as_slice()));
        assert_eq!(written("F3"), None);
    }

    #[test]
    fn words_that_look_like_names_are_none() {
        let names = Names::of(b"(/Im1 Do) Tj BI /W 1 /H 1 /BPC 8 /CS /C9 ID \x00 EI /Im2 Do");
        assert_eq!(names.objects.len(), 1);
        assert!(names.spaces.contains(b"C9".as_slice()));
    }
}
