//! From a figure to the cases that it counts.

use time::Date;

use crate::{
    domain::stage::StageKey,
    store::{
        queue,
        workload::{Days, WAITING, Whose},
    },
    web::{
        access::Workload,
        desk::queue::{Ask, RUNNING, State, Window},
    },
};

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    Open,
    /// The clock waits for somebody outside.
    Waiting,
    InReview,
    Near(Days),
    Late,
    /// Ended in these days, both among them.
    Ended(Date, Date),
}

/// The queue with exactly these cases: of a department, or of none, and in it of a person, or of everybody.
pub(super) fn queue_href(sight: Workload, whose: Whose, counted: Counted) -> String {
    let of = Ask::within(sight).with(|ask| {
        ask.department = whose.department;
        ask.unassigned = whose.department.is_none();
        ask.handler = whose.handler;
    });
    of.with(|ask| match counted {
        Counted::Open => {}
        Counted::Waiting => ask.clocks = WAITING.to_vec(),
        Counted::InReview => ask.stages = vec![StageKey::InReview],
        Counted::Near(days) => {
            ask.clocks = RUNNING.to_vec();
            ask.due = queue::Days::between(days.today, days.near_until);
        }
        Counted::Late => ask.window = Some(Window::Overdue),
        Counted::Ended(from, until) => {
            ask.state = State::All;
            ask.ended = queue::Days::between(from, until);
        }
    })
    .href()
}

#[cfg(test)]
mod tests {
    use time::macros::date;
    use uuid::Uuid;

    use super::*;
    use crate::domain::id::{AccountId, DepartmentId};

    #[test]
    fn every_figure_has_an_address_of_its_own() {
        let nil = Uuid::nil();
        let department = DepartmentId(nil);
        let days = Days {
            today: date!(2026 - 11 - 27),
            near_until: date!(2026 - 12 - 04),
        };
        let nobody = Whose {
            department: None,
            handler: None,
        };
        let of = |counted| queue_href(Workload::All, nobody, counted);
        assert_eq!(of(Counted::Open), "/desk?tab=all&department=none");
        assert_eq!(
            of(Counted::Waiting),
            "/desk?tab=all&clock=consulting&clock=awaiting_correction&clock=awaiting_fee&department=none"
        );
        assert_eq!(
            of(Counted::InReview),
            "/desk?tab=all&stage=in_review&department=none"
        );
        assert_eq!(
            of(Counted::Near(days)),
            "/desk?tab=all&clock=running&clock=consulting&department=none&due_from=2026-11-27&due_until=2026-12-04"
        );
        assert_eq!(
            of(Counted::Ended(date!(2026 - 11 - 01), date!(2026 - 11 - 27))),
            "/desk?tab=all&state=all&department=none&ended_from=2026-11-01&ended_until=2026-11-27"
        );
        let somebody = Whose {
            department: Some(department),
            handler: Some(AccountId(nil)),
        };
        assert_eq!(
            queue_href(Workload::Department(department), somebody, Counted::Late),
            format!("/desk?tab=department&due=overdue&department={nil}&handler={nil}")
        );
    }
}
