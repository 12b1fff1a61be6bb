//! The JSON in which holidays are passed around: a notice of ours, a collection of such notices, and the shape of
//! public collections, which have one list with a flag.

use std::collections::BTreeSet;

use serde::{Deserialize, de::DeserializeOwned, de::IgnoredAny};
use time::{Date, Duration, format_description::well_known::Iso8601};

use super::{Entry, Fault, Kind, Reading, Wrong, choose, of_year};
use crate::law::NamedDay;

/// More days than any holiday has; a longer range is a slip of the pen.
const MAX_RANGE: i64 = 60;

/// By which members the shapes are told apart.
#[derive(Deserialize)]
struct Probe {
    years: Option<IgnoredAny>,
    days: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Notice {
    year: i32,
    #[serde(default)]
    source: Sources,
    #[serde(default)]
    rest: Vec<Day>,
    #[serde(default)]
    work: Vec<Day>,
}

#[derive(Deserialize, Default)]
#[serde(untagged)]
enum Sources {
    #[default]
    None,
    One(String),
    Many(Vec<String>),
}

/// A day, or all days from one to another.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Day {
    date: Option<String>,
    from: Option<String>,
    to: Option<String>,
    name: String,
}

#[derive(Deserialize)]
struct Collection {
    years: Vec<Notice>,
}

#[derive(Deserialize)]
struct Flagged {
    year: Option<i32>,
    #[serde(default)]
    papers: Vec<String>,
    days: Vec<FlaggedDay>,
}

#[derive(Deserialize)]
struct FlaggedDay {
    name: String,
    date: String,
    #[serde(rename = "isOffDay")]
    is_off_day: bool,
}

pub(super) fn read(text: &str, year: Option<i32>) -> Result<Reading, Vec<Fault>> {
    let probe: Probe = parse(text)?;
    if probe.years.is_some() {
        let mut notices = parse::<Collection>(text)?.years;
        let years: BTreeSet<i32> = notices.iter().map(|notice| notice.year).collect();
        let year = choose(year, &years)?;
        let of_year = notices.iter().position(|notice| notice.year == year);
        let notice = of_year.map(|index| notices.swap_remove(index));
        return notice.ok_or(Wrong::NoDays)?.reading(text);
    }
    if probe.days.is_some() {
        return flagged(text, parse(text)?, year);
    }
    let notice: Notice = parse(text)?;
    choose(year, &BTreeSet::from([notice.year]))?;
    notice.reading(text)
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Fault> {
    serde_json::from_str(text).map_err(|error| Wrong::Json(in_chinese(&error)).at(error.line()))
}

/// What serde says of a shape, in the language of whoever wrote it.
fn in_chinese(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let quoted = message.split('`').nth(1).unwrap_or_default();
    if message.starts_with("missing field") {
        format!("缺少字段“{quoted}”")
    } else if message.starts_with("unknown field") {
        format!("不认识的字段“{quoted}”")
    } else if message.starts_with("duplicate field") {
        format!("字段“{quoted}”写了两次")
    } else if error.is_eof() {
        "文件不完整，没有写完".to_owned()
    } else if error.is_syntax() {
        format!("第{}列附近不合 JSON 的写法", error.column())
    } else {
        format!("第{}列附近的内容不是应有的类型", error.column())
    }
}

impl Notice {
    fn reading(self, text: &str) -> Result<Reading, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut days = |list: Vec<Day>| -> Vec<NamedDay> {
            let mut days = Vec::new();
            for day in list {
                match day.days(text) {
                    Ok(mut each) => days.append(&mut each),
                    Err(fault) => faults.push(fault),
                }
            }
            days
        };
        let (rest, work) = (days(self.rest), days(self.work));
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Reading {
            year: self.year,
            source: match self.source {
                Sources::None => Vec::new(),
                Sources::One(source) => vec![source],
                Sources::Many(sources) => sources,
            },
            rest,
            work,
            undecided: Vec::new(),
        })
    }
}

impl Day {
    fn days(self, text: &str) -> Result<Vec<NamedDay>, Fault> {
        let Self {
            date: one,
            from,
            to,
            name,
        } = self;
        let (first, last) = match (one, from, to) {
            (Some(one), None, None) => (date(text, &one)?, date(text, &one)?),
            (None, Some(from), Some(to)) => (date(text, &from)?, date(text, &to)?),
            _ => return Err(Wrong::Json(format!("“{name}”应写明 date，或者写明 from 和 to")).into()),
        };
        if last < first || (last - first).whole_days() > MAX_RANGE {
            return Err(Wrong::BadRange {
                name,
                from: first,
                to: last,
            }
            .into());
        }
        let days = (0..=(last - first).whole_days()).map(|n| NamedDay {
            date: first.saturating_add(Duration::days(n)),
            name: name.clone(),
        });
        Ok(days.collect())
    }
}

fn flagged(text: &str, file: Flagged, year: Option<i32>) -> Result<Reading, Vec<Fault>> {
    let mut entries = Vec::new();
    let mut faults: Vec<Fault> = Vec::new();
    for day in file.days {
        match date(text, &day.date) {
            Ok(date) => entries.push(Entry {
                date,
                name: day.name,
                kind: Some(if day.is_off_day { Kind::Rest } else { Kind::Work }),
            }),
            Err(fault) => faults.push(fault),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let Some(stated) = file.year else {
        return of_year(entries, year, file.papers);
    };
    choose(year, &BTreeSet::from([stated]))?;
    let of = |kind| {
        let days = entries.iter().filter(|entry| entry.kind == Some(kind));
        days.map(|entry| NamedDay {
            date: entry.date,
            name: entry.name.clone(),
        })
        .collect()
    };
    Ok(Reading {
        year: stated,
        source: file.papers,
        rest: of(Kind::Rest),
        work: of(Kind::Work),
        undecided: Vec::new(),
    })
}

fn date(text: &str, written: &str) -> Result<Date, Fault> {
    let is_plain = written.len() == 10;
    let parsed = Date::parse(written, &Iso8601::DATE).ok().filter(|_| is_plain);
    parsed.ok_or_else(|| {
        let wrong = Wrong::NotADate(written.to_owned());
        match line_of(text, &format!("\"{written}\"")) {
            Some(line) => wrong.at(line),
            None => wrong.into(),
        }
    })
}

/// The first line that says this.
pub(super) fn line_of(text: &str, words: &str) -> Option<usize> {
    let at = text.find(words)?;
    let before = text.get(..at)?;
    Some(1 + before.bytes().filter(|byte| *byte == b'\n').count())
}
