//! A million histories through the statutory clock, and through the command that tells it.

use std::{
    fs::File,
    io::{BufWriter, Write},
    process::{Command, Stdio},
    time::Duration,
};

use gongkai::{
    domain::clock::{ConsultationKind, Dated, History, Start, What, read_explained},
    law::{Channel, Law, working_days_between},
};
use time::{Date, Weekday, macros::date};

use super::{
    measure::{Yardstick, report, times},
    program::PROGRAM,
};

/// How many histories are told.
const HISTORIES: usize = 1_000_000;

/// What they may take on one core, read and explained.
const AT_MOST: Duration = Duration::from_secs(2);

/// What the command may take: it also reads their lines and words every step.
const COMMAND_AT_MOST: Duration = Duration::from_secs(10);

type Event = (i64, What<&'static str>);

pub(crate) async fn measure() {
    let law = Law::embedded().unwrap();
    let histories = histories();
    let lengths: Vec<u32> = histories.iter().map(|history| length(&law, history)).collect();
    let yardstick = Yardstick {
        name: "plain weekdays",
        times: times(5, async || {
            for n in 0..HISTORIES {
                let place = n % histories.len();
                let start = histories[place].start.received_on.unwrap();
                std::hint::black_box(weekdays(start, lengths[place]));
            }
        })
        .await,
    };
    let clock = times(9, async || {
        for n in 0..HISTORIES {
            let history = std::hint::black_box(&histories[n % histories.len()]);
            std::hint::black_box(read_explained(&law, history).unwrap());
        }
    })
    .await;
    report("a million histories", &clock, AT_MOST, &yardstick);
    let folder = tempfile::tempdir().unwrap();
    let lines = folder.path().join("histories.jsonl");
    write(&lines, &histories);
    let command = times(3, async || {
        let status = Command::new(PROGRAM)
            .arg("clock")
            .stdin(File::open(&lines).unwrap())
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(status.success());
    })
    .await;
    report("the same by the command", &command, COMMAND_AT_MOST, &yardstick);
}

/// A year of receipts, each with one of the histories that applications have: mostly nothing happens, often a third
/// party is consulted, sometimes everything happens.
fn histories() -> Vec<History<&'static str>> {
    let kinds: Vec<Vec<Event>> = vec![
        vec![],
        vec![(9, extended(20))],
        vec![(7, sent("a")), (9, delivered("a")), (25, answered("a"))],
        vec![(4, asked()), (15, What::CorrectionReceived)],
        vec![
            (6, sent("a")),
            (8, sent("b")),
            (9, delivered("b")),
            (20, answered("b")),
        ],
        vec![(17, What::FeeNoticed), (37, What::FeePaid)],
        vec![
            (4, asked()),
            (11, What::CorrectionReceived),
            (16, sent("a")),
            (18, delivered("a")),
            (23, sent("b")),
            (25, delivered("b")),
            (31, answered("a")),
            (42, extended(15)),
        ],
    ];
    let receipts = (0..365).map(|day| date!(2025 - 01 - 01) + time::Duration::days(day));
    let told = receipts.flat_map(|received_on| {
        kinds.iter().map(move |events| History {
            start: Start::of_application(Channel::Counter, None, Some(received_on)),
            events: events
                .iter()
                .map(|(after, what)| Dated {
                    on: received_on + time::Duration::days(*after),
                    what: what.clone(),
                })
                .collect(),
            judged: false,
        })
    });
    told.collect()
}

const fn extended(working_days: u16) -> What<&'static str> {
    What::Extended { working_days }
}

const fn asked() -> What<&'static str> {
    What::CorrectionRequested { working_days: None }
}

const fn sent(consultation: &'static str) -> What<&'static str> {
    What::ConsultationSent {
        consultation,
        kind: ConsultationKind::ThirdParty,
    }
}

const fn delivered(consultation: &'static str) -> What<&'static str> {
    What::ConsultationDelivered { consultation }
}

const fn answered(consultation: &'static str) -> What<&'static str> {
    What::ConsultationAnswered { consultation }
}

/// How many working days lie between the receipt of an application and its last day.
fn length(law: &Law, history: &History<&'static str>) -> u32 {
    let (reading, _) = read_explained(law, history).unwrap();
    let received_on = history.start.received_on.unwrap();
    working_days_between(&law.calendar, received_on, reading.due_on.unwrap())
}

/// The day after so many weekdays: what a program does that knows no holiday and explains nothing.
fn weekdays(start: Date, count: u32) -> Date {
    let (mut day, mut left) = (start, count);
    while left > 0 {
        day += time::Duration::DAY;
        if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            left -= 1;
        }
    }
    day
}

/// The histories as lines of input, a million of them.
fn write(path: &std::path::Path, histories: &[History<&'static str>]) {
    let lines: Vec<String> = histories.iter().map(line).collect();
    let mut file = BufWriter::new(File::create(path).unwrap());
    for n in 0..HISTORIES {
        let line = &lines[n % lines.len()];
        writeln!(file, "{{\"id\":{n},{line}}}").unwrap();
    }
    file.flush().unwrap();
}

fn line(history: &History<&'static str>) -> String {
    let events: Vec<String> = history
        .events
        .iter()
        .map(|event| {
            let on = event.on;
            let more = match &event.what {
                What::CorrectionRequested { .. } => r#""type":"correction_requested""#.to_owned(),
                What::CorrectionReceived => r#""type":"correction_received""#.to_owned(),
                What::ConsultationSent { consultation, kind } => {
                    format!(r#""type":"consultation_sent","consultation":"{consultation}","kind":"{kind}""#)
                }
                What::ConsultationDelivered { consultation } => {
                    format!(r#""type":"consultation_delivered","consultation":"{consultation}""#)
                }
                What::ConsultationAnswered { consultation } => {
                    format!(r#""type":"consultation_answered","consultation":"{consultation}""#)
                }
                What::Extended { working_days } => {
                    format!(r#""type":"extended","working_days":{working_days}"#)
                }
                What::FeeNoticed => r#""type":"fee_noticed""#.to_owned(),
                What::FeePaid => r#""type":"fee_paid""#.to_owned(),
                What::Delayed { .. } => unreachable!("no line tells of a delay"),
            };
            format!(r#"{{{more},"on":"{on}"}}"#)
        })
        .collect();
    let received_on = history.start.received_on.unwrap();
    format!(r#""received_on":"{received_on}","events":[{}]"#, events.join(","))
}
