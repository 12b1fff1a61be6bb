//! How long cases took: in working days from the receipt on, the day itself not counted, as the law counts its limits.

use crate::{
    law::{Calendar, working_days_between},
    store::queue::Ended,
};

/// How long some cases took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Duration {
    /// Half of them took no longer; in half working days.
    pub(super) median_halves: u64,
    /// The longest of all, in working days.
    pub(super) longest: u32,
}

impl Duration {
    /// Of cases that ended; nothing where none of them has a receipt to count from.
    pub(super) fn of<'a>(calendar: &Calendar, ended: impl Iterator<Item = &'a Ended>) -> Option<Self> {
        let mut took: Vec<(u32, u64)> = ended
            .filter_map(|some| {
                let received = some.received_on?;
                Some((
                    working_days_between(calendar, received, some.ended_on),
                    some.count,
                ))
            })
            .collect();
        took.sort_unstable();
        let count: u64 = took.iter().map(|(_, count)| count).sum();
        // Of an even number the two in the middle are taken together.
        let (lower, upper) = (nth(&took, count.checked_sub(1)? / 2)?, nth(&took, count / 2)?);
        Some(Self {
            median_halves: u64::from(lower) + u64::from(upper),
            longest: took.last()?.0,
        })
    }

    /// `12` or `12.5`
    pub(super) fn median(self) -> String {
        let whole = self.median_halves / 2;
        if self.median_halves.is_multiple_of(2) {
            whole.to_string()
        } else {
            format!("{whole}.5")
        }
    }
}

/// The one at a place, counted from nought, of values that each stand for several.
fn nth(sorted: &[(u32, u64)], place: u64) -> Option<u32> {
    let mut passed = 0;
    for (value, count) in sorted {
        passed += count;
        if place < passed {
            return Some(*value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use time::{Date, macros::date};

    use super::*;
    use crate::law::Law;

    fn ended(received_on: Option<Date>, ended_on: Date, count: u64) -> Ended {
        Ended {
            department: None,
            outcome: None,
            received_on,
            ended_on,
            count,
        }
    }

    #[test]
    fn half_of_them_took_no_longer() {
        let law = Law::embedded().unwrap();
        let of = |some: &[Ended]| Duration::of(&law.calendar, some.iter());
        // Monday 9 November 2026; a week without days off.
        let monday = date!(2026 - 11 - 09);
        let one = ended(Some(monday), date!(2026 - 11 - 10), 1);
        let three = ended(Some(monday), date!(2026 - 11 - 12), 1);
        let five = ended(Some(monday), date!(2026 - 11 - 16), 2);
        let median = |some: &[Ended]| of(some).map(|took| (took.median(), took.longest));
        assert_eq!(median(std::slice::from_ref(&one)), Some(("1".to_owned(), 1)));
        assert_eq!(median(&[three.clone(), one.clone()]), Some(("2".to_owned(), 3)));
        assert_eq!(
            median(&[five.clone(), three.clone(), one.clone()]),
            Some(("4".to_owned(), 5))
        );
        let four = ended(Some(monday), date!(2026 - 11 - 13), 1);
        assert_eq!(median(&[four, three]), Some(("3.5".to_owned(), 4)));
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[ended(None, monday, 3)]), None);
    }

    #[test]
    fn days_off_are_not_counted() {
        let law = Law::embedded().unwrap();
        // Over the National Day: 1 to 7 October 2026 are off.
        let over = [ended(Some(date!(2026 - 09 - 30)), date!(2026 - 10 - 08), 1)];
        assert_eq!(Duration::of(&law.calendar, over.iter()).unwrap().longest, 1);
    }
}
