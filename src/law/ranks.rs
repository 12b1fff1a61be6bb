//! The place of each day among the working days, so that counting them is one subtraction and finding the n-th one
//! look-up. Days are Julian day numbers; outside the table every week has its five.

/// How many days of a week are worked where nothing else is known.
const WEEKDAYS: i32 = 5;

/// The working days of a calendar's table in their order.
#[derive(Clone, Default)]
pub(super) struct Ranks {
    first: i32,
    /// How many days of the table are worked before each of its days, and, as the last entry, in all.
    before: Vec<i32>,
    /// The working days of the table.
    worked: Vec<i32>,
}

impl Ranks {
    /// Of a table that begins with the day `first`.
    pub(super) fn of(first: i32, days: impl Iterator<Item = bool>) -> Self {
        let (mut before, mut worked) = (vec![0], Vec::new());
        let mut count = 0;
        for (day, is_worked) in (first..).zip(days) {
            if is_worked {
                worked.push(day);
                count += 1;
            }
            before.push(count);
        }
        Self {
            first,
            before,
            worked,
        }
    }

    /// The rank of a day: how many working days come before it, from the beginning of the table. Days before the table
    /// have negative ranks.
    pub(super) fn before(&self, day: i32) -> i32 {
        let index = usize::try_from(i64::from(day) - i64::from(self.first));
        if let Some(count) = index.ok().and_then(|index| self.before.get(index)) {
            return *count;
        }
        if day < self.first {
            return weekdays_before(day) - weekdays_before(self.first);
        }
        self.total() + weekdays_before(day) - weekdays_before(self.end())
    }

    /// The working day of a rank: the one before which so many come.
    pub(super) fn worked(&self, rank: i32) -> i32 {
        if let Some(day) = usize::try_from(rank).ok().and_then(|rank| self.worked.get(rank)) {
            return *day;
        }
        if rank < 0 {
            return weekday(weekdays_before(self.first).saturating_add(rank));
        }
        let beyond = rank.saturating_sub(self.total());
        weekday(weekdays_before(self.end()).saturating_add(beyond))
    }

    fn total(&self) -> i32 {
        self.before.last().copied().unwrap_or_default()
    }

    /// The first day after the table.
    fn end(&self) -> i32 {
        let days = self.before.len().saturating_sub(1);
        self.first.saturating_add(i32::try_from(days).unwrap_or(i32::MAX))
    }
}

/// Weekdays from Julian day 0, a Monday, to the day before `day`.
fn weekdays_before(day: i32) -> i32 {
    day.div_euclid(7) * WEEKDAYS + day.rem_euclid(7).min(WEEKDAYS)
}

/// The weekday before which so many weekdays come.
fn weekday(count: i32) -> i32 {
    count
        .div_euclid(WEEKDAYS)
        .saturating_mul(7)
        .saturating_add(count.rem_euclid(WEEKDAYS))
}
