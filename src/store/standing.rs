//! By what is decided at an agency now: its calendar and its review chain.

use sea_orm::{
    ConnectionTrait,
    sea_query::{Expr, ExprTrait, Query},
};

use super::{
    Scope, StoreError,
    review_chain::chain,
    row::{agency, calendar_notice, review_chain},
};
use crate::domain::review::Chain;

/// By what is decided at an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub region: String,
    /// The place of the newest notice of the calendar; 0 where there is none.
    pub revision: i64,
    /// The chain in force; none where the agency goes by the law's own.
    pub chain: Option<Chain>,
}

/// How an agency stands, in one look, as everything that is done to a case begins with it; none where there is no such
/// agency.
pub async fn standing(db: &impl ConnectionTrait, scope: Scope) -> Result<Option<Standing>, StoreError> {
    let notice = Query::select()
        .expr(Expr::col(calendar_notice::Column::Seq).max())
        .from(calendar_notice::Entity)
        .to_owned();
    let in_force = Query::select()
        .expr(Expr::col(review_chain::Column::Version).max())
        .from(review_chain::Entity)
        .and_where(Expr::col(review_chain::Column::AgencyId).eq(scope.agency()))
        .to_owned();
    let its_chain = Expr::col((review_chain::Entity, review_chain::Column::AgencyId))
        .equals((agency::Entity, agency::Column::Id))
        .and(
            Expr::col((review_chain::Entity, review_chain::Column::Version))
                .eq(Expr::SubQuery(None, Box::new(in_force.into()))),
        );
    let select = Query::select()
        .column((agency::Entity, agency::Column::Region))
        .expr_as(Expr::SubQuery(None, Box::new(notice.into())), "revision")
        .column((review_chain::Entity, review_chain::Column::Version))
        .column((review_chain::Entity, review_chain::Column::Body))
        .from(agency::Entity)
        .left_join(review_chain::Entity, its_chain)
        .and_where(Expr::col((agency::Entity, agency::Column::Id)).eq(scope.agency()))
        .to_owned();
    let Some(row) = db.query_one(&select).await? else {
        return Ok(None);
    };
    let version: Option<i32> = row.try_get("", "version")?;
    let own = match version {
        Some(version) => {
            let body: String = row.try_get("", "body")?;
            Some(chain(scope.agency(), version, &body)?)
        }
        None => None,
    };
    Ok(Some(Standing {
        region: row.try_get("", "region")?,
        revision: row.try_get::<Option<i64>>("", "revision")?.unwrap_or_default(),
        chain: own,
    }))
}
