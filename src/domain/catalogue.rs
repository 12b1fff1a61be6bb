//! 主动公开信息目录: what an agency has made public, so that everybody can look for it before they apply. None of it is secret.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::Date;

use super::search::Text;
use crate::law::words;

/// The most characters of a title, a number, a link, a summary, a topic word.
pub const LONGEST_TITLE: usize = 300;
pub const LONGEST_NUMBER: usize = 100;
pub const LONGEST_LINK: usize = 1_000;
pub const LONGEST_SUMMARY: usize = 2_000;
pub const LONGEST_TOPIC: usize = 30;
/// The most topic words of an entry.
pub const MOST_TOPICS: usize = 10;

words! {
    /// What is public.
    pub enum Kind {
        /// An entry of the catalogue, which points to where the information is.
        Catalogue = "catalogue",
        /// An answer that an agency has published.
        Answer = "answer",
    }
}

words! {
    /// How an entry came.
    pub enum Origin {
        Manual = "manual",
        Table = "table",
        Feed = "feed",
        /// From the work on an application.
        Case = "case",
    }
}

words! {
    /// Why a feed brought nothing.
    pub enum Trouble {
        /// Nothing is fetched, as configured.
        Off = "off",
        /// Not an address that is fetched: only `https` is, and nobody's name in it.
        Address = "address",
        /// It leads into a network that is not everybody's.
        Private = "private",
        Unreachable = "unreachable",
        Tls = "tls",
        Timeout = "timeout",
        /// More bytes than are read.
        TooLarge = "too_large",
        /// It leads on and on.
        Redirects = "redirects",
        /// The other side answers, and does not give it.
        Refused = "refused",
        /// What came is no feed.
        NoFeed = "no_feed",
    }
}

/// An entry of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub title: String,
    /// 文号 or 索引号
    pub number: Option<String>,
    pub published_on: Date,
    pub summary: String,
    pub link: Option<Link>,
    pub topics: Vec<String>,
}

impl Entry {
    /// Every text that it is found by, in units.
    pub fn text(&self) -> Text {
        Text::of_all(self.texts())
    }

    /// Every text that it is found by.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        [self.title.as_str()]
            .into_iter()
            .chain(self.number.as_deref())
            .chain(self.topics.iter().map(String::as_str))
            .chain([self.summary.as_str()])
    }
}

/// An address of the web that a reader can be sent to: `http` or `https`, a host, nobody's name or password in it, and no
/// sign that would break out of where it stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Link(String);

/// Not an address that a reader can be sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an address of the web")]
pub struct InvalidLink;

impl Link {
    pub fn parse(raw: &str) -> Result<Self, InvalidLink> {
        let raw = raw.trim();
        let (scheme, rest) = raw.split_once("://").ok_or(InvalidLink)?;
        let scheme = scheme.to_ascii_lowercase();
        if !matches!(scheme.as_str(), "http" | "https") {
            return Err(InvalidLink);
        }
        let until = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(until);
        let is_plain = |sign: char| {
            !sign.is_whitespace()
                && !super::text::is_hidden(sign)
                && !matches!(sign, '"' | '\'' | '<' | '>' | '\\' | '`')
        };
        if raw.chars().count() > LONGEST_LINK || !raw.chars().all(is_plain) || !is_host(authority) {
            return Err(InvalidLink);
        }
        Ok(Self(format!(
            "{scheme}://{}{path}",
            authority.to_ascii_lowercase()
        )))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where it leads: the name of the host, for readers.
    pub fn host(&self) -> &str {
        let rest = self.0.split_once("://").map_or("", |(_, rest)| rest);
        rest.split(['/', '?', '#']).next().unwrap_or_default()
    }
}

/// A name or an address, with a port or without.
fn is_host(authority: &str) -> bool {
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !host.is_empty() && !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let is_port = port.is_none_or(|port| port.parse::<u16>().is_ok());
    let bracketed = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .is_some_and(|host| host.parse::<std::net::Ipv6Addr>().is_ok());
    let named = !host.is_empty()
        && host.split('.').all(|label| {
            !label.is_empty()
                && label
                    .chars()
                    .all(|sign| sign.is_alphanumeric() || matches!(sign, '-' | '_'))
        });
    is_port && (bracketed || named)
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Link> for String {
    fn from(link: Link) -> Self {
        link.0
    }
}

impl TryFrom<String> for Link {
    type Error = InvalidLink;

    fn try_from(raw: String) -> Result<Self, InvalidLink> {
        Self::parse(&raw)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_to_the_web_and_nowhere_else() {
        for (raw, kept) in [
            ("https://www.example.cn/a?b=c#d", "https://www.example.cn/a?b=c#d"),
            (" HTTP://Example.CN:8080/甲 ", "http://example.cn:8080/甲"),
            ("https://[2001:db8::1]/", "https://[2001:db8::1]/"),
            ("http://信息.example.cn", "http://信息.example.cn"),
        ] {
            assert_eq!(Link::parse(raw).unwrap().as_str(), kept);
        }
        let long = format!("https://example.cn/{}", "a".repeat(LONGEST_LINK));
        for raw in [
            "",
            "example.cn",
            "javascript:alert(1)",
            "ftp://example.cn/",
            "data:text/html,a",
            "https://",
            "https:///a",
            "https://user:word@example.cn/",
            "https://example.cn@evil.example/",
            "https://a b.cn/",
            "https://example.cn/\"onclick=",
            "https://example.cn/<b>",
            "https://example.cn\\evil",
            "https://example..cn/",
            "https://example.cn:99999/",
            "https://example.cn/\u{202e}fdp",
            &long,
        ] {
            assert_eq!(Link::parse(raw), Err(InvalidLink), "{raw}");
        }
        assert_eq!(Link::parse("https://a.cn:81/b").unwrap().host(), "a.cn:81");
    }
}
