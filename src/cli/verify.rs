//! `gongkai verify`: whether history, numbers and letters are what they were when they were written.

use super::{boot, out};
use crate::config::Config;
use crate::documents::{BlobError, Blobs};
use crate::store::{Db, verify};
use anyhow::Result;
use std::process::ExitCode;
use std::sync::Arc;

pub(super) async fn run(config: &Config) -> Result<ExitCode> {
    let db = boot::database(config).await?;
    let kept = Blobs::configured(config, Arc::new(boot::vault(config)?))?;
    let summary = verify::database(&db, |found| out::say(&found.to_string())).await?;
    let (files, broken) = blobs(&db, &kept).await?;
    db.close().await?;
    let verify::Summary {
        cases,
        events,
        texts,
        breaks,
        head,
    } = summary;
    let breaks = breaks + broken;
    out::say(&format!(
        "共校验 {cases} 个办件、{events} 条历史记录、{texts} 段文字、{files} 个文件，发现 {breaks} 处不符。"
    ));
    out::say(&format!("全部办件历史的总摘要：{head}"));
    Ok(if breaks == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Reads every file that a row names; how many, and how many are missing or altered.
async fn blobs(db: &Db, kept: &Blobs) -> Result<(u64, u64)> {
    let (mut read, mut broken) = (0, 0);
    verify::blobs(db, async |used| -> Result<()> {
        read += 1;
        match kept.get(used.content).await {
            Ok(_) => Ok(()),
            Err(error @ (BlobError::Missing(_) | BlobError::Altered { .. } | BlobError::Seal { .. })) => {
                broken += 1;
                out::say(&format!("{}：{error}", used.what));
                Ok(())
            }
            Err(error) => Err(error.into()),
        }
    })
    .await?;
    Ok((read, broken))
}
