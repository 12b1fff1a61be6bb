//! What belongs to the catalogue besides its entries: tables that were brought and not taken over yet, and the feeds that
//! the program fetches.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    Scope, StoreError, Tx,
    convert::Reading,
    row::{catalogue_feed, catalogue_plan},
};
use crate::domain::{
    catalogue::{Link, Origin},
    id::{AccountId, AgencyId},
};

/// A table or a feed that somebody has brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub id: Uuid,
    pub by: AccountId,
    pub origin: Origin,
    /// What the file is called.
    pub called: String,
    /// Its rows, as whoever brought them keeps them.
    pub body: String,
    pub at: OffsetDateTime,
}

/// Keeps what somebody has brought, in the place of what they brought before.
pub async fn put_plan(tx: &Tx, scope: Scope, plan: &Plan) -> Result<(), StoreError> {
    let Plan {
        id,
        by,
        origin,
        called,
        body,
        at,
    } = plan;
    drop_plan(tx, scope, *by).await?;
    let row = catalogue_plan::ActiveModel {
        account_id: Set(by.0),
        agency_id: Set(scope.agency()),
        id: Set(*id),
        origin: Set(origin.to_string()),
        called: Set(called.clone()),
        body: Set(body.clone()),
        created_at: Set(at.unix_timestamp()),
    };
    row.insert(tx).await?;
    Ok(())
}

/// What somebody has brought.
pub async fn plan(
    db: &impl ConnectionTrait,
    scope: Scope,
    by: AccountId,
) -> Result<Option<Plan>, StoreError> {
    let row = catalogue_plan::Entity::find_by_id(by.0)
        .filter(catalogue_plan::Column::AgencyId.eq(scope.agency()))
        .one(db)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let reading = Reading {
        table: "catalogue_plan",
        key: &row.id,
    };
    Ok(Some(Plan {
        id: row.id,
        by,
        origin: reading.parse(&row.origin)?,
        at: reading.instant(row.created_at)?,
        called: row.called,
        body: row.body,
    }))
}

/// Takes away what somebody has brought.
pub async fn drop_plan(tx: &Tx, scope: Scope, by: AccountId) -> Result<(), StoreError> {
    let delete = Query::delete()
        .from_table(catalogue_plan::Entity)
        .and_where(Expr::col(catalogue_plan::Column::AccountId).eq(by.0))
        .and_where(Expr::col(catalogue_plan::Column::AgencyId).eq(scope.agency()))
        .to_owned();
    tx.execute(&delete).await?;
    Ok(())
}

/// A feed of an agency's own site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    pub id: Uuid,
    pub address: Link,
    /// Whether it is fetched.
    pub active: bool,
    /// By whom it was added.
    pub by: Option<AccountId>,
    pub at: OffsetDateTime,
    /// When it was fetched last, and how that went, in the program's own words.
    pub fetched: Option<(OffsetDateTime, String)>,
}

/// Adds a feed. [`StoreError::Conflict`] where the agency has this one.
pub async fn add_feed(tx: &Tx, scope: Scope, feed: &Feed) -> Result<(), StoreError> {
    let Feed {
        id,
        address,
        active,
        by,
        at,
        fetched: _,
    } = feed;
    let row = catalogue_feed::ActiveModel {
        id: Set(*id),
        agency_id: Set(scope.agency()),
        address: Set(address.to_string()),
        active: Set(*active),
        account_id: Set(by.map(|by| by.0)),
        created_at: Set(at.unix_timestamp()),
        fetched_at: Set(None),
        outcome: Set(None),
    };
    let written = catalogue_feed::Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    if written == 1 {
        Ok(())
    } else {
        Err(StoreError::Conflict)
    }
}

/// The feeds of an agency, in the order in which they were added.
pub async fn feeds(db: &impl ConnectionTrait, scope: Scope) -> Result<Vec<Feed>, StoreError> {
    let rows = catalogue_feed::Entity::find()
        .filter(catalogue_feed::Column::AgencyId.eq(scope.agency()))
        .order_by_asc(catalogue_feed::Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// One feed of an agency.
pub async fn feed(db: &impl ConnectionTrait, scope: Scope, id: Uuid) -> Result<Option<Feed>, StoreError> {
    let row = catalogue_feed::Entity::find_by_id(id)
        .filter(catalogue_feed::Column::AgencyId.eq(scope.agency()))
        .one(db)
        .await?;
    row.map(read).transpose()
}

/// Every feed that is fetched, with its agency. Without a scope: it is the program that asks, for all of them.
pub async fn all_active(db: &impl ConnectionTrait) -> Result<Vec<(AgencyId, Uuid)>, StoreError> {
    let rows: Vec<(Uuid, Uuid)> = catalogue_feed::Entity::find()
        .select_only()
        .column(catalogue_feed::Column::AgencyId)
        .column(catalogue_feed::Column::Id)
        .filter(catalogue_feed::Column::Active.eq(true))
        .order_by_asc(catalogue_feed::Column::AgencyId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(agency, id)| (AgencyId(agency), id))
        .collect())
}

/// Switches a feed on or off; whether there was one.
pub async fn switch_feed(tx: &Tx, scope: Scope, id: Uuid, active: bool) -> Result<bool, StoreError> {
    let done = catalogue_feed::Entity::update_many()
        .col_expr(catalogue_feed::Column::Active, Expr::value(active))
        .filter(catalogue_feed::Column::Id.eq(id))
        .filter(catalogue_feed::Column::AgencyId.eq(scope.agency()))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Notes how fetching a feed went.
pub async fn note_fetched(
    tx: &Tx,
    scope: Scope,
    id: Uuid,
    (at, outcome): (OffsetDateTime, &str),
) -> Result<(), StoreError> {
    catalogue_feed::Entity::update_many()
        .col_expr(
            catalogue_feed::Column::FetchedAt,
            Expr::value(at.unix_timestamp()),
        )
        .col_expr(catalogue_feed::Column::Outcome, Expr::value(outcome))
        .filter(catalogue_feed::Column::Id.eq(id))
        .filter(catalogue_feed::Column::AgencyId.eq(scope.agency()))
        .exec(tx)
        .await?;
    Ok(())
}

fn read(row: catalogue_feed::Model) -> Result<Feed, StoreError> {
    let reading = Reading {
        table: "catalogue_feed",
        key: &row.id,
    };
    let address = Link::try_from(row.address).map_err(|error| reading.bad(error))?;
    let fetched_at = row.fetched_at.map(|at| reading.instant(at)).transpose()?;
    Ok(Feed {
        id: row.id,
        address,
        active: row.active,
        by: row.account_id.map(AccountId),
        at: reading.instant(row.created_at)?,
        fetched: fetched_at.zip(row.outcome),
    })
}
