//! What reviewers decided in a stretch of time.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use time::OffsetDateTime;

use crate::{
    domain::id::CaseId,
    store::{Scope, StoreError, row::case_event},
};

/// A place in the list of [`decided_between`]: second, case, place in its history.
pub type Decided = (i64, CaseId, u32);

/// At most `limit` places of the agency's histories, from a moment until before another, at which a reviewer may have
/// decided, in the order of time. In the words of the partial index, so that it is used.
pub async fn decided_between(
    db: &impl ConnectionTrait,
    scope: Scope,
    (from, until): (OffsetDateTime, OffsetDateTime),
    after: Option<Decided>,
    limit: u64,
) -> Result<Vec<Decided>, StoreError> {
    let mut select = case_event::Entity::find()
        .select_only()
        .column(case_event::Column::At)
        .column(case_event::Column::CaseId)
        .column(case_event::Column::Seq)
        .filter(case_event::Column::AgencyId.eq(scope.agency()))
        .filter(case_event::Column::At.gte(from.unix_timestamp()))
        .filter(case_event::Column::At.lt(until.unix_timestamp()))
        .filter(Expr::cust("kind IN ('step_approved', 'sent_back', 'notice')"));
    if let Some((at, case, seq)) = after {
        let here = Expr::tuple([
            Expr::col(case_event::Column::At),
            Expr::col(case_event::Column::CaseId),
            Expr::col(case_event::Column::Seq),
        ]);
        let there = Expr::tuple([Expr::value(at), Expr::value(case.0), Expr::value(i64::from(seq))]);
        select = select.filter(here.gt(there));
    }
    let places: Vec<(i64, uuid::Uuid, i64)> = select
        .order_by_asc(case_event::Column::At)
        .order_by_asc(case_event::Column::CaseId)
        .order_by_asc(case_event::Column::Seq)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    places
        .into_iter()
        .map(|(at, case, seq)| {
            let seq =
                u32::try_from(seq).map_err(|error| StoreError::inconsistent("case_event", case, error))?;
            Ok((at, CaseId(case), seq))
        })
        .collect()
}
