//! The tabs of the queue: each a scope that a role gives, and a filter that the database applies.

use crate::{
    domain::account::Officer,
    law::{Role, words},
    store::queue::Filter,
    text::{Key, key},
    web::access::is_on_desk,
};

words! {
    pub(in crate::web::desk) enum Tab {
        /// Cases that no department has yet.
        Unassigned = "unassigned",
        /// Cases that the reader handles.
        Mine = "mine",
        /// Cases of the reader's department.
        Department = "department",
        /// Every case of the agency.
        All = "all",
        /// Cases that the reader watches.
        Watching = "watching",
    }
}

impl Tab {
    /// The tabs of a person, the first of which opens first. Empty for whoever has no work on the desk.
    pub(super) fn of(officer: &Officer) -> Vec<Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(|tab| tab.is_for(officer))
            .collect()
    }

    pub(super) fn name(self) -> Key {
        match self {
            Self::Mine => key("queue-mine"),
            Self::Department => key("queue-department"),
            Self::Unassigned => key("queue-unassigned"),
            Self::Watching => key("queue-watching"),
            Self::All => key("queue-all"),
        }
    }

    fn is_for(self, officer: &Officer) -> bool {
        match self {
            Self::Unassigned => officer.is(Role::IntakeClerk),
            Self::Mine => officer.is(Role::Handler),
            Self::Department => {
                let works_there = officer.is(Role::Handler) || officer.is(Role::DepartmentHead);
                works_there && officer.department.is_some()
            }
            // Whoever has another tab.
            Self::Watching => is_on_desk(officer),
            Self::All => [Role::IntakeClerk, Role::SigningLeader, Role::Supervisor]
                .iter()
                .any(|role| officer.is(*role)),
        }
    }

    /// Which cases it shows: open ones, where no stage says otherwise.
    pub(super) fn filter(self, officer: &Officer) -> Filter {
        let filter = Filter {
            open: true,
            ..Filter::default()
        };
        match self {
            Self::Mine => Filter {
                handler: Some(officer.account),
                ..filter
            },
            Self::Department => Filter {
                department: officer.department,
                ..filter
            },
            Self::Watching => Filter {
                watched_by: Some(officer.clone()),
                ..filter
            },
            Self::Unassigned => Filter {
                unassigned: true,
                ..filter
            },
            Self::All => filter,
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::id::{AccountId, AgencyId, DepartmentId};

    fn tabs(roles: &[Role]) -> Vec<&'static str> {
        let officer = Officer {
            account: AccountId(Uuid::from_u128(1)),
            agency: AgencyId(Uuid::from_u128(2)),
            department: Some(DepartmentId(Uuid::from_u128(3))),
            roles: roles.iter().copied().collect(),
            stands_in_for: Vec::new(),
        };
        Tab::of(&officer).into_iter().map(Tab::as_str).collect()
    }

    #[test]
    fn a_role_sees_its_own_work_first_and_nothing_that_it_may_not_read() {
        assert_eq!(tabs(&[Role::IntakeClerk]), ["unassigned", "all", "watching"]);
        assert_eq!(tabs(&[Role::Handler]), ["mine", "department", "watching"]);
        assert_eq!(tabs(&[Role::DepartmentHead]), ["department", "watching"]);
        assert_eq!(tabs(&[Role::SigningLeader]), ["all", "watching"]);
        assert_eq!(
            tabs(&[
                Role::ConfidentialityReviewer,
                Role::LegalReviewer,
                Role::Administrator
            ]),
            [""; 0]
        );
        assert_eq!(
            tabs(&[Role::IntakeClerk, Role::Handler]),
            ["unassigned", "mine", "department", "all", "watching"]
        );
    }
}
