//! Who may read a case, and take its file along.

use super::{account::Officer, case::Case, permission::is_desk_or_handler};
use crate::law::Role;

/// Whether this officer may read the case: whoever works on it, decides on it, or supervises the agency.
pub fn may_read(case: &Case, officer: &Officer) -> bool {
    use Role::{
        Administrator, ConfidentialityReviewer, DepartmentHead, Handler, IntakeClerk, LegalReviewer,
        SigningLeader, Supervisor,
    };
    let by_role = officer.roles.iter().any(|role| match role {
        IntakeClerk | SigningLeader | Supervisor => true,
        ConfidentialityReviewer | LegalReviewer => case.draft.is_some() || has_letter_for(case, *role),
        Handler | DepartmentHead => {
            officer.department.is_some() && officer.department == case.department()
                || case
                    .draft
                    .as_ref()
                    .is_some_and(|draft| draft.drafters.contains(&officer.account))
        }
        Administrator => false,
    });
    officer.agency == case.agency
        && !case.is_undone()
        && (by_role || is_planned_for(case, officer) || case.is_shown_to_claim(officer))
}

/// Whether a review of the case asks this officer, of whatever department (会签), or somebody whom they stand in for.
fn is_planned_for(case: &Case, officer: &Officer) -> bool {
    let notices = case.notices.iter().map(|notice| &notice.review);
    let mut reviews = case.stage.review().into_iter().chain(notices);
    reviews.any(|review| review.plan.steps.iter().any(|step| step.may_be_taken_by(officer)))
}

/// Whether this officer may take the whole file of the case along: whoever prepares the agency's reply when it is
/// contested, that is the intake clerk, the handler and the legal reviewer.
pub fn may_take_file(case: &Case, officer: &Officer) -> bool {
    let prepares = officer.is(Role::LegalReviewer) || is_desk_or_handler(case, officer);
    may_read(case, officer) && prepares
}

/// Whether a procedural letter passes, or has passed, a step of this role.
fn has_letter_for(case: &Case, role: Role) -> bool {
    let mut steps = case.notices.iter().flat_map(|notice| &notice.review.plan.steps);
    steps.any(|step| step.role == role)
}
