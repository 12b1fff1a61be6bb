//! 遮盖: what is marked on the pages of a document.

use std::collections::BTreeMap;

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use time::OffsetDateTime;

use super::{
    Scope, StoreError, Tx,
    convert::Reading,
    row::mark::{ActiveModel, Column, Entity, Model},
};
use crate::domain::{
    id::{AccountId, FileId, MarkId},
    mark::{Mark, Spot},
};

pub async fn insert(tx: &Tx, scope: Scope, mark: &Mark, at: OffsetDateTime) -> Result<(), StoreError> {
    let Mark {
        id,
        file,
        page,
        spot: Spot { x, y, width, height },
        reason,
        by,
    } = mark;
    let row = ActiveModel {
        id: Set(id.0),
        file_id: Set(file.0),
        agency_id: Set(scope.agency()),
        page: Set(i32::try_from(*page).unwrap_or(i32::MAX)),
        x: Set(*x),
        y: Set(*y),
        width: Set(*width),
        height: Set(*height),
        reason: Set(reason.to_string()),
        account_id: Set(by.0),
        created_at: Set(at.unix_timestamp()),
        removed_at: Set(None),
    };
    row.insert(tx).await?;
    Ok(())
}

/// Takes a mark of a document away; whether it was there.
pub async fn remove(
    tx: &Tx,
    scope: Scope,
    (file, id): (FileId, MarkId),
    at: OffsetDateTime,
) -> Result<bool, StoreError> {
    let updated = Entity::update_many()
        .col_expr(Column::RemovedAt, Expr::value(at.unix_timestamp()))
        .filter(Column::Id.eq(id.0))
        .filter(Column::FileId.eq(file.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::RemovedAt.is_null())
        .exec(tx)
        .await?;
    Ok(updated.rows_affected == 1)
}

/// The marks of a document, page by page, each page from the top.
pub async fn of_file(db: &impl ConnectionTrait, scope: Scope, file: FileId) -> Result<Vec<Mark>, StoreError> {
    let rows = Entity::find()
        .filter(Column::FileId.eq(file.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::RemovedAt.is_null())
        .order_by_asc(Column::Page)
        .order_by_asc(Column::Y)
        .order_by_asc(Column::X)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    rows.iter().map(read).collect()
}

/// The marks of several documents.
pub async fn of_files(
    db: &impl ConnectionTrait,
    scope: Scope,
    files: &[FileId],
) -> Result<BTreeMap<FileId, Vec<Mark>>, StoreError> {
    let mut all = BTreeMap::new();
    for file in files {
        all.insert(*file, of_file(db, scope, *file).await?);
    }
    Ok(all)
}

fn read(row: &Model) -> Result<Mark, StoreError> {
    let reading = Reading {
        table: "mark",
        key: &row.id,
    };
    Ok(Mark {
        id: MarkId(row.id),
        file: FileId(row.file_id),
        page: reading.number(row.page)?,
        spot: Spot {
            x: row.x,
            y: row.y,
            width: row.width,
            height: row.height,
        },
        reason: reading.parse(&row.reason)?,
        by: AccountId(row.account_id),
    })
}
