//! Who asks for the same: items of other applications that name it by the same number or title.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::{
    Scope, StoreError,
    convert::Reading,
    row::{applicant, application, application_item},
};
use crate::domain::{id::CaseId, sameness::Sought};

/// An item of another case that may ask for the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub case: CaseId,
    pub item: u16,
    pub sought: Sought,
    /// By what the first applicant is told from others.
    pub applicant: Option<String>,
}

/// Case, item, number, title, applicant.
type Row = (Uuid, i32, Option<String>, Option<String>, Option<String>);

/// The newest items, at most `limit`, that share number or title with what is sought.
pub async fn by_others(
    db: &impl ConnectionTrait,
    scope: Scope,
    case: CaseId,
    sought: &Sought,
    limit: u64,
) -> Result<Vec<Asked>, StoreError> {
    use application_item::Column::{AgencyId, ApplicationId, N, SoughtNumber, SoughtTitle};
    let named = [(SoughtNumber, &sought.number), (SoughtTitle, &sought.title)];
    let mut same = Condition::any();
    for (column, name) in named {
        if let Some(name) = name {
            same = same.add(column.eq(name.as_str()));
        }
    }
    if same.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Row> = application_item::Entity::find()
        .select_only()
        .column(application::Column::CaseId)
        .column(N)
        .column(SoughtNumber)
        .column(SoughtTitle)
        .column(applicant::Column::IdentityHash)
        .join(
            JoinType::InnerJoin,
            application_item::Entity::belongs_to(application::Entity)
                .from(ApplicationId)
                .to(application::Column::Id)
                .into(),
        )
        .join(
            JoinType::InnerJoin,
            application::Entity::belongs_to(applicant::Entity)
                .from(application::Column::ApplicantId)
                .to(applicant::Column::Id)
                .into(),
        )
        .filter(AgencyId.eq(scope.agency()))
        .filter(Expr::col((application::Entity, application::Column::CaseId)).ne(case.0))
        .filter(same)
        .order_by_desc(application::Column::SubmittedAt)
        .order_by_desc(application::Column::CaseId)
        .order_by_asc(N)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    let read = |(case, item, number, title, applicant): Row| {
        let reading = Reading {
            table: "application_item",
            key: &case,
        };
        Ok(Asked {
            case: CaseId(case),
            item: reading.number(item)?,
            sought: Sought { number, title },
            applicant,
        })
    };
    rows.into_iter().map(read).collect()
}

/// By what the first applicant of a case is told from others; none where the data were erased.
pub async fn applicant_of(
    db: &impl ConnectionTrait,
    scope: Scope,
    case: CaseId,
) -> Result<Option<String>, StoreError> {
    let found: Option<Option<String>> = application::Entity::find()
        .select_only()
        .column(applicant::Column::IdentityHash)
        .join(
            JoinType::InnerJoin,
            application::Entity::belongs_to(applicant::Entity)
                .from(application::Column::ApplicantId)
                .to(applicant::Column::Id)
                .into(),
        )
        .filter(application::Column::AgencyId.eq(scope.agency()))
        .filter(application::Column::CaseId.eq(case.0))
        .into_tuple()
        .one(db)
        .await?;
    Ok(found.flatten())
}
