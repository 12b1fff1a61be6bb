//! Reading one line: the history of one application, and how it was answered.

use crate::cli::lines::{self, Wrong};
use crate::domain::clock::{ConsultationKind, Dated, History, Start, What};
use crate::law::{Channel, Ground, GroundKey, Law, OutcomeGroup};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use time::Date;

/// A line that could be read.
#[derive(Debug)]
pub(super) struct Question<'a, 'l> {
    pub(super) id: Option<&'a RawValue>,
    pub(super) history: History<Cow<'a, str>>,
    pub(super) answer: Option<Answer<'l>>,
}

/// The answer to the application.
#[derive(Debug)]
pub(super) struct Answer<'l> {
    pub(super) served_on: Date,
    pub(super) ground: &'l Ground,
    pub(super) withheld: Vec<GroundKey>,
}

/// What may stand as `type` of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EventType {
    CorrectionRequested,
    CorrectionReceived,
    ConsultationSent,
    ConsultationDelivered,
    ConsultationAnswered,
    Extended,
    FeeNoticed,
    FeePaid,
}

impl EventType {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::CorrectionRequested => "correction_requested",
            Self::CorrectionReceived => "correction_received",
            Self::ConsultationSent => "consultation_sent",
            Self::ConsultationDelivered => "consultation_delivered",
            Self::ConsultationAnswered => "consultation_answered",
            Self::Extended => "extended",
            Self::FeeNoticed => "fee_noticed",
            Self::FeePaid => "fee_paid",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        const ALL: [EventType; 8] = [
            EventType::CorrectionRequested,
            EventType::CorrectionReceived,
            EventType::ConsultationSent,
            EventType::ConsultationDelivered,
            EventType::ConsultationAnswered,
            EventType::Extended,
            EventType::FeeNoticed,
            EventType::FeePaid,
        ];
        ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawQuestion<'a> {
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
    #[serde(borrow, default)]
    received_on: Option<&'a RawValue>,
    #[serde(borrow, default)]
    events: Option<Vec<&'a RawValue>>,
    #[serde(borrow, default)]
    answer: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEvent<'a> {
    #[serde(borrow, default, rename = "type")]
    kind_of_event: Option<&'a RawValue>,
    #[serde(borrow, default)]
    on: Option<&'a RawValue>,
    #[serde(borrow, default)]
    consultation: Option<&'a RawValue>,
    #[serde(borrow, default)]
    kind: Option<&'a RawValue>,
    #[serde(borrow, default)]
    working_days: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAnswer<'a> {
    #[serde(borrow, default)]
    served_on: Option<&'a RawValue>,
    #[serde(borrow, default)]
    ground: Option<&'a RawValue>,
    #[serde(borrow, default)]
    withheld: Option<Vec<&'a RawValue>>,
}

/// Reads a line.
pub(super) fn read<'a, 'l>(law: &'l Law, line: &'a str) -> Result<Question<'a, 'l>, Wrong<'a>> {
    let raw: RawQuestion<'a> = serde_json::from_str(line).map_err(|error| Wrong {
        id: None,
        why: lines::in_chinese(&error),
    })?;
    lines::object(line).map_err(|why| Wrong { id: None, why })?;
    let id = lines::id(raw.id)?;
    let wrong = |why| Wrong { id, why };
    let received_on = date("received_on", raw.received_on).map_err(wrong)?;
    let mut events = Vec::with_capacity(raw.events.as_ref().map_or(0, Vec::len));
    for (index, raw) in raw.events.into_iter().flatten().enumerate() {
        let read = event(raw).map_err(|(kind, why)| wrong(at_event(index, kind.as_deref(), &why)))?;
        events.push(read);
    }
    let answer = raw.answer.map(|raw| answer(law, raw, received_on)).transpose();
    let answer = answer.map_err(|why| wrong(format!("answer：{why}")))?;
    Ok(Question {
        id,
        history: History {
            // The day is given, so nothing follows from the channel but the article of the receipt.
            start: Start::of_application(Channel::Counter, None, Some(received_on)),
            events,
            judged: false,
        },
        answer,
    })
}

/// An error, with the event that it is about.
pub(super) fn at_event(index: usize, kind: Option<&str>, why: &str) -> String {
    let kind = kind.map(|kind| format!("（{kind}）")).unwrap_or_default();
    format!("第{}个事件{kind}：{why}", index + 1)
}

/// Why an event does not read, with its type where that is known.
type WrongEvent<'a> = (Option<Cow<'a, str>>, String);

fn event(raw: &RawValue) -> Result<Dated<Cow<'_, str>>, WrongEvent<'_>> {
    let parts: RawEvent<'_> =
        serde_json::from_str(raw.get()).map_err(|error| (type_of(raw), object_in_chinese(&error)))?;
    lines::object(raw.get()).map_err(|why| (None, why))?;
    let written = text("type", parts.kind_of_event).map_err(|why| (None, why))?;
    let wrong = |why: String| (Some(written.clone()), why);
    let kind = EventType::parse(&written).ok_or_else(|| wrong("不认识的事件类型".to_owned()))?;
    let on = date("on", parts.on).map_err(wrong)?;
    let what = what(kind, &parts).map_err(wrong)?;
    Ok(Dated { on, what })
}

/// The type of an event that does not read, where at least that can be found.
fn type_of(raw: &RawValue) -> Option<Cow<'_, str>> {
    #[derive(Deserialize)]
    struct Only<'a> {
        #[serde(borrow, rename = "type")]
        kind: Option<&'a RawValue>,
    }
    let only: Only<'_> = serde_json::from_str(raw.get()).ok()?;
    lines::text(only.kind?)
}

fn what<'a>(kind: EventType, parts: &RawEvent<'a>) -> Result<What<Cow<'a, str>>, String> {
    let (named, dated) = match kind {
        EventType::ConsultationSent | EventType::ConsultationDelivered | EventType::ConsultationAnswered => {
            (true, false)
        }
        EventType::CorrectionRequested | EventType::Extended => (false, true),
        EventType::CorrectionReceived | EventType::FeeNoticed | EventType::FeePaid => (false, false),
    };
    for (member, value, belongs) in [
        ("consultation", parts.consultation, named),
        ("kind", parts.kind, kind == EventType::ConsultationSent),
        ("working_days", parts.working_days, dated),
    ] {
        if value.is_some() && !belongs {
            return Err(format!("这种事件没有成员“{member}”"));
        }
    }
    let consultation = || text("consultation", parts.consultation);
    Ok(match kind {
        EventType::CorrectionRequested => What::CorrectionRequested {
            working_days: parts.working_days.map(days).transpose()?,
        },
        EventType::CorrectionReceived => What::CorrectionReceived,
        EventType::ConsultationSent => What::ConsultationSent {
            consultation: consultation()?,
            kind: kind_of(parts.kind)?,
        },
        EventType::ConsultationDelivered => What::ConsultationDelivered {
            consultation: consultation()?,
        },
        EventType::ConsultationAnswered => What::ConsultationAnswered {
            consultation: consultation()?,
        },
        EventType::Extended => What::Extended {
            working_days: days(parts.working_days.ok_or_else(|| missing("working_days"))?)?,
        },
        EventType::FeeNoticed => What::FeeNoticed,
        EventType::FeePaid => What::FeePaid,
    })
}

fn kind_of(raw: Option<&RawValue>) -> Result<ConsultationKind, String> {
    let written = text("kind", raw)?;
    written
        .parse()
        .map_err(|unknown: crate::law::UnknownWord| format!("kind：{unknown}"))
}

fn answer<'l>(law: &'l Law, raw: &RawValue, received_on: Date) -> Result<Answer<'l>, String> {
    let parts: RawAnswer<'_> = serde_json::from_str(raw.get()).map_err(|error| object_in_chinese(&error))?;
    lines::object(raw.get())?;
    let served_on = date("served_on", parts.served_on)?;
    if served_on < received_on {
        return Err(format!("送达日期{served_on}早于收到申请之日{received_on}"));
    }
    let written = text("ground", parts.ground)?;
    let ground = ground(law, &written)?;
    if ground.group == OutcomeGroup::Partial && ground.withholds {
        return Err(format!("“{written}”只能是部分公开中一部分的依据"));
    }
    let mut withheld = Vec::new();
    for part in parts.withheld.into_iter().flatten() {
        let written = text("withheld", Some(part))?;
        let part = self::ground(law, &written)?;
        if law.remedy(&part.remedy, served_on).in_part.is_none() && !part.withholds {
            return Err(format!("“{written}”不能是不予公开部分的依据"));
        }
        withheld.push(part.key.clone());
    }
    if ground.group != OutcomeGroup::Partial && !withheld.is_empty() {
        return Err(format!("ground为“{written}”时没有成员“withheld”"));
    }
    Ok(Answer {
        served_on,
        ground,
        withheld,
    })
}

fn ground<'l>(law: &'l Law, written: &str) -> Result<&'l Ground, String> {
    let key: Option<GroundKey> = written.parse().ok();
    key.and_then(|key| law.ground(&key))
        .ok_or_else(|| format!("不认识的依据“{written}”"))
}

fn missing(member: &str) -> String {
    format!("缺少成员“{member}”")
}

fn text<'a>(member: &str, raw: Option<&'a RawValue>) -> Result<Cow<'a, str>, String> {
    let raw = raw.ok_or_else(|| missing(member))?;
    lines::text(raw).ok_or_else(|| format!("成员“{member}”应当是文字"))
}

fn date(member: &str, raw: Option<&RawValue>) -> Result<Date, String> {
    let written = text(member, raw)?;
    lines::date(&written).ok_or_else(|| format!("成员“{member}”不是日期：{written}"))
}

fn days(raw: &RawValue) -> Result<u16, String> {
    let days = raw.get().parse();
    days.map_err(|_| format!("成员“working_days”应当是整数天数：{}", raw.get()))
}

/// What is wrong with something that ought to be an object with these members.
fn object_in_chinese(error: &serde_json::Error) -> String {
    if error.to_string().starts_with("invalid type") {
        return "应当是一个对象".to_owned();
    }
    lines::in_chinese(error)
}
