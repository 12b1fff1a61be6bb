//! The letter as PDF/A-2b, set by typst after GB/T 9704, and the papers that go along with it.
//!
//! The words reach typst as JSON, so that nothing in them can be markup; the layouts are the `.typ` files under
//! `templates/letters`. Every character is looked for in the fonts before anything is set.

mod data;
mod fonts;
mod world;

pub(super) use data::{Run, Setter};
pub(super) use fonts::Families;
pub use fonts::{FontConfig, FontError, Typeface};

use super::document::Document;
use super::seal::Seal;
use crate::domain::digest::Digest;
use data::LetterSheet;
use data_encoding::HEXLOWER;
use fonts::Fonts;
use serde::Serialize;
use typst::comemo;
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use world::{Desk, PaperWorld};

/// A letter that cannot be set.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// No font has one of its characters.
    #[error("字体中没有“{character}”（U+{code:04X}）这个字，文书无法生成：请改用其他字，或者在字体文件夹中补充含有该字的字体。出现在：{near}", code = u32::from(*.character))]
    Glyph {
        /// The character.
        character: char,
        /// The words it stands in.
        near: String,
    },
    /// The date is not written as letters write dates.
    #[error("成文日期“{0}”应当形如2026年11月22日")]
    Date(String),
    /// Typst refuses.
    #[error("文书排版失败：{0}")]
    Typst(String),
}

impl PdfError {
    /// The character that no font has, where that is why.
    pub fn character(&self) -> Option<char> {
        match self {
            Self::Glyph { character, .. } => Some(*character),
            Self::Date(_) | Self::Typst(_) => None,
        }
    }
}

/// Finished words, with the layout that sets them.
pub(super) trait Sheet: Serialize {
    /// The file under `templates/letters`.
    const LAYOUT: &'static str;

    /// Everything that is written, piece by piece.
    fn words(&self) -> Vec<&str>;
}

/// Sets letters. One is enough for a program.
#[derive(Debug)]
pub(super) struct Press {
    desk: Desk,
}

impl Press {
    /// Finds the fonts and reads the layout.
    pub(super) fn new(config: &FontConfig) -> Result<Self, FontError> {
        Ok(Self {
            desk: Desk::new(Fonts::find(config)?),
        })
    }

    /// The letter as PDF/A-2b. Without number and date it is marked as a draft, and no archive file.
    ///
    /// The image of a seal goes onto a letter that is issued, never onto a draft.
    pub(super) fn pdf(&self, document: &Document, seal: Option<&Seal>) -> Result<Vec<u8>, PdfError> {
        let seal = seal.filter(|_| document.signature.date.is_some());
        let sheet = LetterSheet::of(document, seal.map(Seal::size_mm), self.desk.fonts());
        let standards: &[PdfStandard] = match &document.signature.date {
            Some(date) if !sheet.is_dated() => return Err(PdfError::Date(date.clone())),
            Some(_) => &[PdfStandard::A_2b],
            None => &[],
        };
        let options = PdfOptions {
            ident: Smart::Custom(HEXLOWER.encode(&document.digest())),
            creator: Smart::Custom(Some("gongkai".to_owned())),
            standards: PdfStandards::new(standards).expect("one standard does not contradict itself"),
            ..PdfOptions::default()
        };
        self.written(&sheet, seal, &options)
    }

    /// The first character of a letter that no font has, with the words it stands in.
    pub(super) fn unwritable(&self, document: &Document) -> Option<(char, String)> {
        let fonts = self.desk.fonts();
        fonts.missing(&LetterSheet::of(document, None, fonts))
    }

    /// A paper that goes along with a letter, which nobody keeps as an archive file. The words say of one and the same
    /// paper that it is the same file.
    pub(super) fn paper(&self, sheet: &impl Sheet) -> Result<Vec<u8>, PdfError> {
        let words = serde_json::to_vec(sheet).expect("strings and lists always serialise");
        let options = PdfOptions {
            ident: Smart::Custom(HEXLOWER.encode(&Digest::of_bytes(&words).0)),
            creator: Smart::Custom(Some("gongkai".to_owned())),
            ..PdfOptions::default()
        };
        self.written(sheet, None, &options)
    }

    /// The typefaces that were asked for.
    pub(in crate::letters) fn fonts(&self) -> &FontConfig {
        &self.desk.fonts().config
    }

    /// Who chooses the faces for a sheet.
    pub(super) fn setter(&self) -> Setter<'_> {
        Setter(self.desk.fonts())
    }

    fn written(
        &self,
        sheet: &impl Sheet,
        seal: Option<&Seal>,
        options: &PdfOptions,
    ) -> Result<Vec<u8>, PdfError> {
        let pages = self.set(sheet, seal)?;
        let pdf = typst_pdf::pdf(&pages, options).map_err(|errors| refused(&errors));
        comemo::evict(10);
        pdf
    }

    /// Whether a font has every character of the letter.
    pub(super) fn can_set(&self, document: &Document) -> Result<(), PdfError> {
        self.has_every_glyph(&LetterSheet::of(document, None, self.desk.fonts()))
    }

    fn has_every_glyph(&self, sheet: &impl Sheet) -> Result<(), PdfError> {
        match self.desk.fonts().missing(sheet) {
            Some((character, near)) => Err(PdfError::Glyph { character, near }),
            None => Ok(()),
        }
    }

    /// The pages, set but not yet written.
    pub(super) fn set(&self, sheet: &impl Sheet, seal: Option<&Seal>) -> Result<PagedDocument, PdfError> {
        self.has_every_glyph(sheet)?;
        let world = PaperWorld::new(&self.desk, sheet, seal);
        typst::compile::<PagedDocument>(&world)
            .output
            .map_err(|errors| refused(&errors))
    }
}

fn refused(errors: &[SourceDiagnostic]) -> PdfError {
    let said: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    PdfError::Typst(said.join("; "))
}

#[cfg(test)]
pub(super) mod look;
#[cfg(test)]
mod tests;
