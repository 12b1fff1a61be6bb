//! The steps of reviews that wait in a case, a row a step and a person named for it: what a queue is found by.

use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, DatabaseBackend, EntityTrait, QueryTrait as _, Set, Statement};

use crate::{
    domain::{
        case::Case,
        id::AccountId,
        summary::{Summary, WaitsFor},
    },
    store::{
        StoreError,
        convert::Reading,
        row::waiting_step::{ActiveModel, Column, Entity},
    },
};

/// Writes what waits now, in the place of what waited before.
pub(super) fn replaced(
    backend: DatabaseBackend,
    case: &Case,
    summary: &Summary,
) -> Result<Vec<Statement>, StoreError> {
    let delete = Query::delete()
        .from_table(Entity)
        .and_where(Column::AgencyId.eq(case.agency.0))
        .and_where(Column::CaseId.eq(case.id.0))
        .to_owned();
    let mut written = vec![backend.build(&delete)];
    written.extend(rows(backend, case, summary)?);
    Ok(written)
}

/// The same for a new case, of which nothing waited.
pub(super) fn rows(
    backend: DatabaseBackend,
    case: &Case,
    summary: &Summary,
) -> Result<Vec<Statement>, StoreError> {
    let reading = Reading {
        table: "waiting_step",
        key: &case.id,
    };
    let mut written = Vec::new();
    let mut place: u32 = 0;
    for waiting in &summary.waiting {
        let named: Vec<Option<AccountId>> = if waiting.step.accounts.is_empty() {
            vec![None]
        } else {
            waiting.step.accounts.iter().copied().map(Some).collect()
        };
        for account in named {
            let row = ActiveModel {
                case_id: Set(case.id.0),
                place: Set(reading.number(place)?),
                agency_id: Set(case.agency.0),
                is_notice: Set(waiting.what == WaitsFor::Notice),
                is_claim: Set(waiting.what == WaitsFor::Claim),
                step: Set(waiting.step.key.to_string()),
                kind: Set(waiting.step.kind.to_string()),
                name: Set(waiting.step.name.clone()),
                role: Set(waiting.step.role.to_string()),
                department_id: Set(waiting.step.department.map(|id| id.0)),
                account_id: Set(account.map(|id| id.0)),
                until_on: Set(waiting.until),
            };
            written.push(Entity::insert(row).build(backend));
            place += 1;
        }
    }
    Ok(written)
}
