//! 检索: words of applications, letters and documents, found again within one agency, right after the commit that wrote
//! them. What is kept are tokens ([`blind`]), never words.
//!
//! An [`Entry`] is one place where words stand. Beside its own words it carries those by which its case is known (number,
//! applicant, subject), so that a name and a word of a letter are found together; they alone do not make it a hit.

mod alike;
mod blind;
mod find;
mod merge;
mod sql;
mod write;

use uuid::Uuid;

use crate::{
    domain::id::{CaseId, DepartmentId, FileId, LetterId, TextId},
    law::words,
    store::StoreError,
};
use time::Date;

pub(in crate::store) use self::write::{forget, forget_until_anew};
pub use self::{
    alike::alike,
    find::{Cursor, Found, InvalidCursor, Page, Search, by_number, count_up_to, page},
    merge::merge_some,
    write::{
        Newcomers, backlog, claim, forget_all, mark_all_stale, settled, take_places, write_many, write_new,
    },
};

words! {
    /// What an entry is of.
    pub enum Kind {
        /// What was asked for, and by whom.
        Application = "application",
        /// What was written down about a case: corrections, opinions, reasons.
        Note = "note",
        Letter = "letter",
        /// A page of a document.
        Page = "page",
    }
}

/// The place of which an entry tells the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    Application,
    Note(TextId),
    Letter(LetterId),
    /// Counted from one.
    Page(FileId, u32),
}

impl Source {
    fn kind(self) -> Kind {
        match self {
            Self::Application => Kind::Application,
            Self::Note(_) => Kind::Note,
            Self::Letter(_) => Kind::Letter,
            Self::Page(..) => Kind::Page,
        }
    }

    /// Its row, and the page of it.
    fn place(self, case: CaseId) -> (Uuid, u32) {
        match self {
            Self::Application => (case.0, 0),
            Self::Note(text) => (text.0, 0),
            Self::Letter(letter) => (letter.0, 0),
            Self::Page(file, page) => (file.0, page),
        }
    }

    fn of(kind: Kind, id: Uuid, page: u32) -> Self {
        match kind {
            Kind::Application => Self::Application,
            Kind::Note => Self::Note(TextId(id)),
            Kind::Letter => Self::Letter(LetterId(id)),
            Kind::Page => Self::Page(FileId(id), page),
        }
    }
}

/// Words and where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub case: CaseId,
    pub source: Source,
    /// What stands there; each text for itself.
    pub own: Vec<String>,
    /// By what the case is known.
    pub around: Vec<String>,
}

words! {
    /// In what is searched.
    #[derive(Default)]
    pub enum Where {
        #[default]
        Everything = "everything",
        /// Applications and what was noted about them.
        Applications = "applications",
        Letters = "letters",
        Documents = "documents",
    }
}

/// Which cases and places are looked through; an empty filter is all that the reader may see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub place: Where,
    /// Only open cases, or only closed ones.
    pub open: Option<bool>,
    pub received_from: Option<Date>,
    pub received_until: Option<Date>,
    pub department: Option<DepartmentId>,
}

/// Bits behind the place of a case, for the number of an entry.
const ENTRIES: u32 = 20;

/// Cases that were there before their words were kept take the places below.
const FIRST: i64 = 1 << 30;

fn bad_number(error: impl std::error::Error + Send + Sync + 'static) -> StoreError {
    StoreError::inconsistent("search_entry", "id", error)
}
