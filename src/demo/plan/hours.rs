//! Days and hours: staff work on working days from nine to half past five, with a break; applicants do not.

use time::{Date, Duration, OffsetDateTime, Time};

use crate::{clock::BEIJING, demo::chance::Chance, law::Calendar};

/// Office hours in minutes of the day: morning and afternoon.
const MORNING: (u16, u16) = (9 * 60, 12 * 60);
const AFTERNOON: (u16, u16) = (14 * 60, 17 * 60 + 30);

/// The working day that lies `count` working days before a day; for 0 the last working day before it.
pub(super) fn working_days_before(calendar: &Calendar, day: Date, count: u16) -> Date {
    let mut left = count.max(1);
    let mut at = day;
    while left > 0 {
        at = at.saturating_sub(Duration::DAY);
        if calendar.is_working(at) {
            left -= 1;
        }
    }
    at
}

/// A moment that only moves forward.
#[derive(Debug, Clone)]
pub(super) struct Moment {
    pub(super) day: Date,
    minute: u16,
}

impl Moment {
    /// In office hours of a working day.
    pub(super) fn in_office(day: Date, chance: &mut Chance) -> Self {
        let (from, until) = if chance.percent(55) { MORNING } else { AFTERNOON };
        Self {
            day,
            minute: chance.between(from, until - 60),
        }
    }

    /// When people at home fill in forms.
    pub(super) fn at_home(day: Date, chance: &mut Chance) -> Self {
        Self {
            day,
            minute: chance.between(7 * 60, 22 * 60 + 30),
        }
    }

    pub(super) fn instant(&self) -> OffsetDateTime {
        let midnight = self.day.with_time(Time::MIDNIGHT).assume_offset(BEIJING);
        (midnight + Duration::minutes(i64::from(self.minute))).to_offset(time::UtcOffset::UTC)
    }

    /// So many working days later, in office hours; for 0 a little later, on the same day if it is still worked.
    pub(super) fn later(&mut self, calendar: &Calendar, working_days: u16, chance: &mut Chance) {
        let soon = self.minute + chance.between(4, 50);
        let open = calendar.is_working(self.day) && soon < AFTERNOON.1;
        if working_days == 0 && open {
            let in_break = (MORNING.1..AFTERNOON.0).contains(&soon);
            self.minute = if in_break {
                AFTERNOON.0 + soon - MORNING.1
            } else {
                soon.max(MORNING.0)
            };
            return;
        }
        self.day = crate::law::add_working_days(calendar, self.day, working_days.max(1));
        self.minute = Self::in_office(self.day, chance).minute;
    }

    /// So many days later, at home.
    pub(super) fn days_later(&mut self, days: u16, chance: &mut Chance) {
        if days == 0 {
            self.minute = (self.minute + chance.between(5, 90)).min(23 * 60 + 50);
        } else {
            self.day = self.day.saturating_add(Duration::days(i64::from(days)));
            self.minute = Self::at_home(self.day, chance).minute;
        }
    }
}
