//! 网上缴费: the orders that are open, asked for again until they are paid or closed.

use time::Duration;
use uuid::Uuid;

use super::{Context, Doing, Job, JobError, NewTask, Schedule, Task};
use crate::{
    casework::treasury::{self, ASK, ASK_AGAIN_MINUTES, OnlineError},
    store::{self, StoreError},
};

/// So many are put down at once.
const MOST: u64 = 50;

/// One order.
#[derive(Debug)]
pub(super) struct AskForOrder;

impl Job for AskForOrder {
    fn name(&self) -> &'static str {
        ASK
    }

    fn title(&self) -> &'static str {
        "查询一笔网上缴费是否到账"
    }

    fn schedule(&self) -> Schedule {
        Schedule::AsDue
    }

    fn due<'a>(&'a self, context: &'a Context) -> Doing<'a, Result<Vec<NewTask>, StoreError>> {
        Box::pin(async move {
            let office = &context.office;
            if office.notices.treasury().is_none() {
                return Ok(Vec::new());
            }
            let before = office.now() - Duration::minutes(ASK_AGAIN_MINUTES);
            let orders = store::fee_order::to_ask(&office.db, before, MOST).await?;
            let task = |(agency, id): (_, Uuid)| NewTask {
                name: ASK,
                key: id.to_string(),
                agency: Some(agency),
                case: None,
                day: None,
                run_at: office.now(),
            };
            Ok(orders.into_iter().map(task).collect())
        })
    }

    fn run<'a>(&'a self, context: &'a Context, task: &'a Task) -> Doing<'a, Result<(), JobError>> {
        Box::pin(async move {
            let id = task.key.parse::<Uuid>();
            let id = id.map_err(|error| JobError::Fail(error.into()))?;
            let agency = task
                .agency
                .ok_or_else(|| JobError::Fail("the task names no agency".into()))?;
            match Box::pin(treasury::refresh(&context.office, agency, id)).await {
                // That the bridge is away is noted with the order, which is asked for again in its turn.
                Ok(_) | Err(OnlineError::NotOffered | OnlineError::Bridge(_)) => Ok(()),
                Err(OnlineError::Act(error)) => Err(JobError::Retry(error.into())),
            }
        })
    }
}
