//! The command line. The only part of the program that prints; what it says to operators is Chinese.

mod agency;
mod bench_data;
mod boot;
mod calendar;
mod check;
mod clock;
mod demo;
mod fee;
mod jobs;
mod key;
mod letter;
mod lines;
mod messages;
mod migrate;
mod out;
mod paper;
mod redact;
mod reindex;
mod serve;
mod user;
mod verify;

pub use boot::Boot;

use crate::config::Config;
use crate::documents::worker;
use anyhow::Result;
use clap::{Parser, Subcommand};
use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

/// 依申请公开办理系统：从网上提交申请到送达答复书。
#[derive(Debug, Parser)]
#[command(
    name = "gongkai",
    version,
    propagate_version = true,
    disable_help_subcommand = true
)]
pub struct Cli {
    /// 配置文件；默认读取当前目录下的 gongkai.toml（如果有）。环境变量 GONGKAI__… 优先于文件。
    #[arg(
        long,
        global = true,
        env = "GONGKAI_CONFIG",
        hide_env_values = true,
        value_name = "文件"
    )]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 启动服务；数据库结构需要升级的，先升级。
    Serve(serve::Args),
    /// 在空的数据库中写入演示数据（三个机关、一年的申请），打印账号。
    Demo(demo::Args),
    /// 在空的数据库中写入大量虚构的办件，供试用和测量速度。
    BenchData(bench_data::Args),
    /// 办理或者查看定时任务（提醒、期限届满的处理、年度结转）。
    Jobs(jobs::Args),
    /// 查看发不出去的邮件、短信和推送，再发一次。
    Messages(messages::Args),
    /// 建立或升级数据库结构。
    Migrate,
    /// 检查配置、法规数据、模板、文字、数据库和文件存储，有问题的逐条列出。
    Check,
    /// 计算答复、补正、缴费和救济的最后一天，每行一件申请（JSON Lines）。
    #[command(after_long_help = clock::HELP)]
    Clock(clock::Args),
    /// 计算信息处理费，每行一笔（JSON Lines）。
    #[command(after_long_help = fee::HELP)]
    Fee,
    /// 用虚构的申请生成各种文书，看版式和用语。
    #[command(after_long_help = letter::HELP)]
    Letter(letter::Args),
    /// 遮盖PDF中不予公开的内容，遮盖下的文字和图像不复存在。
    #[command(after_long_help = redact::HELP)]
    Redact(redact::Args),
    /// 处理一份文件的进程，由程序自己启动。
    #[command(hide = true, name = worker::COMMAND)]
    DocumentWork,
    /// 生成一把加密个人信息的密钥并打印出来。
    Key(key::Args),
    /// 校验全部办件历史、文号和文书，逐条列出被改动或者缺失的内容。
    Verify,
    /// 重新建立检索；期间照常办理，照常检索。
    Reindex(reindex::Args),
    /// 新增、列出机关。
    Agency(agency::Args),
    /// 管理工作人员账号。
    User(user::Args),
    /// 载入、查看节假日安排（工作日历）。
    Calendar(calendar::Args),
}

/// Runs the command line of the process.
pub async fn main() -> ExitCode {
    match Box::pin(run(Cli::parse())).await {
        Ok(code) => code,
        Err(error) => {
            out::problem(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> Result<ExitCode> {
    let load = || Config::load(cli.config.as_deref());
    match cli.command {
        Command::Serve(args) => {
            log();
            serve::run(args.over(load()?)).await
        }
        Command::Demo(args) => {
            log();
            Box::pin(demo::run(load()?, args)).await
        }
        Command::BenchData(args) => {
            log();
            Box::pin(bench_data::run(load()?, &args)).await
        }
        Command::Jobs(args) => {
            log();
            Box::pin(jobs::run(load()?, args)).await
        }
        Command::Messages(args) => messages::run(&load()?, args).await,
        Command::Migrate => migrate::run(&load()?).await,
        Command::Check => check::run(load()).await,
        Command::Clock(args) => clock::run(&args),
        Command::Fee => fee::run(),
        Command::Letter(args) => letter::run(&load()?, args),
        Command::Redact(args) => redact::run(&load()?, &args),
        Command::DocumentWork => {
            worker::serve()?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Key(args) => Ok(key::run(&args)),
        Command::Verify => verify::run(&load()?).await,
        Command::Reindex(args) => Box::pin(reindex::run(load()?, args)).await,
        Command::Agency(args) => agency::run(load()?, args).await,
        Command::User(args) => user::run(&load()?, args).await,
        Command::Calendar(args) => calendar::run(load()?, args).await,
    }
}

/// Logs to standard error; `RUST_LOG` says how much.
fn log() {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,sea_orm_migration=warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false)
        // A file or a journal has no use for colours.
        .with_ansi(std::io::stderr().is_terminal())
        .init();
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    /// What a command says of itself, and after it what its own commands say.
    fn help(command: &mut clap::Command, path: &str, said: &mut String) {
        let path = format!("{path} {}", command.get_name());
        let own = command.render_long_help();
        writeln!(said, "$ {} --help\n{own}", path.trim()).unwrap();
        for own in command.get_subcommands_mut() {
            help(own, &path, said);
        }
    }

    #[test]
    fn every_command_explains_itself() {
        let (mut command, mut said) = (Cli::command(), String::new());
        command.build();
        help(&mut command, "", &mut said);
        insta::assert_snapshot!(said);
    }
}
