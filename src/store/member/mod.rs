//! 申请人账号: who has an account on the portal. Nothing of them is in clear; no agency has them, for one account may follow
//! cases of several.

mod challenge;
mod code;
mod kept;
mod passkey;
mod visit;

use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Select, Set,
};
use time::OffsetDateTime;

use super::{
    StoreError, Tx,
    convert::{Reading, json},
    error::conflict_if_taken,
    row::member::{ActiveModel, Column, Entity, Model},
    secret::{Place, Vault},
};
use crate::domain::{
    id::MemberId,
    member::{Details, Reach},
    text::{Email, Phone},
};

pub use self::{
    challenge::{Challenge, forget_challenges, insert_challenge, spend_challenge},
    code::{Code, code, forget_codes, insert_code, spend_code, take_try},
    kept::{
        Kept, add_case, add_form, cases, count_cases, forget_case, forms, has_case, has_form, remove_case,
    },
    passkey::{insert_passkey, passkey_called, passkey_used, passkeys, remove_passkey},
    visit::{Visit, begin_visit, end_visit, end_visits_but, forget_visits, visit, visits, was_seen},
};

const TABLE: &str = "member";

/// Somebody with an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub id: MemberId,
    pub email: Option<Email>,
    pub phone: Option<Phone>,
    /// Whether a platform may sign them in.
    pub has_subject: bool,
    pub has_password: bool,
    pub details: Details,
    pub created_at: OffsetDateTime,
}

impl Member {
    /// By what they are reached, the mail first.
    pub fn reaches(&self) -> Vec<Reach> {
        let email = self.email.clone().map(Reach::Email);
        email
            .into_iter()
            .chain(self.phone.clone().map(Reach::Phone))
            .collect()
    }
}

/// By what an account is found.
#[derive(Debug, Clone, Copy)]
pub enum Known<'a> {
    Reach(&'a Reach),
    /// What a platform calls them, with the platform.
    Subject(&'a str),
}

impl Known<'_> {
    const fn column(self) -> Column {
        match self {
            Self::Reach(Reach::Email(_)) => Column::EmailHash,
            Self::Reach(Reach::Phone(_)) => Column::PhoneHash,
            Self::Subject(_) => Column::SubjectHash,
        }
    }

    /// Kinds of their own: these hashes cannot be held against those of applicants.
    const fn kind(self) -> &'static str {
        match self {
            Self::Reach(Reach::Email(_)) => "member_email",
            Self::Reach(Reach::Phone(_)) => "member_phone",
            Self::Subject(_) => "member_subject",
        }
    }

    fn as_str(&self) -> &str {
        match self {
            Self::Reach(reach) => reach.as_str(),
            Self::Subject(subject) => subject,
        }
    }

    fn hash(self, vault: &Vault) -> String {
        vault.keyed_hash(self.kind(), self.as_str())
    }

    fn found(self, vault: &Vault) -> Select<Entity> {
        let hashes = vault.keyed_hashes(self.kind(), self.as_str());
        Entity::find().filter(self.column().is_in(hashes))
    }
}

/// A new account; [`StoreError::Conflict`] where one with the same is there.
pub async fn insert(
    tx: &Tx,
    vault: &Vault,
    id: MemberId,
    known: Known<'_>,
    at: OffsetDateTime,
) -> Result<(), StoreError> {
    let mut row = ActiveModel {
        id: Set(id.0),
        email_enc: Set(None),
        email_hash: Set(None),
        phone_enc: Set(None),
        phone_hash: Set(None),
        subject_hash: Set(None),
        details_enc: Set(None),
        password_hash: Set(None),
        created_at: Set(at.unix_timestamp()),
    };
    let hash = Some(known.hash(vault));
    match known {
        Known::Reach(Reach::Email(email)) => {
            row.email_enc = Set(Some(seal(vault, "email_enc", id, email.as_str())?));
            row.email_hash = Set(hash);
        }
        Known::Reach(Reach::Phone(phone)) => {
            row.phone_enc = Set(Some(seal(vault, "phone_enc", id, phone.as_str())?));
            row.phone_hash = Set(hash);
        }
        Known::Subject(_) => row.subject_hash = Set(hash),
    }
    row.insert(tx).await.map_err(conflict_if_taken)?;
    Ok(())
}

/// An account.
pub async fn get(
    db: &impl ConnectionTrait,
    vault: &Vault,
    id: MemberId,
) -> Result<Option<Member>, StoreError> {
    let row = Entity::find_by_id(id.0).one(db).await?;
    row.map(|row| read(vault, row)).transpose()
}

/// The account that somebody is known by.
pub async fn find(
    db: &impl ConnectionTrait,
    vault: &Vault,
    known: Known<'_>,
) -> Result<Option<MemberId>, StoreError> {
    let ids: Option<uuid::Uuid> = known
        .found(vault)
        .select_only()
        .column(Column::Id)
        .into_tuple()
        .one(db)
        .await?;
    Ok(ids.map(MemberId))
}

/// The account that is reached so, with the hash of its password.
pub async fn password(
    db: &impl ConnectionTrait,
    vault: &Vault,
    reach: &Reach,
) -> Result<Option<(MemberId, Option<String>)>, StoreError> {
    let row = Known::Reach(reach).found(vault).one(db).await?;
    Ok(row.map(|row| (MemberId(row.id), row.password_hash)))
}

/// Sets by what somebody is reached; [`StoreError::Conflict`] where another account is.
pub async fn set_reach(tx: &Tx, vault: &Vault, id: MemberId, reach: &Reach) -> Result<(), StoreError> {
    let (column, name) = match reach {
        Reach::Email(_) => (Column::EmailEnc, "email_enc"),
        Reach::Phone(_) => (Column::PhoneEnc, "phone_enc"),
    };
    let known = Known::Reach(reach);
    let sealed = seal(vault, name, id, reach.as_str())?;
    Entity::update_many()
        .col_expr(column, Expr::value(sealed))
        .col_expr(known.column(), Expr::value(known.hash(vault)))
        .filter(Column::Id.eq(id.0))
        .exec(tx)
        .await
        .map_err(conflict_if_taken)?;
    Ok(())
}

/// Sets what a platform calls somebody; [`StoreError::Conflict`] where it signs in to another account.
pub async fn set_subject(
    tx: &Tx,
    vault: &Vault,
    id: MemberId,
    subject: Option<&str>,
) -> Result<(), StoreError> {
    let hash = subject.map(|subject| Known::Subject(subject).hash(vault));
    Entity::update_many()
        .col_expr(Column::SubjectHash, Expr::value(hash))
        .filter(Column::Id.eq(id.0))
        .exec(tx)
        .await
        .map_err(conflict_if_taken)?;
    Ok(())
}

/// Sets what forms are filled in with; blank ones leave nothing.
pub async fn set_details(tx: &Tx, vault: &Vault, id: MemberId, details: &Details) -> Result<(), StoreError> {
    let sealed = (!details.is_blank())
        .then(|| seal(vault, "details_enc", id, &json(details)))
        .transpose()?;
    Entity::update_many()
        .col_expr(Column::DetailsEnc, Expr::value(sealed))
        .filter(Column::Id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Sets the hash of the password, or takes it away.
pub async fn set_password(tx: &Tx, id: MemberId, hash: Option<&str>) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::PasswordHash, Expr::value(hash.map(str::to_owned)))
        .filter(Column::Id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Erases an account with all that hangs on it. What was filed stays with the agencies.
pub async fn delete(tx: &Tx, id: MemberId) -> Result<(), StoreError> {
    let delete = Query::delete()
        .from_table(Entity)
        .and_where(Column::Id.eq(id.0))
        .to_owned();
    tx.execute(&delete).await?;
    Ok(())
}

fn place(column: &'static str, id: MemberId) -> Place {
    Place {
        table: TABLE,
        column,
        row: id.0,
    }
}

fn seal(vault: &Vault, column: &'static str, id: MemberId, plain: &str) -> Result<Vec<u8>, StoreError> {
    let sealed = vault.seal(place(column, id), plain);
    sealed.map_err(|error| StoreError::inconsistent(TABLE, id, error))
}

fn read(vault: &Vault, row: Model) -> Result<Member, StoreError> {
    let id = MemberId(row.id);
    let reading = Reading {
        table: TABLE,
        key: &id,
    };
    let open = |column, sealed: Option<Vec<u8>>| {
        let opened = sealed.map(|sealed| vault.open(place(column, id), &sealed));
        opened.transpose().map_err(|error| reading.bad(error))
    };
    let email = open("email_enc", row.email_enc)?;
    let phone = open("phone_enc", row.phone_enc)?;
    let details = open("details_enc", row.details_enc)?;
    Ok(Member {
        id,
        email: email
            .map(|email| Email::parse(&email).map_err(|error| reading.bad(error)))
            .transpose()?,
        phone: phone
            .map(|phone| Phone::parse(&phone).map_err(|error| reading.bad(error)))
            .transpose()?,
        has_subject: row.subject_hash.is_some(),
        has_password: row.password_hash.is_some(),
        details: details
            .map(|details| reading.json(&details))
            .transpose()?
            .unwrap_or_default(),
        created_at: reading.instant(row.created_at)?,
    })
}
