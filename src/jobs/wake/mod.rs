//! Looks at the cases that have something to be done for them today: each row of a case says itself when that is
//! ([`summary`](crate::domain::summary)), so whatever changes a case also tells this job. It reads only the cases that
//! are due, an agency a task; a case that fails gets a task of its own, and the others go on.

mod look;

use super::{Context, Doing, Job, JobError, NewTask, Schedule, Task, error::chain, runner::wait};
use crate::{
    casework,
    domain::{account::Officer, id::AgencyId},
    store::{self, Scope, StoreError, case::Waking, job},
};

/// Cases that are read at once.
const PAGE: u64 = 200;

/// All cases of one agency that are due.
#[derive(Debug)]
pub(super) struct Wake;

/// One case that failed before.
#[derive(Debug)]
pub(super) struct WakeOne;

const ONE: &str = "wake_case";

impl Job for Wake {
    fn name(&self) -> &'static str {
        "wake"
    }

    fn title(&self) -> &'static str {
        "查看有事要办的办件"
    }

    fn schedule(&self) -> Schedule {
        Schedule::AsDue
    }

    fn due<'a>(&'a self, context: &'a Context) -> Doing<'a, Result<Vec<NewTask>, StoreError>> {
        Box::pin(async move {
            let (today, now) = (context.office.today(), context.office.now());
            let agencies = store::case::waking_agencies(&context.office.db, today).await?;
            let task = |agency: AgencyId| NewTask::of_day(self.name(), agency, today, now);
            Ok(agencies.into_iter().map(task).collect())
        })
    }

    fn run<'a>(&'a self, context: &'a Context, task: &'a Task) -> Doing<'a, Result<(), JobError>> {
        Box::pin(async move {
            let scope = scope(task)?;
            let (db, today) = (&context.office.db, context.office.today());
            let staff = staff(context, scope).await?;
            let mut after: Option<Waking> = None;
            loop {
                let page = store::case::waking(db, scope, today, after.as_ref(), PAGE).await?;
                let Some(last) = page.last() else { return Ok(()) };
                after = Some(*last);
                for waking in page {
                    match look(context, scope, waking, &staff).await {
                        Ok(()) => {}
                        Err(error) if error.is_outage() => return Err(error),
                        Err(error) => set_apart(context, scope, &waking, &error).await?,
                    }
                }
            }
        })
    }
}

impl Job for WakeOne {
    fn name(&self) -> &'static str {
        ONE
    }

    fn title(&self) -> &'static str {
        "重新查看出过错的办件"
    }

    fn schedule(&self) -> Schedule {
        Schedule::AsDue
    }

    fn run<'a>(&'a self, context: &'a Context, task: &'a Task) -> Doing<'a, Result<(), JobError>> {
        Box::pin(async move {
            let scope = scope(task)?;
            let case = task
                .case
                .ok_or_else(|| JobError::Fail("the task names no case".into()))?;
            let (db, today) = (&context.office.db, context.office.today());
            match store::case::waking_one(db, scope, case, today).await? {
                Some(waking) => look(context, scope, waking, &staff(context, scope).await?).await,
                None => Ok(()),
            }
        })
    }
}

fn scope(task: &Task) -> Result<Scope, JobError> {
    let agency = task.agency.map(Scope::of);
    agency.ok_or_else(|| JobError::Fail("the task names no agency".into()))
}

/// Everybody of the agency whose account is switched on; who stands in for somebody is told what these would be told.
async fn staff(context: &Context, scope: Scope) -> Result<Vec<Officer>, StoreError> {
    casework::delegation::everybody(&context.office, scope).await
}

/// Looks at one case, so that whatever happens in it happens to it alone.
async fn look(context: &Context, scope: Scope, waking: Waking, staff: &[Officer]) -> Result<(), JobError> {
    let (context, staff) = (context.clone(), staff.to_vec());
    let looked = tokio::spawn(async move { look::at(&context, scope, waking, &staff).await }).await;
    looked.unwrap_or_else(|broken| Err(JobError::Retry(broken.into())))
}

/// Gives a case that failed a task of its own, so that it is tried again by itself and seen where it keeps failing.
async fn set_apart(
    context: &Context,
    scope: Scope,
    waking: &Waking,
    error: &JobError,
) -> Result<(), JobError> {
    let office = &context.office;
    tracing::warn!(case = %waking.case, error = chain(error), "a case could not be looked at");
    let task = NewTask {
        name: ONE,
        key: waking.case.to_string(),
        agency: Some(scope.agency_id()),
        case: Some(waking.case),
        day: Some(office.today()),
        run_at: office.now() + wait(1),
    };
    let tx = office.db.begin().await?;
    job::enqueue(&tx, office.ids.next(), task, office.now()).await?;
    tx.commit().await?;
    Ok(())
}
