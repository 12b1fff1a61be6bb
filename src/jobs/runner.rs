//! Works off tasks, one after the other; as many copies of it as one likes, in as many processes.

use std::{sync::Arc, time::Duration as Pause};

use time::{Duration, OffsetDateTime};
use tokio::{
    sync::watch,
    task::{JoinError, JoinHandle},
};

use super::{Context, Job, JobError, Schedule, Task, error::chain, every_job};
use crate::{
    casework::{Office, channel_test::Portal},
    config,
    store::{StoreError, job},
};

/// How long a task waits after its first failure; each further one doubles it.
const FIRST_WAIT: Duration = Duration::seconds(30);

/// The longest wait between two tries.
const LONGEST_WAIT: Duration = Duration::hours(6);

/// A worker.
#[derive(Debug)]
pub struct Runner {
    context: Context,
    jobs: Vec<Arc<dyn Job>>,
    names: Vec<&'static str>,
    owner: String,
}

/// What became of a piece of work.
#[derive(Debug)]
enum Outcome {
    Finished(Result<Result<(), JobError>, JoinError>),
    /// The lease was lost: somebody else is at it.
    Lost,
}

impl Runner {
    pub fn new(office: Office, settings: config::Jobs) -> Self {
        Self::of(every_job(), office, settings)
    }

    /// One that knows only some jobs.
    pub fn of(jobs: Vec<Arc<dyn Job>>, office: Office, settings: config::Jobs) -> Self {
        Self {
            names: jobs.iter().map(|job| job.name()).collect(),
            owner: office.ids.next().to_string(),
            context: Context {
                office,
                settings,
                portal: None,
            },
            jobs,
        }
    }

    /// The same, which also looks at the pages.
    #[must_use]
    pub fn walking(mut self, portal: Arc<dyn Portal>) -> Self {
        self.context.portal = Some(portal);
        self
    }

    /// Works until told to stop; a task that is under way is finished first.
    pub async fn run(&self, mut stop: watch::Receiver<bool>) {
        let pause = Pause::from_secs(self.context.settings.poll_seconds);
        while !*stop.borrow() {
            let worked = match self.plan().await {
                Ok(()) => self.step().await,
                Err(error) => Err(error),
            };
            match worked {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => tracing::warn!(error = chain(&error), "tasks cannot be worked off just now"),
            }
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                told = stop.changed() => if told.is_err() { return },
            }
        }
    }

    /// Does all that is due now and what follows from it; returns how many tasks were begun.
    pub async fn until_idle(&self) -> Result<u64, StoreError> {
        let mut begun = 0;
        loop {
            self.plan().await?;
            let before = begun;
            while self.step().await? {
                begun += 1;
            }
            if begun == before {
                return Ok(begun);
            }
        }
    }

    /// Puts down what is to be done now.
    async fn plan(&self) -> Result<(), StoreError> {
        let office = &self.context.office;
        let daily: Vec<&'static str> = self
            .jobs
            .iter()
            .filter(|job| job.schedule() == Schedule::Daily)
            .map(|job| job.name())
            .collect();
        job::plan_days(&office.db, &daily, office.today(), office.now(), || {
            office.ids.next()
        })
        .await?;
        let mut due = Vec::new();
        for job in &self.jobs {
            due.extend(job.due(&self.context).await?);
        }
        if due.is_empty() {
            return Ok(());
        }
        let tx = office.db.begin().await?;
        for task in due {
            job::enqueue(&tx, office.ids.next(), task, office.now()).await?;
        }
        tx.commit().await
    }

    /// Does the next task; whether there was one.
    async fn step(&self) -> Result<bool, StoreError> {
        let office = &self.context.office;
        let claimed = job::claim(&office.db, &self.names, &self.owner, office.now(), self.lease()).await?;
        let Some(task) = claimed else { return Ok(false) };
        let known = self.jobs.iter().find(|job| job.name() == task.name);
        let job = Arc::clone(known.expect("only tasks of known names are claimed"));
        let (context, its) = (self.context.clone(), task.clone());
        // On a thread of its own, so that a panic in it is its failure alone.
        let work = tokio::spawn(async move { job.run(&context, &its).await });
        match self.hold(&task, work).await {
            Outcome::Finished(result) => self.settle(&task, result).await?,
            Outcome::Lost => {
                tracing::warn!(job = task.name, key = task.key, "another copy took the task over");
            }
        }
        Ok(true)
    }

    fn lease(&self) -> OffsetDateTime {
        self.context.office.now() + Duration::seconds(self.context.settings.lease_seconds.into())
    }

    /// Waits for the work, and says from time to time that it goes on.
    async fn hold(&self, task: &Task, mut work: JoinHandle<Result<(), JobError>>) -> Outcome {
        let often = Pause::from_secs(self.context.settings.lease_seconds.into()) / 3;
        loop {
            tokio::select! {
                result = &mut work => return Outcome::Finished(result),
                () = tokio::time::sleep(often) => {
                    let db = &self.context.office.db;
                    match job::renew(db, task.id, &self.owner, self.lease()).await {
                        Ok(true) => {}
                        Ok(false) => {
                            work.abort();
                            return Outcome::Lost;
                        }
                        Err(error) => tracing::warn!(error = chain(&error), "a lease cannot be renewed just now"),
                    }
                }
            }
        }
    }

    async fn settle(
        &self,
        task: &Task,
        result: Result<Result<(), JobError>, JoinError>,
    ) -> Result<(), StoreError> {
        let (db, now) = (&self.context.office.db, self.context.office.now());
        let (reason, for_good) = match result {
            Ok(Ok(())) => {
                job::finish(db, task.id, &self.owner, now).await?;
                tracing::info!(job = task.name, key = task.key, "done");
                return Ok(());
            }
            Ok(Err(error)) => (error.reason(), matches!(error, JobError::Fail(_))),
            Err(broken) => (chain(&broken), false),
        };
        if for_good || task.attempts >= self.context.settings.attempts {
            tracing::error!(job = task.name, key = task.key, reason, "set aside");
            job::park(db, task.id, &self.owner, now, &reason).await?;
        } else {
            tracing::warn!(
                job = task.name,
                key = task.key,
                attempts = task.attempts,
                reason,
                "to be tried again"
            );
            job::postpone(db, task.id, &self.owner, now + wait(task.attempts), &reason).await?;
        }
        Ok(())
    }
}

/// How long a task waits that has failed so often.
pub(super) fn wait(attempts: u32) -> Duration {
    let doubled = 2_i32.checked_pow(attempts.saturating_sub(1)).unwrap_or(i32::MAX);
    FIRST_WAIT
        .checked_mul(doubled)
        .map_or(LONGEST_WAIT, |wait| wait.min(LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_waits_longer_each_time_but_never_for_days() {
        let waits = [1, 2, 3, 10, 11, 40, u32::MAX].map(|attempts| wait(attempts).whole_seconds());
        assert_eq!(waits, [30, 60, 120, 15_360, 21_600, 21_600, 21_600]);
    }
}
