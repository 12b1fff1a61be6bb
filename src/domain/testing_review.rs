//! The review in the stories of the tests: its chain, who takes its steps, and how they say yes.

use std::sync::LazyLock;

use super::{
    account::Actor,
    command::Command,
    id::NoticeId,
    review::{Chain, CheckAnswer},
    testing::{DEPARTMENT, content, keeper_of_secrets, law, lawyer, leader, officer},
};
use crate::law::{Role, StepKind};

/// The chain of every agency that has none of its own.
pub(super) fn chain() -> &'static Chain {
    static CHAIN: LazyLock<Chain> = LazyLock::new(|| Chain::of_law(law()));
    &CHAIN
}

/// The head of the department that has the case.
fn head() -> Actor {
    officer(31, Some(DEPARTMENT), &[Role::DepartmentHead])
}

/// Every question of a step answered with yes.
pub(super) fn checklist(step: StepKind) -> Vec<CheckAnswer> {
    let rule = law().step_rule(step);
    let in_order = |question: &crate::law::Question| CheckAnswer {
        question: question.key.clone(),
        in_order: true,
    };
    rule.questions.iter().map(in_order).collect()
}

pub(super) fn approve(step: StepKind) -> Command {
    Command::Approve {
        step: step.into(),
        content: content(),
        checklist: checklist(step),
        note: None,
    }
}

pub(super) fn approve_notice(id: NoticeId, step: StepKind) -> Command {
    Command::ApproveNotice {
        id,
        step: step.into(),
        content: content(),
        checklist: checklist(step),
    }
}

/// Who takes a step of a review.
pub(super) fn reviewer(step: StepKind) -> Actor {
    match step {
        StepKind::DepartmentHead | StepKind::Countersign => head(),
        StepKind::Confidentiality => keeper_of_secrets(),
        StepKind::Legal => lawyer(),
        StepKind::Leader | StepKind::SignOff => leader(),
    }
}
