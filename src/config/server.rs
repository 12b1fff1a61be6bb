use super::finding::Findings;
use serde::Deserialize;
use std::net::SocketAddr;

/// `[server]`: where to listen, and under which address people reach it.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(default, deny_unknown_fields)]
pub struct Server {
    /// Address and port to listen on.
    pub address: String,
    /// The address in the browser, without a slash at the end; empty where people reach it where it listens.
    pub public_url: String,
    /// Whether a proxy of ours stands in front, whose `X-Forwarded-For` may be believed.
    pub behind_proxy: bool,
    /// Seconds after which a request is given up.
    pub timeout_seconds: u64,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            address: "127.0.0.1:8080".to_owned(),
            public_url: String::new(),
            behind_proxy: false,
            timeout_seconds: 30,
        }
    }
}

impl Server {
    /// The address under which people reach it; stands in letters and messages.
    pub fn reached_at(&self) -> String {
        match self.public_url.as_str() {
            "" => format!("http://{}", self.address),
            url => url.to_owned(),
        }
    }

    /// Whether people reach it over TLS.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    pub(super) fn check(&self, findings: &mut Findings) {
        if self.address.parse::<SocketAddr>().is_err() {
            findings.add(
                "server.address",
                format!("“{}”不是有效的监听地址", self.address),
                "写成“IP:端口”，例如 127.0.0.1:8080 或 0.0.0.0:8080",
            );
        }
        let host = self
            .public_url
            .strip_prefix("https://")
            .or_else(|| self.public_url.strip_prefix("http://"));
        let is_address = host.is_some_and(|host| !host.is_empty() && !host.contains('/'));
        if !self.public_url.is_empty() && !is_address {
            findings.add(
                "server.public_url",
                format!("“{}”不是有效的访问地址", self.public_url),
                "写成 https://域名 或 http://主机:端口，末尾不带斜杠",
            );
        }
        if !(1..=600).contains(&self.timeout_seconds) {
            findings.add(
                "server.timeout_seconds",
                format!("{} 秒不在 1 至 600 之间", self.timeout_seconds),
                "改为 30 左右",
            );
        }
    }
}
