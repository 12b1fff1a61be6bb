//! The steps that one letter has to pass, settled when it goes into review: a chain that changes later touches no review
//! under way. They name accounts and departments by their ids, and nobody by name.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::chain::{Chain, Step, When, Where};
use crate::{
    domain::{
        account::Officer,
        answer::Draft,
        case::Case,
        id::{AccountId, DepartmentId},
        refusal::Refusal,
    },
    law::{FieldKey, GroundKey, Law, NoticeKind, Required, Role, StepKey, StepKind},
};

/// The steps of one review.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Told")]
pub struct Plan {
    /// The version of the chain that they come from.
    pub chain: u32,
    /// In the order of their ranks.
    pub steps: Vec<PlannedStep>,
}

/// A step that a letter has to pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedStep {
    pub key: StepKey,
    pub kind: StepKind,
    /// The agency's own name for it; else that of the kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Steps of one rank stand side by side.
    pub rank: u16,
    pub role: Role,
    /// Only of this department.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentId>,
    /// Only these people; all of the role where there are none.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub accounts: BTreeSet<AccountId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_days: Option<u16>,
    /// Who may leave it out, with a written reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bypass: Option<Role>,
    /// Who is told when its time is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escalate_to: Option<Role>,
}

/// A plan as histories tell it: those of before agencies had chains of their own name the kinds alone, one after the other.
#[derive(Deserialize)]
#[serde(untagged)]
enum Told {
    Before(Vec<StepKind>),
    Now { chain: u32, steps: Vec<PlannedStep> },
}

impl From<Told> for Plan {
    fn from(told: Told) -> Self {
        match told {
            Told::Now { chain, steps } => Self { chain, steps },
            Told::Before(kinds) => Self {
                chain: 0,
                steps: (1..)
                    .zip(kinds)
                    .map(|(rank, kind)| PlannedStep::before(kind, rank))
                    .collect(),
            },
        }
    }
}

impl PlannedStep {
    /// As every chain was before agencies had their own: one step of a kind, by the role of its name.
    fn before(kind: StepKind, rank: u16) -> Self {
        let role = match kind {
            StepKind::Confidentiality => Role::ConfidentialityReviewer,
            StepKind::Legal => Role::LegalReviewer,
            StepKind::DepartmentHead | StepKind::Countersign => Role::DepartmentHead,
            StepKind::Leader | StepKind::SignOff => Role::SigningLeader,
        };
        Self {
            key: kind.into(),
            kind,
            name: None,
            rank,
            role,
            department: None,
            accounts: BTreeSet::new(),
            working_days: None,
            bypass: None,
            escalate_to: None,
        }
    }

    /// A step of a chain in one case. What the law demands of it nobody leaves out.
    pub(super) fn of(law: &Law, step: &Step, handling: Option<DepartmentId>, legal: bool) -> Self {
        let demanded = match law.step_rule(step.kind).required {
            Required::Always => true,
            Required::ByGround => legal,
            Required::Never => false,
        };
        Self {
            key: step.key.clone(),
            kind: step.kind,
            name: step.name.clone(),
            rank: step.rank,
            role: step.who.role,
            department: step.who.department.and_then(|department| match department {
                Where::Handling => handling,
                Where::Named(department) => Some(department),
            }),
            accounts: step.who.accounts.clone(),
            working_days: step.working_days,
            bypass: step.bypass.filter(|_| !demanded),
            escalate_to: step.escalate_to,
        }
    }

    /// Whether it is theirs, or that of somebody whom they stand in for.
    pub fn may_be_taken_by(&self, officer: &Officer) -> bool {
        officer.places().any(|place| self.is_for(place).is_ok())
    }

    /// Whether it is theirs, by role, department and name.
    pub fn is_for(&self, officer: &Officer) -> Result<(), Refusal> {
        if !officer.is(self.role) {
            return Err(Refusal::NotYourRole);
        }
        let of_department = self.department.is_none() || self.department == officer.department;
        let by_name = self.accounts.is_empty() || self.accounts.contains(&officer.account);
        if of_department && by_name {
            Ok(())
        } else {
            Err(Refusal::NotYourCase)
        }
    }

    /// Whether an officer may take it: instead of whom, where it is not their own but that of somebody who is away; else
    /// why not. Whoever stands in is kept apart from what either of the two is.
    pub(super) fn taken_by(
        &self,
        officer: &Officer,
        is_apart: impl Fn(AccountId) -> bool,
    ) -> Result<Option<AccountId>, Refusal> {
        let mut reason = match self.is_for(officer) {
            Ok(()) if is_apart(officer.account) => Refusal::KeptApart,
            Ok(()) => return Ok(None),
            Err(refusal) => refusal,
        };
        let away = officer.stands_in_for.iter();
        for absent in away.filter(|absent| self.is_for(absent).is_ok()) {
            if !is_apart(officer.account) && !is_apart(absent.account) {
                return Ok(Some(absent.account));
            }
            reason = Refusal::KeptApart;
        }
        Err(reason)
    }
}

/// Those of some steps that an officer may take; else why none: who is kept apart from one is told so, rather than that
/// another is not theirs.
pub(super) fn theirs<T>(
    steps: impl Iterator<Item = T>,
    may_take: impl Fn(&T) -> Result<Option<AccountId>, Refusal>,
) -> Result<Vec<T>, Refusal> {
    let mut reason = Refusal::NotNow;
    let mut theirs = Vec::new();
    for step in steps {
        match may_take(&step) {
            Ok(_) => theirs.push(step),
            Err(_) if reason == Refusal::KeptApart => {}
            Err(refusal) => reason = refusal,
        }
    }
    if theirs.is_empty() {
        Err(reason)
    } else {
        Ok(theirs)
    }
}

impl Plan {
    /// What an answer has to pass: the steps that are always due, those that its outcomes and grounds call for, and legal
    /// review where a ground demands it (refusals, in whole or in part, always; others by their own rule). As if nobody had
    /// claimed the case.
    pub fn of_answer(law: &Law, chain: &Chain, draft: &Draft, handling: Option<DepartmentId>) -> Self {
        Self::with_claims(law, chain, draft, (handling, &[]))
    }

    /// The same for the answer of a case, with the steps that claimed it.
    pub fn of_case(law: &Law, chain: &Chain, draft: &Draft, case: &Case) -> Self {
        let claimed: Vec<&Step> = case.claimed().collect();
        Self::with_claims(law, chain, draft, (case.department(), &claimed))
    }

    fn with_claims(
        law: &Law,
        chain: &Chain,
        draft: &Draft,
        (handling, claimed): (Option<DepartmentId>, &[&Step]),
    ) -> Self {
        let legal = needs_legal_review(law, draft);
        let is_called_for = |step: &Step| match &step.when {
            When::Always => true,
            When::Claimed { .. } => false,
            When::ByGround => legal,
            When::For { outcomes, grounds } => grounds_of(draft).any(|(key, _)| {
                let group = law.ground(key).map(|ground| ground.group);
                grounds.contains(key) || group.is_some_and(|group| outcomes.contains(&group))
            }),
        };
        let is_claimed = |step: &Step| claimed.iter().any(|claimed| claimed.key == step.key);
        let due = chain
            .steps
            .iter()
            .filter(|step| is_claimed(step) || is_called_for(step));
        let planned = |step: &Step| PlannedStep::of(law, step, handling, legal);
        let mut steps: Vec<PlannedStep> = due.map(planned).collect();
        // Who claimed the case reviews it, even where the chain has lost the step since; before the signature, which is last.
        let last = chain.steps.iter().map(|step| step.rank).max().unwrap_or_default();
        let lost = claimed
            .iter()
            .filter(|claimed| !chain.steps.iter().any(|step| step.key == claimed.key));
        steps.extend(lost.map(|step| {
            let step = planned(step);
            let rank = step.rank.min(last.saturating_sub(1));
            PlannedStep { rank, ..step }
        }));
        steps.sort_by_key(|step| step.rank);
        Self {
            chain: chain.version,
            steps,
        }
    }

    /// What a procedural letter has to pass: the chain's steps of the kinds that the law names for it. A step that is for
    /// some outcomes only, or for claimed cases, has nothing to do with it.
    pub fn of_notice(law: &Law, chain: &Chain, kind: NoticeKind, handling: Option<DepartmentId>) -> Self {
        let kinds = &law.notice(kind).steps;
        let steps = chain
            .steps
            .iter()
            .filter(|step| kinds.contains(&step.kind) && step.when.holds_for_notices());
        Self {
            chain: chain.version,
            steps: steps
                .map(|step| PlannedStep::of(law, step, handling, true))
                .collect(),
        }
    }

    pub fn step(&self, key: &StepKey) -> Option<&PlannedStep> {
        self.steps.iter().find(|step| step.key == *key)
    }
}

/// Every ground of a draft with what is filled in: those of the items, and those of the parts that are withheld.
fn grounds_of(draft: &Draft) -> impl Iterator<Item = (&GroundKey, &BTreeMap<FieldKey, String>)> {
    draft.items.iter().flat_map(|item| {
        let parts = item.withheld.iter().map(|part| (&part.ground, &part.fields));
        item.ground
            .iter()
            .map(|ground| (ground, &item.fields))
            .chain(parts)
    })
}

fn needs_legal_review(law: &Law, draft: &Draft) -> bool {
    grounds_of(draft).any(|(key, fields)| {
        let value_of = |field: &FieldKey| fields.get(field).map(String::as_str);
        law.ground(key)
            .is_some_and(|ground| law.needs_legal_review(ground, value_of))
    })
}
