//! 主动公开信息目录 out of forms and tables: texts in, entries out, or what is wrong with them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::Date;

use super::{date::day, names::plain};
use crate::{
    domain::{
        catalogue::{
            Entry, LONGEST_NUMBER, LONGEST_SUMMARY, LONGEST_TITLE, LONGEST_TOPIC, Link, MOST_TOPICS,
        },
        text::is_hidden,
    },
    law::words,
};

words! {
    /// A part of an entry, and a column of a table.
    pub enum Part {
        Title = "title",
        Number = "number",
        PublishedOn = "published_on",
        Summary = "summary",
        Link = "link",
        Topics = "topics",
    }
}

/// What is wrong with a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wrong {
    Missing,
    /// More characters than that.
    TooLong(usize),
    /// Not a day that can be read.
    NoDay,
    /// A day that has not come.
    Ahead,
    /// Not an address of the web.
    NoLink,
    /// A sign that nobody sees.
    Hidden,
    /// More topic words than that.
    TooMany(usize),
    /// The same as in this row before.
    Again(u32),
    /// The number is of one entry that is there, and the link of another.
    OfTwo,
}

/// An entry as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub title: String,
    pub number: String,
    pub published_on: String,
    pub summary: String,
    pub link: String,
    pub topics: String,
}

impl Typed {
    /// An entry as somebody would type it.
    pub fn of(entry: &Entry) -> Self {
        Self {
            title: entry.title.clone(),
            number: entry.number.clone().unwrap_or_default(),
            published_on: entry.published_on.to_string(),
            summary: entry.summary.clone(),
            link: entry.link.as_ref().map(ToString::to_string).unwrap_or_default(),
            topics: entry.topics.join("、"),
        }
    }

    fn part(&mut self, part: Part) -> &mut String {
        match part {
            Part::Title => &mut self.title,
            Part::Number => &mut self.number,
            Part::PublishedOn => &mut self.published_on,
            Part::Summary => &mut self.summary,
            Part::Link => &mut self.link,
            Part::Topics => &mut self.topics,
        }
    }
}

/// Reads an entry, or tells everything that is wrong with it.
pub fn entry(typed: &Typed, today: Date) -> Result<Entry, Vec<(Part, Wrong)>> {
    let mut wrong = Vec::new();
    let mut text = |part, raw: &str, most, lines| match words_of(raw, most, lines) {
        Ok(text) => text,
        Err(why) => {
            wrong.push((part, why));
            String::new()
        }
    };
    let title = text(Part::Title, &typed.title, LONGEST_TITLE, false);
    let number = text(Part::Number, &typed.number, LONGEST_NUMBER, false);
    let summary = text(Part::Summary, &typed.summary, LONGEST_SUMMARY, true);
    let published_on = match day(&typed.published_on) {
        _ if typed.published_on.trim().is_empty() => Err(Wrong::Missing),
        None => Err(Wrong::NoDay),
        Some(day) if day > today => Err(Wrong::Ahead),
        Some(day) => Ok(day),
    };
    let link = match typed.link.trim() {
        "" => None,
        raw => Some(Link::parse(raw)),
    };
    let topics = topics(&typed.topics);
    if title.is_empty() && !wrong.iter().any(|(part, _)| *part == Part::Title) {
        wrong.push((Part::Title, Wrong::Missing));
    }
    if let Some(Err(_)) = &link {
        wrong.push((Part::Link, Wrong::NoLink));
    }
    if let Err(why) = &topics {
        wrong.push((Part::Topics, *why));
    }
    match (published_on, topics) {
        (Ok(published_on), Ok(topics)) if wrong.is_empty() => Ok(Entry {
            title,
            number: Some(number).filter(|number| !number.is_empty()),
            published_on,
            summary,
            link: link.and_then(Result::ok),
            topics,
        }),
        (published_on, _) => {
            wrong.extend(published_on.err().map(|why| (Part::PublishedOn, why)));
            wrong.sort_by_key(|(part, _)| *part);
            Err(wrong)
        }
    }
}

/// A text without what nobody means: blanks around it, and line ends where it has one line.
pub fn words_of(raw: &str, most: usize, lines: bool) -> Result<String, Wrong> {
    let text = raw.replace("\r\n", "\n");
    let text = text.trim();
    let text = if lines {
        text.to_owned()
    } else {
        text.replace('\n', " ")
    };
    if text.chars().any(|sign| is_hidden(sign) && sign != '\n') {
        Err(Wrong::Hidden)
    } else if text.chars().count() > most {
        Err(Wrong::TooLong(most))
    } else {
        Ok(text)
    }
}

/// Topic words, with whatever stands between them.
pub fn topics(raw: &str) -> Result<Vec<String>, Wrong> {
    let mut topics: Vec<String> = Vec::new();
    let between = ['、', ',', '，', ';', '；', '|', '/', '\n', '\t', ' ', '\u{3000}'];
    for topic in raw
        .split(between)
        .map(str::trim)
        .filter(|topic| !topic.is_empty())
    {
        let topic = words_of(topic, LONGEST_TOPIC, false)?;
        if !topics.contains(&topic) {
            topics.push(topic);
        }
    }
    if topics.len() > MOST_TOPICS {
        return Err(Wrong::TooMany(MOST_TOPICS));
    }
    Ok(topics)
}

/// Why a table is none of entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoTable {
    /// Nothing but heads, or not even these.
    Empty,
    /// These columns are not there.
    Lacks(Vec<Part>),
    /// Two columns of the same meaning.
    Twice(Part),
}

/// A row of a table: its number as a spreadsheet counts, and the entry or what is wrong with it.
pub type Row = (u32, Result<Entry, Vec<(Part, Wrong)>>);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    column: Vec<Named>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    key: String,
    names: Vec<String>,
}

/// By which names columns go, each as it is compared.
fn names() -> BTreeMap<String, Part> {
    let file: File = toml::from_str(include_str!("../../fixtures/import/catalogue.toml"))
        .expect("the file of names is ours, and a test reads it");
    let named = file.column.into_iter().filter_map(|Named { key, names }| {
        let part: Part = key.parse().ok()?;
        Some(names.into_iter().map(move |name| (plain(&name), part)))
    });
    named.flatten().collect()
}

/// Reads a table, of which the first row has the heads. Columns that are not known are left out.
pub fn table<'t>(
    mut rows: impl Iterator<Item = (u32, &'t [String])>,
    today: Date,
) -> Result<Vec<Row>, NoTable> {
    let (_, heads) = rows.next().ok_or(NoTable::Empty)?;
    let names = names();
    let mut columns: Vec<Option<Part>> = Vec::new();
    for head in heads {
        let part = names.get(&plain(head)).copied();
        if let Some(part) = part.filter(|_| columns.contains(&part)) {
            return Err(NoTable::Twice(part));
        }
        columns.push(part);
    }
    let lacks: Vec<Part> = [Part::Title, Part::PublishedOn]
        .into_iter()
        .filter(|part| !columns.contains(&Some(*part)))
        .collect();
    if !lacks.is_empty() {
        return Err(NoTable::Lacks(lacks));
    }
    let mut seen: BTreeMap<(Part, String), u32> = BTreeMap::new();
    let read: Vec<Row> = rows
        .map(|(number, cells)| {
            let mut typed = Typed::default();
            for (part, cell) in columns.iter().zip(cells) {
                if let Some(part) = part {
                    cell.clone_into(typed.part(*part));
                }
            }
            let read = entry(&typed, today);
            (number, read.and_then(|entry| once(&mut seen, number, entry)))
        })
        .collect();
    if read.is_empty() {
        Err(NoTable::Empty)
    } else {
        Ok(read)
    }
}

/// The entry, where neither its number nor its link stood in a row before.
fn once(
    seen: &mut BTreeMap<(Part, String), u32>,
    row: u32,
    entry: Entry,
) -> Result<Entry, Vec<(Part, Wrong)>> {
    let marks = [
        (Part::Number, entry.number.clone()),
        (Part::Link, entry.link.as_ref().map(ToString::to_string)),
    ];
    let marks = marks.into_iter().filter_map(|(part, mark)| Some((part, mark?)));
    let mut wrong = Vec::new();
    for mark in marks {
        match seen.get(&mark) {
            Some(before) => wrong.push((mark.0, Wrong::Again(*before))),
            None => {
                seen.insert(mark, row);
            }
        }
    }
    if wrong.is_empty() { Ok(entry) } else { Err(wrong) }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    const TODAY: Date = date!(2026 - 11 - 28);

    fn typed() -> Typed {
        Typed {
            title: " 青溪县2025年保障性住房分配方案 ".to_owned(),
            number: "青建发〔2025〕15号".to_owned(),
            published_on: "2025/6/3".to_owned(),
            summary: "第一段\r\n第二段".to_owned(),
            link: "https://www.example.cn/a".to_owned(),
            topics: "住房，保障 住房".to_owned(),
        }
    }

    fn read(rows: &[&[&str]]) -> Result<Vec<Row>, NoTable> {
        let rows: Vec<Vec<String>> = rows
            .iter()
            .map(|row| row.iter().map(|cell| (*cell).to_owned()).collect())
            .collect();
        table((1..).zip(rows.iter().map(Vec::as_slice)), TODAY)
    }

    #[test]
    fn an_entry_is_read_and_written_back() {
        let read = entry(&typed(), TODAY).unwrap();
        assert_eq!(read.title, "青溪县2025年保障性住房分配方案");
        assert_eq!(read.published_on, date!(2025 - 06 - 03));
        assert_eq!(read.summary, "第一段\n第二段");
        assert_eq!(read.topics, ["住房", "保障"]);
        assert_eq!(entry(&Typed::of(&read), TODAY), Ok(read));
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let wrong = entry(
            &Typed {
                title: String::new(),
                number: "甲\u{202e}".to_owned(),
                published_on: "2026-11-29".to_owned(),
                summary: "长".repeat(LONGEST_SUMMARY + 1),
                link: "javascript:alert(1)".to_owned(),
                topics: "一 二 三 四 五 六 七 八 九 十 百".to_owned(),
            },
            TODAY,
        );
        assert_eq!(
            wrong.unwrap_err(),
            [
                (Part::Title, Wrong::Missing),
                (Part::Number, Wrong::Hidden),
                (Part::PublishedOn, Wrong::Ahead),
                (Part::Summary, Wrong::TooLong(LONGEST_SUMMARY)),
                (Part::Link, Wrong::NoLink),
                (Part::Topics, Wrong::TooMany(MOST_TOPICS)),
            ]
        );
    }

    #[test]
    fn columns_are_known_by_their_chinese_names_and_rows_by_their_numbers() {
        let rows = read(&[
            &["序号", "信息名称", "索引号", "公开时间", "网址"],
            &["1", "甲方案", "A1", "2025年6月3日", "https://example.cn/1"],
            &["2", "乙方案", "A2", "昨天", "example"],
            &["3", "丙方案", "A1", "20250604"],
        ])
        .unwrap();
        assert!(rows[0].1.is_ok());
        assert_eq!(
            rows[1],
            (
                3,
                Err(vec![
                    (Part::PublishedOn, Wrong::NoDay),
                    (Part::Link, Wrong::NoLink)
                ])
            )
        );
        assert_eq!(rows[2], (4, Err(vec![(Part::Number, Wrong::Again(2))])));
    }

    #[test]
    fn what_is_no_such_table_is_said() {
        assert_eq!(read(&[]), Err(NoTable::Empty));
        assert_eq!(read(&[&["标题", "日期"]]), Err(NoTable::Empty));
        assert_eq!(
            read(&[&["文号"], &["1"]]),
            Err(NoTable::Lacks(vec![Part::Title, Part::PublishedOn]))
        );
        assert_eq!(
            read(&[&["标题", "名称", "日期"], &["1"]]),
            Err(NoTable::Twice(Part::Title))
        );
    }
}
