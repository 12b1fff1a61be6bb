//! How somebody reads: in which language, how large, in which colours (适老化; GB/T 37668, WCAG 2.2).
//!
//! An address says it (`?lang=en`, `?type=large`, `?colours=dark`), and a cookie of three words keeps it: neither a
//! session nor a script is needed, a link leads to a page in English, and nobody is followed by it.

use std::convert::Infallible;

use axum::{
    extract::{FromRequestParts, Request, State},
    http::{
        HeaderMap, HeaderValue, Uri,
        header::{COOKIE, SET_COOKIE},
        request::Parts,
    },
    middleware::Next,
    response::Response,
};
use serde::Serialize;
use time::Duration;
use tower_sessions::cookie::{Cookie, SameSite};

use super::app::App;
use crate::text::{Key, Lang, MissingText, Say, key};

/// The cookie.
const NAME: &str = "reading";

/// Our parameters of an address.
const OURS: [&str; 3] = ["lang", "type", "colours"];

/// How long it is remembered.
const KEPT: Duration = Duration::days(365);

/// How large the type is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum TypeSize {
    #[default]
    Normal,
    /// 大字版
    Large,
}

/// In which colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Colours {
    /// As the device is set.
    #[default]
    Device,
    Light,
    Dark,
}

/// How somebody reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) lang: Lang,
    pub(super) size: TypeSize,
    pub(super) colours: Colours,
}

/// A way to read differently: a link to the same page.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Switch {
    pub(super) href: String,
    pub(super) label: String,
    /// The language of the label, where it is not that of the page.
    pub(super) lang: Option<Lang>,
}

impl Switch {
    pub(super) fn samples(number: usize) -> Vec<Self> {
        let switch = |lang| Self {
            href: "/agencies?q=<b>&lang=en".to_owned(),
            label: "English".to_owned(),
            lang,
        };
        if number.is_multiple_of(2) {
            vec![switch(Some(Lang::English)), switch(None)]
        } else {
            Vec::new()
        }
    }
}

impl TypeSize {
    const ALL: [Self; 2] = [Self::Normal, Self::Large];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Large => "large",
        }
    }
}

impl Colours {
    const ALL: [Self; 3] = [Self::Device, Self::Light, Self::Dark];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The media in which the dark sheet holds; none where it never does.
    pub(super) const fn dark_media(self) -> Option<&'static str> {
        match self {
            Self::Device => Some("(prefers-color-scheme: dark)"),
            Self::Light => None,
            Self::Dark => Some("all"),
        }
    }
}

impl Reading {
    /// What the cookie says, and the address before it.
    fn of(headers: &HeaderMap, uri: &Uri) -> Self {
        let cookies = headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok());
        let kept = cookies
            .flat_map(Cookie::split_parse)
            .filter_map(Result::ok)
            .find(|cookie| cookie.name() == NAME);
        let kept = kept.map_or_else(Self::default, |cookie| Self::parse(cookie.value()));
        pairs(uri.query()).fold(kept, |reading, (name, value)| reading.with(name, value))
    }

    fn parse(kept: &str) -> Self {
        let words = kept.split('.').zip(OURS);
        words.fold(Self::default(), |reading, (value, name)| {
            reading.with(name, value)
        })
    }

    /// Differently by one parameter; one that is not ours, or says nothing that we know, changes nothing.
    fn with(self, name: &str, value: &str) -> Self {
        match name {
            "lang" => Self {
                lang: Lang::parse(value).unwrap_or(self.lang),
                ..self
            },
            "type" => Self {
                size: TypeSize::ALL
                    .into_iter()
                    .find(|size| size.as_str() == value)
                    .unwrap_or(self.size),
                ..self
            },
            "colours" => Self {
                colours: Colours::ALL
                    .into_iter()
                    .find(|colours| colours.as_str() == value)
                    .unwrap_or(self.colours),
                ..self
            },
            _ => self,
        }
    }

    fn kept(self) -> String {
        [self.lang.tag(), self.size.as_str(), self.colours.as_str()].join(".")
    }

    /// The other ways to read a page; its address is kept, but for what is switched.
    pub(super) fn switches(self, say: Say<'_>, path: &str, query: &str) -> Result<Vec<Switch>, MissingText> {
        let others = pairs(Some(query)).filter(|(name, _)| !OURS.contains(name));
        let others: Vec<String> = others.map(|(name, value)| format!("{name}={value}")).collect();
        let to = |name: &str, value: &str, label: Key| {
            let ours = format!("{name}={value}");
            let query = [others.as_slice(), &[ours]].concat().join("&");
            Ok(Switch {
                href: format!("{path}?{query}"),
                label: say.get(label)?,
                lang: None,
            })
        };
        let language = |lang: Lang, label| {
            let switch = to("lang", lang.tag(), label)?;
            Ok(Switch {
                lang: Some(lang),
                ..switch
            })
        };
        Ok(vec![
            match self.lang {
                Lang::Chinese => language(Lang::English, key("reading-english"))?,
                Lang::English => language(Lang::Chinese, key("reading-chinese"))?,
            },
            match self.size {
                TypeSize::Normal => to("type", TypeSize::Large.as_str(), key("reading-large"))?,
                TypeSize::Large => to("type", TypeSize::Normal.as_str(), key("reading-normal"))?,
            },
            match self.colours {
                Colours::Device | Colours::Light => {
                    to("colours", Colours::Dark.as_str(), key("reading-dark"))?
                }
                Colours::Dark => to("colours", Colours::Light.as_str(), key("reading-light"))?,
            },
        ])
    }
}

/// The parameters of a query as they stand in it, still encoded: ours need no decoding, and others go on as they came.
fn pairs(query: Option<&str>) -> impl Iterator<Item = (&str, &str)> {
    query
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

/// The layer that reads it once a request, and keeps what an address has said.
pub(super) async fn keep(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let reading = Reading::of(request.headers(), request.uri());
    let is_said = pairs(request.uri().query()).any(|(name, _)| OURS.contains(&name));
    request.extensions_mut().insert(reading);
    let mut response = next.run(request).await;
    if is_said {
        let cookie = Cookie::build((NAME, reading.kept()))
            .path("/")
            .max_age(KEPT)
            .same_site(SameSite::Lax)
            .http_only(true)
            .secure(
                app.config
                    .session
                    .secure_cookie
                    .unwrap_or(app.config.server.is_https()),
            );
        let cookie = cookie.build().to_string();
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
    }
    response
}

impl<S: Send + Sync> FromRequestParts<S> for Reading {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().copied().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Texts;

    fn reading(cookie: &str, address: &str) -> Reading {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, cookie.parse().unwrap());
        Reading::of(&headers, &address.parse().unwrap())
    }

    #[test]
    fn an_address_says_it_before_the_cookie_and_nonsense_says_nothing() {
        let large = reading("a=b; reading=en.large.dark", "/?q=%E6%88%BF&lang=zh-CN");
        assert_eq!(
            large,
            Reading {
                lang: Lang::Chinese,
                size: TypeSize::Large,
                colours: Colours::Dark
            }
        );
        assert_eq!(reading("reading=xx.huge", "/?type=&colours"), Reading::default());
        assert_eq!(Reading::parse(&large.kept()), large);
    }

    #[test]
    fn whoever_switches_stays_where_they_are() {
        let texts = Texts::load().unwrap();
        let say = Say {
            texts: &texts,
            lang: Lang::Chinese,
        };
        let switches = Reading::default()
            .switches(say, "/agencies", "q=%E6%88%BF&lang=en&page=2")
            .unwrap();
        let hrefs: Vec<&str> = switches.iter().map(|switch| switch.href.as_str()).collect();
        assert_eq!(
            hrefs,
            [
                "/agencies?q=%E6%88%BF&page=2&lang=en",
                "/agencies?q=%E6%88%BF&page=2&type=large",
                "/agencies?q=%E6%88%BF&page=2&colours=dark",
            ]
        );
        assert_eq!(switches[0].label, "English");
    }
}
