//! 主动公开目录: the feeds of the agencies' own sites, once a day, a feed a task.

use uuid::Uuid;

use super::{Context, Doing, Job, JobError, Schedule, Task};
use crate::casework::catalogue::fetch::{self, FETCH};

/// Puts the others down.
#[derive(Debug)]
pub(super) struct FetchFeeds;

/// One feed.
#[derive(Debug)]
pub(super) struct FetchFeed;

impl Job for FetchFeeds {
    fn name(&self) -> &'static str {
        "fetch_feeds"
    }

    fn title(&self) -> &'static str {
        "安排抓取各机关网站的信息公开订阅源"
    }

    fn schedule(&self) -> Schedule {
        Schedule::Daily
    }

    fn run<'a>(&'a self, context: &'a Context, _task: &'a Task) -> Doing<'a, Result<(), JobError>> {
        Box::pin(async move { Ok(fetch::put_all_down(&context.office).await?) })
    }
}

impl Job for FetchFeed {
    fn name(&self) -> &'static str {
        FETCH
    }

    fn title(&self) -> &'static str {
        "抓取一个订阅源，更新主动公开目录"
    }

    fn schedule(&self) -> Schedule {
        Schedule::AsDue
    }

    fn run<'a>(&'a self, context: &'a Context, task: &'a Task) -> Doing<'a, Result<(), JobError>> {
        Box::pin(async move {
            let id = task.key.parse::<Uuid>();
            let id = id.map_err(|error| JobError::Fail(error.into()))?;
            let agency = task
                .agency
                .ok_or_else(|| JobError::Fail("the task names no agency".into()))?;
            Ok(fetch::run(&context.office, agency, id).await?)
        })
    }
}
