//! The page on which an answer is drafted.

use serde::Serialize;

use super::samples;
use crate::{
    template::Template,
    text::key,
    web::{
        casefile::{
            clues::ClueLine, comparison::Comparison, due::Clock, likeness::AlarmRow, notice::Notice,
            points::Point, present::Present,
        },
        form::{Field, FieldErrors},
        page::{Page, Side, Title},
        pairs::Hidden,
    },
};

#[derive(Debug, Serialize)]
pub(super) struct DraftPage {
    pub(super) problems: FieldErrors,
    pub(super) number: String,
    pub(super) case_href: String,
    pub(super) href: String,
    pub(super) upload_href: String,
    pub(super) version: u32,
    pub(super) clock: Clock,
    /// Who else has the case open.
    pub(super) present: Present,
    pub(super) notices: Vec<Notice>,
    /// What a button has just done.
    pub(super) notice: Option<String>,
    /// With what it came back from review, one by one.
    pub(super) points: Vec<Point>,
    /// Documents that fared otherwise in other cases.
    pub(super) alarms: Vec<AlarmRow>,
    /// What changed since it was approved, where that voids the approvals.
    pub(super) changes: Option<Comparison>,
    /// What was typed for grounds that are not chosen now.
    pub(super) kept: Vec<Hidden>,
    pub(super) items: Vec<ItemView>,
    pub(super) preview_href: String,
    /// What the draft makes so far; a browser with scripts fetches it anew while somebody types.
    #[serde(flatten)]
    pub(super) preview: Preview,
}

/// What a draft makes so far: what it still lacks, and the letter with its gaps.
#[derive(Debug, Serialize)]
pub(super) struct Preview {
    /// Everything that is still missing.
    pub(super) missing: FieldErrors,
    pub(super) missing_count: usize,
    /// What stands in the way whatever the draft says.
    pub(super) obstacle: Option<String>,
    /// The steps that the draft would pass, once nothing is missing.
    pub(super) chain: String,
    /// The letter in HTML, with gaps where something is missing; nothing while no ground is chosen.
    pub(super) letter: Option<String>,
    /// Where the letter of the saved draft is had as a file, marked as a draft; once nothing is missing.
    pub(super) files_href: Option<String>,
}

impl Template for Preview {
    const NAME: &'static str = "pages/desk/draft_preview";

    fn samples() -> Vec<Self> {
        samples::previews()
    }
}

/// A part of a page, fetched by the page's script.
impl Page for Preview {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("draft-letter"))
    }
}

#[derive(Debug, Serialize)]
pub(super) struct ItemView {
    pub(super) number: usize,
    pub(super) title: String,
    pub(super) document_number: Option<String>,
    pub(super) description: Option<String>,
    pub(super) answer: AnswerView,
    pub(super) is_partial: bool,
    pub(super) parts: Vec<PartView>,
    pub(super) files: Vec<FileView>,
    /// Copies for release that could be handed over.
    pub(super) offered: Vec<FileView>,
    pub(super) files_error: Option<String>,
    pub(super) upload_id: String,
}

#[derive(Debug, Serialize)]
pub(super) struct PartView {
    pub(super) id: String,
    pub(super) number: usize,
    pub(super) what: Field,
    pub(super) answer: AnswerView,
}

#[derive(Debug, Serialize)]
pub(super) struct AnswerView {
    pub(super) ground: Field,
    pub(super) groups: Vec<GroupView>,
    /// What is found that may bear on the ground; before one is chosen, on any.
    pub(super) clues: Vec<ClueLine>,
    /// About the chosen ground.
    pub(super) guide: Option<Guide>,
    pub(super) fields: Vec<FieldView>,
}

#[derive(Debug, Serialize)]
pub(super) struct GroupView {
    pub(super) name: String,
    pub(super) choices: Vec<Choice>,
}

#[derive(Debug, Serialize)]
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) name: String,
    pub(super) chosen: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct Guide {
    pub(super) article: String,
    pub(super) guidance: String,
    pub(super) statement: String,
    pub(super) text: Vec<String>,
}

/// A field that the ground demands: one of `long`, `line` and `choices` says how it is filled in.
#[derive(Debug, Serialize)]
pub(super) struct FieldView {
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) field: Field,
    pub(super) long: bool,
    /// The type of the input.
    pub(super) line: Option<&'static str>,
    pub(super) choices: Vec<Choice>,
}

#[derive(Debug, Serialize)]
pub(super) struct FileView {
    pub(super) id: String,
    pub(super) number: usize,
    pub(super) name: String,
    pub(super) href: String,
    /// It waits for the scanner, and nobody opens it.
    pub(super) is_waiting: bool,
    /// It was uploaded as it is, and not made for release.
    pub(super) uploaded: bool,
}

impl Template for DraftPage {
    const NAME: &'static str = "pages/desk/draft";

    fn samples() -> Vec<Self> {
        samples::pages()
    }
}

impl Page for DraftPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("draft-title"))
    }

    fn has_errors(&self) -> bool {
        !self.problems.is_empty()
    }
}
