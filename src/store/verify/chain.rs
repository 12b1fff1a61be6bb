//! The chains, one case after the other.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{Break, PAGE, package::Told};
use crate::{
    domain::{case::Case, digest::Digest, id::CaseId},
    store::{
        Db, StoreError,
        case::{Link, START, read},
        row::{case_event, cases},
    },
};

/// What was read.
pub(super) struct Chains {
    pub(super) cases: u64,
    pub(super) events: u64,
    pub(super) head: Digest,
}

/// The columns of a case's row that the history must bear out.
#[derive(Debug, FromQueryResult)]
struct Row {
    id: Uuid,
    version: i64,
    stage: String,
}

pub(super) async fn verify(db: &Db, tell: &mut impl FnMut(Break)) -> Result<Chains, StoreError> {
    let (mut cases, mut events, mut heads) = (0, 0, Sha256::new());
    let mut after = Uuid::nil();
    loop {
        let rows: Vec<Row> = cases::Entity::find()
            .select_only()
            .columns([cases::Column::Id, cases::Column::Version, cases::Column::Stage])
            .filter(cases::Column::Id.gt(after))
            .order_by_asc(cases::Column::Id)
            .limit(PAGE)
            .into_model()
            .all(db)
            .await?;
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
            break;
        };
        let mut histories = Histories::of(db, first.id, last.id).await?;
        let (span, mut told) = ((first.id, last.id), Told::default());
        after = last.id;
        for row in rows {
            let history = histories.take(row.id);
            cases += 1;
            events += u64::try_from(history.len()).unwrap_or(u64::MAX);
            let head = one(db, &row, history, &mut told, tell).await?;
            heads.update(row.id.as_bytes());
            heads.update(head.as_bytes());
        }
        told.verify(db, span, tell).await?;
    }
    Ok(Chains {
        cases,
        events,
        head: Digest(heads.finalize().into()),
    })
}

/// The events of the cases of one page, in their order.
struct Histories(std::iter::Peekable<std::vec::IntoIter<case_event::Model>>);

impl Histories {
    async fn of(db: &Db, first: Uuid, last: Uuid) -> Result<Self, StoreError> {
        let events = case_event::Entity::find()
            .filter(Expr::col(case_event::Column::CaseId).between(first, last))
            .order_by_asc(case_event::Column::CaseId)
            .order_by_asc(case_event::Column::Seq)
            .all(db)
            .await?;
        Ok(Self(events.into_iter().peekable()))
    }

    fn take(&mut self, case: Uuid) -> Vec<case_event::Model> {
        while self.0.next_if(|event| event.case_id < case).is_some() {}
        std::iter::from_fn(|| self.0.next_if(|event| event.case_id == case)).collect()
    }
}

/// Verifies one case, and returns its last hash.
async fn one(
    db: &Db,
    row: &Row,
    history: Vec<case_event::Model>,
    told: &mut Told,
    tell: &mut impl FnMut(Break),
) -> Result<String, StoreError> {
    let case = CaseId(row.id);
    let (mut head, mut seq, mut broken) = (START.to_owned(), 0, false);
    let mut recorded = Vec::new();
    for event in &history {
        if event.seq != seq + 1 {
            tell(Break::Gap {
                case,
                after: seq,
                found: event.seq,
            });
            broken = true;
        } else if event.previous_hash != head || event.hash != Link::stored(event).hash(&head) {
            tell(Break::Altered { case, seq: event.seq });
            broken = true;
        }
        (head, seq) = (event.hash.clone(), event.seq);
        match read(event) {
            Ok(event) => recorded.push(event),
            Err(error) => {
                tell(Break::Unreadable {
                    case,
                    why: error.to_string(),
                });
                broken = true;
            }
        }
    }
    told.hear(case, &recorded);
    if seq != row.version {
        // Somebody may have acted between our two queries: the row, read again, then agrees with no fewer events.
        let now = cases::Entity::find_by_id(row.id).one(db).await?;
        if now.is_none_or(|now| now.version == row.version) {
            tell(Break::Cut {
                case,
                version: row.version,
                events: seq,
            });
        }
        return Ok(head);
    }
    if !broken {
        match Case::fold(case, &recorded) {
            Ok(folded) if folded.stage.key().as_str() == row.stage => {}
            Ok(folded) => {
                let history = folded.stage.key().to_string();
                tell(Break::Row {
                    case,
                    row: row.stage.clone(),
                    history,
                });
            }
            Err(error) => tell(Break::Unreadable {
                case,
                why: error.to_string(),
            }),
        }
    }
    Ok(head)
}
