use time::macros::{date, datetime, offset};
use uuid::Uuid;

use super::*;
use crate::domain::{
    appeal::{AppealFact, Of, Procedure},
    clock::ConsultationKind,
    command::Command,
    flag::Flag,
    id::AppealId,
    notice::About,
    stage::StageKey,
    summary,
    testing::{
        ANSWER, Story, TODAY, account_of, administrator, applicant, by_post, came_back, clerk, colleague,
        consult, everything_at_once, handler, keeper_of_secrets, law, lawyer, leader, notice_id,
        stranger_handler, supervisor, words,
    },
};

const BEIJING: UtcOffset = offset!(+8);

/// What a case gives on which day, if the program looks whenever it is to, from a day on, until nothing is left.
fn given(case: &Case, from: Date) -> Vec<(Date, ReminderKey, i16)> {
    let mut given: Vec<(Date, Reminder)> = Vec::new();
    let mut day = wake(case, law(), from.midnight().assume_offset(BEIJING));
    while let Some(on) = day {
        for reminder in standing(case, law(), on, BEIJING) {
            if given.iter().all(|(_, before)| *before != reminder) {
                given.push((on, reminder));
            }
        }
        day = next(case, law(), on, BEIJING);
    }
    given
        .iter()
        .map(|(on, reminder)| (*on, reminder.key, reminder.days))
        .collect()
}

/// Only what concerns the last day to answer.
fn about_the_reply(case: &Case, from: Date) -> Vec<(Date, i16)> {
    let reply = [ReminderKey::ReplyDue, ReminderKey::ReplyOverdue];
    let given = given(case, from).into_iter();
    given
        .filter(|(_, key, _)| reply.contains(key))
        .map(|(on, _, days)| (on, days))
        .collect()
}

/// A case in hand since it was received on a day.
fn received(on: Date) -> Case {
    let mut case = Story::in_hand().case;
    (case.submitted_on, case.received_on) = (None, Some(on));
    case.stage_since = on.midnight().assume_offset(BEIJING);
    case
}

#[test]
fn the_last_day_is_announced_over_holidays_and_worked_weekends() {
    // Due on Friday 9 October: Sunday 20 September and Saturday 10 October are worked, the first week of October is not.
    let case = received(date!(2026 - 09 - 04));
    let expected = [
        (date!(2026 - 09 - 24), 5),
        (date!(2026 - 09 - 30), 2),
        (date!(2026 - 10 - 09), 0),
        (date!(2026 - 10 - 10), -1),
    ];
    assert_eq!(about_the_reply(&case, date!(2026 - 09 - 04)), expected);
    // Due on Tuesday 24 February 2026, the first day after the Spring Festival; Saturday 14 February is worked.
    let case = received(date!(2026 - 01 - 20));
    let expected = [
        (date!(2026 - 02 - 10), 5),
        (date!(2026 - 02 - 13), 2),
        (date!(2026 - 02 - 24), 0),
        (date!(2026 - 02 - 25), -1),
    ];
    assert_eq!(clock::of(&case, law()).due_on, Some(date!(2026 - 02 - 24)));
    assert_eq!(about_the_reply(&case, date!(2026 - 01 - 20)), expected);
}

#[test]
fn of_one_matter_only_the_most_urgent_is_told() {
    let case = received(date!(2026 - 09 - 04));
    for (from, first) in [
        (date!(2026 - 09 - 25), 5),
        (date!(2026 - 10 - 01), 2),
        (date!(2026 - 10 - 09), 0),
        (date!(2026 - 10 - 20), -1),
    ] {
        let told = about_the_reply(&case, from);
        assert_eq!(told[0], (from, first), "registered on {from}");
        assert!(
            told.iter().map(|(_, days)| days).is_sorted_by(|a, b| a > b),
            "{told:?}"
        );
    }
}

#[test]
fn the_time_of_day_changes_nothing() {
    let case = received(date!(2026 - 09 - 04));
    for now in [
        datetime!(2026-09-24 00:00 +8),
        datetime!(2026-09-24 12:00 +8),
        datetime!(2026-09-24 23:59:59 +8),
    ] {
        assert_eq!(wake(&case, law(), now), Some(date!(2026 - 09 - 24)));
    }
    assert_eq!(
        wake(&case, law(), datetime!(2026-09-23 23:59:59 +8)),
        Some(date!(2026 - 09 - 24)),
        "and until then it sleeps"
    );
}

#[test]
fn an_assignment_late_in_the_evening_is_of_that_day_at_the_office() {
    let mut case = Story::at(StageKey::Assigned).case;
    (case.submitted_on, case.received_on) = (None, Some(date!(2026 - 11 - 16)));
    // Tuesday 18:30 UTC is half past two on Wednesday in Beijing.
    case.stage_since = datetime!(2026-11-17 18:30 UTC);
    let told = given(&case, date!(2026 - 11 - 18));
    assert_eq!(told[0], (date!(2026 - 11 - 19), ReminderKey::Unaccepted, -1));
}

#[test]
fn each_stage_has_what_waits_in_it() {
    use ReminderKey::{
        CorrectionAsk, ReReview, ReceiptUnconfirmed, ReplyDue, ReplyOverdue, Unaccepted, Unassigned, Unserved,
    };
    let waits = |stage| {
        let mut keys: Vec<_> = matters(&Story::at(stage).case, law(), BEIJING)
            .into_iter()
            .map(|(key, _)| key)
            .collect();
        keys.sort_unstable();
        keys
    };
    assert_eq!(
        waits(StageKey::Filed),
        [ReplyOverdue, ReplyDue, ReceiptUnconfirmed]
    );
    assert_eq!(
        waits(StageKey::Received),
        [ReplyOverdue, ReplyDue, CorrectionAsk, Unassigned]
    );
    assert_eq!(
        waits(StageKey::Assigned),
        [ReplyOverdue, ReplyDue, CorrectionAsk, Unaccepted]
    );
    assert_eq!(waits(StageKey::InHand), [ReplyOverdue, ReplyDue, CorrectionAsk]);
    assert_eq!(waits(StageKey::InReview), [ReplyOverdue, ReplyDue]);
    assert_eq!(waits(StageKey::Issued), [ReplyOverdue, ReplyDue, Unserved]);
    assert_eq!(waits(StageKey::Served), [ReReview]);
    assert_eq!(waits(StageKey::Closed), [ReReview]);
    let answered = Story::served("disclosed").case;
    assert_eq!(wake(&answered, law(), datetime!(2026-11-16 9:00 +8)), None);
}

#[test]
fn an_online_application_is_to_be_confirmed_within_a_working_day() {
    let mut case = Story::filed().case;
    // Submitted on a Saturday: counted from Monday, to be confirmed by Tuesday.
    case.submitted_on = Some(date!(2026 - 11 - 21));
    let told: Vec<_> = given(&case, date!(2026 - 11 - 21))
        .into_iter()
        .filter(|(_, key, _)| *key == ReminderKey::ReceiptUnconfirmed)
        .collect();
    let unconfirmed = ReminderKey::ReceiptUnconfirmed;
    assert_eq!(
        told,
        [
            (date!(2026 - 11 - 24), unconfirmed, 0),
            (date!(2026 - 11 - 25), unconfirmed, -1)
        ]
    );
}

#[test]
fn who_has_the_case_is_told_and_where_they_are_gone_whoever_comes_next() {
    let officer = |actor: Actor| match actor {
        Actor::Officer(officer) => officer,
        other @ (Actor::Applicant { .. } | Actor::ThirdParty { .. } | Actor::Program) => panic!("{other:?}"),
    };
    let everybody: Vec<Officer> = [
        clerk(),
        handler(),
        colleague(),
        stranger_handler(),
        keeper_of_secrets(),
        lawyer(),
        leader(),
        supervisor(),
        administrator(),
    ]
    .map(officer)
    .into();
    let told = |case: &Case, key, gone: &[Actor]| {
        let staff: Vec<_> = everybody
            .iter()
            .filter(|officer| gone.iter().all(|actor| account_of(actor) != officer.account))
            .cloned()
            .collect();
        addressees(case, law(), key, &staff)
    };
    let accounts = |actors: &[Actor]| actors.iter().map(account_of).collect::<BTreeSet<_>>();
    let case = Story::in_hand().case;
    let (due, overdue) = (ReminderKey::ReplyDue, ReminderKey::ReplyOverdue);
    assert_eq!(told(&case, due, &[]), accounts(&[handler()]));
    assert_eq!(told(&case, overdue, &[]), accounts(&[handler(), leader()]));
    assert_eq!(told(&case, due, &[handler()]), accounts(&[colleague()]));
    assert_eq!(told(&case, due, &[handler(), colleague()]), accounts(&[clerk()]));
    assert_eq!(
        told(&case, due, &[handler(), colleague(), clerk()]),
        accounts(&[administrator()])
    );
    let assigned = Story::at(StageKey::Assigned).case;
    assert_eq!(
        told(&assigned, ReminderKey::Unaccepted, &[]),
        accounts(&[handler(), colleague(), clerk()])
    );
    // In review it is the reviewer's turn as well.
    let in_review = Story::in_review("state_secret").case;
    assert_eq!(
        told(&in_review, due, &[]),
        accounts(&[handler(), keeper_of_secrets()])
    );
    assert_eq!(told(&Story::filed().case, due, &[]), accounts(&[clerk()]));
}

#[test]
fn whoever_drafted_is_not_told_to_review() {
    let all = everything_at_once();
    let mut story = Story::at(StageKey::Assigned).then(&all, &Command::Accept);
    let draft = crate::domain::testing::full_draft("state_secret");
    story = story.then(&all, &crate::domain::testing::draft(draft.clone()));
    story = story.then(&all, &crate::domain::testing::submit(draft));
    let Actor::Officer(officer) = &all else {
        panic!("an officer")
    };
    let staff = [officer.clone()];
    assert_eq!(
        addressees(&story.case, law(), ReminderKey::ReplyDue, &staff),
        [officer.account].into()
    );
    let mut other = officer.clone();
    other.account = AccountId(Uuid::from_u128(77));
    let staff = [other.clone()];
    assert_eq!(
        addressees(&story.case, law(), ReminderKey::ReplyDue, &staff),
        [other.account].into()
    );
}

#[test]
fn what_is_withdrawn_is_never_reminded_of_again() {
    let withdrawn = Story::in_hand()
        .then(&applicant(), &Command::Withdraw { reason: None })
        .case;
    assert_eq!(given(&withdrawn, TODAY), []);
}

fn only(given: Vec<(Date, ReminderKey, i16)>, wanted: ReminderKey) -> Vec<(Date, i16)> {
    let wanted = given.into_iter().filter(|(_, key, _)| *key == wanted);
    wanted.map(|(on, _, days)| (on, days)).collect()
}

#[test]
fn while_the_applicant_is_waited_for_the_reply_is_not_due_and_then_the_end_of_the_wait_is_told() {
    let story = Story::in_hand().sent(notice_id(1), About::Correction { working_days: 10 });
    let told = given(&story.case, TODAY);
    assert_eq!(
        told,
        [(date!(2026 - 12 - 01), ReminderKey::CorrectionExpired, -1)]
    );
}

#[test]
fn the_last_day_of_a_consulted_side_is_told_and_that_of_the_reply_moves() {
    let story = Story::in_hand().sent(notice_id(1), consult(ConsultationKind::ThirdParty));
    let told = given(&story.case, TODAY);
    let consultation = [(date!(2026 - 12 - 03), 2), (date!(2026 - 12 - 08), -1)];
    assert_eq!(only(told, ReminderKey::ConsultationDue), consultation);
    let due_on = clock::of(&story.case, law()).due_on.unwrap();
    assert!(due_on > date!(2026 - 12 - 14));
    let reply = about_the_reply(&story.case, TODAY);
    assert_eq!((reply.len(), reply[2]), (4, (due_on, 0)));
}

#[test]
fn a_moved_last_day_is_announced_anew() {
    let story = Story::in_hand().on(date!(2026 - 12 - 10));
    let before = about_the_reply(&story.case, story.today);
    assert_eq!(before[0], (date!(2026 - 12 - 10), 2));
    let story = story.sent(notice_id(1), About::Extension { working_days: 10 });
    let extended = clock::of(&story.case, law()).due_on.unwrap();
    let after: Vec<_> = standing(&story.case, law(), date!(2026 - 12 - 10), BEIJING);
    assert_eq!(
        after,
        [],
        "two days before the first day, but not before the second"
    );
    let days: Vec<_> = about_the_reply(&story.case, story.today)
        .iter()
        .map(|(_, days)| *days)
        .collect();
    assert_eq!(days, [5, 2, 0, -1]);
    assert_eq!(about_the_reply(&story.case, story.today)[2].0, extended);
}

#[test]
fn a_reply_in_reconsideration_is_announced_to_whoever_wrote_the_answer() {
    let filed = Command::RecordAppeal {
        id: AppealId(Uuid::from_u128(500)),
        fact: AppealFact::Filed {
            of: Of::Reconsideration {
                procedure: Procedure::Ordinary,
                accepted_on: date!(2027 - 01 - 11),
                copy_received_on: date!(2027 - 01 - 14),
            },
            before: words("青石县人民政府，青政复〔2027〕1号"),
        },
    };
    let story = Story::served("state_secret").on(date!(2027 - 01 - 14));
    let story = story.then(&clerk(), &filed);
    let due = appeal::deadlines(&story.case.appeals[0], law())[0].on;
    let told = only(given(&story.case, story.today), ReminderKey::AppealReply);
    let days: Vec<_> = told.iter().map(|(_, days)| *days).collect();
    assert_eq!((days.as_slice(), told[2].0), ([5, 2, 0, -1].as_slice(), due));
    let Actor::Officer(drafter) = handler() else {
        panic!("an officer")
    };
    let to = addressees(
        &story.case,
        law(),
        ReminderKey::ReReview,
        std::slice::from_ref(&drafter),
    );
    assert_eq!(to, [drafter.account].into());
}

#[test]
fn what_was_withheld_comes_back_after_its_time_and_what_was_given_does_not() {
    let withheld = Story::served("state_secret").then(&clerk(), &Command::Close { late: None });
    let by = afterwards::re_review_by(&withheld.case, law()).unwrap().on;
    let told = only(given(&withheld.case, TODAY), ReminderKey::ReReview);
    assert_eq!(
        told.iter().map(|(_, days)| *days).collect::<Vec<_>>(),
        [20, 0, -1]
    );
    assert_eq!(told[1].0, by);
    let given_away = Story::served("disclosed").then(&clerk(), &Command::Close { late: None });
    assert_eq!(given(&given_away.case, TODAY), []);
}

#[test]
fn letters_that_wait_or_are_long_on_their_way_are_told_until_they_arrive() {
    let keys = [
        ReminderKey::Unserved,
        ReminderKey::CameBack,
        ReminderKey::Undelivered,
    ];
    let told = |story: &Story| -> Vec<(Date, ReminderKey)> {
        let given = given(&story.case, story.today).into_iter();
        given
            .filter(|(_, key, _)| keys.contains(key))
            .map(|(on, key, _)| (on, key))
            .collect()
    };
    let issued = Story::at(StageKey::Issued);
    let next = law().calendar.clone();
    let after = |days| add_working_days(&next, TODAY, days);
    assert_eq!(told(&issued), [(after(1), ReminderKey::Unserved)]);
    let serve = |service| Command::Serve {
        letter: ANSWER,
        service,
        remark: None,
    };
    let posted = issued.then(&clerk(), &serve(by_post(TODAY)));
    let undelivered = ReminderKey::Undelivered;
    assert_eq!(told(&posted), [(after(7), undelivered), (after(15), undelivered)]);
    let back = posted.clone().then(&clerk(), &came_back("refused"));
    let came_back = ReminderKey::CameBack;
    assert_eq!(
        told(&back),
        [(TODAY, came_back), (after(1), came_back), (after(5), came_back)]
    );
    let delivered = Command::RecordDelivery {
        letter: ANSWER,
        delivered_on: TODAY,
    };
    assert_eq!(told(&posted.then(&clerk(), &delivered)), []);
    let case = &back.case;
    assert!(
        summary::of(case, law(), case.stage_since)
            .flags
            .has(Flag::Unserved)
    );
    assert!(
        !summary::of(case, law(), case.stage_since)
            .flags
            .has(Flag::Undelivered)
    );
}
