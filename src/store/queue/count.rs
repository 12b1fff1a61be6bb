//! Counts that equal the rows. Open cases are few: all counts of a page are made in one pass over them. Closed ones grow
//! without end, so they are counted only as far as somebody cares to know.

use sea_orm::sea_query::{Asterisk, CaseStatement, Expr, Func, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
    QueryTrait,
};

use super::Filter;
use crate::store::{
    Scope, StoreError,
    row::cases::{Column, Entity},
};

/// How many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    Exactly(u64),
    MoreThan(u64),
}

/// How many cases the filter lets through: as many as all pages show together.
pub async fn count(db: &impl ConnectionTrait, scope: Scope, filter: &Filter) -> Result<u64, StoreError> {
    Ok(Entity::find().filter(filter.condition(scope)).count(db).await?)
}

/// How many cases each filter lets through, in their order; those that reach closed cases are counted as far as `most`.
pub async fn counts(
    db: &impl ConnectionTrait,
    scope: Scope,
    filters: &[Filter],
    most: u64,
) -> Result<Vec<Count>, StoreError> {
    let open: Vec<&Filter> = filters.iter().filter(|filter| !filter.reaches_closed()).collect();
    let mut open = of_open(db, scope, &open).await?.into_iter();
    let mut counts = Vec::with_capacity(filters.len());
    for filter in filters {
        counts.push(if filter.reaches_closed() {
            count_up_to(db, scope, filter, most).await?
        } else {
            Count::Exactly(open.next().unwrap_or_default())
        });
    }
    Ok(counts)
}

/// Of filters that let no closed cases through.
async fn of_open(
    db: &impl ConnectionTrait,
    scope: Scope,
    filters: &[&Filter],
) -> Result<Vec<u64>, StoreError> {
    if filters.is_empty() {
        return Ok(Vec::new());
    }
    let row = db.query_one(&pass(scope, filters)).await?;
    let mut counts = Vec::with_capacity(filters.len());
    for place in 0..filters.len() {
        let count: Option<i64> = match &row {
            Some(row) => row.try_get_by_index(place)?,
            None => None,
        };
        counts.push(u64::try_from(count.unwrap_or_default()).unwrap_or_default());
    }
    Ok(counts)
}

/// One pass over the open cases of the agency, or over those of whoever all filters are about.
pub(super) fn pass(scope: Scope, filters: &[&Filter]) -> SelectStatement {
    let mut select = Query::select();
    for filter in filters {
        let one = CaseStatement::new().case(filter.own_condition(), 1).finally(0);
        select.expr(Func::sum(Expr::Case(Box::new(one))));
    }
    select
        .from(Entity)
        .and_where(Column::AgencyId.eq(scope.agency()))
        .and_where(Column::ClosedAt.is_null());
    if let Some(handler) = shared(filters, |filter| filter.handler) {
        select.and_where(Column::HandlerId.eq(handler.0));
    }
    if let Some(department) = shared(filters, |filter| filter.department) {
        select.and_where(Column::DepartmentId.eq(department.0));
    }
    select
}

/// What every filter says alike.
fn shared<T: PartialEq>(filters: &[&Filter], of: impl Fn(&Filter) -> Option<T>) -> Option<T> {
    let mut all = filters.iter().map(|filter| of(filter));
    let first = all.next()??;
    all.all(|one| one.as_ref() == Some(&first)).then_some(first)
}

/// How many cases the filter lets through, counted as far as `most`.
pub async fn count_up_to(
    db: &impl ConnectionTrait,
    scope: Scope,
    filter: &Filter,
    most: u64,
) -> Result<Count, StoreError> {
    let mut found = 0;
    for part in filter.open_and_closed() {
        let row = db
            .query_one(&some(part.condition(scope), most.saturating_sub(found)))
            .await?;
        let of_part: i64 = row.map_or(Ok(0), |row| row.try_get("", "count"))?;
        found += u64::try_from(of_part).unwrap_or_default();
        if found > most {
            return Ok(Count::MoreThan(most));
        }
    }
    Ok(Count::Exactly(found))
}

/// Counts one more than `most` at most.
pub(super) fn some(condition: Condition, most: u64) -> SelectStatement {
    let found = Entity::find()
        .select_only()
        .column(Column::SortOn)
        .filter(condition)
        .limit(most + 1)
        .into_query();
    Query::select()
        .expr_as(Func::count(Expr::col(Asterisk)), "count")
        .from_subquery(found, "found")
        .to_owned()
}
