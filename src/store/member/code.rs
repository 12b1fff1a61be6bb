//! Codes that were sent to somebody: what they prove, until when, and how often they were mistyped. The code itself is kept
//! as its keyed hash, and the address sealed.

use sea_orm::sea_query::{Expr, ExprTrait as _, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    domain::{id::MemberId, member::Reach},
    store::{
        Db, StoreError, Tx,
        convert::{Reading, json},
        row::member_code::{ActiveModel, Column, Entity, Model},
        secret::{Place, Vault},
    },
};

const TABLE: &str = "member_code";

/// A code that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    pub id: Uuid,
    /// Whose address it is to become; none where somebody signs in.
    pub member: Option<MemberId>,
    /// Where it was sent.
    pub reach: Reach,
    pub expires_at: OffsetDateTime,
}

fn place(id: Uuid) -> Place {
    Place {
        table: TABLE,
        column: "reach_enc",
        row: id,
    }
}

/// Bound to its own row: two rows with the same digits do not look the same.
fn hash(vault: &Vault, id: Uuid, digits: &str) -> String {
    vault.keyed_hash(TABLE, &format!("{id}/{digits}"))
}

/// Puts down that a code was sent.
pub async fn insert_code(tx: &Tx, vault: &Vault, code: &Code, digits: &str) -> Result<(), StoreError> {
    let sealed = vault.seal(place(code.id), &json(&code.reach));
    let row = ActiveModel {
        id: Set(code.id),
        member_id: Set(code.member.map(|member| member.0)),
        reach_enc: Set(sealed.map_err(|error| StoreError::inconsistent(TABLE, code.id, error))?),
        code_hash: Set(hash(vault, code.id, digits)),
        tries: Set(0),
        expires_at: Set(code.expires_at.unix_timestamp()),
    };
    row.insert(tx).await?;
    Ok(())
}

/// A code that is still good.
pub async fn code(
    db: &impl ConnectionTrait,
    vault: &Vault,
    id: Uuid,
    now: OffsetDateTime,
) -> Result<Option<Code>, StoreError> {
    let row = Entity::find_by_id(id)
        .filter(Column::ExpiresAt.gt(now.unix_timestamp()))
        .one(db)
        .await?;
    row.map(|row| read(vault, &row)).transpose()
}

/// Counts a try before it is judged, so that tries at the same moment are counted as well; false where there were too
/// many, or there is no such code.
pub async fn take_try(tx: &Tx, id: Uuid, most: i32) -> Result<bool, StoreError> {
    let updated = Entity::update_many()
        .col_expr(Column::Tries, Expr::col(Column::Tries).add(1))
        .filter(Column::Id.eq(id))
        .filter(Column::Tries.lt(most))
        .exec(tx)
        .await?;
    Ok(updated.rows_affected == 1)
}

/// Spends a code: true for the first who brings its digits, and for nobody after.
pub async fn spend_code(tx: &Tx, vault: &Vault, id: Uuid, digits: &str) -> Result<bool, StoreError> {
    let delete = Query::delete()
        .from_table(Entity)
        .and_where(Column::Id.eq(id))
        .and_where(Column::CodeHash.eq(hash(vault, id, digits)))
        .to_owned();
    Ok(tx.execute(&delete).await?.rows_affected() == 1)
}

/// Forgets codes that are no good any more.
pub async fn forget_codes(db: &Db, now: OffsetDateTime) -> Result<(), StoreError> {
    let delete = Query::delete()
        .from_table(Entity)
        .and_where(Column::ExpiresAt.lte(now.unix_timestamp()))
        .to_owned();
    let tx = db.begin().await?;
    tx.execute(&delete).await?;
    tx.commit().await
}

fn read(vault: &Vault, row: &Model) -> Result<Code, StoreError> {
    let reading = Reading {
        table: TABLE,
        key: &row.id,
    };
    let reach = vault.open(place(row.id), &row.reach_enc);
    Ok(Code {
        id: row.id,
        member: row.member_id.map(MemberId),
        reach: reading.json(&reach.map_err(|error| reading.bad(error))?)?,
        expires_at: reading.instant(row.expires_at)?,
    })
}
