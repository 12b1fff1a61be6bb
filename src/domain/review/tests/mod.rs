//! Given, when, then, for the chain that the law has for every agency.

mod claim;
mod own;

use super::*;
use crate::domain::{
    answer::FileRef,
    command::Command,
    id::{FileId, TextId},
    stage::StageKey,
    testing::{
        self, Story, approve, content, draft, everything_at_once, full_draft, handler, keeper_of_secrets,
        law, lawyer, leader, submit, words,
    },
};

fn officer_of(actor: Actor) -> Officer {
    match actor {
        Actor::Officer(officer) => officer,
        Actor::Applicant { .. } | Actor::ThirdParty { .. } | Actor::Program => panic!("nobody of the office"),
    }
}

#[test]
fn a_refusal_passes_the_lawyer_and_a_disclosure_does_not() {
    use StepKind::{Confidentiality, Legal, SignOff};
    let chain = |ground: &str| {
        let plan = Plan::of_answer(law(), testing::chain(), &full_draft(ground), None);
        plan.steps.iter().map(|step| step.kind).collect::<Vec<_>>()
    };
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
        handler: testing::account_of(&everything),
    });
    let mut story = story
        .then(&everything, &draft(full_draft("state_secret")))
        .then(&everything, &submit(full_draft("state_secret")));
    assert_eq!(
        story.act(&everything, &approve(StepKind::Confidentiality)),
        Err(Refusal::KeptApart)
    );
    let story = story.then(&keeper_of_secrets(), &approve(StepKind::Confidentiality));
    let mut story = story.then(&lawyer(), &approve(StepKind::Legal));
    assert_eq!(
        story.act(&everything, &approve(StepKind::SignOff)),
        Err(Refusal::KeptApart)
    );
    assert_eq!(
        story
            .then(&leader(), &approve(StepKind::SignOff))
            .case
            .stage
            .key(),
        StageKey::Approved
    );
}

#[test]
fn who_reviews_the_law_does_not_sign() {
    let everything = everything_at_once();
    let story =
        Story::in_review("state_secret").then(&keeper_of_secrets(), &approve(StepKind::Confidentiality));
    let mut story = story.then(&everything, &approve(StepKind::Legal));
    assert_eq!(
        story.act(&everything, &approve(StepKind::SignOff)),
        Err(Refusal::KeptApart)
    );
}

#[test]
fn an_approval_names_exactly_what_it_approves() {
    let mut story = Story::in_review("disclosed");
    let other = Command::Approve {
        step: StepKind::Confidentiality.into(),
        content: Digest::of_bytes(b"another letter"),
        checklist: testing::checklist(StepKind::Confidentiality),
        note: None,
        opened: [content()].into(),
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
        step: StepKind::Confidentiality.into(),
        content: content(),
        checklist: Vec::new(),
        note: None,
        opened: [content()].into(),
    };
    let questions = testing::checklist(StepKind::Confidentiality).len();
    assert!(questions > 0);
    assert!(matches!(story.act(&keeper_of_secrets(), &open),
        Err(Refusal::ChecklistOpen(unsettled)) if unsettled.len() == questions));
}

#[test]
fn a_draft_that_comes_back_loses_its_approvals_and_brings_the_remarks() {
    let story =
        Story::in_review("state_secret").then(&keeper_of_secrets(), &approve(StepKind::Confidentiality));
    let back = Command::SendBack {
        step: StepKind::Legal.into(),
        remarks: words("请说明定密依据"),
        points: Vec::new(),
    };
    let story = story.then(&lawyer(), &back);
    assert_eq!(story.case.stage.key(), StageKey::InHand);
    assert_eq!(
        story.case.remarks.as_ref().map(|remarks| remarks.step.clone()),
        Some(StepKind::Legal.into())
    );
    let story = story.then(&handler(), &submit(full_draft("state_secret")));
    assert_eq!(story.case.remarks, None);
    let review = story.case.stage.review().expect("in review again");
    assert_eq!(
        review.waiting().map(|step| step.kind).collect::<Vec<_>>(),
        [StepKind::Confidentiality],
        "the chain begins anew"
    );
}

#[test]
fn nobody_says_yes_to_what_they_have_not_opened() {
    let mut with_file = full_draft("disclosed");
    let file = FileRef {
        id: FileId(uuid::Uuid::from_u128(1)),
        name: "方案.pdf".to_owned(),
        content: Digest::of_bytes(b"a document"),
    };
    with_file.items[0].files = vec![file.clone()];
    let blackout = Digest::of_bytes(b"what is blacked out on a page");
    let around = |draft| Command::Submit {
        draft,
        content: content(),
        blackouts: BTreeSet::from([blackout]),
        around: Around {
            files: vec![file.clone()],
            ..Around::default()
        },
    };
    let story = Story::in_hand().then(&handler(), &draft(with_file.clone()));
    let mut story = story.then(&handler(), &around(with_file));
    assert_eq!(
        story.act(&keeper_of_secrets(), &approve(StepKind::Confidentiality)),
        Err(Refusal::PartsUnopened(
            BTreeSet::from([file.content, blackout]).into_iter().collect()
        ))
    );
    let opened = |opened: BTreeSet<Digest>| Command::Approve {
        step: StepKind::Confidentiality.into(),
        content: content(),
        checklist: testing::checklist(StepKind::Confidentiality),
        note: None,
        opened,
    };
    assert_eq!(
        story.act(&keeper_of_secrets(), &opened([file.content, blackout].into())),
        Err(Refusal::PartsUnopened(vec![content()])),
        "the letter itself"
    );
    assert_eq!(
        story.act(&keeper_of_secrets(), &opened([content(), file.content].into())),
        Err(Refusal::PartsUnopened(vec![blackout])),
        "what is blacked out"
    );
    assert!(
        story
            .act(
                &keeper_of_secrets(),
                &opened([file.content, blackout, content()].into())
            )
            .is_ok()
    );
}

#[test]
fn each_point_is_settled_before_the_draft_is_reviewed_again() {
    let back = Command::SendBack {
        step: StepKind::Confidentiality.into(),
        remarks: words("见逐处的意见"),
        points: vec![testing::point()],
    };
    let story = Story::in_review("disclosed").then(&keeper_of_secrets(), &back);
    let mut story = story.then(&handler(), &draft(full_draft("disclosed")));
    let again = submit(full_draft("disclosed"));
    assert_eq!(story.act(&handler(), &again), Err(Refusal::PointsOpen(1)));
    let settle = |id: u128| Command::SettlePoint {
        point: TextId(uuid::Uuid::from_u128(id)),
        reply: words("已改"),
    };
    assert_eq!(story.act(&handler(), &settle(1)), Err(Refusal::NoSuchPoint));
    assert_eq!(story.act(&lawyer(), &settle(900)), Err(Refusal::NotYourRole));
    let mut story = story.then(&handler(), &settle(900));
    assert_eq!(
        story.act(&handler(), &settle(900)),
        Err(Refusal::NoSuchPoint),
        "once"
    );
    let story = story.then(&handler(), &again);
    assert_eq!(story.case.stage.key(), StageKey::InReview);
    assert_eq!(
        story
            .case
            .points
            .iter()
            .filter(|raised| raised.reply.is_some())
            .count(),
        1,
        "the reviewer sees what was done"
    );
}

#[test]
fn points_are_as_many_as_a_person_can_read() {
    let mut story = Story::in_review("disclosed");
    let back = Command::SendBack {
        step: StepKind::Confidentiality.into(),
        remarks: words("见逐处的意见"),
        points: vec![testing::point(); MAX_POINTS + 1],
    };
    assert_eq!(
        story.act(&keeper_of_secrets(), &back),
        Err(Refusal::TooManyPoints(MAX_POINTS))
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

/// Histories of before agencies had chains of their own name the kinds alone.
#[test]
fn an_older_history_tells_its_chain_by_the_kinds_of_its_steps() {
    let plan: Plan = serde_json::from_str(r#"["confidentiality","sign_off"]"#).unwrap();
    let review = Review::begun(content(), plan, OffsetDateTime::UNIX_EPOCH);
    let waiting: Vec<&PlannedStep> = review.waiting().collect();
    assert_eq!(waiting.len(), 1, "one after the other");
    assert_eq!(waiting[0].key, StepKind::Confidentiality.into());
    let mut chain = testing::chain().clone();
    chain.steps.remove(1);
    let now = Plan::of_answer(law(), &chain, &full_draft("disclosed"), None);
    let ranks = |plan: &Plan| {
        plan.steps
            .iter()
            .map(|step| (step.kind, step.role))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        ranks(&review.plan),
        ranks(&now),
        "and means what the law's own chain means"
    );
}

#[test]
fn a_plan_is_read_as_it_was_written() {
    let plan = Plan::of_answer(law(), testing::chain(), &full_draft("state_secret"), None);
    let told = serde_json::to_string(&plan).unwrap();
    assert_eq!(serde_json::from_str::<Plan>(&told).unwrap(), plan);
    assert!(
        told.starts_with(
            r#"{"chain":0,"steps":[{"key":"confidentiality","kind":"confidentiality","rank":1,"#
        ),
        "{told}"
    );
}
