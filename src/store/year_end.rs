//! What a year leaves to the next: the cases, kept a year and an agency, until the year is closed and for ever after.

use std::collections::BTreeSet;

use sea_orm::sea_query::{Expr, OnConflict, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use time::{Date, Month, OffsetDateTime};
use uuid::Uuid;

use super::{
    Scope, StoreError, Tx,
    convert::Reading,
    row::{carry_over, cases, year_end},
};
use crate::domain::{applicant::ApplicantKind, id::CaseId};

/// How far a year is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearEnd {
    pub year: i32,
    pub settled_on: Date,
    /// Whether what it leaves is fixed for ever.
    pub closed: bool,
}

/// The years that an agency has settled, in their order.
pub async fn years(db: &impl ConnectionTrait, scope: Scope) -> Result<Vec<YearEnd>, StoreError> {
    let rows = year_end::Entity::find()
        .filter(year_end::Column::AgencyId.eq(scope.agency()))
        .order_by_asc(year_end::Column::Year)
        .all(db)
        .await?;
    let read = |row: year_end::Model| YearEnd {
        year: row.year,
        settled_on: row.settled_on,
        closed: row.closed_at.is_some(),
    };
    Ok(rows.into_iter().map(read).collect())
}

/// The year in which an agency received its first application.
pub async fn first_year(db: &impl ConnectionTrait, scope: Scope) -> Result<Option<i32>, StoreError> {
    let first: Option<Option<Date>> = cases::Entity::find()
        .select_only()
        .column_as(cases::Column::ReceivedOn.min(), "first")
        .filter(cases::Column::AgencyId.eq(scope.agency()))
        .into_tuple()
        .one(db)
        .await?;
    Ok(first.flatten().map(Date::year))
}

/// Brings what a year leaves up to what is known on a day. A year that is closed stays as it is.
pub async fn settle(tx: &Tx, scope: Scope, year: i32, on: Date) -> Result<(), StoreError> {
    if !mark(tx, scope, year, on).await? {
        return Ok(());
    }
    let delete = Query::delete()
        .from_table(carry_over::Entity)
        .and_where(carry_over::Column::AgencyId.eq(scope.agency()))
        .and_where(carry_over::Column::Year.eq(year))
        .and_where(carry_over::Column::CaseId.not_in_subquery(left_now(scope, year, [cases::Column::Id])))
        .to_owned();
    tx.execute(&delete).await?;
    let mut select = left_now(scope, year, [cases::Column::AgencyId]);
    select.expr(Expr::value(year));
    select.columns([cases::Column::Id, cases::Column::ApplicantKind]);
    let mut insert = Query::insert();
    insert
        .into_table(carry_over::Entity)
        .columns([
            carry_over::Column::AgencyId,
            carry_over::Column::Year,
            carry_over::Column::CaseId,
            carry_over::Column::ApplicantKind,
        ])
        .on_conflict(OnConflict::new().do_nothing().to_owned());
    insert
        .select_from(select)
        .map_err(|error| StoreError::inconsistent("carry_over", year, error))?;
    tx.execute(&insert).await?;
    Ok(())
}

/// The cases that the report counts and that a year leaves by their dates: as `domain::carry_over::is_left` has it, which
/// a test holds against it.
fn left_now<const N: usize>(scope: Scope, year: i32, columns: [cases::Column; N]) -> SelectStatement {
    let last = Date::from_calendar_date(year, Month::December, 31).unwrap_or(Date::MAX);
    let not_ended = Condition::any()
        .add(cases::Column::EndedOn.is_null())
        .add(cases::Column::EndedOn.gt(last));
    Query::select()
        .columns(columns)
        .from(cases::Entity)
        .and_where(cases::Column::AgencyId.eq(scope.agency()))
        .and_where(cases::Column::Counted.eq(true))
        .and_where(cases::Column::ReceivedOn.lte(last))
        .cond_where(not_ended)
        .to_owned()
}

/// Notes how far a year is settled; whether it is open. Whoever settles it at the same time waits here.
async fn mark(tx: &Tx, scope: Scope, year: i32, on: Date) -> Result<bool, StoreError> {
    let row = year_end::ActiveModel {
        agency_id: Set(scope.agency()),
        year: Set(year),
        settled_on: Set(on),
        closed_at: Set(None),
    };
    year_end::Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    let updated = year_end::Entity::update_many()
        .col_expr(year_end::Column::SettledOn, Expr::value(on))
        .filter(year_end::Column::AgencyId.eq(scope.agency()))
        .filter(year_end::Column::Year.eq(year))
        .filter(year_end::Column::ClosedAt.is_null())
        .exec(tx)
        .await?;
    Ok(updated.rows_affected == 1)
}

/// Fixes what a year leaves, for ever; whether it was open.
pub async fn close(tx: &Tx, scope: Scope, year: i32, now: OffsetDateTime) -> Result<bool, StoreError> {
    let updated = year_end::Entity::update_many()
        .col_expr(year_end::Column::ClosedAt, Expr::value(now.unix_timestamp()))
        .filter(year_end::Column::AgencyId.eq(scope.agency()))
        .filter(year_end::Column::Year.eq(year))
        .filter(year_end::Column::ClosedAt.is_null())
        .exec(tx)
        .await?;
    Ok(updated.rows_affected == 1)
}

/// The cases that a year leaves to the next, each with the kind of its applicant, which is the column of the report.
pub async fn left(
    db: &impl ConnectionTrait,
    scope: Scope,
    year: i32,
) -> Result<Vec<(CaseId, ApplicantKind)>, StoreError> {
    let rows = carry_over::Entity::find()
        .filter(carry_over::Column::AgencyId.eq(scope.agency()))
        .filter(carry_over::Column::Year.eq(year))
        .order_by_asc(carry_over::Column::CaseId)
        .all(db)
        .await?;
    let read = |row: carry_over::Model| {
        let reading = Reading {
            table: "carry_over",
            key: &row.case_id,
        };
        Ok((CaseId(row.case_id), reading.parse(&row.applicant_kind)?))
    };
    rows.into_iter().map(read).collect()
}

/// The years that left a case to the next.
pub async fn left_by(
    db: &impl ConnectionTrait,
    scope: Scope,
    case: CaseId,
) -> Result<BTreeSet<i32>, StoreError> {
    let years: Vec<i32> = carry_over::Entity::find()
        .select_only()
        .column(carry_over::Column::Year)
        .filter(carry_over::Column::AgencyId.eq(scope.agency()))
        .filter(carry_over::Column::CaseId.eq(case.0))
        .into_tuple()
        .all(db)
        .await?;
    Ok(years.into_iter().collect())
}

/// Every agency, active or not: a year ends for all of them. Without a scope, as it is the program that asks.
pub async fn agencies(db: &impl ConnectionTrait) -> Result<Vec<Scope>, StoreError> {
    use super::row::agency;
    let ids: Vec<Uuid> = agency::Entity::find()
        .select_only()
        .column(agency::Column::Id)
        .order_by_asc(agency::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    let scope = |id| Scope::of(crate::domain::id::AgencyId(id));
    Ok(ids.into_iter().map(scope).collect())
}
