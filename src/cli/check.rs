//! `gongkai check`: everything that can be found wrong without serving.

use super::{boot, out};
use crate::config::{Config, LoadError};
use crate::documents::Blobs;
use crate::template::{self, Templates};
use crate::text::Texts;
use anyhow::Result;
use std::process::ExitCode;
use std::sync::Arc;

pub(super) async fn run(config: Result<Config, LoadError>) -> Result<ExitCode> {
    let mut problems = Vec::new();
    match config {
        Err(error) => problems.push(error.to_string()),
        Ok(config) => {
            if let Err(error) = files(&config).await {
                problems.push(format!("{error:#}"));
            }
            if let Err(error) = letters(&config) {
                problems.push(format!("{error:#}"));
            }
            match boot::database(&config).await {
                Ok(db) => db.close().await?,
                Err(error) => problems.push(format!("{error:#}")),
            }
        }
    }
    if let Err(error) = boot::law() {
        problems.push(format!("{error:#}"));
    }
    problems.extend(templates()?);
    for problem in &problems {
        out::problem(problem);
    }
    if problems.is_empty() {
        out::say("检查完毕，没有发现问题。");
        Ok(ExitCode::SUCCESS)
    } else {
        out::problem(&format!("发现 {} 个问题。", problems.len()));
        Ok(ExitCode::FAILURE)
    }
}

/// The key, and whether something sealed with it can be kept and had again.
async fn files(config: &Config) -> Result<()> {
    let blobs = Blobs::configured(config, Arc::new(boot::vault(config)?))?;
    Ok(blobs.probe().await?)
}

/// Fonts included: every sample of every letter is composed.
fn letters(config: &Config) -> Result<()> {
    let templates = Arc::new(Templates::load(Arc::new(Texts::load()?))?);
    boot::letters(config, &templates)?;
    Ok(())
}

fn templates() -> Result<Vec<String>> {
    let templates = Templates::load(Arc::new(Texts::load()?))?;
    Ok(template::check(&templates, &crate::every_template()))
}
