//! What is wrong with a history, in the words of whoever wrote it.

use super::input::{EventType, at_event};
use crate::domain::clock::{ClockError, ClockProblem, History, What};
use std::borrow::Cow;

/// The message for a history that the clock refuses, with the event that is to blame.
pub(super) fn message(error: ClockError, history: &History<Cow<'_, str>>) -> String {
    let event = error
        .event
        .and_then(|index| Some((index, history.events.get(index)?)));
    let Some((index, event)) = event else {
        return problem(error.problem, "");
    };
    let why = problem(error.problem, consultation(&event.what));
    at_event(index, Some(kind(&event.what)), &why)
}

fn problem(problem: ClockProblem, consultation: &str) -> String {
    match problem {
        ClockProblem::NoStart => "没有收到申请之日".to_owned(),
        ClockProblem::BeforeReceipt(day) => format!("早于收到申请之日{day}"),
        ClockProblem::OutOfOrder(day) => format!("早于前一个事件的日期{day}"),
        ClockProblem::SecondCorrection => "已经告知过补正，只能一次性告知".to_owned(),
        ClockProblem::NoCorrectionRequested => "没有正在等待的补正".to_owned(),
        ClockProblem::NoFeeNoticed => "没有等待缴费的收费通知".to_owned(),
        ClockProblem::SentTwice => format!("征求意见“{consultation}”已经发出过"),
        ClockProblem::NeverSent => format!("征求意见“{consultation}”没有发出过"),
        ClockProblem::DeliveredTwice => format!("征求意见“{consultation}”已经送达过"),
        ClockProblem::AnsweredTwice => format!("征求意见“{consultation}”已经答复过"),
        ClockProblem::NoDays => "天数至少为1".to_owned(),
        ClockProblem::ExtensionTooLong { most, left } => {
            format!("延期合计不得超过{most}个工作日，还可以延长{left}个工作日")
        }
        ClockProblem::AfterDueDate(day) => format!("答复期限已于{day}届满"),
    }
}

fn consultation<'a>(what: &'a What<Cow<'_, str>>) -> &'a str {
    match what {
        What::ConsultationSent { consultation, .. }
        | What::ConsultationDelivered { consultation }
        | What::ConsultationAnswered { consultation } => consultation,
        What::CorrectionRequested { .. }
        | What::CorrectionReceived
        | What::Extended { .. }
        | What::FeeNoticed
        | What::FeePaid
        | What::Delayed { .. } => "",
    }
}

fn kind(what: &What<Cow<'_, str>>) -> &'static str {
    let kind = match what {
        What::CorrectionRequested { .. } => EventType::CorrectionRequested,
        What::CorrectionReceived => EventType::CorrectionReceived,
        What::ConsultationSent { .. } => EventType::ConsultationSent,
        What::ConsultationDelivered { .. } => EventType::ConsultationDelivered,
        What::ConsultationAnswered { .. } => EventType::ConsultationAnswered,
        // No line of input tells of a delay; a case does.
        What::Extended { .. } | What::Delayed { .. } => EventType::Extended,
        What::FeeNoticed => EventType::FeeNoticed,
        What::FeePaid => EventType::FeePaid,
    };
    kind.as_str()
}
