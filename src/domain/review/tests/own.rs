//! Given, when, then, for chains of an agency's own.

use time::{OffsetDateTime, UtcOffset, macros::datetime};

use super::*;
use crate::{
    domain::{
        delegation,
        id::{AccountId, DepartmentId},
        reminder,
        testing::{
            DEPARTMENT, OTHER_DEPARTMENT, account_of, head, long_chain, other_head, stranger_handler,
            supervisor,
        },
    },
    law::{NoticeKind, OutcomeGroup, ReminderKey, Role},
};

const SKIP: &str = "负责人出差，事项紧急，经请示跳过";

fn in_review() -> Story {
    Story::in_hand_by(long_chain())
        .then(&handler(), &draft(full_draft("state_secret")))
        .then(&handler(), &submit(full_draft("state_secret")))
}

fn waiting(story: &Story) -> Vec<String> {
    let review = story.case.stage.review().unwrap();
    review.waiting().map(|step| step.key.to_string()).collect()
}

fn skip(step: StepKind) -> Command {
    Command::Bypass {
        step: step.into(),
        reason: words(SKIP),
    }
}

#[test]
fn steps_of_one_rank_wait_at_once_and_the_next_rank_waits_for_both() {
    let story = in_review();
    assert_eq!(waiting(&story), ["department_head"]);
    let story = story.then(&head(), &approve(StepKind::DepartmentHead));
    assert_eq!(waiting(&story), ["confidentiality", "countersign"]);
    // Whoever comes first; the other still approves what he saw.
    let story = story.then(&other_head(), &approve(StepKind::Countersign));
    assert_eq!(waiting(&story), ["confidentiality"]);
    let mut story = story.then(&keeper_of_secrets(), &approve(StepKind::Confidentiality));
    assert_eq!(waiting(&story), ["legal"]);
    assert_eq!(
        story.act(&keeper_of_secrets(), &approve(StepKind::Confidentiality)),
        Err(Refusal::NotYourRole),
        "a step is taken once"
    );
    let story = story
        .then(&lawyer(), &approve(StepKind::Legal))
        .then(&leader(), &approve(StepKind::SignOff));
    assert_eq!(story.case.stage.key(), StageKey::Approved);
}

#[test]
fn a_step_of_a_department_is_for_its_people_alone() {
    let mut story = in_review();
    assert_eq!(
        story.act(&other_head(), &approve(StepKind::DepartmentHead)),
        Err(Refusal::NotYourCase)
    );
    let mut story = story.then(&head(), &approve(StepKind::DepartmentHead));
    assert_eq!(
        story.act(&head(), &approve(StepKind::Countersign)),
        Err(Refusal::NotYourCase)
    );
    let reads = |actor: Actor| match actor {
        Actor::Officer(officer) => crate::domain::permission::may_read(&story.case, &officer),
        Actor::Applicant { .. } | Actor::ThirdParty { .. } | Actor::Program => false,
    };
    assert!(
        reads(other_head()),
        "who is asked to agree reads what they agree to"
    );
    assert!(!reads(stranger_handler()));
}

#[test]
fn people_who_are_named_take_the_step_and_nobody_else() {
    let mut chain = long_chain().clone();
    chain.steps[0].who.accounts = [account_of(&head())].into();
    assert_eq!(chain.faults(law(), &staff(), testing::TODAY), []);
    let plan = Plan::of_answer(law(), &chain, &full_draft("disclosed"), Some(DEPARTMENT));
    let Actor::Officer(mut named) = head() else {
        panic!()
    };
    assert_eq!(plan.steps[0].is_for(&named), Ok(()));
    named.account = AccountId(uuid::Uuid::from_u128(99));
    assert_eq!(plan.steps[0].is_for(&named), Err(Refusal::NotYourCase));
}

#[test]
fn a_step_is_left_out_by_whom_the_chain_names_with_a_reason() {
    let mut story = in_review();
    for nobody in [handler(), head(), keeper_of_secrets(), supervisor()] {
        assert_eq!(
            story.act(&nobody, &skip(StepKind::DepartmentHead)),
            Err(Refusal::NotYourRole)
        );
    }
    let mut story = story.then(&leader(), &skip(StepKind::DepartmentHead));
    assert_eq!(waiting(&story), ["confidentiality", "countersign"]);
    let told = story.history.last().unwrap();
    assert!(matches!(&told.event, Event::StepBypassed { by, .. } if *by == account_of(&leader())));
    for demanded in [StepKind::Confidentiality, StepKind::Countersign] {
        assert!(
            story.act(&leader(), &skip(demanded)).is_err(),
            "{demanded} is not for them to leave out"
        );
    }
    // Who left a step out has not reviewed, and may sign.
    let story = story
        .then(&keeper_of_secrets(), &approve(StepKind::Confidentiality))
        .then(&other_head(), &approve(StepKind::Countersign))
        .then(&lawyer(), &approve(StepKind::Legal))
        .then(&leader(), &approve(StepKind::SignOff));
    assert_eq!(story.case.stage.key(), StageKey::Approved);
}

#[test]
fn what_the_law_demands_is_left_out_by_nobody_whatever_the_chain_says() {
    let mut chain = long_chain().clone();
    for step in &mut chain.steps {
        step.bypass = Some(Role::SigningLeader);
    }
    // Legal review of every answer: the agency's own where no ground demands it.
    chain.steps[3].when = When::Always;
    let plan = |ground| Plan::of_answer(law(), &chain, &full_draft(ground), Some(DEPARTMENT));
    let left_out = |plan: &Plan| -> Vec<StepKind> {
        let steps = plan.steps.iter().filter(|step| step.bypass.is_some());
        steps.map(|step| step.kind).collect()
    };
    assert_eq!(
        left_out(&plan("state_secret")),
        [StepKind::DepartmentHead, StepKind::Countersign]
    );
    assert_eq!(
        left_out(&plan("disclosed")),
        [StepKind::DepartmentHead, StepKind::Countersign, StepKind::Legal]
    );
}

#[test]
fn a_step_can_be_for_some_outcomes_and_grounds() {
    let mut chain = long_chain().clone();
    chain.steps[2].when = When::For {
        outcomes: [OutcomeGroup::Withheld].into(),
        grounds: ["not_held".parse().unwrap()].into(),
    };
    let countersigned = |ground| {
        let plan = Plan::of_answer(law(), &chain, &full_draft(ground), Some(DEPARTMENT));
        plan.steps.iter().any(|step| step.kind == StepKind::Countersign)
    };
    assert!(countersigned("state_secret") && countersigned("not_held"));
    assert!(!countersigned("disclosed") && !countersigned("already_public"));
}

#[test]
fn three_confidentiality_steps_are_three_people() {
    let mut chain = long_chain().clone();
    let mut second = chain.steps[1].clone();
    second.key = "confidentiality_2".parse().unwrap();
    second.name = Some("复审".to_owned());
    second.rank = 3;
    chain.steps.truncate(2);
    chain.steps.extend([second]);
    let plan = Plan::of_answer(law(), &chain, &full_draft("disclosed"), Some(DEPARTMENT));
    let Actor::Officer(keeper) = keeper_of_secrets() else {
        panic!()
    };
    let mut other = keeper.clone();
    other.account = AccountId(uuid::Uuid::from_u128(98));
    let Actor::Officer(head) = head() else { panic!() };
    let drafters = BTreeSet::new();
    assert_eq!(
        unstaffed(law(), &plan, &drafters, &[&head, &keeper]),
        Some("confidentiality_2".parse().unwrap()),
        "one person does not take both"
    );
    assert_eq!(
        unstaffed(law(), &plan, &drafters, &[&head, &keeper, &other]),
        None
    );
    let drafted = [other.account].into();
    assert!(unstaffed(law(), &plan, &drafted, &[&head, &keeper, &other]).is_some());
}

#[test]
fn a_chain_that_changes_later_touches_no_review_under_way() {
    let mut story = in_review();
    story.chain = testing::chain();
    let story = story.then(&head(), &approve(StepKind::DepartmentHead));
    assert_eq!(waiting(&story), ["confidentiality", "countersign"]);
    assert_eq!(story.case.stage.review().unwrap().plan.chain, 1);
}

#[test]
fn procedural_letters_pass_the_chains_steps_of_their_kinds() {
    let plan = |kind| {
        let plan = Plan::of_notice(law(), long_chain(), kind, Some(DEPARTMENT));
        plan.steps.iter().map(|step| step.kind).collect::<Vec<_>>()
    };
    assert_eq!(plan(NoticeKind::Correction), [StepKind::Confidentiality]);
    assert_eq!(
        plan(NoticeKind::Ended),
        [StepKind::Confidentiality, StepKind::Legal, StepKind::SignOff]
    );
}

#[test]
fn who_lets_the_time_of_a_step_pass_is_reminded_once_with_whom_the_chain_names() {
    let story = in_review();
    let review = story.case.stage.review().unwrap();
    let step = review.waiting().next().unwrap().clone();
    let since = datetime!(2026-11-16 9:00 +8);
    let mut review = review.clone();
    review.since = since;
    assert_eq!(
        review.last_day(&step, law(), UtcOffset::from_hms(8, 0, 0).unwrap()),
        Some(time::macros::date!(2026 - 11 - 18)),
        "two working days from the Monday"
    );
    let mut case = story.case.clone();
    let Stage::InReview(work, _) = case.stage else {
        panic!()
    };
    case.stage = Stage::InReview(work, review.clone());
    let on = |day| {
        let offset = UtcOffset::from_hms(8, 0, 0).unwrap();
        let standing = reminder::standing(&case, law(), day, offset);
        standing.iter().any(|one| one.key == ReminderKey::ReviewOverdue)
    };
    assert!(!on(time::macros::date!(2026 - 11 - 18)));
    assert!(on(time::macros::date!(2026 - 11 - 19)));
    let people = [head(), leader(), lawyer()].map(|actor| match actor {
        Actor::Officer(officer) => officer,
        Actor::Applicant { .. } | Actor::ThirdParty { .. } | Actor::Program => panic!(),
    });
    let told = reminder::addressees(&case, law(), ReminderKey::ReviewOverdue, &people);
    assert_eq!(told, [account_of(&head()), account_of(&leader())].into());
    // The next rank waits from the moment on at which the one before is through.
    let later: OffsetDateTime = datetime!(2026-11-20 9:00 +8);
    let approval = Approval {
        step: step.key.clone(),
        by: account_of(&head()),
        instead_of: None,
        bypassed: false,
    };
    review.take(approval, later);
    assert_eq!(review.since, later);
}

fn staff() -> Staff {
    let people = [head(), other_head(), keeper_of_secrets(), lawyer(), leader()];
    let people = people.into_iter().filter_map(|actor| match actor {
        Actor::Officer(officer) => Some((officer.account, officer)),
        Actor::Applicant { .. } | Actor::ThirdParty { .. } | Actor::Program => None,
    });
    Staff {
        departments: [DEPARTMENT, OTHER_DEPARTMENT].into(),
        people: people.collect(),
    }
}

/// A change of the long chain, and what is said against it.
fn faults(change: impl Fn(&mut Chain)) -> Vec<(Option<String>, StepPart, Problem)> {
    let mut chain = long_chain().clone();
    change(&mut chain);
    let faults = chain.faults(law(), &staff(), testing::TODAY).into_iter();
    faults
        .map(|fault| (fault.step.map(|step| step.to_string()), fault.part, fault.problem))
        .collect()
}

#[test]
fn no_agency_configures_away_what_the_law_demands() {
    assert_eq!(faults(|_| {}), []);
    let without = |kind: StepKind| faults(move |chain| chain.steps.retain(|step| step.kind != kind));
    for kind in [StepKind::Confidentiality, StepKind::Legal, StepKind::SignOff] {
        assert_eq!(without(kind), [(None, StepPart::Place, Problem::Missing(kind))]);
    }
    for kind in [StepKind::DepartmentHead, StepKind::Countersign] {
        assert_eq!(without(kind), []);
    }
    let some = When::For {
        outcomes: [OutcomeGroup::Withheld].into(),
        grounds: BTreeSet::new(),
    };
    for (at, kind) in [(1, StepKind::Confidentiality), (3, StepKind::Legal)] {
        let found = faults(|chain| chain.steps[at].when = some.clone());
        assert_eq!(found, [(None, StepPart::Place, Problem::Missing(kind))]);
    }
    let signs_first = faults(|chain| chain.steps[4].rank = 3);
    assert_eq!(
        signs_first,
        [(Some("sign_off".to_owned()), StepPart::Place, Problem::NotLast)],
        "nobody stands beside the signature"
    );
    for at in [1, 3, 4] {
        let found = faults(|chain| chain.steps[at].bypass = Some(Role::SigningLeader));
        let key = long_chain().steps[at].key.to_string();
        assert_eq!(found, [(Some(key), StepPart::Bypass, Problem::Demanded)]);
    }
}

#[test]
fn whoever_a_step_may_be_given_to_has_the_pages_on_which_it_is_taken() {
    let mut officer = officer_of(head());
    for kind in StepKind::ALL {
        for role in &law().step_rule(*kind).roles {
            officer.roles = [*role].into();
            assert!(delegation::reviews(&officer), "{kind:?} {role:?}");
        }
    }
}

#[test]
fn everything_that_is_wrong_with_a_chain_is_said_at_once_at_its_step() {
    let stranger = AccountId(uuid::Uuid::from_u128(99));
    let found = faults(|chain| {
        let head = &mut chain.steps[0];
        head.name = Some("很".repeat(21));
        head.who.role = Role::Handler;
        head.working_days = Some(21);
        chain.steps[1].who.accounts = [stranger, account_of(&lawyer())].into();
        chain.steps[2].name = Some("保密审查".to_owned());
        chain.steps[2].who.department = Some(Where::Named(DepartmentId(uuid::Uuid::from_u128(99))));
        chain.steps[2].when = When::For {
            outcomes: BTreeSet::new(),
            grounds: ["no_such_ground".parse().unwrap()].into(),
        };
    });
    let at = |step: &str, part, problem| (Some(step.to_owned()), part, problem);
    assert_eq!(
        found,
        [
            at("department_head", StepPart::Name, Problem::LongName(MAX_NAME)),
            at(
                "department_head",
                StepPart::Role,
                Problem::OtherRole(vec![Role::DepartmentHead])
            ),
            at("department_head", StepPart::WorkingDays, Problem::Days(20)),
            at(
                "confidentiality",
                StepPart::Accounts,
                Problem::NotTheirs(account_of(&lawyer()))
            ),
            at("confidentiality", StepPart::Accounts, Problem::NoSuchPerson),
            at("countersign", StepPart::Department, Problem::NoSuchDepartment),
            at(
                "countersign",
                StepPart::When,
                Problem::NoSuchGround("no_such_ground".parse().unwrap())
            ),
            at("countersign", StepPart::Name, Problem::SameName),
        ]
    );
}
