//! The cases of a year as the annual report counts them: found off indexes, a page at a time, with no more of each than
//! its days and the kind of its applicant. And the figures that were released.

mod released;

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use time::{Date, Month};
use uuid::Uuid;

pub use self::released::{count_released, first_released, insert, of_agency, released, sources, versions};
use super::{
    Scope, StoreError,
    convert::Reading,
    row::{carry_over, case_event, cases},
};
use crate::domain::{
    annual::{Life, Source, Years},
    applicant::ApplicantKind,
    id::CaseId,
};

/// What the tables need of a case, if it does not end in the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    pub case: CaseId,
    pub kind: ApplicantKind,
    pub life: Life,
}

/// Where a list goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// By which the list is sorted first, where it is.
    day: Option<Date>,
    case: Uuid,
}

/// Some cases, and where the next ones begin; nowhere where there are no more.
#[derive(Debug, Default)]
pub struct Page {
    pub rows: Vec<Row>,
    pub next: Option<Place>,
}

/// At most `limit` cases of an agency that are found there for a year, without those that no table counts. One may be found
/// in two places: [`Years::source_of`] says in which it counts.
pub async fn page(
    db: &impl ConnectionTrait,
    scope: Scope,
    (years, source): (Years, Source),
    after: Option<Place>,
    limit: u64,
) -> Result<Page, StoreError> {
    match source {
        Source::Left => left(db, scope, years.year, after, limit).await,
        Source::LeftBefore => left(db, scope, years.year - 1, after, limit).await,
        Source::Received | Source::Ended | Source::Unended | Source::EndedLater => {
            let found: Vec<Found> = select(scope, years, source, after)
                .limit(limit)
                .into_tuple()
                .all(db)
                .await?;
            let is_full = u64::try_from(found.len()).is_ok_and(|count| count == limit);
            let rows: Vec<Row> = found.into_iter().map(read).collect::<Result<_, _>>()?;
            let last = rows.last().filter(|_| is_full);
            Ok(Page {
                next: last.map(|row| Place {
                    day: sorted_by(source).and_then(|_| day(source, row.life)),
                    case: row.case.0,
                }),
                rows,
            })
        }
    }
}

/// A case with its kind of applicant and the days of receipt, submission and end.
type Found = (Uuid, String, Option<Date>, Option<Date>, Option<Date>);

const FOUND: [cases::Column; 5] = [
    cases::Column::Id,
    cases::Column::ApplicantKind,
    cases::Column::ReceivedOn,
    cases::Column::SubmittedOn,
    cases::Column::EndedOn,
];

fn read((id, kind, received_on, submitted_on, ended_on): Found) -> Result<Row, StoreError> {
    let reading = Reading {
        table: "cases",
        key: &id,
    };
    Ok(Row {
        case: CaseId(id),
        kind: reading.parse(&kind)?,
        life: Life {
            received_on,
            submitted_on,
            ended_on,
        },
    })
}

/// By which day the cases of a place are sorted.
fn sorted_by(source: Source) -> Option<cases::Column> {
    match source {
        Source::Received => Some(cases::Column::ReceivedOn),
        Source::Ended | Source::EndedLater => Some(cases::Column::EndedOn),
        Source::Unended | Source::Left | Source::LeftBefore => None,
    }
}

fn day(source: Source, life: Life) -> Option<Date> {
    match source {
        Source::Received => life.received_on,
        Source::Ended | Source::EndedLater => life.ended_on,
        Source::Unended | Source::Left | Source::LeftBefore => None,
    }
}

fn select(scope: Scope, years: Years, source: Source, after: Option<Place>) -> Select<cases::Entity> {
    use cases::Column::{Counted, EndedOn, Id, ReceivedOn};
    let (first, last) = (years.first_day(), years.last_day());
    let found = match source {
        // Read off the index that queues are sorted by.
        Source::Received => Condition::all()
            .add(ReceivedOn.between(first, last))
            .add(Counted.eq(true)),
        Source::Ended => is_counted().add(EndedOn.between(first, last)).add(
            Condition::any()
                .add(ReceivedOn.lt(first))
                .add(ReceivedOn.is_null()),
        ),
        Source::EndedLater => is_counted().add(EndedOn.gt(last)).add(ReceivedOn.lt(first)),
        Source::Unended | Source::Left | Source::LeftBefore => {
            is_counted().add(EndedOn.is_null()).add(ReceivedOn.lt(first))
        }
    };
    let mut select = cases::Entity::find()
        .select_only()
        .columns(FOUND)
        .filter(cases::Column::AgencyId.eq(scope.agency()))
        .filter(found);
    let sorted_by = sorted_by(source);
    if let Some(Place { day, case }) = after {
        select = match sorted_by {
            Some(column) => {
                let here = Expr::tuple([Expr::col(column), Expr::col(Id)]);
                select.filter(here.gt(Expr::tuple([Expr::value(day), Expr::value(case)])))
            }
            None => select.filter(Id.gt(case)),
        };
    }
    if let Some(column) = sorted_by {
        select = select.order_by_asc(column);
    }
    select.order_by_asc(Id)
}

/// In the words of the partial index.
fn is_counted() -> Condition {
    Condition::all().add(Expr::cust("counted = TRUE"))
}

async fn left(
    db: &impl ConnectionTrait,
    scope: Scope,
    year: i32,
    after: Option<Place>,
    limit: u64,
) -> Result<Page, StoreError> {
    let mut kept = carry_over::Entity::find()
        .select_only()
        .column(carry_over::Column::CaseId)
        .filter(carry_over::Column::AgencyId.eq(scope.agency()))
        .filter(carry_over::Column::Year.eq(year));
    if let Some(after) = after {
        kept = kept.filter(carry_over::Column::CaseId.gt(after.case));
    }
    let ids: Vec<Uuid> = kept
        .order_by_asc(carry_over::Column::CaseId)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    let is_full = u64::try_from(ids.len()).is_ok_and(|count| count == limit);
    let next = ids.last().filter(|_| is_full);
    let next = next.map(|case| Place {
        day: None,
        case: *case,
    });
    let rows: Vec<Found> = cases::Entity::find()
        .select_only()
        .columns(FOUND)
        .filter(cases::Column::Id.is_in(ids))
        .filter(cases::Column::AgencyId.eq(scope.agency()))
        .filter(cases::Column::Counted.eq(true))
        .into_tuple()
        .all(db)
        .await?;
    Ok(Page {
        rows: rows.into_iter().map(read).collect::<Result<_, _>>()?,
        next,
    })
}

/// Which years left these cases to the next; of those that none left, nothing.
pub async fn left_by(
    db: &impl ConnectionTrait,
    scope: Scope,
    cases: impl IntoIterator<Item = CaseId>,
) -> Result<BTreeMap<CaseId, BTreeSet<i32>>, StoreError> {
    let ids = cases.into_iter().map(|case| case.0);
    let rows: Vec<(Uuid, i32)> = carry_over::Entity::find()
        .select_only()
        .columns([carry_over::Column::CaseId, carry_over::Column::Year])
        .filter(carry_over::Column::CaseId.is_in(ids))
        .filter(carry_over::Column::AgencyId.eq(scope.agency()))
        .into_tuple()
        .all(db)
        .await?;
    let mut left_by: BTreeMap<CaseId, BTreeSet<i32>> = BTreeMap::new();
    for (case, year) in rows {
        left_by.entry(CaseId(case)).or_default().insert(year);
    }
    Ok(left_by)
}

/// At most `limit` cases of an agency that were ever contested, after one of them, in the order of their ids.
pub async fn contested(
    db: &impl ConnectionTrait,
    scope: Scope,
    after: Option<CaseId>,
    limit: u64,
) -> Result<Vec<CaseId>, StoreError> {
    let ids: Vec<Uuid> = select_contested(scope, after)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().map(CaseId).collect())
}

fn select_contested(scope: Scope, after: Option<CaseId>) -> Select<case_event::Entity> {
    let mut select = case_event::Entity::find()
        .select_only()
        .column(case_event::Column::CaseId)
        .filter(case_event::Column::AgencyId.eq(scope.agency()))
        // In the words of the partial index.
        .filter(Expr::cust("kind = 'appeal'"));
    if let Some(after) = after {
        select = select.filter(case_event::Column::CaseId.gt(after.0));
    }
    select
        .group_by(case_event::Column::CaseId)
        .order_by_asc(case_event::Column::CaseId)
}

/// At most `limit` cases numbered in a year that no table counts, after one of them, in the order of their ids.
pub async fn uncounted(
    db: &impl ConnectionTrait,
    scope: Scope,
    year: i32,
    after: Option<CaseId>,
    limit: u64,
) -> Result<Vec<CaseId>, StoreError> {
    let ids: Vec<Uuid> = select_uncounted(scope, year, after)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().map(CaseId).collect())
}

fn select_uncounted(scope: Scope, year: i32, after: Option<CaseId>) -> Select<cases::Entity> {
    let mut select = cases::Entity::find()
        .select_only()
        .column(cases::Column::Id)
        .filter(cases::Column::AgencyId.eq(scope.agency()))
        .filter(cases::Column::Year.eq(year))
        // In the words of the partial index.
        .filter(Expr::cust("counted = FALSE"));
    if let Some(after) = after {
        select = select.filter(cases::Column::Id.gt(after.0));
    }
    select.order_by_asc(cases::Column::Id)
}

/// How many cases were submitted by the end of a year whose receipt was not settled by then, and which had not ended.
pub async fn count_unreceived(
    db: &impl ConnectionTrait,
    scope: Scope,
    years: Years,
) -> Result<u64, StoreError> {
    let last = years.last_day();
    let next_last = Date::from_calendar_date(years.year + 1, Month::December, 31).unwrap_or(Date::MAX);
    let waiting = |receipt: Condition| {
        cases::Entity::find()
            .filter(cases::Column::AgencyId.eq(scope.agency()))
            .filter(cases::Column::Counted.eq(true))
            .filter(cases::Column::SubmittedOn.lte(last))
            .filter(receipt)
    };
    let not_yet = Condition::all().add(cases::Column::ReceivedOn.is_null()).add(
        Condition::any()
            .add(cases::Column::EndedOn.is_null())
            .add(cases::Column::EndedOn.gt(last)),
    );
    let afterwards = Condition::all()
        .add(cases::Column::ReceivedOn.gt(last))
        .add(cases::Column::ReceivedOn.lte(next_last));
    Ok(waiting(not_yet).count(db).await? + waiting(afterwards).count(db).await?)
}

#[cfg(test)]
mod tests {
    use sea_orm::{DbBackend, QueryTrait};
    use time::macros::date;

    use super::*;
    use crate::{domain::id::AgencyId, store::plan::plan};

    /// However many cases an agency has, a page of a year reads a page of an index: no scan, no sorting.
    #[tokio::test]
    async fn the_cases_of_a_year_are_read_off_indexes_in_their_order() {
        let scope = Scope::of(AgencyId(Uuid::nil()));
        let years = Years {
            year: 2026,
            closed: None,
        };
        let after = Place {
            day: Some(date!(2026 - 03 - 01)),
            case: Uuid::nil(),
        };
        for (source, index) in [
            (Source::Received, "INDEX cases_received (agency_id=? AND "),
            (Source::Ended, "INDEX cases_counted_ended (agency_id=? AND "),
            (Source::EndedLater, "INDEX cases_counted_ended (agency_id=? AND "),
            (
                Source::Unended,
                "INDEX cases_counted_ended (agency_id=? AND ended_on=?",
            ),
        ] {
            for after in [None, Some(after)] {
                let query = select(scope, years, source, after).limit(200);
                let plan = plan(query.build(DbBackend::Sqlite)).await;
                assert!(plan.contains(index), "{source:?}: {plan}");
                assert!(!plan.contains("SCAN") && !plan.contains("TEMP B-TREE"), "{plan}");
            }
        }
        for after in [None, Some(CaseId(Uuid::nil()))] {
            let contested = select_contested(scope, after).limit(200);
            let uncounted = select_uncounted(scope, 2026, after).limit(200);
            for (query, index) in [
                (
                    contested.build(DbBackend::Sqlite),
                    "INDEX case_event_appeal (agency_id=?",
                ),
                (
                    uncounted.build(DbBackend::Sqlite),
                    "INDEX cases_uncounted (agency_id=? AND year=?",
                ),
            ] {
                let plan = plan(query).await;
                assert!(plan.contains(index), "{plan}");
                assert!(!plan.contains("SCAN") && !plan.contains("TEMP B-TREE"), "{plan}");
            }
        }
    }
}
