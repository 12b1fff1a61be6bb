//! What somebody has in their account: cases, of whichever agency, and forms that they are still filling in. A row names
//! the agency, so that what is found by it is found in that agency's scope.

use sea_orm::sea_query::{OnConflict, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait as _, QueryFilter, QueryOrder, QuerySelect, Set,
};
use time::OffsetDateTime;

use crate::{
    domain::id::{AgencyId, CaseId, FormId, MemberId},
    store::{
        Scope, StoreError, Tx,
        row::{member_case, member_form},
    },
};

/// A case in an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    pub agency: AgencyId,
    pub case: CaseId,
}

/// Puts a case into an account; once, however often it is asked for.
pub async fn add_case(
    tx: &Tx,
    scope: Scope,
    member: MemberId,
    case: CaseId,
    at: OffsetDateTime,
) -> Result<(), StoreError> {
    let row = member_case::ActiveModel {
        member_id: Set(member.0),
        case_id: Set(case.0),
        agency_id: Set(scope.agency()),
        added_at: Set(at.unix_timestamp()),
    };
    member_case::Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Takes a case out of an account; whether it was there.
pub async fn remove_case(tx: &Tx, member: MemberId, case: CaseId) -> Result<bool, StoreError> {
    let delete = Query::delete()
        .from_table(member_case::Entity)
        .and_where(member_case::Column::MemberId.eq(member.0))
        .and_where(member_case::Column::CaseId.eq(case.0))
        .to_owned();
    Ok(tx.execute(&delete).await?.rows_affected() == 1)
}

/// Takes a case out of every account: who applied in it was erased.
pub async fn forget_case(tx: &Tx, scope: Scope, case: CaseId) -> Result<(), StoreError> {
    let delete = Query::delete()
        .from_table(member_case::Entity)
        .and_where(member_case::Column::CaseId.eq(case.0))
        .and_where(member_case::Column::AgencyId.eq(scope.agency()))
        .to_owned();
    tx.execute(&delete).await?;
    Ok(())
}

/// The cases of an account, the newest first, at most so many.
pub async fn cases(db: &impl ConnectionTrait, member: MemberId, most: u64) -> Result<Vec<Kept>, StoreError> {
    let rows = member_case::Entity::find()
        .filter(member_case::Column::MemberId.eq(member.0))
        .order_by_desc(member_case::Column::CaseId)
        .limit(most)
        .all(db)
        .await?;
    Ok(rows.iter().map(kept).collect())
}

/// How many cases an account has.
pub async fn count_cases(db: &impl ConnectionTrait, member: MemberId) -> Result<u64, StoreError> {
    let ours = member_case::Entity::find().filter(member_case::Column::MemberId.eq(member.0));
    Ok(ours.count(db).await?)
}

/// A case, if it is in this account.
pub async fn has_case(
    db: &impl ConnectionTrait,
    member: MemberId,
    case: CaseId,
) -> Result<Option<Kept>, StoreError> {
    let row = member_case::Entity::find_by_id((member.0, case.0))
        .one(db)
        .await?;
    Ok(row.as_ref().map(kept))
}

fn kept(row: &member_case::Model) -> Kept {
    Kept {
        agency: AgencyId(row.agency_id),
        case: CaseId(row.case_id),
    }
}

/// Puts an unfinished form into an account; once, however often it is asked for.
pub async fn add_form(
    tx: &Tx,
    scope: Scope,
    member: MemberId,
    form: FormId,
    at: OffsetDateTime,
) -> Result<(), StoreError> {
    let row = member_form::ActiveModel {
        member_id: Set(member.0),
        form_id: Set(form.0),
        agency_id: Set(scope.agency()),
        added_at: Set(at.unix_timestamp()),
    };
    member_form::Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// The unfinished forms of an account, at most so many.
pub async fn forms(
    db: &impl ConnectionTrait,
    member: MemberId,
    most: u64,
) -> Result<Vec<(Scope, FormId)>, StoreError> {
    let rows = member_form::Entity::find()
        .filter(member_form::Column::MemberId.eq(member.0))
        .order_by_asc(member_form::Column::FormId)
        .limit(most)
        .all(db)
        .await?;
    let scoped = |row: member_form::Model| (Scope::of(AgencyId(row.agency_id)), FormId(row.form_id));
    Ok(rows.into_iter().map(scoped).collect())
}

/// The agency of an unfinished form, if the form is in this account.
pub async fn has_form(
    db: &impl ConnectionTrait,
    member: MemberId,
    form: FormId,
) -> Result<Option<AgencyId>, StoreError> {
    let row = member_form::Entity::find_by_id((member.0, form.0))
        .one(db)
        .await?;
    Ok(row.map(|row| AgencyId(row.agency_id)))
}
