//! 评价: what an applicant says of the service. No event is written: nothing of the case changes.

use super::{ActError, Office};
use crate::{
    domain::{
        case::Case,
        feedback::{self, Feedback, Rating},
    },
    store::{self, Scope},
};

/// The most characters of what is written beside the grade.
pub const LONGEST: usize = 500;

/// Takes it; false where the case has one already, or where it is too early.
pub async fn give(
    office: &Office,
    case: &Case,
    rating: Rating,
    words: Option<String>,
) -> Result<bool, ActError> {
    if !feedback::is_open(case) {
        return Ok(false);
    }
    let given = Feedback {
        rating,
        words,
        given_at: office.now(),
    };
    let (scope, id) = (Scope::of(case.agency), office.ids.next());
    let tx = office.db.begin().await?;
    match store::feedback::insert(&tx, &office.vault, scope, (id, case.id), &given).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(true)
        }
        Err(store::StoreError::Conflict) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Whether an applicant can still say it.
pub async fn is_wanted(office: &Office, case: &Case) -> Result<bool, ActError> {
    let scope = Scope::of(case.agency);
    Ok(feedback::is_open(case) && !store::feedback::has(&office.db, &office.vault, scope, case.id).await?)
}
