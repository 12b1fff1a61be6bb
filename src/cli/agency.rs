//! `gongkai agency`: the agencies of an installation.

use super::boot::Boot;
use super::out;
use crate::config::Config;
use crate::setup::{self, AgencySetting};
use crate::store::{self, StoreError};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
#[group(skip)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// 按设置文件新增一个机关，连同内设机构和账号；格式见 agency.sample.toml。
    Add {
        /// 设置文件。
        #[arg(value_name = "文件")]
        file: PathBuf,
    },
    /// 列出全部机关。
    List,
}

pub(super) async fn run(config: Config, args: Args) -> Result<ExitCode> {
    let Boot { app } = Boot::open(config).await?;
    match args.command {
        Command::Add { file } => {
            let setting = read(&file)?;
            let problems = setting.problems(&app.law(), app.office.today());
            for problem in &problems {
                out::problem(problem);
            }
            if !problems.is_empty() {
                bail!("{} 有 {} 处需要修改，没有写入", file.display(), problems.len());
            }
            let tx = app.db().begin().await?;
            match setup::establish(&app.office, &tx, &setting).await {
                Err(StoreError::Conflict) => {
                    bail!("短名“{}”、编号字头或者某个用户名已被使用，没有写入", setting.key)
                }
                written => written?,
            }
            tx.commit().await?;
            out::say(&format!("已新增 {}。请为每个账号设置口令：", setting.name));
            for account in &setting.accounts {
                out::say(&format!(
                    "  gongkai user password --agency {} --username {}",
                    setting.key, account.username
                ));
            }
        }
        Command::List => {
            for agency in store::agency::list(app.db()).await? {
                out::say(&format!("{}\t{}", agency.key, agency.name));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn read(file: &Path) -> Result<AgencySetting> {
    let text = std::fs::read_to_string(file).with_context(|| format!("无法读取 {}", file.display()))?;
    toml::from_str(&text)
        .with_context(|| format!("{} 的格式不对，请对照 agency.sample.toml 修改", file.display()))
}
