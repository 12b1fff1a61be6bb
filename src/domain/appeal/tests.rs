//! Proceedings, told as stories.

use time::macros::date;
use uuid::Uuid;

use super::{
    AppealFact, AppealTable, ComplaintTo, DeadlineKind, Instance, Of, Order, Procedure, cell, deadlines,
};
use crate::{
    domain::{
        command::{Command, OpeningHow},
        dividing::LinkKind,
        id::{AppealId, CaseId},
        refusal::Refusal,
        round,
        testing::{Story, TODAY, clerk, handler, law, lawyer, stranger_handler, words},
    },
    law::AppealColumn,
};

const FIRST: AppealId = AppealId(Uuid::from_u128(700));
const SECOND: AppealId = AppealId(Uuid::from_u128(701));
const THIRD: AppealId = AppealId(Uuid::from_u128(702));
const ROUND: CaseId = CaseId(Uuid::from_u128(750));
const LATER: time::Date = date!(2026 - 12 - 31);

fn record(id: AppealId, fact: AppealFact) -> Command {
    Command::RecordAppeal { id, fact }
}

fn reconsideration(procedure: Procedure) -> AppealFact {
    AppealFact::Filed {
        of: Of::Reconsideration {
            procedure,
            accepted_on: TODAY,
            copy_received_on: TODAY,
        },
        before: words("青石县人民政府，青政复〔2026〕12号"),
    }
}

fn suit(instance: Instance, after: Option<AppealId>) -> AppealFact {
    AppealFact::Filed {
        of: Of::Litigation {
            instance,
            after,
            copy_received_on: TODAY,
        },
        before: words("青石县人民法院，（2026）行初12号"),
    }
}

fn closed(result: &str, order: Option<Order>) -> AppealFact {
    AppealFact::Closed {
        result: result.parse().unwrap(),
        decided_on: TODAY,
        received_on: TODAY,
        order,
        note: None,
    }
}

fn served() -> Story {
    Story::served("state_secret")
}

/// C31 and C32, by their numbers of days.
#[test]
fn the_last_days_of_a_reconsideration_follow_from_its_procedure() {
    for (procedure, received, reply, accepted, decision) in [
        (
            Procedure::Ordinary,
            date!(2026 - 02 - 09),
            date!(2026 - 02 - 28),
            date!(2025 - 09 - 03),
            date!(2025 - 11 - 03),
        ),
        (
            Procedure::Simplified,
            date!(2026 - 02 - 09),
            date!(2026 - 02 - 14),
            date!(2025 - 09 - 03),
            date!(2025 - 10 - 09),
        ),
    ] {
        let mut story = served().then(&clerk(), &record(FIRST, reconsideration(procedure)));
        story.case.appeals[0].of = Of::Reconsideration {
            procedure,
            accepted_on: accepted,
            copy_received_on: received,
        };
        let due = deadlines(&story.case.appeals[0], law());
        let on = |kind| due.iter().find(|one| one.kind == kind).unwrap().on;
        assert_eq!(
            (on(DeadlineKind::Reply), on(DeadlineKind::Decision)),
            (reply, decision)
        );
    }
}

#[test]
fn an_ordinary_decision_may_be_put_off_once_by_at_most_thirty_days() {
    let story = served().then(&lawyer(), &record(FIRST, reconsideration(Procedure::Ordinary)));
    let put_off = |calendar_days| record(FIRST, AppealFact::DecisionExtended { calendar_days });
    let mut story = story.then(&lawyer(), &put_off(30));
    // 60 and 30 days after 2026-11-16 are 2027-02-14, a Sunday of a year without a notice.
    let decision = deadlines(&story.case.appeals[0], law()).pop().unwrap();
    assert_eq!(
        (decision.unrolled_on, decision.provisional),
        (date!(2027 - 02 - 14), true)
    );
    assert_eq!(
        story.act(&lawyer(), &put_off(1)),
        Err(Refusal::ExtensionTooLong(0))
    );
    let mut simple = served().then(&lawyer(), &record(FIRST, reconsideration(Procedure::Simplified)));
    assert_eq!(
        simple.act(&lawyer(), &put_off(1)),
        Err(Refusal::NotReconsideration)
    );
}

#[test]
fn every_result_stands_in_its_column_and_pending_until_then() {
    for result in law().appeal_results(crate::law::Proceeding::Reconsideration) {
        let story = served().then(&clerk(), &record(FIRST, reconsideration(Procedure::Ordinary)));
        let at = |story: &Story| cell(&story.case, &story.case.appeals[0], law(), LATER);
        assert_eq!(
            at(&story),
            Some((AppealTable::Reconsideration, AppealColumn::Pending))
        );
        let story = story.then(&clerk(), &record(FIRST, closed(result.key.as_str(), None)));
        assert_eq!(
            at(&story),
            Some((AppealTable::Reconsideration, result.column)),
            "{}",
            result.key
        );
        assert_eq!(
            cell(&story.case, &story.case.appeals[0], law(), date!(2025 - 12 - 31)),
            None
        );
    }
}

#[test]
fn a_suit_stands_where_it_came_from_and_its_last_instance_speaks() {
    let direct = served().then(&clerk(), &record(FIRST, suit(Instance::First, None)));
    let table = |story: &Story, place: usize| cell(&story.case, &story.case.appeals[place], law(), LATER);
    assert_eq!(
        table(&direct, 0),
        Some((AppealTable::DirectSuit, AppealColumn::Pending))
    );
    let direct = direct
        .then(&clerk(), &record(FIRST, closed("claims_dismissed", None)))
        .then(&clerk(), &record(SECOND, suit(Instance::Second, Some(FIRST))));
    assert_eq!(
        table(&direct, 0).unwrap().1,
        AppealColumn::Pending,
        "an appeal is open"
    );
    assert_eq!(table(&direct, 1), None, "a later instance is no case of its own");
    let direct = direct.then(&clerk(), &record(SECOND, closed("judgment_annulled", None)));
    assert_eq!(table(&direct, 0).unwrap().1, AppealColumn::Corrected);

    let after = served()
        .then(&clerk(), &record(FIRST, reconsideration(Procedure::Ordinary)))
        .then(&clerk(), &record(FIRST, closed("upheld", None)))
        .then(&clerk(), &record(SECOND, suit(Instance::First, Some(FIRST))));
    assert_eq!(table(&after, 1).unwrap().0, AppealTable::SuitAfterReconsideration);
}

#[test]
fn an_order_opens_one_linked_round_with_a_clock_of_its_own() {
    let order = Some(Order { working_days: None });
    let story = served()
        .then(&clerk(), &record(FIRST, reconsideration(Procedure::Ordinary)))
        .then(&clerk(), &record(FIRST, closed("annulled", order)));
    let how = round::ordered(&story.case, FIRST).unwrap();
    assert!(matches!(
        how,
        OpeningHow::Ordered {
            received_on: TODAY,
            working_days: None,
            ..
        }
    ));
    let open = Command::OpenRound {
        appeal: FIRST,
        round: ROUND,
    };
    let mut story = story.then(&clerk(), &open);
    assert!(
        story
            .case
            .links
            .iter()
            .any(|link| link.other == ROUND && link.how == LinkKind::AnsweredAnew)
    );
    assert_eq!(story.act(&clerk(), &open), Err(Refusal::NothingOrdered));
}

#[test]
fn what_cannot_be_is_not_recorded() {
    let order = Some(Order { working_days: None });
    let mut story = served().then(&clerk(), &record(FIRST, reconsideration(Procedure::Ordinary)));
    let mut refused = |fact| story.act(&clerk(), &record(FIRST, fact));
    assert_eq!(
        refused(closed("claims_dismissed", None)),
        Err(Refusal::NoSuchResult),
        "of another proceeding"
    );
    assert_eq!(
        refused(closed("upheld", order)),
        Err(Refusal::NoSuchResult),
        "orders nothing"
    );
    assert_eq!(
        refused(reconsideration(Procedure::Ordinary)),
        Err(Refusal::AlreadyReceived)
    );
    let tomorrow = TODAY.next_day().unwrap();
    assert_eq!(
        refused(AppealFact::Replied { replied_on: tomorrow }),
        Err(Refusal::InTheFuture)
    );
    let unknown = record(THIRD, AppealFact::Replied { replied_on: TODAY });
    assert_eq!(story.act(&clerk(), &unknown), Err(Refusal::NoSuchAppeal));
    let second = record(SECOND, suit(Instance::Second, Some(FIRST)));
    assert_eq!(
        story.act(&clerk(), &second),
        Err(Refusal::NoSuchAppeal),
        "goes on from no suit"
    );
    let mut open = Story::in_hand();
    let early = record(FIRST, reconsideration(Procedure::Ordinary));
    assert_eq!(open.act(&handler(), &early), Err(Refusal::NothingToContest));
    assert_eq!(open.act(&stranger_handler(), &early), Err(Refusal::NotYourCase));
}

#[test]
fn silence_past_the_last_day_can_be_contested_too() {
    let mut late = Story::in_hand().on(date!(2026 - 12 - 15));
    let complaint = AppealFact::Filed {
        of: Of::Complaint {
            to: ComplaintTo::SupervisingOffice,
            received_on: date!(2026 - 12 - 15),
        },
        before: words("青石县人民政府办公室"),
    };
    assert!(late.act(&clerk(), &record(FIRST, complaint)).is_ok());
    assert_eq!(
        cell(&late.case, &late.case.appeals[0], law(), LATER),
        None,
        "no proceeding of table 四"
    );
}
