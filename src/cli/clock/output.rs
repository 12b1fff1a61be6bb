//! The answer to one line.

use super::input::Question;
use crate::cli::lines::{self, Iso};
use crate::domain::clock::{ClockState, Reading, Step};
use crate::domain::remedy::{Deadline, Deadlines};
use crate::law::{Article, Law};
use crate::letters::explanation;
use serde::Serialize;
use serde_json::value::RawValue;
use time::Date;

#[derive(Debug, Serialize)]
struct Told<'a> {
    id: Option<&'a RawValue>,
    correct_ask_by: Iso,
    awaiting: Option<&'static str>,
    due_on: Option<Iso>,
    #[serde(skip_serializing_if = "Option::is_none")]
    correct_by: Option<Iso>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pay_by: Option<Iso>,
    provisional: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    remedies: Option<Remedies>,
    trace: Vec<Line<'a>>,
}

#[derive(Debug, Serialize)]
struct Remedies {
    reconsideration_first: bool,
    reconsideration_by: Option<Iso>,
    litigation_by: Option<Iso>,
}

/// A line of the trace. In the line of a remedy all days are counted, in the others working days.
#[derive(Debug, Serialize)]
struct Line<'a> {
    from: Iso,
    to: Iso,
    counted: i64,
    left_out: u32,
    why: String,
    article: &'a Article,
}

/// What the clock says of a line, with all that led to it.
#[derive(Debug)]
pub(super) struct Findings<'a, 'l> {
    pub(super) question: &'a Question<'a, 'l>,
    pub(super) reading: Reading<std::borrow::Cow<'a, str>>,
    pub(super) steps: Vec<Step<'l>>,
    /// What may be done against the answer, and the day on which it was served.
    pub(super) remedies: Option<(Date, Deadlines<'l>)>,
}

impl Findings<'_, '_> {
    pub(super) fn provisional(&self) -> bool {
        let remedies = self.remedies.as_ref();
        self.reading.provisional || remedies.is_some_and(|(_, deadlines)| deadlines.provisional())
    }
}

pub(super) fn write(law: &Law, findings: &Findings<'_, '_>, out: &mut Vec<u8>) {
    let Findings {
        reading, remedies, ..
    } = findings;
    let mut trace: Vec<Line<'_>> = Vec::with_capacity(findings.steps.len() + 2);
    trace.extend(findings.steps.iter().map(|step| Line {
        from: Iso(step.from),
        to: Iso(step.to),
        counted: step.counted.into(),
        left_out: step.consulted,
        why: explanation::line(step),
        article: step.article,
    }));
    if let Some((served_on, deadlines)) = remedies {
        let all = [deadlines.reconsideration, deadlines.litigation];
        trace.extend(
            all.iter()
                .flatten()
                .map(|deadline| remedy(law, *served_on, deadline)),
        );
    }
    let told = Told {
        id: findings.question.id,
        correct_ask_by: Iso(reading.correction_ask_by),
        awaiting: match reading.state {
            ClockState::AwaitingCorrection => Some("correction"),
            ClockState::AwaitingFee => Some("fee"),
            ClockState::Running | ClockState::Consulting | ClockState::Stopped => None,
        },
        due_on: reading.due_on.map(Iso),
        correct_by: reading.correct_by.map(Iso),
        pay_by: reading.pay_by.map(Iso),
        provisional: findings.provisional(),
        remedies: remedies.as_ref().map(|(_, deadlines)| Remedies {
            reconsideration_first: deadlines.reconsideration_first(),
            reconsideration_by: deadlines.reconsideration.map(|deadline| Iso(deadline.end.on)),
            litigation_by: deadlines.litigation.map(|deadline| Iso(deadline.end.on)),
        }),
        trace,
    };
    lines::write(out, &told);
}

fn remedy<'l>(law: &Law, served_on: Date, deadline: &Deadline<'l>) -> Line<'l> {
    Line {
        from: Iso(served_on),
        to: Iso(deadline.end.on),
        counted: (deadline.end.on - served_on).whole_days(),
        left_out: 0,
        why: explanation::remedy(law, served_on, deadline),
        article: &deadline.limit.article,
    }
}
