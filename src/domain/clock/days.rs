//! The running period day by day, as a wall calendar shows it.

use time::Date;

use super::{ConsultationKind, Reading};
use crate::law::Law;

/// What a day is to the running period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayIs<'l> {
    /// The day of the receipt, which is not counted.
    Start,
    Counted(Counted),
    /// A rest day, and the holiday if it is one.
    Rest(Option<&'l str>),
    /// Left out, because somebody is consulted.
    Consulted(ConsultationKind),
}

/// A day that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// The how-manieth it is.
    pub nth: u32,
    /// A weekend day that is worked.
    pub swapped: bool,
    pub of: Part,
}

/// Of which part of the time to answer a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Period,
    Extension,
    /// The reasonable delay told to the applicant (条例第三十五条).
    Delay,
}

impl<C> Reading<C> {
    /// Every day from the start of the running period to its last, in order. None while the applicant is waited for.
    pub fn days<'l>(&self, law: &'l Law) -> Vec<(Date, DayIs<'l>)> {
        let (mut days, mut nth) = (Vec::new(), 0);
        let mut day = self.from;
        while self.due_on.is_some_and(|due_on| day <= due_on) {
            let is = self.day(law, day, nth + 1);
            if matches!(is, DayIs::Counted(_)) {
                nth += 1;
            }
            days.push((day, is));
            let Some(next) = day.next_day() else { break };
            day = next;
        }
        days
    }

    /// What a day is; `nth` is the how-manieth it is if it counts.
    fn day<'l>(&self, law: &'l Law, day: Date, nth: u32) -> DayIs<'l> {
        if day == self.from {
            return DayIs::Start;
        }
        let known = law.calendar.day(day);
        if !known.working {
            return DayIs::Rest(known.name);
        }
        let leaves_out = self.consultations.iter().find(|consultation| {
            !consultation.superseded && consultation.sent_on < day && day <= consultation.ends_on
        });
        if let Some(consultation) = leaves_out {
            return DayIs::Consulted(consultation.kind);
        }
        let (period, extension) = (u32::from(self.days), u32::from(self.extension));
        let of = if nth <= period {
            Part::Period
        } else if nth <= period + extension {
            Part::Extension
        } else {
            Part::Delay
        };
        DayIs::Counted(Counted {
            nth,
            swapped: known.swapped,
            of,
        })
    }
}
