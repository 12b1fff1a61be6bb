//! `gongkai calendar`: the working days, and the notices that arrange them.

mod load;
mod show;

use super::boot::Boot;
use super::out;
use crate::casework::Office;
use crate::config::Config;
use crate::store::calendar::{self, Notice, Origin};
use crate::text::{Lang, words};
use anyhow::Result;
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
#[group(skip)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// 列出全部年份和地区的安排，包括被更正过的。
    List,
    /// 按月显示一年的工作日和休息日。
    Show(show::Args),
    /// 载入一年的节假日安排，并重算全部未办结办件的期限；被改变的办件逐件列出。
    ///
    /// 可以读取 JSON 和 iCalendar（.ics）文件。全国的安排不写 --region；民族自治地方的放假、抗灾停工等写明地区，
    /// 对 region 以此开头的机关有效。更正就是再载入一次，旧的版本保留。重复执行是安全的：中断后再执行一次即可接着重算。
    ///
    /// 示例：gongkai calendar load 2027.ics --year 2027 --source "国办发明电〔2026〕8号"
    #[command(verbatim_doc_comment)]
    Load(load::Args),
}

pub(super) async fn run(config: Config, args: Args) -> Result<ExitCode> {
    let Boot { app } = Boot::open(config).await?;
    let office = &app.office;
    office.book.refresh(&office.db).await;
    match args.command {
        Command::List => list(office).await?,
        Command::Show(args) => show::run(office, &args)?,
        Command::Load(args) => load::run(office, args).await?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn list(office: &Office) -> Result<()> {
    let mut notices = calendar::all(&office.db).await?;
    notices.sort_by_key(|notice| (notice.region.clone(), notice.notice.year, notice.seq));
    for (index, notice) in notices.iter().enumerate() {
        let next = notices.get(index + 1);
        let is_replaced = next.is_some_and(|next| same(next, notice));
        out::say(&line(office, notice, is_replaced));
    }
    let until = office.law().calendar.known_until();
    out::say(&format!(
        "全国的安排到{}为止；涉及以后日子的期限都是暂定的。",
        words::date(Lang::Chinese, until)
    ));
    Ok(())
}

fn same(one: &Notice, other: &Notice) -> bool {
    one.region == other.region && one.notice.year == other.notice.year
}

fn line(office: &Office, notice: &Notice, is_replaced: bool) -> String {
    let region = if notice.region.is_empty() {
        "全国"
    } else {
        &notice.region
    };
    let origin = match notice.origin {
        Origin::Program => "程序自带",
        Origin::Command => "命令载入",
        Origin::Page => "网页载入",
    };
    let state = match (is_replaced, notice.progress.done_at) {
        (_, None) => format!("重算未完成（已重算{}件）", notice.progress.cases),
        (true, Some(_)) => "已被新版本取代".to_owned(),
        (false, Some(_)) => "现行".to_owned(),
    };
    format!(
        "{}\t{region}\t第{}版\t{state}\t{origin}\t{}\t{}",
        notice.notice.year,
        notice.version,
        words::instant(Lang::Chinese, notice.loaded_at, office.clock.offset()),
        notice.notice.source.join(" ")
    )
}
