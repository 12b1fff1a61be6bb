//! Looks for viruses in files that came while the scanner was away.

use async_trait::async_trait;
use uuid::Uuid;

use super::{Context, Job, JobError, Schedule, Task};
use crate::{
    casework::viruses::{SCAN, scan_file},
    domain::id::FileId,
};

#[derive(Debug)]
pub(super) struct ScanFile;

#[async_trait]
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

    async fn run(&self, context: &Context, task: &Task) -> Result<(), JobError> {
        let (file, tries) = of(&task.key).ok_or_else(|| JobError::Fail("the task names no file".into()))?;
        let agency = task
            .agency
            .ok_or_else(|| JobError::Fail("the task names no agency".into()))?;
        Ok(scan_file(&context.office, agency, file, tries).await?)
    }
}

/// The file, and how often it was tried.
fn of(key: &str) -> Option<(FileId, u32)> {
    let (file, tries) = key.split_once('/')?;
    Some((FileId(file.parse::<Uuid>().ok()?), tries.parse().ok()?))
}
