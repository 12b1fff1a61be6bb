//! Facts 2 to 4: nothing leaves unreviewed, no refusal without a lawyer, and an approval is bound to what it approves.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    domain::{
        digest::Digest,
        event::Event,
        id::{AccountId, LetterId},
        notice::NoticeEvent,
        review::Plan,
        testing::{Story, law},
    },
    law::{Part, Required, StepKey, StepKind},
};

/// Who took which step, and for what content.
type Taken = BTreeMap<StepKey, (AccountId, Digest)>;

/// The facts for every procedural letter that went out.
pub(super) fn assert_every_notice_was_reviewed(story: &Story) {
    let notices = story.case.notices.iter();
    for notice in notices.filter(|notice| notice.letter().is_some()) {
        for kind in &law().notice(notice.kind()).steps {
            assert!(has(&notice.review.plan, *kind), "fact 2: {kind} is demanded");
        }
        let approved = story.history.iter().filter_map(|recorded| {
            let Event::Notice(NoticeEvent::Approved {
                notice: id,
                step,
                by,
                content,
                ..
            }) = &recorded.event
            else {
                return None;
            };
            (*id == notice.id).then(|| (step.clone(), (*by, *content)))
        });
        let drafters = [notice.drafter].into();
        assert_passed(
            &notice.review.plan,
            &approved.collect(),
            notice.review.content,
            &drafters,
        );
        let sent = story.case.letter_of(notice).expect("it is a letter");
        let issued = story.history.iter().find_map(|recorded| {
            let Event::LetterIssued { letter, content, .. } = &recorded.event else {
                return None;
            };
            (*letter == sent.id).then_some(*content)
        });
        assert_eq!(
            issued,
            Some(notice.review.content),
            "fact 4: what left is what was approved"
        );
    }
}

/// The facts for an answer, up to its issue.
pub(super) fn assert_the_answer_was_reviewed(story: &Story, answer: LetterId) {
    let Some(issued) = story.history.iter().position(
        |recorded| matches!(&recorded.event, Event::LetterIssued { letter, .. } if *letter == answer),
    ) else {
        return;
    };
    let before = &story.history[..issued];
    let submitted = before
        .iter()
        .rposition(|recorded| matches!(recorded.event, Event::SubmittedForReview { .. }))
        .expect("an answer was submitted before it was issued");
    let Event::SubmittedForReview { content, chain, .. } = &before[submitted].event else {
        unreachable!()
    };
    let drafted = before[..submitted]
        .iter()
        .rfind(|recorded| matches!(recorded.event, Event::AnswerDrafted { .. }))
        .expect("what is submitted was drafted");
    let drafters: BTreeSet<_> = before
        .iter()
        .filter(|recorded| matches!(recorded.event, Event::AnswerDrafted { .. }))
        .filter_map(|recorded| recorded.actor.account())
        .collect();
    let approved = before[submitted..].iter().filter_map(|recorded| {
        let Event::StepApproved {
            step, by, content, ..
        } = &recorded.event
        else {
            return None;
        };
        Some((step.clone(), (*by, *content)))
    });
    let bypassed = before[submitted..].iter().filter_map(|recorded| {
        let Event::StepBypassed { step, by, .. } = &recorded.event else {
            return None;
        };
        assert!(!drafters.contains(by), "who drafted leaves no step out");
        Some(step)
    });
    let mut plan = chain.clone();
    for step in bypassed {
        let left_out = plan.step(step).expect("a step of the plan").clone();
        assert!(left_out.bypass.is_some(), "only what may be left out is");
        let required = law().step_rule(left_out.kind).required;
        assert_ne!(required, Required::Always, "fact 2: no letter leaves without it");
        assert!(
            required != Required::ByGround || !refuses(&drafted.event),
            "fact 3: nor a refusal without legal review"
        );
        plan.steps.retain(|other| other.key != *step);
    }
    for recorded in &before[..submitted] {
        if let Event::StepClaimed { step, .. } = &recorded.event {
            assert!(chain.step(step).is_some(), "who claimed a case reviews it");
        }
        if let Event::StepWaived { step, .. } = &recorded.event {
            assert!(chain.step(step).is_none(), "who waived it is left in peace");
        }
    }
    assert!(
        has(chain, StepKind::Confidentiality),
        "fact 2: nothing leaves without confidentiality review"
    );
    assert!(has(chain, StepKind::SignOff), "nothing leaves unsigned");
    assert!(
        !refuses(&drafted.event) || has(chain, StepKind::Legal),
        "fact 3: no refusal without legal review"
    );
    assert_passed(&plan, &approved.collect(), *content, &drafters);
}

fn refuses(drafted: &Event) -> bool {
    matches!(drafted, Event::AnswerDrafted { draft }
        if draft.items.iter().any(|item| item.ground.as_str() == "state_secret"))
}

fn has(plan: &Plan, kind: StepKind) -> bool {
    plan.steps.iter().any(|step| step.kind == kind)
}

/// Every step of the plan approved that content, by somebody who is kept apart neither from it nor by another step.
fn assert_passed(plan: &Plan, approved: &Taken, content: Digest, drafters: &BTreeSet<AccountId>) {
    let last = plan.steps.iter().map(|step| step.rank).max();
    for step in &plan.steps {
        let (by, found) = approved
            .get(&step.key)
            .expect("fact 2: every step approved before it left");
        assert_eq!(*found, content, "fact 4: an approval is bound to the content");
        assert!(!drafters.contains(by), "who drafted neither reviews nor signs");
        if step.kind == StepKind::SignOff {
            assert_eq!(Some(step.rank), last, "the signature is the last");
        }
        for other in plan.steps.iter().filter(|other| other.key != step.key) {
            let apart = law()
                .step_rule(step.kind)
                .apart_from
                .contains(&Part::from(other.kind));
            let (whom, _) = approved.get(&other.key).expect("asserted for each");
            assert!(
                !apart || by != whom,
                "fact 3: {} and {} by one person",
                step.key,
                other.key
            );
        }
    }
}
