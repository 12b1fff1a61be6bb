use super::check::Findings;
use serde::Deserialize;

/// `[jobs]`: what the program does by itself.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(default, deny_unknown_fields)]
pub struct Jobs {
    /// Whether this copy of the program works off tasks while it serves.
    pub enabled: bool,
    /// Seconds between two looks for something to do.
    pub poll_seconds: u64,
    /// Seconds after which another copy takes over from one that no longer says that it is at work.
    pub lease_seconds: u32,
    /// How often a task is tried before it is set aside.
    pub attempts: u32,
}

impl Default for Jobs {
    fn default() -> Self {
        Self {
            enabled: true,
            poll_seconds: 15,
            lease_seconds: 120,
            attempts: 10,
        }
    }
}

impl Jobs {
    pub(super) fn check(&self, findings: &mut Findings) {
        let mut within = |setting, value: u64, from: u64, to: u64| {
            if !(from..=to).contains(&value) {
                findings.add(
                    setting,
                    format!("{value} 不在 {from} 至 {to} 之间"),
                    "改到这个范围之内",
                );
            }
        };
        within("jobs.poll_seconds", self.poll_seconds, 1, 3600);
        within("jobs.lease_seconds", u64::from(self.lease_seconds), 30, 3600);
        within("jobs.attempts", u64::from(self.attempts), 1, 100);
    }
}
