//! Applicants, sealed: only the name is in clear, because queues show it and staff search for it.

use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    Scope, StoreError, Tx,
    convert::Reading,
    row::applicant::{ActiveModel, Column, Entity, Model},
    secret::{Place, Vault, VaultError},
};
use crate::domain::{
    applicant::{Applicant, ApplicantKind, Contact, Identity, Representation},
    id::ApplicantId,
    text::{Address, CreditCode, DocumentNumber, Email, IdentityNumber, Invalid, Name, Phone, Postcode},
};

const TABLE: &str = "applicant";

fn place(column: &'static str, row: Uuid) -> Place {
    Place {
        table: TABLE,
        column,
        row,
    }
}

/// Adds an applicant.
pub async fn insert(
    tx: &Tx,
    vault: &Vault,
    scope: Scope,
    id: ApplicantId,
    applicant: &Applicant,
    at: OffsetDateTime,
) -> Result<(), StoreError> {
    let Applicant {
        kind,
        name,
        identity,
        representation,
        contact,
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
        identity_kind: Set(Some(identity.kind().to_owned())),
        identity_enc: Set(Some(seal("identity_enc", identity.number())?)),
        phone_enc: Set(Some(seal("phone_enc", phone.as_str())?)),
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
        identity_hash: Set(Some(vault.keyed_hash(identity.kind(), identity.number()))),
        phone_hash: Set(Some(vault.keyed_hash("phone", phone.as_str()))),
        email_hash: Set(email
            .as_ref()
            .map(|email| vault.keyed_hash("email", email.as_str()))),
        created_at: Set(at.unix_timestamp()),
        erased_at: Set(None),
    };
    row.insert(tx).await?;
    Ok(())
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
        .one(db)
        .await?;
    row.map(|row| read(vault, &row)).transpose()
}

/// Everybody who was recorded with this identity number, newest first.
pub async fn with_identity(
    db: &impl ConnectionTrait,
    vault: &Vault,
    scope: Scope,
    identity: &Identity,
) -> Result<Vec<ApplicantId>, StoreError> {
    let hashes = vault.keyed_hashes(identity.kind(), identity.number());
    let rows = Entity::find()
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::IdentityHash.is_in(hashes))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| ApplicantId(row.id)).collect())
}

fn read(vault: &Vault, row: &Model) -> Result<Applicant, StoreError> {
    let reading = Reading {
        table: TABLE,
        key: &row.id,
    };
    let open = |column, sealed: &Option<Vec<u8>>| -> Result<Option<String>, StoreError> {
        let opened = sealed
            .as_ref()
            .map(|sealed| vault.open(place(column, row.id), sealed))
            .transpose();
        opened.map_err(|error: VaultError| reading.bad(error))
    };
    let missing = |column: &str| reading.bad(format!("{column} is empty"));
    let bad = |error: Invalid| reading.bad(error);
    let number = open("identity_enc", &row.identity_enc)?.ok_or_else(|| missing("identity_enc"))?;
    let identity = match row.identity_kind.as_deref() {
        Some("resident_card") => Identity::ResidentCard(IdentityNumber::parse(&number).map_err(bad)?),
        Some("passport") => Identity::Passport(DocumentNumber::parse(&number).map_err(bad)?),
        Some("travel_permit") => Identity::TravelPermit(DocumentNumber::parse(&number).map_err(bad)?),
        Some("credit_code") => Identity::CreditCode(CreditCode::parse(&number).map_err(bad)?),
        _ => return Err(missing("identity_kind")),
    };
    let representative = open("representative_enc", &row.representative_enc)?;
    let representation = match (representative, open("contact_enc", &row.contact_enc)?) {
        (Some(representative), Some(contact)) => Some(Representation {
            representative: Name::parse(&representative).map_err(bad)?,
            contact: Name::parse(&contact).map_err(bad)?,
        }),
        _ => None,
    };
    let phone = open("phone_enc", &row.phone_enc)?.ok_or_else(|| missing("phone_enc"))?;
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
            phone: Phone::parse(&phone).map_err(bad)?,
            email: email.as_deref().map(Email::parse).transpose().map_err(bad)?,
            address: address.as_deref().map(Address::parse).transpose().map_err(bad)?,
            postcode: postcode
                .as_deref()
                .map(Postcode::parse)
                .transpose()
                .map_err(bad)?,
        },
    })
}
