//! Why a message did not go out. What servers answer often repeats the address, so that only their codes are kept.

use std::{fmt, str::FromStr};

/// A reason that names nobody. It is stored as its code and worded on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The mail server answered with this code.
    Smtp(u16, Option<Enhanced>),
    /// The gateway or the subscribed address answered with this status.
    Http(u16),
    /// Nothing answered there.
    Unreachable,
    /// The connection broke off.
    Broken,
    /// No answer came in time.
    Timeout,
    /// The certificate of the other side does not hold, or there is no common encryption.
    Tls,
    /// The server offers no way to sign in that we know.
    SignIn,
    /// There is no address, or none any more.
    NoAddress,
    /// The address is none.
    BadAddress,
    /// This way is not set up (any more).
    NotConfigured,
    /// What it is about cannot be read.
    Unreadable,
    /// What it was to tell has been seen already.
    NothingLeft,
}

/// The extended code of a mail server (RFC 3463): `5.1.1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Enhanced(pub u16, pub u16, pub u16);

impl Enhanced {
    /// The code at the beginning of what a server said.
    pub fn of(said: &str) -> Option<Self> {
        let word = said
            .split_whitespace()
            .find(|word| word.matches('.').count() == 2)?;
        word.parse().ok()
    }
}

impl fmt::Display for Enhanced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

/// A text that is no code of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no reason")]
pub struct UnknownReason(String);

impl FromStr for Enhanced {
    type Err = UnknownReason;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = || UnknownReason(text.to_owned());
        let mut parts = text.split('.').map(str::parse::<u16>);
        let mut next = || parts.next().and_then(Result::ok).ok_or_else(unknown);
        let code = Self(next()?, next()?, next()?);
        let is_whole = parts.next().is_none() && (2..=5).contains(&code.0) && code.1 < 1000 && code.2 < 1000;
        is_whole.then_some(code).ok_or_else(unknown)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Smtp(code, Some(enhanced)) => write!(f, "smtp {code} {enhanced}"),
            Self::Smtp(code, None) => write!(f, "smtp {code}"),
            Self::Http(status) => write!(f, "http {status}"),
            Self::Unreachable => f.write_str("unreachable"),
            Self::Broken => f.write_str("broken"),
            Self::Timeout => f.write_str("timeout"),
            Self::Tls => f.write_str("tls"),
            Self::SignIn => f.write_str("sign_in"),
            Self::NoAddress => f.write_str("no_address"),
            Self::BadAddress => f.write_str("bad_address"),
            Self::NotConfigured => f.write_str("not_configured"),
            Self::Unreadable => f.write_str("unreadable"),
            Self::NothingLeft => f.write_str("nothing_left"),
        }
    }
}

impl FromStr for Reason {
    type Err = UnknownReason;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = || UnknownReason(text.to_owned());
        let number = |code: &str| code.parse::<u16>().map_err(|_| unknown());
        match text.split(' ').collect::<Vec<_>>().as_slice() {
            ["smtp", code] => Ok(Self::Smtp(number(code)?, None)),
            ["smtp", code, enhanced] => Ok(Self::Smtp(number(code)?, Some(enhanced.parse()?))),
            ["http", status] => Ok(Self::Http(number(status)?)),
            ["unreachable"] => Ok(Self::Unreachable),
            ["broken"] => Ok(Self::Broken),
            ["timeout"] => Ok(Self::Timeout),
            ["tls"] => Ok(Self::Tls),
            ["sign_in"] => Ok(Self::SignIn),
            ["no_address"] => Ok(Self::NoAddress),
            ["bad_address"] => Ok(Self::BadAddress),
            ["not_configured"] => Ok(Self::NotConfigured),
            ["unreadable"] => Ok(Self::Unreadable),
            ["nothing_left"] => Ok(Self::NothingLeft),
            _ => Err(unknown()),
        }
    }
}
