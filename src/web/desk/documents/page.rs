//! The pages of documents.

use serde::Serialize;

use super::samples;
use crate::{
    template::Template,
    text::key,
    web::{
        casefile::{Head, proposal::FileLink},
        form::{Field, FieldErrors},
        page::{Page, Side, Title},
    },
};

/// The documents of a case.
#[derive(Debug, Serialize)]
pub(super) struct DocumentsPage {
    pub(super) problems: FieldErrors,
    pub(super) head: Head,
    pub(super) case_href: String,
    pub(super) href: String,
    pub(super) may_bring: bool,
    pub(super) upload: Field,
    pub(super) rows: Vec<DocumentRow>,
    /// Files in which something was found.
    pub(super) quarantined: Vec<FileLink>,
    /// Something is under way: the page looks again by itself.
    pub(super) is_working: bool,
}

/// A document.
#[derive(Debug, Serialize)]
pub(super) struct DocumentRow {
    pub(super) id: String,
    pub(super) name: String,
    /// Its pages, once they can be seen.
    pub(super) href: Option<String>,
    pub(super) search_href: Option<String>,
    /// None while nobody may open it.
    pub(super) original_href: Option<String>,
    /// What is under way.
    pub(super) progress: Option<Progress>,
    pub(super) facts: Vec<String>,
    pub(super) problem: Option<String>,
    pub(super) warnings: Vec<String>,
    /// What was left out of a package, each with its reason.
    pub(super) left_out: Vec<String>,
    /// Where it is asked to look again at what could not be looked at.
    pub(super) again_href: Option<String>,
    pub(super) copies: Vec<CopyRow>,
    /// Where a copy is asked for, if one may be.
    pub(super) copy_href: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Progress {
    pub(super) text: String,
    pub(super) done: u32,
    pub(super) pages: u32,
}

/// A copy for release.
#[derive(Debug, Serialize)]
pub(super) struct CopyRow {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) text: String,
    /// Made of the marks as they stand.
    pub(super) is_current: bool,
}

/// One page of a document.
#[derive(Debug, Serialize)]
pub(super) struct SheetPage {
    pub(super) problems: FieldErrors,
    pub(super) head: Head,
    pub(super) name: String,
    pub(super) list_href: String,
    pub(super) search_href: String,
    pub(super) href: String,
    pub(super) remove_href: String,
    pub(super) picture: String,
    pub(super) number: u32,
    pub(super) pages: u32,
    /// The page in pixels, and the same in thousandths of a point.
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) across: i32,
    pub(super) down: i32,
    pub(super) may_mark: bool,
    /// Where a reviewer whose turn it is says what is to be mended on this page.
    pub(super) remark_href: Option<String>,
    /// The second look, where it is the reader's to take.
    pub(super) look: Option<Look>,
    pub(super) marks: Vec<MarkRow>,
    pub(super) reasons: Vec<ReasonChoice>,
    /// The first corner that was pressed.
    pub(super) corner: Option<Corner>,
    pub(super) left: Field,
    pub(super) top: Field,
    pub(super) breadth: Field,
    pub(super) depth: Field,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
    pub(super) others: Vec<PageLink>,
    pub(super) lines: Vec<String>,
    /// What a search would not find here.
    pub(super) unsearchable: Option<String>,
}

/// 复核: how far a reviewer is with looking at every page on which something is blacked out.
#[derive(Debug, Serialize)]
pub(super) struct Look {
    pub(super) pages: usize,
    pub(super) seen: usize,
    /// The first page that they have not looked at.
    pub(super) next: Option<NextLook>,
    pub(super) review_href: String,
}

#[derive(Debug, Serialize)]
pub(super) struct NextLook {
    pub(super) number: u32,
    pub(super) href: String,
}

/// A marked place.
#[derive(Debug, Serialize)]
pub(super) struct MarkRow {
    pub(super) id: String,
    pub(super) number: usize,
    pub(super) reason: String,
    /// What is written under it.
    pub(super) text: String,
    /// In thousandths of a point.
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: i32,
    pub(super) height: i32,
}

#[derive(Debug, Serialize)]
pub(super) struct ReasonChoice {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) checked: bool,
}

/// A corner, in thousandths of a point.
#[derive(Debug, Serialize)]
pub(super) struct Corner {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) cancel_href: String,
}

#[derive(Debug, Serialize)]
pub(super) struct PageLink {
    pub(super) number: u32,
    pub(super) href: String,
    pub(super) is_here: bool,
    pub(super) marks: usize,
}

/// What a search through all pages found.
#[derive(Debug, Serialize)]
pub(super) struct SearchPage {
    pub(super) problems: FieldErrors,
    pub(super) head: Head,
    pub(super) name: String,
    pub(super) list_href: String,
    pub(super) pages_href: String,
    pub(super) href: String,
    pub(super) may_mark: bool,
    pub(super) words: Field,
    pub(super) kinds: Vec<KindChoice>,
    /// A search was made.
    pub(super) was_asked: bool,
    pub(super) summary: String,
    pub(super) hits: Vec<HitRow>,
    pub(super) more: bool,
    pub(super) unsearchable: Option<String>,
    /// For which reasons hits can be marked; none where there is nothing to mark.
    pub(super) reasons: Vec<ReasonChoice>,
}

#[derive(Debug, Serialize)]
pub(super) struct KindChoice {
    pub(super) value: &'static str,
    pub(super) label: String,
    pub(super) checked: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct HitRow {
    pub(super) id: String,
    /// The places, as the form sends them back.
    pub(super) value: String,
    pub(super) page: u32,
    pub(super) page_href: String,
    pub(super) kind: String,
    pub(super) before: String,
    pub(super) text: String,
    pub(super) behind: String,
    pub(super) is_marked: bool,
    pub(super) checked: bool,
}

/// What a search through all documents of a case found.
#[derive(Debug, Serialize)]
pub(super) struct EverywherePage {
    pub(super) problems: FieldErrors,
    pub(super) head: Head,
    pub(super) list_href: String,
    pub(super) href: String,
    pub(super) words: Field,
    pub(super) kinds: Vec<KindChoice>,
    /// A search was made.
    pub(super) was_asked: bool,
    pub(super) summary: String,
    pub(super) documents: Vec<FoundIn>,
    /// Documents that could not be looked through.
    pub(super) unread: Option<String>,
    /// Where the search stopped before the end.
    pub(super) stopped: Option<String>,
}

/// A document with what was found in it.
#[derive(Debug, Serialize)]
pub(super) struct FoundIn {
    pub(super) number: usize,
    pub(super) name: String,
    pub(super) search_href: String,
    pub(super) hits: Vec<HitRow>,
    pub(super) unsearchable: Option<String>,
}

impl Template for DocumentsPage {
    const NAME: &'static str = "pages/desk/documents/list";

    fn samples() -> Vec<Self> {
        samples::lists()
    }
}

impl Page for DocumentsPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("documents-title"))
    }

    fn has_errors(&self) -> bool {
        !self.problems.is_empty()
    }
}

impl Template for SheetPage {
    const NAME: &'static str = "pages/desk/documents/sheet";

    fn samples() -> Vec<Self> {
        samples::sheets()
    }
}

impl Page for SheetPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Plain(format!("{} {}/{}", self.name, self.number, self.pages))
    }

    fn has_errors(&self) -> bool {
        !self.problems.is_empty()
    }
}

impl Template for SearchPage {
    const NAME: &'static str = "pages/desk/documents/search";

    fn samples() -> Vec<Self> {
        samples::searches()
    }
}

impl Page for SearchPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("documents-search-title"))
    }

    fn has_errors(&self) -> bool {
        !self.problems.is_empty()
    }
}

impl Template for EverywherePage {
    const NAME: &'static str = "pages/desk/documents/everywhere";

    fn samples() -> Vec<Self> {
        samples::everywhere()
    }
}

impl Page for EverywherePage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("documents-everywhere-title"))
    }

    fn has_errors(&self) -> bool {
        !self.problems.is_empty()
    }
}
