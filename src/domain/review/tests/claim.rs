//! Given, when, then, for steps in which only claimed cases are reviewed.

use time::{UtcOffset, macros::date};

use super::*;
use crate::{
    domain::{
        clock,
        id::AccountId,
        permission, reminder,
        summary::{self, WaitsFor},
        testing::{
            DEPARTMENT, OTHER_DEPARTMENT, TODAY, account_of, claim_chain, clerk, colleague, foreigner, head,
            other_head,
        },
    },
    law::{NoticeKind, ReminderKey, Role},
};

/// The last day on which what was taken up on the Monday may be claimed.
const LAST: Date = date!(2026 - 11 - 19);

fn step() -> StepKey {
    StepKind::Countersign.into()
}

fn claim() -> Command {
    Command::Claim { step: step() }
}

fn waive() -> Command {
    Command::Waive { step: step() }
}

/// Taken up on a day, at an agency where the other department may claim it.
fn taken_up(on: Date) -> Story {
    Story {
        chain: claim_chain(),
        ..Story::at(StageKey::Assigned)
    }
    .on(on)
    .then(&handler(), &Command::Accept)
}

fn drafted(on: Date) -> Story {
    taken_up(on).then(&handler(), &draft(full_draft("disclosed")))
}

fn submitted() -> Command {
    submit(full_draft("disclosed"))
}

fn ends(story: &Story) -> Ends {
    story.case.windows[0].ends(&story.case, law())
}

fn has_the_step(story: &Story) -> bool {
    story.case.stage.review().unwrap().plan.step(&step()).is_some()
}

#[test]
fn the_time_for_claiming_is_counted_in_working_days_from_the_next_day() {
    let story = taken_up(TODAY);
    for (on, working_days, last_day) in [
        (date!(2026 - 11 - 16), 1, date!(2026 - 11 - 17)),
        (date!(2026 - 11 - 16), 3, date!(2026 - 11 - 19)),
        // Over a weekend.
        (date!(2026 - 11 - 19), 3, date!(2026 - 11 - 24)),
        // Saturday 10 October is worked.
        (date!(2026 - 10 - 08), 2, date!(2026 - 10 - 10)),
        (date!(2026 - 10 - 08), 3, date!(2026 - 10 - 12)),
        // Over the National Day.
        (date!(2026 - 09 - 30), 1, date!(2026 - 10 - 08)),
    ] {
        let mut window = story.case.windows[0].clone();
        window.opened.on = on;
        window.opened.working_days = working_days;
        let ends = window.ends(&story.case, law());
        assert_eq!(
            (ends.last_day, ends.cut),
            (last_day, None),
            "{on} + {working_days}"
        );
    }
}

#[test]
fn nothing_goes_into_review_as_long_as_it_may_still_be_claimed() {
    let mut story = drafted(TODAY);
    for day in [TODAY, date!(2026 - 11 - 18), LAST] {
        story.today = day;
        let refused = story.act(&handler(), &submitted());
        assert_eq!(refused, Err(Refusal::Claimable(vec![ends(&story)])), "{day}");
        assert!(
            story.act(&handler(), &draft(full_draft("disclosed"))).is_ok(),
            "writing goes on"
        );
    }
    assert_eq!(ends(&story).last_day, LAST);
    let story = story.on(date!(2026 - 11 - 20)).then(&handler(), &submitted());
    assert!(!has_the_step(&story), "nobody claimed it");
}

#[test]
fn who_claims_a_case_reviews_it_and_nothing_waits_any_more() {
    let mut story = drafted(TODAY).then(&other_head(), &claim());
    for again in [claim(), waive()] {
        assert_eq!(story.act(&other_head(), &again), Err(Refusal::NotNow), "once");
    }
    let mut story = story.then(&handler(), &submitted());
    assert!(has_the_step(&story));
    assert!(story.act(&other_head(), &claim()).is_err(), "not in review");
    let back = Command::SendBack {
        step: StepKind::DepartmentHead.into(),
        remarks: words("请补充"),
        points: Vec::new(),
    };
    let story = story.then(&head(), &back).then(&handler(), &submitted());
    assert!(has_the_step(&story), "also when it comes back");
}

#[test]
fn what_is_waived_goes_on_without_the_step() {
    let mut story = drafted(TODAY).then(&other_head(), &waive());
    assert_eq!(story.act(&other_head(), &claim()), Err(Refusal::NotNow));
    let story = story.then(&handler(), &submitted());
    assert!(!has_the_step(&story));
}

#[test]
fn whoever_may_claim_is_told_at_once_and_on_the_last_day() {
    let told = |story: &Story, on| -> Vec<(Date, i16)> {
        let standing = reminder::standing(&story.case, law(), on, UtcOffset::UTC).into_iter();
        let claims = standing.filter(|reminder| reminder.key == ReminderKey::ClaimDue);
        claims.map(|reminder| (reminder.about, reminder.days)).collect()
    };
    let story = taken_up(TODAY);
    let last_day = ends(&story).last_day;
    assert_eq!(told(&story, TODAY), [(last_day, 10)]);
    assert_eq!(told(&story, last_day.previous_day().unwrap()), [(last_day, 10)]);
    assert_eq!(told(&story, last_day), [(last_day, 0)]);
    assert_eq!(told(&story, last_day.next_day().unwrap()), []);
    let people = [handler(), head(), other_head(), lawyer()].map(officer_of);
    let addressed = |story: &Story| reminder::addressees(&story.case, law(), ReminderKey::ClaimDue, &people);
    assert_eq!(addressed(&story), [account_of(&other_head())].into());
    for settled in [claim(), waive()] {
        let story = taken_up(TODAY).then(&other_head(), &settled);
        assert_eq!(told(&story, TODAY), []);
        assert_eq!(addressed(&story), [].into());
    }
}

#[test]
fn after_the_last_day_nobody_claims_or_waives() {
    let mut story = taken_up(TODAY).on(date!(2026 - 11 - 20));
    for late in [claim(), waive()] {
        assert_eq!(story.act(&other_head(), &late), Err(Refusal::TooLate(LAST)));
    }
    let waiting = |story: &Story| {
        let summary = summary::of(&story.case, law(), OffsetDateTime::UNIX_EPOCH);
        let claims = summary
            .waiting
            .into_iter()
            .filter(|one| one.what == WaitsFor::Claim);
        claims.map(|one| one.until).collect::<Vec<_>>()
    };
    assert_eq!(waiting(&story), [Some(LAST)]);
    assert_eq!(waiting(&taken_up(TODAY).then(&other_head(), &waive())), []);
    assert_eq!(waiting(&taken_up(TODAY).then(&other_head(), &claim())), []);
}

#[test]
fn who_writes_the_answer_neither_claims_nor_waives() {
    let mut story = drafted(TODAY);
    let drafter = story.case.draft.as_mut().unwrap();
    drafter.drafters.insert(account_of(&other_head()));
    for order in [claim(), waive()] {
        assert_eq!(story.act(&other_head(), &order), Err(Refusal::KeptApart));
    }
    // Nor does the handler before a word is written, whatever roles they have.
    let mut story = taken_up(TODAY);
    let mut both = officer_of(other_head());
    both.account = account_of(&handler());
    assert_eq!(
        story.act(&Actor::Officer(both), &waive()),
        Err(Refusal::KeptApart)
    );
    // And nobody who stands in for one of them.
    let mut stand_in = officer_of(colleague());
    stand_in.stands_in_for = vec![officer_of(other_head())];
    let stand_in = Actor::Officer(stand_in);
    let told = story.clone().act(&stand_in, &claim()).unwrap();
    assert_eq!(told[0].instead_of(), Some(account_of(&other_head())));
    story.case.draft = drafted(TODAY).case.draft;
    let drafter = story.case.draft.as_mut().unwrap();
    drafter.drafters.insert(account_of(&other_head()));
    assert_eq!(story.act(&stand_in, &claim()), Err(Refusal::KeptApart));
}

#[test]
fn a_claim_is_for_the_people_of_the_step_alone() {
    let mut story = taken_up(TODAY);
    for (person, refusal) in [
        (head(), Refusal::NotYourCase),
        (clerk(), Refusal::NotYourRole),
        (lawyer(), Refusal::NotYourRole),
        (foreigner(), Refusal::NotTheirs),
    ] {
        assert_eq!(story.act(&person, &claim()), Err(refusal));
    }
    let reads = |story: &Story| permission::may_read(&story.case, &officer_of(other_head()));
    assert!(reads(&story), "who may claim it reads it");
    assert!(!reads(&Story::in_hand()));
    let unclaimed = drafted(TODAY)
        .on(date!(2026 - 11 - 20))
        .then(&handler(), &submitted());
    assert!(!reads(&unclaimed), "and no longer than that");
}

#[test]
fn a_window_makes_no_answer_late() {
    let due = clock::of(&taken_up(TODAY).case, law()).due_on.unwrap();
    assert_eq!(due, date!(2026 - 12 - 14));
    // Four ranks of steps have a working day each.
    let late = taken_up(date!(2026 - 12 - 07));
    let cut = ends(&late);
    assert_eq!((cut.last_day, cut.cut), (date!(2026 - 12 - 08), Some((due, 4))));
    // Taken up later still, it cannot be claimed at all.
    let mut story = drafted(date!(2026 - 12 - 09));
    assert_eq!(
        story.act(&other_head(), &claim()),
        Err(Refusal::TooLate(date!(2026 - 12 - 08)))
    );
    assert!(story.act(&handler(), &submitted()).is_ok());
}

#[test]
fn a_window_opens_once_whoever_takes_the_case_over() {
    let over = Command::HandOver {
        department: DEPARTMENT,
        handler: Some(account_of(&colleague())),
        reason: words("工作调整"),
    };
    let story = taken_up(TODAY).then(&handler(), &over);
    assert!(
        story.clone().act(&other_head(), &claim()).is_ok(),
        "between two handlers"
    );
    let story = story.on(LAST).then(&colleague(), &Command::Accept);
    assert_eq!(story.case.windows.len(), 1);
    assert_eq!(ends(&story).last_day, LAST);
}

#[test]
fn a_chain_that_changes_later_touches_no_window() {
    let mut story = drafted(TODAY);
    story.chain = testing::chain();
    assert!(story.act(&handler(), &submitted()).is_err(), "it stays open");
    let story = story.then(&other_head(), &claim()).then(&handler(), &submitted());
    let plan = &story.case.stage.review().unwrap().plan;
    let keys: Vec<&str> = plan.steps.iter().map(|step| step.key.as_str()).collect();
    assert_eq!(
        keys,
        ["confidentiality", "countersign", "sign_off"],
        "who claimed reviews before the signature"
    );
    // And what was taken up before is claimed by nobody.
    let mut before = Story::in_hand_by(claim_chain()).then(&handler(), &draft(full_draft("disclosed")));
    assert_eq!(before.act(&other_head(), &claim()), Err(Refusal::NotNow));
    assert!(before.act(&handler(), &submitted()).is_ok());
}

#[test]
fn a_trial_and_procedural_letters_know_of_no_claims() {
    let plan = Plan::of_answer(law(), claim_chain(), &full_draft("disclosed"), Some(DEPARTMENT));
    assert_eq!(plan.step(&step()), None);
    let plan = Plan::of_notice(law(), claim_chain(), NoticeKind::Ended, Some(DEPARTMENT));
    assert_eq!(plan.step(&step()), None);
}

#[test]
fn a_step_to_be_claimed_has_its_time_and_its_people() {
    let people = |people: Vec<Actor>| Staff {
        departments: [DEPARTMENT, OTHER_DEPARTMENT].into(),
        people: people
            .into_iter()
            .map(officer_of)
            .map(|officer| (officer.account, officer))
            .collect(),
    };
    let faults = |chain: &Chain, staff: &Staff| -> Vec<(StepPart, Problem)> {
        let faults = chain.faults(law(), staff, TODAY).into_iter();
        faults.map(|fault| (fault.part, fault.problem)).collect()
    };
    let all = people(vec![head(), other_head()]);
    assert_eq!(faults(claim_chain(), &all), []);
    assert_eq!(
        faults(claim_chain(), &people(vec![head()])),
        [(StepPart::When, Problem::Nobody)]
    );
    for working_days in [0, MAX_CLAIM + 1] {
        let mut chain = claim_chain().clone();
        chain.steps[2].when = When::Claimed { working_days };
        assert_eq!(
            faults(&chain, &all),
            [(StepPart::Claim, Problem::ClaimDays(MAX_CLAIM))]
        );
    }
    // What the law demands of every letter waits for nobody's claim.
    let mut people = all;
    let mut everybody = officer_of(head());
    everybody.account = AccountId(uuid::Uuid::from_u128(90));
    everybody.roles = [
        Role::ConfidentialityReviewer,
        Role::LegalReviewer,
        Role::SigningLeader,
    ]
    .into();
    people.people.insert(everybody.account, everybody);
    for (at, kind, part) in [
        (1, StepKind::Confidentiality, StepPart::Place),
        (3, StepKind::Legal, StepPart::Place),
    ] {
        let mut chain = claim_chain().clone();
        chain.steps[at].when = When::Claimed { working_days: 3 };
        assert_eq!(faults(&chain, &people), [(part, Problem::Missing(kind))]);
    }
}

#[test]
fn what_opened_is_told_as_it_was_and_older_histories_open_nothing() {
    let story = taken_up(TODAY);
    let accepted = &story.history.last().unwrap().event;
    let told = serde_json::to_string(accepted).unwrap();
    assert_eq!(&serde_json::from_str::<Event>(&told).unwrap(), accepted);
    let before = Story::in_hand();
    let told = serde_json::to_string(&before.history.last().unwrap().event).unwrap();
    assert!(!told.contains("windows"), "{told}");
}
