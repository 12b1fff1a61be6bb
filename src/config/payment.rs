//! The bridge to the treasury's platform, by which a fee is paid online.

use super::{
    finding::{Findings, is_loopback},
    push,
    secret::Secret,
};
use http::Uri;
use serde::Deserialize;
use std::path::PathBuf;

/// `[payment]`: the bridge to the platform (非税收入); without one fees are paid as the letter says.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(default, deny_unknown_fields)]
pub struct Payment {
    /// The bridge's address, below which its two calls are; empty where nothing is paid online.
    pub url: String,
    /// Signs what is asked of the bridge, and what it tells: base64.
    pub secret: Secret,
    /// Certificates (PEM) of an authority of one's own that is trusted besides the public ones.
    pub ca_file: Option<PathBuf>,
    /// Seconds after which the bridge is given up.
    pub timeout_seconds: u32,
    /// Short names of the agencies whose fees are paid by it; all, where none is named.
    pub agencies: Vec<String>,
}

impl Default for Payment {
    fn default() -> Self {
        Self {
            url: String::new(),
            secret: Secret::default(),
            ca_file: None,
            timeout_seconds: 15,
            agencies: Vec::new(),
        }
    }
}

impl Payment {
    /// Whether anything is paid online at all.
    pub fn is_on(&self) -> bool {
        !self.url.is_empty()
    }

    /// Whether fees of an agency are.
    pub fn is_for(&self, agency_key: &str) -> bool {
        self.is_on() && (self.agencies.is_empty() || self.agencies.iter().any(|key| key == agency_key))
    }

    pub(super) fn check(&self, findings: &mut Findings) {
        findings.within("payment.timeout_seconds", self.timeout_seconds, 1, 60);
        if self.is_on() {
            push::url(findings, "payment.url", &self.url);
            push::secret(findings, "payment.secret", &self.secret);
            findings.ca_file("payment.ca_file", self.ca_file.as_deref());
        }
    }
}

/// Whether somebody who pays may be sent to an address: nothing but a page that is reached in secret, or on this machine.
pub fn may_lead_to(address: &str) -> bool {
    let parsed = address.parse::<Uri>().ok();
    let host = parsed.as_ref().and_then(Uri::host).unwrap_or_default();
    let has_password = address.contains('@');
    match parsed.as_ref().and_then(Uri::scheme_str) {
        Some("https") => !host.is_empty() && !has_password,
        Some("http") => is_loopback(host) && !has_password,
        Some(_) | None => false,
    }
}
