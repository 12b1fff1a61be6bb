//! Refusals, in plain words beside the button.

use super::{Said, Voice};
use crate::{domain::refusal::Refusal, law::AsksFor, text::key};

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
            Refusal::TooEarly(day) => {
                self.say_with(key("refusal-too-early"), &[("day", &self.weekday(*day))])
            }
            Refusal::InTheFuture => self.say(key("refusal-in-the-future")),
            Refusal::EvidenceMissing => self.say(key("refusal-evidence-missing")),
            Refusal::NothingToConfirm => self.say(key("refusal-nothing-to-confirm")),
            Refusal::TooManyJoint(most) => {
                self.say_with(key("refusal-too-many-joint"), &[("most", &most.to_string())])
            }
            Refusal::AuthorityMissing => self.say(key("refusal-authority-missing")),
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
            Refusal::PartsUnopened(parts) => self.say_with(
                key("refusal-parts-unopened"),
                &[("count", &parts.len().to_string())],
            ),
            Refusal::PointsOpen(open) => {
                self.say_with(key("refusal-points-open"), &[("count", &open.to_string())])
            }
            Refusal::Claimable(windows) => self.claimable(windows),
            Refusal::NoSuchPoint => self.say(key("refusal-no-such-point")),
            Refusal::NoSuchPlace => self.say(key("refusal-no-such-place")),
            Refusal::TooManyPoints(most) => {
                self.say_with(key("refusal-too-many-points"), &[("most", &most.to_string())])
            }
            Refusal::ItemCount(most) => {
                self.say_with(key("refusal-item-count"), &[("most", &most.to_string())])
            }
            Refusal::OtherLetter => self.say(key("refusal-other-letter")),
            Refusal::UnknownFile => self.say(key("refusal-unknown-file")),
            Refusal::FileNotScanned(name) => {
                self.say_with(key("refusal-file-not-scanned"), &[("name", name)])
            }
            Refusal::HitsOpen(count) => {
                self.say_with(key("refusal-hits-open"), &[("count", &count.to_string())])
            }
            Refusal::NotClean { file, found } => self.say_with(
                key("refusal-not-clean"),
                &[("file", file), ("found", &found.join("、"))],
            ),
            Refusal::BeingInspected(file) => self.say_with(key("refusal-being-inspected"), &[("file", file)]),
            Refusal::NotInspected { file, why } => {
                self.say_with(key("refusal-not-inspected"), &[("file", file), ("why", why)])
            }
            Refusal::NotAsListed => self.say(key("refusal-not-as-listed")),
            Refusal::SameFileName(name) => self.say_with(key("refusal-same-file-name"), &[("name", name)]),
            Refusal::CopyOutdated(name) => self.say_with(key("refusal-copy-outdated"), &[("name", name)]),
            Refusal::MarksUnsaid { file, reasons } => {
                let named = reasons.iter().filter_map(|reason| self.law.blackout(reason));
                let names: Vec<&str> = named.map(|reason| reason.name.as_str()).collect();
                self.say_with(
                    key("refusal-marks-unsaid"),
                    &[("file", file), ("reasons", &names.join("、"))],
                )
            }
            Refusal::DocumentBusy => self.say(key("refusal-document-busy")),
            Refusal::NoBlackoutReason => self.say(key("refusal-no-blackout-reason")),
            Refusal::OffThePage => self.say(key("refusal-off-the-page")),
            Refusal::NoOnlineChannel(article) => self.say_with(
                key("refusal-no-online-channel"),
                &[("article", &self.law.cite(article))],
            ),
            Refusal::NoGlyph { character, near } => self.say_with(
                key("refusal-no-glyph"),
                &[
                    ("character", &character.to_string()),
                    ("code", &format!("U+{:04X}", u32::from(*character))),
                    ("near", near),
                ],
            ),
            Refusal::OnlyFor { asks_for, article } => {
                let text = match asks_for {
                    AsksFor::Information => key("refusal-only-for-information"),
                    AsksFor::RecordCorrection => key("refusal-only-for-records"),
                };
                self.say_with(text, &[("article", &self.law.cite(article))])
            }
            Refusal::AsksForOther => self.say(key("refusal-asks-for-other")),
            Refusal::NothingToPublish => self.say(key("refusal-nothing-to-publish")),
            Refusal::NotThePost => self.say(key("refusal-not-the-post")),
            Refusal::LateUnexplained => self.say(key("refusal-late-unexplained")),
            Refusal::NotLate => self.say(key("refusal-not-late")),
            Refusal::OrganUnnamed => self.say(key("refusal-organ-unnamed")),
            Refusal::WaybillUsed => self.say(key("refusal-waybill-used")),
            Refusal::NoSuchReason => self.say(key("refusal-no-such-reason")),
            Refusal::AlreadySent => self.say(key("refusal-already-sent")),
            Refusal::NotDelivered => self.say(key("refusal-not-delivered")),
            Refusal::AlreadyDelivered => self.say(key("refusal-already-delivered")),
            Refusal::NumberTaken(number) => self.say_with(key("refusal-number-taken"), &[("number", number)]),
            Refusal::NoSuchNotice => self.say(key("refusal-no-such-notice")),
            Refusal::AlreadyTold => self.say(key("refusal-already-told")),
            Refusal::AlreadyProposed => self.say(key("refusal-already-proposed")),
            Refusal::AskedOnce => self.say(key("refusal-asked-once")),
            Refusal::ExtendedOnce => self.say(key("refusal-extended-once")),
            Refusal::Waiting => self.say(key("refusal-waiting")),
            Refusal::NotConsulted => self.say(key("refusal-not-consulted")),
            Refusal::NotExpired => self.say(key("refusal-not-expired")),
            Refusal::ReasonsNotAccepted => self.say(key("refusal-reasons-not-accepted")),
            Refusal::NoTimeGiven => self.say(key("refusal-no-time-given")),
            Refusal::NoSuchItem => self.say(key("refusal-no-such-item")),
            Refusal::NoReasons => self.say(key("refusal-no-reasons")),
            Refusal::NotOnline => self.say(key("refusal-not-online")),
            Refusal::NotAsked => self.say(key("refusal-not-asked")),
            Refusal::AlreadyReceived => self.say(key("refusal-already-received")),
            Refusal::NothingReceived => self.say(key("refusal-nothing-received")),
            Refusal::NoProof => self.say(key("refusal-no-proof")),
            Refusal::SameProof => self.say(key("refusal-same-proof")),
            Refusal::LettersUnderWay => self.say(key("refusal-letters-under-way")),
            Refusal::OneItemOnly => self.say(key("refusal-one-item-only")),
            Refusal::SameCase => self.say(key("refusal-same-case")),
            Refusal::OtherApplicant => self.say(key("refusal-other-applicant")),
            Refusal::NoSuchCase => self.say(key("refusal-no-such-case")),
            Refusal::NothingToContest => self.say(key("refusal-nothing-to-contest")),
            Refusal::NoSuchAppeal => self.say(key("refusal-no-such-appeal")),
            Refusal::NoSuchResult => self.say(key("refusal-no-such-result")),
            Refusal::NotReconsideration => self.say(key("refusal-not-reconsideration")),
            Refusal::NothingOrdered => self.say(key("refusal-nothing-ordered")),
            Refusal::NothingWithheld => self.say(key("refusal-nothing-withheld")),
            Refusal::NobodyElseAsked => self.say(key("refusal-nobody-else-asked")),
            Refusal::NothingProposed => self.say(key("refusal-nothing-proposed")),
            Refusal::NotImported => self.say(key("refusal-not-imported")),
            Refusal::ActedOn => self.say(key("refusal-acted-on")),
            Refusal::StillKept => self.say(key("refusal-still-kept")),
            Refusal::Erased => self.say(key("refusal-erased")),
            Refusal::NothingRecorded => self.say(key("refusal-nothing-recorded")),
            Refusal::ConsultationOpen => self.say(key("refusal-consultation-open")),
            Refusal::ThirdPartyNotTold => self.say(key("refusal-third-party-not-told")),
            Refusal::ExtensionTooLong(most) => {
                self.say_with(key("refusal-extension-too-long"), &[("most", &most.to_string())])
            }
            Refusal::TooLate(day) => self.say_with(key("refusal-too-late"), &[("day", &self.weekday(*day))]),
            Refusal::OtherFee(yuan) => {
                self.say_with(key("refusal-other-fee"), &[("yuan", &yuan.to_string())])
            }
        }
    }
}
