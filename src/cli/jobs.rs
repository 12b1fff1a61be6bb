//! `gongkai jobs`: what the program does by itself, done here, or looked at.

use super::boot::{self, Boot};
use super::out;
use super::serve::told_to_end;
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::jobs::{Runner, document_jobs, every_job};
use crate::store::job::{self, Task, Which};
use crate::store::session::Sessions;
use crate::web;
use anyhow::{Result, bail};
use std::process::ExitCode;
use time::{OffsetDateTime, UtcOffset};
use tokio::sync::watch;
use uuid::Uuid;

/// How many tasks of a kind are listed.
const LISTED: u64 = 100;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// 办理定时任务，直到被停止；可以与服务同时运行，也可以在多台机器上运行。
    Run {
        /// 把现在该办的都办完就结束，供系统的定时器调用。
        #[arg(long)]
        until_idle: bool,
    },
    /// 列出等待办理、正在办理和搁置的任务。
    List {
        /// 同时列出最近办完的任务。
        #[arg(long)]
        done: bool,
    },
    /// 重新办理一项搁置的任务。
    Retry {
        /// 任务的编号，见 gongkai jobs list。
        #[arg(value_name = "编号")]
        id: Uuid,
    },
}

pub(super) async fn run(config: Config, args: Args) -> Result<ExitCode> {
    match args.command {
        Command::Run { until_idle } => work(config, until_idle).await?,
        Command::List { done } => list(&config, done).await?,
        Command::Retry { id } => retry(&config, id).await?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn work(config: Config, until_idle: bool) -> Result<()> {
    let settings = config.jobs.clone();
    let Boot { app } = Boot::open(config).await?;
    let router = web::router(app.clone(), Sessions::new(app.db().clone()));
    let runner = Runner::new(app.office.clone(), settings.clone()).walking(web::walk::portal(router));
    let documents = Runner::of(document_jobs(), app.office.clone(), settings);
    if until_idle {
        let begun = runner.until_idle().await? + documents.until_idle().await?;
        out::say(&format!("已办理 {begun} 项任务。"));
        return Ok(());
    }
    out::say("开始办理定时任务。");
    let (stop, stopped) = watch::channel(false);
    let ((), (), ()) = tokio::join!(runner.run(stopped.clone()), documents.run(stopped), async {
        told_to_end().await;
        stop.send_replace(true);
    });
    out::say("已停止");
    Ok(())
}

async fn list(config: &Config, with_done: bool) -> Result<()> {
    let db = boot::database(config).await?;
    let offset = config.office.offset();
    let now = SystemClock::at(offset).now();
    let mut kinds = vec![(Which::Open, "等待办理"), (Which::Parked, "搁置")];
    if with_done {
        kinds.push((Which::Done, "最近办完"));
    }
    for (which, name) in kinds {
        let tasks = job::list(&db, which, LISTED).await?;
        out::say(&format!("{name}：{}项", tasks.len()));
        for task in tasks {
            out::say(&line(&task, now, offset));
        }
    }
    db.close().await?;
    Ok(())
}

fn line(task: &Task, now: OffsetDateTime, offset: UtcOffset) -> String {
    let at = |at: OffsetDateTime| out::moment(at.to_offset(offset));
    let stands = match (task.done_at, task.parked_at, task.leased_until) {
        (Some(done), ..) => format!("{}办完", at(done)),
        (None, Some(parked), _) => format!("{}搁置", at(parked)),
        (None, None, Some(until)) if until >= now => "正在办理".to_owned(),
        (None, None, _) => format!("{}起办理", at(task.run_at)),
    };
    let reason = task.last_error.as_ref();
    let reason = reason
        .map(|reason| format!("，原因：{reason}"))
        .unwrap_or_default();
    format!(
        "  {}  {}（{} {}）：{stands}，已试{}次{reason}",
        task.id,
        title(&task.name),
        task.name,
        task.key,
        task.attempts
    )
}

/// What a task does; one of a newer program is only known to that.
fn title(name: &str) -> &'static str {
    let (jobs, documents) = (every_job(), document_jobs());
    let known = jobs.iter().chain(&documents).find(|job| job.name() == name);
    known.map_or("其他版本的任务", |job| job.title())
}

async fn retry(config: &Config, id: Uuid) -> Result<()> {
    let db = boot::database(config).await?;
    let now = SystemClock::at(config.office.offset()).now();
    if !job::retry(&db, id, now).await? {
        bail!("没有编号为 {id} 的搁置任务：请用 gongkai jobs list 查看");
    }
    db.close().await?;
    out::say("将重新办理。");
    Ok(())
}
