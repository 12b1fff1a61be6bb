//! Files of a case. Their bytes are blobs named by their digest; here is what they are called and what for.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use time::OffsetDateTime;

use super::{
    Scope, StoreError, Tx,
    convert::Reading,
    row::{
        file::{ActiveModel, Column, Entity, Model},
        letter, unfinished_file,
    },
};
use crate::{
    domain::{
        digest::Digest,
        id::{AccountId, CaseId, FileId},
    },
    law::words,
};

words! {
    /// What a file is for.
    pub enum Purpose {
        /// Came with the application: proof of who somebody is.
        Identity = "identity",
        /// Came with the application: the paper itself, what helps to find the information, what proves a record wrong.
        Evidence = "evidence",
        /// 授权委托书: came with the application of an agent.
        Authority = "authority",
        /// A document that was found, as it is: it never leaves, copies of it do.
        Source = "source",
        /// Came with the opinion of a consulted third party.
        Opinion = "opinion",
        /// 缴费凭证: shows that the applicant paid.
        Payment = "payment",
        /// 随附材料: is shown to a consulted third party, under a title of the staff.
        Attachment = "attachment",
        /// Is handed over with the answer.
        Answer = "answer",
    }
}

words! {
    /// What is known of viruses in a file.
    pub enum Scan {
        /// Nobody looked: there was no scanner.
        None = "none",
        /// It waits for the scanner, and nobody opens it.
        Waiting = "waiting",
        Clean = "clean",
        /// Something was found: it is kept away from everybody.
        Infected = "infected",
    }
}

impl Scan {
    /// Whether such a file may be opened, and may go out.
    pub fn is_open(self) -> bool {
        match self {
            Self::None | Self::Clean => true,
            Self::Waiting | Self::Infected => false,
        }
    }
}

impl Purpose {
    /// Whether it shows who somebody is, and nothing of what was asked for.
    pub fn is_of_identity(self) -> bool {
        match self {
            // A bank's slip names whose account it was.
            Self::Identity | Self::Authority | Self::Payment => true,
            Self::Evidence | Self::Source | Self::Opinion | Self::Attachment | Self::Answer => false,
        }
    }

    /// Whether it came from the applicant.
    pub fn came_with_application(self) -> bool {
        match self {
            Self::Identity | Self::Evidence | Self::Authority => true,
            Self::Source | Self::Opinion | Self::Payment | Self::Attachment | Self::Answer => false,
        }
    }
}

/// A file of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    pub id: FileId,
    pub case: CaseId,
    pub purpose: Purpose,
    pub name: String,
    pub media_type: String,
    /// In bytes.
    pub size: u64,
    pub content: Digest,
    /// Who put it there; none for the applicant, and for a third party.
    pub by: Option<AccountId>,
    pub created_at: OffsetDateTime,
    /// A removed file is out of the work; its bytes stay as long as an event names them.
    pub removed_at: Option<OffsetDateTime>,
    pub scan: Scan,
    /// The name of what was found in it.
    pub finding: Option<String>,
}

/// Adds a file, after its blob.
pub async fn insert(tx: &Tx, scope: Scope, file: &File) -> Result<(), StoreError> {
    let File {
        id,
        case,
        purpose,
        name,
        media_type,
        size,
        content,
        by,
        created_at,
        removed_at,
        scan,
        finding,
    } = file;
    let row = ActiveModel {
        id: Set(id.0),
        case_id: Set(case.0),
        agency_id: Set(scope.agency()),
        purpose: Set(purpose.to_string()),
        name: Set(name.clone()),
        media_type: Set(media_type.clone()),
        size: Set(Reading {
            table: "file",
            key: id,
        }
        .number(*size)?),
        sha256: Set(content.to_string()),
        account_id: Set(by.map(|account| account.0)),
        created_at: Set(created_at.unix_timestamp()),
        removed_at: Set(removed_at.map(OffsetDateTime::unix_timestamp)),
        scan: Set(scan.to_string()),
        finding: Set(finding.clone()),
        erased_at: Set(None),
    };
    row.insert(tx).await?;
    Ok(())
}

pub async fn get(db: &impl ConnectionTrait, scope: Scope, id: FileId) -> Result<Option<File>, StoreError> {
    Entity::find_by_id(id.0)
        .filter(Column::AgencyId.eq(scope.agency()))
        .one(db)
        .await?
        .map(read)
        .transpose()
}

/// The files of a case that were not removed, in the order in which they came.
pub async fn of_case(db: &impl ConnectionTrait, scope: Scope, case: CaseId) -> Result<Vec<File>, StoreError> {
    let rows = Entity::find()
        .filter(Column::CaseId.eq(case.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::RemovedAt.is_null())
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// Files of other cases with the same content as one of these, the latest first.
pub async fn with_content(
    db: &impl ConnectionTrait,
    scope: Scope,
    besides: CaseId,
    contents: &[Digest],
    most: u64,
) -> Result<Vec<File>, StoreError> {
    if contents.is_empty() {
        return Ok(Vec::new());
    }
    let rows = Entity::find()
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::Sha256.is_in(contents.iter().map(ToString::to_string)))
        .filter(Column::CaseId.ne(besides.0))
        .filter(Column::RemovedAt.is_null())
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .limit(most)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// Writes what the search for viruses came to.
pub async fn scanned(
    tx: &Tx,
    scope: Scope,
    id: FileId,
    (scan, finding): (Scan, Option<&str>),
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Scan, Expr::value(scan.to_string()))
        .col_expr(Column::Finding, Expr::value(finding.map(str::to_owned)))
        .filter(Column::Id.eq(id.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .exec(tx)
        .await?;
    Ok(())
}

/// How many files of an agency wait for the scanner, and since when the first of them does.
pub async fn waiting(
    db: &impl ConnectionTrait,
    scope: Scope,
) -> Result<Option<(u64, OffsetDateTime)>, StoreError> {
    let waiting = Entity::find()
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::Scan.eq(Scan::Waiting.as_str()));
    let first = waiting.clone().order_by_asc(Column::CreatedAt).one(db).await?;
    let Some(first) = first.map(read).transpose()? else {
        return Ok(None);
    };
    let count = waiting.count(db).await?;
    Ok(Some((count, first.created_at)))
}

/// Takes a file out of the work; whether there was one.
pub async fn remove(tx: &Tx, scope: Scope, id: FileId, at: OffsetDateTime) -> Result<bool, StoreError> {
    let updated = Entity::update_many()
        .col_expr(Column::RemovedAt, Expr::value(at.unix_timestamp()))
        .filter(Column::Id.eq(id.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::RemovedAt.is_null())
        .exec(tx)
        .await?;
    // What is out of the work is not found any more.
    if let Some(file) = get(tx, scope, id).await? {
        super::search::forget(tx, scope, file.case, Some(id.0)).await?;
    }
    Ok(updated.rows_affected == 1)
}

/// Erases a file: it is out of the work, and its name is gone. Its bytes go afterwards, see [`abandoned`].
pub async fn erase(tx: &Tx, scope: Scope, id: FileId, at: OffsetDateTime) -> Result<(), StoreError> {
    remove(tx, scope, id, at).await?;
    Entity::update_many()
        .col_expr(Column::Name, Expr::value(""))
        .col_expr(Column::ErasedAt, Expr::value(at.unix_timestamp()))
        .filter(Column::Id.eq(id.0))
        .filter(Column::AgencyId.eq(scope.agency()))
        .exec(tx)
        .await?;
    Ok(())
}

/// The bytes of an erased file, where nothing else names the same, of whatever agency: applicants send the same scan with
/// another application, or a letter that they got.
pub async fn abandoned(
    db: &impl ConnectionTrait,
    scope: Scope,
    id: FileId,
) -> Result<Option<Digest>, StoreError> {
    let erased = Entity::find_by_id(id.0)
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::ErasedAt.is_not_null())
        .one(db)
        .await?;
    let Some(erased) = erased else { return Ok(None) };
    let content = read(erased)?.content;
    Ok((!is_named(db, content).await?).then_some(content))
}

/// Whether something still names these bytes: a file, a letter, what somebody is still filling in.
pub async fn is_named(db: &impl ConnectionTrait, content: Digest) -> Result<bool, StoreError> {
    let sha256 = content.to_string();
    let waiting = unfinished_file::Entity::find().filter(unfinished_file::Column::Sha256.eq(&sha256));
    let files = Entity::find()
        .filter(Column::Sha256.eq(&sha256))
        .filter(Column::ErasedAt.is_null());
    let letters = letter::Entity::find().filter(letter::Column::PdfSha256.eq(&sha256));
    Ok(waiting.count(db).await? > 0 || files.count(db).await? > 0 || letters.count(db).await? > 0)
}

fn read(row: Model) -> Result<File, StoreError> {
    let reading = Reading {
        table: "file",
        key: &row.id,
    };
    Ok(File {
        id: FileId(row.id),
        case: CaseId(row.case_id),
        purpose: reading.parse(&row.purpose)?,
        size: reading.number(row.size)?,
        content: reading.parse(&row.sha256)?,
        by: row.account_id.map(AccountId),
        created_at: reading.instant(row.created_at)?,
        removed_at: row.removed_at.map(|at| reading.instant(at)).transpose()?,
        scan: reading.parse(&row.scan)?,
        finding: row.finding,
        name: row.name,
        media_type: row.media_type,
    })
}
