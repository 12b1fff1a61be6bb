//! 审核: the chain of steps that a proposed answer passes before it may leave, as data of the law and the agency.
//! An approval is bound to the digest of exactly what leaves: letter, files, outcome, grounds. A change voids it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use time::Date;

use super::{
    account::Actor,
    answer::{Draft, Missing},
    case::Case,
    digest::Digest,
    event::Event,
    id::AccountId,
    prerequisite,
    proof::{self, Around},
    refusal::Refusal,
    stage::Stage,
    words::{Words, WordsRef},
};
use crate::law::{FieldKey, Law, Part, Question, QuestionKey, ReviewStep, StepKey, StepWhen};

/// A review under way or done. `approvals` follow `chain` in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// What is approved: the digest of the letter with its files, outcomes and grounds.
    pub content: Digest,
    pub chain: Vec<StepKey>,
    pub approvals: Vec<Approval>,
}

/// One step's yes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    pub step: StepKey,
    pub by: AccountId,
}

/// The answer to one question of a step's checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckAnswer {
    /// Key of the question in the law's review data.
    pub question: QuestionKey,
    /// Whether it is in order, or does not arise.
    pub in_order: bool,
}

impl Review {
    /// The step that is due now; none once every step has approved.
    pub fn current(&self) -> Option<StepKey> {
        self.chain.get(self.approvals.len()).copied()
    }
}

/// The steps that a draft has to pass: those that are always due, and legal review where a ground demands it
/// (refusals, in whole or in part, always; others by their own rule).
pub fn chain_for(law: &Law, draft: &Draft) -> Vec<StepKey> {
    let legal = draft.items.iter().any(|item| {
        let parts = item.withheld.iter().map(|part| (&part.ground, &part.fields));
        item.ground
            .iter()
            .map(|ground| (ground, &item.fields))
            .chain(parts)
            .any(|(key, fields)| {
                let value_of = |field: &FieldKey| fields.get(field).map(String::as_str);
                law.ground(key)
                    .is_some_and(|ground| law.needs_legal_review(ground, value_of))
            })
    });
    let is_due = |when| match when {
        StepWhen::Always => true,
        StepWhen::ByGround => legal,
    };
    law.review_chain()
        .iter()
        .filter(|step| is_due(step.when))
        .map(|step| step.key)
        .collect()
}

/// Whether separation of duties keeps this person from the step that is due.
pub(super) fn is_kept_apart(
    law: &Law,
    drafters: &BTreeSet<AccountId>,
    review: &Review,
    by: AccountId,
) -> bool {
    let Some(current) = review.current() else {
        return false;
    };
    let rules = law.review_chain();
    let apart = |step: Part, other: Part| {
        rules
            .iter()
            .any(|rule| Part::from(rule.key) == step && rule.apart_from.contains(&other))
    };
    let now = Part::from(current);
    // Apartness holds in both directions: a later step may name an earlier one, or the reverse.
    let from_a_step = review.approvals.iter().any(|approval| {
        let then = Part::from(approval.step);
        approval.by == by && (apart(now, then) || apart(then, now))
    });
    from_a_step || apart(now, Part::Draft) && drafters.contains(&by)
}

pub(super) fn submit(
    case: &Case,
    law: &Law,
    (draft, around): (&Draft, &Around),
    content: Digest,
    today: Date,
) -> Result<Vec<Event>, Refusal> {
    let drafted = case.draft.as_ref().ok_or(Refusal::NothingDrafted)?;
    if drafted.reference.digest != draft.digest() {
        return Err(Refusal::ContentChanged);
    }
    ready(case, law, draft, around, today)?;
    Ok(vec![Event::SubmittedForReview {
        content,
        chain: chain_for(law, draft),
    }])
}

/// Everything that keeps an answer from going into review, all at once: what the law misses in it, the steps on which its
/// grounds follow, what must not stand in its words.
pub fn missing(case: &Case, law: &Law, draft: &Draft, around: &Around, today: Date) -> Vec<Missing> {
    let mut missing = draft.missing(law, case.filing.asks_for, &case.items, case.worked_on());
    missing.extend(prerequisite::missing(case, law, &draft.outline()));
    missing.extend(proof::missing(case, law, draft, around, today));
    missing
}

/// What keeps an answer from going into review whatever it says.
pub fn obstacle(case: &Case, law: &Law, draft: &Draft, today: Date) -> Option<Refusal> {
    prerequisite::check(case, law, &draft.outline(), today).err()
}

/// Whether an answer may go into review now.
pub fn ready(case: &Case, law: &Law, draft: &Draft, around: &Around, today: Date) -> Result<(), Refusal> {
    let missing = missing(case, law, draft, around, today);
    if !missing.is_empty() {
        return Err(Refusal::Incomplete(missing));
    }
    prerequisite::check(case, law, &draft.outline(), today)
}

/// The rule of a step.
pub fn rule(law: &Law, step: StepKey) -> Option<&ReviewStep> {
    law.review_chain().iter().find(|rule| rule.key == step)
}

/// Whether every question of the step is answered so that nothing stands against going on.
pub(super) fn is_settled(law: &Law, step: StepKey, checklist: &[CheckAnswer]) -> Result<(), Refusal> {
    let in_order = |question: &Question| {
        let mut answers = checklist.iter();
        answers.any(|answer| answer.question == question.key && answer.in_order)
    };
    let rule = rule(law, step).ok_or(Refusal::NotNow)?;
    let unsettled: Vec<QuestionKey> = rule
        .questions
        .iter()
        .filter(|question| !in_order(question))
        .map(|question| question.key.clone())
        .collect();
    if unsettled.is_empty() {
        Ok(())
    } else {
        Err(Refusal::ChecklistOpen(unsettled))
    }
}

pub(super) fn approve(
    case: &Case,
    law: &Law,
    actor: &Actor,
    step: StepKey,
    content: Digest,
    checklist: &[CheckAnswer],
    note: Option<&Words>,
) -> Result<Vec<Event>, Refusal> {
    let review = under_review(case, step)?;
    if review.content != content {
        return Err(Refusal::ContentChanged);
    }
    let by = actor.reference().account().ok_or(Refusal::NotYourRole)?;
    is_settled(law, step, checklist)?;
    Ok(vec![Event::StepApproved {
        step,
        by,
        content,
        checklist: checklist.to_vec(),
        note: note.map(Words::reference),
    }])
}

pub(super) fn send_back(case: &Case, step: StepKey, remarks: &Words) -> Result<Vec<Event>, Refusal> {
    under_review(case, step)?;
    Ok(vec![Event::SentBack {
        step,
        remarks: remarks.reference(),
    }])
}

/// The review, if the step is the one that is due: a page that was open for longer may show an older one.
fn under_review(case: &Case, step: StepKey) -> Result<&Review, Refusal> {
    let in_review = matches!(case.stage, Stage::InReview(..));
    case.stage
        .review()
        .filter(|review| in_review && review.current() == Some(step))
        .ok_or(Refusal::NotNow)
}

/// Remarks with which a draft came back, for as long as they wait to be dealt with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remarks {
    pub step: StepKey,
    pub by: Option<AccountId>,
    pub words: WordsRef,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        refusal::Refusal,
        stage::StageKey,
        testing::{
            Story, approve, draft, everything_at_once, full_draft, handler, keeper_of_secrets, law, lawyer,
            leader, submit, words,
        },
    };

    #[test]
    fn a_refusal_passes_the_lawyer_and_a_disclosure_does_not() {
        use StepKey::{Confidentiality, Legal, SignOff};
        let chain = |ground: &str| chain_for(law(), &full_draft(ground));
        assert_eq!(chain("disclosed"), [Confidentiality, SignOff]);
        assert_eq!(chain("already_public"), [Confidentiality, SignOff]);
        for ground in [
            "state_secret",
            "partial",
            "third_party_interests",
            "process_information",
            "excessive_applications",
        ] {
            assert_eq!(chain(ground), [Confidentiality, Legal, SignOff], "{ground}");
        }
    }

    #[test]
    fn who_drafted_neither_reviews_nor_signs() {
        let mut story = Story::in_hand();
        let everything = everything_at_once();
        // The same person with every role drafts, and stays out of the review all the same.
        story.case.stage = Stage::InHand(crate::domain::stage::Work {
            department: story.case.stage.department().unwrap(),
            handler: crate::domain::testing::account_of(&everything),
        });
        let mut story = story
            .then(&everything, &draft(full_draft("state_secret")))
            .then(&everything, &submit(full_draft("state_secret")));
        assert_eq!(
            story.act(&everything, &approve(StepKey::Confidentiality)),
            Err(Refusal::KeptApart)
        );
        let story = story.then(&keeper_of_secrets(), &approve(StepKey::Confidentiality));
        let mut story = story.then(&lawyer(), &approve(StepKey::Legal));
        assert_eq!(
            story.act(&everything, &approve(StepKey::SignOff)),
            Err(Refusal::KeptApart)
        );
        assert_eq!(
            story.then(&leader(), &approve(StepKey::SignOff)).case.stage.key(),
            StageKey::Approved
        );
    }

    #[test]
    fn who_reviews_the_law_does_not_sign() {
        let everything = everything_at_once();
        let story =
            Story::in_review("state_secret").then(&keeper_of_secrets(), &approve(StepKey::Confidentiality));
        let mut story = story.then(&everything, &approve(StepKey::Legal));
        assert_eq!(
            story.act(&everything, &approve(StepKey::SignOff)),
            Err(Refusal::KeptApart)
        );
    }

    #[test]
    fn an_approval_names_exactly_what_it_approves() {
        let mut story = Story::in_review("disclosed");
        let other = Command::Approve {
            step: StepKey::Confidentiality,
            content: Digest::of_bytes(b"another letter"),
            checklist: crate::domain::testing::checklist(StepKey::Confidentiality),
            note: None,
        };
        assert_eq!(
            story.act(&keeper_of_secrets(), &other),
            Err(Refusal::ContentChanged)
        );
    }

    #[test]
    fn every_question_of_the_checklist_is_settled_before_a_yes() {
        let mut story = Story::in_review("disclosed");
        let open = Command::Approve {
            step: StepKey::Confidentiality,
            content: crate::domain::testing::content(),
            checklist: Vec::new(),
            note: None,
        };
        let questions = crate::domain::testing::checklist(StepKey::Confidentiality).len();
        assert!(questions > 0);
        assert!(matches!(story.act(&keeper_of_secrets(), &open),
            Err(Refusal::ChecklistOpen(unsettled)) if unsettled.len() == questions));
    }

    #[test]
    fn a_draft_that_comes_back_loses_its_approvals_and_brings_the_remarks() {
        let story =
            Story::in_review("state_secret").then(&keeper_of_secrets(), &approve(StepKey::Confidentiality));
        let back = Command::SendBack {
            step: StepKey::Legal,
            remarks: words("请说明定密依据"),
        };
        let story = story.then(&lawyer(), &back);
        assert_eq!(story.case.stage.key(), StageKey::InHand);
        assert_eq!(
            story.case.remarks.as_ref().map(|remarks| remarks.step),
            Some(StepKey::Legal)
        );
        let story = story.then(&handler(), &submit(full_draft("state_secret")));
        assert_eq!(story.case.remarks, None);
        let review = story.case.stage.review().expect("in review again");
        assert_eq!(
            review.current(),
            Some(StepKey::Confidentiality),
            "the chain begins anew"
        );
    }

    #[test]
    fn what_is_submitted_is_the_draft_that_was_saved() {
        let mut story = Story::in_hand().then(&handler(), &draft(full_draft("state_secret")));
        assert_eq!(
            story.act(&handler(), &submit(full_draft("disclosed"))),
            Err(Refusal::ContentChanged)
        );
    }

    use crate::domain::command::Command;
}
