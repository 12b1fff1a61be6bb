//! Puts the words of the day together, so that searches stay fast and nobody waits for it.

use super::{Context, Doing, Job, JobError, Schedule, Task};
use crate::store::search;

#[derive(Debug)]
pub(super) struct MergeWords;

impl Job for MergeWords {
    fn name(&self) -> &'static str {
        "merge_words"
    }

    fn title(&self) -> &'static str {
        "整理检索索引"
    }

    fn schedule(&self) -> Schedule {
        Schedule::Daily
    }

    fn run<'a>(&'a self, context: &'a Context, _task: &'a Task) -> Doing<'a, Result<(), JobError>> {
        Box::pin(async move {
            loop {
                let tx = context.office.db.begin().await?;
                let is_more = search::merge_some(&tx).await?;
                tx.commit().await?;
                if !is_more {
                    return Ok(());
                }
            }
        })
    }
}
