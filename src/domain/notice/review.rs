//! The review of a procedural letter: the steps of its kind in their order, each by somebody who did not draft it.

use super::{Notice, NoticeEvent};
use crate::{
    domain::{
        account::{Actor, Officer},
        case::Case,
        digest::Digest,
        event::Event,
        id::{AccountId, NoticeId},
        refusal::Refusal,
        review::{self, CheckAnswer, PlannedStep},
        words::Words,
    },
    law::{Law, StepKey},
};

/// The steps for which a notice waits.
pub fn steps_due(notice: &Notice) -> impl Iterator<Item = &PlannedStep> {
    notice.review.waiting().filter(|_| notice.is_open())
}

/// The notice with the step, if it is one of those that are due and theirs to take, and instead of whom; `permission` has
/// seen the agency already.
fn taken<'c>(
    case: &'c Case,
    law: &Law,
    actor: &Actor,
    (id, step): (NoticeId, &StepKey),
) -> Result<(&'c Notice, &'c PlannedStep, Option<AccountId>), Refusal> {
    let notice = case.notice(id).ok_or(Refusal::NoSuchNotice)?;
    let Actor::Officer(officer) = actor else {
        return Err(Refusal::NotYourRole);
    };
    let mut due = steps_due(notice);
    let planned = due.find(|planned| planned.key == *step).ok_or(Refusal::NotNow)?;
    let drafters = [notice.drafter].into();
    let instead_of = notice.review.may_take(law, &drafters, planned, officer)?;
    Ok((notice, planned, instead_of))
}

impl Notice {
    /// The steps that this officer may take now, else why none: for buttons and for the verdict alike.
    pub fn steps_for(&self, law: &Law, officer: &Officer) -> Result<Vec<&PlannedStep>, Refusal> {
        if !self.is_open() {
            return Err(Refusal::NotNow);
        }
        self.review.steps_for(law, &[self.drafter].into(), officer)
    }

    /// Whose step this officer would take, where it is that of somebody who is away.
    pub fn instead_of(&self, law: &Law, officer: &Officer, step: &PlannedStep) -> Option<AccountId> {
        let verdict = self.review.may_take(law, &[self.drafter].into(), step, officer);
        verdict.ok().flatten()
    }
}

pub(in crate::domain) fn approve(
    case: &Case,
    law: &Law,
    actor: &Actor,
    (id, step): (NoticeId, &StepKey),
    content: Digest,
    checklist: &[CheckAnswer],
) -> Result<Vec<Event>, Refusal> {
    let (notice, planned, instead_of) = taken(case, law, actor, (id, step))?;
    if notice.review.content != content {
        return Err(Refusal::ContentChanged);
    }
    let by = actor.reference().account().ok_or(Refusal::NotYourRole)?;
    review::is_settled(law, planned.kind, checklist)?;
    Ok(vec![Event::Notice(NoticeEvent::Approved {
        notice: id,
        step: step.clone(),
        by,
        content,
        instead_of,
    })])
}

pub(in crate::domain) fn return_it(
    case: &Case,
    law: &Law,
    actor: &Actor,
    (id, step): (NoticeId, &StepKey),
    remarks: &Words,
) -> Result<Vec<Event>, Refusal> {
    let (.., instead_of) = taken(case, law, actor, (id, step))?;
    Ok(vec![Event::Notice(NoticeEvent::Returned {
        notice: id,
        step: step.clone(),
        remarks: remarks.reference(),
        instead_of,
    })])
}
