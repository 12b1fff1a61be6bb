//! 依申请公开转主动公开: what an agency publishes of an answer is written by the staff in words of their own, looked through for
//! personal data, confirmed by a second person, and can be withdrawn. Of the files only those stand with it that went out
//! with the answer, so that they have passed the confidentiality review. Every step is in the 管理日志.

mod check;

use std::collections::BTreeSet;

use self::check::{check, chosen, of_case, released};
use super::{
    ActError, Office,
    audit::{self, Giver},
    inspection::{self, Looked},
    presend::{self, Found, Whose},
};
use crate::{
    domain::{
        account::Officer,
        audit::{Change, Matter, Part as Changed},
        case::Case,
        catalogue::{Entry, Kind, LONGEST_TITLE, Origin},
        id::{CaseId, FileId},
        published::{
            self, Confirmed, LONGEST_WORDS, NotPublished, PublishedAnswer, PublishedFile, State, Withdrawn,
            Wording,
        },
    },
    imports::catalogue::{Wrong, topics, words_of},
    law::words,
    store::{self, Connection, Scope, StoreError, Tx, public::Public},
};

/// The most characters of a reason.
const LONGEST_REASON: usize = 500;

words! {
    /// A part of what is written.
    pub enum WordingPart {
        Title = "title",
        Asked = "asked",
        Answered = "answered",
        Topics = "topics",
        Files = "files",
        Because = "because",
    }
}

/// What was written, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypedAnswer {
    pub title: String,
    pub asked: String,
    pub answered: String,
    pub topics: String,
    /// Which of the files.
    pub files: BTreeSet<FileId>,
    /// Why what looks like personal data may be public.
    pub because: String,
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// There is no such case for them, or it is not theirs to do.
    #[error("it is not theirs")]
    NotTheirs,
    #[error(transparent)]
    Refused(#[from] NotPublished),
    #[error("{} things are wrong with it", .0.len())]
    Wrong(Vec<(WordingPart, Wrong)>),
    /// The applicant or a third party is told of: that is never published.
    #[error("it tells of people of the case")]
    Tells(Vec<Found>),
    /// What looks like personal data, and no reason why it may be public.
    #[error("it looks as if it told of people")]
    Asks(Vec<Found>),
    /// A file that could not be looked through, or did not go out.
    #[error("the file {0} cannot be published")]
    File(String),
    /// Somebody else has changed it meanwhile.
    #[error("it was changed meanwhile")]
    Stale,
    #[error(transparent)]
    Act(#[from] ActError),
}

impl From<StoreError> for PublishError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::Stale,
            error @ (StoreError::Inconsistent { .. } | StoreError::Outage(_) | StoreError::Db(_)) => {
                Self::Act(error.into())
            }
        }
    }
}

/// A file that went out with the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Released {
    pub file: PublishedFile,
    pub looked: Looked,
}

/// What there is to publish of a case.
#[derive(Debug, Clone)]
pub struct Publishing {
    pub case: Case,
    /// Whether it can be published at all.
    pub verdict: Result<(), NotPublished>,
    pub released: Vec<Released>,
    /// What was prepared last.
    pub latest: Option<PublishedAnswer>,
    /// What looks like personal data in it.
    pub found: Vec<Found>,
}

/// How it stands with a case, for whoever may read it.
pub async fn look(office: &Office, officer: &Officer, case: CaseId) -> Result<Publishing, PublishError> {
    let scope = Scope::of(officer.agency);
    let law = office.law_in(scope).await?;
    let case = read(&office.db, officer, case).await?;
    let verdict = published::may_be_published(&case, &law);
    if verdict.is_ok() {
        inspection::look_through(office, officer.agency, case.id).await?;
    }
    let released = released(office, &office.db, scope, &case).await?;
    let latest = store::published::of_case(&office.db, scope, case.id).await?;
    let found = match latest.as_ref().filter(|latest| latest.state == State::Prepared) {
        Some(latest) => {
            let chosen = chosen(&released, &latest.chosen())?;
            let checked = check(office, &office.db, scope, &case, (&latest.wording, &chosen)).await?;
            checked.found
        }
        None => Vec::new(),
    };
    Ok(Publishing {
        case,
        verdict,
        released,
        latest,
        found,
    })
}

async fn read(db: &impl Connection, officer: &Officer, case: CaseId) -> Result<Case, PublishError> {
    let case = store::case::load(db, Scope::of(officer.agency), case).await?;
    let case = case.filter(|case| crate::domain::permission::may_read(case, officer));
    case.ok_or(PublishError::NotTheirs)
}

fn parsed(typed: &TypedAnswer) -> Result<(Wording, String), PublishError> {
    let mut wrong = Vec::new();
    let mut text = |part, raw: &str, most, lines, may_be_empty: bool| match words_of(raw, most, lines) {
        Ok(text) if text.is_empty() && !may_be_empty => {
            wrong.push((part, Wrong::Missing));
            text
        }
        Ok(text) => text,
        Err(why) => {
            wrong.push((part, why));
            String::new()
        }
    };
    let title = text(WordingPart::Title, &typed.title, LONGEST_TITLE, false, false);
    let asked = text(WordingPart::Asked, &typed.asked, LONGEST_WORDS, true, false);
    let answered = text(WordingPart::Answered, &typed.answered, LONGEST_WORDS, true, false);
    let because = text(WordingPart::Because, &typed.because, LONGEST_REASON, true, true);
    let topics = topics(&typed.topics).unwrap_or_else(|why| {
        wrong.push((WordingPart::Topics, why));
        Vec::new()
    });
    if !wrong.is_empty() {
        return Err(PublishError::Wrong(wrong));
    }
    let wording = Wording {
        title,
        asked,
        answered,
        topics,
    };
    Ok((wording, because))
}

/// Prepares what is to be published of a case, or prepares it anew; `seen` is the version that whoever does it saw.
pub async fn prepare(
    office: &Office,
    officer: &Officer,
    case: CaseId,
    seen: Option<i64>,
    typed: &TypedAnswer,
) -> Result<(), PublishError> {
    let scope = Scope::of(officer.agency);
    let law = office.law_in(scope).await?;
    let tx = office.db.begin().await?;
    let case = read(&tx, officer, case).await?;
    if !published::prepares(&case, officer) {
        return Err(PublishError::NotTheirs);
    }
    published::may_be_published(&case, &law)?;
    let latest = store::published::of_case(&tx, scope, case.id).await?;
    let open = latest.filter(|latest| matches!(latest.state, State::Prepared | State::Published));
    if open.as_ref().map(|open| open.version) != seen {
        return Err(PublishError::Stale);
    }
    if open.as_ref().is_some_and(|open| open.state == State::Published) {
        return Err(NotPublished::State.into());
    }
    let (wording, because) = parsed(typed)?;
    let released = released(office, &tx, scope, &case).await?;
    let chosen = chosen(&released, &typed.files)?;
    let checked = check(office, &tx, scope, &case, (&wording, &chosen)).await?;
    if !checked.tells.is_empty() {
        return Err(PublishError::Tells(checked.tells));
    }
    if checked.open.is_some() && because.is_empty() {
        return Err(PublishError::Asks(checked.found));
    }
    let answer = PublishedAnswer {
        id: open.as_ref().map_or_else(|| office.ids.next(), |open| open.id),
        agency: officer.agency,
        case: case.id,
        state: State::Prepared,
        version: open.as_ref().map_or(1, |open| open.version + 1),
        wording,
        files: chosen.into_iter().map(|(file, _)| file).collect(),
        cleared: checked.open.map(|open| (open.digest, because)),
        prepared_by: officer.account,
        prepared_at: office.now(),
        confirmed: None,
        withdrawn: None,
    };
    store::published::put(&tx, scope, &answer).await?;
    note(office, &tx, officer, open.as_ref(), &answer, None).await?;
    Ok(tx.commit().await?)
}

/// Notes a step in the 管理日志.
async fn note(
    office: &Office,
    tx: &Tx,
    officer: &Officer,
    before: Option<&PublishedAnswer>,
    after: &PublishedAnswer,
    why: Option<&str>,
) -> Result<(), StoreError> {
    let state = |answer: &PublishedAnswer| answer.state.as_str();
    let change = Change::of(Matter::PublishedAnswer, after.wording.title.as_str())
        .part(Changed::State, before.map(state), Some(state(after)))
        .part(
            Changed::Version,
            before.map(|before| before.version),
            Some(after.version),
        )
        .set(Changed::Why, why);
    audit::note(
        office,
        tx,
        Scope::of(officer.agency),
        Giver::Officer(officer),
        change,
    )
    .await
}

/// The answer that somebody saw, with its case, for whoever may read that.
async fn seen(
    tx: &Tx,
    officer: &Officer,
    case: CaseId,
    version: i64,
) -> Result<(Case, PublishedAnswer), PublishError> {
    let case = read(tx, officer, case).await?;
    let answer = store::published::of_case(tx, Scope::of(officer.agency), case.id).await?;
    let answer = answer.ok_or(PublishError::NotTheirs)?;
    if answer.version == version {
        Ok((case, answer))
    } else {
        Err(PublishError::Stale)
    }
}

/// The answer that somebody saw and wants to take back, if that is theirs to do and it stands where it can be.
async fn taken_back(
    tx: &Tx,
    officer: &Officer,
    (case, version): (CaseId, i64),
    from: State,
) -> Result<(Case, PublishedAnswer), PublishError> {
    let (case, answer) = seen(tx, officer, case, version).await?;
    if !published::prepares(&case, officer) && !published::confirms(&case, officer) {
        return Err(PublishError::NotTheirs);
    }
    if answer.state != from {
        return Err(NotPublished::State.into());
    }
    Ok((case, answer))
}

/// Lets everybody read what somebody else prepared: the same that was shown, looked through once more.
pub async fn confirm(
    office: &Office,
    officer: &Officer,
    case: CaseId,
    version: i64,
) -> Result<(), PublishError> {
    let scope = Scope::of(officer.agency);
    let law = office.law_in(scope).await?;
    let tx = office.db.begin().await?;
    let (case, before) = seen(&tx, officer, case, version).await?;
    if !published::confirms(&case, officer) {
        return Err(PublishError::NotTheirs);
    }
    before.may_be_confirmed(officer)?;
    published::may_be_published(&case, &law)?;
    let released = released(office, &tx, scope, &case).await?;
    let chosen = chosen(&released, &before.chosen())?;
    let checked = check(office, &tx, scope, &case, (&before.wording, &chosen)).await?;
    if !checked.tells.is_empty() {
        return Err(PublishError::Tells(checked.tells));
    }
    if checked.open.map(|open| open.digest) != before.cleared.as_ref().map(|(digest, _)| *digest) {
        return Err(PublishError::Asks(checked.found));
    }
    let today = office.today();
    let after = PublishedAnswer {
        state: State::Published,
        version: before.version + 1,
        confirmed: Some(Confirmed {
            by: officer.account,
            on: today,
        }),
        ..before.clone()
    };
    store::published::put(&tx, scope, &after).await?;
    store::public::insert(&tx, &[entry(office, &after)]).await?;
    note(office, &tx, officer, Some(&before), &after, None).await?;
    Ok(tx.commit().await?)
}

/// By what a published answer is found.
fn entry(office: &Office, answer: &PublishedAnswer) -> Public {
    let wording = &answer.wording;
    Public {
        source: answer.id,
        agency: answer.agency,
        kind: Kind::Answer,
        entry: Entry {
            title: wording.title.clone(),
            number: None,
            published_on: answer
                .confirmed
                .map_or_else(|| office.today(), |confirmed| confirmed.on),
            summary: format!("{}\n{}", wording.asked, wording.answered),
            link: None,
            topics: wording.topics.clone(),
        },
        origin: Origin::Case,
        version: 1,
        changed_at: office.now(),
    }
}

/// Gives up what was prepared.
pub async fn give_up(
    office: &Office,
    officer: &Officer,
    case: CaseId,
    version: i64,
) -> Result<(), PublishError> {
    let scope = Scope::of(officer.agency);
    let tx = office.db.begin().await?;
    let (_, before) = taken_back(&tx, officer, (case, version), State::Prepared).await?;
    let after = PublishedAnswer {
        state: State::Dropped,
        version: before.version + 1,
        ..before.clone()
    };
    store::published::put(&tx, scope, &after).await?;
    note(office, &tx, officer, Some(&before), &after, None).await?;
    Ok(tx.commit().await?)
}

/// Withdraws what is published, with a reason that everybody reads.
pub async fn withdraw(
    office: &Office,
    officer: &Officer,
    case: CaseId,
    (version, because): (i64, &str),
) -> Result<(), PublishError> {
    let scope = Scope::of(officer.agency);
    let tx = office.db.begin().await?;
    let (case, before) = taken_back(&tx, officer, (case, version), State::Published).await?;
    let wrong = |why| PublishError::Wrong(vec![(WordingPart::Because, why)]);
    let because = words_of(because, LONGEST_REASON, true).map_err(wrong)?;
    if because.is_empty() {
        return Err(wrong(Wrong::Missing));
    }
    let (known, _) = of_case(office, &tx, scope, &case).await?;
    let mut tells = presend::found(&known, &because, &[]);
    tells.retain(|one| one.whose != Whose::Offices);
    if !tells.is_empty() {
        return Err(PublishError::Tells(tells));
    }
    let after = PublishedAnswer {
        state: State::Withdrawn,
        version: before.version + 1,
        withdrawn: Some(Withdrawn {
            by: officer.account,
            on: office.today(),
            because: because.clone(),
        }),
        ..before.clone()
    };
    store::published::put(&tx, scope, &after).await?;
    if let Some(public) = store::public::get(&tx, scope, before.id).await? {
        store::public::remove(&tx, scope, (public.source, public.version)).await?;
    }
    note(office, &tx, officer, Some(&before), &after, Some(&because)).await?;
    Ok(tx.commit().await?)
}
