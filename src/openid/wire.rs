//! Requests to the platform, over the same client that pushes messages. Redirects are not followed, no proxy is read from
//! the environment, and an answer is no longer than such answers are.

use std::{collections::VecDeque, path::Path, pin::Pin, time::Duration};

use http::{HeaderValue, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

use crate::trust::{self, TrustError};

/// Bytes of an answer.
const MOST: usize = 1024 * 1024;

#[derive(Debug)]
pub(super) struct Wire {
    client: Client<HttpsConnector<HttpConnector>, Full<VecDeque<u8>>>,
    patience: Duration,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum WireError {
    #[error("no answer within {0:?}")]
    Silence(Duration),
    #[error("no connection")]
    Connect,
    #[error("the answer broke off, or is too long")]
    Broken,
}

impl Wire {
    pub(super) fn new(ca_file: Option<&Path>, patience: Duration) -> Result<Self, TrustError> {
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(trust::client(ca_file)?)
            .https_or_http()
            .enable_http1()
            .build();
        Ok(Self {
            client: Client::builder(TokioExecutor::new()).build(connector),
            patience,
        })
    }

    async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, WireError> {
        let (mut head, body) = request.into_parts();
        let agent = HeaderValue::from_static(concat!("gongkai/", env!("CARGO_PKG_VERSION")));
        head.headers.insert(header::USER_AGENT, agent);
        let request = http::Request::from_parts(head, Full::new(VecDeque::from(body)));
        let answer = self.client.request(request).await.map_err(|error| {
            if error.is_connect() {
                WireError::Connect
            } else {
                WireError::Broken
            }
        })?;
        let (head, body) = answer.into_parts();
        let body = Limited::new(body, MOST).collect().await;
        let body = body.map_err(|_| WireError::Broken)?.to_bytes();
        Ok(http::Response::from_parts(head, body.to_vec()))
    }
}

/// Said by name and not by a closure: of a closure's future the compiler cannot tell that any thread may go on with it.
impl<'c> AsyncHttpClient<'c> for Wire {
    type Error = WireError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, WireError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let answer = tokio::time::timeout(self.patience, self.ask(request)).await;
            answer.unwrap_or(Err(WireError::Silence(self.patience)))
        })
    }
}
