//! 网上缴费: the orders by which fees are paid at the treasury's platform. Of a letter there is one open order at most.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, NotSet, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{
    Scope, StoreError, Tx,
    convert::Reading,
    error::conflict_if_taken,
    row::fee_order::{ActiveModel, Column, Entity, Model},
};
use crate::{
    domain::id::{AgencyId, CaseId, LetterId},
    law::words,
};

const TABLE: &str = "fee_order";

words! {
    /// How an order stands.
    pub enum OrderState {
        /// It may still be paid.
        Open = "open",
        Paid = "paid",
        /// It can be paid no more.
        Closed = "closed",
    }
}

/// An order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeeOrder {
    pub id: Uuid,
    pub case: CaseId,
    /// The letter that asks for the fee.
    pub letter: LetterId,
    /// Whole yuan.
    pub yuan: u64,
    pub state: OrderState,
    /// Where the applicant pays.
    pub pay_url: Option<String>,
    pub created_at: OffsetDateTime,
    /// When the bridge was last asked.
    pub asked_at: OffsetDateTime,
    pub paid_on: Option<Date>,
    /// By what the platform knows the payment.
    pub reference: Option<String>,
    /// When the payment was recorded in the case; none where the case did not take it.
    pub recorded_at: Option<OffsetDateTime>,
}

fn row(scope: Scope, order: &FeeOrder) -> Result<ActiveModel, StoreError> {
    let reading = Reading {
        table: TABLE,
        key: &order.id,
    };
    let is_open = order.state == OrderState::Open;
    Ok(ActiveModel {
        id: Set(order.id),
        agency_id: Set(scope.agency()),
        case_id: Set(order.case.0),
        letter_id: Set(order.letter.0),
        open_key: Set(is_open.then(|| order.letter.to_string())),
        yuan: Set(reading.number(order.yuan)?),
        state: Set(order.state.to_string()),
        pay_url: Set(order.pay_url.clone()),
        created_at: Set(order.created_at.unix_timestamp()),
        asked_at: Set(order.asked_at.unix_timestamp()),
        paid_on: Set(order.paid_on),
        reference: Set(order.reference.clone()),
        recorded_at: Set(order.recorded_at.map(OffsetDateTime::unix_timestamp)),
    })
}

/// Adds an order; [`StoreError::Conflict`] where its letter has an open one.
pub async fn insert(tx: &Tx, scope: Scope, order: &FeeOrder) -> Result<(), StoreError> {
    let inserted = row(scope, order)?.insert(tx).await;
    inserted.map_err(conflict_if_taken)?;
    Ok(())
}

/// Writes how an order stands now.
pub async fn update(tx: &Tx, scope: Scope, order: &FeeOrder) -> Result<(), StoreError> {
    Entity::update_many()
        .set(ActiveModel {
            // Written, SQLite would look in every table for rows that refer to it.
            id: NotSet,
            ..row(scope, order)?
        })
        .filter(Column::Id.eq(order.id))
        .filter(Column::AgencyId.eq(scope.agency()))
        .exec(tx)
        .await?;
    Ok(())
}

pub async fn get(db: &impl ConnectionTrait, scope: Scope, id: Uuid) -> Result<Option<FeeOrder>, StoreError> {
    let row = Entity::find_by_id(id)
        .filter(Column::AgencyId.eq(scope.agency()))
        .one(db)
        .await?;
    row.map(read).transpose()
}

/// The orders of a case, the newest first.
pub async fn of_case(
    db: &impl ConnectionTrait,
    scope: Scope,
    case: CaseId,
) -> Result<Vec<FeeOrder>, StoreError> {
    let rows = Entity::find()
        .filter(Column::CaseId.eq(case.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// Of which agency an order is, for whoever knows its id: the bridge names nothing else.
pub async fn agency_of(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<AgencyId>, StoreError> {
    let found: Option<Uuid> = Entity::find_by_id(id)
        .select_only()
        .column(Column::AgencyId)
        .into_tuple()
        .one(db)
        .await?;
    Ok(found.map(AgencyId))
}

/// Open orders of all agencies of which the bridge was not asked since an instant, those first that wait longest.
pub async fn to_ask(
    db: &impl ConnectionTrait,
    before: OffsetDateTime,
    most: u64,
) -> Result<Vec<(AgencyId, Uuid)>, StoreError> {
    let found: Vec<(Uuid, Uuid)> = Entity::find()
        .select_only()
        .columns([Column::AgencyId, Column::Id])
        .filter(Column::State.eq(OrderState::Open.as_str()))
        .filter(Column::AskedAt.lt(before.unix_timestamp()))
        .order_by_asc(Column::AskedAt)
        .limit(most)
        .into_tuple()
        .all(db)
        .await?;
    Ok(found
        .into_iter()
        .map(|(agency, id)| (AgencyId(agency), id))
        .collect())
}

fn read(row: Model) -> Result<FeeOrder, StoreError> {
    let reading = Reading {
        table: TABLE,
        key: &row.id,
    };
    Ok(FeeOrder {
        id: row.id,
        case: CaseId(row.case_id),
        letter: LetterId(row.letter_id),
        yuan: reading.number(row.yuan)?,
        state: reading.parse(&row.state)?,
        created_at: reading.instant(row.created_at)?,
        asked_at: reading.instant(row.asked_at)?,
        recorded_at: row.recorded_at.map(|at| reading.instant(at)).transpose()?,
        pay_url: row.pay_url,
        paid_on: row.paid_on,
        reference: row.reference,
    })
}
