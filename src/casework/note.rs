//! 办件留言: writing, taking back and reading notes on a case, and watching one. The same transaction tells whoever a note
//! is for. Nothing of it enters the history of the case.

use time::Duration;
use uuid::Uuid;

use super::{Office, delegation};
use crate::{
    domain::{
        account::Officer,
        case::Case,
        id::{AccountId, CaseId, NoteId},
        message::Medium,
        note::{self, Colleague, Judged, Note, NotePart, NoteProblem},
        permission,
        reminder::Reminder,
    },
    law::add_working_days,
    store::{
        self, Connection, Scope, StoreError,
        reminder::{Dispatching, Given},
    },
};

/// How long after midnight the mail of a day waits at least: so long its other reminders may still come in.
const GATHERING: Duration = Duration::minutes(10);

/// A note to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNote {
    /// The form that it came with.
    pub form: Uuid,
    /// The note that it answers.
    pub answers: Option<NoteId>,
    pub words: String,
    /// Whom it mentions by box; those whom its words name come besides.
    pub mentions: Vec<AccountId>,
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum NoteError {
    /// There is no such case or note, or it is not theirs.
    #[error("there is no such note for them")]
    Gone,
    #[error("{} things are wrong with it", .0.len())]
    Wrong(Vec<(NotePart, NoteProblem)>),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Everybody of the agency whose account is switched on, by name, with whether they may read the case. The writer is
/// among them.
pub async fn colleagues(office: &Office, case: &Case) -> Result<Vec<Colleague>, StoreError> {
    let (db, scope) = (&office.db, Scope::of(case.agency));
    let everybody = delegation::everybody(office, scope).await?;
    let accounts = store::account::list(db, scope).await?;
    let colleague = |officer: &Officer| {
        let account = accounts.iter().find(|account| account.id == officer.account)?;
        Some(Colleague {
            account: account.id,
            name: account.name.clone(),
            may_read: permission::may_read(case, officer),
        })
    };
    Ok(everybody.iter().filter_map(colleague).collect())
}

/// Writes a note and tells whoever it is for; the people whom it mentions. A form that is sent twice writes once.
pub async fn write(
    office: &Office,
    officer: &Officer,
    case: CaseId,
    new: NewNote,
) -> Result<Judged, NoteError> {
    let (scope, by) = (Scope::of(officer.agency), officer.account);
    let read = readable(&office.db, officer, case).await?;
    let colleagues = colleagues(office, &read).await?;
    let judged = note::judge(&new.words, &new.mentions, by, &colleagues).map_err(NoteError::Wrong)?;
    let tx = office.db.begin().await?;
    let at_work = office.at_work(&tx, scope).await?;
    store::note::hold(&tx, scope, case).await?;
    match store::note::of_form(&tx, scope, by, new.form).await? {
        Some(there) if there == case => return Ok(judged),
        Some(_) => return Err(NoteError::Gone),
        None => {}
    }
    // As it stands now: whoever was to be told may have lost it since the page was shown.
    let now_read = readable(&tx, officer, case).await?;
    let notes = store::note::of_case(&tx, &office.vault, scope, case).await?;
    let answered = match new.answers {
        None => None,
        Some(id) => Some(notes.iter().find(|note| note.id == id).ok_or(NoteError::Gone)?),
    };
    let note = Note {
        id: NoteId(office.ids.next()),
        seq: notes.last().map_or(1, |last| last.seq + 1),
        by,
        at: office.now(),
        // A thread is one level deep: an answer to an answer stands in the same thread.
        answers: answered.map(|answered| answered.answers.unwrap_or(answered.id)),
        words: Some(judged.text.clone()),
        withdrawn_at: None,
        mentions: judged.mentions.clone(),
    };
    store::note::insert(&tx, &office.vault, scope, case, new.form, &note).await?;
    let mut interested = store::watch::watchers_of(&tx, scope, case).await?;
    interested.extend(now_read.handler());
    interested.extend(answered.map(|answered| answered.by));
    let may_read = |account| {
        let mut colleagues = colleagues.iter();
        colleagues.any(|colleague| colleague.account == account && colleague.may_read)
    };
    let told = note::told(by, &note.mentions, interested, may_read);
    let today = office.today();
    let given: Vec<Given> = told
        .into_iter()
        .map(|(to, key)| Given {
            case,
            reminder: Reminder {
                key,
                about: today,
                days: 0,
            },
            to,
            on: today,
        })
        .collect();
    let mailing = add_working_days(&at_work.law.calendar, today, 1);
    let morning = mailing.midnight().assume_offset(office.clock.offset()) + GATHERING;
    let dispatching = Dispatching {
        now: office.local_now(),
        due_at: office.notices.not_before(Medium::Mail, morning),
    };
    store::reminder::tell(&tx, scope, &given, mailing, dispatching, || office.ids.next()).await?;
    // Whoever writes has seen what stands above.
    store::note::mark_read(&tx, scope, by, case, note.seq, office.now()).await?;
    tx.commit().await?;
    Ok(judged)
}

/// Takes a note of one's own back: its words are gone for good. Twice is once.
pub async fn withdraw(office: &Office, officer: &Officer, case: CaseId, id: NoteId) -> Result<(), NoteError> {
    let scope = Scope::of(officer.agency);
    let tx = office.db.begin().await?;
    readable(&tx, officer, case).await?;
    let notes = store::note::of_case(&tx, &office.vault, scope, case).await?;
    let note = notes
        .iter()
        .find(|note| note.id == id && note.by == officer.account);
    let note = note.ok_or(NoteError::Gone)?;
    if note.may_be_withdrawn_by(officer.account) {
        store::note::withdraw(&tx, scope, case, id, office.now()).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Notes that a person has seen the notes of a case that they may read, up to one.
pub async fn mark_read(office: &Office, officer: &Officer, case: CaseId, seq: u32) -> Result<(), StoreError> {
    let scope = Scope::of(officer.agency);
    let tx = office.db.begin().await?;
    store::note::mark_read(&tx, scope, officer.account, case, seq, office.now()).await?;
    tx.commit().await
}

/// Begins or ends watching a case.
pub async fn watch(office: &Office, officer: &Officer, case: CaseId, on: bool) -> Result<(), NoteError> {
    let scope = Scope::of(officer.agency);
    let tx = office.db.begin().await?;
    readable(&tx, officer, case).await?;
    if on {
        store::watch::add(&tx, scope, officer.account, case, office.now()).await?;
    } else {
        store::watch::remove(&tx, scope, officer.account, case).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Which of the notes that a person was told of are still new to them, in cases that they may still read.
pub async fn still_new(
    office: &Office,
    officer: &Officer,
    given: Vec<Given>,
) -> Result<Vec<Given>, StoreError> {
    let (db, scope) = (&office.db, Scope::of(officer.agency));
    let cases: Vec<CaseId> = given.iter().map(|given| given.case).collect();
    let unread = store::note::unread(db, scope, officer.account, &cases).await?;
    let mut open = Vec::new();
    for given in given {
        if unread.contains_key(&given.case) {
            let case = store::case::load(db, scope, given.case).await?;
            if case.is_some_and(|case| permission::may_read(&case, officer)) {
                open.push(given);
            }
        }
    }
    Ok(open)
}

async fn readable(db: &impl Connection, officer: &Officer, case: CaseId) -> Result<Case, NoteError> {
    let found = store::case::load(db, Scope::of(officer.agency), case).await?;
    found
        .filter(|case| permission::may_read(case, officer))
        .ok_or(NoteError::Gone)
}
