//! 逐份看过: who opened which part of an answer, and where the points of a review may hang.

use std::collections::BTreeSet;

use super::submission::submission_in;
use crate::{
    casework::Office,
    casework::{ActError, office::AtWork},
    domain::{
        account::{Actor, Officer},
        case::Case,
        digest::Digest,
        refusal::Refusal,
        review::{Place, Point},
    },
    store::{self, Scope, StoreError, Tx, file::Purpose},
};

/// Remembers that somebody opened a part of what waits for review; of anything else nothing is kept.
pub async fn remember(
    office: &Office,
    officer: &Officer,
    case: &Case,
    content: Digest,
) -> Result<(), StoreError> {
    if !case.parts_to_open().contains(&content) {
        return Ok(());
    }
    let (scope, who) = (Scope::of(case.agency), (case.id, officer.account));
    if store::opened::by(&office.db, scope, who.0, who.1)
        .await?
        .contains(&content)
    {
        return Ok(());
    }
    store::opened::insert(&office.db, scope, who, content, office.now()).await
}

/// What somebody opened in a case.
pub async fn opened_by(
    office: &Office,
    officer: &Officer,
    case: &Case,
) -> Result<BTreeSet<Digest>, StoreError> {
    store::opened::by(&office.db, Scope::of(case.agency), case.id, officer.account).await
}

/// How much of what whoever approves has to have opened this person has not.
pub async fn unopened(office: &Office, officer: &Officer, case: &Case) -> Result<usize, StoreError> {
    let opened = opened_by(office, officer, case).await?;
    Ok(case.parts_to_open().difference(&opened).count())
}

/// What they opened, for a decision under way.
pub(in crate::casework) async fn opened(
    tx: &Tx,
    scope: Scope,
    case: &Case,
    actor: &Actor,
) -> Result<BTreeSet<Digest>, StoreError> {
    match actor.reference().account() {
        Some(by) => store::opened::by(tx, scope, case.id, by).await,
        None => Ok(BTreeSet::new()),
    }
}

/// Whether the places exist on which the points of a review hang.
pub(in crate::casework) async fn check_places(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    case: &Case,
    points: &[Point],
) -> Result<(), ActError> {
    let lines = match case.stage.review() {
        Some(review) => submission_in(tx, scope, &office.vault, case.id, review.content)
            .await?
            .map_or(0, |submitted| submitted.lines.len()),
        None => 0,
    };
    let files = store::file::of_case(tx, scope, case.id).await?;
    for point in points {
        let exists = match point.place {
            Place::Letter { line } => line > 0 && usize::from(line) <= lines,
            Place::Page { file, page } => {
                let pages = store::document::get(tx, scope, file).await?;
                let pages = pages.and_then(|document| document.pages);
                let is_shown = files.iter().any(|known| {
                    known.id == file && matches!(known.purpose, Purpose::Source | Purpose::Answer)
                });
                is_shown && page > 0 && pages.is_none_or(|pages| page <= pages)
            }
        };
        if !exists {
            return Err(Refusal::NoSuchPlace.into());
        }
    }
    Ok(())
}
