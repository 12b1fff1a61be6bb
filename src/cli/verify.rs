//! `gongkai verify`: whether history, numbers and letters are what they were when they were written.

use super::{boot, out};
use crate::config::Config;
use crate::store::verify;
use anyhow::Result;
use std::process::ExitCode;

pub(super) async fn run(config: &Config) -> Result<ExitCode> {
    let db = boot::database(config).await?;
    let summary = verify::database(&db, |found| out::say(&found.to_string())).await?;
    db.close().await?;
    let verify::Summary {
        cases,
        events,
        texts,
        breaks,
        head,
    } = summary;
    out::say(&format!(
        "共校验 {cases} 个办件、{events} 条历史记录、{texts} 段文字，发现 {breaks} 处不符。"
    ));
    out::say(&format!("全部办件历史的总摘要：{head}"));
    Ok(if breaks == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
