//! What is wrong with a file or a notice, in the words of whoever loads it.

use std::fmt;

use time::Date;

/// A fault, and where in the file it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1, where it can be told.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: Wrong,
}

/// What can be wrong. The messages are for whoever loads the file, hence in Chinese.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    #[error("文件是空的")]
    Empty,
    #[error("文件超过1MB，不是一年的节假日安排")]
    TooLarge,
    #[error("不是 UTF-8 编码的文本文件：请用文本编辑器另存为 UTF-8")]
    NotText,
    #[error("看不懂这个文件：只能读取 JSON 和 iCalendar（.ics）格式的节假日安排")]
    UnknownFormat,
    #[error("JSON 写法有误：{0}")]
    Json(String),
    #[error("iCalendar 写法有误：{0}")]
    Calendar(String),
    #[error("“{0}”不是一个日期")]
    NotADate(String),
    #[error("“{name}”从{from}到{to}，不是一个节假日应有的长度")]
    BadRange { name: String, from: Date, to: Date },
    #[error("“{0}”是重复的日程，无法确定在哪些天：请改成逐天列出")]
    Recurring(String),
    #[error("“{0}”没有开始日期")]
    NoStart(String),
    #[error("文件里没有放假或者补班的日子")]
    NoDays,
    #[error("文件里没有{asked}年的安排，只有{}", years(.found))]
    AnotherYear { asked: i32, found: Vec<i32> },
    #[error("文件里有{}的安排，请说明载入哪一年", years(.0))]
    SeveralYears(Vec<i32>),
    #[error("{0}既写了放假又写了上班")]
    BothOffAndWorked(Date),
    #[error("{0}写了两次")]
    Twice(Date),
    #[error("{date}不属于{year}年的安排：只能有当年、上年12月和下年1月的日子")]
    OutsideYear { date: Date, year: i32 },
    #[error("{0}年超出可用的年份（2001年至2048年）")]
    YearOutOfRange(i32),
    #[error("{0}没有写是什么节日或者什么事由")]
    NoName(Date),
    #[error("{0}的名称太长，最多30个字")]
    LongName(Date),
    #[error("缺少法定节日{date}（{name}）：{article}规定这一天放假")]
    FixedMissing {
        date: Date,
        name: String,
        article: String,
    },
    #[error("没有说明来源：请写明通知的文号或者网址")]
    NoSource,
    #[error("来源太长，最多500个字")]
    LongSource,
}

fn years(years: &[i32]) -> String {
    let years: Vec<String> = years.iter().map(|year| format!("{year}年")).collect();
    years.join("、")
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "第{line}行：{}", self.what),
            None => write!(f, "{}", self.what),
        }
    }
}

impl From<Wrong> for Fault {
    fn from(what: Wrong) -> Self {
        Self { line: None, what }
    }
}

impl From<Wrong> for Vec<Fault> {
    fn from(what: Wrong) -> Self {
        vec![what.into()]
    }
}

impl From<Fault> for Vec<Fault> {
    fn from(fault: Fault) -> Self {
        vec![fault]
    }
}

impl Wrong {
    pub(super) fn at(self, line: usize) -> Fault {
        Fault {
            line: Some(line),
            what: self,
        }
    }
}
