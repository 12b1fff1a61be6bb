//! Documents that are looked at page by page, marked and copied for release. The file itself is a row of
//! [`file`](super::file); here is how far its pages are.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use time::OffsetDateTime;

use super::{
    Db, Scope, StoreError, Tx,
    convert::Reading,
    row::{
        document::{ActiveModel, Column, Entity, Model},
        document_page as page,
    },
    secret::{Place, Vault},
};
use crate::{
    domain::{
        digest::Digest,
        id::{AccountId, CaseId, FileId},
    },
    law::words,
};

words! {
    /// How far a document is.
    pub enum State {
        /// Its pages are being looked at, or wait for it.
        Preparing = "preparing",
        /// Its pages can be seen and marked.
        Ready = "ready",
        /// A copy for release is being made.
        Copying = "copying",
        /// Its pages cannot be looked at.
        Failed = "failed",
        /// It is a package: it has no pages, and its files are documents of their own.
        Unpacked = "unpacked",
    }
}

/// A document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub file: FileId,
    pub case: CaseId,
    pub state: State,
    /// None as long as nobody has counted them.
    pub pages: Option<u32>,
    /// Of what is under way, so many pages are done.
    pub done: u32,
    /// The PDF into which it was turned, where it is none itself.
    pub pdf: Option<Digest>,
    /// What went wrong last, in Chinese.
    pub problem: Option<String>,
    /// How often something of its pages could not be drawn.
    pub warnings: u32,
    /// Who asked for the copy that is being made.
    pub asked_by: Option<AccountId>,
    pub created_at: OffsetDateTime,
    /// The package in which it came.
    pub package: Option<FileId>,
}

/// A page without what is written on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Counted from one.
    pub number: u32,
    /// In thousandths of a point, as shown.
    pub width: i32,
    pub height: i32,
    pub picture: Digest,
}

fn number(value: u32) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}

pub async fn insert(tx: &Tx, scope: Scope, document: &Document) -> Result<(), StoreError> {
    let Document {
        file,
        case,
        state,
        pages,
        done,
        pdf,
        problem,
        warnings,
        asked_by,
        created_at,
        package,
    } = document;
    let row = ActiveModel {
        file_id: Set(file.0),
        agency_id: Set(scope.agency()),
        case_id: Set(case.0),
        state: Set(state.to_string()),
        pages: Set(pages.map(number)),
        done: Set(number(*done)),
        pdf: Set(pdf.map(|digest| digest.to_string())),
        problem: Set(problem.clone()),
        warnings: Set(number(*warnings)),
        account_id: Set(asked_by.map(|account| account.0)),
        created_at: Set(created_at.unix_timestamp()),
        package_id: Set(package.map(|file| file.0)),
    };
    row.insert(tx).await?;
    Ok(())
}

/// Writes how a document stands now, if it still stands as it was read; whether it did.
pub async fn update(tx: &Tx, scope: Scope, before: &Document, now: &Document) -> Result<bool, StoreError> {
    let updated = Entity::update_many()
        .col_expr(Column::State, Expr::value(now.state.to_string()))
        .col_expr(Column::Pages, Expr::value(now.pages.map(number)))
        .col_expr(Column::Done, Expr::value(number(now.done)))
        .col_expr(Column::Pdf, Expr::value(now.pdf.map(|digest| digest.to_string())))
        .col_expr(Column::Problem, Expr::value(now.problem.clone()))
        .col_expr(Column::Warnings, Expr::value(number(now.warnings)))
        .col_expr(
            Column::AccountId,
            Expr::value(now.asked_by.map(|account| account.0)),
        )
        .filter(Column::FileId.eq(before.file.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::State.eq(before.state.to_string()))
        .exec(tx)
        .await?;
    Ok(updated.rows_affected == 1)
}

/// Tells how many pages are done, beside whatever else happens.
pub async fn advance(db: &Db, scope: Scope, file: FileId, done: u32, pages: u32) -> Result<(), StoreError> {
    let tx = db.begin().await?;
    Entity::update_many()
        .col_expr(Column::Done, Expr::value(number(done)))
        .col_expr(Column::Pages, Expr::value(number(pages)))
        .filter(Column::FileId.eq(file.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .exec(&tx)
        .await?;
    tx.commit().await
}

pub async fn get(
    db: &impl ConnectionTrait,
    scope: Scope,
    file: FileId,
) -> Result<Option<Document>, StoreError> {
    Entity::find_by_id(file.0)
        .filter(Column::AgencyId.eq(scope.agency()))
        .one(db)
        .await?
        .map(read)
        .transpose()
}

/// The documents of a case, in the order in which they came.
pub async fn of_case(
    db: &impl ConnectionTrait,
    scope: Scope,
    case: CaseId,
) -> Result<Vec<Document>, StoreError> {
    let rows = Entity::find()
        .filter(Column::CaseId.eq(case.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::FileId)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

fn read(row: Model) -> Result<Document, StoreError> {
    let reading = Reading {
        table: "document",
        key: &row.file_id,
    };
    Ok(Document {
        file: FileId(row.file_id),
        case: CaseId(row.case_id),
        state: reading.parse(&row.state)?,
        pages: row.pages.map(|pages| reading.number(pages)).transpose()?,
        done: reading.number(row.done)?,
        pdf: row
            .pdf
            .as_deref()
            .map(|digest| reading.parse(digest))
            .transpose()?,
        problem: row.problem,
        warnings: reading.number(row.warnings)?,
        asked_by: row.account_id.map(AccountId),
        created_at: reading.instant(row.created_at)?,
        package: row.package_id.map(FileId),
    })
}

fn words_of(file: FileId) -> Place {
    Place {
        table: "document_page",
        column: "words",
        row: file.0,
    }
}

/// Keeps a page with what is written on it (as JSON); one that was kept before is replaced, as the work may begin anew.
pub async fn keep_page(
    tx: &Tx,
    scope: Scope,
    vault: &Vault,
    file: FileId,
    (page, words): (Page, &str),
) -> Result<(), StoreError> {
    let sealed = vault
        .seal(words_of(file), words)
        .map_err(|error| StoreError::inconsistent("document_page", file, error))?;
    let row = page::ActiveModel {
        file_id: Set(file.0),
        page: Set(number(page.number)),
        agency_id: Set(scope.agency()),
        width: Set(page.width),
        height: Set(page.height),
        picture: Set(page.picture.to_string()),
        words: Set(sealed),
    };
    let again = OnConflict::columns([page::Column::FileId, page::Column::Page])
        .update_columns([
            page::Column::Width,
            page::Column::Height,
            page::Column::Picture,
            page::Column::Words,
        ])
        .to_owned();
    page::Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// A page, counted from one, with what is written on it.
pub async fn page(
    db: &impl ConnectionTrait,
    scope: Scope,
    vault: &Vault,
    (file, number_of_page): (FileId, u32),
) -> Result<Option<(Page, String)>, StoreError> {
    let row = page::Entity::find_by_id((file.0, number(number_of_page)))
        .filter(page::Column::AgencyId.eq(scope.agency()))
        .one(db)
        .await?;
    row.map(|row| read_page(vault, &row)).transpose()
}

/// Some pages from one on, with what is written on them: a long document is read piece by piece.
pub async fn pages_from(
    db: &impl ConnectionTrait,
    scope: Scope,
    vault: &Vault,
    (file, first): (FileId, u32),
    most: u64,
) -> Result<Vec<(Page, String)>, StoreError> {
    let rows = page::Entity::find()
        .filter(page::Column::FileId.eq(file.0))
        .filter(page::Column::AgencyId.eq(scope.agency()))
        .filter(page::Column::Page.gte(number(first)))
        .order_by_asc(page::Column::Page)
        .limit(most)
        .all(db)
        .await?;
    rows.iter().map(|row| read_page(vault, row)).collect()
}

fn read_page(vault: &Vault, row: &page::Model) -> Result<(Page, String), StoreError> {
    let reading = Reading {
        table: "document_page",
        key: &row.file_id,
    };
    let words = vault
        .open(words_of(FileId(row.file_id)), &row.words)
        .map_err(|error| reading.bad(error))?;
    let page = Page {
        number: reading.number(row.page)?,
        width: row.width,
        height: row.height,
        picture: reading.parse(&row.picture)?,
    };
    Ok((page, words))
}
