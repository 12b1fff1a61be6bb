//! Whether a notice makes sense: held against itself and against the holidays that the law fixes.

use std::{collections::BTreeSet, fmt};

use time::{Date, Month, Weekday};

use super::{Fault, Wrong};
use crate::law::{FixedHoliday, NamedDay, Notice};

/// Years whose neighbours are in the calendar too.
const YEARS: std::ops::RangeInclusive<i32> = 2001..=2048;

const MAX_NAME: usize = 30;
const MAX_SOURCE: usize = 500;

/// What is odd, but may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// A day is said to be worked that would be worked anyway.
    WorkedAnyway(Date),
    /// A national notice that swaps no weekend day in; there was none in ten years.
    NothingWorkedInstead,
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WorkedAnyway(date) => write!(f, "{date}本来就是工作日，写成上班没有作用"),
            Self::NothingWorkedInstead => write!(f, "没有一个补班的日子，请核对是否漏了"),
        }
    }
}

/// Holds a notice against what any notice must have; a national one also against the fixed holidays.
pub fn check(notice: &Notice, national: Option<&[FixedHoliday]>) -> Result<Vec<Remark>, Vec<Fault>> {
    let mut faults: Vec<Fault> = Vec::new();
    let mut wrong = |wrong: Wrong| faults.push(wrong.into());
    if !YEARS.contains(&notice.year) {
        wrong(Wrong::YearOutOfRange(notice.year));
    }
    if notice.rest.is_empty() && notice.work.is_empty() {
        wrong(Wrong::NoDays);
    }
    if notice.source.iter().all(|source| source.trim().is_empty()) {
        wrong(Wrong::NoSource);
    }
    if notice
        .source
        .iter()
        .map(|source| source.chars().count())
        .sum::<usize>()
        > MAX_SOURCE
    {
        wrong(Wrong::LongSource);
    }
    let mut seen = BTreeSet::new();
    for day in notice.rest.iter().chain(&notice.work) {
        of_day(notice, day, &mut wrong);
        if !seen.insert(day.date) {
            let is_both = notice.rest.iter().any(|rest| rest.date == day.date)
                && notice.work.iter().any(|work| work.date == day.date);
            wrong(if is_both {
                Wrong::BothOffAndWorked(day.date)
            } else {
                Wrong::Twice(day.date)
            });
        }
    }
    for holiday in national.unwrap_or_default() {
        if let Some(date) = missing(notice, holiday) {
            wrong(Wrong::FixedMissing {
                date,
                name: holiday.name.clone(),
                article: holiday.article.to_string(),
            });
        }
    }
    if faults.is_empty() {
        Ok(remarks(notice, national.is_some()))
    } else {
        Err(faults)
    }
}

fn of_day(notice: &Notice, day: &NamedDay, wrong: &mut impl FnMut(Wrong)) {
    let NamedDay { date, name } = day;
    let is_of_year = date.year() == notice.year
        || (date.month() == Month::December && date.year() + 1 == notice.year)
        || (date.month() == Month::January && date.year() - 1 == notice.year);
    if !is_of_year {
        wrong(Wrong::OutsideYear {
            date: *date,
            year: notice.year,
        });
    }
    if name.trim().is_empty() {
        wrong(Wrong::NoName(*date));
    }
    if name.chars().count() > MAX_NAME {
        wrong(Wrong::LongName(*date));
    }
}

/// The fixed holiday of the notice's year, if the notice does not take it off.
fn missing(notice: &Notice, holiday: &FixedHoliday) -> Option<Date> {
    let month = Month::try_from(holiday.month).ok()?;
    let date = Date::from_calendar_date(notice.year, month, holiday.day).ok()?;
    let is_off = notice.rest.iter().any(|rest| rest.date == date);
    (!is_off).then_some(date)
}

fn remarks(notice: &Notice, is_national: bool) -> Vec<Remark> {
    let is_weekend = |date: Date| matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
    let worked = notice.work.iter().filter(|day| !is_weekend(day.date));
    let mut remarks: Vec<Remark> = worked.map(|day| Remark::WorkedAnyway(day.date)).collect();
    if is_national && notice.work.is_empty() {
        remarks.push(Remark::NothingWorkedInstead);
    }
    remarks
}
