//! What typst can see: the layouts, the words of one paper, the fonts. No file, no package, no clock.

use super::Sheet;
use super::fonts::Fonts;
use crate::letters::seal::Seal;
use crate::template::files;
use std::collections::BTreeMap;
use std::fmt;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

/// What stays the same from paper to paper.
pub(super) struct Desk {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Fonts,
    /// The layouts under `templates/letters`, which may import each other.
    layouts: BTreeMap<String, Source>,
    data: FileId,
    seal: FileId,
}

impl Desk {
    pub(super) fn new(fonts: Fonts) -> Self {
        let names = files::with_extension("typ");
        let layouts = names.iter().filter_map(|name| {
            let name = name.strip_prefix("letters/")?;
            let layout = files::text(&format!("letters/{name}"))?;
            Some((name.to_owned(), Source::new(id(&format!("/{name}")), layout)))
        });
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(fonts.book.clone()),
            fonts,
            layouts: layouts.collect(),
            data: id("/data.json"),
            seal: id("/seal.png"),
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

/// What typst sees while it sets one paper.
pub(super) struct PaperWorld<'a> {
    desk: &'a Desk,
    layout: &'a Source,
    words: Bytes,
    seal: Option<Bytes>,
}

impl<'a> PaperWorld<'a> {
    pub(super) fn new<T: Sheet>(desk: &'a Desk, sheet: &T, seal: Option<&Seal>) -> Self {
        let json = serde_json::to_vec(sheet).expect("strings and lists always serialise");
        Self {
            desk,
            layout: desk
                .layouts
                .get(T::LAYOUT)
                .expect("every layout is part of the program"),
            words: Bytes::new(json),
            seal: seal.map(|seal| Bytes::new(seal.png().to_vec())),
        }
    }
}

impl World for PaperWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.desk.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.desk.book
    }

    fn main(&self) -> FileId {
        self.layout.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let mut layouts = self.desk.layouts.values();
        let layout = layouts.find(|layout| layout.id() == id);
        layout.cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.desk.data {
            Ok(self.words.clone())
        } else if id == self.desk.seal {
            self.seal.clone().ok_or(FileError::AccessDenied)
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.desk.fonts.font(index)
    }

    /// A paper bears the date that it is given, never today's.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
