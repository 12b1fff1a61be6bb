//! The accounts of an agency as its administrator sees them: with their version, by which the second of two
//! administrators is told, and how things stand with the password.

use std::collections::BTreeSet;

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, UpdateMany};
use time::OffsetDateTime;

use super::{
    Scope, StoreError, Tx,
    account::{self, Account},
    convert::{Reading, json},
    row::{
        account::{Column, Entity, Model},
        agency,
    },
};
use crate::domain::{id::AccountId, text::Email};

/// An account, with what only those see who look after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub account: Account,
    /// How often it was changed.
    pub version: i64,
    /// The password was set by somebody else and not changed since.
    pub first_password: bool,
    pub locked_until: Option<OffsetDateTime>,
}

/// Every account of the agency, by user name.
pub async fn list(db: &impl ConnectionTrait, scope: Scope) -> Result<Vec<Record>, StoreError> {
    let rows = Entity::find()
        .filter(Column::AgencyId.eq(scope.agency()))
        .order_by_asc(Column::Username)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

pub async fn get(
    db: &impl ConnectionTrait,
    scope: Scope,
    id: AccountId,
) -> Result<Option<Record>, StoreError> {
    let row = Entity::find_by_id(id.0)
        .filter(Column::AgencyId.eq(scope.agency()))
        .one(db)
        .await?;
    row.map(read).transpose()
}

/// Keeps others from changing the accounts and departments of the agency until the end of the transaction.
pub async fn hold(tx: &Tx, scope: Scope) -> Result<(), StoreError> {
    agency::Entity::find_by_id(scope.agency())
        .lock_exclusive()
        .one(tx)
        .await?;
    Ok(())
}

/// Which of these user names somebody has, in whichever agency: they are what people sign in with.
pub async fn taken(db: &impl ConnectionTrait, usernames: &[String]) -> Result<BTreeSet<String>, StoreError> {
    let found: Vec<String> = Entity::find()
        .select_only()
        .column(Column::Username)
        .filter(Column::Username.is_in(usernames.iter().cloned()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().collect())
}

/// Writes what an administrator changed, if the account still has the version that they saw; else
/// [`StoreError::Conflict`].
pub async fn update(tx: &Tx, scope: Scope, account: &Account, seen: i64) -> Result<(), StoreError> {
    let Account {
        id,
        agency: _,
        department,
        username: _,
        name,
        roles,
        active,
        last_sign_in_at: _,
        email,
    } = account;
    let update = Entity::update_many()
        .col_expr(Column::Name, Expr::value(name.as_str()))
        .col_expr(Column::DepartmentId, Expr::value(department.map(|id| id.0)))
        .col_expr(Column::Roles, Expr::value(json(roles)))
        .col_expr(Column::Active, Expr::value(*active))
        .col_expr(Column::Email, Expr::value(email.as_ref().map(Email::as_str)));
    at_version(tx, scope, (*id, seen), update).await
}

/// Sets a password that somebody else knows, and lifts a lock.
pub async fn set_first_password(
    tx: &Tx,
    scope: Scope,
    seen: (AccountId, i64),
    password_hash: &str,
    at: OffsetDateTime,
) -> Result<(), StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::PasswordHash, Expr::value(password_hash))
        .col_expr(Column::PasswordChangedAt, Expr::value(at.unix_timestamp()))
        .col_expr(Column::FirstPassword, Expr::value(true))
        .col_expr(Column::FailedSignIns, Expr::value(0))
        .col_expr(Column::LockedUntil, Expr::value(None::<i64>));
    at_version(tx, scope, seen, update).await
}

/// Lifts a lock.
pub async fn unlock(tx: &Tx, scope: Scope, seen: (AccountId, i64)) -> Result<(), StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::FailedSignIns, Expr::value(0))
        .col_expr(Column::LockedUntil, Expr::value(None::<i64>));
    at_version(tx, scope, seen, update).await
}

async fn at_version(
    tx: &Tx,
    scope: Scope,
    (id, seen): (AccountId, i64),
    update: UpdateMany<Entity>,
) -> Result<(), StoreError> {
    let updated = update
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::Version.eq(seen))
        .exec(tx)
        .await?;
    match updated.rows_affected {
        1 => Ok(()),
        _ => Err(StoreError::Conflict),
    }
}

fn read(row: Model) -> Result<Record, StoreError> {
    let reading = Reading {
        table: "account",
        key: &row.id,
    };
    Ok(Record {
        version: row.version,
        first_password: row.first_password,
        locked_until: row.locked_until.map(|at| reading.instant(at)).transpose()?,
        account: account::read(row)?,
    })
}
