//! What the program does by itself, safe with several copies of it at work, and after days on which none was.
//!
//! A [`Job`] is a kind of work; a [`Task`] is one piece of it, a row that every copy sees. A copy claims a task with a
//! lease ([`store::job`](crate::store::job)), does it, and marks it as done. A copy that dies is taken over from when
//! its lease ends. So a task is done at least once, and all that it does is guarded by keys of its own (a reminder by
//! what it says to whom, a change of a case by its version): done twice, it leaves the same as done once.

mod carry_over;
mod channel;
mod document;
mod erase;
mod error;
mod feed;
mod import;
mod index;
mod merge;
mod renew;
mod runner;
mod scan;
mod send;
mod sweep;
mod treasury;
mod wake;

use std::{fmt::Debug, pin::Pin, sync::Arc};

pub use self::{error::JobError, runner::Runner};
pub use crate::store::job::{NewTask, Task};
use crate::{
    casework::{Office, channel_test::Portal},
    config,
    store::StoreError,
};

/// What a job does, once it is awaited.
///
/// Written out, not by `async_trait`: that adds bounds on its lifetimes, under which the compiler proves anew for each
/// job that the whole office may be sent between threads. It took half of the time that the library takes to build.
pub type Doing<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A kind of work.
pub trait Job: Debug + Send + Sync {
    /// Under what name its tasks are kept.
    fn name(&self) -> &'static str;

    /// What it does, for operators.
    fn title(&self) -> &'static str;

    /// When there is a task.
    fn schedule(&self) -> Schedule;

    /// For what there should be a task now; one that is open already is not put down again.
    fn due<'a>(&'a self, _context: &'a Context) -> Doing<'a, Result<Vec<NewTask>, StoreError>> {
        Box::pin(async move { Ok(Vec::new()) })
    }

    /// Does it. May be begun again after having been broken off anywhere.
    fn run<'a>(&'a self, context: &'a Context, task: &'a Task) -> Doing<'a, Result<(), JobError>>;
}

/// When a job has something to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schedule {
    /// Once for each civil day at the office. Days on which nothing ran are made up, in their order.
    Daily,
    /// Whenever [`Job::due`] finds something, or somebody puts a task down.
    AsDue,
}

/// What jobs work with. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Context {
    pub office: Office,
    pub settings: config::Jobs,
    /// The pages, for those jobs that look at them; none where nobody handed them in, and then nothing looks.
    pub portal: Option<Arc<dyn Portal>>,
}

/// Everything that the program does by itself but for the work on documents ([`document_jobs`]).
pub fn every_job() -> Vec<Arc<dyn Job>> {
    vec![
        Arc::new(wake::Wake),
        Arc::new(wake::WakeOne),
        Arc::new(send::Send),
        Arc::new(scan::ScanFile),
        Arc::new(index::IndexCases),
        Arc::new(carry_over::CarryOver),
        Arc::new(sweep::Sweep),
        Arc::new(merge::MergeWords),
        Arc::new(erase::Erase),
        Arc::new(erase::EraseFile),
        Arc::new(renew::Renew),
        Arc::new(feed::FetchFeeds),
        Arc::new(feed::FetchFeed),
        Arc::new(treasury::AskForOrder),
        Arc::new(channel::TestChannel),
        Arc::new(channel::LookAtTest),
        Arc::new(channel::Heartbeat),
    ]
}

/// The work on documents and registers, which may take long.
pub fn document_jobs() -> Vec<Arc<dyn Job>> {
    vec![
        Arc::new(document::LookAtDocument),
        Arc::new(document::CopyDocument),
        Arc::new(document::InspectFile),
        Arc::new(import::ImportRegister),
    ]
}
