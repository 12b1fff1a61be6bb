//! What is in the file of a case, in the order in which a court reads it.

use time::{Date, UtcOffset};

use super::{
    Content, Part,
    sheet::{Csv, Sheet},
};
use crate::{
    domain::{
        answer::FileRef,
        event::{Event, Recorded},
        notice::NoticeEvent,
    },
    store::{
        case::Chained,
        file::{File, Purpose},
        letter::Letter,
    },
    text::{Key, file_name::safe, key},
    web::{
        casefile::{
            asked::{Asked, Person},
            dossier::Dossier,
            due::Clock,
            history,
            letter::letters as letter_rows,
            proposal::proposals,
        },
        wording::{Said, Voice, letter_name},
    },
};

/// Everything that the parts are written from.
pub(super) struct Written<'a> {
    pub(super) voice: Voice<'a>,
    pub(super) dossier: &'a Dossier,
    /// Whether the reader sees numbers and addresses in full, and proofs of identity.
    pub(super) in_full: bool,
    pub(super) today: Date,
    pub(super) offset: UtcOffset,
}

/// What somebody would look for: a title, with the files under it.
struct Chapter {
    title: String,
    parts: Vec<Part>,
}

impl Written<'_> {
    /// All parts, the index first.
    pub(super) fn parts(&self, letters: &[Letter], chain: &[Chained]) -> Said<Vec<Part>> {
        let titles = [
            key("bundle-application"),
            key("bundle-letters"),
            key("bundle-given"),
            key("bundle-review"),
            key("bundle-clock"),
            key("bundle-notices"),
            key("bundle-service"),
            key("bundle-history"),
        ];
        let parts = [
            self.application()?,
            self.letters(letters)?,
            self.given(),
            [self.events(key("bundle-review"), is_review)?]
                .into_iter()
                .chain(self.on_file()?)
                .collect(),
            vec![self.clock()?],
            [self.events(key("bundle-notices"), is_of_notices)?]
                .into_iter()
                .chain(self.opinions())
                .collect(),
            vec![self.service()?],
            vec![self.history(chain)?],
        ];
        let mut chapters = Vec::new();
        for ((number, title), parts) in (1..).zip(titles).zip(parts) {
            chapters.push(self.chapter(number, title, parts)?);
        }
        let index = self.index(&chapters)?;
        let rest = chapters.into_iter().flat_map(|chapter| chapter.parts);
        Ok([index].into_iter().chain(rest).collect())
    }

    /// Gives the parts of a chapter their paths: numbered, so that no two are the same and all are in order.
    fn chapter(&self, number: u32, title: Key, parts: Vec<Part>) -> Said<Chapter> {
        let title = self.voice.say(title)?;
        let folder = format!("{number:02}-{}", safe(&title));
        let numbered = (1..).zip(parts).map(|(place, part): (u32, Part)| Part {
            path: format!("{folder}/{place:02}-{}", safe(&part.path)),
            ..part
        });
        Ok(Chapter {
            parts: numbered.collect(),
            title,
        })
    }

    fn index(&self, chapters: &[Chapter]) -> Said<Part> {
        let number = self.dossier.case.number.to_string();
        let title = if self.dossier.case.filing.asks_for.corrects_records() {
            key("bundle-title-records")
        } else {
            key("bundle-title")
        };
        let mut sheet = Sheet::new(&self.voice.say_with(title, &[("number", &number)])?);
        let day = self.voice.weekday(self.today);
        sheet.line(&self.voice.say_with(key("bundle-made"), &[("day", &day)])?);
        if !self.in_full {
            sheet.line(&self.voice.say(key("bundle-masked"))?);
        }
        for chapter in chapters {
            sheet.gap();
            sheet.line(&chapter.title);
            if chapter.parts.is_empty() {
                sheet.line(&self.voice.say(key("bundle-none"))?);
            }
            for part in &chapter.parts {
                sheet.line(&format!("  {}", part.path));
                if let Content::Blob(digest) = &part.content {
                    sheet.line(&format!("    SHA-256 {digest}"));
                }
            }
        }
        Ok(Part {
            path: format!("00-{}.txt", safe(&self.voice.say(key("bundle-index"))?)),
            content: Content::Text(sheet.into_text()),
        })
    }

    /// The application as filed, and what came with it.
    fn application(&self) -> Said<Vec<Part>> {
        let (voice, dossier) = (self.voice, self.dossier);
        let title = voice.say(key("bundle-application"))?;
        let mut sheet = Sheet::new(&title);
        let mut fact = |label: &str, value: &str| sheet.line(&format!("{label}：{value}"));
        let case = &dossier.case;
        fact(&voice.say(key("bundle-number"))?, &case.number.to_string());
        fact(
            &voice.say(key("case-channel"))?,
            &voice.law.channel(case.filing.channel).name,
        );
        if let Some(day) = case.submitted_on {
            fact(&voice.say(key("case-submitted-on"))?, &voice.weekday(day));
        }
        if let Some(day) = case.received_on {
            fact(&voice.say(key("case-received-on"))?, &voice.weekday(day));
        }
        let person = Person::of_case(voice, dossier, self.in_full)?;
        fact(&voice.say(key("person-name"))?, &person.name);
        fact(&voice.say(key("person-kind"))?, &person.kind);
        for row in &person.rows {
            fact(&row.label, &row.value);
        }
        let asked = Asked::of(voice, &dossier.case, &dossier.filed.application)?;
        for item in &asked.items {
            let number = voice.say_with(key("asked-item"), &[("number", &item.number.to_string())])?;
            fact(&number, &item.title);
            if let Some(document) = &item.document_number {
                fact(&voice.say(key("bundle-document-number"))?, document);
            }
            if let Some(description) = &item.description {
                fact(&voice.say(key("bundle-description"))?, description);
            }
        }
        if let Some(wishes) = &asked.wishes {
            fact(&voice.say(key("bundle-form"))?, &wishes.form);
            fact(&voice.say(key("bundle-obtain-by"))?, &wishes.obtain_by);
        }
        for file in dossier.files.iter().filter(|file| !file.scan.is_open()) {
            sheet.line(&voice.say_with(key("bundle-kept-away"), &[("name", &file.name)])?);
        }
        let mut parts = vec![text(&title, sheet)];
        if self.in_full {
            let sent = dossier
                .files
                .iter()
                .filter(|file| file.purpose.came_with_application() && file.scan.is_open());
            parts.extend(sent.map(|file| Part {
                path: file.name.clone(),
                content: Content::Blob(file.content),
            }));
        }
        Ok(parts)
    }

    /// Every letter exactly as it was issued, named by number and title.
    fn letters(&self, letters: &[Letter]) -> Said<Vec<Part>> {
        letters
            .iter()
            .map(|letter| {
                let title = letter_name(self.voice, &self.dossier.case, letter.id)?;
                Ok(Part {
                    path: format!("{} {title}.pdf", letter.number),
                    content: Content::Blob(letter.pdf),
                })
            })
            .collect()
    }

    /// What is handed over with the answer.
    fn given(&self) -> Vec<Part> {
        let items = self.dossier.draft.iter().flat_map(|draft| &draft.items);
        let is_open = |file: &&FileRef| {
            let known = self.dossier.files.iter().find(|known| known.id == file.id);
            known.is_none_or(|known| known.scan.is_open())
        };
        items
            .flat_map(|item| &item.files)
            .filter(is_open)
            .map(|file| Part {
                path: file.name.clone(),
                content: Content::Blob(file.content),
            })
            .collect()
    }

    /// What third parties were shown, as far as a letter to one of them names it, and what they sent with their opinions; and what
    /// applicants sent to prove that they paid.
    fn opinions(&self) -> Vec<Part> {
        let was_shown = |file: &&File| {
            let mut sent = self
                .dossier
                .case
                .notices
                .iter()
                .filter(|notice| notice.letter().is_some());
            sent.any(|notice| notice.matter.attached().iter().any(|one| one.file == file.id))
        };
        let files = self.dossier.files.iter().filter(|_| self.in_full);
        files
            .filter(|file| [Purpose::Opinion, Purpose::Payment].contains(&file.purpose) || was_shown(file))
            .filter(|file| file.scan.is_open())
            .map(|file| Part {
                path: file.name.clone(),
                content: Content::Blob(file.content),
            })
            .collect()
    }

    /// What the answer rests on and its letter does not say, such as the record of a search; none where there is nothing.
    fn on_file(&self) -> Said<Option<Part>> {
        let Some(draft) = &self.dossier.draft else {
            return Ok(None);
        };
        let title = self.voice.say(key("bundle-on-file"))?;
        let (mut sheet, mut is_empty) = (Sheet::new(&title), true);
        let asked = &self.dossier.filed.application;
        for item in proposals(self.voice, self.dossier.case.id, asked, draft, "") {
            let parts = item.parts.into_iter().filter_map(|part| part.outcome);
            for outcome in item.outcome.into_iter().chain(parts) {
                if outcome.on_file.is_empty() {
                    continue;
                }
                is_empty = false;
                sheet.line(&format!("{}　{}", item.asked, outcome.name));
                for row in &outcome.on_file {
                    sheet.line(&format!("  {}：", row.label));
                    for line in row.value.lines() {
                        sheet.line(&format!("    {line}"));
                    }
                }
                sheet.gap();
            }
        }
        Ok((!is_empty).then(|| text(&title, sheet)))
    }

    /// The events of one kind in words, the oldest first, with who and when.
    fn events(&self, title: Key, is_one: fn(&Event) -> bool) -> Said<Part> {
        let title = self.voice.say(title)?;
        let chosen: Vec<&Recorded> = self
            .dossier
            .history
            .iter()
            .filter(|recorded| is_one(&recorded.event))
            .collect();
        let mut sheet = Sheet::new(&title);
        for entry in self.entries(&chosen)? {
            sheet.line(&format!("{}　{}", entry.when, entry.who));
            sheet.line(&format!("  {}", entry.what));
            for line in entry.words.iter().flat_map(|words| words.lines()) {
                sheet.line(&format!("    {line}"));
            }
            sheet.gap();
        }
        if chosen.is_empty() {
            sheet.line(&self.voice.say(key("bundle-none"))?);
        }
        Ok(text(&title, sheet))
    }

    fn entries(&self, events: &[&Recorded]) -> Said<Vec<history::Entry>> {
        let Dossier {
            case, names, texts, ..
        } = self.dossier;
        // The pages have the newest first.
        let newest_first = events.iter().copied().rev();
        history::entries(self.voice, case, newest_first, names, texts, self.offset)
    }

    /// How the last day came about, line by line.
    fn clock(&self) -> Said<Part> {
        let title = self.voice.say(key("bundle-clock"))?;
        let clock = Clock::of(self.voice, &self.dossier.case, self.today)?;
        let mut sheet = Sheet::new(&title);
        for step in &clock.steps {
            sheet.line(&step.text);
            sheet.line(&format!("  {}", step.article));
        }
        sheet.gap();
        if let Some(day) = &clock.due.on {
            sheet.line(&format!("{}{day}", self.voice.say(key("clock-due"))?));
        }
        if let Some(day) = &clock.lawful_until {
            sheet.line(&format!("{}{day}", self.voice.say(key("clock-lawful-until"))?));
        }
        if let Some(stopped) = &clock.stopped {
            sheet.line(stopped);
        }
        Ok(text(&title, sheet))
    }

    /// How each letter reached its addressee, and what proves it.
    fn service(&self) -> Said<Part> {
        let title = self.voice.say(key("bundle-service"))?;
        let mut sheet = Sheet::new(&title);
        let mut rows = letter_rows(self.voice, self.dossier, "")?;
        rows.reverse();
        if rows.is_empty() {
            sheet.line(&self.voice.say(key("letter-none"))?);
        }
        for row in rows {
            sheet.line(&format!("{} {}　{}", row.number, row.title, row.issued_on));
            for attempt in row.attempts {
                let said = [Some(attempt.service), attempt.became, attempt.remark];
                sheet.line(&format!("  {}", said.into_iter().flatten().collect::<String>()));
            }
            for (label, said) in [
                (None, row.spoilt),
                (Some(key("letter-for-agency")), row.for_agency),
                (Some(key("letter-for-addressee")), row.for_addressee),
                (Some(key("letter-first-opened")), row.opened),
            ] {
                let Some(said) = said else { continue };
                let label = label.map(|label| self.voice.say(label)).transpose()?;
                let label = label.map(|label| format!("{label}：")).unwrap_or_default();
                sheet.line(&format!("  {label}{said}"));
            }
            sheet.gap();
        }
        Ok(text(&title, sheet))
    }

    /// The history with its hashes, as `gongkai verify` sees it.
    fn history(&self, chain: &[Chained]) -> Said<Part> {
        let heads = [
            key("bundle-csv-seq"),
            key("bundle-csv-when"),
            key("bundle-csv-who"),
            key("bundle-csv-what"),
            key("bundle-csv-words"),
            key("bundle-csv-kind"),
            key("bundle-csv-actor"),
            key("bundle-csv-body"),
            key("bundle-csv-previous"),
            key("bundle-csv-hash"),
            key("bundle-csv-check"),
        ];
        let heads: Vec<String> = heads
            .into_iter()
            .map(|head| self.voice.say(head))
            .collect::<Said<_>>()?;
        let mut csv = Csv::new(&heads);
        let recorded: Vec<&Recorded> = chain.iter().map(|link| &link.recorded).collect();
        for (link, entry) in chain.iter().zip(self.entries(&recorded)?) {
            let check = if link.intact {
                key("bundle-intact")
            } else {
                key("bundle-broken")
            };
            csv.row(&[
                link.recorded.seq.to_string(),
                entry.iso,
                entry.who,
                entry.what,
                entry.words.unwrap_or_default(),
                link.recorded.event.kind().to_owned(),
                link.actor.clone(),
                link.body.clone(),
                link.previous.clone(),
                link.hash.clone(),
                self.voice.say(check)?,
            ]);
        }
        Ok(Part {
            path: format!("{}.csv", self.voice.say(key("bundle-history"))?),
            content: Content::Text(csv.into_text()),
        })
    }
}

fn text(title: &str, sheet: Sheet) -> Part {
    Part {
        path: format!("{title}.txt"),
        content: Content::Text(sheet.into_text()),
    }
}

/// Who looked over the answer and the letters, and what they said.
fn is_review(event: &Event) -> bool {
    matches!(
        event,
        Event::SubmittedForReview { .. }
            | Event::StepClaimed { .. }
            | Event::StepWaived { .. }
            | Event::StepApproved { .. }
            | Event::StepBypassed { .. }
            | Event::HitsAnswered { .. }
            | Event::SentBack { .. }
            | Event::PointSettled { .. }
            | Event::ApprovalsVoided { .. }
            | Event::Notice(
                NoticeEvent::Approved { .. } | NoticeEvent::Returned { .. } | NoticeEvent::Voided { .. }
            )
    )
}

/// What the case waited for, and who was heard.
fn is_of_notices(event: &Event) -> bool {
    matches!(
        event,
        Event::Notice(NoticeEvent::Proposed { .. } | NoticeEvent::Sent { .. })
            | Event::Consultation(_)
            | Event::CorrectionReceived { .. }
            | Event::FeePaid { .. }
            | Event::PaymentProof(_)
            | Event::Excessive(_)
            | Event::AbandonmentProposed { .. }
    )
}
