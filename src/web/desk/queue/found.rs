//! What an address asks for, as a filter of the database.

use time::Date;

use super::{
    ask::{Ask, State},
    window::RUNNING,
};
use crate::{
    domain::{account::Officer, clock::ClockState, stage::StageKey},
    law::{GroundKey, Law},
    store::queue::{Days, Filter},
};

impl Ask {
    /// The cases that it asks for: of those that its tab gives, never more.
    pub(in crate::web::desk) fn filter(&self, officer: &Officer, law: &Law, today: Date) -> Filter {
        let given = self.tab.filter(officer);
        let due = match self.window {
            Some(window) => both(window.days(&law.calendar, today), self.due),
            None => self.due,
        };
        let clocks = match self.window {
            None => self.clocks.clone(),
            Some(_) => running(&self.clocks),
        };
        let (stages, open) = match self.state {
            State::Open => (self.stages.clone(), true),
            State::Closed => (vec![StageKey::Closed], false),
            State::All => (self.stages.clone(), false),
        };
        Filter {
            import: self.import,
            stages,
            open,
            clocks,
            flags: self.flags.iter().copied().collect(),
            department: given.department.or(self.department),
            handler: given.handler.or(self.handler),
            channels: self.channels.clone(),
            kinds: self.kinds.clone(),
            grounds: self.grounds(law),
            unanswered: self.unanswered && self.ground.is_none(),
            unassigned: given.unassigned || self.unassigned,
            due,
            received: self.received,
            ended: self.ended,
            ..given
        }
    }

    /// The ground, or those of the groups of results.
    fn grounds(&self, law: &Law) -> Vec<GroundKey> {
        if let Some(ground) = &self.ground {
            return vec![ground.clone()];
        }
        if self.outcomes.is_empty() {
            return Vec::new();
        }
        let of = law
            .grounds()
            .filter(|ground| self.outcomes.contains(&ground.group));
        let mut keys: Vec<GroundKey> = of.map(|ground| ground.key.clone()).collect();
        keys.sort();
        keys.dedup();
        keys
    }
}

/// Days that are within both.
fn both(one: Days, other: Days) -> Days {
    let later = one.from.max(other.from);
    let earlier = match (one.until, other.until) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    Days {
        from: later,
        until: earlier,
    }
}

/// The clocks that run, of those that are asked for. Where none of them runs nothing is due, and a stopped clock stands for
/// that.
fn running(asked: &[ClockState]) -> Vec<ClockState> {
    let running = RUNNING.iter().copied();
    let both: Vec<ClockState> = running
        .filter(|clock| asked.is_empty() || asked.contains(clock))
        .collect();
    if both.is_empty() {
        vec![ClockState::Stopped]
    } else {
        both
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;
    use uuid::Uuid;

    use super::*;
    use crate::{
        domain::id::{AccountId, AgencyId, DepartmentId},
        law::{Law, Role},
        web::desk::queue::{tab::Tab, window::Window},
    };

    fn law() -> Law {
        Law::embedded().expect("the shipped law is sound")
    }

    fn officer() -> Officer {
        Officer {
            account: AccountId(Uuid::from_u128(1)),
            agency: AgencyId(Uuid::from_u128(2)),
            department: Some(DepartmentId(Uuid::from_u128(3))),
            roles: [Role::Handler, Role::IntakeClerk].into(),
            stands_in_for: Vec::new(),
        }
    }

    #[test]
    fn no_address_gives_more_than_its_tab() {
        let other = DepartmentId(Uuid::from_u128(9));
        let of = |tab| {
            let ask = Ask::of(tab).with(|ask| {
                ask.department = Some(other);
                ask.handler = Some(AccountId(Uuid::from_u128(9)));
            });
            ask.filter(&officer(), &law(), date!(2026 - 11 - 26))
        };
        assert_eq!(of(Tab::Department).department, officer().department);
        assert_eq!(of(Tab::Mine).handler, Some(officer().account));
        assert_eq!(of(Tab::All).department, Some(other));
        assert!(of(Tab::Unassigned).unassigned);
    }

    /// Over the days off of the National Day: 30 September 2026 is a Wednesday, and 1 to 7 October are off.
    #[test]
    fn windows_are_counted_in_working_days_and_hold_nothing_that_is_late() {
        let today = date!(2026 - 09 - 30);
        let of = |window| {
            let ask = Ask::of(Tab::All).with(|ask| ask.window = Some(window));
            ask.filter(&officer(), &law(), today)
        };
        assert_eq!(of(Window::Overdue).due, Days::until(date!(2026 - 09 - 29)));
        assert_eq!(of(Window::Today).due, Days::between(today, today));
        let three = of(Window::Three);
        assert_eq!(three.due.from, Some(today));
        assert!(three.due.until > Some(date!(2026 - 10 - 08)), "{three:?}");
        assert_eq!(three.clocks, RUNNING);
    }

    #[test]
    fn nothing_is_due_where_the_applicant_is_waited_for() {
        let ask = Ask::of(Tab::All).with(|ask| {
            ask.window = Some(Window::Overdue);
            ask.clocks = vec![ClockState::AwaitingFee];
        });
        let filter = ask.filter(&officer(), &law(), date!(2026 - 09 - 30));
        assert_eq!(filter.clocks, [ClockState::Stopped]);
    }
}
