//! The day of receipt, and why it is that day: before an application is registered, on the slip, and with the case.

use serde::Serialize;
use time::Date;

use crate::{
    domain::{
        case::Case,
        clock::{self, History, Start},
        event::{Event, Recorded},
        id::NoticeId,
        receipt::{self, Receipt, Settled},
        service::Waybill,
    },
    law::{AsksFor, Channel, RestDayReceipt},
    text::key,
    web::wording::{Said, Voice},
};

/// The days on which it happened.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Happened {
    pub(crate) asks_for: AsksFor,
    pub(crate) channel: Channel,
    pub(crate) arrived_on: Date,
    pub(crate) confirmed_on: Option<Date>,
}

impl Happened {
    /// The days of a case, as its history tells them.
    pub(crate) fn of(case: &Case, history: &[Recorded]) -> Option<Self> {
        let arrived_on = history.iter().find_map(|recorded| arrival(&recorded.event))?;
        Some(Self {
            asks_for: case.filing.asks_for,
            channel: case.filing.channel,
            arrived_on,
            confirmed_on: history.iter().find_map(|recorded| confirmation(&recorded.event)),
        })
    }
}

fn arrival(event: &Event) -> Option<Date> {
    if let Event::Filed { submitted_on, .. } = event {
        Some(*submitted_on)
    } else if let Event::Registered {
        arrived_on,
        received_on,
        ..
    } = event
    {
        arrived_on.or(*received_on)
    } else if let Event::SplitOff {
        submitted_on,
        received_on,
        ..
    } = event
    {
        submitted_on.or(*received_on)
    } else {
        None
    }
}

fn confirmation(event: &Event) -> Option<Date> {
    if let Event::ReceiptConfirmed {
        received_on,
        confirmed_on,
        ..
    } = event
    {
        Some(confirmed_on.unwrap_or(*received_on))
    } else if let Event::SplitOff {
        submitted_on: Some(_),
        received_on,
        ..
    } = event
    {
        // What was confirmed with the case that it was split off from.
        *received_on
    } else {
        None
    }
}

/// The number of the mail that it came by.
pub(crate) fn waybill(history: &[Recorded]) -> Option<&Waybill> {
    history.iter().find_map(|recorded| {
        if let Event::Registered { waybill, .. } = &recorded.event {
            waybill.as_ref()
        } else {
            None
        }
    })
}

/// What the rule makes of them.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Reckoning {
    /// The day of receipt; or that there is none yet, and by when it has to be confirmed.
    pub(crate) headline: String,
    /// The rule, and rest days.
    pub(crate) lines: Vec<String>,
    /// The last day to answer, as it follows from the receipt alone.
    pub(crate) due: Vec<String>,
    /// What is not as the rule wants it.
    pub(crate) warning: Option<String>,
}

impl Reckoning {
    /// Nothing where the days do not fit the channel: that is said at their fields.
    pub(crate) fn of(voice: Voice<'_>, happened: Happened, today: Date) -> Said<Option<Self>> {
        let Happened {
            asks_for: _,
            channel,
            arrived_on,
            confirmed_on,
        } = happened;
        let Ok(receipt) = receipt::settle(voice.law, channel, arrived_on, confirmed_on, today) else {
            return Ok(None);
        };
        let rule = voice.law.channel(channel);
        let said_rule = voice.say_with(
            key("receipt-rule"),
            &[
                ("channel", &rule.name),
                ("rule", &rule.text),
                ("article", &voice.law.cite(&rule.article)),
            ],
        )?;
        let mut lines = vec![said_rule];
        lines.extend(rest_day(voice, happened, &receipt)?);
        let (headline, warning) = match receipt {
            Receipt::Settled(settled) => (
                voice.say_with(key("receipt-settled"), &[("day", &voice.weekday(settled.on))])?,
                late(voice, settled)?,
            ),
            Receipt::ToConfirm { by } => (
                voice.say_with(key("receipt-to-confirm"), &[("by", &voice.last_day(by)?)])?,
                (by < today)
                    .then(|| voice.say_with(key("receipt-overdue"), &[("by", &voice.weekday(by))]))
                    .transpose()?,
            ),
        };
        Ok(Some(Self {
            headline,
            lines,
            due: due(voice, happened, &receipt)?,
            warning,
        }))
    }

    /// Only how the day of receipt came about: what the last day is by now, the clock of the case tells.
    pub(crate) fn of_case(
        voice: Voice<'_>,
        case: &Case,
        history: &[Recorded],
        today: Date,
    ) -> Said<Option<Self>> {
        let Some(happened) = Happened::of(case, history) else {
            return Ok(None);
        };
        let reckoning = Self::of(voice, happened, today)?;
        Ok(reckoning.map(|reckoning| Self {
            due: Vec::new(),
            ..reckoning
        }))
    }

    /// One that says everything.
    pub(crate) fn sample() -> Self {
        Self {
            headline: "收到申请之日：2026年11月23日（星期一）".to_owned(),
            lines: vec!["平常信函<b>".to_owned()],
            due: vec!["最晚2026年12月18日（星期五）答复".to_owned()],
            warning: Some("确认晚于应当确认的日期".to_owned()),
        }
    }
}

fn late(voice: Voice<'_>, settled: Settled) -> Said<Option<String>> {
    let by = settled.overdue_since;
    by.map(|by| voice.say_with(key("receipt-late"), &[("by", &voice.weekday(by))]))
        .transpose()
}

/// What a rest day does.
fn rest_day(voice: Voice<'_>, happened: Happened, receipt: &Receipt) -> Said<Option<String>> {
    let day = happened.confirmed_on.unwrap_or(happened.arrived_on);
    if voice.law.calendar.day(day).working {
        return Ok(None);
    }
    let day = voice.weekday(day);
    let said = match (receipt, voice.law.channel(happened.channel).rest_day) {
        (
            Receipt::Settled(Settled {
                on,
                happened_on: Some(_),
                ..
            }),
            _,
        ) => voice.say_with(
            key("receipt-rest-day-next"),
            &[("day", &day), ("next", &voice.weekday(*on))],
        ),
        (Receipt::Settled(_), _) | (Receipt::ToConfirm { .. }, RestDayReceipt::SameDay) => {
            voice.say_with(key("receipt-rest-day-same"), &[("day", &day)])
        }
        (Receipt::ToConfirm { .. }, RestDayReceipt::NextWorkingDay) => {
            voice.say_with(key("receipt-rest-day-arrived"), &[("day", &day)])
        }
    };
    said.map(Some)
}

/// The last day that the agency works to, and the later one that the law would leave it.
fn due(voice: Voice<'_>, happened: Happened, receipt: &Receipt) -> Said<Vec<String>> {
    let waits = voice.law.channel(happened.channel).needs_confirmation();
    let received_on = match receipt {
        Receipt::Settled(settled) => Some(settled.on),
        Receipt::ToConfirm { .. } => None,
    };
    let submitted_on = waits.then_some(happened.arrived_on);
    let start = Start::of(happened.asks_for, happened.channel, submitted_on, received_on);
    let history: History<NoticeId> = start.into();
    let Ok(reading) = clock::read(voice.law, &history) else {
        return Ok(Vec::new());
    };
    let mut lines = Vec::new();
    if let Some(due_on) = reading.due_on {
        lines.push(voice.say_with(
            key("receipt-due"),
            &[
                ("from", &voice.weekday(reading.from)),
                ("due", &voice.last_day(due_on)?),
            ],
        )?);
    }
    if let Some(until) = reading.lawful_until {
        lines.push(voice.say_with(key("receipt-lawful"), &[("day", &voice.last_day(until)?)])?);
    }
    if reading.provisional {
        lines.push(voice.say(key("clock-provisional"))?);
    }
    Ok(lines)
}
