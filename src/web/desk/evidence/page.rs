//! The page of what is found about an application.

use serde::Serialize;

use super::samples;
use crate::{
    template::Template,
    text::key,
    web::{
        casefile::Head,
        form::{Field, FieldErrors},
        page::{Page, Side, Title},
        parts::PartRow,
    },
};

#[derive(Debug, Serialize)]
pub(super) struct EvidencePage {
    pub(super) problems: FieldErrors,
    pub(super) head: Head,
    pub(super) case_href: String,
    /// Whether there is nothing at all.
    pub(super) nothing: bool,
    pub(super) heard: Vec<HeardPart>,
    pub(super) repeated: Option<MatchPart>,
    pub(super) applied: Option<AppliedPart>,
    pub(super) several: Option<MatchPart>,
    pub(super) similar: Option<SimilarPart>,
    /// What the handler set aside.
    pub(super) asides: Vec<AsideRow>,
}

/// What every clue says of itself.
#[derive(Debug, Serialize)]
pub(super) struct About {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) reminder: String,
    pub(super) article: String,
    /// The grounds on which it may bear: `重复申请`
    pub(super) grounds: Option<String>,
}

/// Wordings of one kind.
#[derive(Debug, Serialize)]
pub(super) struct HeardPart {
    pub(super) about: About,
    pub(super) items: Vec<HeardRow>,
    pub(super) aside: Option<AsideForm>,
}

#[derive(Debug, Serialize)]
pub(super) struct HeardRow {
    pub(super) number: u16,
    /// Whether the item points to information that exists.
    pub(super) is_mixed: bool,
    pub(super) passages: Vec<Vec<PartRow>>,
    pub(super) against: Vec<AgainstRow>,
}

#[derive(Debug, Serialize)]
pub(super) struct AgainstRow {
    pub(super) what: String,
    pub(super) passages: Vec<Vec<PartRow>>,
}

/// The same, asked for elsewhere.
#[derive(Debug, Serialize)]
pub(super) struct MatchPart {
    pub(super) about: About,
    /// How many there are.
    pub(super) summary: Option<String>,
    pub(super) rows: Vec<MatchRow>,
    /// That there are some which the reader may not read.
    pub(super) hidden: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct MatchRow {
    pub(super) id: String,
    pub(super) item: u16,
    /// Why they are beside each other: `文号或者名称相同`
    pub(super) why: String,
    pub(super) now: ItemText,
    pub(super) then: ItemText,
    pub(super) is_identical: bool,
    pub(super) told: ToldRow,
    pub(super) take: Option<Take>,
    pub(super) aside: Option<AsideForm>,
}

/// An item, with what differs marked.
#[derive(Debug, Serialize)]
pub(super) struct ItemText {
    pub(super) title: Vec<PartRow>,
    pub(super) number: Vec<PartRow>,
    pub(super) description: Vec<PartRow>,
}

/// Another case and what became of it.
#[derive(Debug, Serialize)]
pub(super) struct ToldRow {
    pub(super) number: String,
    pub(super) href: String,
    pub(super) stage: String,
    pub(super) applicant_kind: String,
    pub(super) received: Option<String>,
    /// Department and handler.
    pub(super) by: Option<String>,
    pub(super) reply: Option<ReplyRow>,
    pub(super) fared: Vec<String>,
    pub(super) published: bool,
}

/// The answer that went out.
#[derive(Debug, Serialize)]
pub(super) struct ReplyRow {
    pub(super) outcome: String,
    /// `青建公开〔2026〕12号，2026年3月2日（星期一）`
    pub(super) letter: String,
    pub(super) href: String,
    pub(super) served: Option<String>,
    pub(super) took: Option<String>,
}

/// The way into the draft.
#[derive(Debug, Serialize)]
pub(super) struct Take {
    pub(super) href: String,
    pub(super) label: String,
}

/// How often the applicant applied.
#[derive(Debug, Serialize)]
pub(super) struct AppliedPart {
    pub(super) about: About,
    pub(super) summary: Option<String>,
    /// From which application of a month on a fee may be asked.
    pub(super) fee: Option<String>,
    pub(super) cases: Option<Table>,
    pub(super) represented: Option<Table>,
    pub(super) namesakes: Option<Table>,
    pub(super) aside: Option<AsideForm>,
}

#[derive(Debug, Serialize)]
pub(super) struct Table {
    pub(super) rows: Vec<CaseRow>,
    pub(super) hidden: Option<String>,
    pub(super) unlisted: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct CaseRow {
    pub(super) number: String,
    pub(super) href: String,
    pub(super) subject: String,
    pub(super) stage: String,
    pub(super) received: String,
    pub(super) outcome: String,
    pub(super) ended: String,
    /// What it has in common with the applicant here.
    pub(super) why: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct SimilarPart {
    pub(super) about: About,
    pub(super) rows: Vec<SimilarRow>,
}

#[derive(Debug, Serialize)]
pub(super) struct SimilarRow {
    pub(super) id: String,
    pub(super) told: ToldRow,
    pub(super) items: Vec<AlikeRow>,
    pub(super) aside: Option<AsideForm>,
}

#[derive(Debug, Serialize)]
pub(super) struct AlikeRow {
    pub(super) title: Vec<PartRow>,
    pub(super) passages: Vec<Vec<PartRow>>,
}

/// The form by which the handler sets a clue aside.
#[derive(Debug, Serialize)]
pub(super) struct AsideForm {
    pub(super) href: String,
    pub(super) kind: String,
    /// The other case; empty where the clue points to none.
    pub(super) other: String,
    /// Of what it is: a name or a number, so that the buttons differ.
    pub(super) what: String,
    pub(super) reason: Field,
}

#[derive(Debug, Serialize)]
pub(super) struct AsideRow {
    pub(super) name: String,
    /// The other case, where the clue points to one that the reader may open.
    pub(super) other: Option<OtherCase>,
    pub(super) reason: String,
    pub(super) who: String,
    pub(super) restore_href: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct OtherCase {
    pub(super) number: String,
    pub(super) href: String,
}

impl Template for EvidencePage {
    const NAME: &'static str = "pages/desk/evidence";

    fn samples() -> Vec<Self> {
        samples::pages()
    }
}

impl Page for EvidencePage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("evidence-title"))
    }

    fn has_errors(&self) -> bool {
        !self.problems.is_empty()
    }
}
