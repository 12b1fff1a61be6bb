//! Applications as they were filed. Their words are never changed; they are only erased with an import that is undone.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Expr, ExprTrait as _, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait as _, Select,
    Set,
};
use sha2::{Digest as _, Sha256};
use time::OffsetDateTime;

use super::{
    Scope, StoreError, Tx,
    convert::{Reading, salt_text},
    error::conflict_if_taken,
    row::{application, application_item, cases},
    secret::Vault,
};
use crate::{
    domain::{
        application::{Application, Item},
        digest::Digest,
        id::{AgencyId, ApplicantId, ApplicationId, CaseId},
        sameness::Sought,
    },
    ids,
    law::Channel,
};

/// An application with what surrounds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    pub id: ApplicationId,
    pub case: CaseId,
    pub applicant: ApplicantId,
    pub channel: Channel,
    pub submitted_at: OffsetDateTime,
    /// From the form page: a form sent twice files once.
    pub form_token: Option<String>,
    /// What [`lookup_hash`] gives; none where the applicant has no access online.
    pub lookup_code_hash: Option<String>,
    /// The salt of `content`.
    pub salt: [u8; 16],
    /// The digest that the first event holds.
    pub content: Digest,
    pub application: Application,
}

/// The hash under which a look-up code is kept: by a key, so that the table alone gives no code away.
pub fn lookup_hash(vault: &Vault, code: &str) -> String {
    vault.keyed_hash(LOOKUP, &typed(code))
}

const LOOKUP: &str = "lookup_code";

/// The look-up code of an application that came with this form. It follows from the form's mark and our key, so that
/// whoever sends a form again, because the first answer never arrived, gets the same code, and yet none is kept.
pub fn lookup_code(vault: &Vault, form_token: &str) -> String {
    ids::code_of(Sha256::digest(vault.keyed_hash("lookup_code_of_form", form_token)).into())
}

/// A code as people type it: the groups' hyphens do not count.
fn typed(code: &str) -> String {
    code.replace('-', "")
}

/// Adds an application, after its case or before it; [`StoreError::Conflict`] where its form was sent before.
pub async fn insert(tx: &Tx, scope: Scope, filed: &Filed) -> Result<(), StoreError> {
    let Filed {
        id,
        case,
        applicant,
        channel,
        submitted_at,
        form_token,
        lookup_code_hash,
        salt,
        content,
        application:
            Application {
                items,
                form,
                obtain_by,
                accepts_other_form,
            },
    } = filed;
    let row = application::ActiveModel {
        id: Set(id.0),
        case_id: Set(case.0),
        agency_id: Set(scope.agency()),
        applicant_id: Set(applicant.0),
        channel: Set(channel.to_string()),
        submitted_at: Set(submitted_at.unix_timestamp()),
        form_token: Set(form_token.clone()),
        provision_form: Set(form.to_string()),
        obtain_by: Set(obtain_by.to_string()),
        accepts_other_form: Set(*accepts_other_form),
        lookup_code_hash: Set(lookup_code_hash.clone()),
        salt: Set(salt_text(*salt)),
        sha256: Set(content.to_string()),
    };
    let (items, backend) = (items.iter().map(|item| item_row(scope, *id, item)), tx.backend());
    let rows = [
        application::Entity::insert(row).build(backend),
        application_item::Entity::insert_many(items).build(backend),
    ];
    tx.write_all(tx.case_follows().into_iter().chain(rows))
        .await
        .map_err(conflict_if_taken)
}

fn item_row(scope: Scope, application: ApplicationId, item: &Item) -> application_item::ActiveModel {
    let Sought {
        number: sought_number,
        title: sought_title,
    } = Sought::of(item);
    let Item {
        number,
        title,
        document_number,
        description,
    } = item;
    application_item::ActiveModel {
        application_id: Set(application.0),
        n: Set(i32::from(*number)),
        agency_id: Set(scope.agency()),
        title: Set(title.clone()),
        document_number: Set(document_number.clone()),
        description: Set(description.clone()),
        sought_number: Set(sought_number),
        sought_title: Set(sought_title),
    }
}

/// Erases what was asked for, of a case that was taken over by mistake.
pub async fn erase(tx: &Tx, scope: Scope, case: CaseId) -> Result<(), StoreError> {
    let of_case = Query::select()
        .column(application::Column::Id)
        .from(application::Entity)
        .and_where(application::Column::CaseId.eq(case.0))
        .and_where(application::Column::AgencyId.eq(scope.agency()))
        .to_owned();
    let nothing = || Expr::value(None::<String>);
    application_item::Entity::update_many()
        .col_expr(application_item::Column::Title, Expr::value(""))
        .col_expr(application_item::Column::DocumentNumber, nothing())
        .col_expr(application_item::Column::Description, nothing())
        .col_expr(application_item::Column::SoughtNumber, nothing())
        .col_expr(application_item::Column::SoughtTitle, nothing())
        .filter(application_item::Column::ApplicationId.in_subquery(of_case))
        .exec(tx)
        .await?;
    Ok(())
}

/// The application of a case.
pub async fn of_case(
    db: &impl ConnectionTrait,
    scope: Scope,
    case: CaseId,
) -> Result<Option<Filed>, StoreError> {
    let row = application::Entity::find()
        .filter(application::Column::CaseId.eq(case.0))
        .filter(application::Column::AgencyId.eq(scope.agency()))
        .one(db)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let items = application_item::Entity::find()
        .filter(application_item::Column::ApplicationId.eq(row.id))
        .order_by_asc(application_item::Column::N)
        .all(db)
        .await?;
    read(row, items).map(Some)
}

/// The applications of these cases of the agency, by their case.
pub async fn of_cases(
    db: &impl ConnectionTrait,
    scope: Scope,
    cases: &[CaseId],
) -> Result<BTreeMap<CaseId, Filed>, StoreError> {
    let rows = application::Entity::find()
        .filter(application::Column::CaseId.is_in(cases.iter().map(|case| case.0)))
        .filter(application::Column::AgencyId.eq(scope.agency()))
        .all(db)
        .await?;
    let items = application_item::Entity::find()
        .filter(application_item::Column::ApplicationId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(application_item::Column::N)
        .all(db)
        .await?;
    let mut of: BTreeMap<uuid::Uuid, Vec<application_item::Model>> = BTreeMap::new();
    for item in items {
        of.entry(item.application_id).or_default().push(item);
    }
    let filed = |row: application::Model| {
        let items = of.remove(&row.id).unwrap_or_default();
        Ok((CaseId(row.case_id), read(row, items)?))
    };
    rows.into_iter().map(filed).collect()
}

/// The cases that an applicant's applications opened.
pub async fn cases_of(
    db: &impl ConnectionTrait,
    scope: Scope,
    applicant: ApplicantId,
) -> Result<Vec<CaseId>, StoreError> {
    let cases: Vec<uuid::Uuid> = application::Entity::find()
        .select_only()
        .column(application::Column::CaseId)
        .filter(application::Column::ApplicantId.eq(applicant.0))
        .filter(application::Column::AgencyId.eq(scope.agency()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(cases.into_iter().map(CaseId).collect())
}

/// The case that a form opened when it was sent the first time.
pub async fn by_form_token(
    db: &impl ConnectionTrait,
    scope: Scope,
    token: &str,
) -> Result<Option<CaseId>, StoreError> {
    let case: Option<uuid::Uuid> = application::Entity::find()
        .select_only()
        .column(application::Column::CaseId)
        .filter(application::Column::AgencyId.eq(scope.agency()))
        .filter(application::Column::FormToken.eq(token))
        .into_tuple()
        .one(db)
        .await?;
    Ok(case.map(CaseId))
}

/// The public look-up: the case with this number whose applicant holds this code, in whichever agency. Callers slow
/// down whoever guesses.
pub async fn look_up(
    db: &impl ConnectionTrait,
    vault: &Vault,
    number: &str,
    code: &str,
) -> Result<Option<(Scope, CaseId)>, StoreError> {
    let hashes = vault.keyed_hashes(LOOKUP, &typed(code));
    let found: Option<(uuid::Uuid, uuid::Uuid)> = opened(number.trim(), hashes).into_tuple().one(db).await?;
    Ok(found.map(|(agency, case)| (Scope::of(AgencyId(agency)), CaseId(case))))
}

/// The case with this number and one of these codes: found by the number, and only its own application is looked at.
fn opened(number: &str, hashes: Vec<String>) -> Select<cases::Entity> {
    let own = Query::select()
        .expr(Expr::value(1))
        .from(application::Entity)
        .and_where(
            Expr::col((application::Entity, application::Column::CaseId))
                .equals((cases::Entity, cases::Column::Id)),
        )
        .and_where(application::Column::LookupCodeHash.is_in(hashes))
        .to_owned();
    cases::Entity::find()
        .select_only()
        .column(cases::Column::AgencyId)
        .column(cases::Column::Id)
        .filter(cases::Column::Number.eq(number))
        .filter(Expr::exists(own))
}

fn read(row: application::Model, items: Vec<application_item::Model>) -> Result<Filed, StoreError> {
    let reading = Reading {
        table: "application",
        key: &row.id,
    };
    let items = items.into_iter().map(|item| {
        Ok(Item {
            number: reading.number(item.n)?,
            title: item.title,
            document_number: item.document_number,
            description: item.description,
        })
    });
    Ok(Filed {
        application: Application {
            items: items.collect::<Result<_, StoreError>>()?,
            form: reading.parse(&row.provision_form)?,
            obtain_by: reading.parse(&row.obtain_by)?,
            accepts_other_form: row.accepts_other_form,
        },
        id: ApplicationId(row.id),
        case: CaseId(row.case_id),
        applicant: ApplicantId(row.applicant_id),
        channel: reading.parse(&row.channel)?,
        submitted_at: reading.instant(row.submitted_at)?,
        salt: reading.salt(&row.salt)?,
        content: reading.parse(&row.sha256)?,
        form_token: row.form_token,
        lookup_code_hash: row.lookup_code_hash,
    })
}

#[cfg(test)]
mod tests {
    use sea_orm::{DbBackend, QueryTrait as _};

    use super::*;
    use crate::store::plan::plan;

    #[tokio::test]
    async fn a_look_up_reads_one_case_and_its_application() {
        let codes = vec!["code".to_owned()];
        let plan = plan(opened("QXZJ-2026-00012", codes).build(DbBackend::Sqlite)).await;
        assert!(plan.contains("INDEX cases_by_number "), "{plan}");
        assert!(!plan.contains("SCAN"), "{plan}");
    }
}
