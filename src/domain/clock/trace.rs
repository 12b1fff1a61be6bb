//! How the last day came about, line by line: for the applicant, the court and the handler alike.

use time::Date;

use super::{
    ClockError, ConsultationKind, History, Reading,
    fold::{Consulted, Fold, Restart, Wait},
    reading::{lawful_until, of_fold},
};
use crate::law::{
    Article, EffectKey, Law, LeftOut, LimitKey, left_out, swapped_in, words, working_days_between,
};

words! {
    /// Why a line of the explanation stands there.
    pub enum Why {
        /// The day of receipt is settled; it is not counted.
        Received = "received",
        /// Received on a rest day: counted as of the next working day.
        ReceivedOnRestDay = "received_on_rest_day",
        /// The system confirmed an online submission; until both sides confirm, the agency works from here.
        Submitted = "submitted",
        /// Submitted on a rest day: counted as of the next working day.
        SubmittedOnRestDay = "submitted_on_rest_day",
        /// The applicant was asked to correct the application, and may do so until then; the reply period waits.
        CorrectionRequested = "correction_requested",
        /// The corrected application came in: the reply period starts again.
        CorrectionReceived = "correction_received",
        /// The applicant was told to pay, and may do so until then; the reply period waits.
        FeeNoticed = "fee_noticed",
        /// The payment is complete: the reply period starts again.
        FeePaid = "fee_paid",
        /// Days left out from the sending of a consultation to its answer.
        ConsultationAnswered = "consultation_answered",
        /// Days left out to the end of the time to answer; the answer came later.
        ConsultationLapsed = "consultation_lapsed",
        /// Days left out to the end of the time to answer, as long as there is no answer.
        ConsultationOpen = "consultation_open",
        /// The reply period runs.
        ReplyPeriod = "reply_period",
        /// The reply period was extended.
        Extended = "extended",
        /// The applicant was told of a reasonable delay, which ends later.
        Delayed = "delayed",
        /// Receipt confirmed after the submission: by that day alone the reply would be due later.
        ConfirmedLater = "confirmed_later",
    }
}

/// One line of the explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step<'l> {
    pub why: Why,
    pub from: Date,
    pub to: Date,
    /// Working days counted in `(from, to]`; 0 where the line only settles a day.
    pub counted: u32,
    /// Working days in `(from, to]` that are not counted because somebody was consulted. In the line of a consultation
    /// only those that no consultation before it has left out.
    pub consulted: u32,
    /// Whom the line of a consultation is about.
    pub consultation: Option<ConsultationStep>,
    /// Runs of rest days in between, each with its reason.
    pub left_out: Vec<LeftOut<'l>>,
    /// Weekend days that do count because they were swapped with a holiday.
    pub worked_weekends: Vec<(Date, &'l str)>,
    /// `to` depends on a day beyond the last published holiday notice.
    pub provisional: bool,
    pub article: &'l Article,
}

/// What a line says of a consultation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConsultationStep {
    pub kind: ConsultationKind,
    pub delivered_on: Option<Date>,
    /// How many working days the consulted side has to answer.
    pub days: u16,
    /// How many of the working days up to its end were left out for consultations before it already.
    pub overlapping: u32,
}

/// Explains the clock, line by line.
pub fn explain<'l, C: PartialEq>(law: &'l Law, history: &History<C>) -> Result<Vec<Step<'l>>, ClockError> {
    Ok(Trace::of(&Fold::over(law, history)?))
}

/// Reads the clock and explains it, in one walk.
pub fn read_explained<'l, C: PartialEq + Clone>(
    law: &'l Law,
    history: &History<C>,
) -> Result<(Reading<C>, Vec<Step<'l>>), ClockError> {
    let fold = Fold::over(law, history)?;
    Ok((of_fold(&fold), Trace::of(&fold)))
}

struct Trace<'l, 'h, 'f, C> {
    fold: &'f Fold<'l, 'h, C>,
    steps: Vec<Step<'l>>,
}

impl<'l, C> Trace<'l, '_, '_, C> {
    fn of(fold: &Fold<'l, '_, C>) -> Vec<Step<'l>> {
        // One line a receipt, a period and a consultation, and room for what else is usual.
        let steps = Vec::with_capacity(4 + fold.current().len());
        let mut trace = Trace { fold, steps };
        trace.receipt();
        trace.waits();
        if !fold.is_awaiting() {
            trace.consultations();
            trace.periods();
        }
        trace.steps
    }

    /// A line that only settles a day.
    fn settle(&mut self, why: Why, from: Date, to: Date, article: &'l Article) {
        self.steps.push(Step {
            why,
            from,
            to,
            counted: 0,
            consulted: 0,
            consultation: None,
            left_out: Vec::new(),
            worked_weekends: Vec::new(),
            provisional: false,
            article,
        });
    }

    /// A line in which working days are counted.
    fn count(&mut self, why: Why, from: Date, to: Date, article: &'l Article) {
        let calendar = &self.fold.law.calendar;
        let (all, consulted) = (working_days_between(calendar, from, to), self.consulted(from, to));
        let mut worked_weekends = swapped_in(calendar, from, to);
        if consulted > 0 {
            worked_weekends.retain(|(day, _)| !self.is_consulted(*day));
        }
        self.steps.push(Step {
            why,
            from,
            to,
            counted: all - consulted,
            consulted,
            consultation: None,
            left_out: left_out(calendar, from, to),
            worked_weekends,
            provisional: !calendar.is_known_between(from, to),
            article,
        });
    }

    fn receipt(&mut self) {
        let (fold, start) = (self.fold, self.fold.start);
        let article = &fold.law.channel(start.channel).article;
        let first = fold.first;
        match (start.submitted_on, start.received_on) {
            (Some(day), _) if fold.submitted_on() == Some(first) => {
                let why = if first > day {
                    Why::SubmittedOnRestDay
                } else {
                    Why::Submitted
                };
                self.settle(why, day, first, article);
            }
            (_, Some(day)) => {
                let why = if first > day {
                    Why::ReceivedOnRestDay
                } else {
                    Why::Received
                };
                self.settle(why, day, first, article);
            }
            (_, None) => {}
        }
    }

    /// What the applicant was asked for, in the order of the asking.
    fn waits(&mut self) {
        let correction = self.fold.correction.map(|wait| (wait, Restart::Correction));
        let fee = self.fold.fee.map(|wait| (wait, Restart::Fee));
        let mut waits = [correction, fee];
        waits.sort_by_key(|wait| wait.map(|(wait, _)| wait.event));
        for (wait, restart) in waits.into_iter().flatten() {
            self.wait(wait, restart);
        }
    }

    fn wait(&mut self, wait: Wait<'l>, restart: Restart) {
        let (asked, came, effect) = match restart {
            Restart::Correction => (
                Why::CorrectionRequested,
                Why::CorrectionReceived,
                EffectKey::Corrected,
            ),
            Restart::Fee => (Why::FeeNoticed, Why::FeePaid, EffectKey::Paid),
        };
        let law = self.fold.law;
        let calendar = &law.calendar;
        self.steps.push(Step {
            counted: working_days_between(calendar, wait.asked_on, wait.by.on),
            left_out: left_out(calendar, wait.asked_on, wait.by.on),
            worked_weekends: swapped_in(calendar, wait.asked_on, wait.by.on),
            why: asked,
            from: wait.asked_on,
            to: wait.by.on,
            consulted: 0,
            consultation: None,
            provisional: wait.by.provisional,
            article: &wait.limit.article,
        });
        if let Some(came_on) = wait.came_on {
            self.settle(came, came_on, came_on, &law.effect(effect, came_on).article);
        }
    }

    /// A line for each consultation of the running period.
    fn consultations(&mut self) {
        let (fold, law) = (self.fold, self.fold.law);
        let last = fold.counted_to();
        let mut covered = fold.period.from;
        for consulted in fold.current() {
            let ends_on = consulted.ends_on();
            let begin = consulted.sent_on.max(covered);
            covered = covered.max(ends_on);
            // Sent when all days had been counted, it leaves out none.
            let days = |from| {
                if consulted.sent_on < last {
                    working_days_between(&law.calendar, from, ends_on)
                } else {
                    0
                }
            };
            let newly = days(begin);
            let why = match consulted.answered_on {
                None => Why::ConsultationOpen,
                Some(day) if day > ends_on => Why::ConsultationLapsed,
                Some(_) => Why::ConsultationAnswered,
            };
            let counted_from = consulted.delivered_on.unwrap_or(consulted.sent_on);
            self.steps.push(Step {
                why,
                from: consulted.sent_on,
                to: ends_on,
                counted: 0,
                consulted: newly,
                consultation: Some(ConsultationStep {
                    kind: consulted.kind,
                    delivered_on: consulted.delivered_on,
                    days: law.limit(consulted.kind.limit(), counted_from).amount,
                    overlapping: days(consulted.sent_on) - newly,
                }),
                left_out: Vec::new(),
                worked_weekends: Vec::new(),
                provisional: consulted.answer_by.provisional && ends_on == consulted.answer_by.on,
                article: &law.effect(EffectKey::Consulted, consulted.sent_on).article,
            });
        }
    }

    /// The running period, its extension, and what else moves its last day.
    fn periods(&mut self) {
        let (fold, law) = (self.fold, self.fold.law);
        let (from, limit) = (fold.period.from, fold.period.limit);
        let base = fold.last_of(from, fold.period.days);
        self.count(Why::ReplyPeriod, from, base, &limit.article);
        let last = fold.counted_to();
        if fold.extension > 0 {
            let extension = law.limit(LimitKey::ReplyExtension, from);
            self.count(Why::Extended, base, last, &extension.article);
        }
        if let Some(delay) = fold.delayed.filter(|delay| delay.until > last) {
            let article = &law.effect(EffectKey::Delayed, delay.told_on).article;
            self.settle(Why::Delayed, delay.told_on, delay.until, article);
        }
        if let (Some(received_on), Some(until)) = (fold.start.received_on, lawful_until(fold)) {
            let article = &law.channel(fold.start.channel).article;
            self.settle(Why::ConfirmedLater, received_on, until, article);
            let provisional = !law.calendar.is_known_between(from, until);
            if let Some(step) = self.steps.last_mut() {
                step.provisional = provisional;
            }
        }
    }

    /// Working days of `(from, to]` that are left out for consultations, each once.
    fn consulted(&self, from: Date, to: Date) -> u32 {
        let (mut days, mut covered) = (0, from);
        for consulted in self.fold.current() {
            let end = consulted.ends_on().min(to);
            let begin = consulted.sent_on.max(covered);
            days += working_days_between(&self.fold.law.calendar, begin, end);
            covered = covered.max(end);
        }
        days
    }

    fn is_consulted(&self, day: Date) -> bool {
        let leaves_out = |consulted: &Consulted<'_, C>| consulted.sent_on < day && day <= consulted.ends_on();
        self.fold.current().iter().any(leaves_out)
    }
}
