//! Who acts on a case: a person of the staff, the applicant, a consulted third party, or the program itself.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::id::{AccountId, AgencyId, CaseId, DepartmentId, NoticeId};
use crate::law::Role;

/// A signed-in person of the staff, as the permission rules see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Officer {
    pub account: AccountId,
    pub agency: AgencyId,
    pub department: Option<DepartmentId>,
    pub roles: BTreeSet<Role>,
    /// 代行: those whose review steps they take today besides, as these are themselves. Whom those stand in for is not
    /// passed on.
    pub stands_in_for: Vec<Self>,
}

impl Officer {
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// In whose places they may take a step of a review: their own, then those of the people who are away.
    pub fn places(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.stands_in_for)
    }
}

/// Whoever gives a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    Officer(Officer),
    /// Somebody who proved, by number and look-up code, that this case is theirs.
    Applicant {
        case: CaseId,
    },
    /// 第三方: somebody who proved, by link and code, that they are whom this consultation asks.
    ThirdParty {
        case: CaseId,
        notice: NoticeId,
    },
    /// The program itself, for what follows from dates alone, and for what the treasury's platform confirms.
    Program,
}

impl Actor {
    /// How an event names the actor: never by name.
    pub fn reference(&self) -> ActorRef {
        match self {
            Self::Officer(officer) => ActorRef::Account(officer.account),
            Self::Applicant { .. } => ActorRef::Applicant,
            Self::ThirdParty { .. } => ActorRef::ThirdParty,
            Self::Program => ActorRef::Program,
        }
    }
}

/// Who did it, as the history keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActorRef {
    Account(AccountId),
    Applicant,
    /// Which one stands in what they did.
    ThirdParty,
    Program,
}

impl ActorRef {
    pub fn account(self) -> Option<AccountId> {
        match self {
            Self::Account(account) => Some(account),
            Self::Applicant | Self::ThirdParty | Self::Program => None,
        }
    }
}
