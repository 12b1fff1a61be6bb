//! How an applicant can be reached, changed.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{TABLE, place};
use crate::{
    domain::{
        applicant::Contact,
        id::ApplicantId,
        text::{Address, Email, Phone, Postcode},
    },
    store::{
        Scope, StoreError, Tx,
        row::applicant::{Column, Entity},
        secret::Vault,
    },
};

/// Seals the new contact in the place of the old one; whoever is erased stays so.
pub async fn reach_at(
    tx: &Tx,
    vault: &Vault,
    scope: Scope,
    id: ApplicantId,
    contact: &Contact,
) -> Result<(), StoreError> {
    let Contact {
        phone,
        email,
        address,
        postcode,
    } = contact;
    let seal = |column, plain: Option<&str>| {
        plain
            .map(|plain| {
                vault
                    .seal(place(column, id.0), plain)
                    .map_err(|error| StoreError::inconsistent(TABLE, id, error))
            })
            .transpose()
    };
    let phone = phone.as_ref().map(Phone::as_str);
    let email = email.as_ref().map(Email::as_str);
    let address = address.as_ref().map(Address::as_str);
    let postcode = postcode.as_ref().map(Postcode::as_str);
    Entity::update_many()
        .col_expr(Column::PhoneEnc, Expr::value(seal("phone_enc", phone)?))
        .col_expr(Column::EmailEnc, Expr::value(seal("email_enc", email)?))
        .col_expr(Column::AddressEnc, Expr::value(seal("address_enc", address)?))
        .col_expr(Column::PostcodeEnc, Expr::value(seal("postcode_enc", postcode)?))
        .col_expr(
            Column::PhoneHash,
            Expr::value(phone.map(|phone| vault.keyed_hash("phone", phone))),
        )
        .col_expr(
            Column::EmailHash,
            Expr::value(email.map(|email| vault.keyed_hash("email", email))),
        )
        .filter(Column::Id.eq(id.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::ErasedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}
