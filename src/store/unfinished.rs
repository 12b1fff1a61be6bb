//! 草稿: applications that are still being filled in on the portal, and the files that wait with them. What was typed is
//! sealed, and none of it is understood here.

use std::collections::BTreeSet;

use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use sha2::{Digest as _, Sha256};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    Scope, StoreError, Tx,
    convert::Reading,
    error::conflict_if_taken,
    row::{unfinished, unfinished_file},
    secret::{Place, Vault},
};
use crate::{
    domain::{
        digest::Digest,
        id::{AgencyId, FormId},
    },
    ids,
};

const TABLE: &str = "unfinished";

/// An application that is not filed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    pub id: FormId,
    pub agency: AgencyId,
    /// What was typed, as whoever wrote it put it down.
    pub body: String,
    pub changed_at: OffsetDateTime,
}

/// The code with which somebody comes back to a form. It follows from the form's mark and our key, so that it can be
/// shown as often as the form is open, and yet is not kept.
pub fn code(vault: &Vault, form: FormId) -> String {
    let hash = vault.keyed_hash("code_of_unfinished", &form.to_string());
    ids::code_of(Sha256::digest(hash).into())
}

/// What a code is found by: the groups' hyphens do not count, nor does the case of letters.
fn hash(vault: &Vault, code: &str) -> String {
    let letters: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    vault.keyed_hash("unfinished", &letters.to_ascii_uppercase())
}

fn place(form: FormId) -> Place {
    Place {
        table: TABLE,
        column: "body_enc",
        row: form.0,
    }
}

/// Puts down a new one.
pub async fn insert(tx: &Tx, vault: &Vault, new: &Unfinished) -> Result<(), StoreError> {
    let row = unfinished::ActiveModel {
        id: Set(new.id.0),
        agency_id: Set(new.agency.0),
        code_hash: Set(hash(vault, &code(vault, new.id))),
        body_enc: Set(seal(vault, new.id, &new.body)?),
        created_at: Set(new.changed_at.unix_timestamp()),
        changed_at: Set(new.changed_at.unix_timestamp()),
    };
    row.insert(tx).await.map_err(conflict_if_taken)?;
    Ok(())
}

/// Writes what was typed since; false where there is none any more.
pub async fn update(
    tx: &Tx,
    vault: &Vault,
    scope: Scope,
    form: FormId,
    (body, files): (&str, &[Digest]),
    at: OffsetDateTime,
) -> Result<bool, StoreError> {
    let updated = unfinished::Entity::update_many()
        .col_expr(unfinished::Column::BodyEnc, Expr::value(seal(vault, form, body)?))
        .col_expr(unfinished::Column::ChangedAt, Expr::value(at.unix_timestamp()))
        .filter(unfinished::Column::Id.eq(form.0))
        .filter(unfinished::Column::AgencyId.eq(scope.agency()))
        .exec(tx)
        .await?;
    if updated.rows_affected != 1 {
        return Ok(false);
    }
    let old = Query::delete()
        .from_table(unfinished_file::Entity)
        .and_where(unfinished_file::Column::UnfinishedId.eq(form.0))
        .to_owned();
    tx.execute(&old).await?;
    let rows = (1..)
        .zip(files)
        .map(|(number, content)| unfinished_file::ActiveModel {
            unfinished_id: Set(form.0),
            number: Set(number),
            sha256: Set(content.to_string()),
        });
    unfinished_file::Entity::insert_many(rows)
        .exec_without_returning(tx)
        .await?;
    Ok(true)
}

/// One of an agency.
pub async fn get(
    db: &impl ConnectionTrait,
    vault: &Vault,
    scope: Scope,
    form: FormId,
) -> Result<Option<Unfinished>, StoreError> {
    let row = unfinished::Entity::find_by_id(form.0)
        .filter(unfinished::Column::AgencyId.eq(scope.agency()))
        .one(db)
        .await?;
    row.map(|row| read(vault, &row)).transpose()
}

/// The one that a code opens, of whichever agency.
pub async fn by_code(
    db: &impl ConnectionTrait,
    vault: &Vault,
    code: &str,
) -> Result<Option<Unfinished>, StoreError> {
    let row = unfinished::Entity::find()
        .filter(unfinished::Column::CodeHash.eq(hash(vault, code)))
        .one(db)
        .await?;
    row.map(|row| read(vault, &row)).transpose()
}

/// Those, of all agencies, that nobody has touched since a moment, the oldest first, and no more than so many.
pub async fn left_lying(
    db: &impl ConnectionTrait,
    before: OffsetDateTime,
    most: u64,
) -> Result<Vec<(Scope, FormId)>, StoreError> {
    let rows: Vec<(Uuid, Uuid)> = unfinished::Entity::find()
        .select_only()
        .columns([unfinished::Column::AgencyId, unfinished::Column::Id])
        .filter(unfinished::Column::ChangedAt.lt(before.unix_timestamp()))
        .order_by_asc(unfinished::Column::ChangedAt)
        .limit(most)
        .into_tuple()
        .all(db)
        .await?;
    let scoped = |(agency, form)| (Scope::of(AgencyId(agency)), FormId(form));
    Ok(rows.into_iter().map(scoped).collect())
}

/// Takes one away, and says which files waited with it.
pub async fn delete(tx: &Tx, scope: Scope, form: FormId) -> Result<BTreeSet<Digest>, StoreError> {
    let files = unfinished_file::Entity::find()
        .filter(unfinished_file::Column::UnfinishedId.eq(form.0))
        .all(tx)
        .await?;
    let delete = Query::delete()
        .from_table(unfinished::Entity)
        .and_where(unfinished::Column::Id.eq(form.0))
        .and_where(unfinished::Column::AgencyId.eq(scope.agency()))
        .to_owned();
    if tx.execute(&delete).await?.rows_affected() == 0 {
        return Ok(BTreeSet::new());
    }
    let reading = Reading {
        table: "unfinished_file",
        key: &form,
    };
    files.iter().map(|file| reading.parse(&file.sha256)).collect()
}

fn seal(vault: &Vault, form: FormId, body: &str) -> Result<Vec<u8>, StoreError> {
    let sealed = vault.seal(place(form), body);
    sealed.map_err(|error| StoreError::inconsistent(TABLE, form, error))
}

fn read(vault: &Vault, row: &unfinished::Model) -> Result<Unfinished, StoreError> {
    let id = FormId(row.id);
    let reading = Reading {
        table: TABLE,
        key: &id,
    };
    Ok(Unfinished {
        body: vault
            .open(place(id), &row.body_enc)
            .map_err(|error| reading.bad(error))?,
        changed_at: reading.instant(row.changed_at)?,
        agency: AgencyId(row.agency_id),
        id,
    })
}
