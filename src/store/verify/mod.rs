//! Whether everything is still as it was written: the chains of events, the rows that follow from them, numbers
//! without gaps, the digests of words and drafts, and the lists of what went out. Reads page by page, in constant memory, over all agencies.

mod blob;
mod chain;
mod package;
mod paper;

use std::fmt;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use crate::domain::{
    digest::Digest,
    id::{CaseId, LetterId},
};

use super::{Db, StoreError};

#[cfg(test)]
pub(in crate::store) use blob::Table;
pub use blob::{BlobUse, blobs};

/// Rows read at a time.
const PAGE: u64 = 500;

/// A page of rows, in the order of their key, after one of them.
async fn following<E: EntityTrait>(
    db: &Db,
    rows: Select<E>,
    key: E::Column,
    after: Uuid,
) -> Result<Vec<E::Model>, StoreError> {
    let page = rows.filter(key.gt(after)).order_by_asc(key).limit(PAGE);
    Ok(page.all(db).await?)
}

/// Something that is not as it was written, worded for the operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Break {
    /// An event whose hash does not fit its content and the event before it.
    Altered { case: CaseId, seq: i64 },
    /// Events whose numbers do not follow each other.
    Gap { case: CaseId, after: i64, found: i64 },
    /// The case's row says more (or fewer) events than there are: the end of the history was cut off.
    Cut { case: CaseId, version: i64, events: i64 },
    /// The history does not read back as a case.
    Unreadable { case: CaseId, why: String },
    /// The row that queues read says another stage than the history.
    Row {
        case: CaseId,
        row: String,
        history: String,
    },
    /// A series lacks numbers: `count` rows up to number `last`; `given` were given out.
    Numbers {
        series: String,
        count: i64,
        last: i64,
        given: i64,
    },
    /// The list of what went out with an answer is not the one that the history names, or not there.
    Package {
        case: CaseId,
        letter: LetterId,
        is_there: bool,
    },
    /// A text whose digest does not fit: of `case_text`, `draft`.
    Text { table: &'static str, id: String },
}

impl fmt::Display for Break {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Altered { case, seq } => write!(
                f,
                "办件 {case}：第 {seq} 条记录与其校验值不符（内容被改动或被替换）"
            ),
            Self::Gap { case, after, found } => {
                write!(
                    f,
                    "办件 {case}：第 {after} 条记录之后是第 {found} 条（中间有记录缺失）"
                )
            }
            Self::Cut {
                case,
                version,
                events,
            } => {
                write!(
                    f,
                    "办件 {case}：应有 {version} 条记录，实有 {events} 条（末尾记录缺失）"
                )
            }
            Self::Unreadable { case, why } => write!(f, "办件 {case}：历史记录无法还原（{why}）"),
            Self::Row { case, row, history } => {
                write!(f, "办件 {case}：列表所示环节为 {row}，按历史记录应为 {history}")
            }
            Self::Numbers {
                series,
                count,
                last,
                given,
            } => {
                write!(
                    f,
                    "编号 {series}：最大号为 {last}，实有 {count} 个，已发出 {given} 个（编号不连续）"
                )
            }
            Self::Package {
                case,
                letter,
                is_there: true,
            } => {
                write!(
                    f,
                    "办件 {case}：文书 {letter} 的公开材料清单与历史记录不符（内容被改动）"
                )
            }
            Self::Package {
                case,
                letter,
                is_there: false,
            } => write!(f, "办件 {case}：文书 {letter} 的公开材料清单缺失"),
            Self::Text { table, id } => write!(f, "{table} {id}：内容与校验值不符（内容被改动）"),
        }
    }
}

/// How much was read, and what it all comes down to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    pub cases: u64,
    pub events: u64,
    pub texts: u64,
    pub breaks: u64,
    /// Over the last hash of every case, in the order of their ids: written down elsewhere, it proves later that
    /// not even the end of a history, together with its row, was cut off.
    pub head: Digest,
}

/// Verifies the whole database. Each break is told as it is found; blobs are the caller's, see [`blobs`].
pub async fn database(db: &Db, mut found: impl FnMut(&Break)) -> Result<Summary, StoreError> {
    let mut breaks = 0;
    let mut tell = |broken: Break| {
        breaks += 1;
        found(&broken);
    };
    let chains = chain::verify(db, &mut tell).await?;
    paper::numbers(db, &mut tell).await?;
    let texts = paper::texts(db, &mut tell).await?;
    Ok(Summary {
        cases: chains.cases,
        events: chains.events,
        texts,
        breaks,
        head: chains.head,
    })
}
