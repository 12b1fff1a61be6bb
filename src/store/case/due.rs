//! 保存期限: cases whose personal data is due to be erased, read off an index in the order of their days, so that neither
//! those that are kept nor those that are erased already cost anything.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, JoinType, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use time::Date;
use uuid::Uuid;

use crate::{
    domain::id::{CaseId, CaseNumber},
    store::{
        Scope, StoreError,
        row::{application, cases},
    },
};

/// A case whose time is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    pub case: CaseId,
    pub number: CaseNumber,
    /// From which day its time was counted.
    pub retain_from: Date,
}

/// At most `limit` cases whose time is counted from this day or an earlier one, after a case, the oldest first. A case is
/// not due as long as another one of the same applicant's filing is kept.
pub async fn due(
    db: &impl ConnectionTrait,
    scope: Scope,
    through: Date,
    after: Option<&Due>,
    limit: u64,
) -> Result<Vec<Due>, StoreError> {
    let rows: Vec<(Uuid, String, Date)> = select_due(scope, through, after)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    let due = |(id, number, retain_from)| Due {
        case: CaseId(id),
        number: CaseNumber(number),
        retain_from,
    };
    Ok(rows.into_iter().map(due).collect())
}

/// How many they are.
pub async fn count_due(db: &impl ConnectionTrait, scope: Scope, through: Date) -> Result<u64, StoreError> {
    Ok(select_due(scope, through, None).count(db).await?)
}

fn select_due(scope: Scope, through: Date, after: Option<&Due>) -> sea_orm::Select<cases::Entity> {
    let mut select = cases::Entity::find()
        .select_only()
        .columns([
            cases::Column::Id,
            cases::Column::Number,
            cases::Column::RetainFrom,
        ])
        .filter(cases::Column::AgencyId.eq(scope.agency()))
        .filter(is_over(through))
        .filter(Expr::exists(kept_together(through)).not());
    if let Some(after) = after {
        let here = Expr::tuple([
            Expr::col((cases::Entity, cases::Column::RetainFrom)),
            Expr::col((cases::Entity, cases::Column::Id)),
        ]);
        select = select.filter(here.gt(Expr::tuple([
            Expr::value(after.retain_from),
            Expr::value(after.case.0),
        ])));
    }
    select
        .order_by_asc(cases::Column::RetainFrom)
        .order_by_asc(cases::Column::Id)
}

/// In the words of the partial index.
fn is_over(through: Date) -> Condition {
    let from = || Expr::col((cases::Entity, cases::Column::RetainFrom));
    Condition::all()
        .add(from().is_not_null())
        .add(from().lte(through))
}

/// Another case that was split off, or opened to answer anew, and is still kept: who applied is the same row.
fn kept_together(through: Date) -> SelectStatement {
    let (own, other, kept) = (Alias::new("own"), Alias::new("other"), Alias::new("kept"));
    let from = || Expr::col((kept.clone(), cases::Column::RetainFrom));
    let of = |alias: &Alias, column| Expr::col((alias.clone(), column));
    Query::select()
        .expr(Expr::value(1))
        .from_as(application::Entity, own.clone())
        .join_as(
            JoinType::InnerJoin,
            application::Entity,
            other.clone(),
            of(&other, application::Column::ApplicantId)
                .equals((own.clone(), application::Column::ApplicantId)),
        )
        .join_as(
            JoinType::InnerJoin,
            cases::Entity,
            kept.clone(),
            Expr::col((kept.clone(), cases::Column::Id)).equals((other.clone(), application::Column::CaseId)),
        )
        .and_where(of(&own, application::Column::CaseId).equals((cases::Entity, cases::Column::Id)))
        .cond_where(Condition::any().add(from().is_null()).add(from().gt(through)))
        .to_owned()
}

#[cfg(test)]
mod tests {
    use sea_orm::{DbBackend, QueryTrait};
    use time::macros::date;

    use super::*;
    use crate::{domain::id::AgencyId, store::plan::plan};

    /// Only what is due is read, in its order, and beside it the cases of the same applicant: no scan, no sorting.
    #[tokio::test]
    async fn what_is_due_is_read_off_an_index_in_its_order() {
        let (scope, through) = (Scope::of(AgencyId(Uuid::nil())), date!(2021 - 11 - 26));
        let before = Due {
            case: CaseId(Uuid::nil()),
            number: CaseNumber("QXZJ-2021-00001".to_owned()),
            retain_from: through,
        };
        for after in [None, Some(&before)] {
            let plan = plan(
                select_due(scope, through, after)
                    .limit(50)
                    .build(DbBackend::Sqlite),
            )
            .await;
            assert!(
                plan.contains("INDEX cases_retained (agency_id=? AND ") && plan.contains("retain_from<?"),
                "{plan}"
            );
            assert!(
                plan.contains("INDEX application_by_applicant (applicant_id=?"),
                "{plan}"
            );
            assert!(!plan.contains("SCAN") && !plan.contains("TEMP B-TREE"), "{plan}");
        }
    }
}
