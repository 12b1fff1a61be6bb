//! `gongkai reindex`: takes the words of all cases in anew, while everybody works on.

use super::{boot::Boot, out};
use crate::{
    casework::index::{all_to_backlog, next_of_backlog},
    config::Config,
    store::{agency, year_end},
};
use anyhow::Result;
use std::process::ExitCode;

/// After how many cases it says how far it is.
const TOLD: usize = 1_000;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 接着上次没有做完的做：只编入还没有编入的办件。
    #[arg(long)]
    resume: bool,
}

pub(super) async fn run(config: Config, args: Args) -> Result<ExitCode> {
    let Boot { app } = Boot::open(config).await?;
    let office = &app.office;
    let agencies = year_end::agencies(&office.db).await?;
    if !args.resume {
        for scope in &agencies {
            all_to_backlog(office, *scope).await?;
        }
    }
    let mut all = 0;
    for scope in agencies {
        let (mut after, mut taken, mut told) = (None, 0, TOLD);
        let agency = agency::get(&office.db, scope).await?;
        let name = agency.map_or_else(String::new, |agency| agency.name);
        while let Some((last, some)) = next_of_backlog(office, scope, after).await? {
            after = Some(last);
            taken += some;
            if taken >= told {
                told = taken + TOLD;
                out::say(&format!("{name}：已编入 {taken} 件"));
            }
        }
        all += taken;
        if taken > 0 {
            out::say(&format!("{name}：编完，共 {taken} 件"));
        }
    }
    out::say(&format!("检索已建好，共编入 {all} 件办件。"));
    Ok(ExitCode::SUCCESS)
}
