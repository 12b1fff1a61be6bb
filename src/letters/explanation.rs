//! How a last day came about, in words that an applicant, a handler and a judge read alike; and the words for what a
//! handler filled into a field.

use super::words;
use crate::{
    domain::clock::{Step, Why},
    law::{Field, FieldKind, SetAs},
};
use time::{Date, format_description::well_known::Iso8601};

/// One line of the explanation.
pub fn line(step: &Step<'_>) -> String {
    let (from, to) = (
        words::date_with_weekday(step.from),
        words::date_with_weekday(step.to),
    );
    match step.why {
        Why::Received => format!("{from}收到申请，当日不计入。"),
        Why::Submitted => format!("{from}申请到达本机关，从这一日起安排办理，当日不计入。"),
        Why::SubmittedOnRestDay => {
            format!("{from}申请到达本机关，当日是休息日，按下一个工作日{to}计，该日不计入。")
        }
        Why::ConfirmedLater => {
            format!("如自双方确认之日{from}起算，法定期限至{to}；本机关按较早的日期办理。")
        }
        Why::ReplyPeriod => {
            let left_out = left_out(step);
            let swapped = swapped(step);
            format!(
                "从次日起数{}：至{to}届满。{left_out}{swapped}",
                words::working_days(count(step))
            )
        }
    }
}

fn count(step: &Step<'_>) -> u16 {
    u16::try_from(step.counted).unwrap_or(u16::MAX)
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

/// What a letter says for what a handler filled in: dates in full, choices and yes-no by their names, and the rest
/// punctuated for its place, within a sentence or as paragraphs.
pub fn field_value(field: &Field, value: &str) -> String {
    match field.kind {
        FieldKind::Date => Date::parse(value, &Iso8601::DATE).map_or_else(|_| value.to_owned(), words::date),
        FieldKind::Short if field.set_as == Some(SetAs::Title) => words::titled(&words::clause(value)),
        FieldKind::Short => words::clause(value),
        FieldKind::Long if field.set_as == Some(SetAs::Clause) => words::clause(value),
        FieldKind::Long => words::sentences(value),
        FieldKind::Url | FieldKind::Phone | FieldKind::YesNo | FieldKind::Choice => {
            field.label_of(value).to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{domain::clock, law::Law};
    use time::macros::date;

    #[test]
    fn the_explanation_names_what_is_left_out_and_what_counts_all_the_same() {
        let law = Law::embedded().unwrap();
        let steps = clock::explain(&law, None, Some(date!(2022 - 09 - 30)));
        let lines: Vec<String> = steps.iter().map(line).collect();
        assert_eq!(
            lines,
            [
                "2022年9月30日（星期五）收到申请，当日不计入。",
                "从次日起数20个工作日：至2022年11月2日（星期三）届满。其间周末6天、国庆节（2022年10月1日至2022年10月7日）不计入。\
                 2022年10月8日（星期六）、2022年10月9日（星期日）因调休上班，计入。",
            ]
        );
    }
}
