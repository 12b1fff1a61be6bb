//! Until when something is due: windows that are ranges of days, reckoned when the page is asked for.

use time::Date;

use crate::{
    domain::clock::ClockState,
    law::{Calendar, add_working_days, words},
    store::queue::Days,
};

words! {
    /// The windows, the most urgent first. How many working days each has is for the eye: no limit of the law is meant.
    pub(in crate::web::desk) enum Window {
        Overdue = "overdue",
        Today = "today",
        Three = "3",
        Five = "5",
        Ten = "10",
    }
}

/// A case is late, or soon due, only while its clock runs: while the applicant is waited for nothing is.
pub(in crate::web::desk) const RUNNING: [ClockState; 2] = [ClockState::Running, ClockState::Consulting];

impl Window {
    /// Working days ahead, today not counted; none of what is overdue.
    pub(super) fn working_days(self) -> Option<u16> {
        match self {
            Self::Overdue => None,
            Self::Today => Some(0),
            Self::Three => Some(3),
            Self::Five => Some(5),
            Self::Ten => Some(10),
        }
    }

    /// The days on which what it shows is due.
    pub(super) fn days(self, calendar: &Calendar, today: Date) -> Days {
        match self.working_days() {
            None => Days {
                from: None,
                until: today.previous_day(),
            },
            Some(0) => Days::between(today, today),
            Some(days) => Days::between(today, add_working_days(calendar, today, days)),
        }
    }
}
