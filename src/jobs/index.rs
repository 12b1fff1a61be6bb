//! Takes the words of cases in that were there before words were kept, some at a time, so that nothing else waits for it.

use uuid::Uuid;

use super::{Context, Doing, Job, JobError, NewTask, Schedule, Task};
use crate::{
    casework::index::{INDEX, next_of_backlog},
    domain::id::CaseId,
    store::{Scope, job, year_end},
};

/// How many cases are taken in before other tasks have their turn.
const SLICE: usize = 200;

#[derive(Debug)]
pub(super) struct IndexCases;

impl Job for IndexCases {
    fn name(&self) -> &'static str {
        INDEX
    }

    fn title(&self) -> &'static str {
        "为已有办件建立检索"
    }

    fn schedule(&self) -> Schedule {
        Schedule::AsDue
    }

    /// The task says where the last slice ended; the first begins with the first agency.
    fn run<'a>(&'a self, context: &'a Context, task: &'a Task) -> Doing<'a, Result<(), JobError>> {
        Box::pin(async move {
            let office = &context.office;
            let mut after = task.key.parse::<Uuid>().ok().map(CaseId);
            let agencies = year_end::agencies(&office.db).await?.into_iter();
            let mut left = SLICE;
            for scope in agencies.filter(|scope| task.agency.is_none_or(|agency| scope.agency_id() >= agency))
            {
                while let Some((last, taken)) = next_of_backlog(office, scope, after).await? {
                    after = Some(last);
                    left = left.saturating_sub(taken);
                    if left == 0 {
                        return go_on(context, scope, last).await;
                    }
                }
                after = None;
            }
            Ok(())
        })
    }
}

/// Puts the next slice down.
async fn go_on(context: &Context, scope: Scope, last: CaseId) -> Result<(), JobError> {
    let office = &context.office;
    let tx = office.db.begin().await?;
    let task = NewTask {
        name: INDEX,
        key: last.to_string(),
        agency: Some(scope.agency_id()),
        case: None,
        day: None,
        run_at: office.now(),
    };
    job::enqueue(&tx, office.ids.next(), task, office.now()).await?;
    Ok(tx.commit().await?)
}
