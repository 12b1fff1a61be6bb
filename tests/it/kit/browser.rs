//! The whole web over a test database, and a browser to use it: cookies, forms, redirects; no network.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use gongkai::casework::Office;
use gongkai::clock::FixedClock;
use gongkai::config::Config;
use gongkai::documents::Blobs;
use gongkai::ids::Counting;
use gongkai::law::Law;
use gongkai::letters::{FontConfig, Letters};
use gongkai::store::secret::{MasterKey, Vault};
use gongkai::store::session::Sessions;
use gongkai::template::Templates;
use gongkai::text::Texts;
use gongkai::web::app::App;
use gongkai::web::form::encode;
use tempfile::TempDir;
use time::macros::datetime;
use tower::ServiceExt;

use super::{Backend, Fixture, TestDb};

/// The web of one program, at nine o'clock on a Monday.
#[derive(Debug)]
pub(crate) struct Web {
    pub(crate) test: TestDb,
    pub(crate) clock: Arc<FixedClock>,
    router: Router,
    _files: TempDir,
}

impl Fixture for Web {
    async fn on(backend: Backend) -> Self {
        let test = TestDb::on(backend).await;
        let clock = Arc::new(FixedClock::at(datetime!(2026-11-23 9:00 +8)));
        let texts = Arc::new(Texts::load().unwrap());
        let templates = Arc::new(Templates::load(Arc::clone(&texts)).unwrap());
        let files = tempfile::tempdir().unwrap();
        let key = MasterKey {
            id: 1,
            bytes: [7; 32],
        };
        let office = Office {
            db: test.db.clone(),
            clock: clock.clone(),
            ids: Arc::new(Counting::default()),
            law: Arc::new(Law::embedded().unwrap()),
            letters: Arc::new(Letters::new(Arc::clone(&templates), &FontConfig::default()).unwrap()),
            blobs: Arc::new(Blobs::open(files.path()).unwrap()),
            vault: Arc::new(Vault::new(&key, &[])),
            track_url: Some("http://127.0.0.1:8080/track".to_owned()),
        };
        let app = App::new(Config::default(), office, texts, templates);
        let router = gongkai::web::router(app, Sessions::new(test.db.clone()));
        Self {
            test,
            clock,
            router,
            _files: files,
        }
    }
}

impl Web {
    /// A browser without any cookie.
    pub(crate) fn browser(&self) -> Browser {
        Browser {
            router: self.router.clone(),
            cookies: BTreeMap::new(),
            csrf: None,
        }
    }
}

/// A browser: keeps cookies, and the secret of the last page that had a form.
#[derive(Debug, Clone)]
pub(crate) struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    csrf: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    /// Where a redirect leads.
    pub(crate) fn location(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .map_or("", |location| location.to_str().unwrap())
    }

    /// Insists on a status; shows the page where it is another.
    pub(crate) fn expect(self, status: StatusCode) -> Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }

    /// Insists on words in the page.
    pub(crate) fn says(self, words: &str) -> Self {
        assert!(self.body.contains(words), "“{words}” is not in: {}", self.body);
        self
    }
}

impl Browser {
    /// Opens an address; does not follow redirects.
    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.ask(Request::get(path), Body::empty()).await
    }

    /// Sends a form, with the secret of the last page that had one.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = self.csrf.clone().unwrap_or_default();
        let mut pairs = vec![format!("csrf={}", encode(&csrf))];
        pairs.extend(
            fields
                .iter()
                .map(|(name, value)| format!("{}={}", encode(name), encode(value))),
        );
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request, Body::from(pairs.join("&"))).await
    }

    /// The value of a cookie.
    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    async fn ask(&mut self, request: axum::http::request::Builder, body: Body) -> Answer {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mut request = request.body(body).unwrap();
        if !cookies.is_empty() {
            request
                .headers_mut()
                .insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        }
        request
            .extensions_mut()
            .insert(axum::extract::ConnectInfo(std::net::SocketAddr::from((
                [127, 0, 0, 1],
                9,
            ))));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for set in parts.headers.get_all(header::SET_COOKIE) {
            let (name, value) = set
                .to_str()
                .unwrap()
                .split(';')
                .next()
                .unwrap()
                .split_once('=')
                .unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        if let Some(csrf) = body
            .split("name=\"csrf\" value=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
        {
            self.csrf = Some(csrf.to_owned());
        }
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }
}
