//! `gongkai calendar show`

use crate::casework::Office;
use crate::cli::out;
use crate::holidays::almanac::{self, Arranged, Mark, MonthOf};
use crate::text::{Lang, words};
use anyhow::{Result, bail};
use time::Date;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 年份。
    #[arg(value_name = "年份")]
    year: i32,
    /// 机关所在的地区，写法与机关设置中的 region 相同；不写则为全国。
    #[arg(long, value_name = "地区", default_value = "")]
    region: String,
}

/// A month is seven days of two digits and a mark each.
const BLANK: &str = "     ";

/// Months beside each other.
const ABREAST: usize = 2;

pub(super) fn run(office: &Office, args: &Args) -> Result<()> {
    let year = args.year;
    if !(2000..=2049).contains(&year) {
        bail!("只能显示2000年至2049年");
    }
    let (national, own) = (office.law(), office.book.of_region(&args.region));
    for line in lines(&almanac::months(&own.calendar, &national.calendar, year)) {
        out::say(&line);
    }
    out::say("休 放假　班 补班　地 本地另行放假　工 本地另行上班　· 周末　空白 工作日");
    for arranged in almanac::arranged(&own.calendar, &national.calendar, year) {
        out::say(&said(&arranged));
    }
    let last = Date::from_ordinal_date(year, 1)?;
    if !own.calendar.is_known(last) {
        out::say(&format!(
            "{year}年的安排尚未载入：除法定固定节日外按周一至周五计算，涉及的期限都是暂定的。"
        ));
    }
    Ok(())
}

fn lines(months: &[MonthOf]) -> Vec<String> {
    let mut lines = Vec::new();
    for row in months.chunks(ABREAST) {
        let heads = row.iter().map(|month| {
            let title = format!("{}月", u8::from(month.month));
            // A letter of Chinese is as wide as two others.
            format!(
                "{title}{}",
                " ".repeat(BLANK.len() * 7 - title.chars().count() - 1)
            )
        });
        lines.push(heads.collect::<Vec<_>>().join("  ").trim_end().to_owned());
        let days = "一   二   三   四   五   六   日   ";
        lines.push(vec![days; row.len()].join("  ").trim_end().to_owned());
        let weeks = row
            .iter()
            .map(|month| month.weeks.len())
            .max()
            .unwrap_or_default();
        for week in 0..weeks {
            let of = |month: &MonthOf| -> String {
                let days = month.weeks.get(week).copied().unwrap_or_default();
                days.map(cell).concat()
            };
            let line: Vec<String> = row.iter().map(of).collect();
            lines.push(line.join("  ").trim_end().to_owned());
        }
        lines.push(String::new());
    }
    lines
}

fn cell(day: Option<(Date, Mark)>) -> String {
    let Some((date, mark)) = day else {
        return BLANK.to_owned();
    };
    let mark = match mark {
        Mark::Plain => "  ",
        Mark::Weekend => "· ",
        Mark::Rest => "休",
        Mark::Work => "班",
        Mark::RegionalRest => "地",
        Mark::RegionalWork => "工",
    };
    format!("{:>2}{mark} ", date.day())
}

fn said(arranged: &Arranged) -> String {
    let day = |date: Date| words::date_with_weekday(Lang::Chinese, date);
    let mut parts: Vec<String> = arranged
        .rest
        .iter()
        .map(|(first, last)| {
            if first == last {
                format!("{}放假", day(*first))
            } else {
                let days = (*last - *first).whole_days() + 1;
                format!("{}至{}放假，共{days}天", day(*first), day(*last))
            }
        })
        .collect();
    if !arranged.work.is_empty() {
        let days: Vec<String> = arranged.work.iter().map(|date| day(*date)).collect();
        parts.push(format!("{}上班", days.join("、")));
    }
    let local = if arranged.is_regional { "（本地）" } else { "" };
    format!("{}{local}：{}", arranged.name, parts.join("；"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::Law;

    #[test]
    fn a_year_is_shown_in_twelve_months() {
        let law = Law::embedded().unwrap();
        let mut shown = lines(&almanac::months(&law.calendar, &law.calendar, 2026));
        let arranged = almanac::arranged(&law.calendar, &law.calendar, 2026);
        shown.extend(arranged.iter().map(said));
        insta::assert_snapshot!(shown.join("\n"));
    }
}
