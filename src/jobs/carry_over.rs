//! 结转: keeps which cases each year leaves to the next, from its first day on or as soon as the program runs again.
//!
//! What is registered late (a letter of December, entered in January; a service recorded after the holiday) still moves
//! the figure until the day by which annual reports must be out; from then on it is fixed.

use time::Date;

use super::{Context, Doing, Job, JobError, Schedule, Task, error::chain};
use crate::{
    domain::annual::closes_on,
    store::{Scope, StoreError, year_end},
};

#[derive(Debug)]
pub(super) struct CarryOver;

impl Job for CarryOver {
    fn name(&self) -> &'static str {
        "carry_over"
    }

    fn title(&self) -> &'static str {
        "年度结转"
    }

    fn schedule(&self) -> Schedule {
        Schedule::Daily
    }

    fn run<'a>(&'a self, context: &'a Context, task: &'a Task) -> Doing<'a, Result<(), JobError>> {
        Box::pin(async move {
            let day = task
                .day
                .ok_or_else(|| JobError::Fail("the task names no day".into()))?;
            let mut failed = None;
            for scope in year_end::agencies(&context.office.db).await? {
                // One agency that cannot be settled does not keep the others from it.
                if let Err(error) = settle(context, scope, day).await {
                    tracing::warn!(agency = %scope.agency_id(), error = chain(&error), "a year could not be settled");
                    failed = Some(error);
                }
            }
            failed.map_or(Ok(()), |error| Err(error.into()))
        })
    }
}

/// Settles every year before that of a day that is not closed yet.
async fn settle(context: &Context, scope: Scope, day: Date) -> Result<(), StoreError> {
    let office = &context.office;
    let years = year_end::years(&office.db, scope).await?;
    let closed = years
        .iter()
        .filter(|year| year.closed)
        .map(|year| year.year)
        .max();
    let first = match closed {
        Some(closed) => Some(closed + 1),
        None => year_end::first_year(&office.db, scope).await?,
    };
    let Some(first) = first else { return Ok(()) };
    for year in first..day.year() {
        let tx = office.db.begin().await?;
        year_end::settle(&tx, scope, year, day).await?;
        if day > closes_on(&office.law(), year) {
            year_end::close(&tx, scope, year, office.now()).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}
