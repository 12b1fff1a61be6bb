//! What devices were asked to sign, and have not answered yet. A row is good once, and for whom it was made.

use sea_orm::sea_query::Query;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, Set};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    domain::id::MemberId,
    store::{
        Db, StoreError, Tx,
        row::member_challenge::{ActiveModel, Column, Entity},
    },
};

/// Something that a device was asked to sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    pub id: Uuid,
    /// Whose passkey it is to become; none where somebody signs in.
    pub member: Option<MemberId>,
    /// What the answer is held against.
    pub state: Vec<u8>,
    pub expires_at: OffsetDateTime,
}

/// Puts down what a device was asked.
pub async fn insert_challenge(tx: &Tx, challenge: &Challenge) -> Result<(), StoreError> {
    let Challenge {
        id,
        member,
        state,
        expires_at,
    } = challenge;
    let row = ActiveModel {
        id: Set(*id),
        member_id: Set(member.map(|member| member.0)),
        state: Set(state.clone()),
        expires_at: Set(expires_at.unix_timestamp()),
    };
    row.insert(tx).await?;
    Ok(())
}

/// Spends a challenge; what its answer is held against, for the first who brings it. One that is over, or that was made
/// for somebody else, is spent all the same and gives nothing.
pub async fn spend_challenge(
    tx: &Tx,
    id: Uuid,
    member: Option<MemberId>,
    now: OffsetDateTime,
) -> Result<Option<Vec<u8>>, StoreError> {
    let Some(row) = Entity::find_by_id(id).one(tx).await? else {
        return Ok(None);
    };
    let delete = Query::delete()
        .from_table(Entity)
        .and_where(Column::Id.eq(id))
        .to_owned();
    let is_first = tx.execute(&delete).await?.rows_affected() == 1;
    let is_theirs = row.member_id == member.map(|member| member.0);
    let is_good = row.expires_at > now.unix_timestamp();
    Ok((is_first && is_theirs && is_good).then_some(row.state))
}

/// Forgets challenges that are no good any more.
pub async fn forget_challenges(db: &Db, now: OffsetDateTime) -> Result<(), StoreError> {
    let delete = Query::delete()
        .from_table(Entity)
        .and_where(Column::ExpiresAt.lte(now.unix_timestamp()))
        .to_owned();
    let tx = db.begin().await?;
    tx.execute(&delete).await?;
    tx.commit().await
}
