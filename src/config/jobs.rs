use super::finding::Findings;
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
        findings.within("jobs.poll_seconds", self.poll_seconds, 1, 3600);
        findings.within("jobs.lease_seconds", self.lease_seconds, 30, 3600);
        findings.within("jobs.attempts", self.attempts, 1, 100);
    }
}
