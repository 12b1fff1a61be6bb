//! A bridge to the treasury's platform, as its contract says: it holds each call against its signature, keeps the orders, and
//! tells of payments; and an office whose fees are paid by it.

use std::{
    collections::BTreeMap,
    ops::Deref,
    sync::{Arc, Mutex},
};

use axum::{
    Json, Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::post,
};
use data_encoding::BASE64;
use gongkai::{
    config::{Config, Payment, Secret},
    notices::{ID, SIGNATURE, TIMESTAMP},
};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::{net::TcpListener, task::JoinHandle};

use super::{
    Backend, Fixture, gateway::SECRET, office::TestOffice, postal::notices, premises::Premises, site::Site,
};

#[derive(Debug, Default)]
struct Inner {
    is_away: bool,
    /// Each order, as it was put, with what the platform says of it.
    orders: BTreeMap<String, (Value, Value)>,
    calls: usize,
}

/// The bridge.
#[derive(Debug)]
pub(crate) struct Platform {
    url: String,
    inner: Arc<Mutex<Inner>>,
    serving: JoinHandle<()>,
}

impl Drop for Platform {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

type Shared = State<Arc<Mutex<Inner>>>;

/// `v1,` and the base64 of HMAC-SHA256 over id, timestamp and body.
pub(crate) fn signature(id: &str, timestamp: &str, body: &[u8]) -> String {
    let secret = BASE64
        .decode(SECRET.trim_start_matches("whsec_").as_bytes())
        .unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(&secret).unwrap();
    mac.update(format!("{id}.{timestamp}.").as_bytes());
    mac.update(body);
    format!("v1,{}", BASE64.encode(&mac.finalize().into_bytes()))
}

fn checked(headers: &HeaderMap, body: &[u8]) -> Value {
    let header = |name: &str| headers[name].to_str().unwrap();
    assert_eq!(header(SIGNATURE), signature(header(ID), header(TIMESTAMP), body));
    serde_json::from_slice(body).unwrap()
}

async fn create(State(inner): Shared, headers: HeaderMap, body: Bytes) -> Response {
    let new = checked(&headers, &body);
    let mut inner = inner.lock().unwrap();
    inner.calls += 1;
    if inner.is_away {
        return StatusCode::BAD_GATEWAY.into_response();
    }
    let id = new["order"].as_str().unwrap().to_owned();
    let pay_url = format!("https://pay.example.cn/{id}");
    let standing = json!({"order": id, "state": "open", "pay_url": pay_url});
    let (_, standing) = inner.orders.entry(id).or_insert((new, standing));
    Json(standing.clone()).into_response()
}

async fn state(State(inner): Shared, headers: HeaderMap, body: Bytes) -> Response {
    let asked = checked(&headers, &body);
    let mut inner = inner.lock().unwrap();
    inner.calls += 1;
    if inner.is_away {
        return StatusCode::BAD_GATEWAY.into_response();
    }
    match inner.orders.get(asked["order"].as_str().unwrap()) {
        Some((_, standing)) => Json(standing.clone()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

impl Platform {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/bridge/", listener.local_addr().unwrap());
        let inner = Arc::new(Mutex::new(Inner::default()));
        let router = Router::new()
            .route("/bridge/orders", post(create))
            .route("/bridge/orders/state", post(state))
            .with_state(Arc::clone(&inner));
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, inner, serving }
    }

    pub(crate) fn is_away(&self, is_away: bool) {
        self.inner.lock().unwrap().is_away = is_away;
    }

    pub(crate) fn calls(&self) -> usize {
        self.inner.lock().unwrap().calls
    }

    /// The orders, as they were put.
    pub(crate) fn orders(&self) -> Vec<Value> {
        let inner = self.inner.lock().unwrap();
        inner.orders.values().map(|(new, _)| new.clone()).collect()
    }

    /// What it says of every order from now on, besides the order itself.
    pub(crate) fn says(&self, standing: &Value) {
        for (id, (_, said)) in &mut self.inner.lock().unwrap().orders {
            *said = standing.clone();
            said["order"] = json!(id);
        }
    }
}

/// The office with its web in front of it.
#[derive(Debug)]
pub(crate) struct PayingSite {
    site: Site,
    pub(crate) platform: Platform,
}

impl Fixture for PayingSite {
    async fn on(backend: Backend) -> Self {
        let platform = Platform::start().await;
        let mut config = Config {
            payment: Payment {
                url: platform.url.clone(),
                secret: Secret(SECRET.to_owned()),
                ..Payment::default()
            },
            ..Config::default()
        };
        "https://gongkai.example.cn".clone_into(&mut config.server.public_url);
        assert!(config.findings().is_empty(), "{}", config.findings());
        let premises = Premises::on(backend).await.sending(notices(&config));
        let desk = TestOffice::within(premises).await;
        Self {
            site: Site::of(desk, config),
            platform,
        }
    }
}

impl Deref for PayingSite {
    type Target = Site;

    fn deref(&self) -> &Site {
        &self.site
    }
}
