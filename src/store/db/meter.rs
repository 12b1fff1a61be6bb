//! How long the database takes, so that what a page spends itself can be told apart from what it waits for.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use sea_orm::DatabaseConnection;

/// What was asked of the database since it was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spent {
    pub statements: u64,
    /// Until each was answered, added up; waiting for a connection included.
    pub time: Duration,
}

#[derive(Debug, Default)]
pub(super) struct Meter {
    statements: AtomicU64,
    nanoseconds: AtomicU64,
}

impl Meter {
    /// Takes the time of everything that the connection is asked from now on.
    pub(super) fn attach(meter: &Arc<Self>, connection: &mut DatabaseConnection) {
        let meter = Arc::clone(meter);
        connection.set_metric_callback(move |info| {
            let nanoseconds = u64::try_from(info.elapsed.as_nanos()).unwrap_or(u64::MAX);
            meter.statements.fetch_add(1, Ordering::Relaxed);
            meter.nanoseconds.fetch_add(nanoseconds, Ordering::Relaxed);
        });
    }

    pub(super) fn spent(&self) -> Spent {
        Spent {
            statements: self.statements.load(Ordering::Relaxed),
            time: Duration::from_nanos(self.nanoseconds.load(Ordering::Relaxed)),
        }
    }
}
