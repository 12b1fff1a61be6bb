//! `gongkai clock`: the statutory clock, one history a line.

mod explain;
mod input;
mod output;
mod wrong;

use super::{boot, lines};
use crate::domain::{clock, remedy};
use crate::law::Law;
use anyhow::Result;
use output::Findings;
use std::process::ExitCode;

/// What `--help` says beyond the first sentence.
pub(super) const HELP: &str = "\
输入：标准输入，UTF-8，每行一个 JSON 对象，是一件申请的经过。日期写成 2026-01-12。
  id           文字或者数字，原样放进输出
  received_on  收到申请之日
  events       按时间先后排列的事件，可以没有；每个事件有 type 和 on（日期）：
    correction_requested    告知补正；working_days 是给申请人的工作日数，不写的按一般期限
    correction_received     收到补正的申请，答复期限重新计算
    consultation_sent       发出征求意见书；consultation 是名称，kind 是 third_party（第三方）、
                            co_maker（共同制作机关）或者 other_organ（其他机关）
    consultation_delivered  征求意见书送达；consultation 是名称
    consultation_answered   收到答复意见；consultation 是名称
    extended                延长答复期限；working_days 是工作日数，合计不超过法定上限
    fee_noticed             申请人收到收费通知
    fee_paid                缴费完成，答复期限重新计算
  answer       答复，可以没有；served_on 是送达日期，ground 是依据，ground 为 partial 时 withheld 列出
               不予公开部分的依据

输出：标准输出，每行一个 JSON 对象，顺序与输入相同。
  correct_ask_by  最晚哪一天告知补正
  awaiting        correction（等待补正）、fee（等待缴费）或者 null；不是 null 时 due_on 是 null
  due_on          最晚哪一天答复
  correct_by      补正期限的最后一天，告知过补正才有
  pay_by          缴费期限的最后一天，有收费通知才有
  provisional     true：有日期要用到还没有公布放假安排的日子，这些日子按周一至周五上班推算
  remedies        救济期限，有答复才有：是否应当先复议、申请复议的最后一天、直接起诉的最后一天
  trace           每一步怎么算的：从哪天到哪天、计入几天、因征求意见扣除几天、说明、条文

不能用的行输出 {\"id\":…,\"line\":行号,\"error\":\"…\"}，其余各行照常处理，退出码为1。

例：
  echo '{\"id\":\"C18\",\"received_on\":\"2026-01-12\",\"events\":[
    {\"type\":\"consultation_sent\",\"on\":\"2026-01-19\",\"consultation\":\"a\",\"kind\":\"third_party\"},
    {\"type\":\"consultation_delivered\",\"on\":\"2026-01-21\",\"consultation\":\"a\"},
    {\"type\":\"consultation_answered\",\"on\":\"2026-02-06\",\"consultation\":\"a\"}],
    \"answer\":{\"served_on\":\"2026-03-04\",\"ground\":\"state_secret\"}}' | tr -d '\\n' | gongkai clock
  输出：{\"id\":\"C18\",\"correct_ask_by\":\"2026-01-21\",\"awaiting\":null,\"due_on\":\"2026-03-05\",\"provisional\":false,
    \"remedies\":{\"reconsideration_first\":true,\"reconsideration_by\":\"2026-05-06\",\"litigation_by\":null},\"trace\":[…]}";

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 不输出 JSON，逐条写明每个日期是怎么算出来的，给人看。
    #[arg(long)]
    explain: bool,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let law = boot::law()?;
    Ok(lines::run(|number, line, out| {
        answer(&law, args.explain, number, line, out)
    })?)
}

/// Answers a line; whether it could.
fn answer(law: &Law, explain: bool, number: u64, line: lines::Line<'_>, out: &mut Vec<u8>) -> bool {
    let question = match line {
        Err(why) => Err((None, why.to_owned())),
        Ok(line) => input::read(law, line).map_err(|wrong| {
            // Where the line did not read, its name may still be found.
            let id = wrong.id.map(ToOwned::to_owned).or_else(|| lines::id_of(line));
            (id, wrong.why)
        }),
    };
    let found = question.as_ref().map_err(Clone::clone).and_then(|question| {
        let found = findings(law, question);
        found.map_err(|why| (question.id.map(ToOwned::to_owned), why))
    });
    match found {
        Ok(findings) if explain => {
            out.extend_from_slice(explain::text(law, number, &findings).as_bytes());
            out.push(b'\n');
            true
        }
        Ok(findings) => {
            output::write(law, &findings, out);
            true
        }
        Err((_, why)) if explain => {
            out.extend_from_slice(format!("【第{number}行】不能计算：{why}\n\n").as_bytes());
            false
        }
        Err((id, why)) => {
            lines::fail(out, id.as_deref(), number, &why);
            false
        }
    }
}

fn findings<'a, 'l>(law: &'l Law, question: &'a input::Question<'a, 'l>) -> Result<Findings<'a, 'l>, String> {
    let (reading, steps) = clock::read_explained(law, &question.history)
        .map_err(|error| wrong::message(error, &question.history))?;
    let remedies = question.answer.as_ref().map(|answer| {
        let deadlines = remedy::deadlines(law, answer.ground, &answer.withheld, answer.served_on);
        (answer.served_on, deadlines)
    });
    Ok(Findings {
        question,
        reading,
        steps,
        remedies,
    })
}
