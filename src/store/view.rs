//! Saved views of the queue, and how each person wants it shown. A view is a name for an address; it gives nobody more
//! than they may see.

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, Set,
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    Scope, StoreError, Tx,
    error::conflict_if_taken,
    row::{queue_display, saved_view},
};
use crate::domain::id::AccountId;

/// A saved view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    pub id: Uuid,
    pub owner: AccountId,
    pub name: String,
    /// The query of the address, without the question mark.
    pub query: String,
    /// Whether all of the agency see it.
    pub shared: bool,
}

/// How a person wants the queue shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Display {
    /// Words with blanks between, in the order of the page.
    pub columns: String,
    pub is_dense: bool,
    /// Whether single keys do something.
    pub has_keys: bool,
}

/// Views of a person, and those that others share with the agency; each sort by name.
pub async fn list(
    db: &impl ConnectionTrait,
    scope: Scope,
    person: AccountId,
) -> Result<Vec<SavedView>, StoreError> {
    let visible = Condition::any()
        .add(saved_view::Column::AccountId.eq(person.0))
        .add(saved_view::Column::Shared.eq(true));
    let rows = saved_view::Entity::find()
        .filter(saved_view::Column::AgencyId.eq(scope.agency()))
        .filter(visible)
        .order_by_asc(saved_view::Column::Shared)
        .order_by_asc(saved_view::Column::Name)
        .order_by_asc(saved_view::Column::Id)
        .all(db)
        .await?;
    let read = |row: saved_view::Model| SavedView {
        id: row.id,
        owner: AccountId(row.account_id),
        name: row.name,
        query: row.query,
        shared: row.shared,
    };
    Ok(rows.into_iter().map(read).collect())
}

/// How many views a person has.
pub async fn count_of(db: &impl ConnectionTrait, scope: Scope, person: AccountId) -> Result<u64, StoreError> {
    Ok(saved_view::Entity::find()
        .filter(saved_view::Column::AgencyId.eq(scope.agency()))
        .filter(saved_view::Column::AccountId.eq(person.0))
        .count(db)
        .await?)
}

/// Keeps a view. [`StoreError::Conflict`] where its owner has one of that name.
pub async fn insert(tx: &Tx, scope: Scope, view: &SavedView, at: OffsetDateTime) -> Result<(), StoreError> {
    let SavedView {
        id,
        owner,
        name,
        query,
        shared,
    } = view;
    let row = saved_view::ActiveModel {
        id: Set(*id),
        agency_id: Set(scope.agency()),
        account_id: Set(owner.0),
        name: Set(name.clone()),
        query: Set(query.clone()),
        shared: Set(*shared),
        created_at: Set(at.unix_timestamp()),
    };
    row.insert(tx).await.map_err(conflict_if_taken)?;
    Ok(())
}

/// Forgets a view of a person; false where they have none such.
pub async fn delete(tx: &Tx, scope: Scope, owner: AccountId, id: Uuid) -> Result<bool, StoreError> {
    let deleted = saved_view::Entity::delete_by_id(id)
        .filter(saved_view::Column::AgencyId.eq(scope.agency()))
        .filter(saved_view::Column::AccountId.eq(owner.0))
        .exec(tx)
        .await?;
    Ok(deleted.rows_affected == 1)
}

/// How a person wants the queue shown, once they have said so.
pub async fn display(
    db: &impl ConnectionTrait,
    scope: Scope,
    person: AccountId,
) -> Result<Option<Display>, StoreError> {
    let row = queue_display::Entity::find_by_id(person.0)
        .filter(queue_display::Column::AgencyId.eq(scope.agency()))
        .one(db)
        .await?;
    Ok(row.map(|row| Display {
        columns: row.columns,
        is_dense: row.is_dense,
        has_keys: row.has_keys,
    }))
}

pub async fn set_display(
    tx: &Tx,
    scope: Scope,
    person: AccountId,
    display: &Display,
) -> Result<(), StoreError> {
    use queue_display::Column;
    let Display {
        columns,
        is_dense,
        has_keys,
    } = display;
    let row = queue_display::ActiveModel {
        account_id: Set(person.0),
        agency_id: Set(scope.agency()),
        columns: Set(columns.clone()),
        is_dense: Set(*is_dense),
        has_keys: Set(*has_keys),
    };
    let again = OnConflict::column(Column::AccountId)
        .update_columns([Column::Columns, Column::IsDense, Column::HasKeys])
        .to_owned();
    queue_display::Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}
