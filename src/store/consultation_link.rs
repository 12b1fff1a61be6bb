//! 网上答复征求意见: the links by which consulted third parties answer. A link has a number, which stands in its address, and
//! a code, which goes another way. Both follow from the link's id and our key, so that the letter they go with can be
//! printed as often as needed, and yet neither is kept: a row holds their keyed hashes.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use sha2::{Digest as _, Sha256};
use time::OffsetDateTime;

use super::{
    Scope, StoreError, Tx,
    convert::Reading,
    row::consultation_link::{ActiveModel, Column, Entity, Model},
    secret::Vault,
};
use crate::{
    domain::id::{AccountId, AgencyId, CaseId, LinkId, NoticeId},
    ids,
};

const TABLE: &str = "consultation_link";
const TOKEN: &str = "consultation_token";
const CODE: &str = "consultation_code";

/// Characters of a code in two groups of four.
const SHORT: usize = 9;

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub id: LinkId,
    pub case: CaseId,
    /// The consultation that is answered with it.
    pub notice: NoticeId,
    /// Who sent the letter, or gave the link anew.
    pub by: AccountId,
    pub created_at: OffsetDateTime,
    /// When somebody came in with it first.
    pub opened_at: Option<OffsetDateTime>,
    /// It opens nothing any more.
    pub ended_at: Option<OffsetDateTime>,
    /// Since when whoever has it wants no messages.
    pub quiet_at: Option<OffsetDateTime>,
}

impl Link {
    pub fn is_live(&self) -> bool {
        self.ended_at.is_none()
    }
}

/// What somebody needs to come in.
#[derive(Clone, PartialEq, Eq)]
pub struct Secrets {
    /// 答复编号: stands in the address. 20 characters, about 96 bits.
    pub token: String,
    /// 验证码: goes another way. 8 characters; tries are counted.
    pub code: String,
}

/// Never in a log.
impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Secrets").finish_non_exhaustive()
    }
}

fn derived(vault: &Vault, id: LinkId) -> Secrets {
    let of = |kind: &str| {
        let hash = vault.keyed_hash(kind, &id.to_string());
        ids::code_of(Sha256::digest(hash).into())
    };
    let short = |code: String| code.get(..SHORT).map(str::to_owned).unwrap_or(code);
    let (first, second) = (of("consultation_token_1"), short(of("consultation_token_2")));
    Secrets {
        token: format!("{first}-{second}"),
        code: short(of("consultation_code_1")),
    }
}

/// As people type it: hyphens, blanks and the case of letters do not count.
fn typed(raw: &str) -> String {
    let letters = raw.chars().filter(char::is_ascii_alphanumeric);
    letters.collect::<String>().to_ascii_uppercase()
}

/// Adds a link.
pub async fn insert(tx: &Tx, vault: &Vault, scope: Scope, link: &Link) -> Result<(), StoreError> {
    let Secrets { token, code } = derived(vault, link.id);
    let row = ActiveModel {
        id: Set(link.id.0),
        agency_id: Set(scope.agency()),
        case_id: Set(link.case.0),
        notice_id: Set(link.notice.0),
        token_hash: Set(vault.keyed_hash(TOKEN, &typed(&token))),
        code_hash: Set(vault.keyed_hash(CODE, &typed(&code))),
        account_id: Set(link.by.0),
        created_at: Set(link.created_at.unix_timestamp()),
        opened_at: Set(None),
        ended_at: Set(None),
        quiet_at: Set(link.quiet_at.map(OffsetDateTime::unix_timestamp)),
    };
    row.insert(tx).await?;
    Ok(())
}

/// The links of a case, the newest first.
pub async fn of_case(db: &impl ConnectionTrait, scope: Scope, case: CaseId) -> Result<Vec<Link>, StoreError> {
    let rows = Entity::find()
        .filter(Column::CaseId.eq(case.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .all(db)
        .await?;
    rows.iter().map(read).collect()
}

/// The newest links of an agency that are live.
pub async fn newest(db: &impl ConnectionTrait, scope: Scope, most: u64) -> Result<Vec<Link>, StoreError> {
    let rows = Entity::find()
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::EndedAt.is_null())
        .order_by_desc(Column::CreatedAt)
        .limit(most)
        .all(db)
        .await?;
    rows.iter().map(read).collect()
}

/// A link that is live.
pub async fn live(db: &impl ConnectionTrait, scope: Scope, id: LinkId) -> Result<Option<Link>, StoreError> {
    let row = Entity::find_by_id(id.0)
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::EndedAt.is_null())
        .one(db)
        .await?;
    row.as_ref().map(read).transpose()
}

/// The agency of a live link, for whoever has proved that it is theirs.
pub async fn agency_of(db: &impl ConnectionTrait, id: LinkId) -> Result<Option<AgencyId>, StoreError> {
    let row = Entity::find_by_id(id.0)
        .filter(Column::EndedAt.is_null())
        .one(db)
        .await?;
    Ok(row.map(|row| AgencyId(row.agency_id)))
}

/// The live link that a number and a code open, of whichever agency. A wrong number and a wrong code cannot be told apart.
pub async fn look_up(
    db: &impl ConnectionTrait,
    vault: &Vault,
    token: &str,
    code: &str,
) -> Result<Option<(Scope, Link)>, StoreError> {
    let row = Entity::find()
        .filter(Column::TokenHash.is_in(vault.keyed_hashes(TOKEN, &typed(token))))
        .filter(Column::CodeHash.is_in(vault.keyed_hashes(CODE, &typed(code))))
        .filter(Column::EndedAt.is_null())
        .one(db)
        .await?;
    let scoped = |row: &Model| Ok((Scope::of(AgencyId(row.agency_id)), read(row)?));
    row.as_ref().map(scoped).transpose()
}

/// Number and code of a link; none where our key has changed since it was made: then another has to take its place.
pub async fn secrets(
    db: &impl ConnectionTrait,
    vault: &Vault,
    scope: Scope,
    link: &Link,
) -> Result<Option<Secrets>, StoreError> {
    let secrets = derived(vault, link.id);
    let opened = look_up(db, vault, &secrets.token, &secrets.code).await?;
    let is_this = opened.is_some_and(|(of, opened)| of == scope && opened.id == link.id);
    Ok(is_this.then_some(secrets))
}

/// Notes that somebody came in; only the first time is kept.
pub async fn opened(tx: &Tx, scope: Scope, id: LinkId, at: OffsetDateTime) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::OpenedAt, Expr::value(at.unix_timestamp()))
        .filter(Column::Id.eq(id.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::OpenedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Notes since when whoever has a link wants no messages; none where they want them again.
pub async fn hush(
    tx: &Tx,
    scope: Scope,
    id: LinkId,
    since: Option<OffsetDateTime>,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(
            Column::QuietAt,
            Expr::value(since.map(OffsetDateTime::unix_timestamp)),
        )
        .filter(Column::Id.eq(id.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Ends the live links of a case: of one consultation, or all of them.
pub async fn end(
    tx: &Tx,
    scope: Scope,
    case: CaseId,
    notice: Option<NoticeId>,
    at: OffsetDateTime,
) -> Result<(), StoreError> {
    let mut update = Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(at.unix_timestamp()))
        .filter(Column::CaseId.eq(case.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::EndedAt.is_null());
    if let Some(notice) = notice {
        update = update.filter(Column::NoticeId.eq(notice.0));
    }
    update.exec(tx).await?;
    Ok(())
}

fn read(row: &Model) -> Result<Link, StoreError> {
    let reading = Reading {
        table: TABLE,
        key: &row.id,
    };
    Ok(Link {
        id: LinkId(row.id),
        case: CaseId(row.case_id),
        notice: NoticeId(row.notice_id),
        by: AccountId(row.account_id),
        created_at: reading.instant(row.created_at)?,
        opened_at: row.opened_at.map(|at| reading.instant(at)).transpose()?,
        ended_at: row.ended_at.map(|at| reading.instant(at)).transpose()?,
        quiet_at: row.quiet_at.map(|at| reading.instant(at)).transpose()?,
    })
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::store::secret::MasterKey;

    #[test]
    fn number_and_code_follow_from_the_link_and_our_key_and_say_nothing_of_each_other() {
        let vault = |byte| {
            let key = MasterKey {
                id: 1,
                bytes: [byte; 32],
            };
            Vault::new(&key, &[])
        };
        let id = LinkId(Uuid::from_u128(7));
        let secrets = derived(&vault(1), id);
        assert_eq!((secrets.token.len(), secrets.code.len()), (24, 9));
        assert_eq!(secrets, derived(&vault(1), id));
        assert_ne!(secrets, derived(&vault(2), id));
        assert_ne!(secrets, derived(&vault(1), LinkId(Uuid::from_u128(8))));
        assert!(!secrets.token.contains(&secrets.code));
        assert_eq!(
            typed(&format!(" {} ", secrets.code.to_lowercase())),
            secrets.code.replace('-', "")
        );
        assert!(!format!("{secrets:?}").contains(&secrets.code));
    }
}
