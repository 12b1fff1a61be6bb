//! Writes the rows of queues anew that an older program wrote.

use async_trait::async_trait;

use super::{Context, Job, JobError, NewTask, Schedule, Task};
use crate::{casework::renew, store::StoreError};

#[derive(Debug)]
pub(super) struct Renew;

#[async_trait]
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

    async fn due(&self, context: &Context) -> Result<Vec<NewTask>, StoreError> {
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
    }

    async fn run(&self, context: &Context, _task: &Task) -> Result<(), JobError> {
        while renew::step(&context.office).await?.is_some() {
            tokio::task::yield_now().await;
        }
        Ok(())
    }
}
