//! 审核: the pages of the confidentiality reviewers, legal reviewers and signing leaders.

mod case;
mod decision;
mod notice;
mod page;
mod queue;
mod samples;
mod view;

use axum::Router;

use self::page::{NoticePage, QueuePage, ReviewPage};
use super::{access::is_reviewer, app::App, error::Failure, extract::SignedIn};
use crate::{
    domain::{
        account::{Actor, Officer},
        case::Case,
        command::CommandKind,
        permission,
        refusal::Refusal,
        review::Review,
    },
    law::{Law, StepKey},
    template::Entry,
};

pub(super) fn router() -> Router<App> {
    Router::new()
        .merge(queue::router())
        .merge(case::router())
        .merge(notice::router())
}

/// The templates of the review's pages.
pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![QueuePage, ReviewPage, NoticePage].into()
}

/// To whoever does not review, these pages do not exist.
fn reviewer(who: &SignedIn) -> Result<Officer, Failure> {
    let officer = who.officer();
    if is_reviewer(&officer) {
        Ok(officer)
    } else {
        Err(Failure::NotFound)
    }
}

/// The step that this person may decide now, or why none.
fn reviewer_may_decide(case: &Case, officer: &Officer, law: &Law) -> Result<StepKey, Refusal> {
    permission::may(case, &Actor::Officer(officer.clone()), CommandKind::Approve, law)?;
    case.stage
        .review()
        .and_then(Review::current)
        .ok_or(Refusal::NotNow)
}
