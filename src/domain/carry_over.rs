//! 结转: in which annual report an application counts as received, and in which as handled.
//!
//! A year leaves to the next what was received in it or before and had not ended when it ended. Which cases these are
//! is kept, a year at a time. What becomes known only after a year is closed moves no case out of what it left, nor into
//! it: the case counts in the next, and 上年结转 of a report is always 结转 of the one before.

use std::collections::BTreeSet;

use time::Date;

/// Whether a year leaves the case to the next one, by its dates.
pub fn is_left(received_on: Option<Date>, ended_on: Option<Date>, year: i32) -> bool {
    received_on.is_some_and(|day| day.year() <= year) && ended_on.is_none_or(|day| day.year() > year)
}

/// Where a case stands in the annual reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// 本年新收: the year that counts it as received.
    pub received_in: i32,
    /// 本年度办理结果: the year that counts its result.
    pub ended_in: Option<i32>,
}

/// Where a case stands, given its dates, the years that left it to the next, and the last year that is closed. None
/// before it is received.
pub fn counted(
    received_on: Option<Date>,
    ended_on: Option<Date>,
    left_by: &BTreeSet<i32>,
    closed: Option<i32>,
) -> Option<Counted> {
    let received = received_on?.year();
    // A receipt whose day was put right to a later year had been received in the year that left it.
    let received = left_by.first().map_or(received, |first| received.min(*first));
    let after_last = left_by.last().map(|year| year + 1);
    let ended_in = ended_on.map(|day| day.year().max(received).max(after_last.unwrap_or(received)));
    // A year that is closed without having left it to the next either ended it or never knew of it.
    let knew = |year: i32| {
        left_by.contains(&year) || ended_in == Some(year) || closed.is_none_or(|closed| year > closed)
    };
    let last = closed.unwrap_or(received).max(received);
    let received_in = (received..=last).find(|year| knew(*year)).unwrap_or(last + 1);
    Some(Counted {
        received_in,
        ended_in,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::{Duration, macros::date};

    use super::*;

    const FIRST: Date = date!(2024 - 01 - 01);
    const LAST: i32 = 2028;

    /// A case, and when its dates became known.
    #[derive(Debug, Clone)]
    struct Life {
        received: Date,
        registered: Date,
        ended: Option<Date>,
        end_known: Option<Date>,
    }

    fn life() -> impl Strategy<Value = Life> {
        let end = prop::option::of((0_i64..700, 0_i64..90));
        (0_i64..1400, 0_i64..90, end).prop_map(|(received, late, end)| {
            let received = FIRST + Duration::days(received);
            let registered = received + Duration::days(late);
            let ended = end.map(|(took, _)| received + Duration::days(took));
            let known = |(_, late)| ended.map(|day| day.max(registered) + Duration::days(late));
            Life {
                received,
                registered,
                ended,
                end_known: end.and_then(known),
            }
        })
    }

    /// The years that left the case to the next, as they stood when each was closed at the end of the January after it.
    fn left_by(life: &Life) -> BTreeSet<i32> {
        (FIRST.year()..=LAST)
            .filter(|year| {
                let closed_on = Date::from_calendar_date(year + 1, time::Month::January, 31).unwrap();
                let ended = life
                    .ended
                    .filter(|_| life.end_known.is_some_and(|day| day <= closed_on));
                life.registered <= closed_on && is_left(Some(life.received), ended, *year)
            })
            .collect()
    }

    proptest! {
        #[test]
        fn what_comes_in_is_what_goes_out_and_what_is_left_every_year(lives in prop::collection::vec(life(), 0..40)) {
            let cases: Vec<_> = lives
                .iter()
                .map(|life| {
                    let left_by = left_by(life);
                    let counted = counted(Some(life.received), life.ended, &left_by, Some(LAST)).unwrap();
                    (counted, left_by)
                })
                .collect();
            for year in FIRST.year()..=LAST {
                let received = cases.iter().filter(|(counted, _)| counted.received_in == year).count();
                let brought = cases.iter().filter(|(_, left_by)| left_by.contains(&(year - 1))).count();
                let ended = cases.iter().filter(|(counted, _)| counted.ended_in == Some(year)).count();
                let left = cases.iter().filter(|(_, left_by)| left_by.contains(&year)).count();
                prop_assert_eq!(received + brought, ended + left, "{}", year);
            }
        }
    }

    #[test]
    fn a_case_is_left_until_the_year_in_which_it_ends() {
        let received = Some(date!(2026 - 12 - 31));
        for (ended, left) in [
            (None, true),
            (Some(date!(2027 - 01 - 01)), true),
            (Some(date!(2026 - 12 - 31)), false),
        ] {
            assert_eq!(is_left(received, ended, 2026), left, "{ended:?}");
        }
        assert!(!is_left(received, None, 2025), "it had not been received");
        assert!(!is_left(None, None, 2026), "it has not been received");
    }

    #[test]
    fn what_a_closed_year_did_not_know_counts_in_the_next() {
        let december = Some(date!(2026 - 12 - 28));
        let nothing = BTreeSet::new();
        // Registered in February with the date of December, after 2026 was closed.
        let late = counted(december, Some(date!(2027 - 03 - 01)), &nothing, Some(2026)).unwrap();
        assert_eq!((late.received_in, late.ended_in), (2027, Some(2027)));
        let open = counted(december, None, &nothing, Some(2026)).unwrap();
        assert_eq!((open.received_in, open.ended_in), (2027, None));
        // Served in December, recorded in February: 2026 had left it to 2027.
        let left = BTreeSet::from([2026]);
        let served = counted(december, Some(date!(2026 - 12 - 30)), &left, Some(2026)).unwrap();
        assert_eq!((served.received_in, served.ended_in), (2026, Some(2027)));
        // Left by 2026; then its receipt was put right to January.
        let later = counted(Some(date!(2027 - 01 - 04)), None, &left, Some(2026)).unwrap();
        assert_eq!((later.received_in, later.ended_in), (2026, None));
    }
}
