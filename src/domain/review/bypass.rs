//! 跳过: somebody with the role that the chain names leaves a step out, with a written reason. Never one that the law
//! demands: of those no plan says who may.

use super::{PlannedStep, Review};
use crate::{
    domain::{
        account::{Actor, Officer},
        case::Case,
        event::Event,
        refusal::Refusal,
        stage::Stage,
        words::Words,
    },
    law::StepKey,
};

impl Review {
    fn may_be_passed_over(&self, officer: &Officer) -> impl Iterator<Item = &PlannedStep> {
        self.waiting()
            .filter(|step| step.bypass.is_some_and(|role| officer.is(role)))
    }
}

impl Case {
    /// The steps that are due and that this officer may leave out; else why none.
    pub fn steps_to_bypass(&self, officer: &Officer) -> Result<Vec<&PlannedStep>, Refusal> {
        let (Stage::InReview(_, review), Some(draft)) = (&self.stage, &self.draft) else {
            return Err(Refusal::NotNow);
        };
        let steps: Vec<&PlannedStep> = review.may_be_passed_over(officer).collect();
        if steps.is_empty() {
            return Err(Refusal::NotYourRole);
        }
        // Who drafted does not spare the draft a reader.
        if draft.drafters.contains(&officer.account) {
            return Err(Refusal::KeptApart);
        }
        Ok(steps)
    }
}

pub(in crate::domain) fn bypass(
    case: &Case,
    actor: &Actor,
    step: &StepKey,
    reason: &Words,
) -> Result<Vec<Event>, Refusal> {
    let Actor::Officer(officer) = actor else {
        return Err(Refusal::NotYourRole);
    };
    let steps = case.steps_to_bypass(officer)?;
    if !steps.iter().any(|due| due.key == *step) {
        return Err(Refusal::NotNow);
    }
    let review = case.stage.review().ok_or(Refusal::NotNow)?;
    Ok(vec![Event::StepBypassed {
        step: step.clone(),
        by: officer.account,
        content: review.content,
        reason: reason.reference(),
    }])
}
