//! The explanation in English.

use time::Date;

use crate::{
    domain::clock::{ConsultationKind, ConsultationStep, Step, Why},
    law::{Law, LeftOut},
    text::{Lang, words},
};

/// One line of the explanation.
pub(super) fn line(law: &Law, step: &Step<'_>) -> String {
    let from = weekday(step.from);
    let mut to = weekday(step.to);
    if step.provisional {
        to.push_str(" (provisional)");
    }
    let days = working_days(step.counted);
    let said = match step.why {
        Why::Received => format!("Your application was received on {from}. That day does not count."),
        Why::ReceivedOnRestDay => format!(
            "Your application was received on {from}, which is not a working day. It is taken as received on the next \
             working day, {to}, which does not count."
        ),
        Why::Submitted => format!(
            "Your application reached the agency on {from}. The agency works from that day, which does not count."
        ),
        Why::SubmittedOnRestDay => format!(
            "Your application reached the agency on {from}, which is not a working day. The agency works from the next \
             working day, {to}, which does not count."
        ),
        Why::ConfirmedLater => format!(
            "Counted from {from}, the day on which receipt was confirmed, the time allowed by law would end on {to}. \
             The agency works to the earlier day."
        ),
        Why::CorrectionRequested => format!(
            "On {from} you were asked to correct your application within {days}, by {to}. The time to reply does not \
             run until your correction arrives."
        ),
        Why::CorrectionReceived => format!("Your corrected application was received on {from}. {RESTART}"),
        Why::FeeNoticed => format!(
            "You received the fee notice on {from} and can pay within {days}, by {to}. The time to reply does not run \
             until you have paid."
        ),
        Why::FeePaid => format!("You paid in full on {from}. {RESTART}"),
        Why::ConsultationAnswered => consultation(step, &format!("The answer came on {to}.")),
        Why::ConsultationLapsed => {
            let had = answer_days(step);
            consultation(
                step,
                &format!("It had {had} to answer, until {to}, and answered later."),
            )
        }
        Why::ConsultationOpen => {
            let has = answer_days(step);
            let end = format!(
                "It has {has} to answer, until {to}; without an answer, days are left out until then."
            );
            consultation(step, &end)
        }
        // The lines of consultations stand between this one and the day that it begins with.
        Why::ReplyPeriod if step.consulted > 0 => {
            format!("Counting {days} from the day after {from}, the time to reply ends on {to}.")
        }
        Why::ReplyPeriod => format!("Counting {days} from the next day, the time to reply ends on {to}."),
        Why::Extended => format!(
            "The time to reply was extended by {days}, counted from the day after {from}. It ends on {to}."
        ),
        Why::Delayed => format!(
            "On {from} you were told that the reply would be delayed. The reasonable time for it ends on {to}."
        ),
    };
    match step.why {
        Why::CorrectionRequested | Why::FeeNoticed | Why::ReplyPeriod | Why::Extended => {
            let between = between(law, step);
            [vec![said], between].concat().join(" ")
        }
        Why::Received
        | Why::ReceivedOnRestDay
        | Why::Submitted
        | Why::SubmittedOnRestDay
        | Why::ConfirmedLater
        | Why::CorrectionReceived
        | Why::FeePaid
        | Why::ConsultationAnswered
        | Why::ConsultationLapsed
        | Why::ConsultationOpen
        | Why::Delayed => said,
    }
}

const RESTART: &str = "The time to reply starts again on the next day. The days that passed before, consultations and \
                       extensions are no longer counted.";

fn weekday(day: Date) -> String {
    words::date_with_weekday(Lang::English, day)
}

fn date(day: Date) -> String {
    words::date(Lang::English, day)
}

fn working_days(count: u32) -> String {
    match count {
        1 => "1 working day".to_owned(),
        _ => format!("{count} working days"),
    }
}

/// How long the consulted side has.
fn answer_days(step: &Step<'_>) -> String {
    let days = step.consultation.map_or(0, |consultation| consultation.days);
    working_days(days.into())
}

/// The line of a consultation: whom, when, how it ended, and how many days it takes out.
fn consultation(step: &Step<'_>, end: &str) -> String {
    let from = weekday(step.from);
    let Some(ConsultationStep {
        kind,
        delivered_on,
        overlapping,
        ..
    }) = step.consultation
    else {
        return format!("On {from} the agency asked others for their views. {end}");
    };
    let whom = match kind {
        ConsultationKind::ThirdParty => "a third party",
        ConsultationKind::CoMaker => "another agency that took part in making the information",
        ConsultationKind::OtherOrgan => "another agency",
    };
    let delivered = delivered_on.map_or_else(
        || "No delivery is recorded, so its time to answer counts from that day.".to_owned(),
        |day| format!("The letter was delivered on {}.", weekday(day)),
    );
    let left_out = match (step.consulted, overlapping) {
        (0, 0) => "This does not change the time to reply.".to_owned(),
        (0, _) => "This overlaps with an earlier consultation, and no day is left out twice.".to_owned(),
        (days, 0) => format!(
            "Not counted towards the time to reply, from the day after: {}.",
            working_days(days)
        ),
        (days, double) => format!(
            "Not counted towards the time to reply, from the day after: {} (another {} overlap with an earlier \
             consultation and are not left out twice).",
            working_days(days),
            working_days(double)
        ),
    };
    format!("On {from} the agency wrote to {whom} to ask for its views. {delivered} {end} {left_out}")
}

/// What lies between the two days of a line, counted or not: a sentence each.
fn between(law: &Law, step: &Step<'_>) -> Vec<String> {
    let mut said = Vec::new();
    let left_out = left_out(law, &step.left_out);
    if !left_out.is_empty() {
        said.push(format!("Not counted in between: {}.", left_out.join(", ")));
    }
    if step.consulted > 0 {
        let days = working_days(step.consulted);
        said.push(format!("Not counted because others were consulted: {days}."));
    }
    let worked = step.worked_weekends.iter().map(|(day, _)| weekday(*day));
    let worked: Vec<String> = worked.collect();
    if !worked.is_empty() {
        let worked = worked.join(", ");
        said.push(format!(
            "Counted, because this weekend is worked in exchange for a holiday: {worked}."
        ));
    }
    said
}

/// Weekends together, each holiday with its days.
fn left_out(law: &Law, runs: &[LeftOut<'_>]) -> Vec<String> {
    let mut holidays = Vec::new();
    let mut weekends = 0;
    for run in runs {
        if run.is_weekend() {
            weekends += (run.through - run.from).whole_days() + 1;
            continue;
        }
        // What a notice names otherwise is told by its days.
        let name = law.festival_in_english(run.why);
        let name = name.unwrap_or_else(|| "public holiday".to_owned());
        let days = if run.from == run.through {
            date(run.from)
        } else {
            format!("{} to {}", date(run.from), date(run.through))
        };
        holidays.push(format!("{name} ({days})"));
    }
    let weekends = match weekends {
        0 => None,
        1 => Some("1 day at weekends".to_owned()),
        days => Some(format!("{days} days at weekends")),
    };
    weekends.into_iter().chain(holidays).collect()
}
