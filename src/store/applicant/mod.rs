//! Applicants, sealed: only the first one's name is in clear, because queues show it and staff search for it.

pub mod asker;
mod party;
mod reach;

pub use reach::reach_at;

use std::collections::BTreeMap;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    Scope, StoreError, Tx,
    convert::Reading,
    row::applicant::{ActiveModel, Column, Entity, Model},
    secret::{Place, Vault, VaultError},
};
use crate::domain::{
    applicant::{Applicant, ApplicantKind, Contact, Identity, IdentityKind, Representation},
    id::ApplicantId,
    text::{Address, Email, Invalid, Name, Phone, Postcode},
};

const TABLE: &str = "applicant";

fn place(column: &'static str, row: Uuid) -> Place {
    Place {
        table: TABLE,
        column,
        row,
    }
}

/// Adds an applicant with everybody who applies together with them, and their agent; these get ids of their own.
pub async fn insert(
    tx: &Tx,
    vault: &Vault,
    scope: Scope,
    id: ApplicantId,
    applicant: &Applicant,
    new_id: impl FnMut() -> Uuid,
    at: OffsetDateTime,
) -> Result<(), StoreError> {
    let Applicant {
        kind,
        name,
        identity,
        representation,
        contact,
        joint,
        agent,
    } = applicant;
    let Contact {
        phone,
        email,
        address,
        postcode,
    } = contact;
    let seal = |column, plain: &str| {
        vault
            .seal(place(column, id.0), plain)
            .map_err(|error| StoreError::inconsistent(TABLE, id, error))
    };
    let seal_some = |column, plain: Option<&str>| plain.map(|plain| seal(column, plain)).transpose();
    let row = ActiveModel {
        id: Set(id.0),
        agency_id: Set(scope.agency()),
        kind: Set(kind.to_string()),
        name: Set(name.as_str().to_owned()),
        identity_kind: Set(identity.as_ref().map(|identity| identity.kind().to_string())),
        identity_enc: Set(seal_some(
            "identity_enc",
            identity.as_ref().map(Identity::number),
        )?),
        phone_enc: Set(seal_some("phone_enc", phone.as_ref().map(Phone::as_str))?),
        address_enc: Set(seal_some("address_enc", address.as_ref().map(Address::as_str))?),
        postcode_enc: Set(seal_some(
            "postcode_enc",
            postcode.as_ref().map(Postcode::as_str),
        )?),
        email_enc: Set(seal_some("email_enc", email.as_ref().map(Email::as_str))?),
        representative_enc: Set(seal_some(
            "representative_enc",
            representation.as_ref().map(|both| both.representative.as_str()),
        )?),
        contact_enc: Set(seal_some(
            "contact_enc",
            representation.as_ref().map(|both| both.contact.as_str()),
        )?),
        identity_hash: Set(identity
            .as_ref()
            .map(|identity| vault.keyed_hash(identity.kind().as_str(), identity.number()))),
        phone_hash: Set(phone
            .as_ref()
            .map(|phone| vault.keyed_hash("phone", phone.as_str()))),
        email_hash: Set(email
            .as_ref()
            .map(|email| vault.keyed_hash("email", email.as_str()))),
        created_at: Set(at.unix_timestamp()),
        erased_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    party::insert(tx, vault, scope, id, (joint, agent.as_ref()), new_id, at).await
}

/// An applicant with everything that is known of them: only where the task needs it.
pub async fn get(
    db: &impl ConnectionTrait,
    vault: &Vault,
    scope: Scope,
    id: ApplicantId,
) -> Result<Option<Applicant>, StoreError> {
    let row = Entity::find_by_id(id.0)
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::ErasedAt.is_null())
        .one(db)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let mut applicant = read(vault, &row)?;
    (applicant.joint, applicant.agent) = party::of(db, vault, scope, id).await?;
    Ok(Some(applicant))
}

/// How an applicant can be reached, and nothing else of them; nothing where they are erased, or told nothing.
pub async fn reached_at(
    db: &impl ConnectionTrait,
    vault: &Vault,
    scope: Scope,
    id: ApplicantId,
) -> Result<(Option<Phone>, Option<Email>), StoreError> {
    let row = Entity::find_by_id(id.0)
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::ErasedAt.is_null())
        .one(db)
        .await?;
    let Some(row) = row else {
        return Ok((None, None));
    };
    let reading = reading(&row.id);
    let open = |column, sealed: &Option<Vec<u8>>| opened(vault, reading, column, sealed.as_deref());
    let phone = open("phone_enc", &row.phone_enc)?;
    let email = open("email_enc", &row.email_enc)?;
    let bad = |error: Invalid| reading.bad(error);
    Ok((
        phone.as_deref().map(Phone::parse).transpose().map_err(bad)?,
        email.as_deref().map(Email::parse).transpose().map_err(bad)?,
    ))
}

/// The telephone numbers of these applicants; those that are erased, or told none, are left out.
pub async fn phones(
    db: &impl ConnectionTrait,
    vault: &Vault,
    scope: Scope,
    ids: &[ApplicantId],
) -> Result<BTreeMap<ApplicantId, Phone>, StoreError> {
    let rows: Vec<(Uuid, Option<Vec<u8>>)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::PhoneEnc])
        .filter(Column::Id.is_in(ids.iter().map(|id| id.0)))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::ErasedAt.is_null())
        .into_tuple()
        .all(db)
        .await?;
    rows.into_iter()
        .filter_map(|(id, sealed)| {
            let reading = reading(&id);
            let phone = opened(vault, reading, "phone_enc", sealed.as_deref()).transpose()?;
            let phone = phone.and_then(|phone| Phone::parse(&phone).map_err(|error| reading.bad(error)));
            Some(phone.map(|phone| (ApplicantId(id), phone)))
        })
        .collect()
}

/// Everybody who applied with this identity number, first or together with another, newest first.
pub async fn with_identity(
    db: &impl ConnectionTrait,
    vault: &Vault,
    scope: Scope,
    identity: &Identity,
) -> Result<Vec<ApplicantId>, StoreError> {
    let hashes = vault.keyed_hashes(identity.kind().as_str(), identity.number());
    let together = party::with_identity(scope, &hashes);
    let rows = Entity::find()
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(
            Condition::any()
                .add(Column::IdentityHash.is_in(hashes))
                .add(Column::Id.in_subquery(together)),
        )
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| ApplicantId(row.id)).collect())
}

/// Erases everything that tells who applied, for all who did and their agent. Afterwards they are not found.
pub async fn erase(tx: &Tx, scope: Scope, id: ApplicantId, at: OffsetDateTime) -> Result<bool, StoreError> {
    let nothing = || Expr::value(Option::<Vec<u8>>::None);
    let mut update = Entity::update_many()
        .col_expr(Column::Name, Expr::value(""))
        .col_expr(Column::ErasedAt, Expr::value(at.unix_timestamp()));
    for column in [
        Column::IdentityEnc,
        Column::PhoneEnc,
        Column::AddressEnc,
        Column::PostcodeEnc,
        Column::EmailEnc,
        Column::RepresentativeEnc,
        Column::ContactEnc,
    ] {
        update = update.col_expr(column, nothing());
    }
    for column in [
        Column::IdentityKind,
        Column::IdentityHash,
        Column::PhoneHash,
        Column::EmailHash,
    ] {
        update = update.col_expr(column, Expr::value(Option::<String>::None));
    }
    let done = update
        .filter(Column::Id.eq(id.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::ErasedAt.is_null())
        .exec(tx)
        .await?;
    party::erase(tx, scope, id, at).await?;
    // Nobody finds what they asked for by their name any more; the rest comes back when it is taken in anew.
    for case in super::application::cases_of(tx, scope, id).await? {
        super::search::forget_until_anew(tx, scope, case).await?;
    }
    Ok(done.rows_affected > 0)
}

fn reading(row: &Uuid) -> Reading<'_, Uuid> {
    Reading {
        table: TABLE,
        key: row,
    }
}

/// What a column of a row holds, opened.
fn opened(
    vault: &Vault,
    row: Reading<'_, Uuid>,
    column: &'static str,
    sealed: Option<&[u8]>,
) -> Result<Option<String>, StoreError> {
    sealed
        .map(|sealed| vault.open(place(column, *row.key), sealed))
        .transpose()
        .map_err(|error: VaultError| row.bad(error))
}

fn read(vault: &Vault, row: &Model) -> Result<Applicant, StoreError> {
    let reading = reading(&row.id);
    let open = |column, sealed: &Option<Vec<u8>>| opened(vault, reading, column, sealed.as_deref());
    let bad = |error: Invalid| reading.bad(error);
    let number = open("identity_enc", &row.identity_enc)?;
    let identity = match (row.identity_kind.as_deref(), number) {
        (Some(kind), Some(number)) => {
            Some(Identity::parse(reading.parse::<IdentityKind>(kind)?, &number).map_err(bad)?)
        }
        (None, None) => None,
        (Some(_), None) | (None, Some(_)) => return Err(reading.bad("half of an identity")),
    };
    let representative = open("representative_enc", &row.representative_enc)?;
    let representation = match (representative, open("contact_enc", &row.contact_enc)?) {
        (Some(representative), Some(contact)) => Some(Representation {
            representative: Name::parse(&representative).map_err(bad)?,
            contact: Name::parse(&contact).map_err(bad)?,
        }),
        _ => None,
    };
    let phone = open("phone_enc", &row.phone_enc)?;
    let (email, address, postcode) = (
        open("email_enc", &row.email_enc)?,
        open("address_enc", &row.address_enc)?,
        open("postcode_enc", &row.postcode_enc)?,
    );
    Ok(Applicant {
        kind: reading.parse::<ApplicantKind>(&row.kind)?,
        name: Name::parse(&row.name).map_err(bad)?,
        identity,
        representation,
        contact: Contact {
            phone: phone.as_deref().map(Phone::parse).transpose().map_err(bad)?,
            email: email.as_deref().map(Email::parse).transpose().map_err(bad)?,
            address: address.as_deref().map(Address::parse).transpose().map_err(bad)?,
            postcode: postcode
                .as_deref()
                .map(Postcode::parse)
                .transpose()
                .map_err(bad)?,
        },
        joint: Vec::new(),
        agent: None,
    })
}
