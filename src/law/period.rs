//! Counting periods: working days, calendar days and months; the first day is excluded (民法典第二百零一条).

use std::iter::successors;

use time::{Date, Duration, Month, util::days_in_month};

use super::{Calendar, Limit, Unit};

/// The last day of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// The last day, carried forward from a rest day where the rule says so.
    pub on: Date,
    /// The last day before it was carried forward; shown beside it where a dispute is possible.
    pub unrolled_on: Date,
    /// Whether it depends on a day whose holiday notice is not loaded.
    pub provisional: bool,
}

/// A run of days that were not counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut<'a> {
    /// First day of the run.
    pub from: Date,
    /// Last day of the run.
    pub through: Date,
    /// The holiday, or `周末`.
    pub why: &'a str,
}

const WEEKEND: &str = "周末";

impl LeftOut<'_> {
    /// Whether it is a plain weekend, not a holiday.
    pub fn is_weekend(&self) -> bool {
        self.why == WEEKEND
    }
}

/// The end of a period that starts on `start`, which is itself not counted.
pub fn end_of(calendar: &Calendar, start: Date, limit: &Limit) -> End {
    let unrolled_on = match limit.unit {
        Unit::WorkingDays => add_working_days(calendar, start, limit.amount),
        Unit::CalendarDays => start.saturating_add(Duration::days(i64::from(limit.amount))),
        Unit::Months => add_months(start, limit.amount),
    };
    let on = if limit.roll {
        roll_forward(calendar, unrolled_on)
    } else {
        unrolled_on
    };
    let provisional = match limit.unit {
        Unit::WorkingDays => !calendar.is_known_between(start, on),
        // Only the last day is looked up.
        Unit::CalendarDays | Unit::Months => {
            limit.roll && !calendar.is_known_between(before(unrolled_on), on)
        }
    };
    End {
        on,
        unrolled_on,
        provisional,
    }
}

/// The `n`th working day after `start`; `start` itself for `n = 0`.
pub fn add_working_days(calendar: &Calendar, start: Date, n: u16) -> Date {
    if n == 0 {
        return start;
    }
    let ranks = calendar.ranks();
    let through_start = ranks.before(start.to_julian_day() + 1);
    day_of(ranks.worked(through_start + i32::from(n) - 1))
}

/// The `n`th working day before `due`: from the next day on, `n` of them are left through `due` itself.
pub fn working_days_before(calendar: &Calendar, due: Date, n: u16) -> Date {
    let ranks = calendar.ranks();
    let before_due = ranks.before(due.to_julian_day());
    day_of(ranks.worked(before_due - i32::from(n)))
}

/// How many working days lie in `(after, through]`.
pub fn working_days_between(calendar: &Calendar, after: Date, through: Date) -> u32 {
    let ranks = calendar.ranks();
    let until = |day: Date| ranks.before(day.to_julian_day() + 1);
    // None where the one day is not before the other.
    u32::try_from(until(through) - until(after)).unwrap_or_default()
}

/// The day itself if it is worked, else the next working day (民法典第二百零三条).
pub fn roll_forward(calendar: &Calendar, date: Date) -> Date {
    let ranks = calendar.ranks();
    day_of(ranks.worked(ranks.before(date.to_julian_day())))
}

fn day_of(number: i32) -> Date {
    Date::from_julian_day(number).unwrap_or(Date::MAX)
}

/// The same day of the month `n` months later, or that month's last day (民法典第二百零二条).
pub fn add_months(date: Date, n: u16) -> Date {
    let months = i32::from(u8::from(date.month())) - 1 + i32::from(n);
    let year = date.year() + months / 12;
    let month = u8::try_from(months % 12 + 1)
        .ok()
        .and_then(|month| Month::try_from(month).ok());
    let month = month.expect("a remainder of twelve plus one is a month");
    let day = date.day().min(days_in_month(month, year));
    Date::from_calendar_date(year, month, day).unwrap_or(Date::MAX)
}

/// The same day of the month `n` years later, or that month's last day (民法典第二百零二条).
pub fn add_years(date: Date, n: u8) -> Date {
    add_months(date, u16::from(n) * u16::from(u8::from(Month::December)))
}

/// The days of `(after, through]` that are not worked, in runs of one reason each: what an explanation lists.
pub fn left_out(calendar: &Calendar, after: Date, through: Date) -> Vec<LeftOut<'_>> {
    let (Some(runs), Some(first)) = (calendar.runs().rest(after, through), after.next_day()) else {
        return left_out_day_by_day(calendar, after, through);
    };
    // A run may begin before these days and end after them.
    let mut clipped = Vec::with_capacity(runs.len());
    for run in runs {
        clipped.push(LeftOut {
            from: run.from.max(first),
            through: run.through.min(through),
            why: run.name.as_deref().unwrap_or(WEEKEND),
        });
    }
    clipped
}

/// The same beyond the years that the calendar spans.
fn left_out_day_by_day(calendar: &Calendar, after: Date, through: Date) -> Vec<LeftOut<'_>> {
    let mut runs: Vec<LeftOut<'_>> = Vec::new();
    for date in days(after, through) {
        let day = calendar.day(date);
        if day.working {
            continue;
        }
        let why = day.name.unwrap_or(WEEKEND);
        match runs.last_mut() {
            Some(run) if run.why == why && run.through.next_day() == Some(date) => run.through = date,
            _ => runs.push(LeftOut {
                from: date,
                through: date,
                why,
            }),
        }
    }
    runs
}

/// The weekend days of `(after, through]` that are worked and therefore count, each with its holiday.
pub fn swapped_in(calendar: &Calendar, after: Date, through: Date) -> Vec<(Date, &str)> {
    let swapped = calendar.runs().swapped(after, through).iter();
    swapped.map(|day| (day.on, day.name.as_str())).collect()
}

fn days(after: Date, through: Date) -> impl Iterator<Item = Date> {
    successors(after.next_day(), |date| date.next_day()).take_while(move |date| *date <= through)
}

fn before(date: Date) -> Date {
    date.previous_day().unwrap_or(Date::MIN)
}
