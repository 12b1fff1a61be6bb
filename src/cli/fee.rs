//! `gongkai fee`: the processing fee, one application or month a line.

use super::{boot, lines};
use crate::clock::{BEIJING, Clock, SystemClock};
use crate::law::{Article, FeePart, Law, Tariff, TariffKey};
use anyhow::Result;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::process::ExitCode;
use time::Date;

/// What `--help` says beyond the first sentence.
pub(super) const HELP: &str = "\
输入：标准输入，UTF-8，每行一个 JSON 对象。
  id      文字或者数字，原样放进输出
  tariff  item：按件，同一申请人一个自然月内的申请；page：按量，一件申请的页数
  count   件数或者页数

输出：标准输出，每行一个 JSON 对象，顺序与输入相同。
  yuan    应收的元数
  trace   每一档：从第几到第几、共几、单价、元数、说明、条文

按今天施行的标准计算。不能用的行输出 {\"id\":…,\"line\":行号,\"error\":\"…\"}，其余各行照常处理，退出码为1。

例：
  echo '{\"id\":\"f1\",\"tariff\":\"item\",\"count\":31}' | gongkai fee
  输出：{\"id\":\"f1\",\"yuan\":2200,\"trace\":[…]}";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question<'a> {
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
    #[serde(borrow, default)]
    tariff: Option<&'a RawValue>,
    #[serde(borrow, default)]
    count: Option<&'a RawValue>,
}

#[derive(Serialize)]
struct Told<'a> {
    id: Option<&'a RawValue>,
    yuan: u64,
    trace: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    from: u64,
    to: u64,
    count: u64,
    rate: u64,
    yuan: u64,
    why: String,
    article: &'a Article,
}

pub(super) fn run() -> Result<ExitCode> {
    let (law, today) = (boot::law()?, SystemClock::at(BEIJING).today());
    Ok(lines::run(|number, line, out| {
        answer(&law, today, number, line, out)
    })?)
}

/// Answers a line; whether it could.
fn answer(law: &Law, today: Date, number: u64, line: lines::Line<'_>, out: &mut Vec<u8>) -> bool {
    let line = match line {
        Ok(line) => line,
        Err(why) => {
            lines::fail(out, None, number, why);
            return false;
        }
    };
    match told(law, today, line) {
        Ok(told) => {
            lines::write(out, &told);
            true
        }
        Err(why) => {
            lines::fail(out, lines::id_of(line).as_deref(), number, &why);
            false
        }
    }
}

fn told<'a>(law: &'a Law, today: Date, line: &'a str) -> Result<Told<'a>, String> {
    let question: Question<'a> = serde_json::from_str(line).map_err(|error| lines::in_chinese(&error))?;
    lines::object(line)?;
    let id = lines::id(question.id).map_err(|wrong| wrong.why)?;
    let key = question.tariff.ok_or("缺少成员“tariff”")?;
    let key: TariffKey = lines::text(key)
        .ok_or("成员“tariff”应当是文字")?
        .parse()
        .map_err(|unknown| format!("tariff：{unknown}"))?;
    let count = question.count.ok_or("缺少成员“count”")?.get();
    let count: u64 = count
        .parse()
        .map_err(|_| format!("成员“count”应当是不小于0的整数：{count}"))?;
    let tariff = law.tariff(key, today);
    let fee = tariff.fee(count).ok_or("数额太大，无法计算")?;
    Ok(Told {
        id,
        yuan: fee.yuan,
        trace: fee.parts.iter().map(|part| traced(tariff, part)).collect(),
    })
}

fn traced<'a>(tariff: &'a Tariff, part: &FeePart) -> Line<'a> {
    let Tariff { unit, article, .. } = tariff;
    let FeePart {
        from,
        through,
        rate,
        last_rate,
        yuan,
    } = *part;
    let which = if from == through {
        format!("第{from}{unit}")
    } else {
        format!("第{from}至{through}{unit}")
    };
    let why = if last_rate == rate {
        format!("{which}，每{unit}{rate}元，计{yuan}元。")
    } else {
        format!("{which}，每{unit}由{rate}元逐档递增到{last_rate}元，计{yuan}元。")
    };
    Line {
        from,
        to: through,
        count: part.count(),
        rate,
        yuan,
        why,
        article,
    }
}
