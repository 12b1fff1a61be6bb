//! The last day, how far it is away, and how it came about.

use serde::Serialize;
use time::Date;

use crate::{
    domain::{
        case::Case,
        clock::{self, ClockState, Reading},
    },
    law::{Law, ReminderKey},
    letters::explanation::{self, Line},
    text::key,
    web::wording::{Said, Voice},
};

/// From how many working days on a last day is near: when the program begins to remind of it.
pub(crate) fn soon(law: &Law) -> u16 {
    let ahead = law.reminder(ReminderKey::ReplyDue).days.first();
    ahead.map_or(0, |days| u16::try_from(*days).unwrap_or_default())
}

/// A last day as the staff read it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Due {
    /// What the day is, where it is not simply the last day to answer: `等待申请人补正，至`.
    pub(crate) lead: Option<String>,
    /// `2026年12月3日（星期四）`; nothing where the case ended while the applicant was waited for.
    pub(crate) on: Option<String>,
    /// `2026-12-03`
    pub(crate) iso: Option<String>,
    /// Nothing once the clock has stopped, and while the applicant is waited for.
    pub(crate) left: Option<Left>,
    /// A day beyond the last published holiday notice was taken as a plain weekday.
    pub(crate) provisional: bool,
}

/// How far it is away. The words say all; the colour only repeats it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Left {
    pub(crate) text: String,
    /// Class of the tag: `late`, `today`, `soon` or `fine`.
    pub(crate) tone: &'static str,
}

impl Left {
    pub(crate) fn of(voice: Voice<'_>, days: i64) -> Said<Self> {
        let count = days.unsigned_abs().to_string();
        let (text, tone) = match days {
            ..0 => (voice.say_with(key("due-late"), &[("days", &count)])?, "late"),
            0 => (voice.say(key("due-today"))?, "today"),
            1.. if days <= i64::from(soon(voice.law)) => {
                (voice.say_with(key("due-left"), &[("days", &count)])?, "soon")
            }
            _ => (voice.say_with(key("due-left"), &[("days", &count)])?, "fine"),
        };
        Ok(Self { text, tone })
    }
}

impl Left {
    /// How long something has waited since a day.
    pub(crate) fn since(voice: Voice<'_>, days: i64) -> Said<Self> {
        let count = days.unsigned_abs().to_string();
        let (text, tone) = match days {
            ..0 => (
                voice.say_with(key("reminders-since"), &[("days", &count)])?,
                "soon",
            ),
            _ => (voice.say(key("reminders-since-today"))?, "fine"),
        };
        Ok(Self { text, tone })
    }
}

impl Left {
    /// A note that its reader has not seen.
    pub(crate) fn unread(voice: Voice<'_>) -> Said<Self> {
        Ok(Self {
            text: voice.say(key("reminders-note-unread"))?,
            tone: "soon",
        })
    }
}

impl Due {
    pub(crate) fn new(
        voice: Voice<'_>,
        state: ClockState,
        on: Option<Date>,
        left: Option<i64>,
        provisional: bool,
    ) -> Said<Self> {
        let lead = match state {
            ClockState::AwaitingCorrection => Some(key("due-awaiting-correction")),
            ClockState::AwaitingFee => Some(key("due-awaiting-fee")),
            ClockState::Consulting => Some(key("due-consulting")),
            ClockState::Running | ClockState::Stopped => None,
        };
        Ok(Self {
            lead: lead.map(|lead| voice.say(lead)).transpose()?,
            on: on.map(|day| voice.weekday(day)),
            iso: on.map(|day| day.to_string()),
            left: left.map(|days| Left::of(voice, days)).transpose()?,
            provisional,
        })
    }

    pub(crate) fn of(voice: Voice<'_>, reading: &Reading, today: Date) -> Said<Self> {
        let on = match reading.state {
            ClockState::Stopped => reading.due_on,
            ClockState::Running
            | ClockState::Consulting
            | ClockState::AwaitingCorrection
            | ClockState::AwaitingFee => Some(reading.next_on()),
        };
        Self::new(
            voice,
            reading.state_on(today),
            on,
            reading.working_days_left(voice.law, today),
            reading.provisional,
        )
    }
}

/// The clock of a case, with all that explains it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Clock {
    pub(crate) due: Due,
    /// A line for each step of the reckoning.
    pub(crate) steps: Vec<Line>,
    /// The last day by the confirmed receipt alone, where that is later.
    pub(crate) lawful_until: Option<String>,
    /// The day on which the clock stopped, and whether that was in time.
    pub(crate) stopped: Option<String>,
    pub(crate) late: bool,
}

impl Clock {
    pub(crate) fn of(voice: Voice<'_>, case: &Case, today: Date) -> Said<Self> {
        let reading = clock::of(case, voice.law);
        let late = reading.is_late(today);
        let stopped = reading.stopped_on.map(|day| {
            let text = if late {
                key("clock-stopped-late")
            } else {
                key("clock-stopped-in-time")
            };
            voice.say_with(text, &[("day", &voice.weekday(day))])
        });
        let steps = clock::explain_case(case, voice.law);
        Ok(Self {
            due: Due::of(voice, &reading, today)?,
            steps: explanation::lines(voice.say.lang, voice.law, &steps),
            lawful_until: reading.lawful_until.map(|day| voice.last_day(day)).transpose()?,
            stopped: stopped.transpose()?,
            late,
        })
    }
}
