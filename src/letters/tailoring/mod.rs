//! 文书模板: the words that join what the law and the handler say, as an agency wants them. An agency tailors the template
//! of a kind of letter, or of the part that answers on a ground; whatever the standard letter states must be stated all
//! the same, and the way to object stands as it is ([`guard`]). What it says beyond that is the agency's.

mod check;
mod guard;

pub use check::{Problem, Specimen};
pub use guard::Lost;

pub(super) use self::{check::check, guard::lost};

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
};

use super::LetterContext;
use crate::{
    domain::digest::Digest,
    law::LetterKey,
    template::{LoadError, Templates, files},
};

/// Where the templates of letters lie.
pub(super) const LETTERS: &str = "letters/";
/// What a tailored template may take in.
const PARTS: &str = "letters/part/";

/// What of the letters an agency can tailor.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// A kind of letter, from head to signature.
    Kind(LetterKey),
    /// The answer to one item, by the section that its ground has.
    Section(String),
}

/// How the part of a letter is marked off from a kind of letter in addresses and rows.
const SECTION: &str = "section-";

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kind(key) => key.fmt(f),
            Self::Section(name) => write!(f, "{SECTION}{name}"),
        }
    }
}

/// Something that no slot is called.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}”不是文书模板的名称")]
pub struct NoSlot(String);

impl FromStr for Slot {
    type Err = NoSlot;

    fn from_str(text: &str) -> Result<Self, NoSlot> {
        match text.strip_prefix(SECTION) {
            Some(name) if super::context::is_section(name) => Ok(Self::Section(name.to_owned())),
            Some(_) => Err(NoSlot(text.to_owned())),
            None => text.parse().map(Self::Kind).map_err(|_| NoSlot(text.to_owned())),
        }
    }
}

impl Slot {
    /// Under what name a tailored template stands among the others: a section's own, so that it takes its place; for a
    /// kind of letter one beside the template that several kinds share.
    fn name(&self) -> String {
        match self {
            Self::Kind(key) => own(key),
            Self::Section(name) => format!("{LETTERS}ground/{name}"),
        }
    }
}

fn own(key: &LetterKey) -> String {
    format!("{LETTERS}own/{key}")
}

/// The templates of letters as one agency has tailored them.
#[derive(Debug)]
pub struct Tailoring {
    pub(super) templates: Templates,
    kinds: BTreeSet<LetterKey>,
    /// Whether nothing is tailored.
    is_standard: bool,
    digest: Digest,
}

impl Tailoring {
    /// The standard templates, with these instead.
    pub(super) fn of(standard: &Templates, sources: &BTreeMap<Slot, String>) -> Result<Self, LoadError> {
        let kinds = sources.keys().filter_map(|slot| match slot {
            Slot::Kind(key) => Some(key.clone()),
            Slot::Section(_) => None,
        });
        let named = sources.iter().map(|(slot, source)| (slot.name(), source.clone()));
        Ok(Self {
            templates: standard.tailored(LETTERS, named)?,
            kinds: kinds.collect(),
            is_standard: sources.is_empty(),
            digest: digest(sources),
        })
    }

    /// What the templates are at this moment: kept with each letter, to show later from what it was made.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Whether nothing is tailored.
    pub(super) fn is_standard(&self) -> bool {
        self.is_standard
    }

    /// The template that a letter of a kind is rendered by, where that is not the one of its context.
    pub(super) fn main(&self, kind: &LetterKey) -> Option<String> {
        self.kinds.contains(kind).then(|| own(kind))
    }
}

/// What the templates of letters are with these instead: the standard ones of this version of the program among it.
pub(super) fn digest(sources: &BTreeMap<Slot, String>) -> Digest {
    let own = sources
        .iter()
        .map(|(slot, source)| Digest::of(&[slot.to_string().as_bytes(), source.as_bytes()]));
    let parts: Vec<Digest> = std::iter::once(standard_digest()).chain(own).collect();
    Digest::of(&parts.iter().map(|part| part.0.as_slice()).collect::<Vec<_>>())
}

fn standard_digest() -> Digest {
    let names = files::with_extension("hbs");
    let letters = names.iter().filter(|name| name.starts_with(LETTERS));
    let parts: Vec<_> = letters.filter_map(|name| files::bytes(name)).collect();
    Digest::of(&parts.iter().map(AsRef::as_ref).collect::<Vec<_>>())
}

/// The source of the standard template of a slot, whose kinds are rendered by `template`.
pub(super) fn standard(slot: &Slot, template: &str) -> Option<String> {
    let name = match slot {
        Slot::Kind(_) => format!("{LETTERS}{template}"),
        Slot::Section(_) => slot.name(),
    };
    files::text(&format!("{name}.hbs"))
}

/// Whether a letter has an answer on this section.
pub(super) fn has_section(context: &LetterContext, name: &str) -> bool {
    let LetterContext::Reply(reply) = context else {
        return false;
    };
    reply.items.iter().any(|item| item.section.is_or_holds(name))
}
