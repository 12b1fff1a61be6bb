//! 办件留言: notes on a case, sealed as they lie, and how far each person has read.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Func, JoinType, OnConflict, Query, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    Scope, StoreError, Tx,
    convert::Reading,
    row::{
        cases,
        note::{ActiveModel, Column, Entity, Model},
        note_mention, note_read,
    },
    secret::{Place, Vault},
};
use crate::domain::{
    id::{AccountId, CaseId, NoteId},
    note::Note,
};

const TABLE: &str = "note";

fn place(row: Uuid) -> Place {
    Place {
        table: TABLE,
        column: "words_enc",
        row,
    }
}

/// Keeps others from writing on a case until the end of the transaction, so that its notes stand in one order.
pub async fn hold(tx: &Tx, scope: Scope, case: CaseId) -> Result<(), StoreError> {
    cases::Entity::find_by_id(case.0)
        .filter(cases::Column::AgencyId.eq(scope.agency()))
        .lock_exclusive()
        .one(tx)
        .await?;
    Ok(())
}

/// Adds a note, which came with a form. Its case is held.
pub async fn insert(
    tx: &Tx,
    vault: &Vault,
    scope: Scope,
    case: CaseId,
    form: Uuid,
    note: &Note,
) -> Result<(), StoreError> {
    let Note {
        id,
        seq,
        by,
        at,
        answers,
        words,
        withdrawn_at,
        mentions,
    } = note;
    let seal = |words: &String| vault.seal(place(id.0), words);
    let sealed = words.as_ref().map(seal).transpose();
    let row = ActiveModel {
        id: Set(id.0),
        case_id: Set(case.0),
        agency_id: Set(scope.agency()),
        seq: Set(i64::from(*seq)),
        account_id: Set(by.0),
        answers_id: Set(answers.map(|id| id.0)),
        form: Set(form),
        words_enc: Set(sealed.map_err(|error| StoreError::inconsistent(TABLE, id, error))?),
        created_at: Set(at.unix_timestamp()),
        withdrawn_at: Set(withdrawn_at.map(OffsetDateTime::unix_timestamp)),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    for account in mentions {
        let row = note_mention::ActiveModel {
            note_id: Set(id.0),
            account_id: Set(account.0),
            agency_id: Set(scope.agency()),
            created_at: Set(at.unix_timestamp()),
        };
        row.insert(tx).await?;
    }
    Ok(())
}

/// The notes of a case, the oldest first.
pub async fn of_case(
    db: &impl ConnectionTrait,
    vault: &Vault,
    scope: Scope,
    case: CaseId,
) -> Result<Vec<Note>, StoreError> {
    let rows = Entity::find()
        .filter(Column::CaseId.eq(case.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .order_by_asc(Column::Seq)
        .all(db)
        .await?;
    let mut mentions = mentions(db, scope, &rows).await?;
    rows.into_iter()
        .map(|row| {
            let mentions = mentions.remove(&row.id).unwrap_or_default();
            read(vault, &row, mentions)
        })
        .collect()
}

async fn mentions(
    db: &impl ConnectionTrait,
    scope: Scope,
    notes: &[Model],
) -> Result<BTreeMap<Uuid, BTreeSet<AccountId>>, StoreError> {
    let mut mentions: BTreeMap<Uuid, BTreeSet<AccountId>> = BTreeMap::new();
    if notes.is_empty() {
        return Ok(mentions);
    }
    let rows = note_mention::Entity::find()
        .filter(note_mention::Column::NoteId.is_in(notes.iter().map(|note| note.id)))
        .filter(note_mention::Column::AgencyId.eq(scope.agency()))
        .all(db)
        .await?;
    for row in rows {
        mentions
            .entry(row.note_id)
            .or_default()
            .insert(AccountId(row.account_id));
    }
    Ok(mentions)
}

/// The case of the note that a person sent with this form, if they have sent it before.
pub async fn of_form(
    db: &impl ConnectionTrait,
    scope: Scope,
    by: AccountId,
    form: Uuid,
) -> Result<Option<CaseId>, StoreError> {
    let row = Entity::find()
        .filter(Column::AccountId.eq(by.0))
        .filter(Column::Form.eq(form))
        .filter(Column::AgencyId.eq(scope.agency()))
        .one(db)
        .await?;
    Ok(row.map(|row| CaseId(row.case_id)))
}

/// Takes a note back: its words are gone, that it was there stays.
pub async fn withdraw(
    tx: &Tx,
    scope: Scope,
    case: CaseId,
    note: NoteId,
    at: OffsetDateTime,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::WordsEnc, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::WithdrawnAt, Expr::value(at.unix_timestamp()))
        .filter(Column::Id.eq(note.0))
        .filter(Column::CaseId.eq(case.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::WithdrawnAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Up to which note of a case a person has read; 0 where they have read none.
pub async fn read_up_to(
    db: &impl ConnectionTrait,
    scope: Scope,
    account: AccountId,
    case: CaseId,
) -> Result<u32, StoreError> {
    let row = note_read::Entity::find_by_id((account.0, case.0))
        .filter(note_read::Column::AgencyId.eq(scope.agency()))
        .one(db)
        .await?;
    let reading = Reading {
        table: "note_read",
        key: &case,
    };
    row.map_or(Ok(0), |row| reading.number(row.seq))
}

/// Notes that a person has read up to a note; never back to an earlier one.
pub async fn mark_read(
    tx: &Tx,
    scope: Scope,
    account: AccountId,
    case: CaseId,
    seq: u32,
    at: OffsetDateTime,
) -> Result<(), StoreError> {
    let row = note_read::ActiveModel {
        account_id: Set(account.0),
        case_id: Set(case.0),
        agency_id: Set(scope.agency()),
        seq: Set(i64::from(seq)),
        read_at: Set(at.unix_timestamp()),
    };
    let further = OnConflict::columns([note_read::Column::AccountId, note_read::Column::CaseId])
        .update_columns([note_read::Column::Seq, note_read::Column::ReadAt])
        .action_and_where(Expr::col((note_read::Entity, note_read::Column::Seq)).lt(i64::from(seq)))
        .to_owned();
    note_read::Entity::insert(row)
        .on_conflict(further)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// How many notes of each case are new to a person; cases without a new one are left out.
pub async fn unread(
    db: &impl ConnectionTrait,
    scope: Scope,
    account: AccountId,
    cases: &[CaseId],
) -> Result<BTreeMap<CaseId, u64>, StoreError> {
    if cases.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut unread = BTreeMap::new();
    for row in db.query_all(&count_unread(scope, account, cases)).await? {
        let case: Uuid = row.try_get("", "case_id")?;
        let count: i64 = row.try_get("", "count")?;
        let reading = Reading {
            table: TABLE,
            key: &case,
        };
        unread.insert(CaseId(case), reading.number(count)?);
    }
    Ok(unread)
}

fn count_unread(scope: Scope, account: AccountId, cases: &[CaseId]) -> SelectStatement {
    let of_note = |column: Column| Expr::col((Entity, column));
    let of_read = |column: note_read::Column| Expr::col((note_read::Entity, column));
    let read = of_read(note_read::Column::CaseId)
        .equals((Entity, Column::CaseId))
        .and(of_read(note_read::Column::AccountId).eq(account.0));
    let first = Expr::value(0_i64);
    Query::select()
        .column((Entity, Column::CaseId))
        .expr_as(Func::count(Expr::col(Asterisk)), "count")
        .from(Entity)
        .join(JoinType::LeftJoin, note_read::Entity, read)
        .and_where(of_note(Column::AgencyId).eq(scope.agency()))
        .and_where(of_note(Column::CaseId).is_in(cases.iter().map(|case| case.0)))
        .and_where(of_note(Column::AccountId).ne(account.0))
        .and_where(of_note(Column::WithdrawnAt).is_null())
        .and_where(of_note(Column::Seq).gt(Func::coalesce([of_read(note_read::Column::Seq), first])))
        .group_by_col((Entity, Column::CaseId))
        .to_owned()
}

fn read(vault: &Vault, row: &Model, mentions: BTreeSet<AccountId>) -> Result<Note, StoreError> {
    let reading = Reading {
        table: TABLE,
        key: &row.id,
    };
    let open = |sealed: &Vec<u8>| vault.open(place(row.id), sealed);
    Ok(Note {
        id: NoteId(row.id),
        seq: reading.number(row.seq)?,
        by: AccountId(row.account_id),
        at: reading.instant(row.created_at)?,
        answers: row.answers_id.map(NoteId),
        words: row
            .words_enc
            .as_ref()
            .map(open)
            .transpose()
            .map_err(|error| reading.bad(error))?,
        withdrawn_at: row.withdrawn_at.map(|at| reading.instant(at)).transpose()?,
        mentions,
    })
}
