//! 文书: official letters as they leave the agency.
//!
//! A typed context of finished, worded values → a Handlebars template → a small XML vocabulary → a
//! [`Document`] → PDF, print view, plain text. Statutory sentences come from the law's data by way of the
//! context; a template holds layout and connecting words, never a number of days, a ground or a remedy.

mod context;
mod document;
mod docx;
mod error;
pub mod explanation;
mod html;
mod mailing;
mod merge;
mod paper;
mod pdf;
mod petition;
mod plain;
mod seal;
mod tailoring;
mod title;
pub mod words;

pub use context::{
    Addressee, Blackout, Item, Labelled, LetterContext, Litigation, Lookup, NoticeContext, Organ, Part,
    ReceiptContext, Reconsideration, RemedyContext, ReplyContext, Route, Sample, Section, SectionError,
    TemplateField,
};
pub use document::{Block, Document, Fact, Inline, ParseError, Signature};
pub use error::{LettersError, RenderError};
pub use mailing::{Choice, Delivered, DeliverySlip, Envelope};
pub use merge::{Batch, MergeError, Sides, merge};
pub use pdf::{FontConfig, FontError, PdfError, Typeface};
pub use petition::{Petition, PetitionParty};
pub use seal::{SEAL_MOST_BYTES, SEAL_SIZE_MM, SEAL_SIZES_MM, Seal, SealError};
pub use tailoring::{Lost, NoSlot, Problem, Slot, Specimen, Tailoring};

use crate::domain::digest::Digest;
use crate::law::LetterKey;
use crate::template::{Entry, LoadError, Templates};
use mailing::{EnvelopeSheet, SlipSheet};
use pdf::Press;
use petition::PetitionSheet;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

/// Composes and sets letters. One for a program, shared behind an `Arc`.
#[derive(Debug)]
pub struct Letters {
    templates: Arc<Templates>,
    press: Press,
    /// The tailorings that were asked for, by what they are made of.
    made: Mutex<HashMap<Digest, Arc<Tailoring>>>,
}

/// How many tailorings are kept at once; when there are more, they are made anew as they are asked for.
const MOST_MADE: usize = 64;

impl Letters {
    /// Finds the fonts and composes every sample of every letter once, so that a broken template or a missing
    /// font stops the start and not a letter.
    pub fn new(templates: Arc<Templates>, fonts: &FontConfig) -> Result<Self, LettersError> {
        let letters = Self {
            templates,
            press: Press::new(fonts)?,
            made: Mutex::default(),
        };
        for sample in LetterContext::samples() {
            letters
                .compose(&sample.context)
                .map_err(|source| LettersError::Sample {
                    name: sample.name,
                    source,
                })?;
        }
        Ok(letters)
    }

    /// The family that was found for a kind of text.
    pub fn family(&self, typeface: Typeface) -> String {
        self.press.setter().families().of(typeface).to_owned()
    }

    /// Which families were looked for, and where.
    pub fn fonts(&self) -> &FontConfig {
        self.press.fonts()
    }

    /// The letter that a context makes by the standard templates, without number and date.
    pub fn compose(&self, context: &LetterContext) -> Result<Document, RenderError> {
        context.compose(&self.templates, None)
    }

    /// The same by the templates of an agency: refused where one of them leaves out what the standard letter says.
    pub fn compose_with(
        &self,
        tailoring: &Tailoring,
        kind: &LetterKey,
        context: &LetterContext,
    ) -> Result<Document, RenderError> {
        let standard = self.compose(context)?;
        if tailoring.is_standard() {
            return Ok(standard);
        }
        let own = context.compose(&tailoring.templates, tailoring.main(kind).as_deref())?;
        if own == standard {
            return Ok(own);
        }
        let value = serde_json::to_value(context).expect("contexts are strings and lists");
        match tailoring::lost(&value, &standard, &own) {
            lost if lost.is_empty() => Ok(own),
            lost => Err(RenderError::Lost(lost)),
        }
    }

    /// The templates as an agency has tailored them, by slot.
    pub fn tailored(&self, sources: &BTreeMap<Slot, String>) -> Result<Arc<Tailoring>, LoadError> {
        let key = tailoring::digest(sources);
        let made = || self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = made().get(&key) {
            return Ok(Arc::clone(found));
        }
        let tailoring = Arc::new(Tailoring::of(&self.templates, sources)?);
        let mut made = made();
        if made.len() >= MOST_MADE {
            made.clear();
        }
        made.insert(key, Arc::clone(&tailoring));
        Ok(tailoring)
    }

    /// Everything that is wrong with a template for a slot, or the letters that it makes of the specimens. `template` is
    /// the standard one that letters of the slot are rendered by.
    pub fn try_template(
        &self,
        slot: &Slot,
        source: &str,
        template: &str,
        specimens: &[Specimen],
    ) -> Result<Vec<Document>, Vec<Problem>> {
        tailoring::check(self, slot, (source, template), specimens)
    }

    /// Whether a font has every character of the letter.
    pub(crate) fn can_set(&self, document: &Document) -> Result<(), RenderError> {
        Ok(self.press.can_set(document)?)
    }

    /// The letter as PDF/A-2b. Without number and date it is marked as a draft.
    pub fn pdf(&self, document: &Document) -> Result<Vec<u8>, RenderError> {
        self.pdf_with_seal(document, None)
    }

    /// The same with the image of the agency's seal, where it has one.
    pub fn pdf_with_seal(&self, document: &Document, seal: Option<&Seal>) -> Result<Vec<u8>, RenderError> {
        Ok(self.press.pdf(document, seal)?)
    }

    /// The first character of a letter that no font has, with the words it stands in.
    pub fn unwritable(&self, document: &Document) -> Option<(char, String)> {
        self.press.unwritable(document)
    }

    /// The letter as a Word file, for agencies that finish it on paper. Without a date it is marked as a draft.
    pub fn docx(&self, document: &Document) -> Vec<u8> {
        docx::file(document)
    }

    /// An envelope to print on, DL.
    pub fn envelope(&self, envelope: &Envelope) -> Result<Vec<u8>, RenderError> {
        let sheet = EnvelopeSheet::of(envelope, &self.press.setter());
        Ok(self.press.paper(&sheet)?)
    }

    /// A 送达回证 to print and sign.
    pub fn delivery_slip(&self, slip: &DeliverySlip) -> Result<Vec<u8>, RenderError> {
        let sheet = SlipSheet::of(slip, &self.press.setter());
        Ok(self.press.paper(&sheet)?)
    }

    /// An application for reconsideration, to print and sign.
    pub fn petition(&self, petition: &Petition) -> Result<Vec<u8>, RenderError> {
        let sheet = PetitionSheet::of(petition, &self.press.setter());
        Ok(self.press.paper(&sheet)?)
    }

    /// The same as a Word file.
    pub fn petition_docx(&self, petition: &Petition) -> Vec<u8> {
        docx::petition(petition)
    }

    /// A plain text under the name of its file, line by line.
    pub fn plain_text(&self, title: &str, text: &str) -> Result<Vec<u8>, RenderError> {
        Ok(paper::pdf(&self.press, title, text)?)
    }

    /// The letter as a fragment of a web page: semantic, escaped, with classes `letter-…`.
    pub fn html(&self, document: &Document) -> String {
        html::fragment(document, 1)
    }

    /// The letter as a web page of its own, for whoever keeps it as a file.
    pub fn page(&self, document: &Document) -> String {
        html::page(document)
    }

    /// The letter as a fragment, to stand in a section of a page: its title is a heading of the third level.
    pub fn html_within(&self, document: &Document) -> String {
        html::fragment(document, 3)
    }

    /// The words of the letter, a line for each paragraph.
    pub fn text(&self, document: &Document) -> String {
        plain::text(document)
    }
}

/// The source of the standard template of a slot; `template` is the one that letters of its kind are rendered by.
pub fn standard_template(slot: &Slot, template: &str) -> Option<String> {
    tailoring::standard(slot, template)
}

/// The names of the sections that answers can have.
pub fn section_names() -> Vec<&'static str> {
    context::section_names()
}

/// What a template of a slot can print: paths, each with an example. `template` is the standard one of its kind.
pub fn fields_of(slot: &Slot, template: &str) -> Vec<TemplateField> {
    context::fields(slot, template)
}

/// Whether a letter has an answer of this section.
pub fn has_section(context: &LetterContext, name: &str) -> bool {
    tailoring::has_section(context, name)
}

/// Every template of letters, for the path audit.
pub fn templates() -> Vec<Entry> {
    context::templates()
}

#[cfg(test)]
mod tests;
