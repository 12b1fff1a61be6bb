//! What was filled in, to be looked over before it is filed: the form read back, a part after the other.

use serde::Serialize;

use super::{
    Work,
    fields::{ALL_IDENTITIES, FORMS, IDENTITY_KINDS, ORGANISATION_KINDS, SCOPES, WAYS},
    section::Section,
    typed::{Typed, TypedAgent, Who},
};
use crate::{
    law::AsksFor,
    store::file::Purpose,
    text::{Key, MissingText, Say, key},
};

/// One part of the form, read back.
#[derive(Debug, Serialize)]
pub(crate) struct Answers {
    /// The page on which it can be changed.
    pub(crate) section: &'static str,
    pub(crate) title: String,
    pub(crate) rows: Vec<Row>,
}

/// An answer.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) label: String,
    pub(crate) value: String,
}

/// The title of a page of the form.
pub(crate) const fn title(section: Section, asks_for: AsksFor, who: Who) -> Key {
    let corrects_records = match asks_for {
        AsksFor::Information => false,
        AsksFor::RecordCorrection => true,
    };
    match section {
        Section::Items if corrects_records => key("filing-page-records"),
        Section::Items => key("filing-page-items"),
        Section::Wishes => key("filing-page-wishes"),
        Section::Applicant => match who {
            Who::Person => key("filing-page-person"),
            Who::Organisation => key("filing-page-organisation"),
        },
        Section::People => key("filing-page-people"),
        Section::Contact => key("filing-page-contact"),
        Section::Files if corrects_records => key("filing-page-evidence"),
        Section::Files => key("filing-page-files"),
        Section::Check => key("filing-page-check"),
    }
}

impl Work {
    /// The whole form but the promise, in the order of its pages.
    pub(crate) fn answers(&self, say: Say<'_>) -> Result<Vec<Answers>, MissingText> {
        let typed = &self.typed;
        let sections = Section::of_form(typed.asks_for).into_iter();
        sections
            .filter(|section| *section != Section::Check)
            .map(|section| {
                Ok(Answers {
                    section: section.as_str(),
                    title: say.get(title(section, typed.asks_for, typed.who))?,
                    rows: self.rows(say, section)?,
                })
            })
            .collect()
    }

    fn rows(&self, say: Say<'_>, section: Section) -> Result<Vec<Row>, MissingText> {
        let mut rows = Rows {
            say,
            rows: Vec::new(),
        };
        let typed = &self.typed;
        match section {
            Section::Items => items(&mut rows, typed)?,
            Section::Wishes => {
                rows.chosen(key("filing-form"), &FORMS, &typed.form)?;
                rows.chosen(key("filing-obtain-by"), &WAYS, &typed.obtain_by)?;
                let accepts = if typed.accepts_other_form {
                    key("filing-yes")
                } else {
                    key("filing-no")
                };
                rows.say(key("filing-answer-other-form"), accepts)?;
            }
            Section::Applicant => applicant(&mut rows, typed)?,
            Section::People => {
                for (number, joint) in (1..).zip(&typed.joint).filter(|(_, joint)| !joint.is_blank()) {
                    let kind = label(&ALL_IDENTITIES, &joint.identity_kind);
                    let kind = kind.map(|kind| say.get(kind)).transpose()?.unwrap_or_default();
                    let number = format!("{number}");
                    rows.rows.push(Row {
                        label: say.with(key("filing-joint"), &[("number", &number)])?,
                        value: [joint.name.trim(), &kind, joint.identity_number.trim()].join(" "),
                    });
                }
                if let Some(agent) = &typed.agent {
                    agent_rows(&mut rows, agent)?;
                    rows.files(self, key("filing-authority"), |purpose| {
                        purpose == Purpose::Authority
                    })?;
                }
                rows.or_nobody()?;
            }
            Section::Contact => {
                rows.typed(key("filing-phone"), &typed.phone)?;
                rows.may(key("filing-answer-email"), &typed.email)?;
                rows.may(key("filing-answer-address"), &typed.address)?;
                rows.may(key("filing-answer-postcode"), &typed.postcode)?;
            }
            Section::Files => {
                rows.files(self, key("filing-answer-identity-files"), |purpose| {
                    purpose == Purpose::Identity
                })?;
                rows.files(self, key("filing-answer-other-files"), |purpose| {
                    purpose == Purpose::Evidence
                })?;
            }
            Section::Check => {}
        }
        Ok(rows.rows)
    }
}

fn items(rows: &mut Rows<'_>, typed: &Typed) -> Result<(), MissingText> {
    for (number, item) in (1..).zip(typed.items.iter().filter(|item| !item.is_blank())) {
        let label = rows
            .say
            .with(key("filing-item"), &[("number", &number.to_string())])?;
        let lines = [&item.title, &item.document_number, &item.description];
        let lines: Vec<&str> = lines
            .into_iter()
            .map(|line| line.trim())
            .filter(|line| !line.is_empty())
            .collect();
        rows.rows.push(Row {
            label,
            value: lines.join("\n"),
        });
    }
    Ok(())
}

fn applicant(rows: &mut Rows<'_>, typed: &Typed) -> Result<(), MissingText> {
    match typed.who {
        Who::Person => {
            rows.typed(key("filing-name"), &typed.name)?;
            rows.chosen(key("filing-identity-kind"), &IDENTITY_KINDS, &typed.identity_kind)?;
            rows.typed(key("filing-identity-number"), &typed.identity_number)
        }
        Who::Organisation => {
            rows.typed(key("filing-organisation-name"), &typed.name)?;
            rows.typed(key("filing-credit-code"), &typed.identity_number)?;
            rows.chosen(
                key("filing-organisation-kind"),
                &ORGANISATION_KINDS,
                &typed.organisation_kind,
            )?;
            rows.typed(key("filing-representative"), &typed.representative)?;
            rows.typed(key("filing-contact"), &typed.contact)
        }
    }
}

fn agent_rows(rows: &mut Rows<'_>, agent: &TypedAgent) -> Result<(), MissingText> {
    rows.typed(key("filing-agent-name"), &agent.name)?;
    rows.chosen(key("filing-identity-kind"), &IDENTITY_KINDS, &agent.identity_kind)?;
    rows.typed(key("filing-identity-number"), &agent.identity_number)?;
    rows.typed(key("filing-agent-phone"), &agent.phone)?;
    rows.chosen(key("filing-agent-scope"), &SCOPES, &agent.scope)?;
    rows.typed(key("filing-agent-signed-on"), &agent.signed_on)
}

/// The text of a choice.
fn label(all: &[(&'static str, Key)], chosen: &str) -> Option<Key> {
    all.iter()
        .find(|(value, _)| *value == chosen)
        .map(|(_, label)| *label)
}

struct Rows<'a> {
    say: Say<'a>,
    rows: Vec<Row>,
}

impl Rows<'_> {
    fn typed(&mut self, label: Key, value: &str) -> Result<(), MissingText> {
        let value = match value.trim() {
            "" => self.say.get(key("filing-answer-missing"))?,
            value => value.to_owned(),
        };
        let label = self.say.get(label)?;
        self.rows.push(Row { label, value });
        Ok(())
    }

    /// What need not be filled in.
    fn may(&mut self, label: Key, value: &str) -> Result<(), MissingText> {
        match value.trim() {
            "" => self.say(label, key("filing-answer-none")),
            value => self.typed(label, value),
        }
    }

    fn say(&mut self, label: Key, value: Key) -> Result<(), MissingText> {
        let (label, value) = (self.say.get(label)?, self.say.get(value)?);
        self.rows.push(Row { label, value });
        Ok(())
    }

    fn chosen(&mut self, title: Key, all: &[(&'static str, Key)], chosen: &str) -> Result<(), MissingText> {
        let value = label(all, chosen).unwrap_or(key("filing-answer-missing"));
        self.say(title, value)
    }

    fn files(
        &mut self,
        work: &Work,
        label: Key,
        is_one: impl Fn(Purpose) -> bool,
    ) -> Result<(), MissingText> {
        let files = work.waiting.iter().filter(|file| is_one(file.purpose));
        let names: Vec<&str> = files.map(|file| file.name.as_str()).collect();
        self.may(label, &names.join("\n"))
    }

    /// Nobody else.
    fn or_nobody(&mut self) -> Result<(), MissingText> {
        if self.rows.is_empty() {
            self.say(key("filing-answer-people"), key("filing-answer-nobody"))?;
        }
        Ok(())
    }
}
