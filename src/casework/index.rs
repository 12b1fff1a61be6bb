//! Words taken in, so that they are found: in the transaction that writes what they are of. Whoever may read a case may
//! read all that is taken in of it; what is shown shortened to some of them (who speaks for an organisation, numbers,
//! addresses) stays out, as a search would give it away.

use super::{ActError, Office};
use crate::{
    documents::pdf::PageText,
    domain::{
        applicant::Applicant,
        application::{Application, Item},
        case::Case,
        id::{CaseId, FileId, LetterId},
        words::Words,
    },
    letters::Document,
    store::{
        self, Connection, Scope, StoreError, Tx,
        search::{Entry, Newcomers, Source},
    },
};

/// The name of the job that takes in what was there before.
pub const INDEX: &str = "index_cases";

/// Cases of one transaction while a backlog is worked off.
const AT_ONCE: u64 = 20;

/// Pages of a document that are read at once.
const PIECE: u64 = 50;

/// By what people know a case.
#[derive(Debug, Clone)]
struct Known {
    case: CaseId,
    number: String,
    applicant: String,
    subject: String,
}

impl Known {
    /// As the row of the case tells; none where the agency has no such case.
    async fn of(db: &impl Connection, scope: Scope, case: CaseId) -> Result<Option<Self>, StoreError> {
        let entry = store::queue::entry(db, scope, case).await?;
        Ok(entry.map(|entry| Self {
            case,
            number: entry.number.to_string(),
            applicant: entry.applicant_name,
            subject: entry.subject,
        }))
    }

    fn entry(&self, source: Source, own: Vec<String>) -> Entry {
        let Self {
            case,
            number,
            applicant,
            subject,
        } = self;
        Entry {
            case: *case,
            source,
            own,
            around: vec![number.clone(), applicant.clone(), subject.clone()],
        }
    }

    /// What was asked for, and by whom; `items` as far as they are still of this case.
    fn application(&self, items: &[Item], applicant: Option<&Applicant>) -> Entry {
        let mut own = vec![self.number.clone(), serial(&self.number), self.subject.clone()];
        match applicant {
            Some(applicant) => {
                own.extend(applicant.names().map(ToString::to_string));
                own.extend(applicant.agent.iter().map(|agent| agent.name.to_string()));
            }
            // Who was erased is found by nothing.
            None if self.applicant.is_empty() => {}
            None => own.push(self.applicant.clone()),
        }
        for item in items {
            let Item {
                number: _,
                title,
                document_number,
                description,
            } = item;
            own.push(title.clone());
            own.extend(document_number.clone());
            own.extend(description.clone());
        }
        self.entry(Source::Application, own)
    }
}

/// The serial of a number as people say it: 12 of `QSZJ-2026-00012`.
fn serial(number: &str) -> String {
    let last = number.rsplit('-').next().unwrap_or_default();
    last.trim_start_matches('0').to_owned()
}

/// Takes in what was asked for, of a new case that has its place already; nothing where no words are kept.
pub(super) async fn application(
    tx: &Tx,
    scope: Scope,
    newcomer: Option<Newcomers>,
    case: &Case,
    (application, applicant): (&Application, &Applicant),
) -> Result<(), StoreError> {
    let Some(newcomer) = newcomer else { return Ok(()) };
    let known = Known {
        case: case.id,
        number: case.number.to_string(),
        applicant: applicant.listed(),
        subject: application.subject(case.filing.asks_for),
    };
    let entry = known.application(&application.items, Some(applicant));
    newcomer.write(tx, scope, &[entry]).await
}

/// Takes in cases that were taken over from an old register, all at once; with each its words.
pub(super) async fn taken_over(
    office: &Office,
    tx: &Tx,
    scope: Scope,
    cases: &[(Case, Application, Applicant, Vec<Words>)],
) -> Result<(), StoreError> {
    let mut entries = Vec::new();
    for (case, application, applicant, words) in cases {
        let known = Known {
            case: case.id,
            number: case.number.to_string(),
            applicant: applicant.listed(),
            subject: application.subject(case.filing.asks_for),
        };
        entries.push(known.application(&application.items, Some(applicant)));
        let notes = words.iter();
        entries
            .extend(notes.map(|words| known.entry(Source::Note(words.id()), vec![words.text().to_owned()])));
    }
    store::search::write_new(tx, &office.vault, scope, &entries).await
}

/// Takes in a letter as it goes out.
pub(super) async fn letter(
    office: &Office,
    tx: &Tx,
    scope: Scope,
    case: CaseId,
    (id, document): (LetterId, &Document),
) -> Result<(), StoreError> {
    write_one(office, tx, scope, case, |known| {
        known.entry(Source::Letter(id), vec![office.letters.text(document)])
    })
    .await
}

/// Keeps what somebody wrote beside the events of a case, and takes it in.
pub(super) async fn note(
    office: &Office,
    tx: &Tx,
    scope: Scope,
    case: CaseId,
    (kind, words): (&str, &Words),
) -> Result<(), StoreError> {
    store::words::insert(tx, scope, case, kind, words, office.now()).await?;
    write_one(office, tx, scope, case, |known| {
        known.entry(Source::Note(words.id()), vec![words.text().to_owned()])
    })
    .await
}

/// Takes in a page of a document, with the name of the file on its first page.
pub(super) async fn page(
    office: &Office,
    tx: &Tx,
    scope: Scope,
    file: FileId,
    (number, text): (u32, &PageText),
) -> Result<(), StoreError> {
    let Some(file) = store::file::get(tx, scope, file).await? else {
        return Ok(());
    };
    write_one(office, tx, scope, file.case, |known| {
        of_page(known, file.id, &file.name, (number, text))
    })
    .await
}

fn of_page(known: &Known, file: FileId, name: &str, (number, text): (u32, &PageText)) -> Entry {
    let mut entry = known.entry(Source::Page(file, number), vec![plain(text)]);
    if number == 1 {
        entry.own.push(name.to_owned());
    } else {
        entry.around.push(name.to_owned());
    }
    entry
}

/// What is written on a page, as one text.
pub(super) fn plain(text: &PageText) -> String {
    text.letters.iter().map(|letter| letter.text.as_str()).collect()
}

async fn write_one(
    office: &Office,
    tx: &Tx,
    scope: Scope,
    case: CaseId,
    entry: impl FnOnce(&Known) -> Entry,
) -> Result<(), StoreError> {
    let Some(known) = Known::of(tx, scope, case).await? else {
        return Ok(());
    };
    store::search::write_many(tx, &office.vault, scope, &[entry(&known)]).await
}

/// Takes in everything of some cases anew. Words of what is no longer theirs are gone afterwards.
pub(super) async fn anew(office: &Office, tx: &Tx, scope: Scope, cases: &[CaseId]) -> Result<(), ActError> {
    store::search::claim(tx, scope, cases).await?;
    // Only now: whoever wrote to one of them before has committed.
    store::search::forget_all(tx, scope, cases).await?;
    let mut entries = Vec::new();
    for id in cases {
        match store::case::load(tx, scope, *id).await {
            Ok(Some(case)) => entries.extend(all_of(office, tx, scope, &case).await?),
            Ok(None) => {}
            // The others are found all the same; `gongkai verify` tells of this one.
            Err(StoreError::Inconsistent { .. }) => {
                tracing::warn!(case = %id, "the words of a case cannot be taken in");
            }
            Err(error) => return Err(error.into()),
        }
    }
    store::search::write_many(tx, &office.vault, scope, &entries).await?;
    Ok(store::search::settled(tx, scope, cases).await?)
}

async fn all_of(office: &Office, tx: &Tx, scope: Scope, case: &Case) -> Result<Vec<Entry>, ActError> {
    let known = Known::of(tx, scope, case.id).await?;
    // What was taken over by mistake is not found any more.
    let Some(known) = known.filter(|_| !case.is_undone()) else {
        return Ok(Vec::new());
    };
    let mut entries = Vec::new();
    entries.extend(of_application(office, tx, scope, case, &known).await?);
    for (id, words) in store::words::of_case(tx, scope, case.id).await? {
        entries.extend(words.map(|words| known.entry(Source::Note(id), vec![words])));
    }
    for letter in store::letter::of_case(tx, scope, case.id).await? {
        let document: Document = serde_json::from_str(&letter.document)
            .map_err(|error| StoreError::inconsistent("letter", letter.id, error))?;
        // Letters stay as they are; but nobody is found any more by the names in them.
        let document = if case.erased {
            document.without_names()
        } else {
            document
        };
        let text = office.letters.text(&document);
        entries.push(known.entry(Source::Letter(letter.id), vec![text]));
    }
    let files = store::file::of_case(tx, scope, case.id).await?;
    for document in store::document::of_case(tx, scope, case.id).await? {
        let Some(file) = files.iter().find(|file| file.id == document.file) else {
            continue;
        };
        let mut first = 1;
        loop {
            let pages =
                store::document::pages_from(tx, scope, &office.vault, (file.id, first), PIECE).await?;
            let Some((last, _)) = pages.last() else { break };
            first = last.number + 1;
            for (page, words) in &pages {
                let text = super::document::text(words, file.id)?;
                entries.push(of_page(&known, file.id, &file.name, (page.number, &text)));
            }
        }
    }
    Ok(entries)
}

async fn of_application(
    office: &Office,
    db: &impl Connection,
    scope: Scope,
    case: &Case,
    known: &Known,
) -> Result<Option<Entry>, StoreError> {
    let filed = store::application::of_case(db, scope, case.id).await?;
    let applicant = store::applicant::get(db, &office.vault, scope, case.filing.applicant).await?;
    Ok(filed.map(|filed| {
        let items = filed.application.only(&case.items).items;
        known.application(&items, applicant.as_ref())
    }))
}

/// What of a case is taken in with its application, as the copies of it that [`renumbered`] makes begin with.
pub async fn original(office: &Office, scope: Scope, case: CaseId) -> Result<Option<Entry>, StoreError> {
    let Some(known) = Known::of(&office.db, scope, case).await? else {
        return Ok(None);
    };
    let Some(case) = store::case::load(&office.db, scope, case).await? else {
        return Ok(None);
    };
    of_application(office, &office.db, scope, &case, &known).await
}

/// The same of a copy of the case.
pub fn renumbered(original: &Entry, case: CaseId, number: &str) -> Entry {
    let mut copy = Entry {
        case,
        ..original.clone()
    };
    // As `Known::application` begins.
    for (text, new) in copy.own.iter_mut().zip([number.to_owned(), serial(number)]) {
        *text = new;
    }
    for (text, new) in copy.around.iter_mut().zip([number.to_owned()]) {
        *text = new;
    }
    copy
}

/// Takes in the next cases of an agency after one that are in its backlog; the last of them, and how many. None where
/// there are no more.
pub async fn next_of_backlog(
    office: &Office,
    scope: Scope,
    after: Option<CaseId>,
) -> Result<Option<(CaseId, usize)>, ActError> {
    let cases = store::search::backlog(&office.db, scope, after, AT_ONCE).await?;
    let Some(last) = cases.last().copied() else {
        return Ok(None);
    };
    let tx = office.db.begin().await?;
    anew(office, &tx, scope, &cases).await?;
    tx.commit().await?;
    Ok(Some((last, cases.len())))
}

/// Puts all cases of an agency into its backlog. They are found as before meanwhile.
pub async fn all_to_backlog(office: &Office, scope: Scope) -> Result<(), ActError> {
    let tx = office.db.begin().await?;
    store::search::mark_all_stale(&tx, scope).await?;
    Ok(tx.commit().await?)
}
