//! `gongkai user`: accounts of the staff.

use super::{boot, out};
use crate::casework::audit::{self, Giver};
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::domain::agency::Agency;
use crate::domain::audit::{Change, Matter, Part, Value};
use crate::domain::id::AccountId;
use crate::domain::text::Email;
use crate::ids::{Ids, UuidV7};
use crate::law::{Law, Role};
use crate::password;
use crate::store::account::{self, Account};
use crate::store::{Db, Scope, StoreError, Tx, agency};
use anyhow::{Result, anyhow, bail};
use std::collections::BTreeSet;
use std::io::BufRead;
use std::process::ExitCode;
use time::OffsetDateTime;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// 新增账号；口令从标准输入读取一行。
    Add {
        /// 机关的短名（网址中的那一段）。
        #[arg(long, value_name = "机关")]
        agency: String,
        /// 登录用的用户名。
        #[arg(long, value_name = "用户名")]
        username: String,
        /// 姓名。
        #[arg(long, value_name = "姓名")]
        name: String,
        /// 角色，可以多次给出：`intake_clerk`、`handler`、`department_head`、`confidentiality_reviewer`、`legal_reviewer`、
        /// `signing_leader`、`supervisor`、`administrator`。
        #[arg(long = "role", required = true, value_name = "角色")]
        roles: Vec<String>,
        /// 内设机构的名称。
        #[arg(long, value_name = "内设机构")]
        department: Option<String>,
        /// 电子邮箱：每天的提醒发到这里。
        #[arg(long, value_name = "电子邮箱")]
        email: Option<String>,
    },
    /// 列出一个机关的全部账号。
    List {
        /// 机关的短名。
        #[arg(long, value_name = "机关")]
        agency: String,
    },
    /// 重设口令并解除暂停；新口令从标准输入读取一行。
    Password(Which),
    /// 设定或者删去（不写 --email）账号的电子邮箱，每天的提醒发到这里。
    Email {
        #[command(flatten)]
        which: Which,
        /// 电子邮箱。
        #[arg(long, value_name = "电子邮箱")]
        email: Option<String>,
    },
    /// 停用账号，立即生效。
    Disable(Which),
    /// 恢复账号。
    Enable(Which),
}

#[derive(Debug, clap::Args)]
struct Which {
    /// 机关的短名。
    #[arg(long, value_name = "机关")]
    agency: String,
    /// 用户名。
    #[arg(long, value_name = "用户名")]
    username: String,
}

pub(super) async fn run(config: &Config, args: Args) -> Result<ExitCode> {
    let db = boot::database(config).await?;
    let now = SystemClock::at(config.office.offset()).now();
    match args.command {
        Command::Add {
            agency,
            username,
            name,
            roles,
            department,
            email,
        } => {
            let agency = find(&db, &agency).await?;
            let account = Account {
                id: AccountId(UuidV7.next()),
                agency: agency.id,
                department: department_of(&db, &agency, department).await?,
                username,
                name,
                roles: parse(&roles)?,
                active: true,
                last_sign_in_at: None,
                email: address(email)?,
            };
            let hash = password::hash(read_password()?).await?;
            let tx = db.begin().await?;
            match account::insert(&tx, &account, &hash, now).await {
                Err(StoreError::Conflict) => bail!("用户名 {} 已被使用：请换一个", account.username),
                inserted => inserted?,
            }
            let change = of(&account)
                .set(Part::Username, Some(&account.username))
                .set(Part::Name, Some(&account.name))
                .set(Part::Roles, Some(&account.roles));
            note(&tx, &account, now, change).await?;
            tx.commit().await?;
            out::say(&format!("已新增账号 {}。", account.username));
        }
        Command::List { agency } => list(&db, &find(&db, &agency).await?).await?,
        Command::Password(which) => {
            let account = which.find(&db).await?;
            let hash = password::hash(read_password()?).await?;
            let tx = db.begin().await?;
            account::set_password(&tx, account.scope(), account.id, &hash, now).await?;
            let change = of(&account).set(Part::Password, Some(Value::Secret));
            note(&tx, &account, now, change).await?;
            tx.commit().await?;
            out::say("口令已重设。");
        }
        Command::Email { which, email } => {
            let account = which.find(&db).await?;
            let email = address(email)?;
            let tx = db.begin().await?;
            account::set_email(&tx, account.scope(), account.id, email.as_ref()).await?;
            let worded = |email: &Option<Email>| email.as_ref().map(ToString::to_string);
            let change = of(&account).part(Part::Email, worded(&account.email), worded(&email));
            note(&tx, &account, now, change).await?;
            tx.commit().await?;
            out::say(if email.is_some() {
                "电子邮箱已设定。"
            } else {
                "电子邮箱已删去。"
            });
        }
        Command::Disable(which) => switch(&db, &which, now, false).await?,
        Command::Enable(which) => switch(&db, &which, now, true).await?,
    }
    db.close().await?;
    Ok(ExitCode::SUCCESS)
}

impl Which {
    async fn find(&self, db: &Db) -> Result<Account> {
        let scope = Scope::of(find(db, &self.agency).await?.id);
        let accounts = account::list(db, scope).await?;
        let found = accounts
            .into_iter()
            .find(|account| account.username == self.username);
        found.ok_or_else(|| anyhow!("该机关没有用户名为 {} 的账号", self.username))
    }
}

async fn find(db: &Db, key: &str) -> Result<Agency> {
    agency::by_key(db, key)
        .await?
        .ok_or_else(|| anyhow!("没有短名为 {key} 的机关"))
}

async fn department_of(
    db: &Db,
    agency: &Agency,
    name: Option<String>,
) -> Result<Option<crate::domain::id::DepartmentId>> {
    let Some(name) = name else { return Ok(None) };
    let departments = agency::departments(db, Scope::of(agency.id)).await?;
    let found = departments
        .iter()
        .find(|department| department.active && department.name == name);
    Ok(Some(
        found
            .ok_or_else(|| anyhow!("{}没有名为“{name}”的内设机构", agency.name))?
            .id,
    ))
}

fn address(email: Option<String>) -> Result<Option<Email>> {
    let parse = |text: String| Email::parse(&text).map_err(|_| anyhow!("{text} 不是电子邮箱地址"));
    email.map(parse).transpose()
}

fn parse(roles: &[String]) -> Result<BTreeSet<Role>> {
    let parse = |role: &String| {
        serde_json::from_value(serde_json::Value::from(role.as_str()))
            .map_err(|_| anyhow!("没有名为 {role} 的角色"))
    };
    roles.iter().map(parse).collect()
}

async fn list(db: &Db, agency: &Agency) -> Result<()> {
    let law: Law = boot::law()?;
    for account in account::list(db, Scope::of(agency.id)).await? {
        let roles: Vec<&str> = account.roles.iter().map(|role| law.role_name(*role)).collect();
        let state = if account.active { "" } else { "（已停用）" };
        out::say(&format!(
            "{}\t{}\t{}{state}",
            account.username,
            account.name,
            roles.join("、")
        ));
    }
    Ok(())
}

/// What the 管理日志 calls a change of an account.
fn of(account: &Account) -> Change {
    Change::of(
        Matter::Account,
        format!("{}（{}）", account.name, account.username),
    )
}

async fn note(tx: &Tx, account: &Account, at: OffsetDateTime, change: Change) -> Result<()> {
    let noted = audit::note_at(&UuidV7, at, tx, account.scope(), Giver::Operator, change);
    Ok(noted.await?)
}

async fn switch(db: &Db, which: &Which, at: OffsetDateTime, active: bool) -> Result<()> {
    let account = which.find(db).await?;
    let tx = db.begin().await?;
    account::set_active(&tx, account.scope(), account.id, active).await?;
    let change = of(&account).part(Part::Active, Some(account.active), Some(active));
    note(&tx, &account, at, change).await?;
    tx.commit().await?;
    out::say(if active {
        "账号已恢复。"
    } else {
        "账号已停用。"
    });
    Ok(())
}

fn read_password() -> Result<String> {
    out::problem("请输入口令，然后按回车：");
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
