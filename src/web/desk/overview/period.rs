//! The days that a page is about, and the months or years that they are cut into.

use time::{Date, Month};

use super::Asked;
use crate::{
    store::queue::Days,
    text::key,
    web::{
        desk::queue::day,
        form::FieldErrors,
        wording::{Said, Voice},
    },
};

/// How many columns a picture has room for: more months are told as years.
const MOST: usize = 36;

/// How many months are shown where nothing is asked for, the present one among them.
const MONTHS: u32 = 12;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) from: Date,
    pub(super) until: Date,
}

/// A piece of a period: a month or a year, as far as it lies within.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) from: Date,
    pub(super) until: Date,
    /// A month; otherwise a whole year is meant.
    pub(super) is_month: bool,
}

impl Slot {
    pub(super) fn days(self) -> Days {
        Days::between(self.from, self.until)
    }

    pub(super) fn has(self, day: Date) -> bool {
        self.from <= day && day <= self.until
    }

    /// `11月`
    pub(super) fn short_name(self, voice: Voice<'_>) -> Said {
        if self.is_month {
            let month = u8::from(self.from.month()).to_string();
            voice.say_with(key("overview-short-month"), &[("month", &month)])
        } else {
            self.name(voice)
        }
    }

    /// `2026年11月`
    pub(super) fn name(self, voice: Voice<'_>) -> Said {
        let (year, month) = (
            self.from.year().to_string(),
            u8::from(self.from.month()).to_string(),
        );
        if self.is_month {
            voice.say_with(key("overview-month"), &[("year", &year), ("month", &month)])
        } else {
            voice.say_with(key("overview-year"), &[("year", &year)])
        }
    }
}

/// What people may choose without typing.
pub(super) fn presets(today: Date) -> [(crate::text::Key, Period); 4] {
    let month = first_of_month(today);
    let year = first_of_year(today);
    let last_year = first_of_year(year.previous_day().unwrap_or(year));
    [
        (key("overview-this-month"), Period::of(month, today)),
        (key("overview-this-year"), Period::of(year, today)),
        (
            key("overview-last-year"),
            Period::of(last_year, year.previous_day().unwrap_or(year)),
        ),
        (key("overview-twelve-months"), Period::usual(today)),
    ]
}

impl Period {
    const fn of(from: Date, until: Date) -> Self {
        Self { from, until }
    }

    /// The months up to today.
    pub(super) fn usual(today: Date) -> Self {
        let mut from = first_of_month(today);
        for _ in 1..MONTHS {
            from = first_of_month(from.previous_day().unwrap_or(from));
        }
        Self::of(from, today)
    }

    /// What is asked for; what cannot be understood is told at its field, and the usual period shown.
    pub(super) fn read(asked: &Asked, today: Date, voice: Voice<'_>, errors: &mut FieldErrors) -> Said<Self> {
        let usual = Self::usual(today);
        let mut read = |id: &str, typed: &str, otherwise: Date| -> Said<Date> {
            if typed.trim().is_empty() {
                return Ok(otherwise);
            }
            if let Some(day) = day(typed) {
                return Ok(day);
            }
            errors.add(id, voice.say(key("queue-no-day"))?);
            Ok(otherwise)
        };
        let period = Self::of(
            read("from", &asked.from, usual.from)?,
            read("until", &asked.until, usual.until)?,
        );
        if !errors.is_empty() {
            return Ok(usual);
        }
        if period.from > period.until {
            errors.add("until", voice.say(key("queue-days-reversed"))?);
            return Ok(usual);
        }
        if period.slots().len() > MOST {
            let most = MOST.to_string();
            errors.add(
                "from",
                voice.say_with(key("overview-too-long"), &[("most", &most)])?,
            );
            return Ok(usual);
        }
        Ok(period)
    }

    pub(super) fn days(self) -> Days {
        Days::between(self.from, self.until)
    }

    /// Its months, or its years where it has more months than there is room for.
    pub(super) fn slots(self) -> Vec<Slot> {
        let months = self.cut(true);
        if months.len() > MOST {
            self.cut(false)
        } else {
            months
        }
    }

    fn cut(self, is_month: bool) -> Vec<Slot> {
        let mut slots = Vec::new();
        let mut from = self.from;
        // One more than there is room for is enough to know that there is none.
        while from <= self.until && slots.len() <= MOST {
            let last = if is_month {
                last_of_month(from)
            } else {
                Date::from_calendar_date(from.year(), Month::December, 31).unwrap_or(Date::MAX)
            };
            slots.push(Slot {
                from,
                until: last.min(self.until),
                is_month,
            });
            match last.next_day() {
                Some(next) => from = next,
                None => break,
            }
        }
        slots
    }
}

fn first_of_month(day: Date) -> Date {
    day.replace_day(1).unwrap_or(day)
}

fn last_of_month(day: Date) -> Date {
    day.replace_day(day.month().length(day.year())).unwrap_or(day)
}

fn first_of_year(day: Date) -> Date {
    Date::from_calendar_date(day.year(), Month::January, 1).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn twelve_months_end_with_the_present_one_which_is_not_over() {
        let slots = Period::usual(date!(2026 - 11 - 27)).slots();
        assert_eq!(slots.len(), 12);
        assert_eq!(
            (slots[0].from, slots[0].until),
            (date!(2025 - 12 - 01), date!(2025 - 12 - 31))
        );
        assert_eq!(
            (slots[11].from, slots[11].until),
            (date!(2026 - 11 - 01), date!(2026 - 11 - 27))
        );
    }

    #[test]
    fn what_has_many_months_is_told_by_years() {
        let long = Period::of(date!(2020 - 05 - 15), date!(2026 - 02 - 28));
        let slots = long.slots();
        assert_eq!(slots.len(), 7);
        assert!(slots.iter().all(|slot| !slot.is_month));
        assert_eq!(
            (slots[0].from, slots[0].until),
            (date!(2020 - 05 - 15), date!(2020 - 12 - 31))
        );
        assert_eq!(slots[6].until, date!(2026 - 02 - 28));
    }

    #[test]
    fn pieces_follow_one_another_without_a_gap() {
        let slots = Period::of(date!(2024 - 01 - 31), date!(2026 - 12 - 31)).slots();
        assert_eq!(slots.len(), 36);
        for pair in slots.windows(2) {
            assert_eq!(pair[0].until.next_day(), Some(pair[1].from));
        }
    }

    #[test]
    fn what_people_may_choose_is_whole() {
        let chosen: Vec<_> = presets(date!(2026 - 03 - 05))
            .into_iter()
            .map(|(_, period)| (period.from, period.until))
            .collect();
        let today = date!(2026 - 03 - 05);
        assert_eq!(
            chosen,
            [
                (date!(2026 - 03 - 01), today),
                (date!(2026 - 01 - 01), today),
                (date!(2025 - 01 - 01), date!(2025 - 12 - 31)),
                (date!(2025 - 04 - 01), today),
            ]
        );
    }
}
