//! `gongkai calendar load`

use crate::casework::Office;
use crate::casework::calendar::{self, Giver, NoticeError, Preview, Proposal, Survey};
use crate::cli::out;
use crate::domain::id::HolidayNoticeId;
use crate::holidays::{self, Fault, Kind};
use crate::law::{NamedDay, Notice};
use crate::store::calendar::{Move, Place, moves};
use crate::store::{self, Scope};
use crate::text::{Lang, words};
use anyhow::{Context, Result, anyhow, bail};
use std::collections::BTreeMap;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use time::Date;
use time::format_description::well_known::Iso8601;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 节假日安排的文件；“-”表示从标准输入读取。
    #[arg(value_name = "文件")]
    file: PathBuf,
    /// 年份；文件里只有一年的可以不写。
    #[arg(long, value_name = "年份")]
    year: Option<i32>,
    /// 地区：对 region 以此开头的机关有效；不写则为全国。
    #[arg(long, value_name = "地区", default_value = "")]
    region: String,
    /// 来源，即通知的文号或者网址；文件里写明了的可以不写。
    #[arg(long, value_name = "来源")]
    source: Option<String>,
    /// 备注，例如更正的原因。
    #[arg(long, value_name = "备注", default_value = "")]
    note: String,
    /// 文件里没有说明的一天是放假，可以多次给出，例如 2027-02-05。
    #[arg(long = "rest", value_name = "日期")]
    rest: Vec<String>,
    /// 文件里没有说明的一天是上班，可以多次给出。
    #[arg(long = "work", value_name = "日期")]
    work: Vec<String>,
    /// 文件里没有说明的一天既不是放假也不是补班，可以多次给出。
    #[arg(long = "skip", value_name = "日期")]
    skip: Vec<String>,
    /// 文件里其余没有说明的日子都既不是放假也不是补班。
    #[arg(long)]
    skip_others: bool,
    /// 只检查和预览，不写入。
    #[arg(long)]
    dry_run: bool,
}

/// Moves read at a time.
const PAGE: u64 = 500;

pub(super) async fn run(office: &Office, args: Args) -> Result<()> {
    let dry_run = args.dry_run;
    let proposal = args.proposal()?;
    let preview = match calendar::preview(office, Giver::Operator, &proposal).await {
        Ok(preview) => preview,
        // Whoever gives the command again after it was broken off wants the rest to be done.
        Err(NoticeError::Same(Some(id))) if !dry_run && is_unfinished(office, id).await? => {
            out::problem("这一安排已经载入，接着重算期限。");
            return recompute(office, id).await;
        }
        Err(NoticeError::Same(_)) => {
            out::say(&NoticeError::Same(None).to_string());
            return Ok(());
        }
        Err(error) => return Err(refused(error)),
    };
    tell(&proposal, &preview);
    if dry_run {
        let mut shown = false;
        let survey = calendar::survey(office, &preview, u64::MAX, |agency, number, moved| {
            if !std::mem::replace(&mut shown, true) {
                out::say(HEAD);
            }
            out::say(&row(&agency.name, number.0.as_str(), moved));
        })
        .await?;
        out::say(&summary(&survey));
        out::say("以上为预览，没有写入。");
        return Ok(());
    }
    let loaded = calendar::load(office, Giver::Operator, proposal, Some(preview.revision)).await;
    recompute(office, loaded.map_err(refused)?.id).await
}

impl Args {
    /// What the file and the words beside it come to, or everything that is wrong with it.
    fn proposal(self) -> Result<Proposal> {
        let bytes = read(&self.file)?;
        let mut reading = holidays::read(&bytes, self.year).map_err(|faults| broken(&self.file, &faults))?;
        if let Some(source) = &self.source {
            reading.source = vec![source.trim().to_owned()];
        }
        let mut said = BTreeMap::new();
        for (days, kind) in [
            (&self.rest, Kind::Rest),
            (&self.work, Kind::Work),
            (&self.skip, Kind::Neither),
        ] {
            for day in days {
                said.insert(date(day)?, kind);
            }
        }
        if self.skip_others {
            for day in &reading.undecided {
                said.entry(day.date).or_insert(Kind::Neither);
            }
        }
        let notice = reading.settle(&said).map_err(|open| undecided(&open))?;
        Ok(Proposal {
            region: self.region.trim().to_owned(),
            notice,
            note: self.note.trim().to_owned(),
        })
    }
}

fn read(file: &Path) -> Result<Vec<u8>> {
    let limit = u64::try_from(holidays::MAX_BYTES).unwrap_or(u64::MAX) + 1;
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        std::io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
    } else {
        let opened = std::fs::File::open(file);
        let opened = opened.with_context(|| format!("无法读取 {}", file.display()))?;
        opened
            .take(limit)
            .read_to_end(&mut bytes)
            .with_context(|| format!("无法读取 {}", file.display()))?;
    }
    Ok(bytes)
}

fn date(written: &str) -> Result<Date> {
    Date::parse(written, &Iso8601::DATE).map_err(|_| anyhow!("“{written}”不是一个日期：请写成 2027-02-05"))
}

fn broken(file: &Path, faults: &[Fault]) -> anyhow::Error {
    for fault in faults {
        out::problem(&fault.to_string());
    }
    anyhow!("{} 有 {} 处需要修改，没有写入", file.display(), faults.len())
}

fn undecided(open: &[NamedDay]) -> anyhow::Error {
    out::problem("文件没有说明这些日子是放假还是上班：");
    for day in open {
        out::problem(&format!(
            "  {}\t{}\t{}",
            day.date,
            words::weekday(Lang::Chinese, day.date.weekday()),
            day.name
        ));
    }
    anyhow!("请对照通知，逐个用 --rest、--work 或者 --skip 说明；其余都不是的加上 --skip-others。没有写入")
}

fn refused(error: NoticeError) -> anyhow::Error {
    match error {
        NoticeError::Faults(faults) => {
            for fault in &faults {
                out::problem(&fault.to_string());
            }
            anyhow!("有 {} 处需要修改，没有写入", faults.len())
        }
        NoticeError::Store(error) => error.into(),
        error @ (NoticeError::Misfit(_)
        | NoticeError::NoAgency(_)
        | NoticeError::NotTheirs
        | NoticeError::Same(_)
        | NoticeError::Stale) => anyhow!("{error}。没有写入"),
    }
}

async fn is_unfinished(office: &Office, id: HolidayNoticeId) -> Result<bool> {
    let notice = store::calendar::get(&office.db, id).await?;
    Ok(notice.is_some_and(|notice| notice.progress.done_at.is_none()))
}

/// What will change, before it does.
fn tell(proposal: &Proposal, preview: &Preview) {
    let Notice { year, source, .. } = &proposal.notice;
    let region = if proposal.region.is_empty() {
        "全国"
    } else {
        &proposal.region
    };
    out::say(&format!("{region}{year}年的安排，来源：{}", source.join(" ")));
    out::say(&format!("适用于{}个机关。", preview.agencies.len()));
    for remark in &preview.remarks {
        out::problem(&format!("提示：{remark}"));
    }
    for day in &preview.days {
        let what = match (day.was_working, day.is_working) {
            (true, false) => "改为休息",
            (false, true) => "改为上班",
            (true, true) => "仍然上班",
            (false, false) => "仍然休息",
        };
        out::say(&format!(
            "  {}\t{what}\t{}",
            words::date_with_weekday(Lang::Chinese, day.date),
            day.name.as_deref().unwrap_or_default()
        ));
    }
}

const HEAD: &str = "机关\t编号\t原期限\t新期限";

fn row(agency: &str, number: &str, moved: &Move) -> String {
    let day = |on, provisional| {
        let mark = if provisional { "（暂定）" } else { "" };
        format!("{}{mark}", words::date_with_weekday(Lang::Chinese, on))
    };
    format!(
        "{agency}\t{number}\t{}\t{}",
        day(moved.old_on, moved.old_provisional),
        day(moved.new_on, moved.new_provisional)
    )
}

fn summary(survey: &Survey) -> String {
    format!(
        "未办结办件 {} 件：{} 件的期限改变，{} 件的日期不变、暂定与否改变。",
        survey.open, survey.moved, survey.settled
    )
}

/// Computes again, saying on standard error how far it is, and lists what moved.
async fn recompute(office: &Office, id: HolidayNoticeId) -> Result<()> {
    let mut told = 0;
    let step = calendar::recompute(office, id, |step| {
        if step.cases >= told + 1000 {
            told = step.cases;
            out::problem(&format!("正在重算：{} 件", step.cases));
        }
        ControlFlow::Continue(())
    })
    .await?;
    if !step.is_done {
        bail!("重算没有完成：请再执行一次");
    }
    let mut survey = Survey {
        open: step.cases,
        looked_at: step.cases,
        ..Survey::default()
    };
    let mut shown = false;
    for agency in store::agency::located(&office.db).await? {
        let scope = Scope::of(agency.id);
        let mut after = None;
        loop {
            let page = moves(&office.db, scope, id, after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = Some(Place {
                on: last.moved.new_on,
                case: last.moved.case,
            });
            for entry in &page {
                if !std::mem::replace(&mut shown, true) {
                    out::say(HEAD);
                }
                out::say(&row(&agency.name, &entry.number.0, &entry.moved));
            }
        }
        let (moved, settled) = store::calendar::count_moves(&office.db, scope, id).await?;
        survey.moved += moved;
        survey.settled += settled;
    }
    out::say(&format!("已载入。{}", summary(&survey)));
    Ok(())
}
