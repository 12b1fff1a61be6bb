//! 文书: official letters as they leave the agency.
//!
//! A typed context of finished, worded values → a Handlebars template → a small XML vocabulary → a
//! [`Document`] → PDF, print view, plain text. Statutory sentences come from the law's data by way of the
//! context; a template holds layout and connecting words, never a number of days, a ground or a remedy.

mod context;
mod document;
mod error;
pub mod explanation;
mod html;
mod mailing;
mod merge;
mod pdf;
mod plain;
pub mod words;

pub use context::{
    Addressee, Item, Labelled, LetterContext, Litigation, Lookup, NoticeContext, Organ, Part, ReceiptContext,
    Reconsideration, RemedyContext, ReplyContext, Route, Sample, Section, SectionError,
};
pub use document::{Block, Document, Fact, Inline, ParseError, Signature};
pub use error::{LettersError, RenderError};
pub use mailing::{Choice, Delivered, DeliverySlip, Envelope};
pub use merge::{Batch, MergeError, Sides, merge};
pub use pdf::{FontConfig, FontError, PdfError};

use crate::domain::digest::Digest;
use crate::template::{Entry, Templates, files};
use mailing::{EnvelopeSheet, SlipSheet};
use pdf::Press;
use std::sync::Arc;

/// Composes and sets letters. One for a program, shared behind an `Arc`.
#[derive(Debug)]
pub struct Letters {
    templates: Arc<Templates>,
    press: Press,
}

impl Letters {
    /// Finds the fonts and composes every sample of every letter once, so that a broken template or a missing
    /// font stops the start and not a letter.
    pub fn new(templates: Arc<Templates>, fonts: &FontConfig) -> Result<Self, LettersError> {
        let letters = Self {
            templates,
            press: Press::new(fonts)?,
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

    /// The letter that a context makes, without number and date.
    pub fn compose(&self, context: &LetterContext) -> Result<Document, RenderError> {
        context.compose(&self.templates)
    }

    /// The letter as PDF/A-2b. Without number and date it is marked as a draft.
    pub fn pdf(&self, document: &Document) -> Result<Vec<u8>, RenderError> {
        Ok(self.press.pdf(document)?)
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

    /// What the letters' templates are at this moment: kept with each letter, to show later from what it was made.
    pub fn template_digest(&self) -> Digest {
        let names = files::with_extension("hbs");
        let letters = names.iter().filter(|name| name.starts_with("letters/"));
        let parts: Vec<_> = letters.filter_map(|name| files::bytes(name)).collect();
        Digest::of(&parts.iter().map(AsRef::as_ref).collect::<Vec<_>>())
    }

    /// The words of the letter, a line for each paragraph.
    pub fn text(&self, document: &Document) -> String {
        plain::text(document)
    }
}

/// Every template of letters, for the path audit.
pub fn templates() -> Vec<Entry> {
    context::templates()
}

#[cfg(test)]
mod tests;
