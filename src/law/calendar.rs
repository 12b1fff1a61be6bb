//! Working days: the yearly holiday notices of the State Council over the weekly rest days.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};
use time::{Date, Month};

use super::{ranks::Ranks, runs::Runs};

/// One yearly notice 国务院办公厅关于某年部分节假日安排的通知, or what a region adds to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// The year it arranges; it may name days of a neighbouring year.
    pub year: i32,
    /// Where it was published.
    pub source: Vec<String>,
    /// Days off, weekends inside the holiday included.
    pub rest: Vec<NamedDay>,
    /// Days that are worked instead 调休; a weekday among them was off under an earlier notice of the same year.
    pub work: Vec<NamedDay>,
}

/// A day and the holiday that makes it special.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedDay {
    /// The day.
    #[serde(
        serialize_with = "super::load::write_iso",
        deserialize_with = "super::load::iso_date"
    )]
    pub date: Date,
    /// The holiday: `国庆节`.
    pub name: String,
}

/// A holiday that 全国年节及纪念日放假办法 fixes by month and day, so that it is off before any yearly notice is out.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FixedHoliday {
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month.
    pub day: u8,
    /// The holiday: `元旦`.
    pub name: String,
    /// The rule.
    pub article: super::Article,
}

/// What is wrong with a set of notices.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// No notice at all.
    #[error("没有任何一年的节假日安排")]
    Empty,
    /// Two notices for one year.
    #[error("{0}年的节假日安排重复")]
    Twice(i32),
    /// A year is missing between the first and the last.
    #[error("缺少{0}年的节假日安排")]
    Gap(i32),
    /// One notice calls a day both off and worked.
    #[error("{year}年的节假日安排自相矛盾：{date}")]
    Contradiction {
        /// Year of the notice.
        year: i32,
        /// The day.
        date: Date,
    },
    /// A fixed holiday on a day that no month has.
    #[error("固定节日的日期不存在：{0}月{1}日")]
    NoSuchDay(u8, u8),
}

impl CalendarError {
    /// The year of the notice that is to blame, where it is one.
    pub(super) fn year(&self) -> Option<i32> {
        match self {
            Self::Twice(year) | Self::Contradiction { year, .. } => Some(*year),
            // The notice before the gap.
            Self::Gap(year) => Some(*year - 1),
            Self::Empty | Self::NoSuchDay(_, _) => None,
        }
    }
}

/// A day as the calendar knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day<'a> {
    /// The day.
    pub date: Date,
    /// Whether it counts as a working day.
    pub working: bool,
    /// Whether a notice covers it; where not, it is taken as a plain day of the week and every date that depends on it
    /// is provisional.
    pub known: bool,
    /// The holiday for which it is off, or for which it is worked.
    pub name: Option<&'a str>,
    /// A weekend day that is worked instead of another 调休上班.
    pub swapped: bool,
}

const WORKING: u8 = 1;
const KNOWN: u8 = 2;
const NAMED: u8 = 4;

/// The first and the last year that the table spans. Beyond it every day is a plain day of the week.
const TABLE: (i32, i32) = (2000, 2049);

/// The working days of one region, as a dense table by day number. Immutable: a new notice makes a new calendar.
#[derive(Clone)]
pub struct Calendar {
    first: i32,
    days: Vec<u8>,
    ranks: Ranks,
    runs: Runs,
    names: BTreeMap<i32, String>,
    known_from: Date,
    known_until: Date,
}

impl fmt::Debug for Calendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Calendar({}..={})", self.known_from, self.known_until)
    }
}

impl Calendar {
    /// Lays the notices over the weekly rest days. The years must be complete between the first and the last.
    pub fn new(notices: &[Notice], fixed: &[FixedHoliday]) -> Result<Self, CalendarError> {
        let mut years: Vec<i32> = notices.iter().map(|notice| notice.year).collect();
        years.sort_unstable();
        let (Some(&from), Some(&until)) = (years.first(), years.last()) else {
            return Err(CalendarError::Empty);
        };
        for pair in years.windows(2) {
            if let [a, b] = *pair {
                if a == b {
                    return Err(CalendarError::Twice(a));
                }
                if b != a + 1 {
                    return Err(CalendarError::Gap(a + 1));
                }
            }
        }
        let mut calendar = Self {
            first: new_year(TABLE.0).to_julian_day(),
            days: Vec::new(),
            ranks: Ranks::default(),
            runs: Runs::default(),
            names: BTreeMap::new(),
            known_from: new_year(from),
            known_until: last_day(until),
        };
        calendar.lay_weeks();
        calendar.lay_fixed(fixed)?;
        for notice in notices {
            calendar.lay_notice(notice, |_| KNOWN)?;
        }
        calendar.rank();
        Ok(calendar)
    }

    /// The same calendar with what a region adds laid over it: 民族自治地方的放假, days on which a disaster closes the
    /// offices. Whether a day is known remains for the yearly notices to say.
    pub fn with_regional<'a>(
        &self,
        notices: impl IntoIterator<Item = &'a Notice>,
    ) -> Result<Self, CalendarError> {
        let mut calendar = self.clone();
        for notice in notices {
            calendar.lay_notice(notice, |below| below & KNOWN)?;
        }
        calendar.rank();
        Ok(calendar)
    }

    fn rank(&mut self) {
        let worked = self.days.iter().map(|flags| flags & WORKING != 0);
        self.ranks = Ranks::of(self.first, worked);
        let numbers = (self.first..).zip(&self.days).map(|(number, _)| number);
        let days = numbers.filter_map(|number| Date::from_julian_day(number).ok());
        self.runs = Runs::of(days.map(|date| self.day(date)));
    }

    fn lay_weeks(&mut self) {
        let known = self.known_from.to_julian_day()..=self.known_until.to_julian_day();
        self.days = (self.first..=last_day(TABLE.1).to_julian_day())
            .map(|day| {
                let known = if known.contains(&day) { KNOWN } else { 0 };
                if is_weekend(day) { known } else { known | WORKING }
            })
            .collect();
    }

    /// Only in years without a notice: a notice says itself what is off.
    fn lay_fixed(&mut self, fixed: &[FixedHoliday]) -> Result<(), CalendarError> {
        for holiday in fixed {
            let wrong = || CalendarError::NoSuchDay(holiday.month, holiday.day);
            let month = Month::try_from(holiday.month).map_err(|_| wrong())?;
            for year in TABLE.0..=TABLE.1 {
                let date = Date::from_calendar_date(year, month, holiday.day).map_err(|_| wrong())?;
                if date < self.known_from || date > self.known_until {
                    self.set(date, 0, &holiday.name);
                }
            }
        }
        Ok(())
    }

    /// `known` says from the flags of the day below whether the day is known now.
    fn lay_notice(&mut self, notice: &Notice, known: impl Fn(u8) -> u8) -> Result<(), CalendarError> {
        for day in &notice.rest {
            self.set(day.date, known(self.flags(day.date.to_julian_day())), &day.name);
        }
        for day in &notice.work {
            let contradiction = CalendarError::Contradiction {
                year: notice.year,
                date: day.date,
            };
            if notice.rest.iter().any(|rest| rest.date == day.date) {
                return Err(contradiction);
            }
            let known = known(self.flags(day.date.to_julian_day()));
            self.set(day.date, known | WORKING, &day.name);
        }
        Ok(())
    }

    fn set(&mut self, date: Date, flags: u8, name: &str) {
        let day = date.to_julian_day();
        let slot = usize::try_from(day - self.first)
            .ok()
            .and_then(|index| self.days.get_mut(index));
        if let Some(slot) = slot {
            *slot = flags | NAMED;
            self.names.insert(day, name.to_owned());
        }
    }

    fn flags(&self, day: i32) -> u8 {
        usize::try_from(day - self.first)
            .ok()
            .and_then(|index| self.days.get(index).copied())
            .unwrap_or(if is_weekend(day) { 0 } else { WORKING })
    }

    /// Whether the day is worked: a weekday that no notice takes off, or a weekend day that a notice swaps in.
    pub fn is_working(&self, date: Date) -> bool {
        self.flags(date.to_julian_day()) & WORKING != 0
    }

    /// Each day's place among the working days.
    pub(super) fn ranks(&self) -> &Ranks {
        &self.ranks
    }

    /// Its rest days in runs, and its worked weekend days.
    pub(super) fn runs(&self) -> &Runs {
        &self.runs
    }

    /// Whether a notice covers the day.
    pub fn is_known(&self, date: Date) -> bool {
        self.flags(date.to_julian_day()) & KNOWN != 0
    }

    /// Everything that is known of a day.
    pub fn day(&self, date: Date) -> Day<'_> {
        let number = date.to_julian_day();
        let flags = self.flags(number);
        let working = flags & WORKING != 0;
        let name = if flags & NAMED == 0 {
            None
        } else {
            self.names.get(&number).map(String::as_str)
        };
        Day {
            date,
            working,
            known: flags & KNOWN != 0,
            name,
            swapped: working && is_weekend(number),
        }
    }

    /// Every day that the other calendar works or names otherwise, as it is here and there.
    pub fn changes<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = (Day<'a>, Day<'a>)> {
        (self.first..).zip(&self.days).filter_map(|(number, _)| {
            let date = Date::from_julian_day(number).ok()?;
            let (here, there) = (self.day(date), other.day(date));
            let changed = (here.working, here.name) != (there.working, there.name);
            changed.then_some((here, there))
        })
    }

    /// The first day of the first loaded year.
    pub fn known_from(&self) -> Date {
        self.known_from
    }

    /// The last day of the last loaded year; a date that depends on a later day is provisional.
    pub fn known_until(&self) -> Date {
        self.known_until
    }

    /// Whether every day of `(after, through]` is covered by a notice.
    pub fn is_known_between(&self, after: Date, through: Date) -> bool {
        // Between its ends the table has no holes, so the two ends speak for all days between them.
        match after.next_day() {
            Some(first) if first <= through => self.is_known(first) && self.is_known(through),
            _ => true,
        }
    }
}

fn new_year(year: i32) -> Date {
    Date::from_calendar_date(year, Month::January, 1).expect("loaded years are four digits")
}

fn last_day(year: i32) -> Date {
    Date::from_calendar_date(year, Month::December, 31).expect("loaded years are four digits")
}

pub(super) fn is_weekend(day: i32) -> bool {
    // Julian day 0 was a Monday.
    day.rem_euclid(7) >= 5
}
