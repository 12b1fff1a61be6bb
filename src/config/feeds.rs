use super::finding::Findings;
use serde::Deserialize;
use std::path::PathBuf;

/// `[feeds]`: what the program fetches of the agencies' own sites, for the catalogue of public information.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(default, deny_unknown_fields)]
pub struct Feeds {
    /// Whether anything is fetched; a demonstration fetches nothing.
    pub on: bool,
    /// Whether this machine itself may be asked, also without TLS: where the agency's site is on it.
    pub loopback: bool,
    /// Certificates (PEM) of an authority of one's own that is trusted besides the public ones.
    pub ca_file: Option<PathBuf>,
    /// Seconds after which a site is given up.
    pub timeout_seconds: u32,
    /// The most that is read of a feed, in kilobytes (1024 bytes).
    pub max_kb: u32,
}

impl Default for Feeds {
    fn default() -> Self {
        Self {
            on: true,
            loopback: false,
            ca_file: None,
            timeout_seconds: 20,
            max_kb: 2_048,
        }
    }
}

impl Feeds {
    pub(super) fn check(&self, findings: &mut Findings) {
        findings.within("feeds.timeout_seconds", self.timeout_seconds, 1, 120);
        findings.within("feeds.max_kb", self.max_kb, 16, 20_480);
        findings.ca_file("feeds.ca_file", self.ca_file.as_deref());
    }
}
