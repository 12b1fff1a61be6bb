use super::finding::Findings;
use serde::Deserialize;
use time::UtcOffset;

/// `[office]`: the office's time.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(default, deny_unknown_fields)]
pub struct Office {
    /// Hours ahead of UTC: 8 everywhere in the country.
    pub offset_hours: i8,
    /// How many days before a last day the calendar file of an applicant reminds of it; no law says how many.
    pub alarm_days: Vec<u16>,
}

/// More would only annoy.
const MOST_ALARMS: usize = 5;

/// No period of the law ends later than the device can be asked to say.
const EARLIEST_ALARM: u16 = 60;

impl Default for Office {
    fn default() -> Self {
        Self {
            offset_hours: 8,
            alarm_days: vec![7, 1],
        }
    }
}

impl Office {
    /// The office's distance from UTC.
    pub fn offset(&self) -> UtcOffset {
        UtcOffset::from_hms(self.offset_hours, 0, 0).unwrap_or(crate::clock::BEIJING)
    }

    pub(super) fn check(&self, findings: &mut Findings) {
        if !(-12..=14).contains(&self.offset_hours) {
            findings.add(
                "office.offset_hours",
                format!("{} 不是有效的时区", self.offset_hours),
                "全国统一使用北京时间，改为 8",
            );
        }
        let days = &self.alarm_days;
        if days.len() > MOST_ALARMS || days.iter().any(|days| *days > EARLIEST_ALARM) {
            findings.add(
                "office.alarm_days",
                format!("{days:?} 太多或者太早"),
                "最多5个，每个不超过60天，例如 [7, 1]",
            );
        }
    }
}
