//! 评价: what applicants said of the service. A row does not say of which case; a mark keeps each case to one.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use uuid::Uuid;

use super::{
    Scope, StoreError, Tx,
    convert::Reading,
    error::conflict_if_taken,
    row::feedback::{ActiveModel, Column, Entity, Model},
    secret::{Place, Vault},
};
use crate::domain::{
    feedback::{Feedback, Rating},
    id::CaseId,
};

const TABLE: &str = "feedback";

/// The kind of the hash that marks a case.
const MARK: &str = "feedback";

/// Where a list goes on: the row after which it does.
pub type After = (i64, Uuid);

fn mark(vault: &Vault, case: CaseId) -> String {
    vault.keyed_hash(MARK, &case.to_string())
}

fn place(id: Uuid) -> Place {
    Place {
        table: TABLE,
        column: "words_enc",
        row: id,
    }
}

/// Writes it; [`StoreError::Conflict`] where the case has one.
pub async fn insert(
    tx: &Tx,
    vault: &Vault,
    scope: Scope,
    (id, case): (Uuid, CaseId),
    feedback: &Feedback,
) -> Result<(), StoreError> {
    let seal = |words: &String| {
        let sealed = vault.seal(place(id), words);
        sealed.map_err(|error| StoreError::inconsistent(TABLE, id, error))
    };
    let row = ActiveModel {
        id: Set(id),
        agency_id: Set(scope.agency()),
        mark: Set(mark(vault, case)),
        rating: Set(feedback.rating.to_string()),
        words_enc: Set(feedback.words.as_ref().map(seal).transpose()?),
        given_at: Set(feedback.given_at.unix_timestamp()),
    };
    row.insert(tx).await.map_err(conflict_if_taken)?;
    Ok(())
}

/// Whether a case has one.
pub async fn has(
    db: &impl ConnectionTrait,
    vault: &Vault,
    scope: Scope,
    case: CaseId,
) -> Result<bool, StoreError> {
    let found = Entity::find()
        .filter(Column::Mark.is_in(vault.keyed_hashes(MARK, &case.to_string())))
        .filter(Column::AgencyId.eq(scope.agency()))
        .one(db)
        .await?;
    Ok(found.is_some())
}

/// Those of an agency, the newest first, each with the place after which the list goes on.
pub async fn page(
    db: &impl ConnectionTrait,
    vault: &Vault,
    scope: Scope,
    after: Option<After>,
    most: u64,
) -> Result<Vec<(After, Feedback)>, StoreError> {
    let mut find = Entity::find().filter(Column::AgencyId.eq(scope.agency()));
    if let Some((at, id)) = after {
        let place = Expr::tuple([Expr::col(Column::GivenAt), Expr::col(Column::Id)]);
        find = find.filter(place.lt(Expr::tuple([Expr::value(at), Expr::value(id)])));
    }
    let rows = find
        .order_by_desc(Column::GivenAt)
        .order_by_desc(Column::Id)
        .limit(most)
        .all(db)
        .await?;
    rows.into_iter()
        .map(|row| Ok(((row.given_at, row.id), read(vault, &row)?)))
        .collect()
}

/// How many of each grade an agency was given from an instant on.
pub async fn tally(
    db: &impl ConnectionTrait,
    scope: Scope,
    from: i64,
) -> Result<BTreeMap<Rating, u64>, StoreError> {
    let counted: Vec<(String, i64)> = Entity::find()
        .select_only()
        .column(Column::Rating)
        .column_as(Column::Id.count(), "count")
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::GivenAt.gte(from))
        .group_by(Column::Rating)
        .into_tuple()
        .all(db)
        .await?;
    let agency = scope.agency_id();
    let reading = Reading {
        table: TABLE,
        key: &agency,
    };
    counted
        .into_iter()
        .map(|(rating, count)| Ok((reading.parse(&rating)?, reading.number(count)?)))
        .collect()
}

fn read(vault: &Vault, row: &Model) -> Result<Feedback, StoreError> {
    let reading = Reading {
        table: TABLE,
        key: &row.id,
    };
    let open = |words: &Vec<u8>| {
        let opened = vault.open(place(row.id), words);
        opened.map_err(|error| reading.bad(error))
    };
    Ok(Feedback {
        rating: reading.parse(&row.rating)?,
        words: row.words_enc.as_ref().map(open).transpose()?,
        given_at: reading.instant(row.given_at)?,
    })
}
