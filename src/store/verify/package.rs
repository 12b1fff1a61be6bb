//! 公开材料包: the list of what went out with an answer is the one that the history names.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{EntityTrait, QueryFilter};
use uuid::Uuid;

use super::Break;
use crate::{
    domain::{
        digest::Digest,
        event::{Event, Recorded},
        id::{CaseId, LetterId},
    },
    store::{Db, StoreError, row::release_package},
};

/// What the histories of some cases say of packages.
#[derive(Debug, Default)]
pub(super) struct Told(BTreeMap<LetterId, (CaseId, Digest)>);

impl Told {
    pub(super) fn hear(&mut self, case: CaseId, history: &[Recorded]) {
        for recorded in history {
            if let Event::LetterIssued {
                letter,
                package: Some(package),
                ..
            } = &recorded.event
            {
                self.0.insert(*letter, (case, *package));
            }
        }
    }

    /// Holds it against the lists that are kept for the cases from the first to the last.
    pub(super) async fn verify(
        mut self,
        db: &Db,
        (first, last): (Uuid, Uuid),
        tell: &mut impl FnMut(Break),
    ) -> Result<(), StoreError> {
        let rows = release_package::Entity::find()
            .filter(Expr::col(release_package::Column::CaseId).between(first, last))
            .all(db)
            .await?;
        for row in rows {
            let letter = LetterId(row.letter_id);
            let kept = (CaseId(row.case_id), Digest::of_bytes(row.manifest.as_bytes()));
            if self.0.remove(&letter) != Some(kept) {
                tell(Break::Package {
                    case: kept.0,
                    letter,
                    is_there: true,
                });
            }
        }
        for (letter, (case, _)) in self.0 {
            tell(Break::Package {
                case,
                letter,
                is_there: false,
            });
        }
        Ok(())
    }
}
