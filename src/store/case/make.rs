//! Rows that an older program wrote: they do not tell what rows tell today, until they are written anew.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{Open, OpenCases, histories, opened};
use crate::{
    domain::{
        id::{AgencyId, CaseId},
        summary,
    },
    store::{Scope, StoreError, Tx, row::cases},
};

/// At most `limit` cases, of whatever agency, whose row is of an older make. Without a scope: it is the program that asks.
pub async fn of_older_make(
    db: &impl ConnectionTrait,
    limit: u64,
) -> Result<Vec<(AgencyId, CaseId)>, StoreError> {
    let rows: Vec<(Uuid, Uuid)> = cases::Entity::find()
        .select_only()
        .columns([cases::Column::AgencyId, cases::Column::Id])
        .filter(cases::Column::Make.lt(summary::MAKE))
        .order_by_asc(cases::Column::Make)
        .order_by_asc(cases::Column::Id)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    let read = |(agency, case)| (AgencyId(agency), CaseId(case));
    Ok(rows.into_iter().map(read).collect())
}

/// These cases of the agency, folded from their events; those that it does not have are left out.
pub async fn open_these(
    db: &impl ConnectionTrait,
    scope: Scope,
    ids: &[CaseId],
) -> Result<OpenCases, StoreError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let (histories, broken) = histories(db, scope, &ids).await?;
    let mut found = OpenCases::default();
    for (id, history) in histories {
        match opened(CaseId(id), &history) {
            Some(open) if !broken.contains(&id) => found.cases.push(open),
            Some(_) | None => found.broken.push(CaseId(id)),
        }
    }
    let told = found.cases.iter().map(|open: &Open| open.case.id.0);
    let told: Vec<Uuid> = told.chain(found.broken.iter().map(|id| id.0)).collect();
    found
        .broken
        .extend(ids.into_iter().filter(|id| !told.contains(id)).map(CaseId));
    Ok(found)
}

/// Lets the rows of these cases be as they are: their histories do not read back.
pub async fn pass_over(tx: &Tx, scope: Scope, ids: &[CaseId]) -> Result<(), StoreError> {
    cases::Entity::update_many()
        .col_expr(cases::Column::Make, Expr::value(summary::MAKE))
        .filter(cases::Column::AgencyId.eq(scope.agency()))
        .filter(cases::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .exec(tx)
        .await?;
    Ok(())
}
