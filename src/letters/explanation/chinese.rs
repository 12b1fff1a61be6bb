//! The explanation in Chinese.

use time::Date;

use crate::{
    domain::{
        clock::{ConsultationKind, Step, Why},
        remedy::Deadline,
    },
    law::{Law, Unit},
    letters::words,
};

/// One line of the explanation.
pub fn line(step: &Step<'_>) -> String {
    let from = words::date_with_weekday(step.from);
    let mut to = words::date_with_weekday(step.to);
    if step.provisional {
        to.push_str("（暂定）");
    }
    let days = words::working_days(count(step.counted));
    match step.why {
        Why::Received => format!("{from}收到申请，当日不计入。"),
        Why::ReceivedOnRestDay => {
            format!("{from}收到申请，当日是休息日，按下一个工作日{to}计，该日不计入。")
        }
        Why::Submitted => format!("{from}申请到达本机关，从这一日起安排办理，当日不计入。"),
        Why::SubmittedOnRestDay => {
            format!("{from}申请到达本机关，当日是休息日，按下一个工作日{to}计，该日不计入。")
        }
        Why::ConfirmedLater => {
            format!("如自确认收到之日{from}起算，法定期限至{to}；本机关按较早的日期办理。")
        }
        Why::CorrectionRequested => {
            let between = between(step);
            format!("{from}告知申请人补正，期限{days}，至{to}。补正的申请收到之前，答复期限不计算。{between}")
        }
        Why::CorrectionReceived => format!("{from}收到补正的申请，{RESTART}"),
        Why::FeeNoticed => {
            let between = between(step);
            format!("{from}申请人收到收费通知，缴费期限{days}，至{to}。缴费之前，答复期限不计算。{between}")
        }
        Why::FeePaid => format!("{from}缴费完成，{RESTART}"),
        Why::ConsultationAnswered => consultation(step, &format!("{to}收到答复")),
        Why::ConsultationLapsed => {
            let allowed = allowed(step);
            consultation(step, &format!("{allowed}，至{to}期满，过后才收到答复"))
        }
        Why::ConsultationOpen => {
            let allowed = allowed(step);
            consultation(
                step,
                &format!("{allowed}，至{to}期满，没有收到答复的算到期满这一天"),
            )
        }
        // The lines of consultations stand between this one and the day that it begins with.
        Why::ReplyPeriod if step.consulted > 0 => {
            let between = between(step);
            format!("从{from}的次日起数{days}：至{to}届满。{between}")
        }
        Why::ReplyPeriod => format!("从次日起数{days}：至{to}届满。{}", between(step)),
        Why::Extended => {
            let between = between(step);
            format!("答复期限延长{days}，从{from}的次日起数：至{to}届满。{between}")
        }
        Why::Delayed => format!("{from}告知申请人延迟答复，合理期限至{to}。"),
    }
}

const RESTART: &str = "答复期限从次日起重新计算；此前过去的天数、征求意见和延期都不再算在内。";

/// How long the consulted side has.
fn allowed(step: &Step<'_>) -> String {
    let days = step.consultation.map_or(0, |consultation| consultation.days);
    format!("对方有{}答复", words::working_days(days))
}

/// The line of a consultation: whom, when, how it ended, and how many days it takes out.
fn consultation(step: &Step<'_>, end: &str) -> String {
    let from = words::date_with_weekday(step.from);
    let whom = match step.consultation.map(|consultation| consultation.kind) {
        Some(ConsultationKind::ThirdParty) => "第三方",
        Some(ConsultationKind::CoMaker) => "共同制作机关",
        Some(ConsultationKind::OtherOrgan) => "其他机关",
        None => "有关方面",
    };
    let delivered_on = step
        .consultation
        .and_then(|consultation| consultation.delivered_on);
    let delivered = delivered_on.map_or_else(
        || "没有送达记录，对方的答复时间从发出算起".to_owned(),
        |day| format!("{}送达", words::date_with_weekday(day)),
    );
    let overlapping = step
        .consultation
        .map_or(0, |consultation| consultation.overlapping);
    let left_out = match (step.consulted, overlapping) {
        (0, 0) => "不影响答复期限。".to_owned(),
        (0, _) => "这段时间与前面的征求意见重合，不重复扣除。".to_owned(),
        (days, 0) => format!(
            "从发出的次日起，其中{}不计入答复期限。",
            words::working_days(count(days))
        ),
        (days, double) => format!(
            "从发出的次日起，其中{}不计入答复期限（另有{double}个工作日与前面的征求意见重合，不重复扣除）。",
            words::working_days(count(days))
        ),
    };
    format!("{from}向{whom}发出征求意见书，{delivered}；{end}。{left_out}")
}

/// What lies between the two days of a line, counted or not.
fn between(step: &Step<'_>) -> String {
    let consulted = (step.consulted > 0)
        .then(|| format!("征求意见的{}不计入。", words::working_days(count(step.consulted))));
    let (left_out, swapped) = (left_out(step), swapped(step));
    format!("{left_out}{}{swapped}", consulted.unwrap_or_default())
}

fn count(days: u32) -> u16 {
    u16::try_from(days).unwrap_or(u16::MAX)
}

fn left_out(step: &Step<'_>) -> String {
    let mut holidays: Vec<String> = Vec::new();
    let mut weekends = 0;
    for run in &step.left_out {
        let days = (run.through - run.from).whole_days() + 1;
        if run.is_weekend() {
            weekends += days;
        } else if run.from == run.through {
            holidays.push(format!("{}（{}）", run.why, words::date(run.from)));
        } else {
            holidays.push(format!(
                "{}（{}至{}）",
                run.why,
                words::date(run.from),
                words::date(run.through)
            ));
        }
    }
    let weekends = (weekends > 0).then(|| format!("周末{weekends}天"));
    let all: Vec<String> = weekends.into_iter().chain(holidays).collect();
    if all.is_empty() {
        String::new()
    } else {
        format!("其间{}不计入。", all.join("、"))
    }
}

fn swapped(step: &Step<'_>) -> String {
    if step.worked_weekends.is_empty() {
        return String::new();
    }
    let days: Vec<String> = step
        .worked_weekends
        .iter()
        .map(|(day, _)| words::date_with_weekday(*day))
        .collect();
    format!("{}因调休上班，计入。", days.join("、"))
}

/// How the last day of a remedy against an answer came about that reached the applicant on `reached_on`.
pub fn remedy(law: &Law, reached_on: Date, deadline: &Deadline<'_>) -> String {
    let Deadline { limit, end } = deadline;
    let reached = words::date_with_weekday(reached_on);
    let period = match limit.unit {
        Unit::WorkingDays => words::working_days(limit.amount),
        Unit::CalendarDays => words::days(limit.amount),
        Unit::Months => words::months(limit.amount),
    };
    let last = words::last_day(end.on, end.provisional);
    let name = &limit.name;
    if end.on == end.unrolled_on {
        return format!("{name}{period}：{reached}收到答复的当日不计，至{last}届满。");
    }
    let rest = law.calendar.day(end.unrolled_on).name.unwrap_or(WEEKEND);
    let unrolled = words::date_with_weekday(end.unrolled_on);
    format!(
        "{name}{period}：{reached}收到答复的当日不计，数到{unrolled}是休息日（{rest}），顺延至{last}届满。"
    )
}

const WEEKEND: &str = "周末";
