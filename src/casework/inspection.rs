//! Looking through what an answer hands over, whoever made it: whether a file holds more than its pages show (notes,
//! attachments, scripts, earlier revisions, what a camera wrote), and what on its pages looks like personal data. Done once
//! for a file, as its content never changes; a large one beside the pages of the program, with progress.

use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;

use super::{
    ActError, Office,
    document::{Wanted, on_page, thousandths},
    office::AtWork,
};
use crate::{
    documents::{
        PersonalKind, personal,
        worker::{Page as Seen, WorkError},
    },
    domain::{
        answer::{Draft, FileRef},
        digest::Digest,
        id::{AgencyId, CaseId, FileId},
        package,
        refusal::Refusal,
    },
    store::{
        self, Connection, Scope, StoreError, Tx,
        document::Page,
        file::File,
        inspection::Inspection,
        job::{self, NewTask},
    },
};

/// The name of the job.
pub const INSPECT: &str = "inspect_file";

/// Files up to this size, in bytes, are looked through while somebody waits.
const AT_ONCE: u64 = 2 * 1024 * 1024;

/// The most places that are kept of a file: whoever has so many has something to black out.
const MOST_HITS: usize = 2_000;

/// Signs that are kept before and behind a place.
const AROUND: usize = 16;

/// Pages between two reports of progress.
const STEP: u32 = 10;

/// What was found in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspected {
    pub pages: u32,
    /// What it holds besides its pages, in Chinese.
    pub beside: Vec<String>,
    pub hits: Vec<Hit>,
    /// What is written on each page, without blanks.
    pub words: Vec<String>,
    /// Pages without a word that could be read: nothing is found on them.
    pub unread: Vec<u32>,
}

/// A place that looks like personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// Counted from one.
    pub page: u32,
    pub kind: PersonalKind,
    pub text: String,
    pub before: String,
    pub behind: String,
}

/// How it stands with a file of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Looked {
    /// Nobody has begun, or somebody is at it: pages done, of how many.
    NotYet(u32, Option<u32>),
    /// It cannot be done, and why.
    Failed(String),
    Through(Inspected),
}

/// How it stands with every file of a draft.
pub async fn of_draft(
    office: &Office,
    db: &impl Connection,
    scope: Scope,
    draft: &Draft,
) -> Result<Vec<(FileRef, Looked)>, StoreError> {
    of_files(office, db, scope, &package::files(draft)).await
}

/// How it stands with each of some files.
pub(super) async fn of_files(
    office: &Office,
    db: &impl Connection,
    scope: Scope,
    files: &[&FileRef],
) -> Result<Vec<(FileRef, Looked)>, StoreError> {
    let mut all = Vec::new();
    for file in files.iter().copied() {
        let found = store::inspection::get(db, scope, &office.vault, file.id).await?;
        let looked = match found {
            None => Looked::NotYet(0, None),
            Some(Inspection {
                problem: Some(problem),
                ..
            }) => Looked::Failed(problem),
            Some(Inspection {
                report: Some(report), ..
            }) => Looked::Through(read(file.id, &report)?),
            Some(Inspection { pages, done, .. }) => Looked::NotYet(done, pages),
        };
        all.push((file.clone(), looked));
    }
    Ok(all)
}

fn read(file: FileId, report: &str) -> Result<Inspected, StoreError> {
    serde_json::from_str(report).map_err(|error| StoreError::Inconsistent {
        table: "inspection",
        key: file.to_string(),
        source: error.into(),
    })
}

/// Looks through what the draft of a case hands over, as far as nobody has: small files at once, for large ones a task is
/// put down. Outside of every transaction, as it takes its time.
pub async fn look_through(office: &Office, agency: AgencyId, case: CaseId) -> Result<(), ActError> {
    let scope = Scope::of(agency);
    let Some(draft) = drafted(office, scope, case).await? else {
        return Ok(());
    };
    let mut files = None;
    for (file, looked) in of_draft(office, &office.db, scope, &draft).await? {
        if !matches!(looked, Looked::NotYet(0, None)) {
            continue;
        }
        if files.is_none() {
            files = Some(store::file::of_case(&office.db, scope, case).await?);
        }
        // The draft names a file that is not there: said where files are checked.
        if let Some(known) = files.iter().flatten().find(|known| known.id == file.id) {
            look_through_file(office, scope, case, known).await?;
        }
    }
    Ok(())
}

/// Looks through a file that nobody has looked through: a small one at once, for a large one a task is put down.
pub(super) async fn look_through_file(
    office: &Office,
    scope: Scope,
    case: CaseId,
    file: &File,
) -> Result<(), ActError> {
    if file.size <= AT_ONCE {
        return inspect(office, scope, file, false).await;
    }
    let tx = office.db.begin().await?;
    put_down(&office.at_work(&tx, scope).await?, &tx, scope, (case, file)).await?;
    Ok(tx.commit().await?)
}

async fn drafted(office: &Office, scope: Scope, case: CaseId) -> Result<Option<Draft>, StoreError> {
    let Some(case) = store::case::load(&office.db, scope, case).await? else {
        return Ok(None);
    };
    match case.draft {
        Some(draft) => {
            let saved = store::draft::get(&office.db, scope, draft.reference.id).await?;
            Ok(saved.map(|saved| saved.draft))
        }
        None => Ok(None),
    }
}

/// Puts down the work on the large files of a draft that is being saved, so that they are looked through by the time it is
/// submitted.
pub(super) async fn begin(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    (case, draft): (CaseId, &Draft),
) -> Result<(), StoreError> {
    let known = store::file::of_case(tx, scope, case).await?;
    for file in package::files(draft) {
        let large = known
            .iter()
            .find(|known| known.id == file.id && known.size > AT_ONCE);
        let Some(large) = large else { continue };
        if store::inspection::get(tx, scope, &office.vault, file.id)
            .await?
            .is_none()
        {
            put_down(office, tx, scope, (case, large)).await?;
        }
    }
    Ok(())
}

/// Puts the work on a large file down, once.
async fn put_down(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    (case, file): (CaseId, &File),
) -> Result<(), StoreError> {
    let now = office.now();
    let begun = Inspection {
        file: file.id,
        content: file.content,
        pages: Some(0),
        done: 0,
        problem: None,
        report: None,
    };
    store::inspection::put(tx, scope, &office.vault, &begun, now).await?;
    let task = NewTask {
        name: INSPECT,
        key: file.id.to_string(),
        agency: Some(scope.agency_id()),
        case: Some(case),
        day: None,
        run_at: now,
    };
    job::enqueue(tx, office.ids.next(), task, now).await?;
    Ok(())
}

/// The task that was put down. May be begun anew after having been broken off anywhere.
pub async fn inspect_file(office: &Office, agency: AgencyId, file: FileId) -> Result<(), ActError> {
    let scope = Scope::of(agency);
    match store::file::get(&office.db, scope, file).await? {
        Some(file) => inspect(office, scope, &file, true).await,
        None => Ok(()),
    }
}

/// Looks through a file and keeps what is found.
async fn inspect(office: &Office, scope: Scope, file: &File, tells: bool) -> Result<(), ActError> {
    let same = store::inspection::of_content(&office.db, scope, &office.vault, file.content).await?;
    if let Some(same) = same {
        let inspection = Inspection {
            file: file.id,
            ..same
        };
        return Ok(keep(office, scope, &inspection).await?);
    }
    let outcome = match file.media_type.as_str() {
        "application/pdf" | "image/png" | "image/jpeg" => by_pages(office, scope, file, tells).await?,
        kind if kind.starts_with("text/plain") => {
            let bytes = office.blobs.get(file.content).await?;
            Ok(of_text(&String::from_utf8_lossy(&bytes)))
        }
        // What such files hide is not read but left behind: they go out as the copy that was made of them.
        _ => Ok(Inspected {
            beside: vec!["Word、Excel等文件的修订痕迹、批注、隐藏内容".to_owned()],
            ..Inspected::default()
        }),
    };
    let (problem, report) = match outcome {
        Ok(found) => {
            let report = serde_json::to_string(&found).expect("words and numbers always serialise");
            (None, Some((found.pages, report)))
        }
        Err(why) => (Some(why), None),
    };
    let pages = report.as_ref().map(|(pages, _)| *pages);
    let inspection = Inspection {
        file: file.id,
        content: file.content,
        pages,
        done: pages.unwrap_or_default(),
        problem,
        report: report.map(|(_, report)| report),
    };
    Ok(keep(office, scope, &inspection).await?)
}

async fn keep(office: &Office, scope: Scope, inspection: &Inspection) -> Result<(), StoreError> {
    let tx = office.db.begin().await?;
    store::inspection::put(&tx, scope, &office.vault, inspection, office.now()).await?;
    tx.commit().await
}

/// Reads a file page by page, in a process of its own. The inner error is what the file is to blame for.
async fn by_pages(
    office: &Office,
    scope: Scope,
    file: &File,
    tells: bool,
) -> Result<Result<Inspected, String>, ActError> {
    let bytes = office.blobs.get(file.content).await?;
    let (tell, mut told) = mpsc::channel::<(Seen, usize)>(4);
    let worker = office.worker.clone();
    let work = tokio::task::spawn_blocking(move || {
        worker.inspect(bytes, &mut |page, pages| {
            tell.blocking_send((page, pages)).map_err(|_| WorkError::TooMuch)
        })
    });
    let is_picture = file.media_type.starts_with("image/");
    let mut found = Inspected::default();
    while let Some((seen, pages)) = told.recv().await {
        let number = found.take(&seen);
        if tells && number.is_multiple_of(STEP) {
            let pages = u32::try_from(pages).unwrap_or(u32::MAX);
            let tx = office.db.begin().await?;
            store::inspection::advance(&tx, scope, file.id, (number, pages)).await?;
            tx.commit().await?;
        }
    }
    match work.await.map_err(|_| ActError::Interrupted)? {
        Ok(beside) => {
            found.beside = beside;
            if is_picture {
                // A picture has no words, and nobody expects any.
                found.unread = vec![1];
            }
            Ok(Ok(found))
        }
        Err(error @ WorkError::Start { .. }) => Err(ActError::Document(error)),
        Err(error @ (WorkError::Refused(_) | WorkError::TooMuch | WorkError::NoConverter)) => {
            Ok(Err(error.to_string()))
        }
    }
}

impl Inspected {
    /// Takes in a page; returns its number.
    fn take(&mut self, seen: &Seen) -> u32 {
        let number = u32::try_from(seen.number).unwrap_or(u32::MAX);
        let page = Page {
            number,
            width: thousandths(seen.width),
            height: thousandths(seen.height),
            picture: Digest([0; 32]),
        };
        let wanted = Wanted {
            words: Vec::new(),
            kinds: PersonalKind::ALL.to_vec(),
        };
        if seen.text.letters.is_empty() || seen.text.unreadable > 0 {
            self.unread.push(number);
        }
        let room = MOST_HITS.saturating_sub(self.hits.len());
        let hits = on_page(&page, &seen.text.letters, &wanted, &[]).into_iter();
        let kept = hits.filter_map(|hit| {
            Some(Hit {
                page: hit.page,
                kind: hit.kind?,
                text: hit.text,
                before: hit.before,
                behind: hit.behind,
            })
        });
        self.hits.extend(kept.take(room));
        let words = seen.text.plain();
        self.words
            .push(words.chars().filter(|sign| !sign.is_whitespace()).collect());
        self.pages = self.pages.max(number);
        number
    }
}

/// What looks like personal data in a plain text.
pub(super) fn of_text(text: &str) -> Inspected {
    Inspected {
        pages: 1,
        hits: text.lines().flat_map(in_line).take(MOST_HITS).collect(),
        words: vec![text.chars().filter(|sign| !sign.is_whitespace()).collect()],
        ..Inspected::default()
    }
}

fn in_line(line: &str) -> Vec<Hit> {
    let line: String = line.chars().filter(|sign| !sign.is_whitespace()).collect();
    let hit = |found: &personal::Personal| {
        let before: Vec<char> = line
            .get(..found.place.start)?
            .chars()
            .rev()
            .take(AROUND)
            .collect();
        Some(Hit {
            page: 1,
            kind: found.kind,
            text: line.get(found.place.clone())?.to_owned(),
            before: before.into_iter().rev().collect(),
            behind: line.get(found.place.end..)?.chars().take(AROUND).collect(),
        })
    };
    personal::find(&line).iter().filter_map(hit).collect()
}

/// Whether every file of an answer was looked through and holds nothing but what its pages show.
pub(super) async fn check(
    office: &AtWork<'_>,
    db: &impl Connection,
    scope: Scope,
    draft: &Draft,
) -> Result<Vec<(FileRef, Inspected)>, ActError> {
    check_files(office, db, scope, &package::files(draft)).await
}

/// The same of any files.
pub(super) async fn check_files(
    office: &AtWork<'_>,
    db: &impl Connection,
    scope: Scope,
    files: &[&FileRef],
) -> Result<Vec<(FileRef, Inspected)>, ActError> {
    let mut through = Vec::new();
    for (file, looked) in of_files(office, db, scope, files).await? {
        match looked {
            Looked::NotYet(..) => return Err(Refusal::BeingInspected(file.name).into()),
            Looked::Failed(why) => return Err(Refusal::NotInspected { file: file.name, why }.into()),
            Looked::Through(found) if !found.beside.is_empty() => {
                let (file, found) = (file.name, found.beside);
                return Err(Refusal::NotClean { file, found }.into());
            }
            Looked::Through(found) => through.push((file, found)),
        }
    }
    Ok(through)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_looked_through_line_by_line() {
        let found = of_text("联系人：林晓舟，电话 138 0000 0000。\n第二行没有。\n邮箱a@b.cn");
        let told: Vec<_> = found
            .hits
            .iter()
            .map(|hit| (hit.kind, hit.text.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                (PersonalKind::Name, "林晓舟"),
                (PersonalKind::Phone, "13800000000"),
                (PersonalKind::Email, "a@b.cn"),
            ]
        );
        assert_eq!(found.hits[1].before, "联系人：林晓舟，电话");
    }
}
