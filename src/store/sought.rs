//! Who asks for the same: items of other applications that name it by the same number or title.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationDef, Select,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::{
    Scope, StoreError,
    convert::Reading,
    row::{applicant, application, application_item, cases},
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
    use application_item::Column::{AgencyId, N, SoughtNumber, SoughtTitle};
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
        .join(JoinType::InnerJoin, of_application())
        .join(JoinType::InnerJoin, of_applicant())
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
    rows.into_iter().map(asked).collect()
}

/// The newest items of other applications for information, at most `limit` for each of number and title, that share one
/// with what is sought. `without` are cases that are of one matter with the one that is looked at.
pub async fn alike(
    db: &impl ConnectionTrait,
    scope: Scope,
    without: &[CaseId],
    sought: &Sought,
    limit: u64,
) -> Result<Vec<Asked>, StoreError> {
    use application_item::Column::{SoughtNumber, SoughtTitle};
    let mut found: Vec<Asked> = Vec::new();
    for (column, name) in [(SoughtNumber, &sought.number), (SoughtTitle, &sought.title)] {
        let Some(name) = name else { continue };
        let rows: Vec<Row> = named(scope, (column, name), without, limit)
            .into_tuple()
            .all(db)
            .await?;
        for row in rows {
            let asked = asked(row)?;
            if asked.sought.is_same(sought) && !found.contains(&asked) {
                found.push(asked);
            }
        }
    }
    Ok(found)
}

/// Read off the index of the column, the newest first.
fn named(
    scope: Scope,
    (column, name): (application_item::Column, &str),
    without: &[CaseId],
    limit: u64,
) -> Select<application_item::Entity> {
    use application_item::Column::{AgencyId, ApplicationId, N, SoughtNumber, SoughtTitle};
    application_item::Entity::find()
        .select_only()
        .column(application::Column::CaseId)
        .column(N)
        .column(SoughtNumber)
        .column(SoughtTitle)
        .column(applicant::Column::IdentityHash)
        .join(JoinType::InnerJoin, of_application())
        .join(JoinType::InnerJoin, of_applicant())
        .join(
            JoinType::InnerJoin,
            application::Entity::belongs_to(cases::Entity)
                .from(application::Column::CaseId)
                .to(cases::Column::Id)
                .into(),
        )
        .filter(AgencyId.eq(scope.agency()))
        .filter(column.eq(name))
        .filter(Expr::col((cases::Entity, cases::Column::Counted)))
        .filter(
            Expr::col((application::Entity, application::Column::CaseId))
                .is_not_in(without.iter().map(|case| case.0)),
        )
        .order_by_desc(ApplicationId)
        .order_by_desc(N)
        .limit(limit)
}

fn of_application() -> RelationDef {
    application_item::Entity::belongs_to(application::Entity)
        .from(application_item::Column::ApplicationId)
        .to(application::Column::Id)
        .into()
}

fn of_applicant() -> RelationDef {
    application::Entity::belongs_to(applicant::Entity)
        .from(application::Column::ApplicantId)
        .to(applicant::Column::Id)
        .into()
}

fn asked((case, item, number, title, applicant): Row) -> Result<Asked, StoreError> {
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
        .join(JoinType::InnerJoin, of_applicant())
        .filter(application::Column::AgencyId.eq(scope.agency()))
        .filter(application::Column::CaseId.eq(case.0))
        .into_tuple()
        .one(db)
        .await?;
    Ok(found.flatten())
}

#[cfg(test)]
mod tests {
    use sea_orm::{DbBackend, QueryTrait};

    use super::*;
    use crate::{domain::id::AgencyId, store::plan::plan};

    #[tokio::test]
    async fn who_asked_for_the_same_is_read_off_an_index_in_its_order() {
        use application_item::Column::{SoughtNumber, SoughtTitle};
        let scope = Scope::of(AgencyId(Uuid::nil()));
        for (column, index) in [
            (SoughtNumber, "application_item_by_number"),
            (SoughtTitle, "application_item_by_title"),
        ] {
            let query = named(scope, (column, "x"), &[CaseId(Uuid::nil())], 50).build(DbBackend::Sqlite);
            let plan = plan(query).await;
            assert!(plan.contains(&format!("INDEX {index} ")), "{plan}");
            assert!(!plan.contains("SCAN") && !plan.contains("TEMP B-TREE"), "{plan}");
        }
    }
}
