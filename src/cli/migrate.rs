//! `gongkai migrate`

use super::{boot, out};
use crate::config::Config;
use anyhow::Result;
use std::process::ExitCode;

pub(super) async fn run(config: &Config) -> Result<ExitCode> {
    let db = boot::database(config).await?;
    db.close().await?;
    out::say("数据库结构已是最新。");
    Ok(ExitCode::SUCCESS)
}
