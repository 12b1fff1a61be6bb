//! iCalendar, as people pass it around: all-day events whose title, category or Apple's own mark says whether the day
//! is off (休、假期) or worked (班、补班). The syntax is a library's; here is only what an event means.

use icalendar::parser::{Component, Property, read_components, unfold};
use time::{Date, Duration, Month, Time, UtcOffset};

use super::{Entry, Fault, Kind, Reading, Wrong, json::line_of, mark, of_year};

/// Deeper than any calendar; the library reads nested components by calling itself.
const MAX_DEPTH: usize = 8;

/// More days than any holiday has.
const MAX_DAYS: i64 = 60;

/// Apple's mark.
const SPECIAL_DAY: &str = "X-APPLE-SPECIAL-DAY";

pub(super) fn read(text: &str, year: Option<i32>) -> Result<Reading, Vec<Fault>> {
    let text = tidied(text);
    too_deep(&text)?;
    let unfolded = unfold(&text);
    let components = read_components(&unfolded).map_err(|error| unreadable(&text, &unfolded, &error))?;
    let mut events = Vec::new();
    for component in &components {
        collect(component, &mut events);
    }
    let mut entries = Vec::new();
    let mut faults = Vec::new();
    for event in events {
        match Event(event).entries(year) {
            Ok(mut each) => entries.append(&mut each),
            Err(wrong) => faults.push(wrong.into()),
        }
    }
    if faults.is_empty() {
        of_year(entries, year, Vec::new())
    } else {
        Err(faults)
    }
}

/// With one kind of line ends, and without the blank lines that some programs put between events.
fn tidied(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    lines.join("\n") + "\n"
}

fn too_deep(text: &str) -> Result<(), Fault> {
    let mut depth = 0_usize;
    for (number, line) in (1..).zip(text.lines()) {
        let starts = |word: &str| {
            line.get(..word.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(word))
        };
        if starts("BEGIN:") {
            depth += 1;
        } else if starts("END:") {
            depth = depth.saturating_sub(1);
        }
        if depth > MAX_DEPTH {
            return Err(Wrong::Calendar("日程套了太多层".to_owned()).at(number));
        }
    }
    Ok(())
}

/// The library names the line of the unfolded text; the same line of the file is found by what it says.
fn unreadable(text: &str, unfolded: &str, error: &str) -> Fault {
    let number = error
        .split("at line ")
        .nth(1)
        .and_then(|rest| rest.split(|c: char| !c.is_ascii_digit()).next())
        .and_then(|digits| digits.parse::<usize>().ok());
    let said = number.and_then(|number| unfolded.lines().nth(number.saturating_sub(1)));
    let wrong = Wrong::Calendar("文件不完整，或者有一行不合写法".to_owned());
    match said.and_then(|line| line_of(text, line)) {
        Some(line) => wrong.at(line),
        None => wrong.into(),
    }
}

fn collect<'a, 'b>(component: &'a Component<'b>, events: &mut Vec<&'a Component<'b>>) {
    if component.name.as_str().eq_ignore_ascii_case("VEVENT") {
        events.push(component);
    }
    for inner in &component.components {
        collect(inner, events);
    }
}

/// A `VEVENT`.
struct Event<'a, 'b>(&'a Component<'b>);

/// A day, and whether an end at it includes it.
struct Moment {
    date: Date,
    is_midnight: bool,
}

impl<'a> Event<'a, '_> {
    fn property(&self, name: &str) -> Option<&'a Property<'_>> {
        self.0
            .properties
            .iter()
            .find(|property| property.name.as_str().eq_ignore_ascii_case(name))
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.property(name).map(|property| property.val.as_str())
    }

    fn title(&self) -> String {
        self.value("SUMMARY").unwrap_or_default().trim().to_owned()
    }

    /// Off, worked, or not said; an event that was called off is none.
    fn kind(&self) -> Option<Kind> {
        match self.value(SPECIAL_DAY).map(str::to_ascii_uppercase).as_deref() {
            Some("WORK-HOLIDAY") => return Some(Kind::Rest),
            Some("ALTERNATE-WORKDAY") => return Some(Kind::Work),
            _ => {}
        }
        mark::kind(&self.title()).or_else(|| mark::kind(self.value("CATEGORIES").unwrap_or_default()))
    }

    fn entries(&self, year: Option<i32>) -> Result<Vec<Entry>, Wrong> {
        if self
            .value("STATUS")
            .is_some_and(|status| status.eq_ignore_ascii_case("CANCELLED"))
        {
            return Ok(Vec::new());
        }
        let (kind, title) = (self.kind(), self.title());
        let (first, last) = self.span()?;
        let shift = self.shift(first, year)?;
        let name = mark::name(&title);
        let days = (0..=(last - first).whole_days()).map(|n| Entry {
            date: first.saturating_add(Duration::days(n + shift)),
            name: name.clone(),
            kind,
        });
        Ok(days.collect())
    }

    /// First and last day.
    fn span(&self) -> Result<(Date, Date), Wrong> {
        let title = self.title();
        let start = self
            .property("DTSTART")
            .ok_or_else(|| Wrong::NoStart(title.clone()))?;
        let first = moment(start)?.date;
        let last = match (self.property("DTEND"), self.value("DURATION")) {
            (Some(end), _) => {
                let end = moment(end)?;
                // The end of an event is the first moment after it; some programs write the first day twice.
                let before = end
                    .date
                    .previous_day()
                    .filter(|day| end.is_midnight && *day >= first);
                before.unwrap_or(end.date)
            }
            (None, Some(duration)) => {
                let days = days(duration).ok_or_else(|| Wrong::NotADate(duration.to_owned()))?;
                first.saturating_add(Duration::days(days - 1))
            }
            (None, None) => first,
        };
        if last < first || (last - first).whole_days() >= MAX_DAYS {
            return Err(Wrong::BadRange {
                name: title,
                from: first,
                to: last,
            });
        }
        Ok((first, last))
    }

    /// By how many days an event that comes again every year moves to the year that is read; other rules are not
    /// understood.
    fn shift(&self, first: Date, year: Option<i32>) -> Result<i64, Wrong> {
        let Some(rule) = self.value("RRULE") else {
            return Ok(0);
        };
        let mut parts = rule.split(';').filter(|part| !part.is_empty());
        let is_plain =
            parts.all(|part| ["FREQ=YEARLY", "INTERVAL=1"].contains(&part.to_ascii_uppercase().as_str()));
        if !is_plain {
            return Err(Wrong::Recurring(self.title()));
        }
        let there = year.and_then(|year| first.replace_year(year).ok());
        Ok(there.map_or(0, |there| (there - first).whole_days()))
    }
}

/// `20270205`, `20270205T000000` or `20270204T160000Z`: a day in Beijing.
fn moment(property: &Property<'_>) -> Result<Moment, Wrong> {
    let written = property.val.as_str().trim();
    let wrong = || Wrong::NotADate(written.to_owned());
    let (day, time) = match written.split_once(['T', 't']) {
        Some((day, time)) => (day, Some(time)),
        None => (written, None),
    };
    let date = plain(day).ok_or_else(wrong)?;
    let Some(time) = time else {
        return Ok(Moment {
            date,
            is_midnight: true,
        });
    };
    let (digits, is_utc) = match time.strip_suffix(['Z', 'z']) {
        Some(digits) => (digits, true),
        None => (time, false),
    };
    let clock = clock(digits).ok_or_else(wrong)?;
    let beijing = UtcOffset::from_hms(8, 0, 0).expect("eight hours are an offset");
    let there = if is_utc {
        date.with_time(clock).assume_utc().to_offset(beijing)
    } else {
        date.with_time(clock).assume_offset(beijing)
    };
    Ok(Moment {
        date: there.date(),
        is_midnight: there.time() == Time::MIDNIGHT,
    })
}

fn digits(text: &str, from: usize, to: usize) -> Option<u16> {
    let part = text.get(from..to)?;
    let is_number = part.bytes().all(|byte| byte.is_ascii_digit());
    part.parse().ok().filter(|_| is_number)
}

fn plain(day: &str) -> Option<Date> {
    // Some write the dashes of the other ISO form.
    let day: String = day.chars().filter(|letter| *letter != '-').collect();
    if day.len() != 8 {
        return None;
    }
    let month = u8::try_from(digits(&day, 4, 6)?).ok()?;
    let date = u8::try_from(digits(&day, 6, 8)?).ok()?;
    Date::from_calendar_date(i32::from(digits(&day, 0, 4)?), Month::try_from(month).ok()?, date).ok()
}

fn clock(time: &str) -> Option<Time> {
    if time.len() != 6 {
        return None;
    }
    let part = |from, to| u8::try_from(digits(time, from, to)?).ok();
    Time::from_hms(part(0, 2)?, part(2, 4)?, part(4, 6)?.min(59)).ok()
}

/// `P3D` or `P1W`: whole days.
fn days(duration: &str) -> Option<i64> {
    let duration = duration.trim().to_ascii_uppercase();
    let body = duration.strip_prefix('P')?;
    let of = |unit: char| {
        body.strip_suffix(unit)
            .and_then(|number| number.parse::<i64>().ok())
    };
    let days = of('D').or_else(|| of('W').map(|weeks| weeks.saturating_mul(7)))?;
    (1..=MAX_DAYS).contains(&days).then_some(days)
}
