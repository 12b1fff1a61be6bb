//! Reads the holidays of a year out of the files in which people pass them around: our own JSON, collections of many
//! years, the JSON of public collections, and iCalendar. What a file does not say of itself, whether a day is off or
//! worked, is left to a person ([`Reading::undecided`]); nothing is guessed.
//!
//! Pure: bytes in, a [`Notice`] or a list of [`Fault`]s out.

pub mod almanac;
mod check;
mod fault;
mod ical;
mod json;
mod mark;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use time::{Date, Month};

use crate::law::{NamedDay, Notice};

pub use check::{Remark, check};
pub use fault::{Fault, Wrong};
pub use mark::Kind;

/// A notice has a few dozen days; a file many times as large as a collection of fifty years is something else.
pub const MAX_BYTES: usize = 1024 * 1024;

/// What a file says, before anybody has decided what it leaves open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// The year of the notice.
    pub year: i32,
    /// Where the file says that it was published.
    pub source: Vec<String>,
    rest: Vec<NamedDay>,
    work: Vec<NamedDay>,
    /// Days of which the file does not say whether they are off or worked, by date.
    pub undecided: Vec<NamedDay>,
}

/// A day as a file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    date: Date,
    name: String,
    /// None where the file does not say.
    kind: Option<Kind>,
}

/// Reads one year out of a file. Where the file has several, `year` must say which.
pub fn read(bytes: &[u8], year: Option<i32>) -> Result<Reading, Vec<Fault>> {
    let text = text(bytes)?;
    let body = text.trim_start();
    if body.starts_with('{') || body.starts_with('[') {
        json::read(text, year)
    } else if body
        .get(..15)
        .is_some_and(|first| first.eq_ignore_ascii_case("BEGIN:VCALENDAR"))
    {
        ical::read(text, year)
    } else {
        Err(vec![Wrong::UnknownFormat.into()])
    }
}

fn text(bytes: &[u8]) -> Result<&str, Fault> {
    if bytes.len() > MAX_BYTES {
        return Err(Wrong::TooLarge.into());
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Wrong::NotText)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(Wrong::Empty.into());
    }
    if text.contains('\0') {
        return Err(Wrong::NotText.into());
    }
    Ok(text)
}

impl Reading {
    /// The notice, with what a person has decided about the days that the file leaves open. Those of which nothing was
    /// said are returned: there is no notice before all are decided.
    pub fn settle(self, said: &BTreeMap<Date, Kind>) -> Result<Notice, Vec<NamedDay>> {
        let Self {
            year,
            source,
            mut rest,
            mut work,
            undecided,
        } = self;
        let mut open = Vec::new();
        for day in undecided {
            match said.get(&day.date) {
                Some(Kind::Rest) => rest.push(day),
                Some(Kind::Work) => work.push(day),
                Some(Kind::Neither) => {}
                None => open.push(day),
            }
        }
        if !open.is_empty() {
            return Err(open);
        }
        rest.sort_by_key(|day| day.date);
        work.sort_by_key(|day| day.date);
        Ok(Notice {
            year,
            source,
            rest,
            work,
        })
    }
}

impl From<Notice> for Reading {
    /// A notice is a reading that leaves nothing open.
    fn from(notice: Notice) -> Self {
        let Notice {
            year,
            source,
            rest,
            work,
        } = notice;
        Self {
            year,
            source,
            rest,
            work,
            undecided: Vec::new(),
        }
    }
}

/// The year whose notice arranges a day: 元旦 is arranged by the notice of the year that it begins.
fn year_of(date: Date, name: &str) -> i32 {
    let is_eve = date.month() == Month::December && name.contains("元旦");
    date.year() + i32::from(is_eve)
}

/// One year's days out of those of a file that tells no notices apart.
fn of_year(entries: Vec<Entry>, year: Option<i32>, source: Vec<String>) -> Result<Reading, Vec<Fault>> {
    let told = |entry: &&Entry| entry.kind.is_some_and(|kind| kind != Kind::Neither);
    let years: BTreeSet<i32> = entries
        .iter()
        .filter(told)
        .map(|entry| year_of(entry.date, &entry.name))
        .collect();
    let all: BTreeSet<i32> = entries
        .iter()
        .map(|entry| year_of(entry.date, &entry.name))
        .collect();
    let year = choose(year, if years.is_empty() { &all } else { &years })?;
    let mut days: BTreeMap<Date, Entry> = BTreeMap::new();
    let mut faults = Vec::new();
    for entry in entries {
        if year_of(entry.date, &entry.name) != year {
            continue;
        }
        let known = days.get(&entry.date).and_then(|known| known.kind);
        match (known, entry.kind) {
            (Some(known), Some(kind)) if known != kind => {
                faults.push(Wrong::BothOffAndWorked(entry.date).into());
            }
            // The first name of a day stands, and what is said goes before what is not.
            (Some(_), _) => {}
            (None, None) if days.contains_key(&entry.date) => {}
            (None, _) => {
                days.insert(entry.date, entry);
            }
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let of = |kind: Option<Kind>| -> Vec<NamedDay> {
        let days = days.values().filter(|entry| entry.kind == kind);
        days.map(|entry| NamedDay {
            date: entry.date,
            name: entry.name.clone(),
        })
        .collect()
    };
    Ok(Reading {
        year,
        source,
        rest: of(Some(Kind::Rest)),
        work: of(Some(Kind::Work)),
        undecided: of(None),
    })
}

/// The year that was asked for, or the only one that there is.
fn choose(asked: Option<i32>, years: &BTreeSet<i32>) -> Result<i32, Fault> {
    match (asked, years.first(), years.len()) {
        (_, None, _) => Err(Wrong::NoDays.into()),
        (Some(asked), Some(_), _) if years.contains(&asked) => Ok(asked),
        (Some(asked), Some(_), _) => Err(Wrong::AnotherYear {
            asked,
            found: years.iter().copied().collect(),
        }
        .into()),
        (None, Some(only), 1) => Ok(*only),
        (None, Some(_), _) => Err(Wrong::SeveralYears(years.iter().copied().collect()).into()),
    }
}
