//! People of the staff: who they are, what they may be, and how often somebody failed to be them.

use std::collections::BTreeSet;

use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use time::OffsetDateTime;

use super::{
    Db, Scope, StoreError, Tx,
    convert::{Reading, json},
    row::account::{ActiveModel, Column, Entity, Model},
};
use crate::{
    domain::{
        account::Officer,
        id::{AccountId, AgencyId, DepartmentId},
        text::Email,
    },
    law::Role,
};

/// A person of the staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    pub agency: AgencyId,
    pub department: Option<DepartmentId>,
    /// What is typed to sign in; the same in no other agency of the deployment.
    pub username: String,
    pub name: String,
    pub roles: BTreeSet<Role>,
    pub active: bool,
    pub last_sign_in_at: Option<OffsetDateTime>,
    /// Where their reminders are mailed to, if they want that.
    pub email: Option<Email>,
}

impl Account {
    /// The person as the permission rules see them, in their own place alone.
    pub fn officer(&self) -> Officer {
        Officer {
            account: self.id,
            agency: self.agency,
            department: self.department,
            roles: self.roles.clone(),
            stands_in_for: Vec::new(),
        }
    }

    pub fn scope(&self) -> Scope {
        Scope::of(self.agency)
    }
}

/// What sign-in needs to judge a password.
#[derive(Clone)]
pub struct Credentials {
    pub account: Account,
    /// Argon2, in the PHC form.
    pub password_hash: String,
    pub failed_sign_ins: i32,
    pub locked_until: Option<OffsetDateTime>,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials")
            .field("account", &self.account.id)
            .finish_non_exhaustive()
    }
}

/// Adds an account; [`StoreError::Conflict`] where the user name is taken.
pub async fn insert(
    tx: &Tx,
    account: &Account,
    password_hash: &str,
    at: OffsetDateTime,
) -> Result<(), StoreError> {
    let Account {
        id,
        agency,
        department,
        username,
        name,
        roles,
        active,
        last_sign_in_at,
        email,
    } = account;
    let row = ActiveModel {
        id: Set(id.0),
        agency_id: Set(agency.0),
        department_id: Set(department.map(|id| id.0)),
        username: Set(username.clone()),
        name: Set(name.clone()),
        roles: Set(json(roles)),
        password_hash: Set(password_hash.to_owned()),
        failed_sign_ins: Set(0),
        locked_until: Set(None),
        active: Set(*active),
        password_changed_at: Set(at.unix_timestamp()),
        last_sign_in_at: Set(last_sign_in_at.map(OffsetDateTime::unix_timestamp)),
        email: Set(email.clone().map(String::from)),
        version: Set(1),
        first_password: Set(false),
    };
    row.insert(tx).await.map_err(super::error::conflict_if_taken)?;
    Ok(())
}

/// Sign-in: the active account with this user name, in whichever agency.
pub async fn for_sign_in(
    db: &impl ConnectionTrait,
    username: &str,
) -> Result<Option<Credentials>, StoreError> {
    let row = Entity::find()
        .filter(Column::Username.eq(username))
        .filter(Column::Active.eq(true))
        .one(db)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let locked_until = row
        .locked_until
        .map(|at| {
            Reading {
                table: "account",
                key: &row.id,
            }
            .instant(at)
        })
        .transpose()?;
    let (password_hash, failed_sign_ins) = (row.password_hash.clone(), row.failed_sign_ins);
    Ok(Some(Credentials {
        account: read(row)?,
        password_hash,
        failed_sign_ins,
        locked_until,
    }))
}

/// Somebody who has signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Present {
    pub account: Account,
    /// Their password was set by somebody else: it is to be changed before anything else is done.
    pub first_password: bool,
}

/// Whoever a session says has signed in, at that second since 1970, as long as the account is active and its password
/// is still the one of then: asked at every request, so that an account that was switched off stops at once.
pub async fn signed_in(
    db: &impl ConnectionTrait,
    id: AccountId,
    since: i64,
) -> Result<Option<Present>, StoreError> {
    let row = Entity::find_by_id(id.0)
        .filter(Column::Active.eq(true))
        .filter(Column::PasswordChangedAt.lte(since))
        .one(db)
        .await?;
    let present = |row: Model| {
        Ok(Present {
            first_password: row.first_password,
            account: read(row)?,
        })
    };
    row.map(present).transpose()
}

pub async fn get(
    db: &impl ConnectionTrait,
    scope: Scope,
    id: AccountId,
) -> Result<Option<Account>, StoreError> {
    Entity::find_by_id(id.0)
        .filter(Column::AgencyId.eq(scope.agency()))
        .one(db)
        .await?
        .map(read)
        .transpose()
}

/// Every account of the agency, by user name: active ones and those that were switched off, whose names history
/// still needs.
pub async fn list(db: &impl ConnectionTrait, scope: Scope) -> Result<Vec<Account>, StoreError> {
    let rows = Entity::find()
        .filter(Column::AgencyId.eq(scope.agency()))
        .order_by_asc(Column::Username)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// Counts a failed sign-in, and locks the account until a moment once there are `most`. In one statement, so that
/// guesses in parallel are all counted.
pub async fn sign_in_failed(
    db: &Db,
    id: AccountId,
    most: i32,
    lock_until: OffsetDateTime,
) -> Result<(), StoreError> {
    let failed = Expr::col(Column::FailedSignIns).add(1);
    let lock = CaseStatement::new()
        .case(failed.clone().gte(most), lock_until.unix_timestamp())
        .finally(Expr::col(Column::LockedUntil));
    let tx = db.begin().await?;
    Entity::update_many()
        .col_expr(Column::LockedUntil, lock.into())
        .col_expr(Column::FailedSignIns, failed)
        .filter(Column::Id.eq(id.0))
        .exec(&tx)
        .await?;
    tx.commit().await
}

/// Notes a sign-in and forgets the failures before it.
pub async fn sign_in_succeeded(db: &Db, id: AccountId, at: OffsetDateTime) -> Result<(), StoreError> {
    let tx = db.begin().await?;
    Entity::update_many()
        .col_expr(Column::FailedSignIns, Expr::value(0))
        .col_expr(Column::LockedUntil, Expr::value(None::<i64>))
        .col_expr(Column::LastSignInAt, Expr::value(at.unix_timestamp()))
        .filter(Column::Id.eq(id.0))
        .exec(&tx)
        .await?;
    tx.commit().await
}

/// Sets a new password that nobody else knows, and lifts a lock; whether there is such an account.
pub async fn set_password(
    tx: &Tx,
    scope: Scope,
    id: AccountId,
    password_hash: &str,
    at: OffsetDateTime,
) -> Result<bool, StoreError> {
    let updated = Entity::update_many()
        .col_expr(Column::PasswordHash, Expr::value(password_hash))
        .col_expr(Column::PasswordChangedAt, Expr::value(at.unix_timestamp()))
        .col_expr(Column::FailedSignIns, Expr::value(0))
        .col_expr(Column::LockedUntil, Expr::value(None::<i64>))
        .col_expr(Column::FirstPassword, Expr::value(false))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .exec(tx)
        .await?;
    Ok(updated.rows_affected == 1)
}

/// Says where a person gets mail, or that they get none; whether there is such an account.
pub async fn set_email(
    tx: &Tx,
    scope: Scope,
    id: AccountId,
    email: Option<&Email>,
) -> Result<bool, StoreError> {
    let updated = Entity::update_many()
        .col_expr(Column::Email, Expr::value(email.map(Email::as_str)))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .exec(tx)
        .await?;
    Ok(updated.rows_affected == 1)
}

/// Switches an account on or off; whether there is such an account.
pub async fn set_active(tx: &Tx, scope: Scope, id: AccountId, active: bool) -> Result<bool, StoreError> {
    let updated = Entity::update_many()
        .col_expr(Column::Active, Expr::value(active))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .exec(tx)
        .await?;
    Ok(updated.rows_affected == 1)
}

pub(in crate::store) fn read(row: Model) -> Result<Account, StoreError> {
    let reading = Reading {
        table: "account",
        key: &row.id,
    };
    Ok(Account {
        id: AccountId(row.id),
        agency: AgencyId(row.agency_id),
        department: row.department_id.map(DepartmentId),
        roles: reading.json(&row.roles)?,
        last_sign_in_at: row.last_sign_in_at.map(|at| reading.instant(at)).transpose()?,
        email: row
            .email
            .as_deref()
            .map(Email::parse)
            .transpose()
            .map_err(|error| reading.bad(error))?,
        username: row.username,
        name: row.name,
        active: row.active,
    })
}
