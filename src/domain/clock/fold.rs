//! The one fold of a history, of which both the reading and its explanation are made.

use time::Date;

use super::{ClockError, ClockProblem, ConsultationKind, Dated, History, Start, What};
use crate::law::{
    End, Law, Limit, LimitKey, RestDayReceipt, add_working_days, end_of, roll_forward, working_days_between,
};

/// A history as its events leave the clock.
#[derive(Debug)]
pub(super) struct Fold<'l, 'h, C> {
    pub(super) law: &'l Law,
    pub(super) start: &'h Start,
    /// The day from which the first period counts.
    pub(super) first: Date,
    pub(super) period: Period<'l>,
    pub(super) correction: Option<Wait<'l>>,
    pub(super) fee: Option<Wait<'l>>,
    /// All that were ever sent, in that order.
    pub(super) consultations: Vec<Consulted<'h, C>>,
    /// From which of them on they belong to the running period; a restart clears those before.
    current: usize,
    /// The working days by which the running period was extended.
    pub(super) extension: u16,
    /// Until when the applicant was told to wait (条例第三十五条), and when that was.
    pub(super) delayed: Option<Delay>,
    judged: bool,
}

/// A reply period: it starts with the receipt, and again with a corrected application and a payment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Period<'l> {
    /// The day before its first: a receipt, which is not counted.
    pub(super) from: Date,
    pub(super) limit: &'l Limit,
    pub(super) days: u16,
    /// What started it; none is the first receipt.
    pub(super) restart: Option<Restart>,
}

/// What starts a reply period again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Restart {
    Correction,
    Fee,
}

/// Something that the applicant was asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wait<'l> {
    pub(super) asked_on: Date,
    pub(super) limit: &'l Limit,
    pub(super) by: End,
    /// The day on which it came.
    pub(super) came_on: Option<Date>,
    /// The event that asked.
    pub(super) event: usize,
}

impl Wait<'_> {
    pub(super) fn is_open(&self) -> bool {
        self.came_on.is_none()
    }
}

/// A day told to the applicant.
#[derive(Debug, Clone, Copy)]
pub(super) struct Delay {
    pub(super) told_on: Date,
    pub(super) until: Date,
}

/// A consultation and what became of it.
#[derive(Debug)]
pub(super) struct Consulted<'h, C> {
    pub(super) consultation: &'h C,
    pub(super) kind: ConsultationKind,
    pub(super) sent_on: Date,
    pub(super) delivered_on: Option<Date>,
    pub(super) answered_on: Option<Date>,
    /// The last day on which the consulted side may answer.
    pub(super) answer_by: End,
}

impl<C> Consulted<'_, C> {
    /// The last day that is left out: of the answer, or of the time to answer if that comes first.
    pub(super) fn ends_on(&self) -> Date {
        self.answered_on
            .map_or(self.answer_by.on, |day| day.min(self.answer_by.on))
    }

    pub(super) fn is_open(&self) -> bool {
        self.answered_on.is_none()
    }
}

impl<'l, 'h, C: PartialEq> Fold<'l, 'h, C> {
    pub(super) fn over(law: &'l Law, history: &'h History<C>) -> Result<Self, ClockError> {
        let start = &history.start;
        let first = counts_from(law, start).ok_or(ClockError {
            event: None,
            problem: ClockProblem::NoStart,
        })?;
        let mut fold = Self {
            law,
            start,
            first,
            period: period(law, start, first, None),
            correction: None,
            fee: None,
            consultations: Vec::new(),
            current: 0,
            extension: 0,
            delayed: None,
            judged: history.judged,
        };
        let mut previous = start.earliest().unwrap_or(first);
        for (index, event) in history.events.iter().enumerate() {
            let wrong = |problem| ClockError {
                event: Some(index),
                problem,
            };
            if event.on < previous {
                return Err(wrong(match index {
                    0 => ClockProblem::BeforeReceipt(previous),
                    _ => ClockProblem::OutOfOrder(previous),
                }));
            }
            previous = event.on;
            fold.take(index, event).map_err(wrong)?;
        }
        Ok(fold)
    }

    fn take(&mut self, index: usize, event: &'h Dated<C>) -> Result<(), ClockProblem> {
        let on = event.on;
        match &event.what {
            What::CorrectionRequested { working_days } => self.ask_correction(on, *working_days, index)?,
            What::CorrectionReceived => {
                let came = came(self.correction.as_mut(), on);
                came.ok_or(ClockProblem::NoCorrectionRequested)?;
                self.restart(on, Restart::Correction);
            }
            What::FeeNoticed => {
                let limit = self.law.limit(LimitKey::FeePayment, on);
                self.fee = Some(self.wait(on, limit, limit.amount, index));
            }
            What::FeePaid => {
                came(self.fee.as_mut(), on).ok_or(ClockProblem::NoFeeNoticed)?;
                self.restart(on, Restart::Fee);
            }
            What::ConsultationSent { consultation, kind } => {
                if self.consulted(consultation).is_ok() {
                    return Err(ClockProblem::SentTwice);
                }
                self.consultations.push(Consulted {
                    consultation,
                    kind: *kind,
                    sent_on: on,
                    delivered_on: None,
                    answered_on: None,
                    answer_by: answer_by(self.law, *kind, on),
                });
            }
            What::ConsultationDelivered { consultation } => {
                let law = self.law;
                let consulted = self.consulted(consultation)?;
                if consulted.delivered_on.replace(on).is_some() {
                    return Err(ClockProblem::DeliveredTwice);
                }
                consulted.answer_by = answer_by(law, consulted.kind, on);
            }
            What::ConsultationAnswered { consultation } => {
                if self.consulted(consultation)?.answered_on.replace(on).is_some() {
                    return Err(ClockProblem::AnsweredTwice);
                }
            }
            What::Extended { working_days } => self.extend(on, *working_days)?,
            What::Delayed { until } => {
                self.not_after_due_date(on)?;
                self.delayed = Some(Delay {
                    told_on: on,
                    until: *until,
                });
            }
        }
        Ok(())
    }

    fn ask_correction(&mut self, on: Date, days: Option<u16>, index: usize) -> Result<(), ClockProblem> {
        // 一次性告知 (条例第三十条)
        if self.correction.is_some() {
            return Err(ClockProblem::SecondCorrection);
        }
        if days == Some(0) {
            return Err(ClockProblem::NoDays);
        }
        let limit = self.law.limit(LimitKey::CorrectionPeriod, on);
        self.correction = Some(self.wait(on, limit, days.unwrap_or(limit.amount), index));
        Ok(())
    }

    fn wait(&self, asked_on: Date, limit: &'l Limit, days: u16, event: usize) -> Wait<'l> {
        Wait {
            asked_on,
            limit,
            by: working_days_after(self.law, asked_on, days),
            came_on: None,
            event,
        }
    }

    fn extend(&mut self, on: Date, working_days: u16) -> Result<(), ClockProblem> {
        if working_days == 0 {
            return Err(ClockProblem::NoDays);
        }
        let left = self.extension_left();
        if working_days > left {
            let most = self.extension.saturating_add(left);
            return Err(ClockProblem::ExtensionTooLong { most, left });
        }
        self.not_after_due_date(on)?;
        self.extension += working_days;
        Ok(())
    }

    /// While the applicant is waited for, there is no last day to be after.
    fn not_after_due_date(&self, on: Date) -> Result<(), ClockProblem> {
        match self.due_on() {
            Some(due_on) if on > due_on && !self.judged => Err(ClockProblem::AfterDueDate(due_on)),
            _ => Ok(()),
        }
    }

    /// The period starts again, in full: what moved its last day before does not count any more.
    fn restart(&mut self, on: Date, restart: Restart) {
        self.period = period(self.law, self.start, on, Some(restart));
        self.current = self.consultations.len();
        self.extension = 0;
    }

    /// A consultation, of whatever period.
    fn consulted(&mut self, name: &C) -> Result<&mut Consulted<'h, C>, ClockProblem> {
        self.consultations
            .iter_mut()
            .find(|consulted| consulted.consultation == name)
            .ok_or(ClockProblem::NeverSent)
    }
}

impl<C> Fold<'_, '_, C> {
    /// The consultations that the running period leaves out.
    pub(super) fn current(&self) -> &[Consulted<'_, C>] {
        self.consultations.get(self.current..).unwrap_or_default()
    }

    /// Whether a restart has cleared the consultation at this place.
    pub(super) fn is_cleared(&self, place: usize) -> bool {
        place < self.current
    }

    /// The submission as it counts, if it came online.
    pub(super) fn submitted_on(&self) -> Option<Date> {
        let submitted_on = self.start.submitted_on?;
        Some(receipt_counts_from(self.law, self.start, submitted_on))
    }

    /// The receipt as it counts, once it is settled.
    pub(super) fn received_on(&self) -> Option<Date> {
        let received_on = self.start.received_on?;
        Some(receipt_counts_from(self.law, self.start, received_on))
    }

    pub(super) fn is_awaiting(&self) -> bool {
        [self.correction, self.fee]
            .into_iter()
            .flatten()
            .any(|wait| wait.is_open())
    }

    /// By how many working days the running period may still be extended.
    pub(super) fn extension_left(&self) -> u16 {
        let most = self.law.limit(LimitKey::ReplyExtension, self.period.from).amount;
        most.saturating_sub(self.extension)
    }

    /// The last day to answer as it stands.
    pub(super) fn due_on(&self) -> Option<Date> {
        (!self.is_awaiting()).then(|| self.ends_on(self.period.from))
    }

    /// The last day of the running period, were it counted from `from`.
    pub(super) fn ends_on(&self, from: Date) -> Date {
        let counted = self.last_of(from, self.days());
        self.delayed.map_or(counted, |delay| counted.max(delay.until))
    }

    /// The last day that is counted in the running period.
    pub(super) fn counted_to(&self) -> Date {
        self.last_of(self.period.from, self.days())
    }

    fn days(&self) -> u16 {
        self.period.days.saturating_add(self.extension)
    }

    /// The day on which so many working days after `from` are counted, those of consultations left out, each once.
    pub(super) fn last_of(&self, from: Date, days: u16) -> Date {
        let calendar = &self.law.calendar;
        let mut last = add_working_days(calendar, from, days);
        let (mut left_out, mut covered) = (0_u32, from);
        for consulted in self.current() {
            let (begin, end) = (consulted.sent_on.max(covered), consulted.ends_on());
            // They stand in the order of their sending: the others begin no earlier.
            if consulted.sent_on >= last {
                break;
            }
            if end > begin {
                left_out += working_days_between(calendar, begin, end);
                covered = end;
                let all = u32::from(days) + left_out;
                last = add_working_days(calendar, from, u16::try_from(all).unwrap_or(u16::MAX));
            }
        }
        last
    }
}

/// The day from which the agency counts: the earlier of submission and receipt, each on a working day where the rule of
/// the channel has it (docs/disputed.md, D2 and D3).
fn counts_from(law: &Law, start: &Start) -> Option<Date> {
    let days = [start.submitted_on, start.received_on].into_iter().flatten();
    days.map(|day| receipt_counts_from(law, start, day)).min()
}

/// The day as which a submission or receipt on this day counts.
pub(super) fn receipt_counts_from(law: &Law, start: &Start, day: Date) -> Date {
    match law.channel(start.channel).rest_day {
        RestDayReceipt::SameDay => day,
        RestDayReceipt::NextWorkingDay => roll_forward(&law.calendar, day),
    }
}

/// The period that begins on a day, by the rules of that day.
fn period<'l>(law: &'l Law, start: &Start, from: Date, restart: Option<Restart>) -> Period<'l> {
    let limit = law.limit(start.limit, from);
    Period {
        from,
        limit,
        days: start.own_days.unwrap_or(limit.amount),
        restart,
    }
}

fn came(wait: Option<&mut Wait<'_>>, on: Date) -> Option<()> {
    let open = wait.filter(|wait| wait.is_open())?;
    open.came_on = Some(on);
    Some(())
}

fn answer_by(law: &Law, kind: ConsultationKind, from: Date) -> End {
    end_of(&law.calendar, from, law.limit(kind.limit(), from))
}

pub(super) fn working_days_after(law: &Law, from: Date, days: u16) -> End {
    let on = add_working_days(&law.calendar, from, days);
    End {
        on,
        unrolled_on: on,
        provisional: !law.calendar.is_known_between(from, on),
    }
}
