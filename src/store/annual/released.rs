//! Figures as they were released: rows that are added and never altered.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Select, Set,
};
use uuid::Uuid;

use crate::{
    domain::{
        annual::Released,
        id::{AccountId, AgencyId},
    },
    store::{
        Scope, StoreError, Tx,
        convert::{Reading, json},
        error::conflict_if_taken,
        row::annual_figures::{ActiveModel, Column, Entity, Model},
    },
};

/// Adds figures of an agency. [`StoreError::Conflict`] where somebody else has released this version meanwhile.
pub async fn insert(tx: &Tx, scope: Scope, released: &Released) -> Result<(), StoreError> {
    let Released {
        version,
        figures,
        by,
        at,
        on,
        because,
    } = released;
    let row = ActiveModel {
        agency_id: Set(scope.agency()),
        year: Set(figures.year),
        version: Set(*version),
        figures: Set(json(figures)),
        released_by: Set(by.0),
        released_at: Set(at.unix_timestamp()),
        released_on: Set(*on),
        because: Set(because.clone()),
    };
    row.insert(tx).await.map_err(conflict_if_taken)?;
    Ok(())
}

/// What an agency has released of a year: the latest.
pub async fn released(
    db: &impl ConnectionTrait,
    scope: Scope,
    year: i32,
) -> Result<Option<Released>, StoreError> {
    let row = of_year(scope, year).one(db).await?;
    row.map(read).transpose()
}

/// All that an agency has released of a year, the latest first.
pub async fn versions(
    db: &impl ConnectionTrait,
    scope: Scope,
    year: i32,
) -> Result<Vec<Released>, StoreError> {
    let rows = of_year(scope, year).all(db).await?;
    rows.into_iter().map(read).collect()
}

fn of_year(scope: Scope, year: i32) -> Select<Entity> {
    Entity::find()
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::Year.eq(year))
        .order_by_desc(Column::Version)
}

/// The first year of which an agency has released figures.
pub async fn first_released(db: &impl ConnectionTrait, scope: Scope) -> Result<Option<i32>, StoreError> {
    let first = Entity::find()
        .select_only()
        .column(Column::Year)
        .filter(Column::AgencyId.eq(scope.agency()))
        .order_by_asc(Column::Year)
        .limit(1);
    Ok(first.into_tuple().one(db).await?)
}

/// All that an agency has released, the latest year first and of each the latest version first.
pub async fn of_agency(db: &impl ConnectionTrait, scope: Scope) -> Result<Vec<Released>, StoreError> {
    let rows = Entity::find()
        .filter(Column::AgencyId.eq(scope.agency()))
        .order_by_desc(Column::Year)
        .order_by_desc(Column::Version)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// Whose figures of which years are released, of all agencies, by the index of the first releases. Without a scope: they
/// are for everybody.
pub async fn sources(
    db: &impl ConnectionTrait,
    (before, most): (u64, u64),
) -> Result<Vec<(AgencyId, i32)>, StoreError> {
    let rows: Vec<(Uuid, i32)> = Entity::find()
        .select_only()
        .columns([Column::AgencyId, Column::Year])
        .filter(is_first())
        .order_by_asc(Column::AgencyId)
        .order_by_asc(Column::Year)
        .offset(before)
        .limit(most)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(agency, year)| (AgencyId(agency), year))
        .collect())
}

/// Of how many years figures are released, of all agencies together. Without a scope, as they are for everybody.
pub async fn count_released(db: &impl ConnectionTrait) -> Result<u64, StoreError> {
    let first = Entity::find()
        .select_only()
        .column(Column::Year)
        .filter(is_first());
    Ok(first.count(db).await?)
}

/// In the words of the partial index.
fn is_first() -> Condition {
    Condition::all().add(Expr::cust("version = 1"))
}

fn read(row: Model) -> Result<Released, StoreError> {
    let reading = Reading {
        table: "annual_figures",
        key: &row.agency_id,
    };
    Ok(Released {
        version: row.version,
        figures: reading.json(&row.figures)?,
        by: AccountId(row.released_by),
        at: reading.instant(row.released_at)?,
        on: row.released_on,
        because: row.because,
    })
}
