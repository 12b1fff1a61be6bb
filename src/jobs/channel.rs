//! 渠道测试: the agencies whose channel is to be tested, the tests at which the program has to look again, and the heartbeats.

use std::sync::Arc;

use uuid::Uuid;

use super::{Context, Doing, Job, JobError, NewTask, Schedule, Task};
use crate::{
    casework::channel_test::{self, Portal, TEST},
    domain::id::AgencyId,
    store::{self, StoreError},
};

/// Tests looked at in one go; the others are due again at once.
const MOST: u64 = 50;

/// One agency's channel, once a day on which it is to be.
#[derive(Debug)]
pub(super) struct TestChannel;

/// One test: its answer, and whether somebody is late.
#[derive(Debug)]
pub(super) struct LookAtTest;

/// A message by mail and one as a text message, to where each agency wants them.
#[derive(Debug)]
pub(super) struct Heartbeat;

fn agency(task: &Task) -> Result<AgencyId, JobError> {
    task.agency
        .ok_or_else(|| JobError::Fail("the task names no agency".into()))
}

fn portal(context: &Context) -> Result<Arc<dyn Portal>, JobError> {
    let portal = context.portal.clone();
    portal.ok_or_else(|| JobError::Retry("this copy of the program has no pages".into()))
}

impl Job for TestChannel {
    fn name(&self) -> &'static str {
        TEST
    }

    fn title(&self) -> &'static str {
        "测试一个机关的网上申请渠道"
    }

    fn schedule(&self) -> Schedule {
        Schedule::AsDue
    }

    fn due<'a>(&'a self, context: &'a Context) -> Doing<'a, Result<Vec<NewTask>, StoreError>> {
        Box::pin(async move {
            if context.portal.is_none() {
                return Ok(Vec::new());
            }
            channel_test::due(&context.office).await
        })
    }

    fn run<'a>(&'a self, context: &'a Context, task: &'a Task) -> Doing<'a, Result<(), JobError>> {
        Box::pin(async move {
            let (agency, portal) = (agency(task)?, portal(context)?);
            Ok(channel_test::test(&context.office, portal.as_ref(), agency, task.day).await?)
        })
    }
}

impl Job for LookAtTest {
    fn name(&self) -> &'static str {
        "look_at_channel_test"
    }

    fn title(&self) -> &'static str {
        "查看一次渠道测试是否按时收件、答复，答复能否查到"
    }

    fn schedule(&self) -> Schedule {
        Schedule::AsDue
    }

    fn due<'a>(&'a self, context: &'a Context) -> Doing<'a, Result<Vec<NewTask>, StoreError>> {
        Box::pin(async move {
            if context.portal.is_none() {
                return Ok(Vec::new());
            }
            let office = &context.office;
            let found = store::channel_test::to_look_at(&office.db, office.now(), MOST).await?;
            let task = |(agency, id): (AgencyId, Uuid)| NewTask {
                name: self.name(),
                key: id.to_string(),
                agency: Some(agency),
                case: None,
                day: None,
                run_at: office.now(),
            };
            Ok(found.into_iter().map(task).collect())
        })
    }

    fn run<'a>(&'a self, context: &'a Context, task: &'a Task) -> Doing<'a, Result<(), JobError>> {
        Box::pin(async move {
            let (agency, portal) = (agency(task)?, portal(context)?);
            let id = task.key.parse::<Uuid>();
            let id = id.map_err(|error| JobError::Fail(error.into()))?;
            Ok(channel_test::look(&context.office, portal.as_ref(), agency, id).await?)
        })
    }
}

impl Job for Heartbeat {
    fn name(&self) -> &'static str {
        "heartbeat"
    }

    fn title(&self) -> &'static str {
        "发送当天的心跳邮件和心跳短信，检查前一天的是否发出"
    }

    fn schedule(&self) -> Schedule {
        Schedule::Daily
    }

    fn run<'a>(&'a self, context: &'a Context, task: &'a Task) -> Doing<'a, Result<(), JobError>> {
        Box::pin(async move {
            let office = &context.office;
            // That messages left yesterday cannot be shown today any more.
            match task.day {
                Some(day) if day == office.today() => Ok(channel_test::beat(office, day).await?),
                Some(_) | None => Ok(()),
            }
        })
    }
}
