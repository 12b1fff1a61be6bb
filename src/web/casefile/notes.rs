//! 办件留言 on the pages of a case: the latest of them with what is new, and the button to watch the case.

use std::collections::BTreeMap;

use serde::Serialize;

use super::dossier::Dossier;
use crate::{
    domain::{
        account::Officer,
        id::{AccountId, NoteId},
        note::Note,
    },
    store::{self, Scope},
    text::{key, words},
    web::{
        error::Failure,
        page::View,
        wording::{Names, Said, Voice, voice},
    },
};

/// How many notes stand on the page of a case; the others have a page of their own.
const LATEST: usize = 3;

/// The part of a case's page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Notes {
    /// Where all of them are, and new ones are written.
    pub(crate) href: String,
    pub(crate) total: usize,
    /// How many are new to the reader: `2条新留言`.
    pub(crate) fresh: Option<String>,
    /// The last ones, the latest at the end.
    pub(crate) latest: Vec<NoteRow>,
    pub(crate) watch: Watch,
}

/// The button to watch a case, or to watch it no longer.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Watch {
    pub(crate) href: String,
    pub(crate) on: bool,
    /// Where the reader is led back to: `case`, `notes` or `review`.
    pub(crate) from: &'static str,
}

/// A note.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct NoteRow {
    /// Of the note on its page: `n3`.
    pub(crate) id: String,
    pub(crate) who: String,
    pub(crate) when: String,
    pub(crate) iso: String,
    pub(crate) is_new: bool,
    /// Whom it answers, where it stands outside of its thread.
    pub(crate) answers: Option<String>,
    /// Nothing once it was taken back.
    pub(crate) words: Option<String>,
    /// When it was taken back.
    pub(crate) withdrawn: Option<String>,
    /// Whom it mentions.
    pub(crate) mentions: Option<String>,
    /// Where its writer takes it back.
    pub(crate) withdraw_href: Option<String>,
    /// Where it is answered.
    pub(crate) answer_href: Option<String>,
}

/// A note with its answers.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Thread {
    pub(crate) note: NoteRow,
    pub(crate) answers: Vec<NoteRow>,
}

/// The address of the notes of a case.
pub(crate) fn href(dossier: &Dossier) -> String {
    format!("/desk/cases/{}/notes", dossier.case.id)
}

/// The notes as one reader sees them.
#[derive(Debug)]
pub(crate) struct Seen<'a> {
    pub(crate) dossier: &'a Dossier,
    pub(crate) notes: Vec<Note>,
    reader: AccountId,
    /// Up to which the reader has read.
    read: u32,
}

impl<'a> Seen<'a> {
    /// The notes of a case that the reader may read.
    pub(crate) async fn of(view: &View, officer: &Officer, dossier: &'a Dossier) -> Result<Self, Failure> {
        let (office, scope, case) = (&view.app.office, Scope::of(officer.agency), dossier.case.id);
        let reader = officer.account;
        let notes = store::note::of_case(&office.db, &office.vault, scope, case).await?;
        let read = if notes.is_empty() {
            0
        } else {
            store::note::read_up_to(&office.db, scope, reader, case).await?
        };
        Ok(Self {
            dossier,
            notes,
            reader,
            read,
        })
    }

    /// How many are new to the reader, in words.
    pub(crate) fn fresh(&self, voice: Voice<'_>) -> Said<Option<String>> {
        let fresh = self
            .notes
            .iter()
            .filter(|note| note.is_new_to(self.reader, self.read))
            .count();
        (fresh > 0)
            .then(|| voice.say_with(key("notes-fresh"), &[("count", &fresh.to_string())]))
            .transpose()
    }

    /// Every thread, in the order of time.
    pub(crate) fn threads(&self, voice: Voice<'_>) -> Said<Vec<Thread>> {
        let mut answers: BTreeMap<NoteId, Vec<NoteRow>> = BTreeMap::new();
        for note in &self.notes {
            if let Some(to) = note.answers {
                answers.entry(to).or_default().push(self.row(voice, note)?);
            }
        }
        let first = self.notes.iter().filter(|note| note.answers.is_none());
        first
            .map(|note| {
                Ok(Thread {
                    note: self.row(voice, note)?,
                    answers: answers.remove(&note.id).unwrap_or_default(),
                })
            })
            .collect()
    }

    /// The last ones, without their threads and without buttons.
    fn latest(&self, voice: Voice<'_>) -> Said<Vec<NoteRow>> {
        let from = self.notes.len().saturating_sub(LATEST);
        let latest = self.notes.get(from..).unwrap_or_default().iter();
        latest
            .map(|note| {
                let answered = self.notes.iter().find(|other| Some(other.id) == note.answers);
                Ok(NoteRow {
                    answers: answered.map(|answered| self.names().person(answered.by)),
                    withdraw_href: None,
                    answer_href: None,
                    ..self.row(voice, note)?
                })
            })
            .collect()
    }

    fn names(&self) -> &Names {
        &self.dossier.names
    }

    fn row(&self, voice: Voice<'_>, note: &Note) -> Said<NoteRow> {
        let offset = self.dossier.offset;
        let href = href(self.dossier);
        let mentions: Vec<String> = note.mentions.iter().map(|id| self.names().person(*id)).collect();
        let withdrawn = note.withdrawn_at.map(|at| {
            let when = words::instant(voice.say.lang, at, offset);
            voice.say_with(key("notes-withdrawn"), &[("when", &when)])
        });
        let stands = note.withdrawn_at.is_none();
        Ok(NoteRow {
            id: format!("n{}", note.seq),
            who: self.names().person(note.by),
            when: words::instant(voice.say.lang, note.at, offset),
            iso: note
                .at
                .to_offset(offset)
                .format(&time::format_description::well_known::Rfc3339)
                .unwrap_or_default(),
            is_new: note.is_new_to(self.reader, self.read),
            answers: None,
            words: note.words.clone(),
            withdrawn: withdrawn.transpose()?,
            mentions: (stands && !mentions.is_empty()).then(|| mentions.join("、")),
            withdraw_href: note
                .may_be_withdrawn_by(self.reader)
                .then(|| format!("{href}/{}/withdraw", note.id)),
            answer_href: stands.then(|| format!("{href}?answers={}#write", note.id)),
        })
    }
}

/// The button to watch the case.
pub(crate) async fn watch(
    view: &View,
    officer: &Officer,
    dossier: &Dossier,
    from: &'static str,
) -> Result<Watch, Failure> {
    let (scope, case) = (Scope::of(officer.agency), dossier.case.id);
    Ok(Watch {
        href: format!("/desk/cases/{case}/watch"),
        on: store::watch::is_watching(view.app.db(), scope, officer.account, case).await?,
        from,
    })
}

/// The part of a case's page that is about notes.
pub(crate) async fn part(
    view: &View,
    officer: &Officer,
    dossier: &Dossier,
    from: &'static str,
) -> Result<Notes, Failure> {
    let seen = Seen::of(view, officer, dossier).await?;
    let voice = voice(view);
    Ok(Notes {
        href: href(dossier),
        total: seen.notes.len(),
        fresh: seen.fresh(voice)?,
        latest: seen.latest(voice)?,
        watch: watch(view, officer, dossier, from).await?,
    })
}

/// Notes of every kind, for the samples of pages.
pub(crate) fn row_samples() -> Vec<NoteRow> {
    let row = |words: Option<&str>| NoteRow {
        id: "n1".to_owned(),
        who: "欧阳某某（承办人）".to_owned(),
        when: "2026年11月16日 09:05".to_owned(),
        iso: "2026-11-16T09:05:00+08:00".to_owned(),
        is_new: words.is_some(),
        answers: words.map(|_| "李某某（保密审查员）".to_owned()),
        words: words.map(str::to_owned),
        withdrawn: words.is_none().then(|| "2026年11月16日 09:10已撤回".to_owned()),
        mentions: words.map(|_| "王某<某>".to_owned()),
        withdraw_href: words.map(|_| "/desk/cases/1/notes/1/withdraw".to_owned()),
        answer_href: words.map(|_| "/desk/cases/1/notes?answers=1#write".to_owned()),
    };
    let plain = NoteRow {
        is_new: false,
        answers: None,
        mentions: None,
        withdraw_href: None,
        ..row(Some("第二行\n<script>"))
    };
    vec![row(Some("请看第2项<b>")), plain, row(None)]
}

/// Watching and not, for the samples of pages.
pub(crate) fn watch_samples() -> [Watch; 2] {
    [true, false].map(|on| Watch {
        href: "/desk/cases/1/watch".to_owned(),
        on,
        from: "case",
    })
}

/// With notes and without, for the samples of pages.
pub(crate) fn samples() -> [Notes; 2] {
    let [on, off] = watch_samples();
    let some = Notes {
        href: "/desk/cases/1/notes".to_owned(),
        total: 5,
        fresh: Some("2条新留言".to_owned()),
        latest: row_samples(),
        watch: on,
    };
    let none = Notes {
        total: 0,
        fresh: None,
        latest: Vec::new(),
        watch: off,
        ..some.clone()
    };
    [some, none]
}
