//! What typst can see: the layout, one letter, the fonts. No file, no package, no clock.

use super::data::Sheet;
use super::fonts::Fonts;
use crate::template::files;
use std::fmt;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

/// What stays the same from letter to letter.
pub(super) struct Desk {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Fonts,
    layout: Source,
    data: FileId,
}

impl Desk {
    pub(super) fn new(fonts: Fonts) -> Self {
        let layout = files::text("letters/letter.typ").expect("the layout is part of the program");
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(fonts.book.clone()),
            fonts,
            layout: Source::new(id("/letter.typ"), layout),
            data: id("/data.json"),
        }
    }

    pub(super) fn fonts(&self) -> &Fonts {
        &self.fonts
    }
}

impl fmt::Debug for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Desk")
            .field("fonts", &self.fonts)
            .finish_non_exhaustive()
    }
}

fn id(path: &str) -> FileId {
    RootedPath::new(
        VirtualRoot::Project,
        VirtualPath::new(path).expect("a plain path"),
    )
    .intern()
}

/// What typst sees while it sets one letter.
pub(super) struct LetterWorld<'a> {
    desk: &'a Desk,
    letter: Bytes,
}

impl<'a> LetterWorld<'a> {
    pub(super) fn new(desk: &'a Desk, sheet: &Sheet) -> Self {
        let json = serde_json::to_vec(sheet).expect("strings and lists always serialise");
        Self {
            desk,
            letter: Bytes::new(json),
        }
    }
}

impl World for LetterWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.desk.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.desk.book
    }

    fn main(&self) -> FileId {
        self.desk.layout.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.desk.layout.id() {
            Ok(self.desk.layout.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.desk.data {
            Ok(self.letter.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.desk.fonts.font(index)
    }

    /// A letter bears the date that it is given, never today's.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
