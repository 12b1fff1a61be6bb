//! Calendar files, RFC 5545: all-day events with alarms. The library that reads them for us also writes them, but stamps
//! alarms with the wall clock and ids of its own; a file of ours is the same whenever it is asked for.

use std::fmt::Write;

use time::{Date, OffsetDateTime, UtcOffset};

/// The most octets of a line, its end not counted.
const LINE: usize = 75;

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Calendar {
    /// What programs show as its name.
    pub(super) name: String,
    /// When it was made.
    pub(super) stamp: OffsetDateTime,
    /// How many times its facts have changed.
    pub(super) sequence: u32,
    pub(super) events: Vec<Event>,
}

/// A day on which something ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Event {
    /// The same for the same thing, so that a file taken anew moves the day instead of adding one.
    pub(super) uid: String,
    pub(super) on: Date,
    pub(super) summary: String,
    pub(super) description: String,
    pub(super) category: String,
    /// So many days before, at nine in the morning, the device says so.
    pub(super) alarms: Vec<u16>,
}

impl Calendar {
    /// The file.
    pub(super) fn file(&self) -> String {
        let mut out = Lines::default();
        out.line("BEGIN:VCALENDAR");
        out.line("VERSION:2.0");
        out.line("PRODID:-//gongkai//gongkai//ZH");
        out.line("CALSCALE:GREGORIAN");
        out.line("METHOD:PUBLISH");
        out.text("X-WR-CALNAME", &self.name);
        for event in &self.events {
            self.event(&mut out, event);
        }
        out.line("END:VCALENDAR");
        out.0
    }

    fn event(&self, out: &mut Lines, event: &Event) {
        out.line("BEGIN:VEVENT");
        out.text("UID", &event.uid);
        out.line(&format!("DTSTAMP:{}", instant(self.stamp)));
        out.line(&format!("SEQUENCE:{}", self.sequence));
        out.line(&format!("DTSTART;VALUE=DATE:{}", day(event.on)));
        // The end is the first day that does not belong to it.
        let next = event.on.next_day().unwrap_or(event.on);
        out.line(&format!("DTEND;VALUE=DATE:{}", day(next)));
        out.text("SUMMARY", &event.summary);
        out.text("DESCRIPTION", &event.description);
        out.text("CATEGORIES", &event.category);
        out.line("CLASS:PRIVATE");
        out.line("TRANSP:TRANSPARENT");
        for days in &event.alarms {
            out.line("BEGIN:VALARM");
            out.line("ACTION:DISPLAY");
            out.text("DESCRIPTION", &event.summary);
            out.line(&format!("TRIGGER:{}", before(*days)));
            out.line("END:VALARM");
        }
        out.line("END:VEVENT");
    }
}

/// From the beginning of the day back to nine o'clock so many days before; on the day itself, on to nine.
fn before(days: u16) -> String {
    match days.checked_sub(1) {
        None => "PT9H".to_owned(),
        Some(0) => "-PT15H".to_owned(),
        Some(whole) => format!("-P{whole}DT15H"),
    }
}

fn day(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), u8::from(day.month()), day.day())
}

fn instant(at: OffsetDateTime) -> String {
    let at = at.to_offset(UtcOffset::UTC);
    format!(
        "{}T{:02}{:02}{:02}Z",
        day(at.date()),
        at.hour(),
        at.minute(),
        at.second()
    )
}

/// Lines of the file, folded.
#[derive(Debug, Default)]
struct Lines(String);

impl Lines {
    /// A property whose value is text.
    fn text(&mut self, name: &str, value: &str) {
        let mut line = format!("{name}:");
        for letter in value.chars() {
            match letter {
                '\\' | ',' | ';' => write!(line, "\\{letter}").expect("a string takes every write"),
                '\n' => line.push_str("\\n"),
                _ if letter.is_control() => {}
                _ => line.push(letter),
            }
        }
        self.line(&line);
    }

    fn line(&mut self, line: &str) {
        let mut room = LINE;
        for letter in line.chars() {
            if letter.len_utf8() > room {
                self.0.push_str("\r\n ");
                // The blank that continues a line belongs to it.
                room = LINE - 1;
            }
            room -= letter.len_utf8();
            self.0.push(letter);
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use icalendar::parser::{read_calendar, unfold};
    use time::macros::{date, datetime};

    use super::*;

    const AWKWARD: &str = "最后一天；“第1项，第2项”, a;b\\c\n第二行：请在这一天以前提出，逾期一般不再受理，联系电话0990-5550000，办公时间工作日8:30至17:30";

    fn calendar() -> Calendar {
        Calendar {
            name: "QXZJ-2026-00012".to_owned(),
            stamp: datetime!(2026-11-20 9:05:07 +8),
            sequence: 4,
            events: vec![Event {
                uid: "1-answer@gongkai".to_owned(),
                on: date!(2026 - 12 - 31),
                summary: "最晚今天答复".to_owned(),
                description: AWKWARD.to_owned(),
                category: "政府信息公开".to_owned(),
                alarms: vec![7, 1, 0],
            }],
        }
    }

    #[test]
    fn the_file_is_read_back_whole_and_no_line_is_too_long() {
        let file = calendar().file();
        for line in file.split("\r\n") {
            assert!(line.len() <= LINE && !line.contains(['\r', '\n']), "{line}");
        }
        let unfolded = unfold(&file);
        let read = read_calendar(&unfolded).unwrap();
        let event = read.components.first().unwrap();
        let value = |name: &str| event.find_prop(name).unwrap().val.to_string();
        assert_eq!(value("DTSTART"), "20261231");
        assert_eq!(value("DTEND"), "20270101");
        assert_eq!(value("DTSTAMP"), "20261120T010507Z");
        assert_eq!(value("UID"), "1-answer@gongkai");
        let said = value("DESCRIPTION");
        let said = said
            .replace("\\n", "\n")
            .replace("\\,", ",")
            .replace("\\;", ";")
            .replace("\\\\", "\\");
        assert_eq!(said, AWKWARD);
        let triggers: Vec<String> = event
            .components
            .iter()
            .map(|alarm| alarm.find_prop("TRIGGER").unwrap().val.to_string())
            .collect();
        assert_eq!(triggers, ["-P6DT15H", "-PT15H", "PT9H"]);
    }

    #[test]
    fn nothing_that_is_written_begins_a_line_of_its_own() {
        let mut calendar = calendar();
        calendar.events[0].summary = "a\r\nBEGIN:VEVENT\r\nUID:x".to_owned();
        let file = calendar.file();
        assert_eq!(file.matches("\r\nBEGIN:VEVENT").count(), 1);
    }
}
