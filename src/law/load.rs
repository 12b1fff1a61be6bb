//! Reading the files, with the line of every entry.

use serde::{Deserialize, Deserializer, Serializer, de::DeserializeOwned, de::Error as _};
use time::{Date, Month, format_description::well_known::Iso8601};
use toml::Spanned;

use super::{LawError, Problem};

/// Where the files stand in the repository; messages name them by this.
pub(super) const FOLDER: &str = "fixtures/law/";

/// The files that are built into the program.
pub(super) const EMBEDDED: &[(&str, &str)] = &[
    ("sources.toml", include_str!("../../fixtures/law/sources.toml")),
    ("limits.toml", include_str!("../../fixtures/law/limits.toml")),
    ("effects.toml", include_str!("../../fixtures/law/effects.toml")),
    ("outcomes.toml", include_str!("../../fixtures/law/outcomes.toml")),
    ("grounds.toml", include_str!("../../fixtures/law/grounds.toml")),
    ("fields.toml", include_str!("../../fixtures/law/fields.toml")),
    ("remedies.toml", include_str!("../../fixtures/law/remedies.toml")),
    ("tariffs.toml", include_str!("../../fixtures/law/tariffs.toml")),
    ("organs.toml", include_str!("../../fixtures/law/organs.toml")),
    ("review.toml", include_str!("../../fixtures/law/review.toml")),
    ("letters.toml", include_str!("../../fixtures/law/letters.toml")),
    (
        "reminders.toml",
        include_str!("../../fixtures/law/reminders.toml"),
    ),
    ("annual.toml", include_str!("../../fixtures/law/annual.toml")),
    ("appeals.toml", include_str!("../../fixtures/law/appeals.toml")),
    (
        "blackouts.toml",
        include_str!("../../fixtures/law/blackouts.toml"),
    ),
    (
        "publication.toml",
        include_str!("../../fixtures/law/publication.toml"),
    ),
    (
        "retention.toml",
        include_str!("../../fixtures/law/retention.toml"),
    ),
    ("clues.toml", include_str!("../../fixtures/law/clues.toml")),
    (
        "consulted.toml",
        include_str!("../../fixtures/law/consulted.toml"),
    ),
    ("payments.toml", include_str!("../../fixtures/law/payments.toml")),
    ("channels.toml", include_str!("../../fixtures/law/channels.toml")),
    ("returns.toml", include_str!("../../fixtures/law/returns.toml")),
    (
        "festivals.toml",
        include_str!("../../fixtures/law/festivals.toml"),
    ),
    ("doors.toml", include_str!("../../fixtures/law/doors.toml")),
    (
        "calendar/fixed.toml",
        include_str!("../../fixtures/law/calendar/fixed.toml"),
    ),
    (
        "calendar/2019.json",
        include_str!("../../fixtures/law/calendar/2019.json"),
    ),
    (
        "calendar/2020.json",
        include_str!("../../fixtures/law/calendar/2020.json"),
    ),
    (
        "calendar/2021.json",
        include_str!("../../fixtures/law/calendar/2021.json"),
    ),
    (
        "calendar/2022.json",
        include_str!("../../fixtures/law/calendar/2022.json"),
    ),
    (
        "calendar/2023.json",
        include_str!("../../fixtures/law/calendar/2023.json"),
    ),
    (
        "calendar/2024.json",
        include_str!("../../fixtures/law/calendar/2024.json"),
    ),
    (
        "calendar/2025.json",
        include_str!("../../fixtures/law/calendar/2025.json"),
    ),
    (
        "calendar/2026.json",
        include_str!("../../fixtures/law/calendar/2026.json"),
    ),
];

/// A file while it is read and checked.
#[derive(Debug, Clone, Copy)]
pub(super) struct File<'a> {
    pub(super) name: &'a str,
    text: &'a str,
}

/// An entry and where it begins.
#[derive(Debug)]
pub(super) struct Entry<T> {
    pub(super) value: T,
    at: usize,
}

impl<'a> File<'a> {
    pub(super) fn find(files: &[(&'a str, &'a str)], name: &'a str) -> Result<Self, LawError> {
        match files.iter().find(|(known, _)| *known == name) {
            Some((_, text)) => Ok(Self { name, text }),
            None => Err(LawError {
                file: format!("{FOLDER}{name}"),
                line: 1,
                problem: Problem::NoFile,
            }),
        }
    }

    pub(super) fn toml<T: DeserializeOwned>(&self) -> Result<T, LawError> {
        toml::from_str(self.text).map_err(|error: toml::de::Error| {
            let at = error.span().map_or(0, |span| span.start);
            self.error(at, Problem::Unreadable(in_chinese(error.message())))
        })
    }

    pub(super) fn json<T: DeserializeOwned>(&self) -> Result<T, LawError> {
        serde_json::from_str(self.text).map_err(|error| LawError {
            file: format!("{FOLDER}{}", self.name),
            line: error.line(),
            problem: Problem::Unreadable(in_chinese(&error.to_string())),
        })
    }

    /// An error about the line of an entry that sets `member`, or its first line where none does.
    pub(super) fn error_in<T>(&self, entry: &Entry<T>, member: &str, problem: Problem) -> LawError {
        self.error(self.member(entry.at, member).unwrap_or(entry.at), problem)
    }

    /// An error about the file as a whole.
    pub(super) fn error_at_top(&self, problem: Problem) -> LawError {
        self.error(0, problem)
    }

    fn error(&self, at: usize, problem: Problem) -> LawError {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = 1 + before.bytes().filter(|byte| *byte == b'\n').count();
        LawError {
            file: format!("{FOLDER}{}", self.name),
            line,
            problem,
        }
    }

    /// Where the entry that begins at `at` sets `member`.
    fn member(&self, at: usize, member: &str) -> Option<usize> {
        let body = self.text.get(at..)?;
        let mut offset = at;
        for (index, line) in body.split_inclusive('\n').enumerate() {
            if index > 0 && line.starts_with("[[") {
                return None;
            }
            let sets = line
                .strip_prefix(member)
                .is_some_and(|rest| rest.trim_start().starts_with('='));
            if sets {
                return Some(offset);
            }
            offset += line.len();
        }
        None
    }
}

/// The entries of a table array, with their places.
pub(super) fn entries<T>(list: Vec<Spanned<T>>) -> Vec<Entry<T>> {
    list.into_iter()
        .map(|spanned| {
            let at = spanned.span().start;
            Entry {
                value: spanned.into_inner(),
                at,
            }
        })
        .collect()
}

/// What the parsers say about a shape, in the language of the people who edit these files.
fn in_chinese(message: &str) -> String {
    let quoted = message.split('`').nth(1).unwrap_or_default();
    if message.starts_with("missing field") {
        format!("缺少字段“{quoted}”")
    } else if message.starts_with("unknown field") {
        format!("不认识的字段“{quoted}”")
    } else if message.starts_with("duplicate") {
        format!("重复：{message}")
    } else if message.starts_with("invalid type") || message.starts_with("expected") {
        format!("格式不对：{message}")
    } else {
        message.to_owned()
    }
}

/// Reads a date of TOML, which has dates of its own.
pub(super) fn toml_date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    let written = toml::value::Datetime::deserialize(deserializer)?;
    let wrong = || D::Error::custom(format!("不是一个日期：{written}"));
    let date = written
        .date
        .filter(|_| written.time.is_none())
        .ok_or_else(wrong)?;
    let month = Month::try_from(date.month).map_err(|_| wrong())?;
    Date::from_calendar_date(i32::from(date.year), month, date.day).map_err(|_| wrong())
}

/// The same where it may be left out.
pub(super) fn toml_date_opt<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    toml_date(deserializer).map(Some)
}

/// Reads a date written as text, ISO 8601.
pub(super) fn iso_date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    let text = String::deserialize(deserializer)?;
    iso(&text).ok_or_else(|| D::Error::custom(format!("不是一个日期：{text}")))
}

/// Writes a date as [`iso_date`] reads it.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes whatever it writes by reference"
)]
pub(super) fn write_iso<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    // `Date` shows itself in this form.
    serializer.collect_str(date)
}

/// A date of the one form `2026-01-31`; ISO 8601 has others, which nobody here writes.
pub(super) fn iso(text: &str) -> Option<Date> {
    let plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if plain {
        Date::parse(text, &Iso8601::DATE).ok()
    } else {
        None
    }
}
