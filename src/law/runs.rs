//! The rest days of a calendar in runs, and its worked weekend days: what an explanation of a period lists, found
//! without looking at every day.

use time::Date;

use super::Day;

/// Neighbouring rest days with one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) from: Date,
    pub(super) through: Date,
    /// The holiday; none is a plain weekend.
    pub(super) name: Option<String>,
}

/// A weekend day that is worked, and the holiday with which it was swapped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Swapped {
    pub(super) on: Date,
    pub(super) name: String,
}

/// The runs of the days that a table spans.
#[derive(Debug, Clone, Default)]
pub(super) struct Runs {
    span: Option<(Date, Date)>,
    rest: Vec<Run>,
    swapped: Vec<Swapped>,
}

impl Runs {
    /// Of neighbouring days, in their order.
    pub(super) fn of<'a>(days: impl Iterator<Item = Day<'a>>) -> Self {
        let mut runs = Self::default();
        for day in days {
            let first = runs.span.map_or(day.date, |(first, _)| first);
            runs.span = Some((first, day.date));
            if day.swapped {
                runs.swapped.push(Swapped {
                    on: day.date,
                    name: day.name.unwrap_or_default().to_owned(),
                });
            }
            if !day.working {
                runs.rest_on(&day);
            }
        }
        runs
    }

    fn rest_on(&mut self, day: &Day<'_>) {
        match self.rest.last_mut() {
            Some(run) if run.name.as_deref() == day.name && run.through.next_day() == Some(day.date) => {
                run.through = day.date;
            }
            _ => self.rest.push(Run {
                from: day.date,
                through: day.date,
                name: day.name.map(str::to_owned),
            }),
        }
    }

    /// The runs that reach into `(after, through]`; none known where that goes beyond the table.
    pub(super) fn rest(&self, after: Date, through: Date) -> Option<&[Run]> {
        let (first, last) = self.span?;
        (first <= after && through <= last).then(|| {
            // Where there is no day in between, a run around that day does not reach in.
            if through <= after {
                return <&[Run]>::default();
            }
            let begin = self.rest.partition_point(|run| run.through <= after);
            let end = self.rest.partition_point(|run| run.from <= through);
            self.rest.get(begin..end).unwrap_or_default()
        })
    }

    /// The worked weekend days of `(after, through]`; beyond the table there are none.
    pub(super) fn swapped(&self, after: Date, through: Date) -> &[Swapped] {
        let begin = self.swapped.partition_point(|day| day.on <= after);
        let end = self.swapped.partition_point(|day| day.on <= through);
        self.swapped.get(begin..end).unwrap_or_default()
    }
}
