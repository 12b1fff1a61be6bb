//! From where a request comes, as far as we can know.

use std::{
    convert::Infallible,
    fmt,
    net::{IpAddr, SocketAddr},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::request::Parts,
};

use super::app::App;

/// The address of the client; for counting attempts, never for the log. None where there is no connection (tests).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client(Option<IpAddr>);

impl fmt::Display for Client {
    /// An IPv6 address counts by its /64: one household has a whole one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.map(|address| address.to_canonical()) {
            None => f.write_str("unknown"),
            Some(IpAddr::V4(address)) => address.fmt(f),
            Some(IpAddr::V6(address)) => {
                let [first, second, third, fourth, ..] = address.segments();
                write!(f, "{first:x}:{second:x}:{third:x}:{fourth:x}::/64")
            }
        }
    }
}

impl FromRequestParts<App> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|info| info.0.ip());
        let forwarded = parts
            .headers
            .get("x-forwarded-for")
            .and_then(|value| value.to_str().ok());
        Ok(Self(address(
            peer,
            forwarded.filter(|_| app.config.server.behind_proxy),
        )))
    }
}

/// The last entry is the one that our own proxy wrote; those before it are whatever the client claims.
fn address(peer: Option<IpAddr>, forwarded: Option<&str>) -> Option<IpAddr> {
    let by_proxy = forwarded.and_then(|list| list.rsplit(',').next()?.trim().parse().ok());
    by_proxy.or(peer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_our_own_proxy_wrote_is_believed() {
        let peer = "192.0.2.1".parse().ok();
        assert_eq!(Client(address(peer, None)).to_string(), "192.0.2.1");
        assert_eq!(
            Client(address(peer, Some("203.0.113.9, 198.51.100.7"))).to_string(),
            "198.51.100.7"
        );
        assert_eq!(Client(address(peer, Some("nonsense"))).to_string(), "192.0.2.1");
        let v6 = "2001:db8:1:2:3:4:5:6".parse().ok();
        assert_eq!(Client(address(v6, None)).to_string(), "2001:db8:1:2::/64");
        assert_eq!(Client(None).to_string(), "unknown");
    }
}
