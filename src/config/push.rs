//! Addresses to which the program pushes messages: a gateway for text messages, and whoever subscribed.

use super::finding::{Findings, is_loopback};
use super::quiet::{QuietHours, TimeOfDay};
use super::secret::Secret;
use data_encoding::BASE64;
use http::Uri;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// The fewest bytes of a secret that signs.
const FEWEST_BYTES: usize = 24;

/// `[text_message]`: the gateway that sends text messages; without one none is sent.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(default, deny_unknown_fields)]
pub struct TextMessage {
    /// The gateway's address; empty where no text message is sent.
    pub url: String,
    /// Signs what is pushed: base64.
    pub secret: Secret,
    /// Certificates (PEM) of an authority of one's own that is trusted besides the public ones.
    pub ca_file: Option<PathBuf>,
    /// Seconds after which the gateway is given up.
    pub timeout_seconds: u32,
    /// How often a message is tried before it is set aside.
    pub attempts: u32,
    /// From when no text message is sent.
    pub quiet_from: TimeOfDay,
    /// Until when.
    pub quiet_until: TimeOfDay,
}

impl Default for TextMessage {
    fn default() -> Self {
        Self {
            url: String::new(),
            secret: Secret::default(),
            ca_file: None,
            timeout_seconds: 15,
            attempts: 24,
            quiet_from: TimeOfDay::hour(21),
            quiet_until: TimeOfDay::hour(8),
        }
    }
}

impl TextMessage {
    /// Whether text messages are sent at all.
    pub fn is_on(&self) -> bool {
        !self.url.is_empty()
    }

    pub fn quiet(&self) -> QuietHours {
        QuietHours {
            from: self.quiet_from,
            until: self.quiet_until,
        }
    }

    pub(super) fn check(&self, findings: &mut Findings) {
        findings.within("text_message.timeout_seconds", self.timeout_seconds, 1, 300);
        findings.within("text_message.attempts", self.attempts, 1, 100);
        if self.is_on() {
            url(findings, "text_message.url", &self.url);
            secret(findings, "text_message.secret", &self.secret);
            findings.ca_file("text_message.ca_file", self.ca_file.as_deref());
        }
    }
}

/// One of `[[webhooks]]`: somebody who subscribed to what happens.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(default, deny_unknown_fields)]
pub struct Webhook {
    /// By what it is known: in lists, and to what was put down for it.
    pub name: String,
    pub url: String,
    /// Signs what is pushed: base64.
    pub secret: Secret,
    /// Certificates (PEM) of an authority of one's own that is trusted besides the public ones.
    pub ca_file: Option<PathBuf>,
    /// Short names of the agencies whose cases it hears of; all, where none is named.
    pub agencies: Vec<String>,
}

/// Seconds after which a subscribed address is given up.
pub const WEBHOOK_TIMEOUT_SECONDS: u32 = 15;

/// How often a subscribed address is tried before the message is set aside.
pub const WEBHOOK_ATTEMPTS: u32 = 24;

pub(super) fn check(webhooks: &[Webhook], findings: &mut Findings) {
    let mut names = BTreeSet::new();
    for webhook in webhooks {
        let is_name = !webhook.name.is_empty()
            && webhook.name.len() <= 40
            && webhook
                .name
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !is_name {
            findings.add(
                "webhooks.name",
                format!("“{}”不能作名称", webhook.name),
                "用小写字母、数字和连字符，不超过40个字符",
            );
        }
        if !names.insert(webhook.name.as_str()) {
            findings.add(
                "webhooks.name",
                format!("“{}”出现了两次", webhook.name),
                "每个推送地址用不同的名称",
            );
        }
        url(findings, "webhooks.url", &webhook.url);
        secret(findings, "webhooks.secret", &webhook.secret);
        findings.ca_file("webhooks.ca_file", webhook.ca_file.as_deref());
    }
}

pub(super) fn url(findings: &mut Findings, setting: &'static str, url: &str) {
    let parsed = url.parse::<Uri>().ok();
    let host = parsed.as_ref().and_then(Uri::host).unwrap_or_default();
    let fits = match parsed.as_ref().and_then(Uri::scheme_str) {
        Some("https") => !host.is_empty(),
        Some("http") => is_loopback(host),
        Some(_) | None => false,
    };
    let has_password = parsed
        .as_ref()
        .and_then(Uri::authority)
        .is_some_and(|authority| authority.as_str().contains('@'));
    if !fits || has_password {
        findings.add(
            setting,
            "不是可以推送的地址".to_owned(),
            "写成 https://主机/路径，不带用户名和口令；只有推送到本机时才可以用 http://",
        );
    }
}

pub(super) fn secret(findings: &mut Findings, setting: &'static str, secret: &Secret) {
    if secret_bytes(secret).is_none() {
        findings.add(
            setting,
            "不是签名用的密钥".to_owned(),
            "写至少24个随机字节的 Base64（前面可以有 whsec_），例如由 openssl rand -base64 32 生成",
        );
    }
}

/// The bytes of a secret that signs, where it has its form.
pub fn secret_bytes(secret: &Secret) -> Option<Vec<u8>> {
    let encoded = secret.0.strip_prefix("whsec_").unwrap_or(&secret.0);
    let bytes = BASE64.decode(encoded.as_bytes()).ok()?;
    (bytes.len() >= FEWEST_BYTES).then_some(bytes)
}
