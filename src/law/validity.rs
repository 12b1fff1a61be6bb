//! Rules over time: from when until when each is in force.

use time::Date;

/// A rule with a time of validity.
pub(super) trait Valid {
    /// First day in force.
    fn from(&self) -> Date;
    /// Last day in force; `None` while no end is known.
    fn until(&self) -> Option<Date>;
}

macro_rules! valid {
    ($($name:ty),+) => {
        $(impl $crate::law::validity::Valid for $name {
            fn from(&self) -> time::Date { self.from }
            fn until(&self) -> Option<time::Date> { self.until }
        })+
    };
}
pub(super) use valid;

/// How two successive rules for the same thing do not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Misfit {
    /// Both are in force on this day.
    Overlap(Date),
    /// Neither is in force on this day.
    Gap(Date),
}

/// Whether `later` follows `earlier` without a day in both or in neither.
pub(super) fn misfit(earlier: &impl Valid, later: &impl Valid) -> Option<Misfit> {
    match earlier.until() {
        Some(until) if until < later.from() => {
            let expected = until.next_day()?;
            (expected < later.from()).then_some(Misfit::Gap(expected))
        }
        Some(_) | None => Some(Misfit::Overlap(later.from())),
    }
}

/// The rule in force on a day. A day before the first rule is judged by the first, one after the last by the last: the
/// data reaches back as far as cases do, and a rule whose end is known stands until another one is loaded.
pub(super) fn in_force<T: Valid>(rules: &[T], on: Date) -> Option<&T> {
    rules
        .iter()
        .rev()
        .find(|rule| rule.from() <= on)
        .or_else(|| rules.first())
}

/// Whether the rule is in force on a day.
pub(super) fn is_in_force(rule: &impl Valid, on: Date) -> bool {
    rule.from() <= on && rule.until().is_none_or(|until| on <= until)
}
