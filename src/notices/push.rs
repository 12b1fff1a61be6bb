//! What is pushed to programs: a POST of JSON that is signed as Standard Webhooks say, so that whoever gets it can tell
//! that it is ours and new. Redirects are not followed, and of an answer only the status is read.

use std::{fmt, path::Path, time::Duration};

use data_encoding::BASE64;
use hmac::{Hmac, KeyInit, Mac};
use http::{Method, Request, StatusCode, Uri, header};
use http_body_util::Full;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use sha2::Sha256;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    SetupError,
    failed::{Failed, Way, is_of_tls},
};
use crate::{
    config::{Secret, secret_bytes},
    domain::message::Reason,
    trust,
};

/// The headers of a push. The signature is over `id.timestamp.body`.
pub const ID: &str = "webhook-id";
pub const TIMESTAMP: &str = "webhook-timestamp";
pub const SIGNATURE: &str = "webhook-signature";

type Body = Full<std::collections::VecDeque<u8>>;

/// One address to which is pushed.
pub(super) struct Endpoint {
    url: Uri,
    secret: Vec<u8>,
    patience: Duration,
    client: Client<HttpsConnector<HttpConnector>, Body>,
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The path may hold a key of the other side.
        f.debug_struct("Endpoint")
            .field("host", &self.url.host())
            .finish_non_exhaustive()
    }
}

impl Endpoint {
    pub(super) fn new(
        url: &str,
        (secret, ca_file): (&Secret, Option<&Path>),
        timeout_seconds: u32,
    ) -> Result<Self, SetupError> {
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(trust::client(ca_file)?)
            .https_or_http()
            .enable_http1()
            .build();
        Ok(Self {
            url: url
                .parse()
                .map_err(|error: http::uri::InvalidUri| SetupError::Push(error.into()))?,
            secret: secret_bytes(secret).ok_or(SetupError::Secret)?,
            patience: Duration::from_secs(timeout_seconds.into()),
            client: Client::builder(TokioExecutor::new()).build(connector),
        })
    }

    /// Pushes once. That no answer came is no proof that it did not arrive: the id tells the other side what it has.
    pub(super) async fn push(&self, id: Uuid, now: OffsetDateTime, body: Vec<u8>) -> Result<(), Failed> {
        let request = self.request(id, now, body);
        let request = request.map_err(|_| Failed::new(Way::Never, Reason::BadAddress))?;
        let answer = match tokio::time::timeout(self.patience, self.client.request(request)).await {
            Err(_) => return Err(Failed::new(Way::Away, Reason::Timeout)),
            Ok(Err(error)) if error.is_connect() => {
                let reason = if is_of_tls(&error) {
                    Reason::Tls
                } else {
                    Reason::Unreachable
                };
                return Err(Failed::new(Way::Away, reason));
            }
            Ok(Err(_)) => return Err(Failed::new(Way::Later, Reason::Broken)),
            Ok(Ok(answer)) => answer,
        };
        judge(answer.status())
    }

    fn request(&self, id: Uuid, now: OffsetDateTime, body: Vec<u8>) -> Result<Request<Body>, http::Error> {
        let (id, timestamp) = (id.to_string(), now.unix_timestamp().to_string());
        let signature = signature(&self.secret, &id, &timestamp, &body);
        Request::builder()
            .method(Method::POST)
            .uri(self.url.clone())
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::USER_AGENT, concat!("gongkai/", env!("CARGO_PKG_VERSION")))
            .header(ID, id)
            .header(TIMESTAMP, timestamp)
            .header(SIGNATURE, signature)
            .body(Full::new(body.into()))
    }
}

/// What a status means for the message.
fn judge(status: StatusCode) -> Result<(), Failed> {
    let reason = Reason::Http(status.as_u16());
    let may_change = status.is_server_error()
        || [StatusCode::REQUEST_TIMEOUT, StatusCode::TOO_MANY_REQUESTS].contains(&status);
    if status.is_success() {
        Ok(())
    } else if may_change {
        Err(Failed::new(Way::Later, reason))
    } else {
        Err(Failed::new(Way::Never, reason))
    }
}

/// `v1,` and the base64 of HMAC-SHA256 over id, timestamp and body.
fn signature(secret: &[u8], id: &str, timestamp: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
    for part in [id.as_bytes(), b".", timestamp.as_bytes(), b".", body] {
        mac.update(part);
    }
    format!("v1,{}", BASE64.encode(&mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the Standard Webhooks specification.
    #[test]
    fn signatures_are_those_of_the_standard() {
        let secret = Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned());
        let signed = signature(
            &secret_bytes(&secret).unwrap(),
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "1614265330",
            br#"{"test": 2432232314}"#,
        );
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn a_status_says_whether_trying_again_makes_sense() {
        let way = |status| judge(StatusCode::from_u16(status).unwrap()).map_err(|failed| failed.way);
        assert_eq!([200, 202, 204].map(way), [Ok(()); 3]);
        assert_eq!([408, 429, 500, 503].map(way), [Err(Way::Later); 4]);
        assert_eq!([301, 307, 400, 401, 404, 410].map(way), [Err(Way::Never); 6]);
    }
}
