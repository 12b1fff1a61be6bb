//! Who applied before: the cases in which a person stands, by the keyed hash of their number, and those of the same name.
//! Each list is read off an index in its order and has an end, however often somebody applied.

use std::collections::BTreeSet;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, Select,
};
use time::Date;
use uuid::Uuid;

use super::{opened, party, reading};
use crate::{
    domain::{
        applicant::{Applicant, Identity},
        id::{ApplicantId, CaseId},
        text::{Address, Name, narrow},
    },
    store::{
        Scope, StoreError,
        row::{applicant, application, cases, party as party_row},
        secret::Vault,
    },
};

/// In what part somebody stands in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Applies, first or together with others.
    Applies,
    /// 代理人
    Represents,
}

/// A case in which somebody stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stands {
    pub case: CaseId,
    /// The day of receipt; before it is settled that of the submission.
    pub on: Option<Date>,
    /// By the annual report: new answers on an order and corrections of records are no applications of their own.
    pub counted: bool,
}

/// Case, receipt, submission, whether it counts.
type Row = (Uuid, Option<Date>, Option<Date>, bool);

/// The newest cases, at most `limit`, in which somebody with this number stands.
pub async fn cases_of(
    db: &impl ConnectionTrait,
    vault: &Vault,
    scope: Scope,
    (identity, standing): (&Identity, Standing),
    limit: u64,
) -> Result<Vec<Stands>, StoreError> {
    let mut found: Vec<Stands> = Vec::new();
    for hash in vault.keyed_hashes(identity.kind().as_str(), identity.number()) {
        let rows: Vec<Row> = match standing {
            Standing::Applies => {
                let mut rows: Vec<Row> = first(scope, &hash, limit).into_tuple().all(db).await?;
                let together: Vec<Row> = beside(scope, &hash, party::JOINT, limit)
                    .into_tuple()
                    .all(db)
                    .await?;
                rows.extend(together);
                rows
            }
            Standing::Represents => {
                beside(scope, &hash, party::AGENT, limit)
                    .into_tuple()
                    .all(db)
                    .await?
            }
        };
        found.extend(
            rows.into_iter()
                .map(|(case, received, submitted, counted)| Stands {
                    case: CaseId(case),
                    on: received.or(submitted),
                    counted,
                }),
        );
    }
    found.sort_by_key(|stands| std::cmp::Reverse(stands.case));
    found.dedup_by_key(|stands| stands.case);
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(found)
}

/// Of cases whose first applicant has this number.
fn first(scope: Scope, hash: &str, limit: u64) -> Select<applicant::Entity> {
    let select = applicant::Entity::find()
        .select_only()
        .join(
            JoinType::InnerJoin,
            applicant::Entity::belongs_to(application::Entity)
                .from(applicant::Column::Id)
                .to(application::Column::ApplicantId)
                .into(),
        )
        .join(JoinType::InnerJoin, case_of_application());
    told(select)
        .filter(applicant::Column::AgencyId.eq(scope.agency()))
        .filter(applicant::Column::IdentityHash.eq(hash))
        .order_by_desc(applicant::Column::Id)
        .limit(limit)
}

/// Of cases in which somebody with this number stands besides the first applicant.
fn beside(scope: Scope, hash: &str, role: &str, limit: u64) -> Select<party_row::Entity> {
    let select = party_row::Entity::find()
        .select_only()
        .join(
            JoinType::InnerJoin,
            party_row::Entity::belongs_to(application::Entity)
                .from(party_row::Column::ApplicantId)
                .to(application::Column::ApplicantId)
                .into(),
        )
        .join(JoinType::InnerJoin, case_of_application());
    told(select)
        .filter(party_row::Column::AgencyId.eq(scope.agency()))
        .filter(party_row::Column::IdentityHash.eq(hash))
        .filter(party_row::Column::Role.eq(role))
        .order_by_desc(party_row::Column::ApplicantId)
        .limit(limit)
}

fn case_of_application() -> sea_orm::RelationDef {
    application::Entity::belongs_to(cases::Entity)
        .from(application::Column::CaseId)
        .to(cases::Column::Id)
        .into()
}

fn told<E: EntityTrait>(select: Select<E>) -> Select<E> {
    let columns = [
        cases::Column::Id,
        cases::Column::ReceivedOn,
        cases::Column::SubmittedOn,
        cases::Column::Counted,
    ];
    columns.into_iter().fold(select, |select, column| {
        select.expr(Expr::col((cases::Entity, column)))
    })
}

/// What somebody of the same name, who gave another number, has in common with an applicant besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Namesake {
    pub case: CaseId,
    pub same_phone: bool,
    pub same_address: bool,
}

/// The newest of the same name, at most `limit`, who gave the same telephone number or the same address, but another
/// number of identity: perhaps the same person. Who was erased is not among them.
pub async fn namesakes(
    db: &impl ConnectionTrait,
    vault: &Vault,
    scope: Scope,
    (id, known): (ApplicantId, &Applicant),
    limit: u64,
) -> Result<Vec<Namesake>, StoreError> {
    let rows = same_name(scope, known.name.as_str(), limit).all(db).await?;
    let phones = known.contact.phone.iter();
    let phones: Vec<String> = phones
        .flat_map(|phone| vault.keyed_hashes("phone", phone.as_str()))
        .collect();
    let numbers = known.identity.iter();
    let numbers: Vec<String> = numbers
        .flat_map(|identity| vault.keyed_hashes(identity.kind().as_str(), identity.number()))
        .collect();
    let here = known.contact.address.as_ref().map(plain);
    let mut found = Vec::new();
    for row in rows.iter().filter(|row| row.id != id.0) {
        let has = |hashes: &[String], hash: &Option<String>| {
            hash.as_ref().is_some_and(|hash| hashes.contains(hash))
        };
        if has(&numbers, &row.identity_hash) {
            continue;
        }
        let same_phone = has(&phones, &row.phone_hash);
        let address = opened(vault, reading(&row.id), "address_enc", row.address_enc.as_deref())?;
        let address = address.as_deref().and_then(|text| Address::parse(text).ok());
        let same_address = here.is_some() && address.as_ref().map(plain) == here;
        if same_phone || same_address {
            let cases = crate::store::application::cases_of(db, scope, ApplicantId(row.id)).await?;
            found.extend(cases.into_iter().map(|case| Namesake {
                case,
                same_phone,
                same_address,
            }));
        }
    }
    Ok(found)
}

fn same_name(scope: Scope, name: &str, limit: u64) -> Select<applicant::Entity> {
    applicant::Entity::find()
        .filter(applicant::Column::AgencyId.eq(scope.agency()))
        .filter(applicant::Column::Name.eq(name))
        .filter(applicant::Column::ErasedAt.is_null())
        .order_by_desc(applicant::Column::Id)
        .limit(limit)
}

/// The newest application of whoever has this number, where they applied first. Who was erased has none.
pub async fn newest_of(
    db: &impl ConnectionTrait,
    vault: &Vault,
    scope: Scope,
    identity: &Identity,
) -> Result<Option<ApplicantId>, StoreError> {
    let mut newest = None;
    for hash in vault.keyed_hashes(identity.kind().as_str(), identity.number()) {
        let row = same_number(scope, &hash).one(db).await?;
        newest = newest.max(row.map(|row| ApplicantId(row.id)));
    }
    Ok(newest)
}

fn same_number(scope: Scope, hash: &str) -> Select<applicant::Entity> {
    applicant::Entity::find()
        .filter(applicant::Column::AgencyId.eq(scope.agency()))
        .filter(applicant::Column::IdentityHash.eq(hash))
        .filter(applicant::Column::ErasedAt.is_null())
        .order_by_desc(applicant::Column::Id)
        .limit(1)
}

/// The newest application of everybody of this name, the newest first; of those without a number, each. No more than
/// `limit` applications are looked at, and who was erased is not among them.
pub async fn newest_named(
    db: &impl ConnectionTrait,
    scope: Scope,
    name: &Name,
    limit: u64,
) -> Result<Vec<ApplicantId>, StoreError> {
    let mut rows = same_name(scope, name.as_str(), limit).all(db).await?;
    let mut seen = BTreeSet::new();
    rows.retain(|row| {
        let hash = row.identity_hash.as_ref();
        hash.is_none_or(|hash| seen.insert(hash.clone()))
    });
    Ok(rows.into_iter().map(|row| ApplicantId(row.id)).collect())
}

/// An address without what only the writing differs in.
fn plain(address: &Address) -> String {
    let signs = narrow(address.as_str());
    signs.chars().filter(|sign| sign.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use sea_orm::{DbBackend, QueryTrait};

    use super::*;
    use crate::{domain::id::AgencyId, store::plan::plan};

    fn scope() -> Scope {
        Scope::of(AgencyId(Uuid::nil()))
    }

    /// However often somebody applied, nothing is scanned and nothing sorted.
    #[tokio::test]
    async fn who_applied_is_read_off_an_index_in_its_order() {
        for (index, query) in [
            (
                "applicant_by_identity",
                first(scope(), "h", 300).build(DbBackend::Sqlite),
            ),
            (
                "party_by_identity",
                beside(scope(), "h", party::JOINT, 300).build(DbBackend::Sqlite),
            ),
            (
                "applicant_by_identity",
                same_number(scope(), "h").build(DbBackend::Sqlite),
            ),
            (
                "applicant_by_name",
                same_name(scope(), "n", 50).build(DbBackend::Sqlite),
            ),
        ] {
            let plan = plan(query).await;
            assert!(plan.contains(&format!("INDEX {index} ")), "{plan}");
            assert!(!plan.contains("SCAN") && !plan.contains("TEMP B-TREE"), "{plan}");
        }
        let plan = plan(first(scope(), "h", 300).build(DbBackend::Sqlite)).await;
        assert!(plan.contains("COVERING INDEX applicant_by_identity "), "{plan}");
        assert!(
            plan.contains("COVERING INDEX application_by_applicant "),
            "{plan}"
        );
    }
}
