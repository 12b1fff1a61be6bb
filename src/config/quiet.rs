//! Hours in which nobody is written to.

use serde::Deserialize;
use std::fmt;
use time::{Duration, OffsetDateTime, Time};

/// A time of day, `HH:MM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct TimeOfDay(Time);

impl TimeOfDay {
    pub(super) const fn hour(hour: u8) -> Self {
        match Time::from_hms(hour, 0, 0) {
            Ok(time) => Self(time),
            Err(_) => Self(Time::MIDNIGHT),
        }
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let parsed = text.split_once(':').and_then(|(hour, minute)| {
            let both = hour.len() == 2 && minute.len() == 2;
            let time = Time::from_hms(hour.parse().ok()?, minute.parse().ok()?, 0).ok()?;
            both.then_some(Self(time))
        });
        parsed.ok_or_else(|| format!("“{text}”不是钟点，应写成 21:00 这样"))
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0.hour(), self.0.minute())
    }
}

#[cfg(test)]
impl serde::Serialize for TimeOfDay {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// From one time of day until another, past midnight where the second is the earlier one; never where both are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuietHours {
    pub from: TimeOfDay,
    pub until: TimeOfDay,
}

impl QuietHours {
    /// The first moment at or after `at` (by the office's clock) that is not within them.
    pub fn after(self, at: OffsetDateTime) -> OffsetDateTime {
        let (from, until) = (self.from.0, self.until.0);
        let time = at.time();
        let ends = at.replace_time(until);
        if from <= until {
            if from <= time && time < until { ends } else { at }
        } else if time >= from {
            ends + Duration::DAY
        } else if time < until {
            ends
        } else {
            at
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    fn hours(from: &str, until: &str) -> QuietHours {
        let time = |text: &str| TimeOfDay::try_from(text.to_owned()).unwrap();
        QuietHours {
            from: time(from),
            until: time(until),
        }
    }

    #[test]
    fn the_night_ends_in_the_morning_whichever_day_it_began_on() {
        let night = hours("21:00", "08:00");
        let morning = datetime!(2026-11-21 8:00 +8);
        for at in [
            datetime!(2026-11-20 21:00 +8),
            datetime!(2026-11-20 23:59:59 +8),
            datetime!(2026-11-21 0:00 +8),
            datetime!(2026-11-21 7:59:59 +8),
        ] {
            assert_eq!(night.after(at), morning, "{at}");
        }
        for at in [datetime!(2026-11-21 8:00 +8), datetime!(2026-11-21 20:59:59 +8)] {
            assert_eq!(night.after(at), at);
        }
        let early = hours("00:00", "07:00");
        assert_eq!(
            early.after(datetime!(2026-11-20 1:00 +8)),
            datetime!(2026-11-20 7:00 +8)
        );
        assert_eq!(
            early.after(datetime!(2026-11-20 7:00 +8)),
            datetime!(2026-11-20 7:00 +8)
        );
    }

    #[test]
    fn the_same_time_twice_is_never() {
        let at = datetime!(2026-11-20 0:00 +8);
        assert_eq!(hours("00:00", "00:00").after(at), at);
    }

    #[test]
    fn a_time_of_day_is_written_in_four_digits() {
        for bad in ["7:00", "24:00", "07:60", "0700", "七点", "07:00:00"] {
            assert!(TimeOfDay::try_from(bad.to_owned()).is_err(), "{bad}");
        }
    }
}
