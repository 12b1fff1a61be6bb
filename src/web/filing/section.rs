//! The parts of the form, of which the portal shows one a page.

use serde::{Deserialize, Serialize};

use super::{
    check::Place,
    typed::{Typed, TypedItem},
};
use crate::domain::application::AsksFor;

/// A part of the form. In the order of the pages: first what is wanted, so that whoever finds it published need not say
/// who they are; then how, because that decides what has to be known of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Section {
    /// What is asked for.
    Items,
    /// In which form and by which way.
    Wishes,
    /// Who applies.
    Applicant,
    /// Who applies as well, and who acts for them.
    People,
    /// How they are reached.
    Contact,
    /// What proves it.
    Files,
    /// All of it, looked over, with the promise.
    Check,
}

impl Section {
    const ALL: [Self; 7] = [
        Self::Items,
        Self::Wishes,
        Self::Applicant,
        Self::People,
        Self::Contact,
        Self::Files,
        Self::Check,
    ];

    /// The pages for what is asked for, in their order: records are corrected, not provided in some form.
    pub(crate) fn of_form(asks_for: AsksFor) -> Vec<Self> {
        let is_asked = |section: &Self| match asks_for {
            AsksFor::Information => true,
            AsksFor::RecordCorrection => *section != Self::Wishes,
        };
        Self::ALL.into_iter().filter(is_asked).collect()
    }

    /// Its name in addresses.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Items => "items",
            Self::Wishes => "wishes",
            Self::Applicant => "applicant",
            Self::People => "people",
            Self::Contact => "contact",
            Self::Files => "files",
            Self::Check => "check",
        }
    }

    /// The page of this name.
    pub(crate) fn parse(raw: &str, asks_for: AsksFor) -> Option<Self> {
        Self::of_form(asks_for)
            .into_iter()
            .find(|section| section.as_str() == raw)
    }

    /// The page after this one; none after the last.
    pub(crate) fn next(self, asks_for: AsksFor) -> Option<Self> {
        Self::of_form(asks_for)
            .into_iter()
            .find(|section| *section > self)
    }

    /// The page before this one; none before the first.
    pub(crate) fn before(self, asks_for: AsksFor) -> Option<Self> {
        Self::of_form(asks_for)
            .into_iter()
            .rfind(|section| *section < self)
    }

    /// On which page a field stands.
    pub(crate) const fn of(place: Place) -> Self {
        match place {
            Place::Name
            | Place::IdentityKind
            | Place::IdentityNumber
            | Place::CreditCode
            | Place::OrganisationKind
            | Place::Representative
            | Place::Contact => Self::Applicant,
            Place::JointName(_)
            | Place::JointKind(_)
            | Place::JointNumber(_)
            | Place::AgentName
            | Place::AgentKind
            | Place::AgentNumber
            | Place::AgentPhone
            | Place::AuthorityFiles
            | Place::AgentScope
            | Place::AgentSignedOn
            | Place::AgentNote => Self::People,
            Place::Phone | Place::Email | Place::Address | Place::Postcode => Self::Contact,
            Place::ItemTitle(_) | Place::ItemNumber(_) | Place::ItemDescription(_) => Self::Items,
            Place::Form | Place::ObtainBy => Self::Wishes,
            Place::IdentityFiles | Place::OtherFiles => Self::Files,
            // At the desk only, where the form is one page.
            Place::ArrivedOn
            | Place::Waybill
            | Place::Record
            | Place::ConfirmedOn
            | Place::ConfirmRecord
            | Place::Promise => Self::Check,
        }
    }
}

impl Typed {
    /// Takes what was sent of one part, and leaves the others as they are.
    pub(crate) fn take(&mut self, section: Section, sent: Self) {
        match section {
            Section::Items => self.items = sent.items,
            Section::Wishes => {
                self.form = sent.form;
                self.obtain_by = sent.obtain_by;
                self.accepts_other_form = sent.accepts_other_form;
            }
            Section::Applicant => {
                self.who = sent.who;
                self.name = sent.name;
                self.identity_kind = sent.identity_kind;
                self.identity_number = sent.identity_number;
                self.organisation_kind = sent.organisation_kind;
                self.representative = sent.representative;
                self.contact = sent.contact;
            }
            Section::People => {
                self.joint = sent.joint;
                self.agent = sent.agent;
            }
            Section::Contact => {
                self.phone = sent.phone;
                self.email = sent.email;
                self.address = sent.address;
                self.postcode = sent.postcode;
            }
            Section::Files => {}
            Section::Check => self.promise = sent.promise,
        }
        if self.items.is_empty() {
            self.items.push(TypedItem::default());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::filing::typed::{At, Who, by_name};

    #[test]
    fn one_part_is_taken_and_the_others_stay() {
        let sent = |pairs: &[(&str, &str)]| {
            let pairs = pairs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
            Typed::read(&by_name(pairs.collect()), At::Portal, Who::Person)
        };
        let mut typed = Typed::on_portal(Who::Person);
        let all: &[(&str, &str)] = &[
            ("item-1-title", "施工许可证"),
            ("name", "甄一"),
            ("phone", "13800000000"),
            ("joint-1-name", "贾二"),
            ("form", "paper"),
            ("promise", "yes"),
        ];
        for section in Section::ALL {
            typed.take(section, sent(all));
        }
        assert_eq!(typed, sent(all));
        typed.take(Section::Contact, sent(&[("phone", "13900000000")]));
        let other: Vec<_> = [all, &[("phone", "13900000000")]].concat();
        let expected = Typed {
            phone: "13900000000".to_owned(),
            ..sent(&other)
        };
        assert_eq!(typed, expected);
    }

    #[test]
    fn whoever_has_records_corrected_is_asked_for_no_form() {
        let records = AsksFor::RecordCorrection;
        assert_eq!(Section::Items.next(records), Some(Section::Applicant));
        assert_eq!(Section::Applicant.before(records), Some(Section::Items));
        assert_eq!(Section::parse("wishes", records), None);
        let information = AsksFor::Information;
        assert_eq!(Section::Items.next(information), Some(Section::Wishes));
        assert_eq!(
            (
                Section::Items.before(information),
                Section::Check.next(information)
            ),
            (None, None)
        );
    }
}
