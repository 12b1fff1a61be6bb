//! Whether a plan can be carried out: whether there are people enough who are kept apart neither from the draft nor from
//! each other's steps.

use std::collections::BTreeSet;

use super::planned::{Plan, PlannedStep};
use crate::{
    domain::{account::Officer, id::AccountId},
    law::{Law, Part, StepKey},
};

/// The first step for which nobody is left, if each of the others is taken by somebody who may; none where all can be
/// taken.
pub fn unstaffed(
    law: &Law,
    plan: &Plan,
    drafters: &BTreeSet<AccountId>,
    people: &[&Officer],
) -> Option<StepKey> {
    let candidates: Vec<(&PlannedStep, Vec<AccountId>)> = plan
        .steps
        .iter()
        .map(|step| {
            let apart = law.step_rule(step.kind).apart_from.contains(&Part::Draft);
            let may = people
                .iter()
                .filter(|officer| step.is_for(officer).is_ok())
                .filter(|officer| !apart || !drafters.contains(&officer.account));
            (step, may.map(|officer| officer.account).collect())
        })
        .collect();
    let mut furthest = 0;
    if fill(law, &candidates, &mut Vec::new(), &mut furthest) {
        return None;
    }
    candidates.get(furthest).map(|(step, _)| step.key.clone())
}

/// Gives every further step to somebody, trying all who may until the rest can be given, too.
fn fill<'p>(
    law: &Law,
    candidates: &[(&'p PlannedStep, Vec<AccountId>)],
    taken: &mut Vec<(&'p PlannedStep, AccountId)>,
    furthest: &mut usize,
) -> bool {
    let Some((step, may)) = candidates.get(taken.len()) else {
        return true;
    };
    *furthest = (*furthest).max(taken.len());
    for account in may {
        let apart = taken
            .iter()
            .any(|(other, by)| by == account && are_apart(law, step, other));
        if apart {
            continue;
        }
        taken.push((step, *account));
        if fill(law, candidates, taken, furthest) {
            return true;
        }
        taken.pop();
    }
    false
}

fn are_apart(law: &Law, one: &PlannedStep, other: &PlannedStep) -> bool {
    let names = |one: &PlannedStep, other: &PlannedStep| {
        law.step_rule(one.kind)
            .apart_from
            .contains(&Part::from(other.kind))
    };
    names(one, other) || names(other, one)
}
