//! 同样情况同样处理: the same document was given to one applicant and refused to another. Found by its content, whatever it
//! is called; whether there is a reason for the difference, people decide.

use std::collections::BTreeMap;

use crate::{
    casework::Office,
    domain::{
        account::Officer,
        answer::ProposedItem,
        case::Case,
        digest::Digest,
        id::{CaseId, CaseNumber, FileId},
        mark, permission,
    },
    law::{Law, words},
    store::{
        self, Connection, Scope, StoreError,
        file::{File, Purpose},
        release_copy::ReleaseCopy,
    },
};

words! {
    /// What became of a document.
    pub enum Fate {
        /// It is given as it is.
        Given = "given",
        /// A copy is given on which something is blacked out.
        Redacted = "redacted",
        /// It is not given.
        Withheld = "withheld",
    }
}

/// A document that fares otherwise in another case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alarm {
    /// What it is called here.
    pub name: String,
    pub here: Fate,
    pub there: Fate,
    pub case: CaseId,
    pub number: CaseNumber,
    /// Whether whoever asks may open that case.
    pub may_read: bool,
}

/// The most other cases that are looked at.
const MOST: u64 = 50;

/// The documents of a case that fared otherwise in cases of the agency that are answered.
pub async fn alarms(
    office: &Office,
    officer: &Officer,
    law: &Law,
    case: &Case,
) -> Result<Vec<Alarm>, StoreError> {
    let (db, scope) = (&office.db, Scope::of(case.agency));
    let here = fates(db, scope, law, case).await?;
    let contents: Vec<Digest> = here.keys().copied().collect();
    let others = store::file::with_content(db, scope, case.id, &contents, MOST).await?;
    let mut ids: Vec<CaseId> = others.iter().map(|file| file.case).collect();
    ids.sort();
    ids.dedup();
    let mut alarms = Vec::new();
    for id in ids {
        let other = store::case::load(db, scope, id).await?;
        let Some(other) = other.filter(|other| other.answer.is_some()) else {
            continue;
        };
        let there = fates(db, scope, law, &other).await?;
        for (content, (name, fate)) in &here {
            if let Some((_, theirs)) = there.get(content)
                && theirs != fate
            {
                alarms.push(Alarm {
                    name: name.clone(),
                    here: *fate,
                    there: *theirs,
                    case: other.id,
                    number: other.number.clone(),
                    may_read: permission::may_read(&other, officer),
                });
            }
        }
    }
    Ok(alarms)
}

/// What becomes of each document of a case by its answer, with its name.
async fn fates(
    db: &impl Connection,
    scope: Scope,
    law: &Law,
    case: &Case,
) -> Result<BTreeMap<Digest, (String, Fate)>, StoreError> {
    let Some(draft) = &case.draft else {
        return Ok(BTreeMap::new());
    };
    let files = store::file::of_case(db, scope, case.id).await?;
    let sources: Vec<FileId> = files
        .iter()
        .filter(|file| file.purpose == Purpose::Source)
        .map(|file| file.id)
        .collect();
    let copies = store::release_copy::of_sources(db, scope, &sources).await?;
    let outline = &draft.reference.items;
    let mut fates = BTreeMap::new();
    for file in &files {
        let fate = match file.purpose {
            Purpose::Source => of_source(law, outline, file, &files, &copies),
            Purpose::Answer if copies.iter().any(|copy| copy.file == file.id) => None,
            Purpose::Answer => is_given(outline, file.content).then_some(Fate::Given),
            Purpose::Identity
            | Purpose::Evidence
            | Purpose::Authority
            | Purpose::Opinion
            | Purpose::Payment
            | Purpose::Attachment => None,
        };
        if let Some(fate) = fate {
            fates.insert(file.content, (file.name.clone(), fate));
        }
    }
    Ok(fates)
}

fn is_given(outline: &[ProposedItem], content: Digest) -> bool {
    outline.iter().any(|item| item.files.contains(&content))
}

/// None where it is neither given nor anything withheld: it was found and led to nothing.
fn of_source(
    law: &Law,
    outline: &[ProposedItem],
    source: &File,
    files: &[File],
    copies: &[ReleaseCopy],
) -> Option<Fate> {
    if is_given(outline, source.content) {
        return Some(Fate::Given);
    }
    let content = |copy: &ReleaseCopy| {
        let file = files.iter().find(|file| file.id == copy.file);
        file.map(|file| file.content)
    };
    let given = copies
        .iter()
        .filter(|copy| copy.source == source.id)
        .find(|copy| content(copy).is_some_and(|content| is_given(outline, content)));
    if let Some(copy) = given {
        let whole = copy.marks == mark::digest(&[]);
        return Some(if whole { Fate::Given } else { Fate::Redacted });
    }
    let withholds = outline.iter().any(|item| {
        let ground = law.ground(&item.ground);
        !item.withheld.is_empty() || ground.is_some_and(|ground| ground.withholds)
    });
    withholds.then_some(Fate::Withheld)
}
