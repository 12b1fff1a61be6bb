//! What was found in files that are to be handed over: what they hold besides their pages, and what looks like personal
//! data on these. It repeats such data, so it lies sealed.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use time::OffsetDateTime;

use super::{
    Scope, StoreError, Tx,
    convert::Reading,
    row::inspection::{ActiveModel, Column, Entity, Model},
    secret::{Place, Vault},
};
use crate::domain::{digest::Digest, id::FileId};

/// How far it is with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    pub file: FileId,
    /// Of the file: what was found in one is there in every other of the same content.
    pub content: Digest,
    /// None as long as nobody has counted them.
    pub pages: Option<u32>,
    pub done: u32,
    /// Why the file cannot be looked through, in Chinese.
    pub problem: Option<String>,
    /// What was found, as JSON, once it is finished.
    pub report: Option<String>,
}

fn number(value: u32) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}

fn place(file: FileId) -> Place {
    Place {
        table: "inspection",
        column: "report",
        row: file.0,
    }
}

/// Writes how far it is with a file, whatever was written before.
pub async fn put(
    tx: &Tx,
    scope: Scope,
    vault: &Vault,
    inspection: &Inspection,
    at: OffsetDateTime,
) -> Result<(), StoreError> {
    let Inspection {
        file,
        content,
        pages,
        done,
        problem,
        report,
    } = inspection;
    let sealed = report
        .as_deref()
        .map(|report| vault.seal(place(*file), report))
        .transpose()
        .map_err(|error| StoreError::inconsistent("inspection", file, error))?;
    let row = ActiveModel {
        file_id: Set(file.0),
        agency_id: Set(scope.agency()),
        content: Set(content.to_string()),
        pages: Set(pages.map(number)),
        done: Set(number(*done)),
        problem: Set(problem.clone()),
        report: Set(sealed),
        created_at: Set(at.unix_timestamp()),
    };
    let again = OnConflict::column(Column::FileId)
        .update_columns([Column::Pages, Column::Done, Column::Problem, Column::Report])
        .to_owned();
    Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Tells how many pages are done, of a file that is still being looked through.
pub async fn advance(
    tx: &Tx,
    scope: Scope,
    file: FileId,
    (done, pages): (u32, u32),
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Done, Expr::value(number(done)))
        .col_expr(Column::Pages, Expr::value(number(pages)))
        .filter(Column::FileId.eq(file.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::Report.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

pub async fn get(
    db: &impl ConnectionTrait,
    scope: Scope,
    vault: &Vault,
    file: FileId,
) -> Result<Option<Inspection>, StoreError> {
    let row = Entity::find_by_id(file.0)
        .filter(Column::AgencyId.eq(scope.agency()))
        .one(db)
        .await?;
    row.map(|row| read(vault, row)).transpose()
}

/// What was found in any file of the agency with this content.
pub async fn of_content(
    db: &impl ConnectionTrait,
    scope: Scope,
    vault: &Vault,
    content: Digest,
) -> Result<Option<Inspection>, StoreError> {
    let row = Entity::find()
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::Content.eq(content.to_string()))
        .filter(Column::Report.is_not_null())
        .one(db)
        .await?;
    row.map(|row| read(vault, row)).transpose()
}

fn read(vault: &Vault, row: Model) -> Result<Inspection, StoreError> {
    let reading = Reading {
        table: "inspection",
        key: &row.file_id,
    };
    let file = FileId(row.file_id);
    let report = row.report.as_deref();
    Ok(Inspection {
        file,
        content: reading.parse(&row.content)?,
        pages: row.pages.map(|pages| reading.number(pages)).transpose()?,
        done: reading.number(row.done)?,
        report: report
            .map(|sealed| vault.open(place(file), sealed))
            .transpose()
            .map_err(|error| reading.bad(error))?,
        problem: row.problem,
    })
}
