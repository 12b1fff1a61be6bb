//! A row of the queue: the case, and a cell for each column that its reader chose.

use std::collections::BTreeMap;

use serde::Serialize;
use time::{Date, UtcOffset};

use super::column::Column;
use crate::{
    domain::{flag::Flag, id::CaseId, stage::StageKey},
    store::queue::Entry,
    text::{Key, key},
    web::{
        casefile::{
            due::Due,
            row::{due, who},
        },
        wording::{Names, Said, Voice},
    },
};

#[derive(Debug, Clone, Serialize)]
pub(super) struct Row {
    /// The id of the case, by which it is ticked.
    pub(super) id: String,
    pub(super) href: String,
    pub(super) number: String,
    pub(super) subject: String,
    /// How many notes of the case are new to the reader, and where they are.
    pub(super) unread: Option<Unread>,
    pub(super) cells: Vec<Cell>,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct Unread {
    pub(super) href: String,
    pub(super) text: String,
}

/// What stands in a column: words, tags, or a last day.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Cell {
    /// The name of the column, which stands before it on a phone.
    pub(super) label: String,
    pub(super) text: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) due: Option<Due>,
}

/// What every cell of a page is made with.
#[derive(Clone, Copy)]
pub(super) struct Maker<'a> {
    pub(super) voice: Voice<'a>,
    pub(super) names: &'a Names,
    pub(super) today: Date,
    pub(super) offset: UtcOffset,
    /// How many notes of each case are new to the reader.
    pub(super) unread: &'a BTreeMap<CaseId, u64>,
}

impl Maker<'_> {
    pub(super) fn row(&self, entry: &Entry, columns: &[Column]) -> Said<Row> {
        let cells = columns.iter().map(|column| self.cell(entry, *column));
        let unread = self.unread.get(&entry.id).map(|count| {
            let text = self
                .voice
                .say_with(key("queue-unread"), &[("count", &count.to_string())])?;
            Ok(Unread {
                href: format!("/desk/cases/{}/notes", entry.id),
                text,
            })
        });
        Ok(Row {
            unread: unread.transpose()?,
            id: entry.id.to_string(),
            href: format!("/desk/cases/{}", entry.id),
            number: entry.number.to_string(),
            subject: entry.subject.clone(),
            cells: cells.collect::<Said<_>>()?,
        })
    }

    fn cell(&self, entry: &Entry, column: Column) -> Said<Cell> {
        let voice = self.voice;
        let cell = Cell {
            label: voice.say(column.name())?,
            text: None,
            tags: Vec::new(),
            due: None,
        };
        let text = match column {
            Column::Due => {
                return Ok(Cell {
                    due: Some(due(voice, entry, self.today)?),
                    ..cell
                });
            }
            Column::Flags => {
                // What has a column of its own is not said twice.
                let flags = entry.flags.all().filter(|flag| *flag != Flag::Provisional);
                let tags = flags.map(|flag| voice.say(name(flag)));
                return Ok(Cell {
                    tags: tags.collect::<Said<_>>()?,
                    ..cell
                });
            }
            Column::Applicant => Some(voice.applicant_listed(&entry.applicant_name)?),
            Column::Kind => Some(voice.applicant_kind(entry.applicant_kind)?),
            Column::Channel => Some(voice.law.channel(entry.channel).name.clone()),
            Column::Stage => Some(voice.stage_at(entry.stage, &entry.waiting)?),
            Column::Next => Some(voice.say(next_step(entry))?),
            Column::Who => match who(entry, self.names) {
                Some(who) => Some(who),
                None => Some(voice.say(key("queue-nobody"))?),
            },
            Column::Received => match entry.received_on {
                Some(day) => Some(voice.weekday(day)),
                None => Some(voice.say(key("queue-unconfirmed"))?),
            },
            Column::Outcome => {
                let ground = entry.outcome.as_ref().and_then(|ground| voice.law.ground(ground));
                ground.map(|ground| ground.name.clone())
            }
            Column::Ended => entry.ended_on.map(|day| voice.weekday(day)),
            Column::Updated => Some(voice.weekday(entry.updated_at.to_offset(self.offset).date())),
        };
        Ok(Cell { text, ..cell })
    }
}

/// What is to be done next, or what is waited for.
pub(super) fn next_step(entry: &Entry) -> Key {
    let has = |flag| entry.flags.has(flag);
    match entry.stage {
        StageKey::Filed => key("next-filed"),
        StageKey::Received => key("next-received"),
        StageKey::Assigned => key("next-assigned"),
        StageKey::InHand if has(Flag::AwaitsApplicant) => key("next-await-applicant"),
        StageKey::InHand if has(Flag::AwaitsPayment) => key("next-await-payment"),
        StageKey::InHand if has(Flag::AwaitsThirdParty) => key("next-await-third-party"),
        StageKey::InHand if has(Flag::AwaitsOrgan) => key("next-await-organ"),
        StageKey::InHand if has(Flag::SentBack) => key("next-sent-back"),
        StageKey::InHand => key("next-in-hand"),
        StageKey::InReview => key("next-in-review"),
        StageKey::Approved => key("next-approved"),
        StageKey::Issued => key("next-issued"),
        StageKey::Served => key("next-served"),
        StageKey::Closed if has(Flag::Contested) => key("next-contested"),
        StageKey::Closed if has(Flag::Unserved) => key("next-issued"),
        StageKey::Closed => key("next-nothing"),
    }
}

/// A flag in words.
pub(super) fn name(flag: Flag) -> Key {
    match flag {
        Flag::AwaitsApplicant => key("flag-awaits-applicant"),
        Flag::AwaitsThirdParty => key("flag-awaits-third-party"),
        Flag::AwaitsOrgan => key("flag-awaits-organ"),
        Flag::AwaitsPayment => key("flag-awaits-payment"),
        Flag::AwaitsReview => key("flag-awaits-review"),
        Flag::Contested => key("flag-contested"),
        Flag::Unserved => key("flag-unserved"),
        Flag::Undelivered => key("flag-undelivered"),
        Flag::Provisional => key("flag-provisional"),
        Flag::SentBack => key("flag-sent-back"),
        Flag::Corrected => key("flag-corrected"),
        Flag::Extended => key("flag-extended"),
        Flag::Consulted => key("flag-consulted"),
        Flag::WasContested => key("flag-was-contested"),
        Flag::Anew => key("flag-anew"),
        Flag::Imported => key("flag-imported"),
        Flag::Undone => key("stage-undone"),
    }
}
