//! Work on documents, beside the pages: looking at them, and making copies for release. It takes minutes for long ones, so
//! it has a runner of its own and keeps no mail waiting.

use super::{Context, Doing, Job, JobError, Schedule, Task};
use crate::{
    casework::{
        document::{COPY, LOOK, look_at, make_copy},
        inspection::{INSPECT, inspect_file},
    },
    domain::id::{AgencyId, FileId},
};

/// Turns the pages of a document into pictures and words.
#[derive(Debug)]
pub(super) struct LookAtDocument;

impl Job for LookAtDocument {
    fn name(&self) -> &'static str {
        LOOK
    }

    fn title(&self) -> &'static str {
        "读取拟公开的文件"
    }

    fn schedule(&self) -> Schedule {
        Schedule::AsDue
    }

    fn run<'a>(&'a self, context: &'a Context, task: &'a Task) -> Doing<'a, Result<(), JobError>> {
        Box::pin(async move {
            let (agency, file) = of(task)?;
            Ok(look_at(&context.office, agency, file).await?)
        })
    }
}

/// Makes the copy of a document that may be handed over.
#[derive(Debug)]
pub(super) struct CopyDocument;

impl Job for CopyDocument {
    fn name(&self) -> &'static str {
        COPY
    }

    fn title(&self) -> &'static str {
        "制作公开版"
    }

    fn schedule(&self) -> Schedule {
        Schedule::AsDue
    }

    fn run<'a>(&'a self, context: &'a Context, task: &'a Task) -> Doing<'a, Result<(), JobError>> {
        Box::pin(async move {
            let (agency, file) = of(task)?;
            Ok(make_copy(&context.office, agency, file).await?)
        })
    }
}

/// Looks through a large file before it is handed over.
#[derive(Debug)]
pub(super) struct InspectFile;

impl Job for InspectFile {
    fn name(&self) -> &'static str {
        INSPECT
    }

    fn title(&self) -> &'static str {
        "发出前检查文件"
    }

    fn schedule(&self) -> Schedule {
        Schedule::AsDue
    }

    fn run<'a>(&'a self, context: &'a Context, task: &'a Task) -> Doing<'a, Result<(), JobError>> {
        Box::pin(async move {
            let (agency, file) = of(task)?;
            Ok(inspect_file(&context.office, agency, file).await?)
        })
    }
}

fn of(task: &Task) -> Result<(AgencyId, FileId), JobError> {
    let file = task
        .key
        .parse()
        .map(FileId)
        .map_err(|error: uuid::Error| JobError::Fail(error.into()))?;
    let agency = task
        .agency
        .ok_or_else(|| JobError::Fail("the task names no agency".into()))?;
    Ok((agency, file))
}
