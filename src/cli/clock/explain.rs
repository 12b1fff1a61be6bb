//! The same for people: every day with its weekday, every step with its article in full.

use super::output::Findings;
use crate::domain::clock::ClockState;
use crate::law::Law;
use crate::letters::{explanation, words};

const PROVISIONAL: &str = "注意：上面标明“暂定”的日期要用到还没有公布放假安排的日子，这些日子先按周一至周五上班推算；\
                           放假安排公布后，日期可能改变。";

/// The explanation of one line.
pub(super) fn text(law: &Law, number: u64, findings: &Findings<'_, '_>) -> String {
    let reading = &findings.reading;
    let id = findings
        .question
        .id
        .map_or_else(|| format!("第{number}行"), ToString::to_string);
    let mut lines = vec![format!("【{}】{}", id.trim_matches('"'), outcome(findings))];
    if reading.correct_by.is_none() {
        lines.push(format!(
            "  需要补正的，最晚在{}告知申请人。",
            words::date_with_weekday(reading.correction_ask_by)
        ));
    }
    lines.push("  这个日期是这样算出来的：".to_owned());
    for (number, step) in (1..).zip(&findings.steps) {
        lines.push(format!("  {number}. {}", explanation::line(step)));
        lines.push(format!("     依据：{}", law.cite(step.article)));
    }
    if let Some((served_on, deadlines)) = &findings.remedies {
        lines.push("  对答复不服的：".to_owned());
        if deadlines.reconsideration_first() {
            lines.push("  - 应当先申请行政复议，不能直接起诉。".to_owned());
        }
        let all = [deadlines.reconsideration, deadlines.litigation];
        for deadline in all.iter().flatten() {
            lines.push(format!("  - {}", explanation::remedy(law, *served_on, deadline)));
        }
        lines.push(format!("     依据：{}", law.cite_all(&deadlines.rule.articles)));
    }
    if findings.provisional() {
        lines.push(format!("  {PROVISIONAL}"));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// The first line: by when, or what is waited for.
fn outcome(findings: &Findings<'_, '_>) -> String {
    let reading = &findings.reading;
    let mark = if reading.provisional { "（暂定）" } else { "" };
    let day = words::date_with_weekday(reading.next_on());
    match reading.state {
        ClockState::AwaitingCorrection => {
            format!("正在等待申请人补正，补正期限至{day}{mark}；收到补正后，答复期限重新计算。")
        }
        ClockState::AwaitingFee => {
            format!("正在等待申请人缴费，缴费期限至{day}{mark}；缴费后，答复期限重新计算。")
        }
        ClockState::Consulting => {
            format!("最晚在{day}{mark}答复；有征求意见没有答复记录，按征求意见期满计算。")
        }
        ClockState::Running | ClockState::Stopped => format!("最晚在{day}{mark}答复。"),
    }
}
