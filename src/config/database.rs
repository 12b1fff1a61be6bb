use super::finding::Findings;
use serde::Deserialize;

/// `[database]`: SQLite in a file, or PostgreSQL.
#[derive(Clone, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(default, deny_unknown_fields)]
pub struct Database {
    /// `sqlite:path` or `postgres://user:password@host:port/name`; empty: a file in the data folder.
    pub url: String,
    /// Connections at most.
    pub connections: u32,
    /// Seconds to wait for a connection or a lock.
    pub patience_seconds: u64,
}

impl Default for Database {
    fn default() -> Self {
        Self {
            url: String::new(),
            connections: 8,
            patience_seconds: 5,
        }
    }
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let url = match self.url.rsplit_once('@') {
            Some((_, host)) => format!("…@{host}"),
            None => self.url.clone(),
        };
        f.debug_struct("Database")
            .field("url", &url)
            .field("connections", &self.connections)
            .field("patience_seconds", &self.patience_seconds)
            .finish()
    }
}

impl Database {
    pub(super) fn check(&self, findings: &mut Findings) {
        let known = ["", "sqlite:", "postgres://", "postgresql://"];
        if !self.url.is_empty() && !known.iter().skip(1).any(|scheme| self.url.starts_with(scheme)) {
            findings.add(
                "database.url",
                "不是可以识别的数据库地址".to_owned(),
                "写成 sqlite:路径 或 postgres://用户:密码@主机:端口/库名；留空则在数据目录中自动建库",
            );
        }
        if !(1..=1000).contains(&self.connections) {
            findings.add(
                "database.connections",
                format!("{} 不在 1 至 1000 之间", self.connections),
                "改为 8 左右",
            );
        }
        if !(1..=300).contains(&self.patience_seconds) {
            findings.add(
                "database.patience_seconds",
                format!("{} 秒不在 1 至 300 之间", self.patience_seconds),
                "改为 5 左右",
            );
        }
    }
}
