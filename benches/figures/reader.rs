//! Somebody with a browser: signed in, and reading page after page.

use std::net::SocketAddr;

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::ConnectInfo,
    http::{HeaderValue, Request, StatusCode, header, request},
};
use gongkai::web::form::encode;
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use tower::ServiceExt;

/// How a request reaches the program.
#[derive(Debug, Clone)]
pub(crate) enum Door {
    /// Straight into the router of this process.
    Router(Router),
    /// Over the network, to an address such as `http://127.0.0.1:8080`.
    Http(Client<HttpConnector, Body>, String),
}

impl Door {
    pub(crate) fn http(address: &str) -> Self {
        Self::Http(
            Client::builder(TokioExecutor::new()).build_http(),
            address.to_owned(),
        )
    }
}

/// The reader.
#[derive(Debug)]
pub(crate) struct Reader {
    door: Door,
    cookie: Option<HeaderValue>,
    /// Where they come from, where no network says so.
    address: SocketAddr,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    cookie: Option<HeaderValue>,
    pub(crate) location: Option<String>,
    pub(crate) body: Bytes,
}

impl Reader {
    pub(crate) fn stranger(door: Door) -> Self {
        Self {
            door,
            cookie: None,
            address: SocketAddr::from(([127, 0, 0, 1], 9)),
        }
    }

    /// The same from another address.
    pub(crate) fn from(self, address: SocketAddr) -> Self {
        Self { address, ..self }
    }

    /// Asks, and keeps the cookie that comes back.
    pub(crate) async fn keep(&mut self, request: request::Builder, body: Body) -> Answer {
        let answer = self.ask(request, body).await.unwrap();
        if answer.cookie.is_some() {
            self.cookie.clone_from(&answer.cookie);
        }
        answer
    }

    /// Signs in, as a person does.
    pub(crate) async fn sign_in(door: &Door, username: &str, password: &str) -> Self {
        let mut reader = Self::stranger(door.clone());
        let form = reader.keep(Request::get("/sign-in"), Body::empty()).await;
        let page = String::from_utf8_lossy(&form.body).into_owned();
        let secret = page.split("name=\"csrf\" value=\"").nth(1).unwrap();
        let secret = secret.split('"').next().unwrap();
        let filled_in = format!(
            "csrf={}&username={}&password={}",
            encode(secret),
            encode(username),
            encode(password)
        );
        let request =
            Request::post("/sign-in").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = reader.keep(request, Body::from(filled_in)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{username} cannot sign in");
        reader
    }

    /// Reads a page, compressed as browsers ask for it.
    pub(crate) async fn read(&self, path: &str) {
        let request = Request::get(path).header(header::ACCEPT_ENCODING, "gzip");
        let answer = self.ask(request, Body::empty()).await.unwrap();
        assert_eq!(answer.status, StatusCode::OK, "{path}");
    }

    /// The words of a page.
    pub(crate) async fn page(&self, path: &str) -> String {
        let answer = self.ask(Request::get(path), Body::empty()).await.unwrap();
        String::from_utf8_lossy(&answer.body).into_owned()
    }

    /// The answer to a request; none where nobody answers.
    pub(crate) async fn ask(&self, request: request::Builder, body: Body) -> Option<Answer> {
        let mut request = request.body(body).unwrap();
        if let Some(cookie) = &self.cookie {
            request.headers_mut().insert(header::COOKIE, cookie.clone());
        }
        let response = match &self.door {
            Door::Router(router) => {
                request.extensions_mut().insert(ConnectInfo(self.address));
                router.clone().oneshot(request).await.unwrap()
            }
            Door::Http(client, address) => {
                let whole = format!("{address}{}", request.uri());
                *request.uri_mut() = whole.parse().unwrap();
                client.request(request).await.ok()?.map(Body::new)
            }
        };
        let (parts, body) = response.into_parts();
        let location = parts.headers.get(header::LOCATION);
        let location = location.map(|to| to.to_str().unwrap().to_owned());
        let set = parts.headers.get(header::SET_COOKIE).cloned();
        let pair = |set: HeaderValue| {
            let pair = set.to_str().unwrap().split(';').next().unwrap().to_owned();
            HeaderValue::from_str(&pair).unwrap()
        };
        Some(Answer {
            status: parts.status,
            cookie: set.map(pair),
            location,
            body: to_bytes(body, usize::MAX).await.ok()?,
        })
    }
}
