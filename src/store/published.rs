//! Answers that are published, or are to be: their own copy of the words, and which files stand with them.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    Scope, StoreError, Tx,
    convert::Reading,
    row::{
        published_answer::{ActiveModel, Column, Entity, Model},
        published_file,
    },
};
use crate::domain::{
    id::{AccountId, AgencyId, CaseId, FileId},
    published::{Confirmed, PublishedAnswer, PublishedFile, State, Withdrawn, Wording},
};

/// What stands between topic words in a row.
const BETWEEN: &str = "、";

/// Writes an answer with its files: the first time, or after the version before. [`StoreError::Conflict`] where somebody
/// else was first.
pub async fn put(tx: &Tx, scope: Scope, answer: &PublishedAnswer) -> Result<(), StoreError> {
    let row = row(scope, answer);
    if answer.version == 1 {
        row.insert(tx).await.map_err(|error| match error.sql_err() {
            Some(sea_orm::SqlErr::UniqueConstraintViolation(_)) => StoreError::Conflict,
            _ => error.into(),
        })?;
    } else {
        let written = Entity::update_many()
            .set(row)
            .filter(Column::Id.eq(answer.id))
            .filter(Column::AgencyId.eq(scope.agency()))
            .filter(Column::Version.eq(answer.version - 1))
            .exec(tx)
            .await?;
        if written.rows_affected != 1 {
            return Err(StoreError::Conflict);
        }
        let delete = Query::delete()
            .from_table(published_file::Entity)
            .and_where(Expr::col(published_file::Column::AnswerId).eq(answer.id))
            .to_owned();
        tx.execute(&delete).await?;
    }
    let files = (1..)
        .zip(&answer.files)
        .map(|(n, file)| published_file::ActiveModel {
            answer_id: Set(answer.id),
            n: Set(n),
            file_id: Set(file.file.0),
            name: Set(file.name.clone()),
            media_type: Set(file.media_type.clone()),
            size: Set(i64::try_from(file.size).unwrap_or(i64::MAX)),
            content: Set(file.content.to_string()),
        });
    let files: Vec<_> = files.collect();
    if !files.is_empty() {
        published_file::Entity::insert_many(files)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

fn row(scope: Scope, answer: &PublishedAnswer) -> ActiveModel {
    let PublishedAnswer {
        id,
        agency: _,
        case,
        state,
        version,
        wording,
        files: _,
        cleared,
        prepared_by,
        prepared_at,
        confirmed,
        withdrawn,
    } = answer;
    ActiveModel {
        id: Set(*id),
        agency_id: Set(scope.agency()),
        case_id: Set(case.0),
        state: Set(state.to_string()),
        version: Set(*version),
        title: Set(wording.title.clone()),
        asked: Set(wording.asked.clone()),
        answered: Set(wording.answered.clone()),
        topics: Set(wording.topics.join(BETWEEN)),
        cleared: Set(cleared.as_ref().map(|(digest, _)| digest.to_string())),
        because: Set(cleared.as_ref().map(|(_, because)| because.clone())),
        prepared_by: Set(prepared_by.0),
        prepared_at: Set(prepared_at.unix_timestamp()),
        confirmed_by: Set(confirmed.map(|confirmed| confirmed.by.0)),
        published_on: Set(confirmed.map(|confirmed| confirmed.on)),
        withdrawn_by: Set(withdrawn.as_ref().map(|withdrawn| withdrawn.by.0)),
        withdrawn_on: Set(withdrawn.as_ref().map(|withdrawn| withdrawn.on)),
        withdrawn_because: Set(withdrawn.as_ref().map(|withdrawn| withdrawn.because.clone())),
    }
}

/// What was prepared last of a case, whatever became of it.
pub async fn of_case(
    db: &impl ConnectionTrait,
    scope: Scope,
    case: CaseId,
) -> Result<Option<PublishedAnswer>, StoreError> {
    let row = Entity::find()
        .filter(Column::CaseId.eq(case.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .order_by_desc(Column::PreparedAt)
        .order_by_desc(Column::Id)
        .one(db)
        .await?;
    one(db, row).await
}

/// One of an agency.
pub async fn get(
    db: &impl ConnectionTrait,
    scope: Scope,
    id: Uuid,
) -> Result<Option<PublishedAnswer>, StoreError> {
    let row = Entity::find_by_id(id)
        .filter(Column::AgencyId.eq(scope.agency()))
        .one(db)
        .await?;
    one(db, row).await
}

/// One that everybody may know of, of whatever agency: it is, or was, published.
pub async fn known(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<PublishedAnswer>, StoreError> {
    let row = Entity::find_by_id(id).one(db).await?;
    let answer = one(db, row).await?;
    Ok(answer.filter(PublishedAnswer::is_known))
}

async fn one(db: &impl ConnectionTrait, row: Option<Model>) -> Result<Option<PublishedAnswer>, StoreError> {
    let Some(row) = row else { return Ok(None) };
    let mut files = files_of(db, &[row.id]).await?;
    let files = files.remove(&row.id).unwrap_or_default();
    read(row, files).map(Some)
}

/// Those of an agency that stand so, the ones that were prepared last first; before a moment, where one is named.
pub async fn list(
    db: &impl ConnectionTrait,
    scope: Scope,
    state: State,
    before: Option<OffsetDateTime>,
    most: u64,
) -> Result<Vec<PublishedAnswer>, StoreError> {
    let mut rows = Entity::find()
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::State.eq(state.as_str()))
        .order_by_desc(Column::PreparedAt)
        .order_by_desc(Column::Id)
        .limit(most);
    if let Some(before) = before {
        rows = rows.filter(Column::PreparedAt.lt(before.unix_timestamp()));
    }
    let rows = rows.all(db).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut files = files_of(db, &ids).await?;
    let read = |row: Model| {
        let files = files.remove(&row.id).unwrap_or_default();
        read(row, files)
    };
    rows.into_iter().map(read).collect()
}

async fn files_of(
    db: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<BTreeMap<Uuid, Vec<PublishedFile>>, StoreError> {
    let rows = published_file::Entity::find()
        .filter(published_file::Column::AnswerId.is_in(ids.iter().copied()))
        .order_by_asc(published_file::Column::AnswerId)
        .order_by_asc(published_file::Column::N)
        .all(db)
        .await?;
    let mut files: BTreeMap<Uuid, Vec<PublishedFile>> = BTreeMap::new();
    for row in rows {
        let reading = Reading {
            table: "published_file",
            key: &row.answer_id,
        };
        files.entry(row.answer_id).or_default().push(PublishedFile {
            file: FileId(row.file_id),
            size: reading.number(row.size)?,
            content: reading.parse(&row.content)?,
            name: row.name,
            media_type: row.media_type,
        });
    }
    Ok(files)
}

fn read(row: Model, files: Vec<PublishedFile>) -> Result<PublishedAnswer, StoreError> {
    let reading = Reading {
        table: "published_answer",
        key: &row.id,
    };
    let cleared = row.cleared.map(|digest| reading.parse(&digest)).transpose()?;
    let topics = row.topics.split(BETWEEN).filter(|topic| !topic.is_empty());
    let withdrawn = row.withdrawn_by.zip(row.withdrawn_on).zip(row.withdrawn_because);
    Ok(PublishedAnswer {
        id: row.id,
        agency: AgencyId(row.agency_id),
        case: CaseId(row.case_id),
        state: reading.parse(&row.state)?,
        version: row.version,
        files,
        cleared: cleared.zip(row.because),
        prepared_by: AccountId(row.prepared_by),
        prepared_at: reading.instant(row.prepared_at)?,
        confirmed: row.confirmed_by.zip(row.published_on).map(|(by, on)| Confirmed {
            by: AccountId(by),
            on,
        }),
        withdrawn: withdrawn.map(|((by, on), because)| Withdrawn {
            by: AccountId(by),
            on,
            because,
        }),
        wording: Wording {
            topics: topics.map(str::to_owned).collect(),
            title: row.title,
            asked: row.asked,
            answered: row.answered,
        },
    })
}
