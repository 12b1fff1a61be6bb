//! The numbers on the page of the queue.

use crate::{
    store::{
        self, Db, Scope, StoreError,
        queue::{Count, Filter, Tally},
    },
    text::key,
    web::{error::Failure, wording::Voice},
};

/// Closed cases are counted so far: nobody works them off, and counting a million takes longer than the page may.
const CLOSED: u64 = 1_000;

/// The open cases of an agency, counted once for the whole page.
pub(super) struct Counts<'a> {
    db: &'a Db,
    scope: Scope,
    open: Tally,
}

impl<'a> Counts<'a> {
    pub(super) async fn take(db: &'a Db, scope: Scope) -> Result<Self, StoreError> {
        let open = store::queue::tally(db, scope).await?;
        Ok(Self { db, scope, open })
    }

    /// How many cases a filter lets through, in words.
    pub(super) async fn of(&self, voice: Voice<'_>, filter: &Filter) -> Result<String, Failure> {
        let count = match self.open.count(filter) {
            Some(count) => Count::Exactly(count),
            None => store::queue::count_up_to(self.db, self.scope, filter, CLOSED).await?,
        };
        Ok(match count {
            Count::Exactly(count) => count.to_string(),
            Count::MoreThan(count) => {
                voice.say_with(key("queue-more-than"), &[("count", &count.to_string())])?
            }
        })
    }
}
