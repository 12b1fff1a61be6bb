//! On which side of the house somebody works: what the navigation shows, and where the sign-in leads.

use crate::{
    domain::{account::Officer, stage::StageKey},
    law::{Law, ReviewStep, Role},
    store::queue::{Entry, Filter},
};

/// Whether somebody has work on the desk, or watches over it.
pub(crate) fn is_on_desk(officer: &Officer) -> bool {
    [
        Role::IntakeClerk,
        Role::Handler,
        Role::DepartmentHead,
        Role::SigningLeader,
        Role::Supervisor,
    ]
    .iter()
    .any(|role| officer.is(*role))
}

/// Whether somebody takes a step of the review chain.
pub(crate) fn is_reviewer(officer: &Officer) -> bool {
    [
        Role::DepartmentHead,
        Role::ConfidentialityReviewer,
        Role::LegalReviewer,
        Role::SigningLeader,
    ]
    .iter()
    .any(|role| officer.is(*role))
}

/// Whether somebody looks after the settings of the agency.
pub(crate) fn is_administrator(officer: &Officer) -> bool {
    officer.is(Role::Administrator)
}

/// Whether somebody may read the case of this row. Not more than `permission::may_read` gives, which needs the history.
pub(crate) fn may_read_row(officer: &Officer, entry: &Entry) -> bool {
    officer.roles.iter().any(|role| match role {
        Role::IntakeClerk | Role::SigningLeader | Role::Supervisor => true,
        // One that was withdrawn before there was anything to review is closed without an outcome.
        Role::ConfidentialityReviewer | Role::LegalReviewer => {
            let reviewed = (StageKey::InReview..StageKey::Closed).contains(&entry.stage);
            reviewed || entry.outcome.is_some()
        }
        Role::Handler | Role::DepartmentHead => {
            officer.department.is_some() && officer.department == entry.department
                || entry.handler == Some(officer.account)
        }
        Role::Administrator => false,
    })
}

/// Where somebody's work is.
pub(crate) fn home(officer: &Officer) -> &'static str {
    let handles = officer.is(Role::IntakeClerk) || officer.is(Role::Handler);
    if is_reviewer(officer) && !handles {
        "/review"
    } else if is_on_desk(officer) {
        "/desk"
    } else if is_administrator(officer) {
        "/admin"
    } else {
        "/account"
    }
}

/// The steps of the review that somebody takes.
pub(crate) fn steps_of<'a>(law: &'a Law, officer: &Officer) -> Vec<&'a ReviewStep> {
    law.review_chain()
        .iter()
        .filter(|step| officer.is(law.step_rule(step.kind).role()))
        .collect()
}

/// The cases of which a procedural letter waits for these steps: also closed ones, whose end is to be told.
pub(crate) fn letters_waiting_for(steps: &[&ReviewStep]) -> Filter {
    Filter {
        open: false,
        notice_steps: steps.iter().map(|step| step.key.clone()).collect(),
        ..Filter::default()
    }
}

/// The cases that wait for these steps.
pub(crate) fn waiting_for(steps: &[&ReviewStep]) -> Filter {
    Filter {
        stages: vec![StageKey::InReview],
        open: true,
        steps: steps.iter().map(|step| step.key.clone()).collect(),
        ..Filter::default()
    }
}
