//! The blobs that rows name, for whoever has the blobs: each with words that say what it is and of which case.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::{PAGE, following};
use crate::{
    domain::digest::Digest,
    store::{
        Db, StoreError,
        convert::Reading,
        file::Purpose,
        row::{
            agency, cases, document, document_page, file, letter, published_file, release_copy, seal,
            unfinished_file,
        },
    },
};

/// The tables of which a row names a blob. A test holds them against the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Table {
    Letter,
    File,
    Document,
    DocumentPage,
    Seal,
    UnfinishedFile,
    PublishedFile,
}

impl Table {
    pub(in crate::store) const ALL: [Self; 7] = [
        Self::Letter,
        Self::File,
        Self::Document,
        Self::DocumentPage,
        Self::Seal,
        Self::UnfinishedFile,
        Self::PublishedFile,
    ];

    /// Its name, and the column that names the blob.
    pub(in crate::store) const fn column(self) -> (&'static str, &'static str) {
        match self {
            Self::Letter => ("letter", "pdf_sha256"),
            Self::File => ("file", "sha256"),
            Self::Document => ("document", "pdf"),
            Self::DocumentPage => ("document_page", "picture"),
            Self::Seal => ("seal", "image"),
            Self::UnfinishedFile => ("unfinished_file", "sha256"),
            Self::PublishedFile => ("published_file", "content"),
        }
    }

    /// Of the rows after one.
    async fn page(self, db: &Db, after: Place) -> Page {
        match self {
            Self::Letter => letters(db, after).await,
            Self::File => files(db, after).await,
            Self::Document => converted(db, after).await,
            Self::DocumentPage => pictures(db, after).await,
            Self::Seal => seals(db, after).await,
            Self::UnfinishedFile => waiting(db, after).await,
            Self::PublishedFile => published(db, after).await,
        }
    }

    fn names(self, key: Uuid, what: String, digest: &str) -> Result<BlobUse, StoreError> {
        let (table, _) = self.column();
        let content = Reading { table, key: &key }.parse(digest)?;
        Ok(BlobUse { what, content })
    }
}

/// A row: by its id, and where that is not enough by a number.
type Place = (Uuid, i32);

/// What rows name, and the last of these rows; nothing at the end.
type Page = Result<Option<(Vec<BlobUse>, Place)>, StoreError>;

/// A blob that a row names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlobUse {
    /// What it is, for the operator.
    pub what: String,
    pub content: Digest,
}

/// Names every blob of the database, a table after the other, in constant memory. The caller has the blobs.
pub async fn blobs<E: From<StoreError>>(
    db: &Db,
    mut each: impl AsyncFnMut(BlobUse) -> Result<(), E>,
) -> Result<(), E> {
    for table in Table::ALL {
        let mut after = (Uuid::nil(), 0);
        while let Some((page, last)) = table.page(db, after).await? {
            after = last;
            for used in page {
                each(used).await?;
            }
        }
    }
    Ok(())
}

async fn letters(db: &Db, (after, _): Place) -> Page {
    let rows = following(db, letter::Entity::find(), letter::Column::Id, after).await?;
    let Some(last) = rows.last().map(|row| row.id) else {
        return Ok(None);
    };
    let numbers = numbers(db, rows.iter().map(|row| row.case_id)).await?;
    let used = rows.iter().map(|row| {
        let what = format!("{}的文书 {}", of_case(&numbers, row.case_id), row.number);
        Table::Letter.names(row.id, what, &row.pdf_sha256)
    });
    Ok(Some((used.collect::<Result<_, _>>()?, (last, 0))))
}

async fn files(db: &Db, (after, _): Place) -> Page {
    // Of what was erased nothing is kept.
    let kept = file::Entity::find().filter(file::Column::ErasedAt.is_null());
    let rows = following(db, kept, file::Column::Id, after).await?;
    let Some(last) = rows.last().map(|row| row.id) else {
        return Ok(None);
    };
    let numbers = numbers(db, rows.iter().map(|row| row.case_id)).await?;
    let copies = copies(db, rows.iter().map(|row| row.id)).await?;
    let used = rows.iter().map(|row| {
        let reading = Reading {
            table: "file",
            key: &row.id,
        };
        let kind = match reading.parse(&row.purpose)? {
            Purpose::Answer if copies.contains(&row.id) => "公开版",
            Purpose::Answer => "答复附件",
            Purpose::Source => "原件",
            Purpose::Identity => "身份证明",
            Purpose::Evidence => "申请材料",
            Purpose::Authority => "授权委托书",
            Purpose::Opinion => "第三方意见附件",
            Purpose::Payment => "缴费凭证",
            Purpose::Attachment => "征求意见的随附材料",
        };
        let what = format!("{}的{kind}“{}”", of_case(&numbers, row.case_id), row.name);
        Table::File.names(row.id, what, &row.sha256)
    });
    Ok(Some((used.collect::<Result<_, _>>()?, (last, 0))))
}

async fn converted(db: &Db, (after, _): Place) -> Page {
    let made = document::Entity::find().filter(document::Column::Pdf.is_not_null());
    let rows = following(db, made, document::Column::FileId, after).await?;
    let Some(last) = rows.last().map(|row| row.file_id) else {
        return Ok(None);
    };
    let names = names(db, rows.iter().map(|row| row.file_id)).await?;
    let used = rows.iter().map(|row| {
        let what = format!("{}转换成的PDF", of_file(&names, row.file_id));
        Table::Document.names(row.file_id, what, row.pdf.as_deref().unwrap_or_default())
    });
    Ok(Some((used.collect::<Result<_, _>>()?, (last, 0))))
}

async fn pictures(db: &Db, (after, page): Place) -> Page {
    let place = Expr::tuple([
        Expr::col(document_page::Column::FileId),
        Expr::col(document_page::Column::Page),
    ]);
    let further = place.gt(Expr::tuple([Expr::value(after), Expr::value(page)]));
    // Without the words of the pages, which are large.
    let rows: Vec<(Uuid, i32, String)> = document_page::Entity::find()
        .select_only()
        .columns([
            document_page::Column::FileId,
            document_page::Column::Page,
            document_page::Column::Picture,
        ])
        .filter(further)
        .order_by_asc(document_page::Column::FileId)
        .order_by_asc(document_page::Column::Page)
        .limit(PAGE)
        .into_tuple()
        .all(db)
        .await?;
    let Some(last) = rows.last().map(|(file, page, _)| (*file, *page)) else {
        return Ok(None);
    };
    let names = names(db, rows.iter().map(|(file, ..)| *file)).await?;
    let used = rows.iter().map(|(file, page, picture)| {
        let what = format!("{}第{page}页的图像", of_file(&names, *file));
        Table::DocumentPage.names(*file, what, picture)
    });
    Ok(Some((used.collect::<Result<_, _>>()?, last)))
}

async fn seals(db: &Db, (after, _): Place) -> Page {
    let rows = following(db, seal::Entity::find(), seal::Column::AgencyId, after).await?;
    let Some(last) = rows.last().map(|row| row.agency_id) else {
        return Ok(None);
    };
    let agencies: Vec<(Uuid, String)> = agency::Entity::find()
        .select_only()
        .columns([agency::Column::Id, agency::Column::Name])
        .filter(agency::Column::Id.is_in(rows.iter().map(|row| row.agency_id)))
        .into_tuple()
        .all(db)
        .await?;
    let agencies: BTreeMap<Uuid, String> = agencies.into_iter().collect();
    let used = rows.iter().map(|row| {
        let name = agencies.get(&row.agency_id).map_or("", String::as_str);
        Table::Seal.names(row.agency_id, format!("{name}的印章图像"), &row.image)
    });
    Ok(Some((used.collect::<Result<_, _>>()?, (last, 0))))
}

async fn waiting(db: &Db, (after, number): Place) -> Page {
    let place = Expr::tuple([
        Expr::col(unfinished_file::Column::UnfinishedId),
        Expr::col(unfinished_file::Column::Number),
    ]);
    let further = place.gt(Expr::tuple([Expr::value(after), Expr::value(number)]));
    let rows = unfinished_file::Entity::find()
        .filter(further)
        .order_by_asc(unfinished_file::Column::UnfinishedId)
        .order_by_asc(unfinished_file::Column::Number)
        .limit(PAGE)
        .all(db)
        .await?;
    let Some(last) = rows.last().map(|row| (row.unfinished_id, row.number)) else {
        return Ok(None);
    };
    let used = rows.iter().map(|row| {
        let what = format!("没有提交的申请{}的第{}份附件", row.unfinished_id, row.number);
        Table::UnfinishedFile.names(row.unfinished_id, what, &row.sha256)
    });
    Ok(Some((used.collect::<Result<_, _>>()?, last)))
}

async fn published(db: &Db, (after, n): Place) -> Page {
    let place = Expr::tuple([
        Expr::col(published_file::Column::AnswerId),
        Expr::col(published_file::Column::N),
    ]);
    let rows = published_file::Entity::find()
        .filter(place.gt(Expr::tuple([Expr::value(after), Expr::value(n)])))
        .order_by_asc(published_file::Column::AnswerId)
        .order_by_asc(published_file::Column::N)
        .limit(PAGE)
        .all(db)
        .await?;
    let Some(last) = rows.last().map(|row| (row.answer_id, row.n)) else {
        return Ok(None);
    };
    let used = rows.iter().map(|row| {
        let what = format!("公开的答复 {} 的附件“{}”", row.answer_id, row.name);
        Table::PublishedFile.names(row.answer_id, what, &row.content)
    });
    Ok(Some((used.collect::<Result<_, _>>()?, last)))
}

/// The numbers of some cases.
async fn numbers(db: &Db, of: impl Iterator<Item = Uuid>) -> Result<BTreeMap<Uuid, String>, StoreError> {
    let ids: BTreeSet<Uuid> = of.collect();
    let rows: Vec<(Uuid, String)> = cases::Entity::find()
        .select_only()
        .columns([cases::Column::Id, cases::Column::Number])
        .filter(cases::Column::Id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

fn of_case(numbers: &BTreeMap<Uuid, String>, case: Uuid) -> String {
    match numbers.get(&case) {
        Some(number) => format!("办件 {number} "),
        None => format!("办件 {case} "),
    }
}

/// The names of some files, each with the number of its case.
async fn names(db: &Db, of: impl Iterator<Item = Uuid>) -> Result<BTreeMap<Uuid, String>, StoreError> {
    let ids: BTreeSet<Uuid> = of.collect();
    let rows: Vec<(Uuid, Uuid, String)> = file::Entity::find()
        .select_only()
        .columns([file::Column::Id, file::Column::CaseId, file::Column::Name])
        .filter(file::Column::Id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    let numbers = numbers(db, rows.iter().map(|(_, case, _)| *case)).await?;
    let name =
        |(id, case, name): (Uuid, Uuid, String)| (id, format!("{}的“{name}”", of_case(&numbers, case)));
    Ok(rows.into_iter().map(name).collect())
}

fn of_file(names: &BTreeMap<Uuid, String>, file: Uuid) -> String {
    names
        .get(&file)
        .cloned()
        .unwrap_or_else(|| format!("文件 {file} "))
}

/// Those of some files that are copies for release.
async fn copies(db: &Db, of: impl Iterator<Item = Uuid>) -> Result<BTreeSet<Uuid>, StoreError> {
    let ids: BTreeSet<Uuid> = of.collect();
    let rows: Vec<Uuid> = release_copy::Entity::find()
        .select_only()
        .column(release_copy::Column::FileId)
        .filter(release_copy::Column::FileId.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}
