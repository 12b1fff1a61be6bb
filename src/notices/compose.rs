//! The words of messages.

use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{
    Line, Mail, Notices,
    context::{
        CodeShort, CodeSubject, CodeText, DigestSubject, DigestText, Due, FiledMail, FiledShort,
        FiledSubject, Frame, Group, LetterMail, LetterShort, LetterSubject, Posted, ReceivedMail,
        ReceivedShort, ReceivedSubject, Row, Served, TestSubject, TestText, words_of,
    },
    payload::Happened,
};
use crate::{
    domain::{
        agency::Agency,
        case::{Case, SentLetter},
        clock,
        event::Recorded,
        id::LetterId,
        message::MessageKind,
        reminder::Reminder,
        service::Service,
        text::Email,
    },
    law::{AsksFor, Law, ReminderKey},
    template::RenderError,
    text::{Lang, MissingText, key, words},
};

/// What somebody is told of a case.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    pub kind: MessageKind,
    pub agency: &'a Agency,
    pub case: &'a Case,
    pub law: &'a Law,
    /// What happened. The case may have gone on since.
    pub recorded: &'a Recorded,
    pub letter: Option<LetterId>,
}

/// A person's reminders of a day.
#[derive(Debug, Clone, Copy)]
pub struct Digest<'a> {
    pub agency: &'a Agency,
    pub law: &'a Law,
    pub day: Date,
    /// The day whose page shows them.
    pub page: Date,
    pub lines: &'a [DigestLine],
}

/// A reminder, and the number of the case that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigestLine {
    pub number: String,
    pub reminder: Reminder,
}

/// Why a message has no words.
#[derive(Debug, thiserror::Error)]
pub enum Wordless {
    #[error(transparent)]
    Template(#[from] RenderError),
    #[error(transparent)]
    Text(#[from] MissingText),
}

/// What a message to an applicant is made of.
enum Parts {
    Filed(FiledMail),
    Received(ReceivedMail),
    Letter(LetterMail),
}

/// A mail in the agency's name: which one, to whom, from when on.
pub(super) fn written(
    agency: &Agency,
    (id, to, at): (Uuid, Email, OffsetDateTime),
    subject: &str,
    text: String,
) -> Mail {
    Mail {
        id,
        from: Line::of(&agency.name),
        to,
        subject: Line::of(subject),
        text,
        at,
    }
}

impl Notices {
    /// The mail to an applicant; none where there is nothing to tell any more (a record was taken back since).
    pub fn mail(
        &self,
        told: Told<'_>,
        id: Uuid,
        to: Email,
        at: OffsetDateTime,
    ) -> Result<Option<Mail>, Wordless> {
        let (agency, number) = (told.agency, &told.case.number);
        let Some(parts) = self.parts(told) else {
            return Ok(None);
        };
        let (subject, text) = match parts {
            Parts::Filed(text) => (
                self.templates.render(&FiledSubject::new(agency, number))?,
                self.templates.render(&text)?,
            ),
            Parts::Received(text) => (
                self.templates.render(&ReceivedSubject::new(agency, number))?,
                self.templates.render(&text)?,
            ),
            Parts::Letter(text) => {
                let Some(letter) = letter(told) else {
                    return Ok(None);
                };
                let kind = told.law.letter(&letter.kind);
                (
                    self.templates.render(&LetterSubject::new(agency, number, kind))?,
                    self.templates.render(&text)?,
                )
            }
        };
        Ok(Some(written(agency, (id, to, at), &subject, text)))
    }

    /// The same as a text message.
    pub fn text_message(&self, told: Told<'_>) -> Result<Option<String>, Wordless> {
        let Some(parts) = self.parts(told) else {
            return Ok(None);
        };
        let text = match parts {
            Parts::Filed(mail) => self.templates.render(&FiledShort(mail)),
            Parts::Received(mail) => self.templates.render(&ReceivedShort(mail)),
            Parts::Letter(mail) => self.templates.render(&LetterShort(mail)),
        }?;
        Ok(Some(Line::of(&text).as_str().to_owned()))
    }

    /// What a subscriber is pushed, as JSON.
    pub fn payload(&self, told: Told<'_>) -> Vec<u8> {
        let happened = Happened::new(told.kind, told.agency, told.case, told.recorded, told.letter);
        serde_json::to_vec(&happened).expect("a payload is plain data: it always serialises")
    }

    /// A person's reminders of a day.
    pub fn digest(
        &self,
        digest: Digest<'_>,
        id: Uuid,
        to: Email,
        at: OffsetDateTime,
    ) -> Result<Mail, Wordless> {
        let Digest {
            agency,
            law,
            day,
            page,
            lines,
        } = digest;
        let mut groups = Vec::new();
        for key in ReminderKey::ALL {
            let of_key: Vec<Row> = lines
                .iter()
                .filter(|line| line.reminder.key == *key)
                .map(|line| Row {
                    number: line.number.clone(),
                    about: last_day(law, line.reminder.about),
                })
                .collect();
            if !of_key.is_empty() {
                let (name, what, about) = words_of(*key);
                let say = |key| self.texts.get(Lang::Chinese, key);
                groups.push(Group {
                    name: say(name)?,
                    what: say(what)?,
                    about: say(about)?,
                    lines: of_key,
                });
            }
        }
        let subject = self
            .templates
            .render(&DigestSubject::new(agency, day, lines.len()))?;
        let text = self.templates.render(&DigestText {
            day: words::date_with_weekday(Lang::Chinese, day),
            count: lines.len(),
            groups,
            url: self
                .site
                .as_ref()
                .map(|site| format!("{site}/desk/reminders/{page}")),
        })?;
        Ok(written(agency, (id, to, at), &subject, text))
    }

    /// The mail with a code for signing in on the portal. It is of no agency: one account may follow cases of several.
    pub fn code_mail(
        &self,
        code: &str,
        minutes: i64,
        id: Uuid,
        to: Email,
        at: OffsetDateTime,
    ) -> Result<Mail, Wordless> {
        let text = self.templates.render(&CodeText::new(code, minutes))?;
        Ok(Mail {
            id,
            from: Line::of(self.texts.get(Lang::Chinese, key("service-name"))?.as_str()),
            to,
            subject: Line::of(&self.templates.render(&CodeSubject {})?),
            text,
            at,
        })
    }

    /// The same as a text message.
    pub fn code_text_message(&self, code: &str, minutes: i64) -> Result<String, Wordless> {
        let text = self.templates.render(&CodeShort(CodeText::new(code, minutes)))?;
        Ok(Line::of(&text).as_str().to_owned())
    }

    /// A mail that tries the settings; `at` by the office's clock.
    pub fn test_mail(
        &self,
        agency: &Agency,
        id: Uuid,
        to: Email,
        at: OffsetDateTime,
    ) -> Result<Mail, Wordless> {
        let subject = self.templates.render(&TestSubject::new(agency))?;
        let text = self.templates.render(&TestText {
            agency: agency.name.clone(),
            at: words::instant(Lang::Chinese, at, at.offset()),
        })?;
        Ok(written(agency, (id, to, at), &subject, text))
    }

    fn parts(&self, told: Told<'_>) -> Option<Parts> {
        let frame = self.frame(told);
        match told.kind {
            MessageKind::Filed => Some(Parts::Filed(FiledMail {
                frame,
                submitted_on: weekday(told.case.submitted_on?),
            })),
            MessageKind::Received => {
                let reading = clock::of(told.case, told.law);
                let due = reading.due_on.map(|on| Due {
                    on: weekday(on),
                    provisional: !told.law.calendar.is_known(on),
                });
                Some(Parts::Received(ReceivedMail {
                    frame,
                    received_on: weekday(told.case.received_on?),
                    due,
                }))
            }
            MessageKind::LetterServed => {
                let letter = letter(told)?;
                let (online, post) = match told.recorded.event.service()? {
                    Service::Online { available_on } => {
                        let on = weekday(*available_on);
                        (Some(Served { on }), None)
                    }
                    Service::Post {
                        waybill, posted_on, ..
                    } => {
                        let on = weekday(*posted_on);
                        let waybill = waybill.as_str().to_owned();
                        (None, Some(Posted { on, waybill }))
                    }
                    Service::Counter { .. } | Service::Entrusted { .. } | Service::Exchange { .. } => {
                        return None;
                    }
                };
                Some(Parts::Letter(LetterMail {
                    frame,
                    title: told.law.letter(&letter.kind).title.clone(),
                    letter_number: letter.number.clone(),
                    online,
                    post,
                }))
            }
            // What a third party is sent has words of its own.
            MessageKind::ConsultationLink
            | MessageKind::ConsultationCode
            | MessageKind::ChannelAlarm
            | MessageKind::Heartbeat
            | MessageKind::ConsultationDue
            | MessageKind::ConsultationDecided
            | MessageKind::Digest
            | MessageKind::LetterIssued
            | MessageKind::Closed => None,
        }
    }

    fn frame(&self, told: Told<'_>) -> Frame {
        let guide = &told.agency.guide;
        Frame {
            agency: told.agency.name.clone(),
            application: match told.case.filing.asks_for {
                AsksFor::Information => "政府信息公开申请",
                AsksFor::RecordCorrection => "更正政府信息申请",
            },
            number: told.case.number.0.clone(),
            track_url: self.site.as_ref().map(|site| format!("{site}/track")),
            office: guide.office.clone(),
            phone: guide.phone.clone(),
        }
    }
}

fn letter(told: Told<'_>) -> Option<&SentLetter> {
    told.letter.and_then(|id| told.case.letter(id))
}

fn weekday(day: Date) -> String {
    words::date_with_weekday(Lang::Chinese, day)
}

/// Marked where it rests on days of which no holiday notice is out.
pub(super) fn last_day(law: &Law, day: Date) -> String {
    let mark = if law.calendar.is_known(day) {
        ""
    } else {
        "（暂定）"
    };
    format!("{}{mark}", weekday(day))
}
