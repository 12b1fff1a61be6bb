use super::finding::{Findings, is_loopback};
use super::quiet::{QuietHours, TimeOfDay};
use super::secret::Secret;
use serde::Deserialize;
use std::path::PathBuf;

/// `[mail]`: the server that takes mail; without one no mail is sent.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(default, deny_unknown_fields)]
pub struct Mail {
    /// The server; empty where no mail is sent.
    pub host: String,
    /// Its port; 0 for the usual one of the encryption.
    pub port: u16,
    /// How the connection is encrypted.
    pub encryption: Encryption,
    /// Certificates (PEM) of an authority of one's own that is trusted besides the public ones.
    pub ca_file: Option<PathBuf>,
    /// Empty where the server asks for no sign-in.
    pub username: String,
    pub password: Secret,
    /// The address that mail comes from.
    pub from: String,
    /// Seconds after which the server is given up.
    pub timeout_seconds: u32,
    /// How often a mail is tried before it is set aside.
    pub attempts: u32,
    /// From when no mail is sent.
    pub quiet_from: TimeOfDay,
    /// Until when.
    pub quiet_until: TimeOfDay,
}

/// How the connection to a mail server is encrypted.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(rename_all = "lowercase")]
pub enum Encryption {
    /// From the first byte.
    #[default]
    Tls,
    /// After a greeting in clear; never without.
    StartTls,
    /// Not at all: for a server on the same machine.
    None,
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            host: String::new(),
            port: 0,
            encryption: Encryption::default(),
            ca_file: None,
            username: String::new(),
            password: Secret::default(),
            from: String::new(),
            timeout_seconds: 30,
            attempts: 24,
            quiet_from: TimeOfDay::hour(0),
            quiet_until: TimeOfDay::hour(7),
        }
    }
}

impl Mail {
    /// Whether mail is sent at all.
    pub fn is_on(&self) -> bool {
        !self.host.is_empty()
    }

    pub fn quiet(&self) -> QuietHours {
        QuietHours {
            from: self.quiet_from,
            until: self.quiet_until,
        }
    }

    /// The port, where the settings name none the usual one.
    pub fn port(&self) -> u16 {
        match (self.port, self.encryption) {
            (0, Encryption::Tls) => 465,
            (0, Encryption::StartTls) => 587,
            (0, Encryption::None) => 25,
            (port, _) => port,
        }
    }

    pub(super) fn check(&self, findings: &mut Findings) {
        findings.within("mail.timeout_seconds", self.timeout_seconds, 1, 300);
        findings.within("mail.attempts", self.attempts, 1, 100);
        if !self.is_on() {
            return;
        }
        if self.host.contains(['/', ':', '@', ' ']) {
            findings.add(
                "mail.host",
                format!("“{}”不是主机名", self.host),
                "只写主机名或者 IP 地址，端口写在 mail.port，不带 smtp:// 之类的前缀",
            );
        }
        let is_address = self
            .from
            .split_once('@')
            .is_some_and(|(local, host)| !local.is_empty() && host.contains('.') && !host.contains('@'));
        if !is_address || !self.from.chars().all(|c| c.is_ascii_graphic()) {
            findings.add(
                "mail.from",
                format!("“{}”不是电子邮箱地址", self.from),
                "写发信用的地址，例如 gongkai@example.gov.cn；不要写名称，收件人看到的名称是机关全称",
            );
        }
        findings.ca_file("mail.ca_file", self.ca_file.as_deref());
        if self.username.is_empty() != self.password.is_empty() {
            findings.add(
                "mail.password",
                "用户名和口令只写了一个".to_owned(),
                "两个都写，或者都留空（服务器不要求登录时）",
            );
        }
        if self.encryption == Encryption::None && !self.username.is_empty() && !is_loopback(&self.host) {
            findings.add(
                "mail.encryption",
                "不加密的连接会把口令明文送出本机".to_owned(),
                "改为 \"tls\" 或 \"starttls\"",
            );
        }
    }
}
