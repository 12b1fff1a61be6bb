//! Looks for viruses in files that came while the scanner was away.

use uuid::Uuid;

use super::{Context, Doing, Job, JobError, Schedule, Task};
use crate::{
    casework::viruses::{SCAN, scan_file},
    domain::id::FileId,
};

#[derive(Debug)]
pub(super) struct ScanFile;

impl Job for ScanFile {
    fn name(&self) -> &'static str {
        SCAN
    }

    fn title(&self) -> &'static str {
        "文件查毒"
    }

    fn schedule(&self) -> Schedule {
        Schedule::AsDue
    }

    fn run<'a>(&'a self, context: &'a Context, task: &'a Task) -> Doing<'a, Result<(), JobError>> {
        Box::pin(async move {
            let (file, tries) =
                of(&task.key).ok_or_else(|| JobError::Fail("the task names no file".into()))?;
            let agency = task
                .agency
                .ok_or_else(|| JobError::Fail("the task names no agency".into()))?;
            Ok(scan_file(&context.office, agency, file, tries).await?)
        })
    }
}

/// The file, and how often it was tried.
fn of(key: &str) -> Option<(FileId, u32)> {
    let (file, tries) = key.split_once('/')?;
    Some((FileId(file.parse::<Uuid>().ok()?), tries.parse().ok()?))
}
