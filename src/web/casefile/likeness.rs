//! 同一文件、不同处理: documents that fared otherwise in other cases, for reading.

use serde::Serialize;

use crate::{
    casework::review::{Alarm, Fate},
    text::key,
    web::wording::{Said, Voice},
};

/// A document that fares otherwise elsewhere.
#[derive(Debug, Serialize)]
pub(crate) struct AlarmRow {
    pub(crate) name: String,
    pub(crate) here: String,
    pub(crate) there: String,
    pub(crate) number: String,
    /// Where the reader may open the case.
    pub(crate) href: Option<String>,
}

pub(crate) fn rows(voice: Voice<'_>, alarms: &[Alarm]) -> Said<Vec<AlarmRow>> {
    let row = |alarm: &Alarm| {
        Ok(AlarmRow {
            name: alarm.name.clone(),
            here: fate(voice, alarm.here)?,
            there: fate(voice, alarm.there)?,
            number: alarm.number.to_string(),
            href: alarm.may_read.then(|| format!("/desk/cases/{}", alarm.case)),
        })
    };
    alarms.iter().map(row).collect()
}

fn fate(voice: Voice<'_>, fate: Fate) -> Said {
    voice.say(match fate {
        Fate::Given => key("fate-given"),
        Fate::Redacted => key("fate-redacted"),
        Fate::Withheld => key("fate-withheld"),
    })
}

pub(crate) fn samples() -> Vec<AlarmRow> {
    let row = |href: Option<&str>| AlarmRow {
        name: "实施方案<b>.pdf".to_owned(),
        here: "不提供".to_owned(),
        there: "原样提供".to_owned(),
        number: "QSZJ-2026-00003".to_owned(),
        href: href.map(str::to_owned),
    };
    vec![row(Some("/desk/cases/3")), row(None)]
}
