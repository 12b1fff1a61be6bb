//! What is wrong with rows: where, what, and the value that stands there, sealed.

use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use uuid::Uuid;

use crate::{
    domain::id::ImportId,
    store::{
        Scope, StoreError, Tx,
        convert::Reading,
        row::import_problem::{ActiveModel, Column, Entity, Model},
        secret::{Place, Vault},
    },
};

const TABLE: &str = "import_problem";

/// Rows of one statement.
const AT_ONCE: usize = 100;

/// Something wrong with a row. What field and kind stand for is not known here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub row: u32,
    /// Its place among those of the row, from 1.
    pub n: u32,
    pub field: String,
    pub kind: String,
    pub value: String,
}

fn place(row: Uuid) -> Place {
    Place {
        table: TABLE,
        column: "value_enc",
        row,
    }
}

/// Adds problems.
pub async fn put(
    tx: &Tx,
    vault: &Vault,
    (scope, import): (Scope, ImportId),
    problems: &[Problem],
    mut new_id: impl FnMut() -> Uuid,
) -> Result<(), StoreError> {
    for some in problems.chunks(AT_ONCE) {
        let mut rows = Vec::with_capacity(some.len());
        for problem in some {
            let id = new_id();
            let sealed = vault
                .seal(place(id), &problem.value)
                .map_err(|error| StoreError::inconsistent(TABLE, id, error))?;
            rows.push(ActiveModel {
                id: Set(id),
                import_id: Set(import.0),
                agency_id: Set(scope.agency()),
                row: Set(super::number(problem.row)),
                n: Set(super::number(problem.n)),
                field: Set(problem.field.clone()),
                kind: Set(problem.kind.clone()),
                value_enc: Set(sealed),
            });
        }
        Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// How many there are.
pub async fn count(db: &impl ConnectionTrait, scope: Scope, import: ImportId) -> Result<u64, StoreError> {
    let of = Entity::find()
        .filter(Column::ImportId.eq(import.0))
        .filter(Column::AgencyId.eq(scope.agency()));
    Ok(of.count(db).await?)
}

/// What kinds of problem a row has.
pub async fn kinds_of(
    db: &impl ConnectionTrait,
    scope: Scope,
    import: ImportId,
    row: u32,
) -> Result<Vec<String>, StoreError> {
    let kinds = Entity::find()
        .select_only()
        .column(Column::Kind)
        .filter(Column::ImportId.eq(import.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::Row.eq(super::number(row)))
        .into_tuple();
    Ok(kinds.all(db).await?)
}

/// At most `limit` of them behind a place `(row, n)`, in the order of the rows.
pub async fn page(
    db: &impl ConnectionTrait,
    vault: &Vault,
    (scope, import): (Scope, ImportId),
    after: (u32, u32),
    limit: u64,
) -> Result<Vec<Problem>, StoreError> {
    let here = Expr::tuple([Expr::col(Column::Row), Expr::col(Column::N)]);
    let after = (super::number(after.0), super::number(after.1));
    let rows = Entity::find()
        .filter(Column::ImportId.eq(import.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(sea_orm::sea_query::ExprTrait::gt(
            here,
            Expr::tuple([Expr::value(after.0), Expr::value(after.1)]),
        ))
        .order_by_asc(Column::Row)
        .order_by_asc(Column::N)
        .limit(limit)
        .all(db)
        .await?;
    rows.into_iter().map(|row| read(vault, row)).collect()
}

fn read(vault: &Vault, row: Model) -> Result<Problem, StoreError> {
    let reading = Reading {
        table: TABLE,
        key: &row.id,
    };
    Ok(Problem {
        row: reading.number(row.row)?,
        n: reading.number(row.n)?,
        value: vault
            .open(place(row.id), &row.value_enc)
            .map_err(|error| reading.bad(error))?,
        field: row.field,
        kind: row.kind,
    })
}

/// Takes all of them away.
pub async fn forget(tx: &Tx, scope: Scope, import: ImportId) -> Result<(), StoreError> {
    let delete = Query::delete()
        .from_table(Entity)
        .and_where(Column::ImportId.eq(import.0))
        .and_where(Column::AgencyId.eq(scope.agency()))
        .to_owned();
    tx.execute(&delete).await?;
    Ok(())
}
