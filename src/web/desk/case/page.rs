//! The case page of the desk: everything known, and the actions that are allowed.

use serde::Serialize;

use super::samples;
pub(super) use crate::web::casefile::to::{Choice, DepartmentChoices};
use crate::{
    template::Template,
    web::{
        casefile::{
            Head,
            asked::{Asked, Person, Row},
            clues::Clues,
            due::Clock,
            history::Entry,
            letter::LetterRow,
            notes::Notes,
            notice::Notice,
            order::{Closed, OrderForm, Section},
            present::Present,
            progress::Step,
            proposal::{FileLink, Proposal},
            receipt::Reckoning,
        },
        form::{Field, FieldErrors},
        page::{Page, Side, Title},
    },
};

/// The page.
#[derive(Debug, Serialize)]
pub(super) struct CasePage {
    pub(super) problems: FieldErrors,
    pub(super) head: Head,
    pub(super) clock: Clock,
    /// Who else has the case open.
    pub(super) present: Present,
    pub(super) notices: Vec<Notice>,
    /// Why there is nothing to do here for the reader, where there is not.
    pub(super) nothing_to_do: Option<String>,
    pub(super) actions: Actions,
    /// Where the reader may claim the case.
    pub(super) claim_href: Option<String>,
    /// What else may be done, each by its form.
    pub(super) ways: Vec<OrderForm>,
    /// What may not be done now, and why.
    pub(super) closed: Vec<Closed>,
    /// Procedural letters, proceedings, what follows the answer, other cases.
    pub(super) sections: Vec<Section>,
    pub(super) asked: Asked,
    /// What earlier cases and the words show.
    pub(super) clues: Clues,
    pub(super) files: Vec<FileLink>,
    pub(super) proposals: Vec<Proposal>,
    pub(super) steps: Vec<Step>,
    /// What the staff noted for each other.
    pub(super) notes: Notes,
    pub(super) letters: Vec<LetterRow>,
    pub(super) history: Vec<Entry>,
    pub(super) person: Person,
    pub(super) facts: Vec<Row>,
    /// Where its documents are.
    pub(super) documents_href: String,
    /// Where what third parties may be shown is prepared.
    pub(super) attachments_href: Option<String>,
    /// The file of the case in one download.
    pub(super) file_href: Option<String>,
    /// What is about to leave, to be checked.
    pub(super) check_href: Option<String>,
    /// Where the answer is published; nowhere while it has given nothing.
    pub(super) publish_href: Option<String>,
    /// The form of confidentiality review, once there is anything in it.
    pub(super) secrecy_href: Option<String>,
    /// How the day of receipt came about.
    pub(super) reckoning: Option<Reckoning>,
}

/// A form that gives an order.
#[derive(Debug, Serialize)]
pub(super) struct Action {
    /// Of the form, for links.
    pub(super) id: &'static str,
    pub(super) name: String,
    pub(super) href: String,
    pub(super) version: u32,
    /// Why the order was refused.
    pub(super) error: Option<String>,
    /// Whether the form is unfolded.
    pub(super) open: bool,
}

/// Everything that may be done, exactly as `permission::allowed` says.
#[derive(Debug, Default, Serialize)]
pub(super) struct Actions {
    pub(super) confirm_receipt: Option<ConfirmReceipt>,
    pub(super) assign: Option<Assign>,
    pub(super) draft_href: Option<String>,
    /// Orders that need nothing but a press.
    pub(super) plain: Vec<Plain>,
    pub(super) serve: Option<Serve>,
    pub(super) record_delivery: Option<RecordDelivery>,
    /// Orders that come with a reason.
    pub(super) worded: Vec<Worded>,
}

impl Actions {
    pub(super) fn is_empty(&self) -> bool {
        let Self {
            confirm_receipt,
            assign,
            draft_href,
            plain,
            serve,
            record_delivery,
            worded,
        } = self;
        confirm_receipt.is_none()
            && assign.is_none()
            && draft_href.is_none()
            && plain.is_empty()
            && serve.is_none()
            && record_delivery.is_none()
            && worded.is_empty()
    }
}

#[derive(Debug, Serialize)]
pub(super) struct ConfirmReceipt {
    #[serde(flatten)]
    pub(super) action: Action,
    /// The rule of the channel, and by when it has to be confirmed.
    pub(super) rule: String,
    pub(super) confirmed_on: Field,
    pub(super) record: Field,
    /// What proves the day, by the channel.
    pub(super) evidence: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Assign {
    #[serde(flatten)]
    pub(super) action: Action,
    pub(super) to: Field,
    pub(super) departments: Vec<DepartmentChoices>,
}

#[derive(Debug, Serialize)]
pub(super) struct Plain {
    #[serde(flatten)]
    pub(super) action: Action,
    pub(super) hint: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Worded {
    #[serde(flatten)]
    pub(super) action: Action,
    pub(super) words: Field,
    pub(super) label: String,
    pub(super) hint: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Serve {
    #[serde(flatten)]
    pub(super) action: Action,
    pub(super) letter: String,
    /// None where records are to be corrected: nobody was asked.
    pub(super) wished: Option<String>,
    pub(super) by: Field,
    pub(super) ways: Vec<Choice>,
    pub(super) mail: Field,
    pub(super) mails: Vec<Choice>,
    pub(super) waybill: Field,
    pub(super) posted_on: Field,
    pub(super) signed_on: Field,
    pub(super) signed_by: Field,
    pub(super) signers: Vec<Choice>,
    pub(super) remark: Field,
}

#[derive(Debug, Serialize)]
pub(super) struct RecordDelivery {
    #[serde(flatten)]
    pub(super) action: Action,
    pub(super) delivered_on: Field,
}

impl Template for CasePage {
    const NAME: &'static str = "pages/desk/case";

    fn samples() -> Vec<Self> {
        samples::pages()
    }
}

impl Page for CasePage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Plain(format!("{} {}", self.head.number, self.head.subject))
    }

    fn has_errors(&self) -> bool {
        !self.problems.is_empty()
    }
}
