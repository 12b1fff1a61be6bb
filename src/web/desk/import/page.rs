//! The pages of imports.

use serde::Serialize;

use super::samples;
use crate::{
    template::Template,
    text::key,
    web::{
        casefile::asked::Row,
        form::{Choices, Field, FieldErrors},
        page::{Page, Side, Title},
    },
};

/// The imports of the agency, and the form in which a file is brought.
#[derive(Debug, Serialize)]
pub(super) struct ImportsPage {
    pub(super) problems: FieldErrors,
    pub(super) file: Field,
    /// How large a file may be, and how many rows it may have.
    pub(super) limits: String,
    pub(super) rows: Vec<ImportRow>,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct ImportRow {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) by: String,
    pub(super) on: String,
    pub(super) state: String,
    /// How many cases stand that came of it.
    pub(super) taken: String,
}

/// One import, as far as it is.
#[derive(Debug, Serialize)]
pub(super) struct ImportPage {
    pub(super) problems: FieldErrors,
    pub(super) href: String,
    pub(super) name: String,
    pub(super) state: String,
    pub(super) facts: Vec<Row>,
    /// Why it could not be done, or was not done to its end.
    pub(super) trouble: Option<String>,
    pub(super) progress: Option<Progress>,
    pub(super) plan: Option<PlanForm>,
    pub(super) result: Option<ResultPart>,
    pub(super) done: Option<DonePart>,
}

/// How far the program is.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Progress {
    pub(super) text: String,
    pub(super) done: u32,
    pub(super) total: u32,
}

/// What the columns hold.
#[derive(Debug, Clone, Serialize)]
pub(super) struct PlanForm {
    /// Where there are several.
    pub(super) sheets: Option<Choices>,
    pub(super) heads: Choices,
    pub(super) sheet: String,
    pub(super) head: String,
    /// What stands in the first row below the heads.
    pub(super) columns: Vec<Column>,
    /// What all rows have where there is no column of it.
    pub(super) always: Vec<Labelled>,
    /// Whether it was said before, and can be left as it is.
    pub(super) again: bool,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct Column {
    pub(super) head: String,
    pub(super) sample: String,
    pub(super) choices: Choices,
}

/// A choice with what is to be chosen.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Labelled {
    pub(super) label: String,
    pub(super) choices: Choices,
}

/// What would come of the rows.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ResultPart {
    pub(super) counts: Vec<Row>,
    /// Values that nobody knows, each once.
    pub(super) unknown: Vec<Labelled>,
    pub(super) first: Vec<ProblemRow>,
    /// How many there are, where not all are shown.
    pub(super) more: Option<String>,
    pub(super) table_href: Option<String>,
    pub(super) choice: Choices,
    pub(super) columns_href: String,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct ProblemRow {
    pub(super) row: String,
    pub(super) kind: String,
    pub(super) is_warning: bool,
    pub(super) field: String,
    pub(super) value: String,
    pub(super) wrong: String,
    pub(super) advice: String,
}

/// What came of it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct DonePart {
    pub(super) counts: Vec<Row>,
    pub(super) queue_href: Option<String>,
    pub(super) table_href: Option<String>,
    pub(super) undo: Option<Undo>,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct Undo {
    pub(super) what: String,
    pub(super) error: Option<String>,
}

impl Template for ImportsPage {
    const NAME: &'static str = "pages/desk/import/list";

    fn samples() -> Vec<Self> {
        samples::lists()
    }
}

impl Page for ImportsPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("import-title"))
    }

    fn has_errors(&self) -> bool {
        !self.problems.is_empty()
    }
}

impl Template for ImportPage {
    const NAME: &'static str = "pages/desk/import/one";

    fn samples() -> Vec<Self> {
        samples::pages()
    }
}

impl Page for ImportPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Plain(format!("{} {}", self.state, self.name))
    }

    fn has_errors(&self) -> bool {
        !self.problems.is_empty()
    }
}
