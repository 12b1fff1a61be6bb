//! The pages of the reviewers.

use serde::Serialize;

use super::{bench::Bench, claim::Claim, pointed::Pointed, samples};
use crate::{
    template::Template,
    text::key,
    web::{
        casefile::{
            Head,
            asked::{Asked, Person},
            clues::Clues,
            due::Clock,
            history::Entry,
            notes::Notes,
            notice::Notice,
            present::Present,
            progress::Step,
            proposal::{FileLink, Proposal},
            row::QueueRow,
        },
        form::{Field, FieldErrors},
        page::{Page, Side, Title},
    },
};

/// What waits for the reader.
#[derive(Debug, Serialize)]
pub(super) struct QueuePage {
    /// Which steps are theirs.
    pub(super) steps: String,
    /// For whom the reader stands in.
    pub(super) standing_in: Option<String>,
    pub(super) caption: String,
    pub(super) rows: Vec<QueueRow>,
    /// Whether a date among them is provisional.
    pub(super) has_provisional: bool,
    pub(super) next: Option<String>,
    /// Cases that the reader may claim, where there are any.
    pub(super) claims: Option<MoreQueue>,
    /// Procedural letters, where any wait.
    pub(super) letters: Option<MoreQueue>,
}

/// Cases besides: of which a procedural letter waits for the reader, or that the reader may claim.
#[derive(Debug, Serialize)]
pub(super) struct MoreQueue {
    pub(super) caption: String,
    pub(super) rows: Vec<QueueRow>,
    pub(super) next: Option<String>,
}

/// A procedural letter to be decided on.
#[derive(Debug, Serialize)]
pub(super) struct NoticePage {
    pub(super) problems: FieldErrors,
    pub(super) head: Head,
    pub(super) case_href: String,
    pub(super) person: Person,
    pub(super) clock: Clock,
    pub(super) notices: Vec<Notice>,
    pub(super) name: String,
    pub(super) asked: Asked,
    /// What a third party is shown with it.
    pub(super) files: Vec<FileLink>,
    /// The letter as it would go out, in HTML.
    pub(super) letter: Option<String>,
    pub(super) history: Vec<Entry>,
    /// The form, where the reader may decide.
    pub(super) decision: Option<Decision>,
}

/// Everything that a reviewer needs, on one page.
#[derive(Debug, Serialize)]
pub(super) struct ReviewPage {
    pub(super) problems: FieldErrors,
    pub(super) head: Head,
    pub(super) person: Person,
    pub(super) clock: Clock,
    /// Who else has the case open.
    pub(super) present: Present,
    pub(super) notices: Vec<Notice>,
    /// What the staff noted for each other.
    pub(super) notes: Notes,
    /// Where all of the case is.
    pub(super) desk_href: String,
    pub(super) steps: Vec<Step>,
    pub(super) asked: Asked,
    /// What earlier cases and the words show.
    pub(super) clues: Clues,
    pub(super) files: Vec<FileLink>,
    /// The file of the case in one download.
    pub(super) file_href: Option<String>,
    pub(super) proposals: Vec<Proposal>,
    pub(super) bench: Bench,
    /// The letter as it would go out, in HTML.
    pub(super) letter: Option<String>,
    /// What reviewers said before.
    pub(super) history: Vec<Entry>,
    /// The form, where the reader may decide.
    pub(super) decision: Option<Decision>,
    /// Steps of the reader's that may claim the case, as long as it is not in review.
    pub(super) claims: Vec<Claim>,
    /// Steps that the reader may leave out.
    pub(super) bypasses: Vec<Bypass>,
}

/// A step to leave out, with a reason.
#[derive(Debug, Serialize)]
pub(super) struct Bypass {
    pub(super) name: String,
    pub(super) step: String,
    pub(super) href: String,
    pub(super) version: u32,
    pub(super) reason: Field,
}

/// The decision on a step.
#[derive(Debug, Serialize)]
pub(super) struct Decision {
    /// `法制审核`
    pub(super) name: String,
    /// Whose step it is, where that person is away.
    pub(super) instead_of: Option<String>,
    pub(super) approve: String,
    pub(super) approve_href: String,
    pub(super) send_back_href: String,
    pub(super) version: u32,
    pub(super) step: String,
    /// The digest of what is shown.
    pub(super) content: String,
    pub(super) questions: Vec<Question>,
    pub(super) words: Field,
    pub(super) words_hint: String,
    /// How much of what goes out the reader has not opened; of an answer.
    pub(super) unopened: usize,
    /// What is to be mended where; of an answer.
    pub(super) pointed: Option<Pointed>,
}

#[derive(Debug, Serialize)]
pub(super) struct Question {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) yes: bool,
    pub(super) no: bool,
    pub(super) error: Option<String>,
}

impl Template for QueuePage {
    const NAME: &'static str = "pages/review/queue";

    fn samples() -> Vec<Self> {
        samples::queues()
    }
}

impl Page for QueuePage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("review-title"))
    }
}

impl Template for NoticePage {
    const NAME: &'static str = "pages/review/notice";

    fn samples() -> Vec<Self> {
        samples::notices()
    }
}

impl Page for NoticePage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Plain(format!("{} {}", self.name, self.head.number))
    }

    fn has_errors(&self) -> bool {
        !self.problems.is_empty()
    }
}

impl Template for ReviewPage {
    const NAME: &'static str = "pages/review/case";

    fn samples() -> Vec<Self> {
        samples::cases()
    }
}

impl Page for ReviewPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Plain(format!("{} {}", self.head.number, self.head.subject))
    }

    fn has_errors(&self) -> bool {
        !self.problems.is_empty()
    }
}
