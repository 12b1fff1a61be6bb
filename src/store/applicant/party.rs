//! Who stands behind an application besides the first applicant. Nothing of them is in clear.

use sea_orm::sea_query::{Expr, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Set,
};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    domain::{
        applicant::{Agent, Authority, Identity, IdentityKind, JointApplicant},
        id::ApplicantId,
        text::{Name, Phone},
    },
    store::{
        Scope, StoreError, Tx,
        convert::Reading,
        row::party::{ActiveModel, Column, Entity, Model},
        secret::{Place, Vault},
    },
};

const TABLE: &str = "party";

/// In what part somebody stands there.
pub(super) const JOINT: &str = "joint";
pub(super) const AGENT: &str = "agent";

fn place(column: &'static str, row: Uuid) -> Place {
    Place {
        table: TABLE,
        column,
        row,
    }
}

/// Adds them.
pub(super) async fn insert(
    tx: &Tx,
    vault: &Vault,
    scope: Scope,
    applicant: ApplicantId,
    (joint, agent): (&[JointApplicant], Option<&Agent>),
    mut new_id: impl FnMut() -> Uuid,
    at: OffsetDateTime,
) -> Result<(), StoreError> {
    for (n, JointApplicant { name, identity }) in (1..).zip(joint) {
        let who = Who {
            id: new_id(),
            role: JOINT,
            n,
            name,
            identity,
        };
        who.sealed(vault, scope, applicant, at)?.insert(tx).await?;
    }
    if let Some(agent) = agent {
        let Agent {
            name,
            identity,
            phone,
            authority,
        } = agent;
        let who = Who {
            id: new_id(),
            role: AGENT,
            n: 1,
            name,
            identity,
        };
        let mut row = who.sealed(vault, scope, applicant, at)?;
        row.phone_enc = Set(Some(who.seal(vault, "phone_enc", phone.as_str())?));
        row.phone_hash = Set(Some(vault.keyed_hash("phone", phone.as_str())));
        match authority {
            Authority::Given { scope, signed_on } => {
                row.scope = Set(Some(scope.to_string()));
                row.authorised_on = Set(Some(*signed_on));
            }
            Authority::Missing { note } => row.note_enc = Set(Some(who.seal(vault, "note_enc", note)?)),
        }
        row.insert(tx).await?;
    }
    Ok(())
}

/// What everybody has.
struct Who<'a> {
    id: Uuid,
    role: &'static str,
    n: i32,
    name: &'a Name,
    identity: &'a Identity,
}

impl Who<'_> {
    fn seal(&self, vault: &Vault, column: &'static str, plain: &str) -> Result<Vec<u8>, StoreError> {
        let sealed = vault.seal(place(column, self.id), plain);
        sealed.map_err(|error| StoreError::inconsistent(TABLE, self.id, error))
    }

    /// The row, with nothing yet that only an agent has.
    fn sealed(
        &self,
        vault: &Vault,
        scope: Scope,
        applicant: ApplicantId,
        at: OffsetDateTime,
    ) -> Result<ActiveModel, StoreError> {
        let (kind, number) = (self.identity.kind(), self.identity.number());
        Ok(ActiveModel {
            id: Set(self.id),
            applicant_id: Set(applicant.0),
            agency_id: Set(scope.agency()),
            role: Set(self.role.to_owned()),
            n: Set(self.n),
            identity_kind: Set(Some(kind.to_string())),
            scope: Set(None),
            authorised_on: Set(None),
            name_enc: Set(Some(self.seal(vault, "name_enc", self.name.as_str())?)),
            identity_enc: Set(Some(self.seal(vault, "identity_enc", number)?)),
            phone_enc: Set(None),
            note_enc: Set(None),
            name_hash: Set(Some(vault.keyed_hash("name", self.name.as_str()))),
            identity_hash: Set(Some(vault.keyed_hash(kind.as_str(), number))),
            phone_hash: Set(None),
            created_at: Set(at.unix_timestamp()),
            erased_at: Set(None),
        })
    }
}

/// Those who apply together with an applicant, in the order of the form, and the agent.
pub(super) async fn of(
    db: &impl ConnectionTrait,
    vault: &Vault,
    scope: Scope,
    applicant: ApplicantId,
) -> Result<(Vec<JointApplicant>, Option<Agent>), StoreError> {
    let rows = Entity::find()
        .filter(Column::ApplicantId.eq(applicant.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::ErasedAt.is_null())
        .order_by_asc(Column::N)
        .all(db)
        .await?;
    let (mut joint, mut agent) = (Vec::new(), None);
    for row in &rows {
        let opened = Opened { vault, row };
        match row.role.as_str() {
            JOINT => joint.push(JointApplicant {
                name: opened.name()?,
                identity: opened.identity()?,
            }),
            AGENT => agent = Some(opened.agent()?),
            other => return Err(opened.reading().bad(format!("the role {other}"))),
        }
    }
    Ok((joint, agent))
}

/// The applicants together with whom somebody with one of these hashes applied. Agents are not among them: they ask for
/// nothing themselves.
pub(super) fn with_identity(scope: Scope, hashes: &[String]) -> SelectStatement {
    Entity::find()
        .select_only()
        .column(Column::ApplicantId)
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::Role.eq(JOINT))
        .filter(Column::IdentityHash.is_in(hashes.to_vec()))
        .into_query()
}

/// Erases everything that tells who they are.
pub(super) async fn erase(
    tx: &Tx,
    scope: Scope,
    applicant: ApplicantId,
    at: OffsetDateTime,
) -> Result<(), StoreError> {
    let mut update = Entity::update_many().col_expr(Column::ErasedAt, Expr::value(at.unix_timestamp()));
    for column in [
        Column::NameEnc,
        Column::IdentityEnc,
        Column::PhoneEnc,
        Column::NoteEnc,
    ] {
        update = update.col_expr(column, Expr::value(Option::<Vec<u8>>::None));
    }
    for column in [
        Column::IdentityKind,
        Column::NameHash,
        Column::IdentityHash,
        Column::PhoneHash,
    ] {
        update = update.col_expr(column, Expr::value(Option::<String>::None));
    }
    update
        .filter(Column::ApplicantId.eq(applicant.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::ErasedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// A row on its way back.
struct Opened<'a> {
    vault: &'a Vault,
    row: &'a Model,
}

impl Opened<'_> {
    fn reading(&self) -> Reading<'_, Uuid> {
        Reading {
            table: TABLE,
            key: &self.row.id,
        }
    }

    /// A sealed value that has to be there.
    fn open(&self, column: &'static str, sealed: Option<&Vec<u8>>) -> Result<String, StoreError> {
        let sealed = sealed.ok_or_else(|| self.reading().bad(format!("{column} is empty")))?;
        let opened = self.vault.open(place(column, self.row.id), sealed);
        opened.map_err(|error| self.reading().bad(error))
    }

    fn name(&self) -> Result<Name, StoreError> {
        let name = self.open("name_enc", self.row.name_enc.as_ref())?;
        Name::parse(&name).map_err(|error| self.reading().bad(error))
    }

    fn identity(&self) -> Result<Identity, StoreError> {
        let kind = self.row.identity_kind.as_deref().unwrap_or_default();
        let kind = self.reading().parse::<IdentityKind>(kind)?;
        let number = self.open("identity_enc", self.row.identity_enc.as_ref())?;
        Identity::parse(kind, &number).map_err(|error| self.reading().bad(error))
    }

    fn agent(&self) -> Result<Agent, StoreError> {
        let phone = self.open("phone_enc", self.row.phone_enc.as_ref())?;
        let authority = match (&self.row.scope, self.row.authorised_on) {
            (Some(scope), Some(signed_on)) => Authority::Given {
                scope: self.reading().parse(scope)?,
                signed_on,
            },
            _ => Authority::Missing {
                note: self.open("note_enc", self.row.note_enc.as_ref())?,
            },
        };
        Ok(Agent {
            name: self.name()?,
            identity: self.identity()?,
            phone: Phone::parse(&phone).map_err(|error| self.reading().bad(error))?,
            authority,
        })
    }
}
