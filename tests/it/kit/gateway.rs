//! A program to which things are pushed: it holds each push against its signature, as whoever subscribes should.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, header::LOCATION},
    response::{IntoResponse, Response},
};
use data_encoding::BASE64;
use gongkai::notices::{ID, SIGNATURE, TIMESTAMP};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;
use tokio::{net::TcpListener, task::JoinHandle};

/// The secret of every gateway of the tests, as it is configured.
pub(crate) const SECRET: &str = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

/// Something that was pushed and whose signature holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pushed {
    pub(crate) id: String,
    pub(crate) timestamp: i64,
    pub(crate) body: Value,
}

#[derive(Debug, Clone, Copy)]
enum Answer {
    Status(StatusCode),
    RedirectTo(SocketAddr),
}

#[derive(Debug)]
struct Inner {
    answer: Answer,
    asked: usize,
    pushed: Vec<Pushed>,
}

/// The program.
#[derive(Debug)]
pub(crate) struct Gateway {
    pub(crate) address: SocketAddr,
    inner: Arc<Mutex<Inner>>,
    serving: JoinHandle<()>,
}

impl Drop for Gateway {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Gateway {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let inner = Arc::new(Mutex::new(Inner {
            answer: Answer::Status(StatusCode::NO_CONTENT),
            asked: 0,
            pushed: Vec::new(),
        }));
        let router = Router::new().fallback(take).with_state(Arc::clone(&inner));
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self {
            address,
            inner,
            serving,
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/push", self.address)
    }

    /// What it answers from now on; with an error it keeps nothing.
    pub(crate) fn answers(&self, status: u16) {
        self.inner.lock().unwrap().answer = Answer::Status(StatusCode::from_u16(status).unwrap());
    }

    /// It sends everybody on to another one.
    pub(crate) fn redirects_to(&self, other: &Self) {
        self.inner.lock().unwrap().answer = Answer::RedirectTo(other.address);
    }

    pub(crate) fn asked(&self) -> usize {
        self.inner.lock().unwrap().asked
    }

    pub(crate) fn pushed(&self) -> Vec<Pushed> {
        self.inner.lock().unwrap().pushed.clone()
    }
}

async fn take(State(inner): State<Arc<Mutex<Inner>>>, headers: HeaderMap, body: Bytes) -> Response {
    let pushed = checked(&headers, &body);
    let mut inner = inner.lock().unwrap();
    inner.asked += 1;
    match inner.answer {
        Answer::Status(status) => {
            if status.is_success() {
                inner.pushed.push(pushed);
            }
            status.into_response()
        }
        Answer::RedirectTo(other) => {
            let location = format!("http://{other}/push");
            (StatusCode::TEMPORARY_REDIRECT, [(LOCATION, location)]).into_response()
        }
    }
}

fn checked(headers: &HeaderMap, body: &[u8]) -> Pushed {
    let header = |name: &str| headers[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "application/json");
    let (id, timestamp) = (header(ID), header(TIMESTAMP));
    let secret = BASE64
        .decode(SECRET.trim_start_matches("whsec_").as_bytes())
        .unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(&secret).unwrap();
    mac.update(format!("{id}.{timestamp}.").as_bytes());
    mac.update(body);
    let expected = format!("v1,{}", BASE64.encode(&mac.finalize().into_bytes()));
    assert_eq!(header(SIGNATURE), expected);
    Pushed {
        timestamp: timestamp.parse().unwrap(),
        body: serde_json::from_slice(body).unwrap(),
        id,
    }
}
