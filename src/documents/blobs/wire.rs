//! Requests to an object store, over the same client that pushes messages. It reads no proxy from the environment and
//! follows no redirects; an answer is taken whole before it counts as one, so that a connection that breaks in the middle
//! is a request to try again.

use std::{error::Error, fmt, path::Path, time::Duration};

use async_trait::async_trait;
use http::{HeaderMap, HeaderValue, header};
use http_body_util::BodyExt as _;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect},
    rt::{TokioExecutor, TokioTimer},
};
use object_store::{
    ClientOptions,
    client::{
        HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpRequestBody, HttpResponse,
        HttpService,
    },
};
use tokio::time::timeout;

use crate::trust::{self, TrustError};

/// How much a slow network carries in a second: so much longer than the rest may large contents take.
const BYTES_A_SECOND: u64 = 256 * 1024;

/// How long a connection that nobody uses is kept: shorter than stores keep theirs.
const IDLE: Duration = Duration::from_secs(4);

#[derive(Clone)]
pub(super) struct Wire {
    client: Client<HttpsConnector<connect::HttpConnector>, HttpRequestBody>,
    patience: Duration,
}

impl fmt::Debug for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wire")
            .field("patience", &self.patience)
            .finish_non_exhaustive()
    }
}

/// No answer in time.
#[derive(Debug, thiserror::Error)]
#[error("no answer within {0:?}")]
struct Silence(Duration);

impl Wire {
    pub(super) fn new(ca_file: Option<&Path>, patience: Duration) -> Result<Self, TrustError> {
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(trust::client(ca_file)?)
            .https_or_http()
            .enable_http1()
            .build();
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE)
            .build(connector);
        Ok(Self { client, patience })
    }

    /// Waits for a part of the conversation in which so many bytes go over the wire.
    async fn within<T, E>(
        &self,
        bytes: u64,
        part: impl Future<Output = Result<T, E>>,
        kind: impl Fn(&E) -> HttpErrorKind,
    ) -> Result<T, HttpError>
    where
        E: Error + Send + Sync + 'static,
    {
        let patience = self.patience + Duration::from_secs(bytes / BYTES_A_SECOND);
        match timeout(patience, part).await {
            Err(_) => Err(HttpError::new(HttpErrorKind::Timeout, Silence(patience))),
            Ok(Err(error)) => Err(HttpError::new(kind(&error), error)),
            Ok(Ok(done)) => Ok(done),
        }
    }
}

impl HttpConnector for Wire {
    fn connect(&self, _options: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(self.clone()))
    }
}

#[async_trait]
impl HttpService for Wire {
    async fn call(&self, mut request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let agent = HeaderValue::from_static(concat!("gongkai/", env!("CARGO_PKG_VERSION")));
        request.headers_mut().insert(header::USER_AGENT, agent);
        let leaving = u64::try_from(request.body().content_length()).unwrap_or(u64::MAX);
        // Whatever breaks off is tried again: a content that is kept twice is kept once.
        let answer = self.within(leaving, self.client.request(request), |error| {
            if error.is_connect() {
                HttpErrorKind::Connect
            } else {
                HttpErrorKind::Request
            }
        });
        let (parts, body) = answer.await?.into_parts();
        let body = self.within(length(&parts.headers), body.collect(), |_| HttpErrorKind::Request);
        Ok(HttpResponse::from_parts(parts, body.await?.to_bytes().into()))
    }
}

fn length(headers: &HeaderMap) -> u64 {
    let length = headers.get(header::CONTENT_LENGTH);
    length
        .and_then(|length| length.to_str().ok()?.parse().ok())
        .unwrap_or_default()
}
