//! The rows of open cases follow a notice, step by step.

use std::ops::ControlFlow;

use time::OffsetDateTime;

use super::{load::Ground, moved, survey::count};
use crate::{
    casework::{Edition, Office},
    domain::{
        id::{AgencyId, CaseId, HolidayNoticeId},
        summary,
    },
    store::{
        self, Scope, StoreError, Tx,
        agency::Located,
        calendar::{self, Move, Progress},
        case::Open,
    },
};

/// Cases of a step. Writers wait for the end of a step on SQLite, so it is short.
const BATCH: u64 = 100;

/// How far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    pub cases: u64,
    pub is_done: bool,
}

/// A notice with the law before and after it.
struct Work {
    id: HolidayNoticeId,
    notice: calendar::Notice,
    agencies: Vec<Located>,
    before: Edition,
    after: Edition,
}

/// Computes the open cases of a notice's agencies again, from where it was left. `go_on` is asked after every step;
/// what it leaves undone the next run finishes. Two runs at the same time share the work.
pub async fn recompute(
    office: &Office,
    id: HolidayNoticeId,
    mut go_on: impl FnMut(Step) -> ControlFlow<()>,
) -> Result<Step, StoreError> {
    let Some(work) = Work::read(office, id).await? else {
        return Ok(Step {
            cases: 0,
            is_done: true,
        });
    };
    let mut batch = BATCH;
    loop {
        match work.step(office, batch).await {
            Ok(step) if step.is_done || go_on(step).is_break() => return Ok(step),
            Ok(_) => batch = BATCH,
            // A case was changed, or another run came first: look again, at fewer at a time.
            Err(StoreError::Conflict) => {
                batch = (batch / 4).max(1);
                tokio::task::yield_now().await;
            }
            Err(error) => return Err(error),
        }
    }
}

/// Goes on with every notice whose cases have not all been computed again.
pub async fn finish(office: &Office) -> Result<(), StoreError> {
    for notice in calendar::all(&office.db).await? {
        if notice.progress.done_at.is_none() {
            recompute(office, notice.id, |_| ControlFlow::Continue(())).await?;
        }
    }
    Ok(())
}

impl Work {
    async fn read(office: &Office, id: HolidayNoticeId) -> Result<Option<Self>, StoreError> {
        let Ground { notices, agencies } = Ground::read(&office.db).await?;
        let Some(place) = notices.iter().position(|notice| notice.id == id) else {
            return Ok(None);
        };
        let (earlier, rest) = notices.split_at(place);
        let (Some(notice), Some(through)) = (rest.first(), notices.get(..=place)) else {
            return Ok(None);
        };
        let agencies = agencies
            .into_iter()
            .filter(|agency| agency.region.starts_with(&notice.region));
        Ok(Some(Self {
            id,
            notice: notice.clone(),
            agencies: agencies.collect(),
            before: office.book.compile(earlier)?,
            after: office.book.compile(through)?,
        }))
    }

    /// One transaction: some cases, what of them moved, and how far this is.
    async fn step(&self, office: &Office, batch: u64) -> Result<Step, StoreError> {
        let tx = office.db.begin().await?;
        calendar::hold(&tx).await?;
        let Some(notice) = calendar::get(&tx, self.id).await? else {
            return Err(StoreError::Conflict);
        };
        let from = notice.progress;
        if from.done_at.is_some() {
            return Ok(step(from));
        }
        let next = self.next(&tx, from, batch).await?;
        let to = match &next {
            None => Progress {
                done_at: Some(office.now()),
                ..from
            },
            Some((agency, found)) => Progress {
                cases: from.cases + count(found.cases.len() + found.broken.len()),
                reached: found.last.map(|last| (agency.id, last)),
                done_at: None,
            },
        };
        // First of all, so that of two runs one waits here and then looks for other cases.
        calendar::advance(&tx, self.id, from, to).await?;
        if let Some((agency, found)) = next {
            for case in &found.broken {
                tracing::error!(%case, "the history does not read back, its dates stay: run gongkai verify");
            }
            let newest = calendar::revision(&tx).await?;
            let now = office.book.at(&tx, newest).await?;
            self.bring_on(&tx, agency, &now, &found.cases, office.local_now())
                .await?;
        }
        tx.commit().await?;
        Ok(step(to))
    }

    /// The next open cases, of the agency that was reached or of one after it.
    async fn next(
        &self,
        tx: &Tx,
        from: Progress,
        batch: u64,
    ) -> Result<Option<(&Located, store::case::OpenCases)>, StoreError> {
        let place: Option<(AgencyId, CaseId)> = from.reached;
        for agency in &self.agencies {
            let after = match place {
                Some((reached, _)) if agency.id < reached => continue,
                Some((reached, case)) if agency.id == reached => Some(case),
                Some(_) | None => None,
            };
            let found = store::case::open_after(tx, Scope::of(agency.id), after, batch).await?;
            if found.last.is_some() {
                return Ok(Some((agency, found)));
            }
        }
        Ok(None)
    }

    /// What a case shows is what is known now; what moved is what this notice changed, whatever came after it.
    async fn bring_on(
        &self,
        tx: &Tx,
        agency: &Located,
        now: &Edition,
        cases: &[Open],
        at: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let before = self.before.of_region(&agency.region);
        let after = self.after.of_region(&agency.region);
        let now = now.of_region(&agency.region);
        let mut moves: Vec<Move> = Vec::new();
        for open in cases {
            let current = summary::of(&open.case, &now, at);
            if current != summary::of(&open.case, &before, at) {
                store::case::refresh(tx, open, &current).await?;
            }
            // Of a case that came later nobody has been told another day.
            if open.first.at <= self.notice.loaded_at {
                moves.extend(moved(&open.case, &before, &after, at));
            }
        }
        calendar::insert_moves(tx, Scope::of(agency.id), self.id, &moves).await
    }
}

fn step(progress: Progress) -> Step {
    Step {
        cases: progress.cases,
        is_done: progress.done_at.is_some(),
    }
}
