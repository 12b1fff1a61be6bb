//! The statutory clock of a case: a pure function of its dated events, the calendar and the rules in force. It is
//! recomputed whenever it is needed and explains itself line by line; lateness is never stored.

use time::Date;

use super::{
    case::Case,
    stage::{Ending, Stage},
};
use crate::law::{
    Article, Channel, Law, LeftOut, LimitKey, RestDayReceipt, end_of, left_out, roll_forward, swapped_in,
    words, working_days_between,
};

words! {
    /// What the clock is doing.
    pub enum ClockState {
        Running = "running",
        /// The answer was served, or the applicant withdrew: nothing is due any more.
        Stopped = "stopped",
    }
}

words! {
    /// Why a line of the explanation stands there.
    pub enum Why {
        /// The day of receipt is settled; it is not counted.
        Received = "received",
        /// The system confirmed an online submission; until both sides confirm, the agency works from here.
        Submitted = "submitted",
        /// Submitted on a rest day: counted as of the next working day.
        SubmittedOnRestDay = "submitted_on_rest_day",
        /// Receipt confirmed after the submission: by that day alone the reply would be due later.
        ConfirmedLater = "confirmed_later",
        /// The reply period runs.
        ReplyPeriod = "reply_period",
    }
}

/// One line of the explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step<'a> {
    pub why: Why,
    pub from: Date,
    pub to: Date,
    /// Working days counted in `(from, to]`; 0 where the line only settles a day.
    pub counted: u32,
    /// Runs of days in between that do not count, each with its reason.
    pub left_out: Vec<LeftOut<'a>>,
    /// Weekend days that do count because they were swapped with a holiday.
    pub worked_weekends: Vec<(Date, &'a str)>,
    pub article: &'a Article,
}

/// What the clock says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    pub state: ClockState,
    /// The day from which the agency counts: the earlier of submission and receipt, on a working day.
    pub from: Date,
    /// The last day to answer that the agency works to.
    pub due_on: Date,
    /// The last day by the confirmed receipt alone, where that is later.
    pub lawful_until: Option<Date>,
    /// The last day to ask for a correction (条例第三十条).
    pub correction_ask_by: Date,
    /// A day beyond the last published holiday notice was taken as a plain weekday.
    pub provisional: bool,
    /// The day on which the clock stopped.
    pub stopped_on: Option<Date>,
}

impl Reading {
    /// Working days left on a day, the last one included; negative once it is past. None when stopped.
    pub fn working_days_left(&self, law: &Law, today: Date) -> Option<i64> {
        match self.state {
            ClockState::Stopped => None,
            ClockState::Running => Some(working_days_left(law, self.due_on, today)),
        }
    }

    /// Whether the answer came, or is, too late.
    pub fn is_late(&self, today: Date) -> bool {
        self.stopped_on.unwrap_or(today) > self.due_on
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

/// The day from which an online submission counts: itself, or the next working day, as the rule of the channel has it
/// (docs/disputed.md, D3).
fn submission_counts_from(law: &Law, submitted_on: Date) -> Date {
    match law.channel(Channel::Online).rest_day {
        RestDayReceipt::SameDay => submitted_on,
        RestDayReceipt::NextWorkingDay => roll_forward(&law.calendar, submitted_on),
    }
}

/// Reads the clock of an application that was submitted or received on these days. At least one must be known.
pub fn read(law: &Law, submitted_on: Option<Date>, received_on: Option<Date>) -> Option<Reading> {
    let submitted = submitted_on.map(|day| submission_counts_from(law, day));
    let from = [submitted, received_on].into_iter().flatten().min()?;
    let reply = law.limit(LimitKey::Reply, from);
    let end = end_of(&law.calendar, from, reply);
    let by_receipt = received_on
        .map(|day| end_of(&law.calendar, day, reply))
        .filter(|by_receipt| by_receipt.on > end.on);
    let ask = law.limit(LimitKey::CorrectionAsk, from);
    Some(Reading {
        state: ClockState::Running,
        from,
        due_on: end.on,
        lawful_until: by_receipt.map(|by_receipt| by_receipt.on),
        correction_ask_by: end_of(&law.calendar, from, ask).on,
        provisional: end.provisional || by_receipt.is_some_and(|by_receipt| by_receipt.provisional),
        stopped_on: None,
    })
}

/// Reads the clock of a case.
pub fn of(case: &Case, law: &Law) -> Reading {
    let mut reading = read(law, case.submitted_on, case.received_on)
        .expect("a case begins either submitted or received, as its first event says");
    let stopped_on = match &case.stage {
        Stage::Served(..) | Stage::Closed(Ending::Answered) => {
            case.answer().and_then(super::case::SentLetter::served_on)
        }
        Stage::Closed(Ending::Withdrawn) => case.withdrawn_on,
        Stage::Filed
        | Stage::Received
        | Stage::Assigned { .. }
        | Stage::InHand(_)
        | Stage::InReview(..)
        | Stage::Approved(..)
        | Stage::Issued(..) => None,
    };
    if stopped_on.is_some() {
        reading.state = ClockState::Stopped;
        reading.stopped_on = stopped_on;
    }
    reading
}

/// How the last day came about, for the applicant, the court and the handler alike.
pub fn explain(law: &Law, submitted_on: Option<Date>, received_on: Option<Date>) -> Vec<Step<'_>> {
    let Some(reading) = read(law, submitted_on, received_on) else {
        return Vec::new();
    };
    let reply = law.limit(LimitKey::Reply, reading.from);
    // What is submitted before it is received came online; the rest is registered as it is handed in.
    let channel = if submitted_on.is_some() {
        Channel::Online
    } else {
        Channel::Counter
    };
    let receipt_article = &law.channel(channel).article;
    let settled = |why, from, to| Step {
        why,
        from,
        to,
        counted: 0,
        left_out: Vec::new(),
        worked_weekends: Vec::new(),
        article: receipt_article,
    };
    let mut steps = Vec::new();
    match (submitted_on, received_on) {
        (Some(submitted), _) if reading.from > submitted => {
            steps.push(settled(Why::SubmittedOnRestDay, submitted, reading.from));
        }
        (Some(submitted), _) if reading.from == submitted => {
            steps.push(settled(Why::Submitted, submitted, submitted));
        }
        (_, Some(received)) => steps.push(settled(Why::Received, received, received)),
        _ => {}
    }
    steps.push(Step {
        why: Why::ReplyPeriod,
        from: reading.from,
        to: reading.due_on,
        counted: working_days_between(&law.calendar, reading.from, reading.due_on),
        left_out: left_out(&law.calendar, reading.from, reading.due_on),
        worked_weekends: swapped_in(&law.calendar, reading.from, reading.due_on),
        article: &reply.article,
    });
    if let (Some(received), Some(until)) = (received_on, reading.lawful_until) {
        steps.push(settled(Why::ConfirmedLater, received, until));
    }
    steps
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::domain::testing::law;

    #[test]
    fn the_day_of_receipt_does_not_count_and_a_worked_weekend_does() {
        // E1: a court's own computation, over the National Day holiday with two worked weekend days.
        let reading = read(law(), None, Some(date!(2022 - 09 - 30))).unwrap();
        assert_eq!(reading.due_on, date!(2022 - 11 - 02));
        assert!(!reading.provisional);
        let steps = explain(law(), None, Some(date!(2022 - 09 - 30)));
        assert_eq!(
            steps.iter().map(|step| step.why).collect::<Vec<_>>(),
            [Why::Received, Why::ReplyPeriod]
        );
        assert_eq!(steps[1].counted, 20);
        assert_eq!(
            [steps[0].article.as_str(), steps[1].article.as_str()],
            ["条例第三十一条第（一）项", "条例第三十三条第二款"]
        );
        assert_eq!(steps[1].worked_weekends.len(), 2);
    }

    #[test]
    fn an_online_application_is_worked_from_its_submission_and_may_lawfully_run_from_its_confirmation() {
        // C26, after D2 and D3: submitted on a holiday, confirmed a day after work began again.
        let reading = read(law(), Some(date!(2026 - 02 - 17)), Some(date!(2026 - 02 - 25))).unwrap();
        assert_eq!(reading.from, date!(2026 - 02 - 24));
        assert_eq!(reading.due_on, date!(2026 - 03 - 23));
        assert_eq!(reading.lawful_until, Some(date!(2026 - 03 - 24)));
        let why: Vec<_> = explain(law(), Some(date!(2026 - 02 - 17)), Some(date!(2026 - 02 - 25)))
            .iter()
            .map(|step| step.why)
            .collect();
        assert_eq!(
            why,
            [Why::SubmittedOnRestDay, Why::ReplyPeriod, Why::ConfirmedLater]
        );
    }

    #[test]
    fn the_worked_examples_of_online_submissions_come_out() {
        for (id, submitted, received, due_on, lawful_until) in [
            (
                "E5",
                date!(2021 - 11 - 24),
                date!(2021 - 12 - 02),
                date!(2021 - 12 - 22),
                Some(date!(2021 - 12 - 30)),
            ),
            (
                "C25",
                date!(2025 - 11 - 15),
                date!(2025 - 11 - 17),
                date!(2025 - 12 - 15),
                None,
            ),
            (
                "C26",
                date!(2026 - 02 - 17),
                date!(2026 - 02 - 24),
                date!(2026 - 03 - 23),
                None,
            ),
        ] {
            let reading = read(law(), Some(submitted), Some(received)).unwrap();
            assert_eq!(
                (reading.due_on, reading.lawful_until),
                (due_on, lawful_until),
                "{id}"
            );
            assert!(!reading.provisional, "{id}");
        }
    }

    #[test]
    fn the_last_day_to_ask_for_a_correction_is_counted_from_receipt() {
        for (id, received, ask_by) in [
            ("C13", date!(2026 - 07 - 01), date!(2026 - 07 - 10)),
            ("C14", date!(2026 - 04 - 24), date!(2026 - 05 - 08)),
        ] {
            let reading = read(law(), None, Some(received)).unwrap();
            assert_eq!(reading.correction_ask_by, ask_by, "{id}");
        }
    }

    #[test]
    fn an_unconfirmed_submission_already_has_a_last_day() {
        let reading = read(law(), Some(date!(2026 - 01 - 12)), None).unwrap();
        assert_eq!(reading.due_on, date!(2026 - 02 - 09));
        assert_eq!(reading.correction_ask_by, date!(2026 - 01 - 21));
    }

    #[test]
    fn beyond_the_last_holiday_notice_a_date_is_provisional() {
        let reading = read(law(), None, Some(date!(2026 - 12 - 20))).unwrap();
        assert!(reading.provisional);
        // Due on the last day of a known year, but lawfully until a day of the next.
        let reading = read(law(), Some(date!(2026 - 12 - 03)), Some(date!(2026 - 12 - 04))).unwrap();
        assert_eq!(reading.due_on, date!(2026 - 12 - 31));
        assert!(reading.lawful_until.is_some() && reading.provisional);
    }

    #[test]
    fn days_left_count_the_last_day_and_turn_negative_after_it() {
        let due = date!(2026 - 11 - 20);
        assert_eq!(working_days_left(law(), due, date!(2026 - 11 - 18)), 2);
        assert_eq!(working_days_left(law(), due, due), 0);
        assert_eq!(working_days_left(law(), due, date!(2026 - 11 - 21)), -1);
        assert_eq!(working_days_left(law(), due, date!(2026 - 11 - 24)), -2);
    }
}
