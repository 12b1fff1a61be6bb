//! Why a task was not done.

use std::error::Error;

use crate::{casework::ActError, store::StoreError};

/// The reasons name ids at most, never people: they are logged and kept with the task.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// Another time it may work: the task waits and is tried again.
    #[error("not this time")]
    Retry(#[source] Box<dyn Error + Send + Sync>),
    /// It will never work as things are: the task is set aside.
    #[error("not like this")]
    Fail(#[source] Box<dyn Error + Send + Sync>),
}

impl JobError {
    /// The reason in one line, with what lies behind it.
    pub(super) fn reason(&self) -> String {
        match self {
            Self::Retry(source) | Self::Fail(source) => chain(source.as_ref()),
        }
    }

    /// Whether it lies in the database as a whole, not in what was to be done.
    pub(super) fn is_outage(&self) -> bool {
        match self {
            Self::Retry(source) | Self::Fail(source) => {
                matches!(source.downcast_ref(), Some(StoreError::Outage(_)))
                    || matches!(
                        source.downcast_ref(),
                        Some(ActError::Store(StoreError::Outage(_)))
                    )
            }
        }
    }
}

/// An error and all its causes.
pub(super) fn chain(error: &(dyn Error + 'static)) -> String {
    let mut words = vec![error.to_string()];
    let mut cause = error.source();
    while let Some(error) = cause {
        words.push(error.to_string());
        cause = error.source();
    }
    words.dedup();
    words.join(": ")
}

impl From<StoreError> for JobError {
    fn from(error: StoreError) -> Self {
        Self::Retry(error.into())
    }
}

impl From<ActError> for JobError {
    fn from(error: ActError) -> Self {
        Self::Retry(error.into())
    }
}
