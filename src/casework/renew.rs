//! Rows of queues that an older program wrote are written anew, so that they tell what rows tell today.

use std::collections::BTreeMap;

use super::Office;
use crate::{
    domain::{
        id::{AgencyId, CaseId},
        summary,
    },
    store::{self, Scope, StoreError},
};

/// Cases of a step. Writers wait for the end of a step on SQLite, so it is short.
const BATCH: u64 = 100;

/// Whether there are rows of an older make.
pub async fn is_needed(office: &Office) -> Result<bool, StoreError> {
    Ok(!store::case::of_older_make(&office.db, 1).await?.is_empty())
}

/// Writes some rows anew; how many. None where there were none any more. May be broken off anywhere, and two may do it at
/// the same time.
pub async fn step(office: &Office) -> Result<Option<usize>, StoreError> {
    let older = store::case::of_older_make(&office.db, BATCH).await?;
    if older.is_empty() {
        return Ok(None);
    }
    let mut by_agency: BTreeMap<AgencyId, Vec<CaseId>> = BTreeMap::new();
    for (agency, case) in &older {
        by_agency.entry(*agency).or_default().push(*case);
    }
    for (agency, cases) in by_agency {
        of_agency(office, Scope::of(agency), &cases).await?;
    }
    Ok(Some(older.len()))
}

async fn of_agency(office: &Office, scope: Scope, cases: &[CaseId]) -> Result<(), StoreError> {
    let tx = office.db.begin().await?;
    let office = &office.at_work(&tx, scope).await?;
    let found = store::case::open_these(&tx, scope, cases).await?;
    for case in &found.broken {
        tracing::error!(%case, "the history does not read back, its row stays: run gongkai verify");
    }
    store::case::pass_over(&tx, scope, &found.broken).await?;
    for open in &found.cases {
        let summary = summary::of(&open.case, &office.law, office.local_now());
        match store::case::refresh(&tx, open, &summary).await {
            // Somebody changed the case meanwhile, and with it the row.
            Ok(()) | Err(StoreError::Conflict) => {}
            Err(error) => return Err(error),
        }
    }
    tx.commit().await?;
    Ok(())
}
