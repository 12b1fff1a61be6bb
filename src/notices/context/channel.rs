//! What is sent of the tests of the online channel: it names nobody.

use serde::Serialize;

use super::Line;
use crate::template::Template;

const AGENCY: &str = "青溪县住房和城乡建设局";
const DAY: &str = "2026年11月20日（星期五）";

/// The subject of an alarm.
#[derive(Debug, Serialize)]
pub(in crate::notices) struct AlarmSubject {
    pub(in crate::notices) agency: Line,
}

/// An alarm.
#[derive(Debug, Serialize)]
pub(in crate::notices) struct AlarmText {
    pub(in crate::notices) agency: String,
    pub(in crate::notices) day: String,
    pub(in crate::notices) wrong: String,
    /// What to do about it.
    pub(in crate::notices) what: String,
    pub(in crate::notices) url: Option<String>,
}

/// The subject of a heartbeat.
#[derive(Debug, Serialize)]
pub(in crate::notices) struct HeartbeatSubject {
    pub(in crate::notices) agency: Line,
    pub(in crate::notices) day: Line,
}

/// A heartbeat by mail.
#[derive(Debug, Serialize)]
pub(in crate::notices) struct HeartbeatText {
    pub(in crate::notices) agency: String,
    pub(in crate::notices) day: String,
}

/// The same as a text message.
#[derive(Debug, Serialize)]
pub(in crate::notices) struct HeartbeatShort {
    pub(in crate::notices) agency: String,
    pub(in crate::notices) day: String,
}

impl Template for AlarmSubject {
    const NAME: &'static str = "mail/channel-alarm.subject";

    fn samples() -> Vec<Self> {
        let agency = Line::of(AGENCY);
        vec![Self { agency }]
    }
}

impl Template for AlarmText {
    const NAME: &'static str = "mail/channel-alarm.text";

    fn samples() -> Vec<Self> {
        let alarm = |url: Option<&str>| Self {
            agency: AGENCY.to_owned(),
            day: DAY.to_owned(),
            wrong: "测试申请没有按时确认收件".to_owned(),
            what: "请登录系统，在“渠道测试”中办理。".to_owned(),
            url: url.map(str::to_owned),
        };
        vec![
            alarm(Some("https://gongkai.example.cn/desk/channel")),
            alarm(None),
        ]
    }
}

impl Template for HeartbeatSubject {
    const NAME: &'static str = "mail/heartbeat.subject";

    fn samples() -> Vec<Self> {
        vec![Self {
            agency: Line::of(AGENCY),
            day: Line::of(DAY),
        }]
    }
}

impl Template for HeartbeatText {
    const NAME: &'static str = "mail/heartbeat.text";

    fn samples() -> Vec<Self> {
        vec![Self {
            agency: AGENCY.to_owned(),
            day: DAY.to_owned(),
        }]
    }
}

impl Template for HeartbeatShort {
    const NAME: &'static str = "text-message/heartbeat";

    fn samples() -> Vec<Self> {
        vec![Self {
            agency: AGENCY.to_owned(),
            day: DAY.to_owned(),
        }]
    }
}
