//! The clock against worked examples.

use time::{Date, macros::date};

use super::*;
use crate::{domain::testing::law, law::Channel};

/// An application to which nothing happened.
fn plain(submitted_on: Option<Date>, received_on: Option<Date>) -> History<()> {
    let channel = if submitted_on.is_some() {
        Channel::Online
    } else {
        Channel::Counter
    };
    Start::of_application(channel, submitted_on, received_on).into()
}

#[test]
fn the_day_of_receipt_does_not_count_and_a_worked_weekend_does() {
    // E1: a court's own computation, over the National Day holiday with two worked weekend days.
    let reading = read(law(), &plain(None, Some(date!(2022 - 09 - 30)))).unwrap();
    assert_eq!(reading.due_on, Some(date!(2022 - 11 - 02)));
    assert!(!reading.provisional);
    let steps = explain(law(), &plain(None, Some(date!(2022 - 09 - 30)))).unwrap();
    assert_eq!(
        steps.iter().map(|step| step.why).collect::<Vec<_>>(),
        [Why::Received, Why::ReplyPeriod]
    );
    assert_eq!(steps[1].counted, 20);
    assert_eq!(
        [steps[0].article.as_str(), steps[1].article.as_str()],
        ["条例第三十一条第（一）项", "条例第三十三条第二款"]
    );
    assert_eq!(steps[1].worked_weekends.len(), 2);
}

#[test]
fn an_online_application_is_worked_from_its_submission_and_may_lawfully_run_from_its_confirmation() {
    // C26, after D2 and D3: submitted on a holiday, confirmed a day after work began again.
    let reading = read(
        law(),
        &plain(Some(date!(2026 - 02 - 17)), Some(date!(2026 - 02 - 25))),
    )
    .unwrap();
    assert_eq!(reading.from, date!(2026 - 02 - 24));
    assert_eq!(reading.due_on, Some(date!(2026 - 03 - 23)));
    assert_eq!(reading.lawful_until, Some(date!(2026 - 03 - 24)));
    let why: Vec<_> = explain(
        law(),
        &plain(Some(date!(2026 - 02 - 17)), Some(date!(2026 - 02 - 25))),
    )
    .unwrap()
    .iter()
    .map(|step| step.why)
    .collect();
    assert_eq!(
        why,
        [Why::SubmittedOnRestDay, Why::ReplyPeriod, Why::ConfirmedLater]
    );
}

#[test]
fn the_worked_examples_of_online_submissions_come_out() {
    for (id, submitted, received, due_on, lawful_until) in [
        (
            "E5",
            date!(2021 - 11 - 24),
            date!(2021 - 12 - 02),
            date!(2021 - 12 - 22),
            Some(date!(2021 - 12 - 30)),
        ),
        (
            "C25",
            date!(2025 - 11 - 15),
            date!(2025 - 11 - 17),
            date!(2025 - 12 - 15),
            None,
        ),
        (
            "C26",
            date!(2026 - 02 - 17),
            date!(2026 - 02 - 24),
            date!(2026 - 03 - 23),
            None,
        ),
    ] {
        let reading = read(law(), &plain(Some(submitted), Some(received))).unwrap();
        assert_eq!(
            (reading.due_on, reading.lawful_until),
            (Some(due_on), lawful_until),
            "{id}"
        );
        assert!(!reading.provisional, "{id}");
    }
}

#[test]
fn the_last_day_to_ask_for_a_correction_is_counted_from_receipt() {
    for (id, received, ask_by) in [
        ("C13", date!(2026 - 07 - 01), date!(2026 - 07 - 10)),
        ("C14", date!(2026 - 04 - 24), date!(2026 - 05 - 08)),
    ] {
        let reading = read(law(), &plain(None, Some(received))).unwrap();
        assert_eq!(reading.correction_ask_by, ask_by, "{id}");
    }
}

#[test]
fn an_unconfirmed_submission_already_has_a_last_day() {
    let reading = read(law(), &plain(Some(date!(2026 - 01 - 12)), None)).unwrap();
    assert_eq!(reading.due_on, Some(date!(2026 - 02 - 09)));
    assert_eq!(reading.correction_ask_by, date!(2026 - 01 - 21));
}

#[test]
fn beyond_the_last_holiday_notice_a_date_is_provisional() {
    let reading = read(law(), &plain(None, Some(date!(2026 - 12 - 20)))).unwrap();
    assert!(reading.provisional);
    // Due on the last day of a known year, but lawfully until a day of the next.
    let reading = read(
        law(),
        &plain(Some(date!(2026 - 12 - 03)), Some(date!(2026 - 12 - 04))),
    )
    .unwrap();
    assert_eq!(reading.due_on, Some(date!(2026 - 12 - 31)));
    assert!(reading.lawful_until.is_some() && reading.provisional);
}

#[test]
fn days_left_count_the_last_day_and_turn_negative_after_it() {
    let due = date!(2026 - 11 - 20);
    assert_eq!(working_days_left(law(), due, date!(2026 - 11 - 18)), 2);
    assert_eq!(working_days_left(law(), due, due), 0);
    assert_eq!(working_days_left(law(), due, date!(2026 - 11 - 21)), -1);
    assert_eq!(working_days_left(law(), due, date!(2026 - 11 - 24)), -2);
}

const C18: Date = date!(2026 - 01 - 12);

/// Received over the counter on `received_on`, and then this.
fn ledger<'a>(received_on: Date, events: &[(Date, What<&'a str>)]) -> History<&'a str> {
    let start = Start::of_application(Channel::Counter, None, Some(received_on));
    let dated = |(on, what): &(Date, What<&'a str>)| Dated {
        on: *on,
        what: what.clone(),
    };
    History {
        start,
        events: events.iter().map(dated).collect(),
        judged: false,
    }
}

fn sent(consultation: &str) -> What<&str> {
    What::ConsultationSent {
        consultation,
        kind: ConsultationKind::ThirdParty,
    }
}

#[test]
fn a_consultation_leaves_out_days_up_to_its_answer_or_the_end_of_its_time() {
    let (sent_on, delivered_on) = (date!(2026 - 01 - 19), date!(2026 - 01 - 21));
    let delivered = What::ConsultationDelivered { consultation: "a" };
    let answered = What::ConsultationAnswered { consultation: "a" };
    let open = vec![(sent_on, sent("a")), (delivered_on, delivered)];
    let closed = [open.clone(), vec![(date!(2026 - 02 - 06), answered.clone())]].concat();
    let late = [open.clone(), vec![(date!(2026 - 02 - 12), answered)]].concat();
    for (id, events, due_on, ends_on, left_out, state) in [
        (
            "C18",
            closed,
            date!(2026 - 03 - 05),
            date!(2026 - 02 - 06),
            14,
            ClockState::Running,
        ),
        (
            "C19",
            open,
            date!(2026 - 03 - 10),
            date!(2026 - 02 - 11),
            17,
            ClockState::Consulting,
        ),
        (
            "answered too late",
            late,
            date!(2026 - 03 - 10),
            date!(2026 - 02 - 11),
            17,
            ClockState::Running,
        ),
    ] {
        let history = ledger(C18, &events);
        let (reading, steps) = read_explained(law(), &history).unwrap();
        assert_eq!(
            (reading.due_on, reading.state, reading.base_due_on),
            (Some(due_on), state, date!(2026 - 02 - 09)),
            "{id}"
        );
        let consultation = &reading.consultations[0];
        assert_eq!(consultation.answer_by, date!(2026 - 02 - 11), "{id}");
        assert_eq!(consultation.ends_on, ends_on, "{id}");
        assert_eq!(
            reading.state_on(date!(2026 - 02 - 12)),
            ClockState::Running,
            "{id}"
        );
        let period = steps.last().unwrap();
        assert_eq!((period.counted, period.consulted), (20, left_out), "{id}");
        assert_eq!(steps[1].consulted, left_out, "{id}");
        assert_eq!(steps, explain(law(), &history).unwrap());
    }
}

#[test]
fn a_correction_and_a_payment_start_the_period_again() {
    let asked = What::CorrectionRequested { working_days: None };
    let waiting = ledger(date!(2026 - 04 - 24), &[(date!(2026 - 04 - 29), asked.clone())]);
    let reading = read(law(), &waiting).unwrap();
    assert_eq!(reading.state, ClockState::AwaitingCorrection);
    assert_eq!(
        reading.due_on, None,
        "nothing is due while the applicant is waited for"
    );
    assert_eq!(reading.correct_by, Some(date!(2026 - 05 - 15)), "C15");
    assert_eq!(reading.next_on(), date!(2026 - 05 - 15));
    assert!(!reading.is_late(date!(2027 - 01 - 01)));
    let came = What::CorrectionReceived;
    let corrected = ledger(
        date!(2026 - 04 - 24),
        &[(date!(2026 - 04 - 29), asked), (date!(2026 - 05 - 12), came)],
    );
    let reading = read(law(), &corrected).unwrap();
    assert_eq!(reading.due_on, Some(date!(2026 - 06 - 09)), "C16");
    assert_eq!(
        reading.correction_ask_by,
        date!(2026 - 05 - 08),
        "from the first receipt"
    );

    let noticed = (date!(2025 - 11 - 20), What::FeeNoticed);
    let reading = read(
        law(),
        &ledger(date!(2025 - 11 - 03), std::slice::from_ref(&noticed)),
    )
    .unwrap();
    assert_eq!(
        (reading.state, reading.due_on, reading.pay_by),
        (ClockState::AwaitingFee, None, Some(date!(2025 - 12 - 18))),
        "C21"
    );
    let paid = ledger(
        date!(2025 - 11 - 03),
        &[noticed, (date!(2025 - 12 - 10), What::FeePaid)],
    );
    let reading = read(law(), &paid).unwrap();
    assert_eq!(reading.due_on, Some(date!(2026 - 01 - 08)), "C22");
    let why: Vec<_> = explain(law(), &paid)
        .unwrap()
        .iter()
        .map(|step| step.why)
        .collect();
    assert_eq!(
        why,
        [Why::Received, Why::FeeNoticed, Why::FeePaid, Why::ReplyPeriod]
    );
}

#[test]
fn an_extension_is_added_to_the_period() {
    let extended = |working_days| (date!(2025 - 10 - 17), What::Extended { working_days });
    let reading = read(law(), &ledger(date!(2025 - 09 - 15), &[extended(20)])).unwrap();
    assert_eq!(reading.due_on, Some(date!(2025 - 11 - 14)), "C17");
    assert_eq!(reading.base_due_on, date!(2025 - 10 - 17));
    assert_eq!(reading.extension_left, 0);
    let error = read(
        law(),
        &ledger(date!(2025 - 09 - 15), &[extended(12), extended(9)]),
    )
    .unwrap_err();
    let problem = ClockProblem::ExtensionTooLong { most: 20, left: 8 };
    assert_eq!(
        error,
        ClockError {
            event: Some(1),
            problem
        }
    );
}
