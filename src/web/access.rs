//! On which side of the house somebody works: what the navigation shows, and where the sign-in leads.

use time::Date;

use crate::{
    domain::{account::Officer, delegation, id::DepartmentId, stage::StageKey, summary::WaitsFor},
    law::Role,
    store::{
        queue::{Entry, Filter, Waits},
        readable,
    },
};

/// Whether somebody has work on the desk, or watches over it.
pub(crate) fn is_on_desk(officer: &Officer) -> bool {
    [
        Role::IntakeClerk,
        Role::Handler,
        Role::SigningLeader,
        Role::Supervisor,
    ]
    .iter()
    .any(|role| officer.is(*role))
        || officer.is(Role::DepartmentHead) && officer.department.is_some()
}

/// Whether somebody takes a step of the review chain.
pub(crate) fn is_reviewer(officer: &Officer) -> bool {
    delegation::reviews(officer)
}

/// Whether somebody reads cases, and may look for words in them. What is found is what they may read.
pub(crate) fn may_search(officer: &Officer) -> bool {
    is_on_desk(officer) || is_reviewer(officer)
}

/// Where the pages of cases are that somebody works on.
pub(crate) fn cases_at(officer: &Officer) -> &'static str {
    if is_on_desk(officer) {
        "/desk/cases"
    } else {
        "/review/cases"
    }
}

/// Whether somebody looks after the settings of the agency.
pub(crate) fn is_administrator(officer: &Officer) -> bool {
    officer.is(Role::Administrator)
}

/// Whether somebody may read the case of this row. Not more than `permission::may_read` gives, which needs the history.
pub(crate) fn may_read_row(officer: &Officer, entry: &Entry) -> bool {
    readable::is_by(officer, entry)
}

/// Of which departments somebody sees the workload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Workload {
    All,
    Department(DepartmentId),
}

/// Of which departments this person sees the workload and the overview, if of any: who gives work out or watches over it, of all; the head
/// of a department, of that one.
pub(crate) fn workload(officer: &Officer) -> Option<Workload> {
    let all = [Role::IntakeClerk, Role::SigningLeader, Role::Supervisor];
    if all.iter().any(|role| officer.is(*role)) {
        return Some(Workload::All);
    }
    let own = officer.department.filter(|_| officer.is(Role::DepartmentHead));
    own.map(Workload::Department)
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

/// The cases of which a procedural letter waits for somebody: also closed ones, whose end is to be told.
pub(crate) fn letters_waiting_for(officer: &Officer) -> Filter {
    Filter {
        open: false,
        waits: Some(Waits {
            what: WaitsFor::Notice,
            still_on: None,
            takers: officer.places().cloned().collect(),
        }),
        ..Filter::default()
    }
}

/// The cases in review that wait for somebody.
pub(crate) fn waiting_for(officer: &Officer) -> Filter {
    Filter {
        stages: vec![StageKey::InReview],
        open: true,
        waits: Some(Waits {
            what: WaitsFor::Answer,
            still_on: None,
            takers: officer.places().cloned().collect(),
        }),
        ..Filter::default()
    }
}

/// The cases that somebody may claim today.
pub(crate) fn claimable_by(officer: &Officer, today: Date) -> Filter {
    Filter {
        open: true,
        waits: Some(Waits {
            what: WaitsFor::Claim,
            still_on: Some(today),
            takers: officer.places().cloned().collect(),
        }),
        ..Filter::default()
    }
}
