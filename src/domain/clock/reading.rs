//! What the clock says: states and days, computed from the ledger alone. It knows no today.

use time::Date;

use super::{
    ClockError, ClockState, ConsultationKind, History,
    fold::{Consulted, Fold, working_days_after},
};
use crate::{
    domain::id::NoticeId,
    law::{Law, LimitKey, end_of, working_days_between},
};

/// What the clock says. `C` names a consultation, in a case by the notice that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading<C = NoticeId> {
    /// By the ledger alone; [`Reading::state_on`] knows that an unanswered consultation has lapsed.
    pub state: ClockState,
    /// The day from which the running period counts: the earlier of submission and receipt, on a working day, or the
    /// receipt of the corrected application, or the payment.
    pub from: Date,
    /// The last day to answer that the agency works to; none while the applicant is waited for.
    pub due_on: Option<Date>,
    /// The same without extension and without the days that are left out for consultations.
    pub base_due_on: Date,
    /// The last day by the confirmed receipt alone, where that is later.
    pub lawful_until: Option<Date>,
    /// The last day to ask for a correction (条例第三十条), counted from the first receipt.
    pub correction_ask_by: Date,
    /// The last day of the applicant to correct, once it was asked for.
    pub correct_by: Option<Date>,
    /// The last day of the applicant to pay, once there is a notice.
    pub pay_by: Option<Date>,
    /// How many working days the running period has, its extension not included.
    pub days: u16,
    /// By how many working days it was extended.
    pub extension: u16,
    /// By how many working days the running period may still be extended.
    pub extension_left: u16,
    /// Every consultation, in the order in which they were sent.
    pub consultations: Vec<ConsultationReading<C>>,
    /// One of these days depends on a day beyond the last published holiday notice, which was taken as a plain day of the
    /// week. Of the days of consultations only those that are left out matter.
    pub provisional: bool,
    /// The day on which the clock stopped.
    pub stopped_on: Option<Date>,
}

/// What the clock says of one consultation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsultationReading<C> {
    pub consultation: C,
    pub kind: ConsultationKind,
    pub sent_on: Date,
    /// The last day on which the consulted side may answer.
    pub answer_by: Date,
    /// The last day that is left out: of the answer, or of the time to answer if that comes first.
    pub ends_on: Date,
    /// It was answered.
    pub closed: bool,
    /// The reply period has started again since: it does not leave out days any more.
    pub superseded: bool,
    /// `answer_by` depends on a day beyond the last published holiday notice.
    pub provisional: bool,
}

/// Reads the clock.
pub fn read<C: PartialEq + Clone>(law: &Law, history: &History<C>) -> Result<Reading<C>, ClockError> {
    Ok(of_fold(&Fold::over(law, history)?))
}

pub(super) fn of_fold<C: Clone>(fold: &Fold<'_, '_, C>) -> Reading<C> {
    let (law, period) = (fold.law, fold.period);
    let due_on = fold.due_on();
    let lawful_until = lawful_until(fold);
    let ask = end_of(
        &law.calendar,
        fold.first,
        law.limit(LimitKey::CorrectionAsk, fold.first),
    );
    let base = working_days_after(law, period.from, period.days);
    let waits = [fold.correction, fold.fee];
    let is_known = |until: &Date| law.calendar.is_known_between(period.from, *until);
    let provisional = ask.provisional
        || [due_on, lawful_until].iter().flatten().any(|day| !is_known(day))
        || waits.into_iter().flatten().any(|wait| wait.by.provisional);
    Reading {
        state: state(fold),
        from: period.from,
        due_on,
        base_due_on: base.on,
        lawful_until,
        correction_ask_by: ask.on,
        correct_by: fold.correction.map(|wait| wait.by.on),
        pay_by: fold.fee.map(|wait| wait.by.on),
        days: period.days,
        extension: fold.extension,
        extension_left: fold.extension_left(),
        consultations: fold
            .consultations
            .iter()
            .enumerate()
            .map(|(place, consulted)| consultation(consulted, fold.is_cleared(place)))
            .collect(),
        provisional,
        stopped_on: None,
    }
}

fn state<C>(fold: &Fold<'_, '_, C>) -> ClockState {
    if fold.correction.is_some_and(|wait| wait.is_open()) {
        ClockState::AwaitingCorrection
    } else if fold.fee.is_some_and(|wait| wait.is_open()) {
        ClockState::AwaitingFee
    } else if fold.current().iter().any(Consulted::is_open) {
        ClockState::Consulting
    } else {
        ClockState::Running
    }
}

/// Only the first period can be read in two ways; any other starts on a day that nobody disputes.
pub(super) fn lawful_until<C>(fold: &Fold<'_, '_, C>) -> Option<Date> {
    let due_on = fold.due_on().filter(|_| fold.period.restart.is_none())?;
    let received_on = fold.received_on()?;
    Some(fold.ends_on(received_on)).filter(|by_receipt| *by_receipt > due_on)
}

fn consultation<C: Clone>(consulted: &Consulted<'_, C>, superseded: bool) -> ConsultationReading<C> {
    ConsultationReading {
        consultation: consulted.consultation.clone(),
        kind: consulted.kind,
        sent_on: consulted.sent_on,
        answer_by: consulted.answer_by.on,
        ends_on: consulted.ends_on(),
        closed: !consulted.is_open(),
        superseded,
        provisional: consulted.answer_by.provisional,
    }
}

impl<C> Reading<C> {
    /// The state as somebody sees it on a day: what is never answered stops leaving out days when its time is over.
    pub fn state_on(&self, today: Date) -> ClockState {
        let is_open = |consultation: &ConsultationReading<C>| {
            !consultation.closed && !consultation.superseded && today <= consultation.ends_on
        };
        if self.state == ClockState::Consulting && !self.consultations.iter().any(is_open) {
            ClockState::Running
        } else {
            self.state
        }
    }

    /// The next day on which something is due, from whomever: to sort by.
    pub fn next_on(&self) -> Date {
        let waited_for = match self.state {
            ClockState::AwaitingCorrection => self.correct_by,
            ClockState::AwaitingFee => self.pay_by,
            ClockState::Running | ClockState::Consulting | ClockState::Stopped => None,
        };
        waited_for.or(self.due_on).unwrap_or(self.base_due_on)
    }

    /// Working days left to answer on a day, the last one included; negative once it is past. None when stopped, and
    /// while the applicant is waited for.
    pub fn working_days_left(&self, law: &Law, today: Date) -> Option<i64> {
        match self.state {
            ClockState::Stopped | ClockState::AwaitingCorrection | ClockState::AwaitingFee => None,
            ClockState::Running | ClockState::Consulting => {
                self.due_on.map(|due_on| working_days_left(law, due_on, today))
            }
        }
    }

    /// Whether the answer came, or is, too late.
    pub fn is_late(&self, today: Date) -> bool {
        let judged_on = self.stopped_on.unwrap_or(today);
        self.due_on.is_some_and(|due_on| judged_on > due_on)
    }
}

/// Working days from `today` to `due_on`: 0 on the last day itself, negative once it is past.
pub fn working_days_left(law: &Law, due_on: Date, today: Date) -> i64 {
    if today <= due_on {
        i64::from(working_days_between(&law.calendar, today, due_on))
    } else {
        -i64::from(working_days_between(&law.calendar, due_on, today)).max(1)
    }
}
