//! The clock against worked examples of courts, and against computed ones.

use super::*;
use crate::domain::remedy;

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

/// Every line of the table whose days a case can meet, out of a history: number of days, unit and carrying forward come
/// from the law's data. What reconsideration organs and courts have to keep is counted in `law::tests::counting`.
#[test]
fn every_worked_deadline_comes_out_of_a_history() {
    let lines = include_str!("../../../../fixtures/law/samples/deadlines.csv").lines();
    let mut read = 0;
    for line in lines.skip(1) {
        let [id, start, .., expected] = line.split(',').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let day = |text| Date::parse(text, &time::format_description::well_known::Iso8601::DATE).unwrap();
        if let Some(last) = last_day(id, day(start)) {
            assert_eq!(last, day(expected), "{id}");
            read += 1;
        }
    }
    assert_eq!(read, 37);
}

fn last_day(id: &str, start: Date) -> Option<Date> {
    let read = |received_on, events: &[(Date, What<&'static str>)]| {
        read(law(), &ledger(received_on, events)).unwrap()
    };
    let asked = (
        date!(2026 - 04 - 29),
        What::CorrectionRequested { working_days: None },
    );
    let noticed = (date!(2025 - 11 - 20), What::FeeNoticed);
    let answer_by = |kind| {
        let consultation = "a";
        let events = [
            (start, What::ConsultationSent { consultation, kind }),
            (start, What::ConsultationDelivered { consultation }),
        ];
        Some(read(start, &events).consultations[0].answer_by)
    };
    let remedies = |ground: &str| {
        let ground = law().ground(&ground.parse().unwrap()).unwrap();
        remedy::deadlines(law(), ground, &[], start)
    };
    match id {
        "C13" | "C14" => Some(read(start, &[]).correction_ask_by),
        "C15" => read(date!(2026 - 04 - 24), &[asked]).correct_by,
        "C16" => read(date!(2026 - 04 - 24), &[asked, (start, What::CorrectionReceived)]).due_on,
        "C17b" => {
            let extended = What::Extended { working_days: 20 };
            read(date!(2025 - 09 - 15), &[(start, extended)]).due_on
        }
        "C18a" => answer_by(ConsultationKind::ThirdParty),
        "C20" => answer_by(ConsultationKind::CoMaker),
        "C18b" | "C19" => {
            let consultation = "a";
            let mut events = vec![
                (date!(2026 - 01 - 19), sent(consultation)),
                (
                    date!(2026 - 01 - 21),
                    What::ConsultationDelivered { consultation },
                ),
            ];
            if id == "C18b" {
                events.push((date!(2026 - 02 - 06), What::ConsultationAnswered { consultation }));
            }
            read(start, &events).due_on
        }
        "C21" => read(date!(2025 - 11 - 03), &[noticed]).pay_by,
        "C22" => read(date!(2025 - 11 - 03), &[noticed, (start, What::FeePaid)]).due_on,
        "C27" | "C33a" => remedies("state_secret").reconsideration.map(|last| last.end.on),
        "C28" | "C29" | "C33b" => remedies("not_held").litigation.map(|last| last.end.on),
        "C30" | "C31a" | "C31b" | "C32a" | "C32b" => None,
        _ => read(start, &[]).due_on,
    }
}

/// C34: fully extended into a year whose holidays are not published.
#[test]
fn a_fully_extended_period_into_an_unpublished_year_is_provisional() {
    let extended = (date!(2026 - 12 - 18), What::Extended { working_days: 20 });
    let (reading, steps) = read_explained(law(), &ledger(date!(2026 - 11 - 20), &[extended])).unwrap();
    assert_eq!(
        (reading.due_on, reading.provisional),
        (Some(date!(2027 - 01 - 18)), true)
    );
    let marks: Vec<_> = steps.iter().map(|step| (step.why, step.provisional)).collect();
    assert_eq!(
        marks,
        [
            (Why::Received, false),
            (Why::ReplyPeriod, false),
            (Why::Extended, true)
        ]
    );
}

/// D3: what comes without a signature on a rest day counts from the next working day, what is handed in or signed for
/// from the day itself.
#[test]
fn a_receipt_on_a_rest_day_counts_as_the_rule_of_its_channel_has_it() {
    let saturday = date!(2025 - 11 - 15);
    for (channel, why, due_on) in [
        (Channel::Counter, Why::Received, date!(2025 - 12 - 12)),
        (Channel::SignedMail, Why::Received, date!(2025 - 12 - 12)),
        (Channel::Oral, Why::Received, date!(2025 - 12 - 12)),
        (
            Channel::OrdinaryMail,
            Why::ReceivedOnRestDay,
            date!(2025 - 12 - 15),
        ),
        (Channel::Email, Why::ReceivedOnRestDay, date!(2025 - 12 - 15)),
        (Channel::Fax, Why::ReceivedOnRestDay, date!(2025 - 12 - 15)),
    ] {
        let history: History<()> = Start::of_application(channel, None, Some(saturday)).into();
        let (reading, steps) = read_explained(law(), &history).unwrap();
        assert_eq!((reading.due_on, steps[0].why), (Some(due_on), why), "{channel}");
        assert_eq!(reading.lawful_until, None, "{channel}");
    }
    // E4: an e-mail on a Sunday; a court held the Monday to be its day.
    let sunday: History<()> = Start::of_application(Channel::Email, Some(date!(2026 - 03 - 01)), None).into();
    assert_eq!(read(law(), &sunday).unwrap().from, date!(2026 - 03 - 02));
}

/// The lawful reading moves with consultations and extensions as the working one does, and ends with a restart.
#[test]
fn the_lawful_last_day_moves_along() {
    let mut history: History<&str> = Start::of_application(
        Channel::Online,
        Some(date!(2026 - 01 - 12)),
        Some(date!(2026 - 01 - 14)),
    )
    .into();
    let lawful_until = |history: &History<&str>| {
        let reading = read(law(), history).unwrap();
        (reading.due_on, reading.lawful_until)
    };
    assert_eq!(
        lawful_until(&history),
        (Some(date!(2026 - 02 - 09)), Some(date!(2026 - 02 - 11)))
    );
    let mut happened = |on, what| {
        history.events.push(Dated { on, what });
        lawful_until(&history)
    };
    happened(date!(2026 - 01 - 15), sent("a"));
    let answered = happened(
        date!(2026 - 01 - 20),
        What::ConsultationAnswered { consultation: "a" },
    );
    assert_eq!(
        answered,
        (Some(date!(2026 - 02 - 12)), Some(date!(2026 - 02 - 14)))
    );
    let extended = happened(date!(2026 - 02 - 02), What::Extended { working_days: 1 });
    assert_eq!(
        extended,
        (Some(date!(2026 - 02 - 13)), Some(date!(2026 - 02 - 24)))
    );
    let noticed = happened(date!(2026 - 02 - 03), What::FeeNoticed);
    assert_eq!(noticed, (None, None), "while payment is waited for");
    let paid = happened(date!(2026 - 02 - 04), What::FeePaid);
    assert_eq!(paid.1, None, "nobody disputes the day of payment");
}
