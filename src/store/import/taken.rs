//! Which cases came of which row of which file. An old number is taken over once in an agency.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::sea_query::Query;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use uuid::Uuid;

use crate::{
    domain::id::{CaseId, ImportId},
    store::{
        Scope, StoreError, Tx,
        error::conflict_if_taken,
        row::{
            cases,
            imported_case::{ActiveModel, Column, Entity},
        },
    },
};

/// A case and its old number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered {
    pub case: CaseId,
    pub row: u32,
    pub number: String,
}

/// Notes that a case came of a row. [`StoreError::Conflict`] where the old number or the row was taken over already.
pub async fn put(tx: &Tx, scope: Scope, import: ImportId, taken: &Numbered) -> Result<(), StoreError> {
    let Numbered { case, row, number } = taken;
    let row = ActiveModel {
        case_id: Set(case.0),
        agency_id: Set(scope.agency()),
        import_id: Set(import.0),
        row: Set(super::number(*row)),
        old_number: Set(number.clone()),
    };
    row.insert(tx).await.map_err(conflict_if_taken)?;
    Ok(())
}

/// Those of these old numbers that the agency has taken over already.
pub async fn known_numbers(
    db: &impl ConnectionTrait,
    scope: Scope,
    numbers: &[String],
) -> Result<BTreeSet<String>, StoreError> {
    let known: Vec<String> = Entity::find()
        .select_only()
        .column(Column::OldNumber)
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::OldNumber.is_in(numbers.iter().map(String::as_str)))
        .into_tuple()
        .all(db)
        .await?;
    Ok(known.into_iter().collect())
}

/// Those of these numbers that cases of the agency bear as their own.
pub async fn old_numbers_of_ours(
    db: &impl ConnectionTrait,
    scope: Scope,
    numbers: &[String],
) -> Result<BTreeSet<String>, StoreError> {
    let known: Vec<String> = cases::Entity::find()
        .select_only()
        .column(cases::Column::Number)
        .filter(cases::Column::AgencyId.eq(scope.agency()))
        .filter(cases::Column::Number.is_in(numbers.iter().map(String::as_str)))
        .into_tuple()
        .all(db)
        .await?;
    Ok(known.into_iter().collect())
}

/// The old number of a case; none of what was not taken over.
pub async fn old_number(
    db: &impl ConnectionTrait,
    scope: Scope,
    case: CaseId,
) -> Result<Option<String>, StoreError> {
    let numbers = of_cases(db, scope, &[case]).await?;
    Ok(numbers.into_values().next())
}

async fn of_cases(
    db: &impl ConnectionTrait,
    scope: Scope,
    cases: &[CaseId],
) -> Result<BTreeMap<CaseId, String>, StoreError> {
    let rows: Vec<(Uuid, String)> = Entity::find()
        .select_only()
        .columns([Column::CaseId, Column::OldNumber])
        .filter(Column::CaseId.is_in(cases.iter().map(|case| case.0)))
        .filter(Column::AgencyId.eq(scope.agency()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(case, number)| (CaseId(case), number))
        .collect())
}

/// How many cases stand that came of an import.
pub async fn count(db: &impl ConnectionTrait, scope: Scope, import: ImportId) -> Result<u64, StoreError> {
    let of = Entity::find()
        .filter(Column::ImportId.eq(import.0))
        .filter(Column::AgencyId.eq(scope.agency()));
    Ok(of.count(db).await?)
}

/// At most `limit` cases of an import behind a row, in the order of the rows.
pub async fn cases_of(
    db: &impl ConnectionTrait,
    scope: Scope,
    import: ImportId,
    after: u32,
    limit: u64,
) -> Result<Vec<Numbered>, StoreError> {
    let rows = Entity::find()
        .filter(Column::ImportId.eq(import.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::Row.gt(super::number(after)))
        .order_by_asc(Column::Row)
        .limit(limit)
        .all(db)
        .await?;
    let read = |row: crate::store::row::imported_case::Model| Numbered {
        case: CaseId(row.case_id),
        row: u32::try_from(row.row).unwrap_or_default(),
        number: row.old_number,
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Frees the old number of a case whose import is undone.
pub async fn take_away(tx: &Tx, scope: Scope, case: CaseId) -> Result<(), StoreError> {
    let delete = Query::delete()
        .from_table(Entity)
        .and_where(Column::CaseId.eq(case.0))
        .and_where(Column::AgencyId.eq(scope.agency()))
        .to_owned();
    tx.execute(&delete).await?;
    Ok(())
}
