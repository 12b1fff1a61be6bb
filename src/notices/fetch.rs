//! What is fetched: a feed of an agency's own site, whose address an administrator gave. So that nobody can make the program
//! ask what only it can reach, the address is looked up first, each of what it stands for has to be everybody's, and that
//! very address is asked; of where it leads on, the same.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use http::{Request, StatusCode, Uri, header, uri::Scheme};
use http_body_util::{BodyExt as _, Empty, Limited};
use hyper_rustls::{FixedServerNameResolver, HttpsConnectorBuilder};
use hyper_util::{client::legacy::Client, rt::TokioExecutor};
use rustls::{ClientConfig, pki_types::ServerName};

use super::{SetupError, failed::is_of_tls};
use crate::{config::Feeds, domain::catalogue::Trouble, trust};

/// How often an address may lead on to another.
const REDIRECTS: usize = 3;

/// Fetches feeds.
pub struct Fetcher {
    tls: ClientConfig,
    settings: Feeds,
}

impl fmt::Debug for Fetcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fetcher")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

/// What came of asking once.
enum Answer {
    Bytes(Vec<u8>),
    /// It leads on to there.
    Elsewhere(Uri),
}

impl Fetcher {
    pub(super) fn new(settings: &Feeds) -> Result<Self, SetupError> {
        Ok(Self {
            tls: trust::client(settings.ca_file.as_deref())?,
            settings: settings.clone(),
        })
    }

    /// Fetches what is at an address.
    pub async fn fetch(&self, address: &str) -> Result<Vec<u8>, Trouble> {
        let patience = Duration::from_secs(self.settings.timeout_seconds.into());
        tokio::time::timeout(patience, self.follow(address))
            .await
            .unwrap_or(Err(Trouble::Timeout))
    }

    async fn follow(&self, address: &str) -> Result<Vec<u8>, Trouble> {
        let mut uri: Uri = address.parse().map_err(|_| Trouble::Address)?;
        for _ in 0..=REDIRECTS {
            match self.ask(&uri).await? {
                Answer::Bytes(bytes) => return Ok(bytes),
                Answer::Elsewhere(next) => uri = next,
            }
        }
        Err(Trouble::Redirects)
    }

    async fn ask(&self, uri: &Uri) -> Result<Answer, Trouble> {
        let (host, address) = self.resolve(uri).await?;
        let authority = uri.authority().ok_or(Trouble::Address)?.as_str();
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        let is_tls = uri.scheme() == Some(&Scheme::HTTPS);
        let scheme = if is_tls { "https" } else { "http" };
        let request = Request::get(format!("{scheme}://{address}{path}"))
            .header(header::HOST, authority)
            .header(header::USER_AGENT, concat!("gongkai/", env!("CARGO_PKG_VERSION")))
            .header(
                header::ACCEPT,
                "application/atom+xml, application/rss+xml, application/xml, text/xml",
            )
            .body(Empty::<&[u8]>::new())
            .map_err(|_| Trouble::Address)?;
        // The address is asked that was looked at, under the name that was given.
        let name = ServerName::try_from(host).map_err(|_| Trouble::Address)?;
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(self.tls.clone())
            .https_or_http()
            .with_server_name_resolver(FixedServerNameResolver::new(name))
            .enable_http1()
            .build();
        let client: Client<_, Empty<&[u8]>> = Client::builder(TokioExecutor::new()).build(connector);
        let answer = client.request(request).await.map_err(|error| {
            if is_of_tls(&error) {
                Trouble::Tls
            } else {
                Trouble::Unreachable
            }
        })?;
        let status = answer.status();
        if status.is_redirection() && status != StatusCode::NOT_MODIFIED {
            let next = answer
                .headers()
                .get(header::LOCATION)
                .and_then(|to| to.to_str().ok());
            return next
                .and_then(|to| joined(uri, to))
                .map(Answer::Elsewhere)
                .ok_or(Trouble::Refused);
        }
        if status != StatusCode::OK {
            return Err(Trouble::Refused);
        }
        let most = usize::try_from(self.settings.max_kb)
            .unwrap_or(usize::MAX)
            .saturating_mul(1024);
        let body = Limited::new(answer.into_body(), most).collect().await;
        let bytes = body.map_err(|error| {
            if error.is::<http_body_util::LengthLimitError>() {
                Trouble::TooLarge
            } else {
                Trouble::Unreachable
            }
        })?;
        Ok(Answer::Bytes(bytes.to_bytes().to_vec()))
    }

    /// The host, and one of the addresses that it stands for, all of which may be asked.
    async fn resolve(&self, uri: &Uri) -> Result<(String, SocketAddr), Trouble> {
        let is_plain = match uri.scheme_str() {
            Some("https") => false,
            Some("http") => true,
            Some(_) | None => return Err(Trouble::Address),
        };
        let authority = uri.authority().ok_or(Trouble::Address)?;
        if authority.as_str().contains('@') {
            return Err(Trouble::Address);
        }
        let host = authority.host().trim_matches(['[', ']']).to_owned();
        let port = authority.port_u16().unwrap_or(if is_plain { 80 } else { 443 });
        let found = tokio::net::lookup_host((host.as_str(), port)).await;
        let found: Vec<SocketAddr> = found.map_err(|_| Trouble::Unreachable)?.collect();
        let first = *found.first().ok_or(Trouble::Unreachable)?;
        let is_here = found.iter().all(|address| address.ip().is_loopback());
        if is_here && self.settings.loopback {
            return Ok((host, first));
        }
        if !found.iter().all(|address| is_everybodys(address.ip())) {
            Err(Trouble::Private)
        } else if is_plain {
            Err(Trouble::Address)
        } else {
            Ok((host, first))
        }
    }
}

/// Where an address leads that is said on a page.
fn joined(from: &Uri, to: &str) -> Option<Uri> {
    if to.starts_with("https://") || to.starts_with("http://") {
        return to.parse().ok();
    }
    // Of the same site. What is said relative to the page itself is not followed: sites do not lead on by it.
    let path = to.strip_prefix('/').filter(|rest| !rest.starts_with('/'))?;
    format!("{}://{}/{path}", from.scheme_str()?, from.authority()?)
        .parse()
        .ok()
}

/// Whether an address is one of the internet, which everybody can ask: not of this machine, of the house, of a link, and none
/// that only stands for such a one.
fn is_everybodys(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(four) => is_everybodys_4(four),
        IpAddr::V6(six) => is_everybodys_6(six),
    }
}

fn is_everybodys_4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_special = matches!(
        (a, b, c),
        (0 | 10 | 127 | 224..=255, _, _)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    );
    !is_special
}

fn is_everybodys_6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    // 6to4, Teredo and documentation lie within what is given out; of all the rest nothing is everybody's.
    let is_given_out = matches!(parts, [0x2000..=0x3fff, ..]);
    let is_special = matches!(
        parts,
        [0x2002, ..] | [0x2001, 0..=0x01ff | 0x0db8, ..] | [0x3fff, 0..=0x0fff, ..]
    );
    is_given_out && !is_special
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fetcher(loopback: bool) -> Fetcher {
        Fetcher::new(&Feeds {
            loopback,
            timeout_seconds: 2,
            ..Feeds::default()
        })
        .unwrap()
    }

    #[test]
    fn only_addresses_of_the_internet_are_everybodys() {
        for public in [
            "8.8.8.8",
            "1.1.1.1",
            "223.5.5.5",
            "2400:3200::1",
            "2001:4860:4860::8888",
        ] {
            assert!(is_everybodys(public.parse().unwrap()), "{public}");
        }
        for private in [
            "127.0.0.1",
            "0.0.0.0",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "ff02::1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2002:a00:1::",
            "2001:db8::1",
            "2001::1",
        ] {
            assert!(!is_everybodys(private.parse().unwrap()), "{private}");
        }
    }

    #[tokio::test]
    async fn nothing_is_asked_that_is_not_everybodys() {
        for (address, trouble) in [
            ("https://127.0.0.1/feed", Trouble::Private),
            ("https://localhost/feed", Trouble::Private),
            ("https://[::1]/feed", Trouble::Private),
            ("https://10.0.0.1/feed", Trouble::Private),
            ("https://169.254.169.254/latest/meta-data", Trouble::Private),
            ("http://8.8.8.8/feed", Trouble::Address),
            ("ftp://8.8.8.8/feed", Trouble::Address),
            ("https://user:word@8.8.8.8/feed", Trouble::Address),
            ("/feed", Trouble::Address),
        ] {
            assert_eq!(fetcher(false).fetch(address).await, Err(trouble), "{address}");
        }
        assert_eq!(
            fetcher(true).fetch("https://10.0.0.1/").await,
            Err(Trouble::Private)
        );
    }

    #[test]
    fn where_a_page_leads_is_within_its_site_or_said_in_full() {
        let from: Uri = "https://example.cn/a/b".parse().unwrap();
        let to = |to: &str| joined(&from, to).map(|uri| uri.to_string());
        assert_eq!(to("/c?d").as_deref(), Some("https://example.cn/c?d"));
        assert_eq!(to("https://other.cn/").as_deref(), Some("https://other.cn/"));
        for none in ["//other.cn/", "c", "javascript:alert(1)", ""] {
            assert_eq!(to(none), None, "{none}");
        }
    }
}
