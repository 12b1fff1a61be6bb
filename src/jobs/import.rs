//! 旧台账导入: reading the file, looking through its rows, taking them over, taking them back. It takes minutes for a large
//! register, so it is done beside mail and reminders, by the runner of documents.

use super::{Context, Doing, Job, JobError, Schedule, Task};
use crate::{
    casework::import::{IMPORT, work},
    domain::id::ImportId,
};

#[derive(Debug)]
pub(super) struct ImportRegister;

impl Job for ImportRegister {
    fn name(&self) -> &'static str {
        IMPORT
    }

    fn title(&self) -> &'static str {
        "导入旧台账"
    }

    fn schedule(&self) -> Schedule {
        Schedule::AsDue
    }

    fn run<'a>(&'a self, context: &'a Context, task: &'a Task) -> Doing<'a, Result<(), JobError>> {
        Box::pin(async move {
            let id = task.key.split('/').next().unwrap_or_default();
            let id = id.parse().map(ImportId);
            let id = id.map_err(|error: uuid::Error| JobError::Fail(error.into()))?;
            let agency = task
                .agency
                .ok_or_else(|| JobError::Fail("the task names no agency".into()))?;
            Ok(work(&context.office, agency, id).await?)
        })
    }
}
