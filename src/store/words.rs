//! Words of people: what an event names by id and salted digest.

use std::collections::BTreeMap;

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use time::OffsetDateTime;

use super::{
    Scope, StoreError, Tx,
    convert::salt_text,
    row::case_text::{ActiveModel, Column, Entity},
};
use crate::domain::{
    id::{CaseId, TextId},
    words::Words,
};

/// Keeps words beside the events of a case; `kind` is the name of the command that they came with.
pub async fn insert(
    tx: &Tx,
    scope: Scope,
    case: CaseId,
    kind: &str,
    words: &Words,
    at: OffsetDateTime,
) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(words.id().0),
        case_id: Set(case.0),
        agency_id: Set(scope.agency()),
        kind: Set(kind.to_owned()),
        salt: Set(salt_text(words.salt())),
        body: Set(Some(words.text().to_owned())),
        sha256: Set(words.reference().digest.to_string()),
        created_at: Set(at.unix_timestamp()),
        erased_at: Set(None),
    };
    row.insert(tx).await?;
    Ok(())
}

/// Erases all words of a case; their digests stay in its history.
pub async fn erase(tx: &Tx, scope: Scope, case: CaseId, at: OffsetDateTime) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Body, Expr::value(None::<String>))
        .col_expr(Column::ErasedAt, Expr::value(at.unix_timestamp()))
        .filter(Column::CaseId.eq(case.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::ErasedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// All words of a case, by id; none where they were erased.
pub async fn of_case(
    db: &impl ConnectionTrait,
    scope: Scope,
    case: CaseId,
) -> Result<BTreeMap<TextId, Option<String>>, StoreError> {
    let rows = Entity::find()
        .filter(Column::CaseId.eq(case.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (TextId(row.id), row.body)).collect())
}
