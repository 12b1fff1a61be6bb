//! 审核: the pages of the confidentiality reviewers, legal reviewers and signing leaders.

mod away;
mod bench;
mod case;
mod claim;
mod decision;
mod notice;
mod page;
mod pointed;
mod queue;
mod register;
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
        review::PlannedStep,
    },
    law::Law,
    template::Entry,
};

pub(super) fn router() -> Router<App> {
    Router::new()
        .merge(queue::router())
        .merge(register::router())
        .merge(case::router())
        .merge(claim::router())
        .merge(notice::router())
}

/// The templates of the review's pages.
pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![QueuePage, ReviewPage, NoticePage, register::RegisterPage].into()
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
fn reviewer_may_decide(case: &Case, officer: &Officer, law: &Law) -> Result<PlannedStep, Refusal> {
    permission::may(case, &Actor::Officer(officer.clone()), CommandKind::Approve, law)?;
    first(case.steps_for(law, officer)?)
}

/// Of several steps that somebody may take at once, the one that they are asked about.
fn first(steps: Vec<&PlannedStep>) -> Result<PlannedStep, Refusal> {
    steps.into_iter().next().cloned().ok_or(Refusal::NotNow)
}
