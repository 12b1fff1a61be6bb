//! `gongkai bench-data`: many cases to try and to measure with.

use super::boot::Boot;
use super::{demo::refuse_strangers, out};
use crate::config::Config;
use crate::demo::{
    self,
    material::Material,
    multiply::{Amount, multiply},
};
use crate::store;
use anyhow::{Result, bail};
use std::process::ExitCode;
use std::time::Instant;

/// More cases than the demonstration has.
const DEMONSTRATION: u64 = 1_000;

#[derive(Debug, clap::Args)]
#[group(skip)]
pub(super) struct Args {
    /// 写入后数据库中一共有多少件。
    #[arg(long, default_value_t = 10_000, value_name = "件数", value_parser = clap::value_parser!(u32).range(1..))]
    cases: u32,
    /// 由多少个机关分担。
    #[arg(long, default_value_t = 1, value_name = "个数", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    agencies: u32,
}

pub(super) async fn run(mut config: Config, args: &Args) -> Result<ExitCode> {
    // A banner on every page, and a key of its own: nobody may take it for the real thing.
    config.demo = true;
    // A lot is one transaction, for which whoever else writes has to wait.
    config.database.patience_seconds = config.database.patience_seconds.max(60);
    let Boot { app } = Boot::open(config).await?;
    let office = &app.office;
    let material = Material::read(&app.law())?;
    refuse_strangers(office, &material).await?;
    if store::case::count_all(&office.db).await? > DEMONSTRATION {
        bail!("数据库中已有大量办件，请用 data.folder 或者 database.url 另外指定一个空的数据库");
    }
    let begun = Instant::now();
    demo::fill(office, &material, out::teller("正在写入演示数据", 10)).await?;
    let amount = Amount {
        cases: args.cases,
        agencies: args.agencies,
    };
    multiply(office, &material, amount, out::teller("正在成倍复制办件", 100)).await?;
    out::say(&format!(
        "数据库中现有{}件，用时{}秒。工作人员账号与演示数据相同，其他机关的账号前面加 m1- 、m2- ……",
        store::case::count_all(&office.db).await?,
        begun.elapsed().as_secs(),
    ));
    Ok(ExitCode::SUCCESS)
}
