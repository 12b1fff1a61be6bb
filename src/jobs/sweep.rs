//! Forgets tasks that were done, and messages that were sent, long ago, pages that nobody has open any more, and what lies
//! there of old registers and of applications that nobody went on with, and codes and sign-ins of applicants that are over.

use time::Duration;

use super::{Context, Doing, Job, JobError, Schedule, Task};
use crate::{
    casework,
    domain::presence,
    store::{self, job, outbox},
};

/// How long a task that was done can still be looked at.
const KEPT: Duration = Duration::days(30);

/// The same for messages that went out or were not to; those to applicants are kept with the case.
const MESSAGES_KEPT: Duration = Duration::days(90);

/// The same for sign-ins of applicants; a session that nobody uses has ended long before.
const VISITS_KEPT: Duration = Duration::days(2);

#[derive(Debug)]
pub(super) struct Sweep;

impl Job for Sweep {
    fn name(&self) -> &'static str {
        "sweep"
    }

    fn title(&self) -> &'static str {
        "清理早已办完的任务、早已发出的消息、早已关闭的页面记录，没有继续的台账导入和申请草稿，申请人过期的验证码和登录记录"
    }

    fn schedule(&self) -> Schedule {
        Schedule::Daily
    }

    fn run<'a>(&'a self, context: &'a Context, _task: &'a Task) -> Doing<'a, Result<(), JobError>> {
        Box::pin(async move {
            let office = &context.office;
            job::delete_done_before(&office.db, office.now() - KEPT).await?;
            outbox::forget(&office.db, office.now() - MESSAGES_KEPT).await?;
            store::presence::forget(&office.db, office.now() - presence::OPEN_FOR).await?;
            casework::import::forget(office, office.now() - KEPT).await?;
            casework::unfinished::forget(office).await?;
            store::member::forget_codes(&office.db, office.now()).await?;
            store::member::forget_challenges(&office.db, office.now()).await?;
            store::member::forget_visits(&office.db, office.now() - VISITS_KEPT).await?;
            Ok(())
        })
    }
}
