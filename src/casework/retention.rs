//! 保存期限: an agency chooses for how long it keeps who applied; afterwards the program erases it, case by case, with an
//! event in the history that says why. The application, the approvals and the letters are the dossier and stay.

use time::Date;

use super::{ActError, Office, append, audit, audit::Giver, index, office::AtWork, record};
use crate::{
    domain::{
        account::{Actor, Officer},
        audit::{Change, Matter, Part, Value},
        case::Case,
        command::Command,
        decide,
        event::Event,
        id::{AgencyId, CaseId, FileId},
        retention::due_through,
    },
    law::Law,
    store::{
        self, Scope, StoreError, Tx,
        case::Due,
        job::{self, NewTask},
        retention::Retention,
    },
};

/// The name of the job that takes the bytes of erased files away.
pub const ERASE_FILE: &str = "erase_file";

/// Cases of one transaction: on SQLite others wait for its end.
const AT_ONCE: u64 = 25;

/// How many cases a preview names.
const NAMED: u64 = 5;

/// Why a choice is not taken.
#[derive(Debug, thiserror::Error)]
pub enum RetentionError {
    /// Somebody else has chosen meanwhile.
    #[error("chosen anew meanwhile")]
    Stale,
    /// It stands so already.
    #[error("nothing changes")]
    Same,
    /// The law asks for at least so many years.
    #[error("less than {0} years")]
    TooShort(u8),
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for RetentionError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::Stale,
            other @ (StoreError::Inconsistent { .. } | StoreError::Outage(_) | StoreError::Db(_)) => {
                Self::Store(other)
            }
        }
    }
}

/// What a choice would erase at once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// Of what is counted from this day or an earlier one; none where everything is kept.
    pub through: Option<Date>,
    pub count: u64,
    /// The first of them.
    pub first: Vec<Due>,
}

/// What would be erased on the day after today, the first on which a choice of today takes effect.
pub async fn preview(office: &Office, scope: Scope, years: Option<u8>) -> Result<Preview, StoreError> {
    let first_day = office.today().next_day();
    let Some(through) = years.and_then(|years| due_through(first_day?, years)) else {
        return Ok(Preview::default());
    };
    Ok(Preview {
        through: Some(through),
        count: store::case::count_due(&office.db, scope, through).await?,
        first: store::case::due(&office.db, scope, through, None, NAMED).await?,
    })
}

/// Whether the law lets an agency choose so.
pub fn check(law: &Law, today: Date, years: Option<u8>) -> Result<(), RetentionError> {
    let least = law.retention(today).years;
    match years {
        Some(years) if years < least => Err(RetentionError::TooShort(least)),
        Some(_) | None => Ok(()),
    }
}

/// Chooses anew, with the reason. `seen` is the version of the choice that the giver saw, 0 where there was none. It takes
/// effect on the next day: until then whoever chose by mistake can take it back, and nothing is lost.
pub async fn choose(
    office: &Office,
    officer: &Officer,
    (seen, years): (u32, Option<u8>),
    why: &str,
) -> Result<(), RetentionError> {
    let (tx, scope) = (office.db.begin().await?, Scope::of(officer.agency));
    let law = office.as_it_stands(&tx, scope).await?.law;
    check(&law, office.today(), years)?;
    let before = store::retention::get(&tx, scope).await?;
    if before.as_ref().map_or(0, |before| before.version) != seen {
        return Err(RetentionError::Stale);
    }
    let stood = before.and_then(|before| before.years);
    if stood == years {
        return Err(RetentionError::Same);
    }
    let chosen = Retention {
        version: seen + 1,
        years,
        by: officer.account,
        changed_on: office.today(),
    };
    store::retention::put(&tx, scope, &chosen).await?;
    let kept = |years: Option<u8>| years.map_or(Value::Is(true), |years| Value::Number(i64::from(years)));
    let change = Change::of(Matter::Retention, "")
        .part(Part::Kept, Some(kept(stood)), Some(kept(years)))
        .set(Part::Why, Some(why));
    audit::note(office, &tx, scope, Giver::Officer(officer), change).await?;
    Ok(tx.commit().await?)
}

/// Erases whatever of an agency is due today. May be broken off anywhere and begun again: what is erased is not due any
/// more, and each batch is counted in its own transaction. Returns how many cases this call erased.
pub async fn erase_due(office: &Office, agency: AgencyId) -> Result<u64, ActError> {
    let (scope, today) = (Scope::of(agency), office.today());
    let (mut total, mut after) = (0, None);
    loop {
        let tx = office.db.begin().await?;
        // Whoever chooses anew meanwhile stops it.
        let Some((years, through)) = in_effect(&tx, scope, today).await? else {
            return Ok(total);
        };
        let at_work = office.at_work(&tx, scope).await?;
        let due = store::case::due(&tx, scope, through, after.as_ref(), AT_ONCE).await?;
        let Some(last) = due.last().cloned() else {
            finish(office, tx, scope, through).await?;
            return Ok(total);
        };
        let mut erased = 0;
        for one in &due {
            erased += Box::pin(erase(&at_work, &tx, scope, one.case, years)).await?;
        }
        store::retention::count(&tx, scope, today, erased).await?;
        tx.commit().await?;
        after = Some(last);
        total += u64::from(erased);
        tracing::info!(%agency, erased, total, %through, "personal data of ended cases was erased");
    }
}

/// For how many years the agency keeps, and what is due through which day, where that was chosen before today.
async fn in_effect(tx: &Tx, scope: Scope, today: Date) -> Result<Option<(u8, Date)>, StoreError> {
    let chosen = store::retention::get(tx, scope).await?;
    let years = chosen
        .filter(|chosen| chosen.changed_on < today)
        .and_then(|chosen| chosen.years);
    Ok(years.and_then(|years| Some((years, due_through(today, years)?))))
}

/// Marks the day as done, and notes how much was erased on it where anything was.
async fn finish(office: &Office, tx: Tx, scope: Scope, through: Date) -> Result<(), StoreError> {
    let today = office.today();
    store::retention::count(&tx, scope, today, 0).await?;
    let erased = store::retention::finish(&tx, scope, today, office.now()).await?;
    if let Some(erased) = erased.filter(|erased| *erased > 0) {
        let change = Change::of(Matter::Erasure, "")
            .set(Part::Erased, Some(i64::try_from(erased).unwrap_or(i64::MAX)))
            .set(Part::Through, Some(through));
        audit::note_by_program(office, &tx, scope, change).await?;
    }
    tx.commit().await
}

/// Erases who applied in a case, and in those that were split off from it or answer it anew: they have one applicant. All
/// of them or, where one is still to be kept, none; returns how many.
async fn erase(office: &AtWork<'_>, tx: &Tx, scope: Scope, case: CaseId, years: u8) -> Result<u32, ActError> {
    let Some(decided) = decided(office, tx, scope, case, years).await? else {
        return Ok(0);
    };
    let cases: Vec<CaseId> = decided.iter().map(|(case, _)| case.id).collect();
    for (mut case, events) in decided {
        let applicant = case.filing.applicant;
        let recorded = record(office, case.version, &Actor::Program, events);
        append(office, tx, &mut case, &recorded).await?;
        store::case::forget_applicant(tx, scope, case.id).await?;
        store::member::forget_case(tx, scope, case.id).await?;
        papers(office, tx, scope, case.id).await?;
        store::consultation_link::end(tx, scope, case.id, None, office.now()).await?;
        store::applicant::erase(tx, scope, applicant, office.now()).await?;
    }
    // The rest is found as before, without who applied.
    index::anew(office, tx, scope, &cases).await?;
    Ok(u32::try_from(cases.len()).unwrap_or(u32::MAX))
}

/// All cases of one applicant's filing, with what is decided on each; nothing where one is not due, or was erased by now.
async fn decided(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    case: CaseId,
    years: u8,
) -> Result<Option<Vec<(Case, Vec<Event>)>>, ActError> {
    let Some(first) = readable(store::case::load(tx, scope, case).await)? else {
        return Ok(None);
    };
    let mut decided = Vec::new();
    for id in store::application::cases_of(tx, scope, first.filing.applicant).await? {
        let Some(case) = readable(store::case::load(tx, scope, id).await)? else {
            return Ok(None);
        };
        match decide::decide(&case, &Actor::Program, &Command::Erase { years }, office.rules()) {
            Ok(events) => decided.push((case, events)),
            Err(_) => return Ok(None),
        }
    }
    Ok(Some(decided))
}

/// One history that does not read back is left alone, and does not keep the others from being erased.
fn readable(loaded: Result<Option<Case>, StoreError>) -> Result<Option<Case>, StoreError> {
    match loaded {
        Err(broken @ StoreError::Inconsistent { .. }) => {
            tracing::error!(error = %broken, "the history does not read back, nothing of it is erased: run gongkai verify");
            Ok(None)
        }
        loaded => loaded,
    }
}

/// Erases the scans that show who somebody is; their bytes are taken away by a task of its own, once this stands.
async fn papers(office: &AtWork<'_>, tx: &Tx, scope: Scope, case: CaseId) -> Result<(), StoreError> {
    let files = store::file::of_case(tx, scope, case).await?;
    for file in files.iter().filter(|file| file.purpose.is_of_identity()) {
        store::file::erase(tx, scope, file.id, office.now()).await?;
        let task = NewTask {
            name: ERASE_FILE,
            key: file.id.to_string(),
            agency: Some(scope.agency_id()),
            case: None,
            day: None,
            run_at: office.now(),
        };
        job::enqueue(tx, office.ids.next(), task, office.now()).await?;
    }
    Ok(())
}

/// Takes the bytes of an erased file away, unless something else has the same.
pub async fn erase_file(office: &Office, agency: AgencyId, file: FileId) -> Result<(), ActError> {
    let abandoned = store::file::abandoned(&office.db, Scope::of(agency), file).await?;
    if let Some(content) = abandoned {
        office.blobs.remove(content).await?;
    }
    Ok(())
}
