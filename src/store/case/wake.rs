//! Cases that the program has to look at by itself: found off an index, so that the others cost nothing.

use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use time::Date;
use uuid::Uuid;

use crate::{
    domain::id::{AgencyId, CaseId},
    store::{
        Scope, StoreError, Tx,
        convert::Reading,
        row::{agency, cases, job},
    },
};

/// A case that wants to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waking {
    pub case: CaseId,
    /// As it stood when it was found.
    pub version: u32,
    /// Since which day it wants to be looked at.
    pub wake_on: Date,
}

/// The agencies that have cases to look at on a day. Without a scope: it is the program that asks, for all of them.
pub async fn waking_agencies(db: &impl ConnectionTrait, today: Date) -> Result<Vec<AgencyId>, StoreError> {
    let found: Vec<Uuid> = select_agencies(today).into_tuple().all(db).await?;
    Ok(found.into_iter().map(AgencyId).collect())
}

fn select_agencies(today: Date) -> sea_orm::Select<agency::Entity> {
    let waking = Query::select()
        .expr(Expr::value(1))
        .from(cases::Entity)
        .and_where(
            Expr::col((cases::Entity, cases::Column::AgencyId)).equals((agency::Entity, agency::Column::Id)),
        )
        .cond_where(is_waking(today))
        .to_owned();
    agency::Entity::find()
        .select_only()
        .column(agency::Column::Id)
        .filter(Expr::exists(waking))
        .order_by_asc(agency::Column::Id)
}

/// At most `limit` cases to look at on a day, after a case, those that have waited longest first.
pub async fn waking(
    db: &impl ConnectionTrait,
    scope: Scope,
    today: Date,
    after: Option<&Waking>,
    limit: u64,
) -> Result<Vec<Waking>, StoreError> {
    let rows: Vec<(Uuid, i64, Date)> = select_waking(scope, today, after, limit)
        .into_tuple()
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

fn select_waking(
    scope: Scope,
    today: Date,
    after: Option<&Waking>,
    limit: u64,
) -> sea_orm::Select<cases::Entity> {
    let mut select = cases::Entity::find()
        .select_only()
        .columns([cases::Column::Id, cases::Column::Version, cases::Column::WakeOn])
        .filter(cases::Column::AgencyId.eq(scope.agency()))
        .filter(is_waking(today));
    if let Some(after) = after {
        let here = Expr::tuple([Expr::col(cases::Column::WakeOn), Expr::col(cases::Column::Id)]);
        select = select.filter(here.gt(Expr::tuple([
            Expr::value(after.wake_on),
            Expr::value(after.case.0),
        ])));
    }
    select
        .order_by_asc(cases::Column::WakeOn)
        .order_by_asc(cases::Column::Id)
        .limit(limit)
}

/// The case, if it wants to be looked at on a day.
pub async fn waking_one(
    db: &impl ConnectionTrait,
    scope: Scope,
    case: CaseId,
    today: Date,
) -> Result<Option<Waking>, StoreError> {
    let row: Option<(Uuid, i64, Date)> = cases::Entity::find_by_id(case.0)
        .select_only()
        .columns([cases::Column::Id, cases::Column::Version, cases::Column::WakeOn])
        .filter(cases::Column::AgencyId.eq(scope.agency()))
        .filter(cases::Column::WakeOn.lte(today))
        .into_tuple()
        .one(db)
        .await?;
    row.map(read).transpose()
}

/// Lets a case sleep until a day, if it still stands at the version that was looked at; a change since then has said
/// itself when the case is to be looked at. Whether it did.
pub async fn sleep(
    tx: &Tx,
    scope: Scope,
    case: CaseId,
    version: u32,
    until: Option<Date>,
) -> Result<bool, StoreError> {
    let updated = cases::Entity::update_many()
        .col_expr(cases::Column::WakeOn, Expr::value(until))
        .filter(cases::Column::Id.eq(case.0))
        .filter(cases::Column::AgencyId.eq(scope.agency()))
        .filter(cases::Column::Version.eq(i64::from(version)))
        .exec(tx)
        .await?;
    Ok(updated.rows_affected == 1)
}

/// In the words of the partial index; a case that failed has a task of its own and is left to it.
fn is_waking(today: Date) -> Condition {
    Condition::all()
        .add(Expr::col((cases::Entity, cases::Column::WakeOn)).is_not_null())
        .add(Expr::col((cases::Entity, cases::Column::WakeOn)).lte(today))
        .add(Expr::exists(own_task()).not())
}

fn own_task() -> SelectStatement {
    Query::select()
        .expr(Expr::value(1))
        .from(job::Entity)
        .and_where(Expr::col((job::Entity, job::Column::CaseId)).equals((cases::Entity, cases::Column::Id)))
        .and_where(Expr::col((job::Entity, job::Column::DoneAt)).is_null())
        .to_owned()
}

fn read((id, version, wake_on): (Uuid, i64, Date)) -> Result<Waking, StoreError> {
    let reading = Reading {
        table: "cases",
        key: &id,
    };
    Ok(Waking {
        case: CaseId(id),
        version: reading.number(version)?,
        wake_on,
    })
}

#[cfg(test)]
mod tests {
    use sea_orm::{DbBackend, QueryTrait};
    use time::macros::date;

    use super::*;
    use crate::store::plan::plan;

    /// Only cases that are due are read, in the order in which they have waited: no scan of the others, no sorting.
    #[tokio::test]
    async fn what_is_due_is_read_off_an_index_in_its_order() {
        let (scope, today) = (Scope::of(AgencyId(Uuid::nil())), date!(2026 - 11 - 20));
        let before = Waking {
            case: CaseId(Uuid::nil()),
            version: 1,
            wake_on: today,
        };
        for after in [None, Some(&before)] {
            let plan = plan(select_waking(scope, today, after, 200).build(DbBackend::Sqlite)).await;
            assert!(
                plan.contains("INDEX cases_waking (agency_id=? AND ") && plan.contains("wake_on<?"),
                "{plan}"
            );
            assert!(plan.contains("INDEX job_open_case (case_id=?"), "{plan}");
            assert!(!plan.contains("SCAN") && !plan.contains("TEMP B-TREE"), "{plan}");
        }
        let agencies = plan(select_agencies(today).build(DbBackend::Sqlite)).await;
        assert!(
            agencies.contains("INDEX cases_waking (agency_id=? AND ") && agencies.contains("wake_on<?"),
            "{agencies}"
        );
        assert!(!agencies.contains("SCAN cases"), "{agencies}");
    }
}
