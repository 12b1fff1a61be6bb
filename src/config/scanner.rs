//! Where the scanner for viruses listens.

use std::{fmt, path::PathBuf, str::FromStr};

/// Where the daemon listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// `unix:/run/clamav/clamd.ctl`
    Unix(PathBuf),
    /// `tcp:127.0.0.1:3310`
    Tcp(String),
}

/// An address that is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("应当形如 unix:/run/clamav/clamd.ctl 或者 tcp:127.0.0.1:3310")]
pub struct WrongAddress;

impl FromStr for Address {
    type Err = WrongAddress;

    fn from_str(text: &str) -> Result<Self, WrongAddress> {
        match text.split_once(':') {
            Some(("unix", path)) if path.starts_with('/') => Ok(Self::Unix(path.into())),
            Some(("tcp", host)) if has_port(host) => Ok(Self::Tcp(host.to_owned())),
            _ => Err(WrongAddress),
        }
    }
}

fn has_port(host: &str) -> bool {
    host.rsplit_once(':')
        .is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok())
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unix(path) => write!(f, "unix:{}", path.display()),
            Self::Tcp(host) => write!(f, "tcp:{host}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_of_two_kinds() {
        for address in [
            "unix:/run/clamav/clamd.ctl",
            "tcp:127.0.0.1:3310",
            "tcp:[::1]:3310",
        ] {
            assert_eq!(address.parse::<Address>().unwrap().to_string(), address);
        }
        for wrong in [
            "",
            "unix:",
            "unix:run",
            "tcp:localhost",
            "tcp::3310",
            "tcp:a:99999",
            "http://a:1",
        ] {
            assert_eq!(wrong.parse::<Address>(), Err(WrongAddress), "{wrong:?}");
        }
    }
}
