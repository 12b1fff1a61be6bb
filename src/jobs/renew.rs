//! Writes the rows of queues anew that an older program wrote.

use super::{Context, Doing, Job, JobError, NewTask, Schedule, Task};
use crate::{casework::renew, store::StoreError};

#[derive(Debug)]
pub(super) struct Renew;

impl Job for Renew {
    fn name(&self) -> &'static str {
        "renew"
    }

    fn title(&self) -> &'static str {
        "升级后补全办件列表的内容"
    }

    fn schedule(&self) -> Schedule {
        Schedule::AsDue
    }

    fn due<'a>(&'a self, context: &'a Context) -> Doing<'a, Result<Vec<NewTask>, StoreError>> {
        Box::pin(async move {
            if !renew::is_needed(&context.office).await? {
                return Ok(Vec::new());
            }
            Ok(vec![NewTask {
                name: self.name(),
                key: String::new(),
                agency: None,
                case: None,
                day: None,
                run_at: context.office.now(),
            }])
        })
    }

    fn run<'a>(&'a self, context: &'a Context, _task: &'a Task) -> Doing<'a, Result<(), JobError>> {
        Box::pin(async move {
            while renew::step(&context.office).await?.is_some() {
                tokio::task::yield_now().await;
            }
            Ok(())
        })
    }
}
