//! The clock, as an argument: only here does the program look at the time of day.
//!
//! Instants are UTC and whole seconds (a variable fraction would sort wrongly as text in SQLite). Deadlines are
//! civil dates at the office's offset, +08:00 for every agency of the country.

use std::fmt::Debug;
use std::sync::Mutex;
use time::{Date, Duration, OffsetDateTime, UtcOffset};

/// China Standard Time.
pub const BEIJING: UtcOffset = match UtcOffset::from_hms(8, 0, 0) {
    Ok(offset) => offset,
    Err(_) => UtcOffset::UTC,
};

/// Tells the time.
pub trait Clock: Debug + Send + Sync {
    /// The instant, in UTC, cut to the second.
    fn now(&self) -> OffsetDateTime;

    /// The office's distance from UTC.
    fn offset(&self) -> UtcOffset;

    /// The office's calendar date.
    fn today(&self) -> Date {
        self.now().to_offset(self.offset()).date()
    }
}

/// The clock of the machine.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock {
    offset: UtcOffset,
}

impl SystemClock {
    /// The machine's clock, for an office at this offset.
    pub const fn at(offset: UtcOffset) -> Self {
        Self { offset }
    }
}

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the Clock")]
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::now_utc().truncate_to_second()
    }

    fn offset(&self) -> UtcOffset {
        self.offset
    }
}

/// A clock that stands still until it is set: for tests, and for making a past.
#[derive(Debug)]
pub struct FixedClock {
    now: Mutex<OffsetDateTime>,
}

impl FixedClock {
    /// Stands at this instant, at the offset of Beijing.
    pub const fn at(now: OffsetDateTime) -> Self {
        Self { now: Mutex::new(now) }
    }

    /// Sets the instant.
    pub fn set(&self, now: OffsetDateTime) {
        *self.now.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = now;
    }

    /// Moves on.
    pub fn advance(&self, by: Duration) {
        *self.now.lock().unwrap_or_else(std::sync::PoisonError::into_inner) += by;
    }
}

impl Clock for FixedClock {
    fn now(&self) -> OffsetDateTime {
        let now = *self.now.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        now.to_offset(UtcOffset::UTC).truncate_to_second()
    }

    fn offset(&self) -> UtcOffset {
        BEIJING
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, datetime};

    #[test]
    fn today_is_the_office_date() {
        let clock = FixedClock::at(datetime!(2026-11-22 15:59:59.9 UTC));
        assert_eq!(clock.now(), datetime!(2026-11-22 15:59:59 UTC));
        assert_eq!(clock.today(), date!(2026 - 11 - 22));
        clock.advance(Duration::SECOND);
        assert_eq!(clock.today(), date!(2026 - 11 - 23));
        clock.set(datetime!(2027-01-01 0:00 +8));
        assert_eq!(clock.now(), datetime!(2026-12-31 16:00 UTC));
        assert_eq!(clock.today(), date!(2027 - 01 - 01));
    }

    #[test]
    fn the_machine_tells_whole_seconds() {
        let now = SystemClock::at(BEIJING).now();
        assert_eq!((now.offset(), now.nanosecond()), (UtcOffset::UTC, 0));
    }
}
