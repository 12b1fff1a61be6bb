//! Passkeys of an account: what is kept to know them again. None of it is secret, but all of it is somebody's: it goes with
//! the account.

use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    domain::{
        id::MemberId,
        passkey::{Handle, Key, MOST_PASSKEYS, Passkey},
        text::Label,
    },
    store::{
        StoreError, Tx,
        convert::Reading,
        error::conflict_if_taken,
        row::member_passkey::{ActiveModel, Column, Entity, Model},
        secret::{Place, Vault},
    },
};

const TABLE: &str = "member_passkey";

fn place(id: Uuid) -> Place {
    Place {
        table: TABLE,
        column: "name_enc",
        row: id,
    }
}

/// Adds a passkey; [`StoreError::Conflict`] where it is some account's already.
pub async fn insert_passkey(tx: &Tx, vault: &Vault, passkey: &Passkey) -> Result<(), StoreError> {
    let Passkey {
        id,
        member,
        name,
        key,
        added_at,
        used_at,
    } = passkey;
    let sealed = vault.seal(place(*id), name.as_str());
    let row = ActiveModel {
        id: Set(*id),
        member_id: Set(member.0),
        name_enc: Set(sealed.map_err(|error| StoreError::inconsistent(TABLE, *id, error))?),
        credential: Set(key.credential.clone()),
        handle: Set(key.handle.to_vec()),
        public_key: Set(key.public_key.clone()),
        state: Set(key.state.clone()),
        added_at: Set(added_at.unix_timestamp()),
        used_at: Set(used_at.map(OffsetDateTime::unix_timestamp)),
    };
    row.insert(tx).await.map_err(conflict_if_taken)?;
    Ok(())
}

/// The passkeys of an account, in the order in which they were added.
pub async fn passkeys(
    db: &impl ConnectionTrait,
    vault: &Vault,
    member: MemberId,
) -> Result<Vec<Passkey>, StoreError> {
    let rows = Entity::find()
        .filter(Column::MemberId.eq(member.0))
        .order_by_asc(Column::AddedAt)
        .order_by_asc(Column::Id)
        .limit(u64::try_from(MOST_PASSKEYS).unwrap_or(u64::MAX))
        .all(db)
        .await?;
    rows.into_iter().map(|row| read(vault, row)).collect()
}

/// The passkey that an authenticator calls so, of whichever account.
pub async fn passkey_called(
    db: &impl ConnectionTrait,
    vault: &Vault,
    credential: &[u8],
) -> Result<Option<Passkey>, StoreError> {
    let row = Entity::find()
        .filter(Column::Credential.eq(credential.to_vec()))
        .one(db)
        .await?;
    row.map(|row| read(vault, row)).transpose()
}

/// Notes that a passkey has signed in; false where it has done so at the same moment elsewhere, or is gone: then the
/// counter that was judged is not the one that stands there.
pub async fn passkey_used(
    tx: &Tx,
    passkey: &Passkey,
    state: &[u8],
    now: OffsetDateTime,
) -> Result<bool, StoreError> {
    let updated = Entity::update_many()
        .col_expr(Column::State, Expr::value(state.to_vec()))
        .col_expr(Column::UsedAt, Expr::value(now.unix_timestamp()))
        .filter(Column::Id.eq(passkey.id))
        .filter(Column::State.eq(passkey.key.state.clone()))
        .exec(tx)
        .await?;
    Ok(updated.rows_affected == 1)
}

/// Takes one of somebody's off the list; whether there was one.
pub async fn remove_passkey(tx: &Tx, member: MemberId, id: Uuid) -> Result<bool, StoreError> {
    let delete = Query::delete()
        .from_table(Entity)
        .and_where(Column::Id.eq(id))
        .and_where(Column::MemberId.eq(member.0))
        .to_owned();
    Ok(tx.execute(&delete).await?.rows_affected() == 1)
}

fn read(vault: &Vault, row: Model) -> Result<Passkey, StoreError> {
    let reading = Reading {
        table: TABLE,
        key: &row.id,
    };
    let name = vault.open(place(row.id), &row.name_enc);
    let name = name.map_err(|error| reading.bad(error))?;
    let handle = Handle::try_from(row.handle.as_slice()).map_err(|error| reading.bad(error))?;
    Ok(Passkey {
        id: row.id,
        member: MemberId(row.member_id),
        name: Label::parse(&name).map_err(|error| reading.bad(error))?,
        added_at: reading.instant(row.added_at)?,
        used_at: row.used_at.map(|at| reading.instant(at)).transpose()?,
        key: Key {
            credential: row.credential,
            handle,
            public_key: row.public_key,
            state: row.state,
        },
    })
}
