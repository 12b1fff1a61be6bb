//! `gongkai demo`

use super::boot::Boot;
use super::{out, serve};
use crate::casework::{Office, consulted};
use crate::config::Config;
use crate::demo::{self, material::Material};
use crate::law::Law;
use crate::notices::CONSULTED;
use crate::store;
use anyhow::{Result, bail};
use std::process::ExitCode;

/// Links of an agency that are looked through for one that waits for an answer.
const LINKS: u64 = 50;

#[derive(Debug, clap::Args)]
#[group(skip)]
pub(super) struct Args {
    /// 写入演示数据后启动服务。
    #[arg(long)]
    serve: bool,
    #[command(flatten)]
    server: serve::Args,
}

pub(super) async fn run(config: Config, args: Args) -> Result<ExitCode> {
    let mut config = args.server.over(config);
    // A banner on every page, and a key of its own: nobody may take it for the real thing.
    config.demo = true;
    let Boot { app } = Boot::open(config).await?;
    let material = Material::read(&app.law())?;
    refuse_strangers(&app.office, &material).await?;
    demo::fill(&app.office, &material, out::teller("正在写入演示数据", 10)).await?;
    for line in accounts(&app.law(), &material) {
        out::say(&line);
    }
    let home = app.config.server.reached_at();
    for line in third_parties(&app.office, &home).await? {
        out::say(&line);
    }
    if args.serve {
        serve::serve(app).await?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Made-up cases never go among real ones.
pub(super) async fn refuse_strangers(office: &Office, material: &Material) -> Result<()> {
    let known = |key: &str| material.agencies.iter().any(|agency| agency.key == key);
    let agencies = store::agency::list(&office.db).await?;
    if let Some(stranger) = agencies.iter().find(|agency| !known(&agency.key)) {
        bail!(
            "数据库中已有机关“{}”，不是演示数据库：演示数据不得写入正式数据库。请用 data.folder 或者 database.url \
             另外指定一个空的数据库",
            stranger.name
        );
    }
    Ok(())
}

/// How consulted third parties come in, one of each agency that has not answered yet.
async fn third_parties(office: &Office, home: &str) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    for agency in store::agency::list(&office.db).await? {
        let scope = store::Scope::of(agency.id);
        for link in store::consultation_link::newest(&office.db, scope, LINKS).await? {
            let case = store::case::load(&office.db, scope, link.case).await?;
            let waits = case.is_some_and(|case| consulted::may_answer(office, &case, link.notice).is_ok());
            let secrets = consulted::secrets(office, agency.id, &link).await?;
            if let Some(secrets) = secrets.filter(|_| waits) {
                let url = format!("{home}{CONSULTED}/{}", secrets.token);
                lines.push(format!("  {}：{url}  验证码 {}", agency.name, secrets.code));
                break;
            }
        }
    }
    if !lines.is_empty() {
        lines.insert(0, "第三方网上答复征求意见".to_owned());
    }
    Ok(lines)
}

/// Who can sign in, agency by agency, as it is printed.
fn accounts(law: &Law, material: &Material) -> Vec<String> {
    let mut lines = vec![format!("演示账号（口令都是 {}）", material.password)];
    for agency in &material.agencies {
        lines.push(format!("  {}", agency.name));
        let names = agency.accounts.iter().map(|account| account.username.len());
        let width = names.max().unwrap_or_default() + 2;
        for account in &agency.accounts {
            let roles: Vec<&str> = account.roles.iter().map(|role| law.role_name(*role)).collect();
            lines.push(format!(
                "    {:<width$}{}（{}）",
                account.username,
                account.name,
                roles.join("、")
            ));
        }
    }
    lines
}
