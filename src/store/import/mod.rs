//! 旧台账导入: files of old registers on their way. All that came out of a file is sealed, and goes as soon as it is not
//! needed any more; what stays is that there was one, and which cases came of it.

mod piece;
mod problem;
mod taken;

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    Scope, StoreError, Tx,
    convert::Reading,
    row::import::{ActiveModel, Column, Entity, Model},
    secret::{Place, Vault},
};
use crate::{
    domain::id::{AccountId, ImportId},
    law::words,
};

pub use self::{
    piece::{PieceKind, forget as forget_pieces, forget_of as forget_pieces_of, piece, put as put_piece},
    problem::{
        Problem, count as count_problems, forget as forget_problems, kinds_of, page as problems,
        put as put_problems,
    },
    taken::{
        Numbered, cases_of, count as count_cases, known_numbers, old_number, old_numbers_of_ours,
        put as put_case, take_away,
    },
};

const TABLE: &str = "import";

words! {
    /// How far an import is.
    pub enum State {
        /// The file waits to be read, or is being read.
        Reading = "reading",
        /// Its columns are to be named.
        Planning = "planning",
        /// Its rows are being looked through; nothing is taken over.
        Checking = "checking",
        /// What is wrong with them is told; somebody is to decide.
        Checked = "checked",
        /// Its rows are being taken over.
        Importing = "importing",
        Imported = "imported",
        /// What came of it is being taken back.
        Undoing = "undoing",
        Undone = "undone",
        /// It could not be read.
        Failed = "failed",
        /// Nothing of it was taken over, by decision.
        Discarded = "discarded",
    }
}

impl State {
    /// Whether the program is at it, and whoever looks has to wait.
    pub fn is_under_way(self) -> bool {
        match self {
            Self::Reading | Self::Checking | Self::Importing | Self::Undoing => true,
            Self::Planning
            | Self::Checked
            | Self::Imported
            | Self::Undone
            | Self::Failed
            | Self::Discarded => false,
        }
    }
}

/// A file of an old register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    pub id: ImportId,
    /// Who brought it, and in whose name its cases are taken over.
    pub by: AccountId,
    /// Who had it undone.
    pub undone_by: Option<AccountId>,
    /// The name of the file.
    pub name: String,
    pub state: State,
    /// Why it could not be done, in Chinese.
    pub problem: Option<String>,
    /// JSON of what came out of the file; gone with it.
    pub sheets: Option<String>,
    pub plan: Option<String>,
    pub unknown: Option<String>,
    /// Whether one row that cannot be taken over stops all.
    pub whole: bool,
    pub counts: Counts,
    pub created_at: OffsetDateTime,
    pub updated_at: OffsetDateTime,
}

/// How many rows, and cases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows below the heads.
    pub total: u32,
    /// Rows that are looked through or taken over; of an import that is being undone, cases that were looked at.
    pub done: u32,
    /// Rows that can be taken over.
    pub good: u32,
    /// Those of them about which something is to be told.
    pub warned: u32,
    /// Rows with errors.
    pub failed: u32,
    /// Cases that came of it.
    pub taken: u32,
    /// Cases that stay although the import was undone: somebody has acted on them.
    pub kept: u32,
}

fn number(value: u32) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}

fn place(column: &'static str, row: Uuid) -> Place {
    Place {
        table: TABLE,
        column,
        row,
    }
}

/// The columns that tell how it stands, sealed where they came out of the file.
fn columns(vault: &Vault, import: &Import) -> Result<ActiveModel, StoreError> {
    let Import {
        id,
        by,
        undone_by,
        name,
        state,
        problem,
        sheets,
        plan,
        unknown,
        whole,
        counts,
        created_at,
        updated_at,
    } = import;
    let seal = |column, text: &Option<String>| {
        let sealed = text.as_ref().map(|text| vault.seal(place(column, id.0), text));
        sealed
            .transpose()
            .map_err(|error| StoreError::inconsistent(TABLE, id, error))
    };
    Ok(ActiveModel {
        id: Set(id.0),
        agency_id: sea_orm::NotSet,
        account_id: Set(by.0),
        undone_by: Set(undone_by.map(|id| id.0)),
        name: Set(name.clone()),
        state: Set(state.to_string()),
        problem: Set(problem.clone()),
        sheets_enc: Set(seal("sheets_enc", sheets)?),
        plan_enc: Set(seal("plan_enc", plan)?),
        unknown_enc: Set(seal("unknown_enc", unknown)?),
        whole: Set(*whole),
        total: Set(number(counts.total)),
        done: Set(number(counts.done)),
        good: Set(number(counts.good)),
        warned: Set(number(counts.warned)),
        failed: Set(number(counts.failed)),
        taken: Set(number(counts.taken)),
        kept: Set(number(counts.kept)),
        created_at: Set(created_at.unix_timestamp()),
        updated_at: Set(updated_at.unix_timestamp()),
    })
}

pub async fn insert(tx: &Tx, vault: &Vault, scope: Scope, import: &Import) -> Result<(), StoreError> {
    let row = ActiveModel {
        agency_id: Set(scope.agency()),
        ..columns(vault, import)?
    };
    row.insert(tx).await?;
    Ok(())
}

/// Writes how it stands now, if it still stands as it was read; whether it did. So of two copies of the program, or two
/// people, one goes on.
pub async fn update(
    tx: &Tx,
    vault: &Vault,
    scope: Scope,
    before: &Import,
    now: &Import,
) -> Result<bool, StoreError> {
    let updated = Entity::update_many()
        .set(columns(vault, now)?)
        .filter(Column::Id.eq(before.id.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::State.eq(before.state.as_str()))
        .filter(Column::Done.eq(number(before.counts.done)))
        .exec(tx)
        .await?;
    Ok(updated.rows_affected == 1)
}

/// Keeps others from going on with it until the end of the transaction.
pub async fn hold(tx: &Tx, scope: Scope, id: ImportId) -> Result<(), StoreError> {
    Entity::find_by_id(id.0)
        .filter(Column::AgencyId.eq(scope.agency()))
        .lock_exclusive()
        .one(tx)
        .await?;
    Ok(())
}

pub async fn get(
    db: &impl ConnectionTrait,
    vault: &Vault,
    scope: Scope,
    id: ImportId,
) -> Result<Option<Import>, StoreError> {
    let row = Entity::find_by_id(id.0)
        .filter(Column::AgencyId.eq(scope.agency()))
        .one(db)
        .await?;
    row.map(|row| read(vault, row)).transpose()
}

/// The newest of the agency, `limit` at most.
pub async fn list(
    db: &impl ConnectionTrait,
    vault: &Vault,
    scope: Scope,
    limit: u64,
) -> Result<Vec<Import>, StoreError> {
    let rows = Entity::find()
        .filter(Column::AgencyId.eq(scope.agency()))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(db)
        .await?;
    rows.into_iter().map(|row| read(vault, row)).collect()
}

/// Imports that nobody has touched since before a moment and of which rows or what is wrong with them may still lie there, of
/// whatever agency. Without a scope: it is the program that asks.
pub async fn forgotten(
    db: &impl ConnectionTrait,
    before: OffsetDateTime,
) -> Result<Vec<(Scope, ImportId)>, StoreError> {
    let lying = State::ALL.iter().filter(|state| !state.is_under_way());
    let lying = lying.map(|state| state.as_str());
    let rows: Vec<(Uuid, Uuid)> = Entity::find()
        .select_only()
        .columns([Column::AgencyId, Column::Id])
        .filter(Column::State.is_in(lying))
        .filter(Column::UpdatedAt.lt(before.unix_timestamp()))
        .into_tuple()
        .all(db)
        .await?;
    let of = |(agency, id)| (Scope::of(crate::domain::id::AgencyId(agency)), ImportId(id));
    Ok(rows.into_iter().map(of).collect())
}

fn read(vault: &Vault, row: Model) -> Result<Import, StoreError> {
    let reading = Reading {
        table: TABLE,
        key: &row.id,
    };
    let open = |column, sealed: &Option<Vec<u8>>| {
        let opened = sealed
            .as_ref()
            .map(|sealed| vault.open(place(column, row.id), sealed));
        opened.transpose().map_err(|error| reading.bad(error))
    };
    Ok(Import {
        id: ImportId(row.id),
        by: AccountId(row.account_id),
        undone_by: row.undone_by.map(AccountId),
        state: reading.parse(&row.state)?,
        sheets: open("sheets_enc", &row.sheets_enc)?,
        plan: open("plan_enc", &row.plan_enc)?,
        unknown: open("unknown_enc", &row.unknown_enc)?,
        whole: row.whole,
        counts: Counts {
            total: reading.number(row.total)?,
            done: reading.number(row.done)?,
            good: reading.number(row.good)?,
            warned: reading.number(row.warned)?,
            failed: reading.number(row.failed)?,
            taken: reading.number(row.taken)?,
            kept: reading.number(row.kept)?,
        },
        created_at: reading.instant(row.created_at)?,
        updated_at: reading.instant(row.updated_at)?,
        name: row.name,
        problem: row.problem,
    })
}
