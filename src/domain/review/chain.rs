//! 审核流程: the steps that an agency's letters pass, as data. The law has one for every agency that has none of its own.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    domain::{
        account::Officer,
        id::{AccountId, DepartmentId},
    },
    law::{GroundKey, Law, OutcomeGroup, ReviewStep, Role, StepKey, StepKind, StepWhen},
};

/// The chain of an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// The how-manieth of the agency; 0 is the law's own.
    pub version: u32,
    /// In the order of their ranks.
    pub steps: Vec<Step>,
}

/// A step of a chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub key: StepKey,
    pub kind: StepKind,
    /// The agency's own name for it; else that of the kind.
    pub name: Option<String>,
    /// Its place: steps of one rank stand side by side.
    pub rank: u16,
    pub who: Who,
    pub when: When,
    /// Its own time limit, within the statutory one: for reminding, it moves no date of the law.
    pub working_days: Option<u16>,
    /// Who may leave it out, with a written reason.
    pub bypass: Option<Role>,
    /// Who is told when its time is over.
    pub escalate_to: Option<Role>,
}

/// Who takes a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Who {
    pub role: Role,
    /// Only of this department.
    pub department: Option<Where>,
    /// Only these people; all of the role where there are none.
    pub accounts: BTreeSet<AccountId>,
}

/// The department that a step belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Where {
    /// 承办部门, whichever has the case.
    Handling,
    Named(DepartmentId),
}

/// In which answers a step is taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    Always,
    /// Where the law demands legal review.
    ByGround,
    /// Where an item has an outcome of these groups, or one of these grounds.
    For {
        outcomes: BTreeSet<OutcomeGroup>,
        grounds: BTreeSet<GroundKey>,
    },
    /// 经认领才参加: where somebody of the step claims the case in time.
    Claimed {
        working_days: u16,
    },
}

impl Who {
    /// Whether it may be theirs, in some case.
    pub fn may_be(&self, officer: &Officer) -> bool {
        let department = match self.department {
            Some(Where::Named(department)) => officer.department == Some(department),
            Some(Where::Handling) => officer.department.is_some(),
            None => true,
        };
        officer.is(self.role)
            && department
            && (self.accounts.is_empty() || self.accounts.contains(&officer.account))
    }
}

impl When {
    /// In how many working days a case may be claimed, where that is what it takes.
    pub fn claim_days(&self) -> Option<u16> {
        match self {
            Self::Claimed { working_days } => Some(*working_days),
            Self::Always | Self::ByGround | Self::For { .. } => None,
        }
    }

    /// Whether such a step is taken without a look at what the answer says or who claims the case.
    pub(super) fn holds_for_notices(&self) -> bool {
        match self {
            Self::Always | Self::ByGround => true,
            Self::For { .. } | Self::Claimed { .. } => false,
        }
    }
}

impl From<StepWhen> for When {
    fn from(when: StepWhen) -> Self {
        match when {
            StepWhen::Always => Self::Always,
            StepWhen::ByGround => Self::ByGround,
        }
    }
}

impl Chain {
    /// The law's own.
    pub fn of_law(law: &Law) -> Self {
        Self {
            version: 0,
            steps: law
                .review_chain()
                .iter()
                .map(|step| Step::of_law(law, step))
                .collect(),
        }
    }
}

impl Step {
    fn of_law(law: &Law, step: &ReviewStep) -> Self {
        Self {
            key: step.key.clone(),
            kind: step.kind,
            name: None,
            rank: step.rank,
            who: Who {
                role: law.step_rule(step.kind).role(),
                department: None,
                accounts: BTreeSet::new(),
            },
            when: step.when.into(),
            working_days: None,
            bypass: None,
            escalate_to: None,
        }
    }
}
