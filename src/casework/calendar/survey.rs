//! What a notice would change, before it is loaded.

use time::Date;

use super::{Giver, NoticeError, Proposal, agencies_of, load::Ground, moved};
use crate::{
    casework::{Edition, Office},
    domain::id::{CaseId, CaseNumber},
    holidays::{self, Remark},
    law,
    store::{self, Scope, StoreError, agency::Located, calendar::Move},
};

/// Cases read at a time.
const BATCH: u64 = 200;

/// A day that changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    pub date: Date,
    pub was_working: bool,
    pub is_working: bool,
    /// The holiday for which it is off, or for which it is worked.
    pub name: Option<String>,
}

/// What a notice would change.
#[derive(Debug)]
pub struct Preview {
    /// The revision on which this rests; to be given to [`super::load()`].
    pub revision: i64,
    pub agencies: Vec<Located>,
    pub days: Vec<Day>,
    /// The last day that is known, before and after.
    pub known_until: (Date, Date),
    pub remarks: Vec<Remark>,
    before: Edition,
    after: Edition,
}

/// How many open cases would move.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Survey {
    /// Open cases of the agencies concerned.
    pub open: u64,
    /// How many of them were computed: all, or as many as were asked for.
    pub looked_at: u64,
    /// To another day.
    pub moved: u64,
    /// Where the day remains, and only becomes certain or uncertain.
    pub settled: u64,
}

/// Holds a notice against what is there; refused where [`super::load()`] would refuse it.
pub async fn preview(office: &Office, giver: Giver<'_>, proposal: &Proposal) -> Result<Preview, NoticeError> {
    let ground = Ground::read(&office.db).await?;
    let after = ground.with(office, giver, proposal)?;
    let before = office.book.compile(&ground.notices)?;
    let (old, new) = (
        before.of_region(&proposal.region),
        after.of_region(&proposal.region),
    );
    let days = old
        .calendar
        .changes(&new.calendar)
        .map(|(was, is): (law::Day<'_>, law::Day<'_>)| Day {
            date: is.date,
            was_working: was.working,
            is_working: is.working,
            name: is.name.or(was.name).map(str::to_owned),
        });
    let national = proposal
        .region
        .is_empty()
        .then(|| office.book.base().fixed_holidays());
    Ok(Preview {
        revision: ground.revision(),
        agencies: agencies_of(&ground.agencies, &proposal.region)
            .into_iter()
            .cloned()
            .collect(),
        days: days.collect(),
        known_until: (old.calendar.known_until(), new.calendar.known_until()),
        remarks: holidays::check(&proposal.notice, national).map_err(NoticeError::Faults)?,
        before,
        after,
    })
}

/// Computes the open cases of the agencies concerned, at most so many, and tells each that would move.
pub async fn survey(
    office: &Office,
    preview: &Preview,
    most: u64,
    mut tell: impl FnMut(&Located, &CaseNumber, &Move),
) -> Result<Survey, StoreError> {
    let mut survey = Survey::default();
    for agency in &preview.agencies {
        let scope = Scope::of(agency.id);
        survey.open += store::case::count_open(&office.db, scope).await?;
        let before = preview.before.of_region(&agency.region);
        let after = preview.after.of_region(&agency.region);
        let mut reached: Option<CaseId> = None;
        while survey.looked_at < most {
            let batch = BATCH.min(most - survey.looked_at);
            let found = store::case::open_after(&office.db, scope, reached, batch).await?;
            let Some(last) = found.last else { break };
            reached = Some(last);
            survey.looked_at += count(found.cases.len() + found.broken.len());
            for open in &found.cases {
                if let Some(moved) = moved(&open.case, &before, &after, office.local_now()) {
                    if moved.old_on == moved.new_on {
                        survey.settled += 1;
                    } else {
                        survey.moved += 1;
                    }
                    tell(agency, &open.case.number, &moved);
                }
            }
        }
    }
    Ok(survey)
}

pub(super) fn count(cases: usize) -> u64 {
    u64::try_from(cases).unwrap_or(u64::MAX)
}
