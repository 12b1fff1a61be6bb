//! What the clocks of comparable systems promise, or got wrong, said of this one.

use time::macros::date;

use super::*;
use crate::{
    domain::service::{Mail, Service, Waybill},
    law::{NamedDay, Notice},
};

fn answered(consultation: &str) -> What<&str> {
    What::ConsultationAnswered { consultation }
}

fn delivered(consultation: &str) -> What<&str> {
    What::ConsultationDelivered { consultation }
}

const fn extended(working_days: u16) -> What<&'static str> {
    What::Extended { working_days }
}

fn due_on(received_on: Date, events: &[(Date, What<&str>)]) -> Date {
    read(law(), &ledger(received_on, events)).unwrap().due_on.unwrap()
}

fn problem(received_on: Date, events: &[(Date, What<&str>)]) -> ClockProblem {
    let error = read(law(), &ledger(received_on, events)).unwrap_err();
    assert_eq!(error.event, Some(events.len() - 1), "the last event is to blame");
    error.problem
}

/// 6. Whatever day it comes in on, the next day that is worked is day 1.
#[test]
fn a_receipt_on_any_kind_of_day_counts_from_the_next_working_day() {
    for (what, received_on, due_on) in [
        ("a working day", date!(2026 - 07 - 01), date!(2026 - 07 - 29)),
        ("a Saturday", date!(2025 - 11 - 15), date!(2025 - 12 - 12)),
        ("a holiday", date!(2026 - 02 - 17), date!(2026 - 03 - 20)),
        ("a worked Sunday", date!(2025 - 01 - 26), date!(2025 - 02 - 28)),
        (
            "the day before seven days off",
            date!(2025 - 09 - 30),
            date!(2025 - 11 - 04),
        ),
        (
            "the last day of the year",
            date!(2025 - 12 - 31),
            date!(2026 - 01 - 29),
        ),
    ] {
        let reading = read(law(), &plain(None, Some(received_on))).unwrap();
        assert_eq!(
            (reading.due_on, reading.provisional),
            (Some(due_on), false),
            "{what}"
        );
    }
    let unpublished = read(law(), &plain(None, Some(date!(2026 - 12 - 31)))).unwrap();
    assert!(unpublished.provisional, "the calendar of next year is not out");
}

/// 6. A day off in one region moves the last day there, and nowhere else.
#[test]
fn a_regional_holiday_counts_only_where_it_applies() {
    let notice = Notice {
        year: 2026,
        source: vec!["自治区人民政府".to_owned()],
        rest: vec![NamedDay {
            date: date!(2026 - 07 - 14),
            name: "地方节日".to_owned(),
        }],
        work: Vec::new(),
    };
    let regional = law().with_regional([&notice]).unwrap();
    let received = plain(None, Some(date!(2026 - 07 - 01)));
    let (there, steps) = read_explained(&regional, &received).unwrap();
    assert_eq!(there.due_on, Some(date!(2026 - 07 - 30)));
    assert_eq!(
        there.correction_ask_by,
        date!(2026 - 07 - 10),
        "it lies behind that day"
    );
    let named = steps
        .last()
        .unwrap()
        .left_out
        .iter()
        .any(|run| run.why == "地方节日");
    assert!(named, "the explanation names it");
    assert_eq!(
        read(law(), &received).unwrap().due_on,
        Some(date!(2026 - 07 - 29))
    );
}

/// 8. Days are not left out before there is something to wait for, nor twice for the same.
#[test]
fn a_pause_that_cannot_be_is_refused() {
    let day = date!(2026 - 01 - 19);
    let asked = What::CorrectionRequested { working_days: None };
    let came = What::CorrectionReceived;
    assert_eq!(
        problem(C18, &[(date!(2026 - 01 - 11), sent("a"))]),
        ClockProblem::BeforeReceipt(C18)
    );
    assert_eq!(
        problem(C18, &[(day, sent("a")), (day, sent("a"))]),
        ClockProblem::SentTwice
    );
    assert_eq!(
        problem(C18, &[(day, asked.clone()), (day, asked.clone())]),
        ClockProblem::SecondCorrection
    );
    let restarted = [(day, asked.clone()), (date!(2026 - 01 - 26), came.clone())];
    let before_restart = [restarted.to_vec(), vec![(day, sent("a"))]].concat();
    assert_eq!(
        problem(C18, &before_restart),
        ClockProblem::OutOfOrder(date!(2026 - 01 - 26))
    );
    let again = [restarted.to_vec(), vec![(date!(2026 - 01 - 27), asked)]].concat();
    assert_eq!(
        problem(C18, &again),
        ClockProblem::SecondCorrection,
        "once for all"
    );
    let no_days = What::CorrectionRequested {
        working_days: Some(0),
    };
    assert_eq!(problem(C18, &[(day, no_days)]), ClockProblem::NoDays);
}

/// 9. Nothing goes on that was not stopped, and not before it was.
#[test]
fn an_end_of_a_pause_that_never_began_is_refused() {
    let day = date!(2026 - 01 - 19);
    let earlier = date!(2026 - 01 - 16);
    assert_eq!(problem(C18, &[(day, answered("a"))]), ClockProblem::NeverSent);
    assert_eq!(problem(C18, &[(day, delivered("a"))]), ClockProblem::NeverSent);
    assert_eq!(
        problem(C18, &[(day, sent("a")), (earlier, answered("a"))]),
        ClockProblem::OutOfOrder(day)
    );
    assert_eq!(
        problem(
            C18,
            &[(day, sent("a")), (day, answered("a")), (day, answered("a"))]
        ),
        ClockProblem::AnsweredTwice
    );
    assert_eq!(
        problem(
            C18,
            &[(day, sent("a")), (day, delivered("a")), (day, delivered("a"))]
        ),
        ClockProblem::DeliveredTwice
    );
    assert_eq!(
        problem(C18, &[(day, What::CorrectionReceived)]),
        ClockProblem::NoCorrectionRequested
    );
    assert_eq!(problem(C18, &[(day, What::FeePaid)]), ClockProblem::NoFeeNoticed);
    let paid = [
        (day, What::FeeNoticed),
        (day, What::FeePaid),
        (day, What::FeePaid),
    ];
    assert_eq!(problem(C18, &paid), ClockProblem::NoFeeNoticed);
}

/// 9. A third party and another organ at once: the days that both take are taken once.
#[test]
fn overlapping_pauses_count_their_union_once() {
    let (a, b) = (date!(2026 - 01 - 19), date!(2026 - 01 - 23));
    let both = [
        (a, sent("a")),
        (b, sent("b")),
        (date!(2026 - 01 - 28), answered("a")),
        (date!(2026 - 01 - 30), answered("b")),
    ];
    let one = [(a, sent("a")), (date!(2026 - 01 - 30), answered("a"))];
    assert_eq!(due_on(C18, &both), due_on(C18, &one));
    let inside = [
        (a, sent("a")),
        (b, sent("b")),
        (date!(2026 - 01 - 27), answered("b")),
        (date!(2026 - 01 - 30), answered("a")),
    ];
    assert_eq!(due_on(C18, &inside), due_on(C18, &one));
    let steps = explain(law(), &ledger(C18, &both)).unwrap();
    let overlapping: Vec<_> = steps.iter().filter_map(|step| step.consultation).collect();
    assert_eq!(
        overlapping
            .iter()
            .map(|step| step.overlapping)
            .collect::<Vec<_>>(),
        [0, 3]
    );
}

/// 10. Within the period, up to the cap, whatever a form says.
#[test]
fn an_extension_stays_within_its_cap_and_its_time() {
    let last = date!(2026 - 02 - 09);
    assert_eq!(due_on(C18, &[]), last);
    assert_eq!(
        due_on(C18, &[(last, extended(1))]),
        date!(2026 - 02 - 10),
        "on the last day"
    );
    let late = date!(2026 - 02 - 10);
    assert_eq!(
        problem(C18, &[(late, extended(1))]),
        ClockProblem::AfterDueDate(last)
    );
    let cap = ClockProblem::ExtensionTooLong { most: 20, left: 20 };
    assert_eq!(problem(C18, &[(last, extended(21))]), cap);
    assert_eq!(problem(C18, &[(last, extended(0))]), ClockProblem::NoDays);
    let full = ClockProblem::ExtensionTooLong { most: 20, left: 0 };
    assert_eq!(problem(C18, &[(last, extended(20)), (last, extended(1))]), full);
    // An open consultation is presumed to lapse; until then there is time.
    let open = [(date!(2026 - 02 - 09), sent("a")), (late, extended(1))];
    assert_eq!(
        problem(C18, &open),
        ClockProblem::AfterDueDate(last),
        "sent when all had passed"
    );
    let open = [(date!(2026 - 02 - 06), sent("a")), (late, extended(1))];
    assert_eq!(read(law(), &ledger(C18, &open)).unwrap().extension_left, 19);
}

/// 11. An extension taken back after pauses leaves the first last day plus the pauses.
#[test]
fn an_extension_taken_back_leaves_what_the_pauses_made_of_the_day() {
    let pauses = [
        (date!(2026 - 01 - 19), sent("a")),
        (date!(2026 - 01 - 21), delivered("a")),
        (date!(2026 - 02 - 06), answered("a")),
    ];
    let mut ledger = pauses.to_vec();
    ledger.insert(2, (date!(2026 - 01 - 30), extended(10)));
    assert_eq!(due_on(C18, &ledger), date!(2026 - 03 - 19));
    ledger.remove(2);
    assert_eq!(due_on(C18, &ledger), date!(2026 - 03 - 05));
}

/// 13. A notice that is sent again moves the day of payment, and nothing twice.
#[test]
fn repeated_fee_notices_do_not_add_up() {
    let (first, again) = (date!(2025 - 11 - 20), date!(2025 - 11 - 24));
    let paid = (date!(2025 - 12 - 10), What::FeePaid);
    let received_on = date!(2025 - 11 - 03);
    let once = due_on(received_on, &[(first, What::FeeNoticed), paid.clone()]);
    for second in [first, again] {
        let twice = [
            (first, What::FeeNoticed),
            (second, What::FeeNoticed),
            paid.clone(),
        ];
        let reading = read(law(), &ledger(received_on, &twice)).unwrap();
        assert_eq!(reading.due_on, Some(once));
        assert_eq!(
            reading.pay_by.is_some_and(|day| day > date!(2025 - 12 - 18)),
            second == again
        );
    }
    // A consultation within the waiting is cleared by the payment, and its answer changes nothing.
    let consulted = [
        (first, What::FeeNoticed),
        (again, sent("a")),
        paid,
        (date!(2025 - 12 - 12), answered("a")),
    ];
    let reading = read(law(), &ledger(received_on, &consulted)).unwrap();
    assert_eq!(reading.due_on, Some(once));
    assert_eq!(reading.state, ClockState::Running);
    assert!(reading.consultations[0].superseded && reading.consultations[0].closed);
}

/// 15. The day of the answer is the day of its service, rest day or not (C23, C24).
#[test]
fn an_answer_is_in_time_by_the_day_of_its_service() {
    let due_on = date!(2025 - 10 - 17);
    let mut reading = read(law(), &plain(None, Some(date!(2025 - 09 - 15)))).unwrap();
    assert_eq!(reading.due_on, Some(due_on), "C17");
    let posted = |posted_on| Service::Post {
        mail: Mail::Ems,
        waybill: Waybill::parse("EA123456789CN").unwrap(),
        posted_on,
    };
    let signed = |signed_on| Service::signed(signed_on);
    for (id, service, is_late) in [
        ("C23, posted on the last day", posted(due_on), false),
        ("C24, handed over after it", signed(date!(2025 - 10 - 20)), true),
        ("on a Saturday within it", signed(date!(2025 - 10 - 11)), false),
        ("on the Saturday after it", signed(date!(2025 - 10 - 18)), true),
    ] {
        reading.stopped_on = Some(service.served_on());
        assert_eq!(reading.is_late(date!(2026 - 01 - 01)), is_late, "{id}");
    }
}

/// 条例第三十五条: the day told to the applicant is the last one, if it is later.
#[test]
fn a_reasonable_delay_holds_where_it_is_later() {
    let told_on = date!(2026 - 02 - 09);
    let delayed = |until| [(told_on, What::Delayed { until })];
    assert_eq!(
        due_on(C18, &delayed(date!(2026 - 06 - 30))),
        date!(2026 - 06 - 30)
    );
    assert_eq!(due_on(C18, &delayed(date!(2026 - 02 - 01))), told_on);
    let steps = explain(law(), &ledger(C18, &delayed(date!(2026 - 06 - 30)))).unwrap();
    let last = steps.last().unwrap();
    assert_eq!(
        (last.why, last.article.as_str()),
        (Why::Delayed, "条例第三十五条")
    );
    let late = [(
        date!(2026 - 02 - 10),
        What::Delayed {
            until: date!(2026 - 06 - 30),
        },
    )];
    assert_eq!(problem(C18, &late), ClockProblem::AfterDueDate(told_on));
}

/// An order sets its own number of days, or the limit of the law's data holds.
#[test]
fn an_ordered_reply_has_the_days_of_its_order() {
    let ordered = |own_days| {
        let mut history = plain(None, Some(date!(2026 - 07 - 01)));
        history.start.limit = crate::law::LimitKey::OrderedReply;
        history.start.own_days = own_days;
        read(law(), &history).unwrap().due_on
    };
    assert_eq!(ordered(None), Some(date!(2026 - 07 - 29)));
    assert_eq!(ordered(Some(7)), Some(date!(2026 - 07 - 10)));
}
