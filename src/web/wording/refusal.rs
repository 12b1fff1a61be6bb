//! Refusals, in plain words beside the button.

use super::{Said, Voice};
use crate::{domain::refusal::Refusal, text::key};

impl Voice<'_> {
    /// Why an order was not carried out.
    pub(crate) fn refusal(self, refusal: &Refusal) -> Said {
        match refusal {
            Refusal::NotTheirs => self.say(key("refusal-not-theirs")),
            Refusal::NotYourRole => self.say(key("refusal-not-your-role")),
            Refusal::NotYourCase => self.say(key("refusal-not-your-case")),
            Refusal::NotNow => self.say(key("refusal-not-now")),
            Refusal::KeptApart => self.say(key("refusal-kept-apart")),
            Refusal::NoSuchDepartment => self.say(key("refusal-no-such-department")),
            Refusal::NoSuchHandler => self.say(key("refusal-no-such-handler")),
            Refusal::TooEarly(day) => self.say_with(key("refusal-too-early"), &[("day", &self.date(*day))]),
            Refusal::InTheFuture => self.say(key("refusal-in-the-future")),
            Refusal::EvidenceMissing => self.say(key("refusal-evidence-missing")),
            Refusal::NothingToConfirm => self.say(key("refusal-nothing-to-confirm")),
            Refusal::NothingDrafted => self.say(key("refusal-nothing-drafted")),
            Refusal::Incomplete(missing) => self.say_with(
                key("refusal-incomplete"),
                &[("count", &missing.len().to_string())],
            ),
            Refusal::ContentChanged => self.say(key("refusal-content-changed")),
            Refusal::ChecklistOpen(open) => self.say_with(
                key("refusal-checklist-open"),
                &[("count", &open.len().to_string())],
            ),
            Refusal::ItemCount(most) => {
                self.say_with(key("refusal-item-count"), &[("most", &most.to_string())])
            }
            Refusal::OtherLetter => self.say(key("refusal-other-letter")),
            Refusal::UnknownFile => self.say(key("refusal-unknown-file")),
            Refusal::NoOnlineChannel(article) => self.say_with(
                key("refusal-no-online-channel"),
                &[("article", &self.law.cite(article))],
            ),
            Refusal::NotThePost => self.say(key("refusal-not-the-post")),
            Refusal::NotDelivered => self.say(key("refusal-not-delivered")),
            Refusal::AlreadyDelivered => self.say(key("refusal-already-delivered")),
        }
    }
}
