//! Made-up histories: whatever may happen in whatever order, the clock says what a count of days says.

use proptest::prelude::*;
use time::{Date, Duration, macros::date};

use super::{
    Channel, Dated, DayIs, History, Part, Start, What, Why,
    oracle::{Name, Told, kind, tell},
    read, read_explained,
};
use crate::domain::testing::law;

type Event = (Date, What<Name>);

/// Something tried, so many days after what was tried before.
#[derive(Debug, Clone)]
struct Try {
    gap: i64,
    what: What<Name>,
}

fn what() -> impl Strategy<Value = What<Name>> {
    let consultation = 0u8..4;
    prop_oneof![
        1 => proptest::option::of(0u16..20).prop_map(|working_days| What::CorrectionRequested { working_days }),
        1 => Just(What::CorrectionReceived),
        5 => (consultation.clone(), 0u8..3).prop_map(|(consultation, number)| What::ConsultationSent {
            consultation,
            kind: kind(number),
        }),
        4 => consultation.clone().prop_map(|consultation| What::ConsultationDelivered { consultation }),
        4 => consultation.prop_map(|consultation| What::ConsultationAnswered { consultation }),
        3 => (0u16..24).prop_map(|working_days| What::Extended { working_days }),
        1 => Just(What::FeeNoticed),
        1 => Just(What::FeePaid),
    ]
}

fn tries() -> impl Strategy<Value = Vec<Try>> {
    let step = (-1i64..10, what()).prop_map(|(gap, what)| Try { gap, what });
    proptest::collection::vec(step, 0..32)
}

/// From the first year with a notice to one without.
fn receipt() -> impl Strategy<Value = Date> {
    (0i64..3_300).prop_map(|days| date!(2019 - 06 - 01) + Duration::days(days))
}

fn history(received_on: Date, events: &[Event]) -> History<Name> {
    History {
        start: Start::of_application(Channel::Counter, None, Some(received_on)),
        events: events
            .iter()
            .map(|(on, what)| Dated {
                on: *on,
                what: what.clone(),
            })
            .collect(),
        judged: false,
    }
}

/// The tries that may stand behind each other, as the count of days judges them. The clock must judge each the same.
fn happened(received_on: Date, tries: &[Try]) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    let mut day = received_on;
    for tried in tries {
        let on = day + Duration::days(tried.gap);
        events.push((on, tried.what.clone()));
        let expected = tell(law(), received_on, &events).is_some();
        let read = read(law(), &history(received_on, &events));
        assert_eq!(read.is_ok(), expected, "{events:?}: {read:?}");
        if expected {
            day = on;
        } else {
            assert_eq!(read.unwrap_err().event, Some(events.len() - 1));
            events.pop();
        }
    }
    events
}

fn told(received_on: Date, events: &[Event]) -> Told {
    tell(law(), received_on, events).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_order_of_events_gives_the_day_that_a_count_of_days_gives(
        received_on in receipt(), tries in tries(),
    ) {
        let events = happened(received_on, &tries);
        let told = told(received_on, &events);
        let (reading, steps) = read_explained(law(), &history(received_on, &events)).unwrap();
        prop_assert_eq!(reading.due_on, told.due_on);
        prop_assert_eq!(reading.correction_ask_by, told.ask_by);
        prop_assert_eq!(reading.correct_by, told.correct_by);
        prop_assert_eq!(reading.pay_by, told.pay_by);
        prop_assert_eq!(reading.provisional, told.provisional);
        prop_assert_eq!(reading.due_on.is_none(), reading.working_days_left(law(), received_on).is_none());
        // What is explained is what is said.
        let counted: Vec<_> = steps
            .iter()
            .filter(|step| matches!(step.why, Why::ReplyPeriod | Why::Extended))
            .collect();
        prop_assert_eq!(counted.last().map(|step| step.to), told.due_on);
    }

    #[test]
    fn the_last_day_is_never_a_rest_day(received_on in receipt(), tries in tries()) {
        let events = happened(received_on, &tries);
        let reading = read(law(), &history(received_on, &events)).unwrap();
        let days = [reading.due_on, Some(reading.base_due_on), reading.correct_by, reading.pay_by];
        for day in days.into_iter().flatten().chain([reading.correction_ask_by]) {
            prop_assert!(law().calendar.is_working(day), "{day}");
        }
    }

    #[test]
    fn a_day_is_counted_or_left_out_and_that_once(received_on in receipt(), tries in tries()) {
        let events = happened(received_on, &tries);
        let told = told(received_on, &events);
        let (reading, steps) = read_explained(law(), &history(received_on, &events)).unwrap();
        if reading.due_on.is_some() {
            let of = |wanted: &[Why], days: fn(&super::Step<'_>) -> u32| -> usize {
                let steps = steps.iter().filter(|step| wanted.contains(&step.why));
                steps.map(days).sum::<u32>().try_into().unwrap()
            };
            let periods = [Why::ReplyPeriod, Why::Extended];
            prop_assert_eq!(of(&periods, |step| step.counted), told.counted.len());
            prop_assert_eq!(of(&periods, |step| step.consulted), told.left_out.len());
            // The lines of the consultations share the same days out among them.
            let consultations = [Why::ConsultationAnswered, Why::ConsultationLapsed, Why::ConsultationOpen];
            prop_assert_eq!(of(&consultations, |step| step.consulted), told.left_out.len());
            let weekends = steps.iter().filter(|step| periods.contains(&step.why)).flat_map(|step| &step.worked_weekends);
            for (day, _) in weekends {
                prop_assert!(told.counted.contains(day), "{day} is told to count");
            }
        }
    }

    /// What the calendar shows is what is counted and left out.
    #[test]
    fn day_by_day_the_calendar_shows_the_same(received_on in receipt(), tries in tries()) {
        let events = happened(received_on, &tries);
        let told = told(received_on, &events);
        let reading = read(law(), &history(received_on, &events)).unwrap();
        let days = reading.days(law());
        if let Some(due_on) = told.due_on {
            let mut counted = told.counted.iter();
            for (day, is) in &days {
                match is {
                    DayIs::Start => prop_assert_eq!(*day, reading.from),
                    DayIs::Counted(_) => prop_assert_eq!(Some(day), counted.next()),
                    DayIs::Rest(_) => prop_assert!(!law().calendar.is_working(*day)),
                    DayIs::Consulted(_) => prop_assert!(told.left_out.contains(day)),
                }
            }
            prop_assert_eq!(counted.next(), None);
            let Some((last, DayIs::Counted(counted))) = days.last() else {
                return Err(TestCaseError::fail("the last day counts"));
            };
            prop_assert_eq!((*last, counted.nth), (due_on, 20 + u32::from(reading.extension)));
            prop_assert_eq!(counted.of == Part::Extension, reading.extension > 0);
        } else {
            prop_assert!(days.is_empty());
        }
    }

    #[test]
    fn a_provisional_day_is_never_shown_as_firm(received_on in receipt(), tries in tries()) {
        let events = happened(received_on, &tries);
        let (reading, steps) = read_explained(law(), &history(received_on, &events)).unwrap();
        let known_until = law().calendar.known_until();
        let days = [reading.due_on, reading.correct_by, reading.pay_by, Some(reading.correction_ask_by)];
        let is_beyond = days.into_iter().flatten().any(|day| day > known_until);
        prop_assert_eq!(reading.provisional, is_beyond);
        let settled = [Why::Received, Why::CorrectionReceived, Why::FeePaid, Why::ConsultationAnswered];
        for step in steps.iter().filter(|step| !settled.contains(&step.why)) {
            prop_assert_eq!(step.provisional, step.to > known_until, "{:?}", step);
        }
        for consultation in &reading.consultations {
            prop_assert_eq!(consultation.provisional, consultation.answer_by > known_until);
        }
    }

    #[test]
    fn a_further_consultation_never_shortens(
        received_on in receipt(), tries in tries(), place in any::<prop::sample::Index>(), lasts in 0i64..40,
    ) {
        let events = happened(received_on, &tries);
        let before = read(law(), &history(received_on, &events)).unwrap();
        let place = place.index(events.len() + 1);
        let sent_on = match place.checked_sub(1) {
            Some(index) => events[index].0,
            None => received_on,
        };
        let consultation = 99;
        let mut more = events.clone();
        more.insert(place, (sent_on, What::ConsultationSent { consultation, kind: kind(0) }));
        let open = read(law(), &history(received_on, &more)).unwrap();
        prop_assert!(open.due_on >= before.due_on);
        // Answered, it takes out no more than while it is open.
        let answered_on = sent_on + Duration::days(lasts);
        let place = more.iter().rposition(|(on, _)| *on <= answered_on).unwrap() + 1;
        more.insert(place, (answered_on, What::ConsultationAnswered { consultation }));
        let closed = read(law(), &history(received_on, &more));
        // An extension may now come too late: the days on which it relied are counted after all.
        if let Ok(closed) = closed {
            prop_assert!(before.due_on <= closed.due_on && closed.due_on <= open.due_on);
        }
    }

    #[test]
    fn an_extension_of_n_days_is_the_nth_day_that_counts(
        received_on in receipt(), tries in tries(), days in 0u16..=20,
    ) {
        let mut events = happened(received_on, &tries);
        events.retain(|(_, what)| !matches!(what, What::Extended { .. }));
        let before = read(law(), &history(received_on, &events)).unwrap();
        let last = events.last().map_or(received_on, |(on, _)| *on);
        prop_assume!(before.due_on.is_some_and(|due_on| last <= due_on));
        if days > 0 {
            events.push((last, What::Extended { working_days: days }));
        }
        let told = told(received_on, &events);
        let after = read(law(), &history(received_on, &events)).unwrap();
        prop_assert_eq!(after.due_on, told.due_on);
        prop_assert_eq!(after.extension_left, 20 - days);
        prop_assert_eq!(told.counted.range(before.due_on.unwrap()..).count(), usize::from(days) + 1);
    }

    /// Extensions and consultations struck out again leave what the rest of the ledger gives.
    #[test]
    fn what_is_cancelled_leaves_no_trace(received_on in receipt(), tries in tries(), place in any::<prop::sample::Index>()) {
        let events = happened(received_on, &tries);
        prop_assume!(!events.is_empty());
        let mut less = events;
        let gone = less.remove(place.index(less.len()));
        if let What::ConsultationSent { consultation: name, .. } = gone.1 {
            less.retain(|(_, what)| {
                !matches!(what, What::ConsultationDelivered { consultation }
                    | What::ConsultationAnswered { consultation } if *consultation == name)
            });
        }
        let read = read(law(), &history(received_on, &less));
        prop_assert_eq!(read.ok().map(|read| read.due_on), tell(law(), received_on, &less).map(|told| told.due_on));
    }

    /// What happened on one day may be written down in any order, as long as each thing follows what it needs.
    #[test]
    fn the_order_within_a_day_does_not_matter(
        received_on in receipt(), tries in tries(), first in any::<prop::sample::Index>(),
    ) {
        let mut events = happened(received_on, &tries);
        prop_assume!(events.len() > 1);
        let first = first.index(events.len() - 1);
        let before = read(law(), &history(received_on, &events)).unwrap().due_on;
        events[first].0 = events[first + 1].0;
        let is_restart = |(_, what): &Event| matches!(what, What::CorrectionReceived | What::FeePaid);
        let same_day = read(law(), &history(received_on, &events));
        let restarts = events[first..=first + 1].iter().any(is_restart);
        events.swap(first, first + 1);
        let swapped = read(law(), &history(received_on, &events));
        if let (Ok(one), Ok(other), false) = (same_day, swapped, restarts) {
            prop_assert_eq!(one.due_on, other.due_on, "{:?} {:?}", before, events);
        }
    }
}
