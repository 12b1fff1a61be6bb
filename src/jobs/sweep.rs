//! Forgets tasks that were done long ago.

use async_trait::async_trait;
use time::Duration;

use super::{Context, Job, JobError, Schedule, Task};
use crate::store::job;

/// How long a task that was done can still be looked at.
const KEPT: Duration = Duration::days(30);

#[derive(Debug)]
pub(super) struct Sweep;

#[async_trait]
impl Job for Sweep {
    fn name(&self) -> &'static str {
        "sweep"
    }

    fn title(&self) -> &'static str {
        "清理早已办完的任务"
    }

    fn schedule(&self) -> Schedule {
        Schedule::Daily
    }

    async fn run(&self, context: &Context, _task: &Task) -> Result<(), JobError> {
        let office = &context.office;
        job::delete_done_before(&office.db, office.now() - KEPT).await?;
        Ok(())
    }
}
