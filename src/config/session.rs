use super::finding::Findings;
use serde::Deserialize;

/// `[session]`: sessions of the browser.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(default, deny_unknown_fields)]
pub struct Session {
    /// Minutes without a request after which a session ends.
    pub idle_minutes: i64,
    /// Whether the cookie goes over TLS only; where nothing is said, exactly if `server.public_url` is https.
    pub secure_cookie: Option<bool>,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            idle_minutes: 60,
            secure_cookie: None,
        }
    }
}

impl Session {
    pub(super) fn check(&self, is_https: bool, findings: &mut Findings) {
        if !(5..=1440).contains(&self.idle_minutes) {
            findings.add(
                "session.idle_minutes",
                format!("{} 分钟不在 5 至 1440 之间", self.idle_minutes),
                "改为 60 左右",
            );
        }
        if self.secure_cookie == Some(true) && !is_https {
            findings.add(
                "session.secure_cookie",
                "访问地址不是 https，浏览器不会回传登录凭据，谁也无法登录".to_owned(),
                "将 server.public_url 改为 https 地址，或者删去 session.secure_cookie",
            );
        }
    }
}
