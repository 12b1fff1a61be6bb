//! Calendar and periods.

use proptest::prelude::*;
use time::Duration;

use super::{LAW, date};
use crate::law::{
    Article, Calendar, FixedHoliday, Limit, LimitKey, NamedDay, Notice, Unit, add_months, add_working_days,
    end_of, left_out, roll_forward, swapped_in, working_days_between,
};

fn limit(amount: u16, unit: Unit, roll: bool) -> Limit {
    let plain = LAW.limit(LimitKey::Reply, date("2026-01-01"));
    Limit {
        amount,
        unit,
        roll,
        ..plain.clone()
    }
}

/// Court decisions, guiding cases and computed examples; E and C numbers are those of the table they were taken from.
#[test]
fn every_worked_deadline_comes_out() {
    let lines = include_str!("../../../fixtures/law/samples/deadlines.csv")
        .lines()
        .skip(1);
    let mut checked = 0;
    for line in lines {
        let [id, start, n, unit, roll, expected] = line.split(',').collect::<Vec<_>>().try_into().unwrap();
        let unit = match unit {
            "WD" => Unit::WorkingDays,
            "CD" => Unit::CalendarDays,
            "M" => Unit::Months,
            other => panic!("{other}"),
        };
        let end = end_of(
            &LAW.calendar,
            date(start),
            &limit(n.parse().unwrap(), unit, roll == "1"),
        );
        assert_eq!(end.on, date(expected), "{id}");
        assert!(!end.provisional, "{id}");
        if unit == Unit::WorkingDays {
            assert_eq!(
                working_days_between(&LAW.calendar, date(start), end.on).to_string(),
                n,
                "{id}"
            );
        }
        checked += 1;
    }
    assert_eq!(checked, 42);
}

/// The same lines counted with the limits of the law's own data: number, unit and carrying forward are not only right in
/// the sample. C18b and C19 count what is left out as well, so no limit has their number.
#[test]
fn every_worked_deadline_comes_out_of_the_limits_in_force() {
    let of = |id: &str| {
        Some(match id {
            "C13" | "C14" => LimitKey::CorrectionAsk,
            "C15" => LimitKey::CorrectionPeriod,
            "C17b" => LimitKey::ReplyExtension,
            "C18a" => LimitKey::Consultation,
            "C20" => LimitKey::CoMakerConsultation,
            "C21" => LimitKey::FeePayment,
            "C27" | "C33a" => LimitKey::Reconsideration,
            "C28" | "C29" | "C33b" => LimitKey::Litigation,
            "C30" => LimitKey::LitigationAfterReconsideration,
            "C31a" => LimitKey::ReconsiderationReplyOrdinary,
            "C31b" => LimitKey::ReconsiderationReplySimplified,
            "C32a" => LimitKey::ReconsiderationDecisionSimplified,
            "C32b" => LimitKey::ReconsiderationDecisionOrdinary,
            "C18b" | "C19" => return None,
            _ => LimitKey::Reply,
        })
    };
    let lines = include_str!("../../../fixtures/law/samples/deadlines.csv")
        .lines()
        .skip(1);
    for line in lines {
        let [id, start, .., expected] = line.split(',').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        if let Some(key) = of(id) {
            let end = end_of(&LAW.calendar, date(start), LAW.limit(key, date(start)));
            assert_eq!(end.on, date(expected), "{id} by {key}");
        }
    }
}

/// Every limit of the statutes, as it is in force today: a number that slips is seen.
#[test]
fn the_limits_are_those_of_the_statutes() {
    let told: Vec<String> = LimitKey::ALL
        .iter()
        .map(|key| {
            let limit = LAW.limit(*key, date("2026-11-22"));
            let roll = if limit.roll { " roll" } else { "" };
            format!("{key}: {} {}{roll}, {}", limit.amount, limit.unit, limit.article)
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

/// C34: the notice for 2027 is not out; new year's day is off by statute all the same, swaps are unknown.
#[test]
fn a_deadline_beyond_the_last_notice_is_provisional() {
    let end = end_of(
        &LAW.calendar,
        date("2026-11-20"),
        &limit(40, Unit::WorkingDays, false),
    );
    assert_eq!(end.on, date("2027-01-18"));
    assert!(end.provisional);

    let inside = end_of(
        &LAW.calendar,
        date("2026-11-20"),
        &limit(20, Unit::WorkingDays, false),
    );
    assert_eq!((inside.on, inside.provisional), (date("2026-12-18"), false));
}

#[test]
fn a_period_of_calendar_days_is_provisional_only_if_its_last_day_is() {
    let over_new_year = end_of(
        &LAW.calendar,
        date("2026-11-20"),
        &limit(60, Unit::CalendarDays, true),
    );
    assert_eq!(
        (over_new_year.on, over_new_year.provisional),
        (date("2027-01-19"), true)
    );
    let unrolled = end_of(
        &LAW.calendar,
        date("2026-11-20"),
        &limit(60, Unit::CalendarDays, false),
    );
    assert!(!unrolled.provisional, "without rolling no calendar is asked");
    let last_known = end_of(
        &LAW.calendar,
        date("2026-12-01"),
        &limit(30, Unit::CalendarDays, true),
    );
    assert_eq!(
        (last_known.on, last_known.provisional),
        (date("2026-12-31"), false)
    );
}

#[test]
fn the_date_before_it_was_carried_forward_is_kept() {
    let end = end_of(
        &LAW.calendar,
        date("2025-08-04"),
        &limit(60, Unit::CalendarDays, true),
    );
    assert_eq!(
        (end.unrolled_on, end.on),
        (date("2025-10-03"), date("2025-10-09"))
    );
}

#[test]
fn days_at_the_edges_of_holidays_are_known() {
    let cases = [
        ("2024-02-09", true, None, false), // 除夕 2024: only encouraged leave, a working day
        ("2024-02-10", false, Some("春节"), false),
        ("2025-01-28", false, Some("春节"), false), // 除夕 2025: statutory
        ("2026-02-14", true, Some("春节"), true),   // a worked Saturday
        ("2018-12-29", true, Some("元旦"), true),   // named by the notice for 2019
        ("2018-12-31", false, Some("元旦"), false),
        ("2022-10-08", true, Some("国庆节"), true),
        ("2026-11-21", false, None, false), // a plain Saturday
        ("2026-12-31", true, None, false),
    ];
    for (text, working, name, swapped) in cases {
        let day = LAW.calendar.day(date(text));
        assert_eq!(
            (day.working, day.name, day.swapped, day.known),
            (working, name, swapped, true),
            "{text}"
        );
    }
    let outside = [
        ("2018-12-28", true, None),
        ("2027-01-01", false, Some("元旦")),
        ("2027-02-08", true, None),
    ];
    for (text, working, name) in outside {
        let day = LAW.calendar.day(date(text));
        assert_eq!(
            (day.working, day.name, day.known),
            (working, name, false),
            "{text}"
        );
    }
    assert_eq!(LAW.calendar.known_until(), date("2026-12-31"));
    assert_eq!(LAW.calendar.known_from(), date("2019-01-01"));
    assert!(LAW.calendar.is_working(date("2150-06-01")) && !LAW.calendar.is_working(date("1949-10-01")));
}

#[test]
fn months_end_on_the_same_number_or_the_last_of_the_month() {
    let cases = [
        ("2025-08-31", 6, "2026-02-28"),
        ("2024-08-31", 6, "2025-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2025-12-15", 1, "2026-01-15"),
        ("2025-01-31", 13, "2026-02-28"),
        ("2025-07-01", 0, "2025-07-01"),
        ("2024-02-29", 60, "2029-02-28"),
    ];
    for (start, n, end) in cases {
        assert_eq!(add_months(date(start), n), date(end), "{start} + {n}");
    }
}

#[test]
fn what_was_left_out_is_told_in_runs() {
    // C10: received before the Spring Festival of 2026.
    let runs = left_out(&LAW.calendar, date("2026-02-13"), date("2026-03-19"));
    let told: Vec<String> = runs
        .iter()
        .map(|run| format!("{}～{} {}", run.from, run.through, run.why))
        .collect();
    assert_eq!(
        told,
        [
            "2026-02-15～2026-02-23 春节",
            "2026-03-01～2026-03-01 周末",
            "2026-03-07～2026-03-08 周末",
            "2026-03-14～2026-03-15 周末",
        ]
    );
    let swapped = swapped_in(&LAW.calendar, date("2026-02-13"), date("2026-03-19"));
    assert_eq!(
        swapped,
        [(date("2026-02-14"), "春节"), (date("2026-02-28"), "春节")]
    );
}

#[test]
fn a_receipt_on_a_worked_sunday_or_a_holiday_starts_on_the_next_working_day() {
    assert_eq!(
        add_working_days(&LAW.calendar, date("2025-01-26"), 1),
        date("2025-01-27")
    );
    assert_eq!(
        add_working_days(&LAW.calendar, date("2026-02-17"), 1),
        date("2026-02-24")
    );
    assert_eq!(
        add_working_days(&LAW.calendar, date("2026-02-17"), 0),
        date("2026-02-17")
    );
}

fn notice(year: i32, rest: &[&str], work: &[&str]) -> Notice {
    let day = |text: &&str| NamedDay {
        date: date(text),
        name: "节".to_owned(),
    };
    Notice {
        year,
        source: vec![],
        rest: rest.iter().map(day).collect(),
        work: work.iter().map(day).collect(),
    }
}

#[test]
fn notices_that_make_no_calendar_are_refused() {
    let error = |notices: &[Notice]| Calendar::new(notices, &[]).unwrap_err().to_string();
    assert_eq!(error(&[]), "没有任何一年的节假日安排");
    assert_eq!(
        error(&[notice(2025, &[], &[]), notice(2025, &[], &[])]),
        "2025年的节假日安排重复"
    );
    assert_eq!(
        error(&[notice(2026, &[], &[]), notice(2024, &[], &[])]),
        "缺少2025年的节假日安排"
    );
    let both = notice(2026, &["2026-02-14"], &["2026-02-14"]);
    assert_eq!(error(&[both]), "2026年的节假日安排自相矛盾：2026-02-14");
    let never = FixedHoliday {
        month: 2,
        day: 30,
        name: "节".to_owned(),
        article: article(),
    };
    let refused = Calendar::new(&[notice(2026, &[], &[])], &[never]);
    assert_eq!(refused.unwrap_err().to_string(), "固定节日的日期不存在：2月30日");
}

#[test]
fn a_period_without_days_leaves_none_out() {
    for day in [date("2020-01-24"), date("2020-01-27"), date("2020-02-02")] {
        assert_eq!(left_out(&LAW.calendar, day, day), []);
        assert_eq!(left_out(&LAW.calendar, day, day - Duration::days(3)), []);
    }
}

fn article() -> Article {
    LAW.limit(LimitKey::Reply, date("2026-01-01")).article.clone()
}

fn any_day() -> impl Strategy<Value = time::Date> {
    (0i64..4200).prop_map(|days| date("2018-06-01") + Duration::days(days))
}

proptest! {
    #[test]
    fn adding_n_and_then_m_is_adding_both(start in any_day(), n in 0u16..60, m in 0u16..60) {
        let twice = add_working_days(&LAW.calendar, add_working_days(&LAW.calendar, start, n), m);
        prop_assert_eq!(twice, add_working_days(&LAW.calendar, start, n + m));
    }

    #[test]
    fn a_period_of_working_days_never_ends_on_a_rest_day(start in any_day(), n in 1u16..80) {
        let end = add_working_days(&LAW.calendar, start, n);
        prop_assert!(LAW.calendar.is_working(end));
        prop_assert!(end > start);
        prop_assert_eq!(working_days_between(&LAW.calendar, start, end), u32::from(n));
    }

    /// The table of ranks against a walk over the days, within the table, across its ends and beyond them.
    #[test]
    fn counting_by_rank_is_counting_day_by_day(
        start in prop_oneof![any_day(), (-200i64..50).prop_map(|days| date("2000-01-01") + Duration::days(days)),
            (-50i64..400).prop_map(|days| date("2049-12-31") + Duration::days(days))],
        n in 0u16..300,
    ) {
        let calendar = &LAW.calendar;
        let (mut end, mut left) = (start, n);
        while left > 0 {
            end += Duration::DAY;
            left -= u16::from(calendar.is_working(end));
        }
        prop_assert_eq!(add_working_days(calendar, start, n), end);
        prop_assert_eq!(working_days_between(calendar, start, end), u32::from(n));
        prop_assert_eq!(working_days_between(calendar, end, start), 0);
        let mut rolled = start;
        while !calendar.is_working(rolled) {
            rolled += Duration::DAY;
        }
        prop_assert_eq!(roll_forward(calendar, start), rolled);
    }

    #[test]
    fn carrying_forward_stops_at_the_first_working_day(day in any_day()) {
        let rolled = roll_forward(&LAW.calendar, day);
        prop_assert!(LAW.calendar.is_working(rolled));
        prop_assert_eq!(rolled == day, LAW.calendar.is_working(day));
        if rolled > day {
            let before = rolled.previous_day().unwrap();
            prop_assert_eq!(working_days_between(&LAW.calendar, day, before), 0);
        }
    }

    #[test]
    fn every_day_is_either_counted_or_left_out_for_a_reason(start in any_day(), days in 0i64..120) {
        let through = start + Duration::days(days);
        let left: i64 = left_out(&LAW.calendar, start, through)
            .iter()
            .map(|run| (run.through - run.from).whole_days() + 1)
            .sum();
        prop_assert_eq!(i64::from(working_days_between(&LAW.calendar, start, through)) + left, days);
    }

    /// The table of runs against a look at every day, within the table, across its ends and beyond them.
    #[test]
    fn runs_are_what_a_look_at_every_day_finds(
        start in prop_oneof![any_day(), (-200i64..50).prop_map(|days| date("2000-01-01") + Duration::days(days)),
            (-50i64..400).prop_map(|days| date("2049-12-31") + Duration::days(days))],
        days in 0i64..120,
    ) {
        let calendar = &LAW.calendar;
        let days: Vec<_> = (1..=days).map(|n| calendar.day(start + Duration::days(n))).collect();
        let through = days.last().map_or(start, |day| day.date);
        let mut found = left_out(calendar, start, through).into_iter().peekable();
        let mut before: Option<&crate::law::Day<'_>> = None;
        for day in &days {
            let is_in = found.peek().is_some_and(|run| run.from <= day.date && day.date <= run.through);
            prop_assert_eq!(is_in, !day.working);
            if let Some(run) = found.peek().filter(|_| is_in) {
                prop_assert_eq!(run.why, day.name.unwrap_or("周末"));
                // A run goes on as long as its reason does, and no longer.
                let goes_on = before.is_some_and(|before| !before.working && before.name == day.name);
                prop_assert_eq!(run.from == day.date, !goes_on);
                if run.through == day.date {
                    found.next();
                }
            }
            before = Some(day);
        }
        prop_assert_eq!(found.next(), None);
        let swapped: Vec<_> = days.iter().filter(|day| day.swapped).map(|day| day.date).collect();
        let told: Vec<_> = swapped_in(calendar, start, through).iter().map(|(day, _)| *day).collect();
        prop_assert_eq!(told, swapped);
    }

    #[test]
    fn a_later_start_never_ends_earlier(start in any_day(), n in 0u16..60, months in 0u16..24) {
        let next = start.next_day().unwrap();
        let calendar = &LAW.calendar;
        prop_assert!(add_working_days(calendar, start, n) <= add_working_days(calendar, next, n));
        prop_assert!(add_months(start, months) <= add_months(next, months));
    }
}
