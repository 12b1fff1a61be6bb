//! What the queue can be sorted by. The order of what has few values is that of the screen.

use crate::{
    domain::{agency::Department, applicant::ApplicantKind, stage::StageKey},
    law::{Channel, Law, words},
    store::{
        account::Account,
        queue::{By, Is, Order},
    },
    text::{Key, key},
};

use super::ask::{Ask, State};

words! {
    pub(super) enum Sort {
        Due = "due",
        Received = "received",
        Ended = "ended",
        Number = "number",
        Updated = "updated",
        Stage = "stage",
        Department = "department",
        Handler = "handler",
        Applicant = "applicant",
        Kind = "kind",
        Channel = "channel",
        Outcome = "outcome",
    }
}

impl Sort {
    pub(super) fn name(self) -> Key {
        match self {
            Self::Due => key("queue-due"),
            Self::Received => key("queue-received"),
            Self::Ended => key("queue-ended"),
            Self::Number => key("queue-number"),
            Self::Updated => key("queue-updated"),
            Self::Stage => key("queue-stage"),
            Self::Department => key("queue-by-department"),
            Self::Handler => key("queue-by-handler"),
            Self::Applicant => key("queue-applicant"),
            Self::Kind => key("queue-kind"),
            Self::Channel => key("queue-channel"),
            Self::Outcome => key("queue-outcome"),
        }
    }

    /// As the database is to follow it.
    fn by(self, law: &Law, departments: &[Department], accounts: &[Account]) -> By {
        match self {
            Self::Due => By::Due,
            Self::Received => By::Received,
            Self::Ended => By::Ended,
            Self::Number => By::Number,
            Self::Updated => By::Updated,
            Self::Applicant => By::Applicant,
            Self::Stage => By::Each(StageKey::ALL.iter().copied().map(Is::Stage).collect()),
            Self::Kind => By::Each(ApplicantKind::ALL.iter().copied().map(Is::Kind).collect()),
            Self::Channel => By::Each(Channel::ALL.iter().copied().map(Is::Channel).collect()),
            Self::Department => {
                let each = departments.iter().map(|department| Some(department.id));
                By::Each(each.chain([None]).map(Is::Department).collect())
            }
            Self::Handler => {
                let mut people: Vec<&Account> = accounts.iter().collect();
                people.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
                let each = people.iter().map(|account| Some(account.id));
                By::Each(each.chain([None]).map(Is::Handler).collect())
            }
            Self::Outcome => {
                let mut grounds: Vec<_> = law.grounds().collect();
                grounds.sort_by_key(|ground| law.outcome(ground.group).precedence);
                let mut keys: Vec<_> = grounds.iter().map(|ground| ground.key.clone()).collect();
                keys.dedup();
                By::Each(
                    keys.into_iter()
                        .map(Some)
                        .chain([None])
                        .map(Is::Outcome)
                        .collect(),
                )
            }
        }
    }
}

/// By what a page is sorted, and whether the other way round: what is due first, or of closed cases what ended last.
pub(super) fn of(ask: &Ask) -> (Sort, bool) {
    ask.sort.unwrap_or(match ask.state {
        State::Open | State::All => (Sort::Due, false),
        State::Closed => (Sort::Ended, true),
    })
}

pub(super) fn order(ask: &Ask, law: &Law, departments: &[Department], accounts: &[Account]) -> Order {
    let (sort, descending) = of(ask);
    Order {
        by: sort.by(law, departments, accounts),
        descending,
    }
}
