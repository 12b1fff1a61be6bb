//! In which year's table a case stands once years are closed: what becomes known only afterwards counts in the next
//! ([`carry_over`](crate::domain::carry_over)), so 上年结转 of a year is always 结转 of the one before. And where the cases
//! of a year are to be looked for, so that nobody has to go through all of them.

use std::collections::BTreeSet;

use time::{Date, Month};

use super::Intake;
use crate::{
    domain::carry_over::{Counted, counted, is_left},
    law::Law,
};

/// The last day on which what a year leaves may change: that on which the first report of it must be out.
pub fn closes_on(law: &Law, year: i32) -> Date {
    let days = law.report_days().iter().filter_map(|report| {
        let month = Month::try_from(report.month).ok()?;
        Date::from_calendar_date(year + 1, month, report.day).ok()
    });
    days.min().unwrap_or(Date::MAX)
}

/// The days of a case that decide in which years it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Life {
    pub received_on: Option<Date>,
    pub submitted_on: Option<Date>,
    pub ended_on: Option<Date>,
}

impl Life {
    /// The day of its receipt. What was withdrawn before that was settled came in when it was submitted.
    fn came_in(self) -> Option<Date> {
        self.received_on
            .or(self.submitted_on.filter(|_| self.ended_on.is_some()))
    }
}

/// Where a case stands in the table of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placed {
    /// It is counted, with a result or carried over.
    In { intake: Intake, has_result: bool },
    /// It was received in the year and became known when the year was closed: the next one counts it.
    Later,
    /// It belongs to other years, or is not received yet.
    Elsewhere,
}

/// Where cases of a year are looked for. None stands in two of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// Received in the year.
    Received,
    /// Ended in the year, and received before it or never.
    Ended,
    /// Received before the year, and not ended at all: while the year is open.
    Unended,
    /// Received before the year, and ended after it: while the year is open.
    EndedLater,
    /// Kept as left by the year, and in none of those before.
    Left,
    /// Kept as left by the year before, and in none of those before.
    LeftBefore,
}

/// A year of the report, and how far years are closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Years {
    pub year: i32,
    /// The last one of which it is kept for ever what it left.
    pub closed: Option<i32>,
}

impl Years {
    /// Whether it may still change what the year leaves.
    pub fn is_open(self) -> bool {
        self.closed.is_none_or(|closed| closed < self.year)
    }

    pub fn first_day(self) -> Date {
        Date::from_calendar_date(self.year, Month::January, 1).unwrap_or(Date::MIN)
    }

    pub fn last_day(self) -> Date {
        Date::from_calendar_date(self.year, Month::December, 31).unwrap_or(Date::MAX)
    }

    /// Everywhere where a case of the year may be.
    pub fn sources(self) -> Vec<Source> {
        let mut sources = vec![Source::Received, Source::Ended];
        if self.is_open() {
            sources.extend([Source::Unended, Source::EndedLater]);
        } else {
            sources.push(Source::Left);
        }
        if self.closed.is_some_and(|closed| closed >= self.year - 1) {
            sources.push(Source::LeftBefore);
        }
        sources
    }

    /// The one place in which a case that was found is counted; `left_by` are the closed years that left it to the next.
    pub fn source_of(self, life: Life, left_by: &BTreeSet<i32>) -> Source {
        let is_within = |day: Option<Date>| day.is_some_and(|day| day.year() == self.year);
        let came_before = life.received_on.is_some_and(|day| day.year() < self.year);
        if is_within(life.received_on) {
            Source::Received
        } else if is_within(life.ended_on) {
            Source::Ended
        } else if self.is_open() && came_before && life.ended_on.is_none() {
            Source::Unended
        } else if self.is_open() && came_before && life.ended_on.is_some_and(|day| day.year() > self.year) {
            Source::EndedLater
        } else if !self.is_open() && left_by.contains(&self.year) {
            Source::Left
        } else {
            Source::LeftBefore
        }
    }

    /// Where a case stands in the table of the year. A year that is still open is taken as if it were closed now.
    pub fn place(self, life: Life, left_by: &BTreeSet<i32>) -> Placed {
        let closed = self.closed.unwrap_or(i32::MIN);
        let mut left: BTreeSet<i32> = left_by.iter().copied().filter(|year| *year <= closed).collect();
        if let Some(received) = life.received_on {
            let open = closed.saturating_add(1).max(received.year())..=self.year;
            left.extend(open.filter(|year| is_left(life.received_on, life.ended_on, *year)));
        }
        let Some(Counted {
            received_in,
            ended_in,
        }) = counted(life.came_in(), life.ended_on, &left, Some(closed.max(self.year)))
        else {
            return Placed::Elsewhere;
        };
        if received_in > self.year {
            let is_of_the_year = life.came_in().is_some_and(|day| day.year() == self.year);
            return if is_of_the_year {
                Placed::Later
            } else {
                Placed::Elsewhere
            };
        }
        if ended_in.is_some_and(|ended| ended < self.year) {
            return Placed::Elsewhere;
        }
        Placed::In {
            intake: if received_in == self.year {
                Intake::New
            } else {
                Intake::CarriedIn
            },
            has_result: ended_in == Some(self.year),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::{Duration, macros::date};

    use super::*;

    const FIRST: Date = date!(2024 - 01 - 01);
    const LAST: i32 = 2028;

    /// A case, and the years that left it to the next as each stood when it was closed.
    #[derive(Debug, Clone)]
    struct Kept {
        life: Life,
        left_by: BTreeSet<i32>,
    }

    /// Received or not, ended or not, and both perhaps only known some time later; years are closed at the end of January.
    fn kept() -> impl Strategy<Value = Kept> {
        let end = prop::option::of((0_i64..700, 0_i64..90));
        (0_i64..1400, 0_i64..90, any::<bool>(), end).prop_map(|(came, late, confirmed, end)| {
            let came = FIRST + Duration::days(came);
            let known = came + Duration::days(late);
            let ended = end.map(|(took, late)| (came + Duration::days(took), Duration::days(late)));
            // What was never received ends by being withdrawn, or is not received yet.
            let life = Life {
                received_on: confirmed.then_some(came),
                submitted_on: (!confirmed).then_some(came),
                ended_on: ended.map(|(day, _)| day),
            };
            let left_by = (FIRST.year()..=LAST).filter(|year| {
                let closed_on = Date::from_calendar_date(year + 1, Month::January, 31).unwrap();
                let ended = ended.filter(|(day, late)| (*day).max(known) + *late <= closed_on);
                known <= closed_on && is_left(life.received_on, ended.map(|(day, _)| day), *year)
            });
            Kept {
                left_by: left_by.collect(),
                life,
            }
        })
    }

    /// Whether a place has the case, as the database looks for it.
    fn has(years: Years, source: Source, kept: &Kept) -> bool {
        let Life {
            received_on,
            ended_on,
            ..
        } = kept.life;
        let (first, last) = (years.first_day(), years.last_day());
        let within = |day: Option<Date>| day.is_some_and(|day| (first..=last).contains(&day));
        let before = received_on.is_some_and(|day| day < first);
        match source {
            Source::Received => within(received_on),
            Source::Ended => within(ended_on) && (before || received_on.is_none()),
            Source::Unended => before && ended_on.is_none(),
            Source::EndedLater => before && ended_on.is_some_and(|day| day > last),
            Source::Left => kept.left_by.contains(&years.year),
            Source::LeftBefore => kept.left_by.contains(&(years.year - 1)),
        }
    }

    /// How many cases came in new, were carried in, ended, and were carried out.
    fn count(kept: &[Kept], years: Years) -> [usize; 4] {
        let mut counts = [0; 4];
        for kept in kept {
            let closed = years.closed.unwrap_or(i32::MIN);
            let left_by: BTreeSet<i32> = kept
                .left_by
                .iter()
                .copied()
                .filter(|year| *year <= closed)
                .collect();
            let known = Kept {
                life: kept.life,
                left_by: left_by.clone(),
            };
            let found: Vec<Source> = years
                .sources()
                .into_iter()
                .filter(|source| has(years, *source, &known))
                .filter(|source| years.source_of(kept.life, &left_by) == *source)
                .collect();
            let placed = years.place(kept.life, &left_by);
            let Placed::In { intake, has_result } = placed else {
                continue;
            };
            assert_eq!(
                found.len(),
                1,
                "{kept:?} in {years:?}: {placed:?} found by {found:?}"
            );
            counts[usize::from(intake == Intake::CarriedIn)] += 1;
            counts[2 + usize::from(!has_result)] += 1;
        }
        counts
    }

    proptest! {
        #[test]
        fn every_case_of_a_year_is_found_once_and_the_sums_come_out(kept in prop::collection::vec(kept(), 0..40)) {
            // As it is told at the end of each January, and of closed years ever after.
            for closed in [None, Some(FIRST.year()), Some(2026), Some(LAST)] {
                let mut before = None;
                for year in FIRST.year()..=LAST {
                    let [new, carried_in, ended, carried_out] = count(&kept, Years { year, closed });
                    prop_assert_eq!(new + carried_in, ended + carried_out, "{} closed {:?}", year, closed);
                    if let Some(before) = before {
                        prop_assert_eq!(carried_in, before, "{} closed {:?}", year, closed);
                    }
                    before = Some(carried_out);
                }
            }
        }
    }

    fn life(received_on: Option<Date>, submitted_on: Option<Date>, ended_on: Option<Date>) -> Life {
        Life {
            received_on,
            submitted_on,
            ended_on,
        }
    }

    #[test]
    fn what_a_closed_year_did_not_know_the_next_one_counts() {
        let late = life(Some(date!(2026 - 12 - 28)), None, Some(date!(2027 - 03 - 01)));
        let none = BTreeSet::new();
        let of = |year, closed| Years { year, closed };
        assert_eq!(of(2026, Some(2026)).place(late, &none), Placed::Later);
        let next = of(2027, Some(2026)).place(late, &none);
        assert_eq!(
            next,
            Placed::In {
                intake: Intake::New,
                has_result: true
            }
        );
        // As long as 2026 was open, it was one of its own.
        let open = of(2026, None).place(late, &none);
        assert_eq!(
            open,
            Placed::In {
                intake: Intake::New,
                has_result: false
            }
        );
    }

    #[test]
    fn what_was_withdrawn_before_its_receipt_came_in_when_it_was_submitted() {
        let (none, day) = (BTreeSet::new(), Some(date!(2026 - 03 - 01)));
        let years = Years {
            year: 2026,
            closed: Some(2026),
        };
        let withdrawn = life(None, day, Some(date!(2026 - 03 - 02)));
        assert_eq!(
            years.place(withdrawn, &none),
            Placed::In {
                intake: Intake::New,
                has_result: true
            }
        );
        assert_eq!(years.place(life(None, day, None), &none), Placed::Elsewhere);
    }
}
