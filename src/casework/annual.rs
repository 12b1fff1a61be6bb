//! 年度数字: both tables of a year, counted over the cases of an agency, and released to everybody by somebody who answers
//! for them. They are counted a page of cases at a time; of a case that has no result in the year nothing is read but its
//! row. What was released stays; what is released anew is a correction, with a reason that everybody reads.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use time::Date;

use super::{
    Office,
    audit::{self, Giver},
};
use crate::{
    domain::{
        account::Officer,
        annual::{
            self, Answers, Cell, Figures, Intake, LeftOut, Placed, Proceedings, Released, Source, Standing,
            Table, Years, column_for, may_read, may_release,
        },
        applicant::ApplicantKind,
        audit::{Change, Matter, Part},
        case::{Case, SentLetter},
        clock,
        digest::Digest,
        id::CaseId,
    },
    imports::catalogue::{Wrong, words_of},
    law::{IdentityOver, Law},
    store::{self, Scope, StoreError, annual::Row, year_end},
};

/// Cases that are in memory at once.
const AT_ONCE: u64 = 200;

/// The most characters of a reason.
const LONGEST_REASON: usize = 500;

/// Why nothing was shown or released.
#[derive(Debug, thiserror::Error)]
pub enum AnnualError {
    /// There is no such year for them, or it is not theirs to do.
    #[error("it is not theirs")]
    NotTheirs,
    #[error("the year is not over")]
    Running,
    /// Exactly these figures are released already.
    #[error("nothing is other than it was released")]
    Same,
    /// The sums of the form do not come out.
    #[error("the table does not add up")]
    Uneven,
    #[error("the reason is not right")]
    Wrong(Wrong),
    /// The figures are other than they were shown, or somebody else has released them meanwhile.
    #[error("they are not what was shown")]
    Stale,
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for AnnualError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::Stale,
            error @ (StoreError::Inconsistent { .. } | StoreError::Outage(_) | StoreError::Db(_)) => {
                Self::Store(error)
            }
        }
    }
}

/// The figures of a year as they are counted now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Computed {
    pub figures: Figures,
    /// How many cases of the year stand in no table of it, and why.
    pub left_out: BTreeMap<LeftOut, u64>,
}

/// A year as whoever may release it sees it.
#[derive(Debug, Clone)]
pub struct Looked {
    pub year: i32,
    pub law: Arc<Law>,
    /// None as long as the year is not over.
    pub computed: Option<Computed>,
    /// All that was released of it, the latest first.
    pub released: Vec<Released>,
    /// What was released of the year before.
    pub before: Option<Figures>,
    /// Through which day it may still change what the year leaves to the next; none where that is fixed.
    pub open_until: Option<Date>,
}

/// What somebody saw who releases something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// The latest version; 0 where nothing was released.
    pub version: i64,
    /// Of the figures as they were counted.
    pub figures: Digest,
}

/// The years of which there may be figures, the latest first, with what was released of each, the latest first.
pub async fn years(office: &Office, officer: &Officer) -> Result<Vec<(i32, Vec<Released>)>, AnnualError> {
    if !may_read(officer) {
        return Err(AnnualError::NotTheirs);
    }
    let scope = Scope::of(officer.agency);
    let (first, last) = (first_year(office, scope).await?, office.today().year() - 1);
    let mut released: BTreeMap<i32, Vec<Released>> = BTreeMap::new();
    for one in store::annual::of_agency(&office.db, scope).await? {
        released.entry(one.figures.year).or_default().push(one);
    }
    let years = (first..=last).rev();
    Ok(years
        .map(|year| (year, released.remove(&year).unwrap_or_default()))
        .collect())
}

/// The first year with applications or released figures, or the last that is over, as there is a report also of nothing.
async fn first_year(office: &Office, scope: Scope) -> Result<i32, StoreError> {
    let received = year_end::first_year(&office.db, scope).await?;
    let released = store::annual::first_released(&office.db, scope).await?;
    let last = office.today().year() - 1;
    let known = received.into_iter().chain(released);
    Ok(known.fold(last, i32::min))
}

/// How a year stands.
pub async fn look(office: &Office, officer: &Officer, year: i32) -> Result<Looked, AnnualError> {
    if !may_read(officer) {
        return Err(AnnualError::NotTheirs);
    }
    let (scope, this_year) = (Scope::of(officer.agency), office.today().year());
    if year > this_year || year < first_year(office, scope).await? {
        return Err(AnnualError::NotTheirs);
    }
    let law = office.law_in(scope).await?;
    let years = years_of(office, scope, year).await?;
    let computed = if year < this_year {
        Some(Box::pin(compute(office, scope, &law, years)).await?)
    } else {
        None
    };
    let before = store::annual::released(&office.db, scope, year - 1).await?;
    Ok(Looked {
        year,
        computed,
        released: store::annual::versions(&office.db, scope, year).await?,
        before: before.map(|before| before.figures),
        open_until: years.is_open().then(|| annual::closes_on(&law, year)),
        law,
    })
}

async fn years_of(office: &Office, scope: Scope, year: i32) -> Result<Years, StoreError> {
    let known = year_end::years(&office.db, scope).await?;
    let closed = known.iter().filter(|known| known.closed).map(|known| known.year);
    Ok(Years {
        year,
        closed: closed.max(),
    })
}

/// Releases the figures of a year, if they still are what was shown; again only with a reason, and if something changed.
pub async fn release(
    office: &Office,
    officer: &Officer,
    year: i32,
    seen: Seen,
    because: &str,
) -> Result<(), AnnualError> {
    if !may_release(officer) {
        return Err(AnnualError::NotTheirs);
    }
    let looked = look(office, officer, year).await?;
    let figures = looked.computed.ok_or(AnnualError::Running)?.figures;
    let last = looked.released.first();
    let version = last.map_or(0, |last| last.version);
    if version != seen.version || Digest::of_json(&figures) != seen.figures {
        return Err(AnnualError::Stale);
    }
    if last.is_some_and(|last| last.figures == figures) {
        return Err(AnnualError::Same);
    }
    // What the year before released may have been wrong; what is within the year may not.
    let broken = figures.table(&looked.law).broken(None);
    if broken.iter().any(|identity| identity.over != IdentityOver::Years) {
        return Err(AnnualError::Uneven);
    }
    let because = reason(last.is_some(), because)?;
    let released = Released {
        version: version + 1,
        figures,
        by: officer.account,
        at: office.now(),
        on: office.today(),
        because,
    };
    let scope = Scope::of(officer.agency);
    let change = Change::of(Matter::AnnualFigures, format!("{year}年"))
        .part(
            Part::Version,
            last.map(|last| last.version),
            Some(released.version),
        )
        .set(Part::Why, released.because.as_deref());
    let tx = office.db.begin().await?;
    store::annual::insert(&tx, scope, &released).await?;
    audit::note(office, &tx, scope, Giver::Officer(officer), change).await?;
    Ok(tx.commit().await?)
}

/// Why figures are released anew; what is released first needs no reason.
fn reason(is_correction: bool, because: &str) -> Result<Option<String>, AnnualError> {
    if !is_correction {
        return Ok(None);
    }
    match words_of(because, LONGEST_REASON, true) {
        Ok(because) if because.is_empty() => Err(AnnualError::Wrong(Wrong::Missing)),
        Ok(because) => Ok(Some(because)),
        Err(wrong) => Err(AnnualError::Wrong(wrong)),
    }
}

/// Counts the figures of a year.
async fn compute(office: &Office, scope: Scope, law: &Law, years: Years) -> Result<Computed, StoreError> {
    let mut count = Count {
        office,
        scope,
        law,
        years,
        table: Table::new(law, years.year),
        answers: Answers::default(),
        left_out: BTreeMap::new(),
    };
    for source in years.sources() {
        let mut after = None;
        loop {
            let page = store::annual::page(&office.db, scope, (years, source), after, AT_ONCE).await?;
            count.take(source, &page.rows).await?;
            after = page.next;
            if after.is_none() {
                break;
            }
        }
    }
    count.leave_out().await?;
    let proceedings = count.proceedings().await?;
    Ok(Computed {
        figures: Figures::of(law, &count.table, &proceedings, count.answers),
        left_out: count.left_out,
    })
}

/// What is counted so far.
struct Count<'l> {
    office: &'l Office,
    scope: Scope,
    law: &'l Law,
    years: Years,
    table: Table<'l>,
    answers: Answers,
    left_out: BTreeMap<LeftOut, u64>,
}

impl Count<'_> {
    /// Counts the cases of a page that are counted where they were found.
    async fn take(&mut self, source: Source, rows: &[Row]) -> Result<(), StoreError> {
        let ids = rows.iter().map(|row| row.case);
        let left_by = store::annual::left_by(&self.office.db, self.scope, ids).await?;
        let none = BTreeSet::new();
        let mut ended: BTreeMap<CaseId, (ApplicantKind, Intake)> = BTreeMap::new();
        for row in rows {
            let left_by = left_by.get(&row.case).unwrap_or(&none);
            if self.years.source_of(row.life, left_by) != source {
                continue;
            }
            match self.years.place(row.life, left_by) {
                Placed::In {
                    intake,
                    has_result: true,
                } => {
                    ended.insert(row.case, (row.kind, intake));
                }
                Placed::In {
                    intake,
                    has_result: false,
                } => self.table.enter(Cell {
                    column: column_for(row.kind, self.law),
                    intake,
                    standing: Standing::CarriedOut,
                }),
                Placed::Later => self.leave(LeftOut::Later, 1),
                Placed::Elsewhere => {}
            }
        }
        self.take_ended(&ended).await
    }

    /// Counts cases with their results, for which their histories are needed.
    async fn take_ended(
        &mut self,
        ended: &BTreeMap<CaseId, (ApplicantKind, Intake)>,
    ) -> Result<(), StoreError> {
        let ids: Vec<CaseId> = ended.keys().copied().collect();
        for case in self.load(&ids).await? {
            let Some((kind, intake)) = ended.get(&case.id) else {
                continue;
            };
            let row = annual::row_of(&case, self.law).ok_or_else(|| {
                StoreError::inconsistent("cases", case.id, "it has ended and stands in no row of the table")
            })?;
            self.table.enter(Cell {
                column: column_for(*kind, self.law),
                intake: *intake,
                standing: Standing::Result(row),
            });
            let served_on = case.answer().and_then(SentLetter::served_on);
            if let Some(day) = served_on.or(case.served_before()) {
                self.answers.given += 1;
                self.answers.in_time += u64::from(!clock::of(&case, self.law).is_late(day));
            }
        }
        Ok(())
    }

    async fn load(&self, ids: &[CaseId]) -> Result<Vec<Case>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        store::case::load_all(&self.office.db, self.scope, ids).await
    }

    fn leave(&mut self, why: LeftOut, count: u64) {
        if count > 0 {
            *self.left_out.entry(why).or_default() += count;
        }
    }

    /// Counts what stands in no table.
    async fn leave_out(&mut self) -> Result<(), StoreError> {
        let (db, scope) = (&self.office.db, self.scope);
        let unreceived = store::annual::count_unreceived(db, scope, self.years).await?;
        self.leave(LeftOut::Unreceived, unreceived);
        let mut after = None;
        loop {
            let ids = store::annual::uncounted(db, scope, self.years.year, after, AT_ONCE).await?;
            for case in self.load(&ids).await? {
                if let Some(why) = annual::outside(&case) {
                    self.leave(why.into(), 1);
                }
            }
            after = ids.last().copied();
            if after.is_none() {
                return Ok(());
            }
        }
    }

    /// Counts the proceedings of table 四.
    async fn proceedings(&self) -> Result<Proceedings, StoreError> {
        let (db, scope) = (&self.office.db, self.scope);
        let mut counts = Proceedings::new();
        let mut after = None;
        loop {
            let ids = store::annual::contested(db, scope, after, AT_ONCE).await?;
            for case in self.load(&ids).await?.iter().filter(|case| !case.is_undone()) {
                annual::count_proceedings(self.law, self.years.year, case, &mut counts);
            }
            after = ids.last().copied();
            if after.is_none() {
                return Ok(counts);
            }
        }
    }
}
