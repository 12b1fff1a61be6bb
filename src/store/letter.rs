//! Letters as they went out: kept with context, document and the digests that bind them, never changed.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use time::{Date, OffsetDateTime};

use super::{
    Scope, StoreError, Tx,
    convert::Reading,
    error::conflict_if_taken,
    row::letter::{ActiveModel, Column, Entity, Model},
};
use crate::{
    domain::{
        digest::Digest,
        id::{CaseId, LetterId, TextId},
    },
    law::LetterKey,
};

/// A letter that was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub id: LetterId,
    pub case: CaseId,
    pub kind: LetterKey,
    pub series: String,
    pub year: i32,
    pub serial: i64,
    pub number: String,
    pub issued_on: Date,
    /// JSON: what the template was given.
    pub context: String,
    /// JSON: the composed document, from which page, PDF and Word come.
    pub document: String,
    /// The digest that the approvals name.
    pub document_digest: Digest,
    pub template_digest: Digest,
    pub pdf: Digest,
    pub created_at: OffsetDateTime,
    /// A spoilt letter keeps its number.
    pub spoilt: Option<Spoilt>,
}

/// That a letter was spoilt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spoilt {
    pub at: OffsetDateTime,
    /// Why, in the words of the case.
    pub because: Option<TextId>,
}

/// Adds an issued letter; [`StoreError::Conflict`] where its number is taken.
pub async fn insert(tx: &Tx, scope: Scope, letter: &Letter) -> Result<(), StoreError> {
    let Letter {
        id,
        case,
        kind,
        series,
        year,
        serial,
        number,
        issued_on,
        context,
        document,
        document_digest,
        template_digest,
        pdf,
        created_at,
        spoilt,
    } = letter;
    let row = ActiveModel {
        id: Set(id.0),
        case_id: Set(case.0),
        agency_id: Set(scope.agency()),
        kind: Set(kind.to_string()),
        series: Set(series.clone()),
        year: Set(*year),
        serial: Set(*serial),
        number: Set(number.clone()),
        issued_on: Set(*issued_on),
        context: Set(context.clone()),
        document: Set(document.clone()),
        document_digest: Set(document_digest.to_string()),
        template_digest: Set(template_digest.to_string()),
        pdf_sha256: Set(pdf.to_string()),
        created_at: Set(created_at.unix_timestamp()),
        spoilt_at: Set(spoilt.map(|spoilt| spoilt.at.unix_timestamp())),
        spoilt_text_id: Set(spoilt.and_then(|spoilt| spoilt.because).map(|words| words.0)),
    };
    Entity::insert(row)
        .exec_without_returning(tx)
        .await
        .map_err(conflict_if_taken)?;
    Ok(())
}

pub async fn get(
    db: &impl ConnectionTrait,
    scope: Scope,
    id: LetterId,
) -> Result<Option<Letter>, StoreError> {
    Entity::find_by_id(id.0)
        .filter(Column::AgencyId.eq(scope.agency()))
        .one(db)
        .await?
        .map(read)
        .transpose()
}

/// The letters of a case, in the order of issue.
pub async fn of_case(
    db: &impl ConnectionTrait,
    scope: Scope,
    case: CaseId,
) -> Result<Vec<Letter>, StoreError> {
    let rows = Entity::find()
        .filter(Column::CaseId.eq(case.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// Notes that a letter was spoilt: its number stays taken. Whether there is such a letter, unspoilt so far.
pub async fn spoil(tx: &Tx, scope: Scope, id: LetterId, spoilt: Spoilt) -> Result<bool, StoreError> {
    let updated = Entity::update_many()
        .col_expr(Column::SpoiltAt, Expr::value(spoilt.at.unix_timestamp()))
        .col_expr(
            Column::SpoiltTextId,
            Expr::value(spoilt.because.map(|words| words.0)),
        )
        .filter(Column::Id.eq(id.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::SpoiltAt.is_null())
        .exec(tx)
        .await?;
    Ok(updated.rows_affected == 1)
}

/// Whether a letter of the agency bears this number.
pub async fn is_taken(db: &impl ConnectionTrait, scope: Scope, number: &str) -> Result<bool, StoreError> {
    let bears = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::Number.eq(number))
        .into_tuple::<uuid::Uuid>()
        .one(db)
        .await?;
    Ok(bears.is_some())
}

/// How many letters of the agency were issued from one day to another, both included, or ever since.
pub async fn issued_within(
    db: &impl ConnectionTrait,
    scope: Scope,
    from: Date,
    until: Option<Date>,
) -> Result<u64, StoreError> {
    let mut rows = Entity::find()
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::IssuedOn.gte(from));
    if let Some(until) = until {
        rows = rows.filter(Column::IssuedOn.lte(until));
    }
    Ok(rows.count(db).await?)
}

/// A letter in the register of numbers: what it says itself stays out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    pub id: LetterId,
    pub case: CaseId,
    pub kind: LetterKey,
    pub serial: i64,
    pub number: String,
    pub issued_on: Date,
    pub spoilt: Option<Spoilt>,
}

/// At most `limit` letters of a series and year after a serial, in their order.
pub async fn registered(
    db: &impl ConnectionTrait,
    scope: Scope,
    (series, year): (&str, i32),
    after: i64,
    limit: u64,
) -> Result<Vec<Registered>, StoreError> {
    let rows: Vec<RegisteredRow> = Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::CaseId,
            Column::Kind,
            Column::Serial,
            Column::Number,
            Column::IssuedOn,
            Column::SpoiltAt,
            Column::SpoiltTextId,
        ])
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::Series.eq(series))
        .filter(Column::Year.eq(year))
        .filter(Column::Serial.gt(after))
        .order_by_asc(Column::Serial)
        .limit(limit)
        .into_model()
        .all(db)
        .await?;
    rows.into_iter()
        .map(|row| {
            let reading = Reading {
                table: "letter",
                key: &row.id,
            };
            Ok(Registered {
                id: LetterId(row.id),
                case: CaseId(row.case_id),
                kind: reading.parse(&row.kind)?,
                serial: row.serial,
                issued_on: row.issued_on,
                spoilt: read_spoilt(reading, row.spoilt_at, row.spoilt_text_id)?,
                number: row.number,
            })
        })
        .collect()
}

#[derive(Debug, FromQueryResult)]
struct RegisteredRow {
    id: uuid::Uuid,
    case_id: uuid::Uuid,
    kind: String,
    serial: i64,
    number: String,
    issued_on: Date,
    spoilt_at: Option<i64>,
    spoilt_text_id: Option<uuid::Uuid>,
}

fn read_spoilt(
    reading: Reading<'_, uuid::Uuid>,
    at: Option<i64>,
    because: Option<uuid::Uuid>,
) -> Result<Option<Spoilt>, StoreError> {
    let Some(at) = at else { return Ok(None) };
    Ok(Some(Spoilt {
        at: reading.instant(at)?,
        because: because.map(TextId),
    }))
}

fn read(row: Model) -> Result<Letter, StoreError> {
    let reading = Reading {
        table: "letter",
        key: &row.id,
    };
    Ok(Letter {
        id: LetterId(row.id),
        case: CaseId(row.case_id),
        kind: reading.parse(&row.kind)?,
        document_digest: reading.parse(&row.document_digest)?,
        template_digest: reading.parse(&row.template_digest)?,
        pdf: reading.parse(&row.pdf_sha256)?,
        created_at: reading.instant(row.created_at)?,
        spoilt: read_spoilt(reading, row.spoilt_at, row.spoilt_text_id)?,
        series: row.series,
        year: row.year,
        serial: row.serial,
        number: row.number,
        issued_on: row.issued_on,
        context: row.context,
        document: row.document,
    })
}
