//! `gongkai messages`: what could not be sent, looked at and tried again.

use super::{boot, out};
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::domain::agency::Agency;
use crate::domain::message::{Medium, MessageKind};
use crate::store::outbox::{self, Message, Target, Which};
use crate::store::{Db, Scope, agency};
use anyhow::{Result, bail};
use std::process::ExitCode;
use time::{OffsetDateTime, UtcOffset};
use uuid::Uuid;

/// How many messages of a kind are listed for an agency.
const LISTED: u64 = 100;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// 按机关列出等待发送和发不出去的消息。
    List {
        /// 同时列出最近发出的和不再发送的。
        #[arg(long)]
        all: bool,
    },
    /// 把发不出去的消息放回，再发一次。
    Retry {
        /// 消息的编号，见 gongkai messages list；不写就是全部。
        #[arg(value_name = "编号")]
        id: Option<Uuid>,
    },
}

pub(super) async fn run(config: &Config, args: Args) -> Result<ExitCode> {
    let db = boot::database(config).await?;
    let offset = config.office.offset();
    match args.command {
        Command::List { all } => {
            for agency in agency::list(&db).await? {
                list(&db, &agency, all, offset).await?;
            }
        }
        Command::Retry { id } => retry(&db, id, SystemClock::at(offset).now()).await?,
    }
    db.close().await?;
    Ok(ExitCode::SUCCESS)
}

async fn list(db: &Db, agency: &Agency, all: bool, offset: UtcOffset) -> Result<()> {
    let mut kinds = vec![(Which::Waiting, "等待发送"), (Which::SetAside, "发不出去")];
    if all {
        kinds.extend([(Which::Sent, "最近发出"), (Which::Dropped, "不再发送")]);
    }
    out::say(&agency.name);
    for (which, name) in kinds {
        let messages = outbox::list(db, Scope::of(agency.id), which, LISTED).await?;
        out::say(&format!("  {name}：{}条", messages.len()));
        for message in messages {
            out::say(&line(&message, offset));
        }
    }
    Ok(())
}

fn line(message: &Message, offset: UtcOffset) -> String {
    let at = |at: OffsetDateTime| out::moment(at.to_offset(offset));
    let stands = match (message.sent_at, message.dropped_at, message.set_aside_at) {
        (Some(sent), ..) => format!("{}发出", at(sent)),
        (None, Some(dropped), _) => format!("{}起不再发送", at(dropped)),
        (None, None, Some(aside)) => format!("{}搁置", at(aside)),
        (None, None, None) => format!("{}起发送", at(message.next_at)),
    };
    let about = match &message.target {
        Target::Digest { account, day } | Target::Alarm { account, day, .. } => {
            format!("账号 {account} {day}")
        }
        Target::Heartbeat { day } => day.to_string(),
        Target::Case { case, endpoint, .. } => {
            let to = endpoint.as_ref().map(|name| format!(" 推送给 {name}"));
            format!("办件 {case}{}", to.unwrap_or_default())
        }
    };
    let reason = message.last_error.map(|reason| format!("，原因：{reason}"));
    format!(
        "    {}  {}（{about}）：{stands}，已试{}次{}",
        message.id,
        title(message.medium, message.kind),
        message.attempts,
        reason.unwrap_or_default()
    )
}

fn title(medium: Medium, kind: MessageKind) -> String {
    let medium = match medium {
        Medium::Mail => "邮件",
        Medium::TextMessage => "短信",
        Medium::Webhook => "推送",
    };
    let kind = match kind {
        MessageKind::Digest => "每日提醒",
        MessageKind::Filed => "申请提交",
        MessageKind::Received => "收到申请",
        MessageKind::LetterIssued => "文书制发",
        MessageKind::LetterServed => "文书送达",
        MessageKind::Closed => "办结",
        MessageKind::ConsultationLink => "征求意见的链接",
        MessageKind::ConsultationCode => "征求意见的验证码",
        MessageKind::ChannelAlarm => "渠道测试的告警",
        MessageKind::Heartbeat => "心跳",
        MessageKind::ConsultationDue => "第三方答复到期提醒",
        MessageKind::ConsultationDecided => "告知第三方已有决定",
    };
    format!("{medium}：{kind}")
}

async fn retry(db: &Db, id: Option<Uuid>, now: OffsetDateTime) -> Result<()> {
    let mut count = 0;
    let tx = db.begin().await?;
    for agency in agency::list(&tx).await? {
        let scope = Scope::of(agency.id);
        count += match id {
            Some(id) => u64::from(outbox::retry(&tx, scope, id, now).await?),
            None => outbox::retry_all(&tx, scope, now).await?,
        };
    }
    tx.commit().await?;
    match (id, count) {
        (Some(id), 0) => bail!("没有编号为 {id} 的搁置消息：请用 gongkai messages list 查看"),
        (_, count) => out::say(&format!("{count}条将再次发送。")),
    }
    Ok(())
}
