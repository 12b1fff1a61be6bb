//! The review of a procedural letter: the steps of its kind, one after the other, each by somebody who did not draft it.

use super::{Notice, NoticeEvent};
use crate::{
    domain::{
        account::Actor,
        case::Case,
        digest::Digest,
        event::Event,
        id::NoticeId,
        refusal::Refusal,
        review::{self, CheckAnswer},
        words::Words,
    },
    law::{Law, StepKey},
};

/// The step for which a notice waits.
pub fn step_due(notice: &Notice) -> Option<StepKey> {
    if notice.is_open() {
        notice.review.current()
    } else {
        None
    }
}

fn waiting(case: &Case, id: NoticeId, step: StepKey) -> Result<&Notice, Refusal> {
    let notice = case.notice(id).ok_or(Refusal::NoSuchNotice)?;
    if step_due(notice) == Some(step) {
        Ok(notice)
    } else {
        Err(Refusal::NotNow)
    }
}

/// Whether the role and separation of duties let this person take the step; `permission` has seen the agency already.
fn may_take(law: &Law, notice: &Notice, step: StepKey, actor: &Actor) -> Result<(), Refusal> {
    let Actor::Officer(officer) = actor else {
        return Err(Refusal::NotYourRole);
    };
    let rule = review::rule(law, step).ok_or(Refusal::NotNow)?;
    if !officer.is(rule.role) {
        return Err(Refusal::NotYourRole);
    }
    let drafters = [notice.drafter].into();
    if review::is_kept_apart(law, &drafters, &notice.review, officer.account) {
        return Err(Refusal::KeptApart);
    }
    Ok(())
}

impl Notice {
    /// Whether this person may take the step that is due: for buttons and for the verdict alike.
    pub fn may_review(&self, law: &Law, actor: &Actor) -> Result<StepKey, Refusal> {
        let step = step_due(self).ok_or(Refusal::NotNow)?;
        may_take(law, self, step, actor).map(|()| step)
    }
}

pub(in crate::domain) fn approve(
    case: &Case,
    law: &Law,
    actor: &Actor,
    (id, step): (NoticeId, StepKey),
    content: Digest,
    checklist: &[CheckAnswer],
) -> Result<Vec<Event>, Refusal> {
    let notice = waiting(case, id, step)?;
    may_take(law, notice, step, actor)?;
    if notice.review.content != content {
        return Err(Refusal::ContentChanged);
    }
    let by = actor.reference().account().ok_or(Refusal::NotYourRole)?;
    review::is_settled(law, step, checklist)?;
    Ok(vec![Event::Notice(NoticeEvent::Approved {
        notice: id,
        step,
        by,
        content,
    })])
}

pub(in crate::domain) fn return_it(
    case: &Case,
    law: &Law,
    actor: &Actor,
    (id, step): (NoticeId, StepKey),
    remarks: &Words,
) -> Result<Vec<Event>, Refusal> {
    may_take(law, waiting(case, id, step)?, step, actor)?;
    Ok(vec![Event::Notice(NoticeEvent::Returned {
        notice: id,
        step,
        remarks: remarks.reference(),
    })])
}
