//! The proposed answer, item by item, for reading.

use std::collections::BTreeMap;

use serde::Serialize;

use super::asked::Row;
use crate::{
    domain::{
        answer::{Draft, FileRef, ItemAnswer},
        application::Application,
        id::CaseId,
    },
    law::{FieldKey, FieldKind, Ground, GroundKey},
    store::file::{File, Scan},
    text::words,
    web::wording::Voice,
};

/// What is proposed for one item.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Proposal {
    pub(crate) item: u16,
    /// The title of the item, as asked.
    pub(crate) asked: String,
    /// Nothing while no ground is chosen.
    pub(crate) outcome: Option<Outcome>,
    pub(crate) parts: Vec<Part>,
    pub(crate) files: Vec<FileLink>,
}

/// A ground with what was filled in for it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Outcome {
    /// `不予公开`
    pub(crate) group: String,
    /// `属于国家秘密`
    pub(crate) name: String,
    pub(crate) article: String,
    /// The text of the article, a paragraph a line.
    pub(crate) text: Vec<String>,
    /// The statutory sentence of the letter.
    pub(crate) statement: String,
    /// What the letter shows.
    pub(crate) in_letter: Vec<Row>,
    /// What is for the file and the reviewers alone.
    pub(crate) on_file: Vec<Row>,
}

/// A withheld part.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Part {
    pub(crate) number: usize,
    /// Which passage it is.
    pub(crate) what: String,
    pub(crate) outcome: Option<Outcome>,
}

/// A file, to be opened or downloaded.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FileLink {
    pub(crate) name: String,
    pub(crate) href: String,
    /// It waits for the scanner, and nobody opens it.
    pub(crate) is_waiting: bool,
    /// What the scanner found in it: nobody opens it.
    pub(crate) virus: Option<String>,
}

impl FileLink {
    /// The link to a file, or how it stands where nobody opens it.
    pub(crate) fn of(file: &File, href: String) -> Self {
        Self {
            name: file.name.clone(),
            href,
            is_waiting: file.scan == Scan::Waiting,
            virus: (file.scan == Scan::Infected).then(|| file.finding.clone().unwrap_or_default()),
        }
    }
}

/// What is proposed, in the order of the application; items without an answer yet are there too.
pub(crate) fn proposals(
    voice: Voice<'_>,
    case: CaseId,
    application: &Application,
    draft: &Draft,
    files_at: &str,
) -> Vec<Proposal> {
    let item = |item: &crate::domain::application::Item| {
        let none = ItemAnswer::default();
        let answer = draft
            .items
            .iter()
            .find(|answer| answer.item == item.number)
            .unwrap_or(&none);
        Proposal {
            item: item.number,
            asked: item.title.clone(),
            outcome: answer
                .ground
                .as_ref()
                .and_then(|key| outcome(voice, key, &answer.fields)),
            parts: (1..)
                .zip(&answer.withheld)
                .map(|(number, part)| Part {
                    number,
                    what: part.part.clone(),
                    outcome: outcome(voice, &part.ground, &part.fields),
                })
                .collect(),
            files: answer
                .files
                .iter()
                .map(|file| link(files_at, case, file))
                .collect(),
        }
    };
    application.items.iter().map(item).collect()
}

fn link(files_at: &str, case: CaseId, file: &FileRef) -> FileLink {
    FileLink {
        name: file.name.clone(),
        href: format!("{files_at}/{case}/files/{}", file.id),
        is_waiting: false,
        virus: None,
    }
}

/// Tells of the files of an answer that is still being drafted which of them nobody opens yet.
pub(crate) fn mind_the_scanner(mut proposals: Vec<Proposal>, files: &[File]) -> Vec<Proposal> {
    for link in proposals.iter_mut().flat_map(|proposal| &mut proposal.files) {
        let file = files
            .iter()
            .find(|file| link.href.ends_with(&file.id.to_string()));
        if let Some(file) = file {
            *link = FileLink::of(file, link.href.clone());
        }
    }
    proposals
}

fn outcome(voice: Voice<'_>, key: &GroundKey, fields: &BTreeMap<FieldKey, String>) -> Option<Outcome> {
    let ground = voice.law.ground(key)?;
    let (in_letter, on_file) = rows(voice, ground, fields);
    Some(Outcome {
        group: voice.law.outcome(ground.group).name.clone(),
        name: ground.name.clone(),
        article: ground.article.to_string(),
        text: ground
            .text
            .lines()
            .map(str::to_owned)
            .filter(|line| !line.trim().is_empty())
            .collect(),
        statement: ground.statement.clone(),
        in_letter,
        on_file,
    })
}

/// The filled-in fields of a ground: those for the letter, and those for the file.
fn rows(voice: Voice<'_>, ground: &Ground, fields: &BTreeMap<FieldKey, String>) -> (Vec<Row>, Vec<Row>) {
    let mut split = (Vec::new(), Vec::new());
    for key in &ground.demands {
        let field = voice.law.field(key);
        let Some(value) = fields
            .get(key)
            .map(|value| value.trim())
            .filter(|value| !value.is_empty())
        else {
            continue;
        };
        let value = match field.kind {
            FieldKind::Date => worded_date(voice, value),
            FieldKind::Short
            | FieldKind::Long
            | FieldKind::Url
            | FieldKind::Phone
            | FieldKind::YesNo
            | FieldKind::Choice => field.label_of(value).to_owned(),
        };
        let row = Row {
            label: field.label.clone(),
            value,
        };
        if field.in_letter {
            split.0.push(row);
        } else {
            split.1.push(row);
        }
    }
    split
}

fn worded_date(voice: Voice<'_>, value: &str) -> String {
    let parsed = time::Date::parse(value, &time::format_description::well_known::Iso8601::DATE);
    parsed.map_or_else(|_| value.to_owned(), |day| words::date(voice.say.lang, day))
}
