//! Which cases a person may read, by their rows: one rule, asked of a row that is at hand ([`is_by`]) and put to the
//! database (`by`) by whoever looks through more rows than can be read one by one. Neither gives more than
//! `permission::may_read`, which needs the history. A test holds them against each other, person by person and stage by
//! stage.

use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition};

use crate::{
    domain::{account::Officer, stage::StageKey},
    law::Role,
    store::{
        queue::Entry,
        row::{cases, waiting_step},
    },
};

/// Whether somebody may read the case of this row.
pub fn is_by(officer: &Officer, entry: &Entry) -> bool {
    let asked = entry.waiting.iter().any(|step| step.place_of(officer).is_some());
    let by_role = |role: &Role| match role {
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
    };
    asked || officer.roles.iter().any(by_role)
}

/// A condition on rows of `cases`; none where everything of the agency may be read.
pub(in crate::store) fn by(officer: &Officer) -> Option<Condition> {
    // One condition that is never met stands in for nothing, which would let everything through.
    let mut any = Condition::any().add(Expr::value(1).eq(0)).add(asked(officer));
    for role in &officer.roles {
        match role {
            Role::IntakeClerk | Role::SigningLeader | Role::Supervisor => return None,
            Role::ConfidentialityReviewer | Role::LegalReviewer => {
                let reviewed = StageKey::ALL
                    .iter()
                    .filter(|stage| (StageKey::InReview..StageKey::Closed).contains(stage));
                any = any
                    .add(cases::Column::Stage.is_in(reviewed.map(|stage| stage.as_str())))
                    .add(cases::Column::Outcome.is_not_null());
            }
            Role::Handler | Role::DepartmentHead => {
                any = any
                    .add_option(officer.department.map(|id| cases::Column::DepartmentId.eq(id.0)))
                    .add(cases::Column::HandlerId.eq(officer.account.0));
            }
            Role::Administrator => {}
        }
    }
    Some(any)
}

/// That a step waits in the case for them, or for somebody in whose place they are.
fn asked(officer: &Officer) -> Condition {
    use waiting_step::Column;
    let mut anybody = Condition::any();
    for place in officer.places() {
        let theirs = Condition::all()
            .add(Column::Role.is_in(place.roles.iter().map(|role| role.as_str())))
            .add(
                Condition::any()
                    .add(Column::AccountId.is_null())
                    .add(Column::AccountId.eq(place.account.0)),
            )
            .add(
                Condition::any()
                    .add(Column::DepartmentId.is_null())
                    .add_option(place.department.map(|id| Column::DepartmentId.eq(id.0))),
            );
        anybody = anybody.add(theirs);
    }
    let waiting = Query::select()
        .expr(Expr::value(1))
        .from(waiting_step::Entity)
        .and_where(
            Expr::col((waiting_step::Entity, Column::CaseId)).equals((cases::Entity, cases::Column::Id)),
        )
        .cond_where(anybody)
        .to_owned();
    // Of a closed case only the steps of procedural letters count, as in the rows of queues.
    let alive = Condition::any()
        .add(cases::Column::ClosedAt.is_null())
        .add(cases::Column::NoticeStep.is_not_null());
    Condition::all().add(alive).add(Expr::exists(waiting))
}
