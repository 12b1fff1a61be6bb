//! Agencies and their departments. Which agencies there are is public; what is theirs is not.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, NotSet, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

use super::{
    Scope, StoreError, Tx,
    convert::{Reading, json},
    row::{agency, department},
};
use crate::domain::{
    agency::{Agency, Department},
    digest::Digest,
    id::{AgencyId, DepartmentId},
    numbering::Numbering,
};

/// Adds an agency; [`StoreError::Conflict`] where its name in addresses or its code is taken.
pub async fn insert(tx: &Tx, agency: &Agency) -> Result<(), StoreError> {
    let inserted = row(agency).insert(tx).await;
    inserted.map_err(super::error::conflict_if_taken)?;
    Ok(())
}

/// Writes what the administrator changed; whether there is such an agency.
pub async fn update(tx: &Tx, agency: &Agency) -> Result<bool, StoreError> {
    let changed = agency::ActiveModel {
        // Written, SQLite would look in every table for rows that refer to it.
        id: NotSet,
        ..row(agency)
    };
    let updated = agency::Entity::update_many()
        .set(changed)
        .filter(agency::Column::Id.eq(agency.id.0))
        .exec(tx)
        .await?;
    Ok(updated.rows_affected == 1)
}

/// Writes how the agency numbers, if it is still numbered as `seen` says; [`StoreError::Conflict`] where somebody has
/// changed that meanwhile.
pub async fn renumber(tx: &Tx, scope: Scope, seen: Digest, numbering: &Numbering) -> Result<(), StoreError> {
    let row = agency::Entity::find_by_id(scope.agency()).one(tx).await?;
    let row = row.ok_or(StoreError::Conflict)?;
    let stored = row.numbering.clone();
    if read(row)?.numbering.digest() != seen {
        return Err(StoreError::Conflict);
    }
    let updated = agency::Entity::update_many()
        .col_expr(agency::Column::Numbering, Expr::value(json(numbering)))
        .filter(agency::Column::Id.eq(scope.agency()))
        .filter(agency::Column::Numbering.eq(stored))
        .exec(tx)
        .await?;
    match updated.rows_affected {
        1 => Ok(()),
        _ => Err(StoreError::Conflict),
    }
}

fn row(agency: &Agency) -> agency::ActiveModel {
    let Agency {
        id,
        key,
        name,
        short_name,
        kind,
        region,
        guide,
        numbering,
        organs,
        courts,
    } = agency;
    agency::ActiveModel {
        id: Set(id.0),
        key: Set(key.clone()),
        name: Set(name.clone()),
        short_name: Set(short_name.clone()),
        kind: Set(kind.to_string()),
        region: Set(region.clone()),
        guide: Set(json(guide)),
        numbering: Set(json(numbering)),
        organs: Set(json(organs)),
        courts: Set(json(courts)),
        active: Set(true),
    }
}

/// Every active agency, by name: the list that the portal shows.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<Agency>, StoreError> {
    let rows = agency::Entity::find()
        .filter(agency::Column::Active.eq(true))
        .order_by_asc(agency::Column::Name)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// The agency with this name in addresses.
pub async fn by_key(db: &impl ConnectionTrait, key: &str) -> Result<Option<Agency>, StoreError> {
    let row = agency::Entity::find()
        .filter(agency::Column::Key.eq(key))
        .filter(agency::Column::Active.eq(true))
        .one(db)
        .await?;
    row.map(read).transpose()
}

/// The agency of the scope.
pub async fn get(db: &impl ConnectionTrait, scope: Scope) -> Result<Option<Agency>, StoreError> {
    agency::Entity::find_by_id(scope.agency())
        .one(db)
        .await?
        .map(read)
        .transpose()
}

/// An agency and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    pub id: AgencyId,
    pub name: String,
    pub region: String,
}

/// Every agency, whether active or not, in the order of their ids: a calendar holds for all of a region.
pub async fn located(db: &impl ConnectionTrait) -> Result<Vec<Located>, StoreError> {
    let rows: Vec<(uuid::Uuid, String, String)> = agency::Entity::find()
        .select_only()
        .columns([agency::Column::Id, agency::Column::Name, agency::Column::Region])
        .order_by_asc(agency::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    let located = |(id, name, region)| Located {
        id: AgencyId(id),
        name,
        region,
    };
    Ok(rows.into_iter().map(located).collect())
}

fn read(row: agency::Model) -> Result<Agency, StoreError> {
    let reading = Reading {
        table: "agency",
        key: &row.id,
    };
    Ok(Agency {
        id: AgencyId(row.id),
        kind: reading.parse(&row.kind)?,
        guide: reading.json(&row.guide)?,
        numbering: reading.json(&row.numbering)?,
        organs: reading.json(&row.organs)?,
        courts: reading.json(&row.courts)?,
        key: row.key,
        name: row.name,
        short_name: row.short_name,
        region: row.region,
    })
}

/// Adds a department at a place in the list.
pub async fn insert_department(tx: &Tx, department: &Department, position: i32) -> Result<(), StoreError> {
    let Department {
        id,
        agency,
        name,
        active,
    } = department;
    let row = department::ActiveModel {
        id: Set(id.0),
        agency_id: Set(agency.0),
        name: Set(name.clone()),
        position: Set(position),
        active: Set(*active),
    };
    row.insert(tx).await?;
    Ok(())
}

/// The departments of the agency, in its order; those that were switched off as well, whose names history still needs.
pub async fn departments(db: &impl ConnectionTrait, scope: Scope) -> Result<Vec<Department>, StoreError> {
    let rows = department::Entity::find()
        .filter(department::Column::AgencyId.eq(scope.agency()))
        .order_by_asc(department::Column::Position)
        .order_by_asc(department::Column::Id)
        .all(db)
        .await?;
    let read = |row: department::Model| Department {
        id: DepartmentId(row.id),
        agency: AgencyId(row.agency_id),
        name: row.name,
        active: row.active,
    };
    Ok(rows.into_iter().map(read).collect())
}
