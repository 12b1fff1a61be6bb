//! 拟公开的文件: documents that were found are looked at page by page, marked, and copied for release. The document itself
//! never leaves; what an answer hands over is a copy, named by its digest like every file.
//!
//! A document, its pages and its marks are work in hand, as a draft is: they become part of the case's history when a
//! draft names a copy that was made of them. So they change only while the case is drafted, by whoever may draft it.

mod bring;
mod convert;
mod copy;
mod everywhere;
mod look;
mod marking;

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;

pub(super) use self::{look::thousandths, marking::on_page};

pub use self::{
    bring::{Brought, bring, look_again},
    copy::{COPY, ask_for_copy, make_copy},
    everywhere::{Everywhere, InDocument, search_all},
    look::{LOOK, look_at},
    marking::{Found, Hit, Wanted, mark, search, unmark},
};

use super::{ActError, Office, office::AtWork};
use crate::{
    documents::{
        package,
        pdf::{PageText, Redacted},
    },
    domain::{
        account::Actor,
        answer::{Draft, ItemAnswer},
        case::Case,
        command::CommandKind,
        digest::Digest,
        id::{AccountId, AgencyId, CaseId, FileId},
        mark::{self, Mark},
        permission,
        refusal::Refusal,
    },
    law::{BlackoutKey, Law, OutcomeGroup},
    store::{
        self, Scope, StoreError, Tx,
        document::{Document, Page, State},
        file::File,
        job::{self, NewTask},
    },
};

/// A document with what belongs to it.
#[derive(Debug, Clone)]
pub struct Opened {
    pub file: File,
    pub document: Document,
    pub marks: Vec<Mark>,
    /// The copies that were made of it, the latest last.
    pub copies: Vec<Copy>,
    /// Files of the case with the same content.
    pub same: Vec<String>,
    /// What was left out of it, where it is a package.
    pub left_out: Vec<LeftOut>,
}

/// A file that was left out of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    pub name: String,
    pub why: package::LeftOut,
}

/// A copy for release.
#[derive(Debug, Clone)]
pub struct Copy {
    pub file: File,
    /// The digest of the marks of which it was made.
    pub marks: Digest,
    /// What was done.
    pub report: Redacted,
}

impl Opened {
    /// What is blacked out on each page, as whoever approves has to have looked at it.
    pub fn blackouts(&self) -> BTreeMap<u32, Digest> {
        mark::pages(self.file.content, &self.marks)
    }

    /// The latest copy, if it was made of the marks as they stand.
    pub fn current_copy(&self) -> Option<&Copy> {
        let marks = mark::digest(&self.marks);
        self.copies.last().filter(|copy| copy.marks == marks)
    }
}

/// A page of a document, counted from one, with what is written on it.
pub async fn page(
    office: &Office,
    agency: AgencyId,
    (file, number): (FileId, u32),
) -> Result<Option<(Page, PageText)>, StoreError> {
    let found = store::document::page(&office.db, Scope::of(agency), &office.vault, (file, number)).await?;
    found
        .map(|(page, words)| Ok((page, text(&words, file)?)))
        .transpose()
}

/// What is written on a page, as it was kept.
pub(super) fn text(words: &str, file: FileId) -> Result<PageText, StoreError> {
    kept("document_page", file, words)
}

/// What was kept as JSON.
fn kept<T: DeserializeOwned>(table: &'static str, file: FileId, json: &str) -> Result<T, StoreError> {
    serde_json::from_str(json).map_err(|error| StoreError::Inconsistent {
        table,
        key: file.to_string(),
        source: error.into(),
    })
}

/// The documents of a case, with what belongs to each.
pub async fn of_case(office: &Office, agency: AgencyId, case: CaseId) -> Result<Vec<Opened>, StoreError> {
    let (db, scope) = (&office.db, Scope::of(agency));
    let files = store::file::of_case(db, scope, case).await?;
    let documents = store::document::of_case(db, scope, case).await?;
    let ids: Vec<FileId> = documents.iter().map(|document| document.file).collect();
    let mut marks = store::mark::of_files(db, scope, &ids).await?;
    let copies = store::release_copy::of_sources(db, scope, &ids).await?;
    let mut left_out = store::left_out::of_packages(db, scope, &ids).await?;
    let by_id: BTreeMap<FileId, &File> = files.iter().map(|file| (file.id, file)).collect();
    let mut opened = Vec::new();
    for document in documents {
        let Some(file) = by_id.get(&document.file) else {
            continue;
        };
        let file: File = (*file).clone();
        let same = files
            .iter()
            .filter(|other| other.id != file.id && other.content == file.content);
        let of_it = copies.iter().filter(|copy| copy.source == document.file);
        let mut made = Vec::new();
        for (copy, file) in of_it.filter_map(|copy| Some((copy, *by_id.get(&copy.file)?))) {
            made.push(Copy {
                file: file.clone(),
                marks: copy.marks,
                report: kept("release_copy", copy.file, &copy.report)?,
            });
        }
        opened.push(Opened {
            marks: marks.remove(&document.file).unwrap_or_default(),
            copies: made,
            same: same.map(|file| file.name.clone()).collect(),
            left_out: left_out
                .remove(&document.file)
                .unwrap_or_default()
                .into_iter()
                .map(reason_of)
                .collect::<Result<_, _>>()?,
            file,
            document,
        });
    }
    Ok(opened)
}

fn reason_of(left_out: store::left_out::LeftOut) -> Result<LeftOut, StoreError> {
    let store::left_out::LeftOut { name, reason } = left_out;
    match reason.parse() {
        Ok(why) => Ok(LeftOut { name, why }),
        Err(error) => Err(StoreError::Inconsistent {
            table: "left_out",
            key: name,
            source: Box::new(error),
        }),
    }
}

/// One document of a case.
pub async fn open(
    office: &Office,
    agency: AgencyId,
    case: CaseId,
    file: FileId,
) -> Result<Option<Opened>, StoreError> {
    let all = of_case(office, agency, case).await?;
    Ok(all.into_iter().find(|opened| opened.file.id == file))
}

/// Whether every copy that goes out was made of the marks as they stand (whoever changes a mark makes a new copy), and
/// whether the answer says what is blacked out: an item that hands over a copy with marks is a partial answer, with a
/// withheld part on the ground of each reason. So no passage is withheld past the lawyer.
pub(super) async fn check_copies(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    draft: &Draft,
) -> Result<(), ActError> {
    for item in &draft.items {
        for file in &item.files {
            let Some(copy) = store::release_copy::get(tx, scope, file.id).await? else {
                continue;
            };
            let marks = store::mark::of_file(tx, scope, copy.source).await?;
            if mark::digest(&marks) != copy.marks {
                return Err(Refusal::CopyOutdated(file.name.clone()).into());
            }
            let reasons = unsaid(&office.law, item, &marks);
            if !reasons.is_empty() {
                let file = file.name.clone();
                return Err(Refusal::MarksUnsaid { file, reasons }.into());
            }
        }
    }
    Ok(())
}

/// What is blacked out in the files that go out with a draft, a digest a page.
pub(super) async fn blackouts(tx: &Tx, scope: Scope, draft: &Draft) -> Result<BTreeSet<Digest>, StoreError> {
    let mut pages = BTreeSet::new();
    for file in draft.items.iter().flat_map(|item| &item.files) {
        let Some(copy) = store::release_copy::get(tx, scope, file.id).await? else {
            continue;
        };
        let marks = store::mark::of_file(tx, scope, copy.source).await?;
        if let Some(source) = store::file::get(tx, scope, copy.source).await? {
            pages.extend(mark::pages(source.content, &marks).into_values());
        }
    }
    Ok(pages)
}

/// The reasons of marks of which an answer does not say that something is withheld for them.
fn unsaid(law: &Law, item: &ItemAnswer, marks: &[Mark]) -> Vec<BlackoutKey> {
    let ground = item.ground.as_ref().and_then(|key| law.ground(key));
    let is_partial = ground.is_some_and(|ground| ground.group == OutcomeGroup::Partial);
    let is_said = |reason: &BlackoutKey| {
        let ground = law.blackout(reason).map(|reason| &reason.ground);
        is_partial && item.withheld.iter().any(|part| Some(&part.ground) == ground)
    };
    let reasons: BTreeSet<&BlackoutKey> = marks.iter().map(|mark| &mark.reason).collect();
    reasons
        .into_iter()
        .filter(|reason| !is_said(reason))
        .cloned()
        .collect()
}

/// The case, if this person may draft its answer now, and who they are.
async fn drafted(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    actor: &Actor,
    case: CaseId,
) -> Result<(Case, AccountId), ActError> {
    let case = store::case::load(tx, scope, case).await?.ok_or(ActError::Gone)?;
    permission::may(&case, actor, CommandKind::DraftAnswer, &office.law)?;
    let by = actor.reference().account().ok_or(Refusal::NotYourRole)?;
    Ok((case, by))
}

/// The document, if it is one of the case and in this state.
async fn in_state(
    tx: &Tx,
    scope: Scope,
    case: &Case,
    file: FileId,
    state: State,
) -> Result<Document, ActError> {
    let document = store::document::get(tx, scope, file).await?;
    let document = document
        .filter(|document| document.case == case.id)
        .ok_or(ActError::Gone)?;
    if document.state == state {
        Ok(document)
    } else {
        Err(Refusal::DocumentBusy.into())
    }
}

/// Puts down the work on a document for whichever copy of the program takes it.
async fn put_down(
    office: &AtWork<'_>,
    tx: &Tx,
    (agency, case, file): (AgencyId, CaseId, FileId),
    name: &'static str,
) -> Result<(), StoreError> {
    let now = office.now();
    let task = NewTask {
        name,
        key: file.to_string(),
        agency: Some(agency),
        case: Some(case),
        day: None,
        run_at: now,
    };
    job::enqueue(tx, office.ids.next(), task, now).await?;
    Ok(())
}
