//! What is wrong with settings, and how values of a kind are looked at.

use std::{fmt, path::Path};

/// A setting whose value does not make sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The setting, as in the file: `server.address`.
    pub setting: &'static str,
    /// What is wrong, in Chinese.
    pub problem: String,
    /// What to change, in Chinese.
    pub remedy: &'static str,
}

/// All that is wrong with a configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings(pub Vec<Finding>);

impl Findings {
    pub(super) fn add(&mut self, setting: &'static str, problem: String, remedy: &'static str) {
        self.0.push(Finding {
            setting,
            problem,
            remedy,
        });
    }

    /// A number that has to lie between two others.
    pub(super) fn within(&mut self, setting: &'static str, value: impl TryInto<i64>, from: i64, to: i64) {
        let value = value.try_into().unwrap_or(i64::MAX);
        if !(from..=to).contains(&value) {
            self.add(
                setting,
                format!("{value} 不在 {from} 至 {to} 之间"),
                "改到这个范围之内",
            );
        }
    }

    /// Certificates of an authority of one's own.
    pub(super) fn ca_file(&mut self, setting: &'static str, file: Option<&Path>) {
        if let Some(file) = file.filter(|file| !file.is_file()) {
            self.add(
                setting,
                format!("找不到文件 {}", file.display()),
                "写 PEM 格式的证书文件的路径，对方用公共机构证书的不必写",
            );
        }
    }

    /// Whether all is well.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (
            number,
            Finding {
                setting,
                problem,
                remedy,
            },
        ) in self.0.iter().enumerate()
        {
            if number > 0 {
                writeln!(f)?;
            }
            write!(f, "配置项 {setting}：{problem}。改法：{remedy}。")?;
        }
        Ok(())
    }
}

/// Whether a host is this machine.
pub(super) fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host
            .trim_matches(['[', ']'])
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}
