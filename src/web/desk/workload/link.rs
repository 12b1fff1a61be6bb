//! From a figure to the cases that it counts: the one place that knows how the queue is asked.

use std::fmt::Write as _;

use time::Date;

use crate::{
    domain::{
        clock::ClockState,
        id::{AccountId, DepartmentId},
        stage::StageKey,
    },
    store::workload::{Days, WAITING},
    web::access::Workload,
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

/// The queue with exactly these cases.
pub(super) fn queue_href(
    sight: Workload,
    department: Option<DepartmentId>,
    handler: Option<AccountId>,
    counted: Counted,
) -> String {
    let tab = match sight {
        Workload::All => "all",
        Workload::Department(_) => "department",
    };
    let mut href = format!("/desk?tab={tab}");
    // What goes in are words of ours, ids and days: nothing needs escaping.
    let mut add = |name: &str, value: &str| {
        write!(href, "&{name}={value}").expect("a String takes everything");
    };
    if let Some(department) = department {
        add("department", &department.to_string());
    }
    if let Some(handler) = handler {
        add("handler", &handler.to_string());
    }
    match counted {
        Counted::Open => {}
        Counted::Waiting => WAITING.iter().for_each(|state| add("clock", state.as_str())),
        Counted::InReview => add("stage", StageKey::InReview.as_str()),
        Counted::Near(days) => {
            for state in [ClockState::Running, ClockState::Consulting] {
                add("clock", state.as_str());
            }
            add("due_from", &days.today.to_string());
            add("due_until", &days.near_until.to_string());
        }
        Counted::Late => add("due", "overdue"),
        Counted::Ended(from, until) => {
            add("state", "all");
            add("ended_from", &from.to_string());
            add("ended_until", &until.to_string());
        }
    }
    href
}

#[cfg(test)]
mod tests {
    use time::macros::date;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn every_figure_has_an_address_of_its_own() {
        let (department, handler) = (DepartmentId(Uuid::nil()), AccountId(Uuid::nil()));
        let days = Days {
            today: date!(2026 - 11 - 27),
            near_until: date!(2026 - 12 - 04),
        };
        let of = |counted| queue_href(Workload::All, None, None, counted);
        assert_eq!(of(Counted::Open), "/desk?tab=all");
        assert_eq!(
            of(Counted::Waiting),
            "/desk?tab=all&clock=consulting&clock=awaiting_correction&clock=awaiting_fee"
        );
        assert_eq!(of(Counted::InReview), "/desk?tab=all&stage=in_review");
        assert_eq!(
            of(Counted::Near(days)),
            "/desk?tab=all&clock=running&clock=consulting&due_from=2026-11-27&due_until=2026-12-04"
        );
        assert_eq!(
            of(Counted::Ended(date!(2026 - 11 - 01), date!(2026 - 11 - 27))),
            "/desk?tab=all&state=all&ended_from=2026-11-01&ended_until=2026-11-27"
        );
        let nil = Uuid::nil();
        assert_eq!(
            queue_href(
                Workload::Department(department),
                Some(department),
                Some(handler),
                Counted::Late
            ),
            format!("/desk?tab=department&department={nil}&handler={nil}&due=overdue")
        );
    }
}
