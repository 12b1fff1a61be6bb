//! A browser without a screen: cookies, pages, forms; no network.

use std::{collections::BTreeMap, net::SocketAddr};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{Method, Request, StatusCode, header, response::Parts},
};
use tower::ServiceExt;

use super::{form::Form, page::Page};

/// A person's browser.
#[derive(Debug, Clone)]
pub(crate) struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    pub(crate) fn new(router: Router) -> Self {
        Self {
            router,
            cookies: BTreeMap::new(),
        }
    }

    /// The value of a cookie.
    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// As if it were another window of the same browser.
    #[cfg(feature = "openid")]
    pub(crate) fn take_cookies_of(&mut self, other: &Self) {
        self.cookies.clone_from(&other.cookies);
    }

    /// As if the session had ended.
    pub(crate) fn forget(&mut self) {
        self.cookies.clear();
    }

    /// Opens an address; does not follow redirects.
    pub(crate) async fn get(&mut self, path: &str) -> Page {
        self.ask(Method::GET, path, None).await
    }

    /// Opens an address that must be there.
    pub(crate) async fn open(&mut self, path: &str) -> Page {
        self.get(path).await.expect(StatusCode::OK)
    }

    /// Asks an address which methods it takes.
    pub(crate) async fn options(&mut self, path: &str) -> Page {
        self.ask(Method::OPTIONS, path, None).await
    }

    /// Sends a form, and stays where the answer is.
    pub(crate) async fn send(&mut self, form: &Form) -> Page {
        self.ask(Method::POST, form.target(), Some(form.body())).await
    }

    /// Sends a form that must lead on, and goes there.
    pub(crate) async fn follow(&mut self, form: &Form) -> Page {
        let answer = self.send(form).await.expect(StatusCode::SEE_OTHER);
        self.open(&answer.location()).await
    }

    /// Whether what an address gives ends before its end.
    pub(crate) async fn breaks_off(&mut self, path: &str) -> bool {
        let (_, body) = self.request(Method::GET, path, None).await;
        to_bytes(body, usize::MAX).await.is_err()
    }

    async fn ask(&mut self, method: Method, path: &str, content: Option<(&str, Vec<u8>)>) -> Page {
        let (parts, body) = self.request(method, path, content).await;
        Page {
            path: path.to_owned(),
            status: parts.status,
            headers: parts.headers,
            bytes: to_bytes(body, usize::MAX).await.unwrap().to_vec(),
        }
    }

    async fn request(
        &mut self,
        method: Method,
        path: &str,
        content: Option<(&str, Vec<u8>)>,
    ) -> (Parts, Body) {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "localhost")
            .extension(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 9))));
        if !self.cookies.is_empty() {
            let cookies: Vec<String> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        let mut sent = Vec::new();
        if let Some((kind, body)) = content {
            request = request
                .header(header::CONTENT_TYPE, kind)
                .header(header::CONTENT_LENGTH, body.len());
            sent = body;
        }
        let request = request.body(Body::from(sent)).unwrap();
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            self.take(cookie.to_str().unwrap());
        }
        (parts, body)
    }

    /// Keeps a cookie, or drops it where it comes empty.
    fn take(&mut self, cookie: &str) {
        let pair = cookie.split(';').next().unwrap();
        let (name, value) = pair.split_once('=').unwrap();
        if value.is_empty() {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}
