//! 保存期限: erases every day whose time is over, an agency a task; and takes the bytes of erased scans away, a file a task.

use uuid::Uuid;

use super::{Context, Doing, Job, JobError, NewTask, Schedule, Task};
use crate::{
    casework::retention::{self, ERASE_FILE},
    domain::id::{AgencyId, FileId},
    store::{self, StoreError},
};

/// Everything of one agency that is due on a day.
#[derive(Debug)]
pub(super) struct Erase;

/// The bytes of one scan.
#[derive(Debug)]
pub(super) struct EraseFile;

impl Job for Erase {
    fn name(&self) -> &'static str {
        "erase"
    }

    fn title(&self) -> &'static str {
        "按保存期限删除已办结办件的个人信息"
    }

    fn schedule(&self) -> Schedule {
        Schedule::AsDue
    }

    fn due<'a>(&'a self, context: &'a Context) -> Doing<'a, Result<Vec<NewTask>, StoreError>> {
        Box::pin(async move {
            let (today, now) = (context.office.today(), context.office.now());
            let agencies = store::retention::agencies_at_work(&context.office.db, today).await?;
            let task = |agency: AgencyId| NewTask::of_day(self.name(), agency, today, now);
            Ok(agencies.into_iter().map(task).collect())
        })
    }

    fn run<'a>(&'a self, context: &'a Context, task: &'a Task) -> Doing<'a, Result<(), JobError>> {
        Box::pin(async move {
            retention::erase_due(&context.office, agency(task)?).await?;
            Ok(())
        })
    }
}

impl Job for EraseFile {
    fn name(&self) -> &'static str {
        ERASE_FILE
    }

    fn title(&self) -> &'static str {
        "删除身份证明和授权委托书的扫描件"
    }

    fn schedule(&self) -> Schedule {
        Schedule::AsDue
    }

    fn run<'a>(&'a self, context: &'a Context, task: &'a Task) -> Doing<'a, Result<(), JobError>> {
        Box::pin(async move {
            let file = task.key.parse::<Uuid>().map(FileId);
            let file = file.map_err(|error| JobError::Fail(error.into()))?;
            Ok(retention::erase_file(&context.office, agency(task)?, file).await?)
        })
    }
}

fn agency(task: &Task) -> Result<AgencyId, JobError> {
    task.agency
        .ok_or_else(|| JobError::Fail("the task names no agency".into()))
}
