//! Chains, reviewers and their verdicts for the tests of this folder.

use std::{collections::BTreeSet, sync::LazyLock};

use super::{
    account::Actor,
    command::Command,
    id::NoticeId,
    review::{Chain, CheckAnswer, Place, Point, Step, When, Where, Who},
    testing::{
        DEPARTMENT, OTHER_DEPARTMENT, Story, content, draft, full_draft, handler, keeper_of_secrets, law,
        lawyer, leader, officer, submit, words,
    },
};
use crate::law::{Role, StepKind};

/// The chain of every agency that has none of its own.
pub(super) fn chain() -> &'static Chain {
    static CHAIN: LazyLock<Chain> = LazyLock::new(|| Chain::of_law(law()));
    &CHAIN
}

/// The head of the department that has the case.
pub(super) fn head() -> Actor {
    officer(31, Some(DEPARTMENT), &[Role::DepartmentHead])
}

/// The head of the other department.
pub(super) fn other_head() -> Actor {
    officer(32, Some(OTHER_DEPARTMENT), &[Role::DepartmentHead])
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

impl Story {
    /// Drafts an answer on a ground in a case in hand, and takes it through its review.
    pub(super) fn approved_on(self, ground: &str) -> Self {
        let answer = full_draft(ground);
        let mut story = self
            .then(&handler(), &draft(answer.clone()))
            .then(&handler(), &submit(answer));
        while let Some(step) = story
            .case
            .stage
            .review()
            .and_then(|review| review.waiting().next())
            .map(|step| step.kind)
        {
            story = story.then(&reviewer(step), &approve(step));
        }
        story
    }
}

pub(super) fn approve(step: StepKind) -> Command {
    Command::Approve {
        step: step.into(),
        content: content(),
        checklist: checklist(step),
        note: None,
        opened: BTreeSet::from([content()]),
    }
}

/// Something to be mended in the third line of the letter.
pub(super) fn point() -> Point {
    Point {
        place: Place::Letter { line: 3 },
        words: words("请写明是哪一项"),
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
        StepKind::DepartmentHead => head(),
        StepKind::Countersign => other_head(),
        StepKind::Confidentiality => keeper_of_secrets(),
        StepKind::Legal => lawyer(),
        StepKind::Leader | StepKind::SignOff => leader(),
    }
}

/// The same with 会签 of the other department where its head claims the case within three working days.
pub(super) fn claim_chain() -> &'static Chain {
    static CHAIN: LazyLock<Chain> = LazyLock::new(|| {
        let mut chain = long_chain().clone();
        for step in &mut chain.steps {
            if step.kind == StepKind::Countersign {
                step.when = When::Claimed { working_days: 3 };
            }
        }
        chain
    });
    &CHAIN
}

/// A chain of an agency's own: the head of the department, whom the leader may leave out; 保密审查 and 会签 of the other
/// department at the same time; the lawyer; the signature.
pub(super) fn long_chain() -> &'static Chain {
    static CHAIN: LazyLock<Chain> = LazyLock::new(|| {
        let step = |kind: StepKind, rank, department| Step {
            key: kind.into(),
            kind,
            name: None,
            rank,
            who: Who {
                role: law().step_rule(kind).role(),
                department,
                accounts: BTreeSet::new(),
            },
            when: When::Always,
            working_days: None,
            bypass: None,
            escalate_to: None,
        };
        Chain {
            version: 1,
            steps: vec![
                Step {
                    working_days: Some(2),
                    bypass: Some(Role::SigningLeader),
                    escalate_to: Some(Role::SigningLeader),
                    ..step(StepKind::DepartmentHead, 1, Some(Where::Handling))
                },
                step(StepKind::Confidentiality, 2, None),
                step(StepKind::Countersign, 2, Some(Where::Named(OTHER_DEPARTMENT))),
                Step {
                    when: When::ByGround,
                    ..step(StepKind::Legal, 3, None)
                },
                step(StepKind::SignOff, 4, None),
            ],
        }
    });
    &CHAIN
}
