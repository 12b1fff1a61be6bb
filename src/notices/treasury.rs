//! 网上缴费: the calls to the bridge that stands before the treasury's platform, and what it tells by itself. Both are JSON in a
//! POST, signed as Standard Webhooks say, each with an id of its own and a time; docs/operations.md has the contract.
//!
//! What the bridge tells by itself is never believed: it only makes the program ask.

use std::{collections::VecDeque, fmt, time::Duration};

use data_encoding::BASE64;
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, Request, StatusCode, Uri, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::Sha256;
use time::{Date, OffsetDateTime, format_description::well_known::Iso8601};
use uuid::Uuid;

use super::{
    SetupError,
    push::{ID, SIGNATURE, TIMESTAMP},
};
use crate::{
    config::{Payment, may_lead_to, secret_bytes},
    trust,
};

/// The most that is read of an answer, in bytes.
const MOST: usize = 16 * 1024;

/// How far what the bridge tells may lie from now, in seconds.
const STALE: i64 = 300;

type Body = Full<VecDeque<u8>>;

/// The bridge.
pub struct Treasury {
    settings: Payment,
    secret: Vec<u8>,
    client: Client<HttpsConnector<HttpConnector>, Body>,
}

impl fmt::Debug for Treasury {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Treasury").finish_non_exhaustive()
    }
}

/// Why the bridge gave no answer that can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unanswered {
    #[error("the bridge was not reached")]
    Away,
    #[error("the bridge answered with status {0}")]
    Status(u16),
    /// Of another order, of another amount, without a day, or no JSON of ours.
    #[error("the answer does not fit what was asked")]
    Unfit,
}

/// An order, as it is put to the bridge. Nothing of who applied is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewOrder<'a> {
    /// Asked twice with the same, it is one order.
    pub order: Uuid,
    /// The agency's short name.
    pub agency: &'a str,
    /// The number of the application.
    pub case: &'a str,
    /// Whole yuan.
    pub yuan: u64,
    /// Where the applicant's browser comes back to.
    pub return_url: &'a str,
    /// Where the bridge may tell that something happened.
    pub notify_url: &'a str,
}

/// How an order stands at the platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    Open {
        pay_url: Option<String>,
    },
    /// The whole amount, on that day.
    Paid {
        paid_on: Date,
        reference: Option<String>,
    },
    /// It can be paid no more.
    Closed,
}

#[derive(Debug, Deserialize)]
struct Told {
    order: Uuid,
    state: String,
    #[serde(default)]
    yuan: Option<u64>,
    #[serde(default)]
    paid_on: Option<String>,
    #[serde(default)]
    pay_url: Option<String>,
    #[serde(default)]
    reference: Option<String>,
}

#[derive(Debug, Serialize)]
struct Asked {
    order: Uuid,
}

/// What the bridge tells by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Hint {
    pub order: Uuid,
    pub yuan: u64,
}

impl Treasury {
    pub(super) fn new(settings: &Payment) -> Result<Self, SetupError> {
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(trust::client(settings.ca_file.as_deref())?)
            .https_or_http()
            .enable_http1()
            .build();
        Ok(Self {
            secret: secret_bytes(&settings.secret).ok_or(SetupError::Secret)?,
            client: Client::builder(TokioExecutor::new()).build(connector),
            settings: settings.clone(),
        })
    }

    /// Whether fees of an agency are paid by it.
    pub fn is_for(&self, agency_key: &str) -> bool {
        self.settings.is_for(agency_key)
    }

    /// Puts an order to the bridge; the same order again changes nothing there.
    pub async fn create(
        &self,
        new: &NewOrder<'_>,
        call: Uuid,
        now: OffsetDateTime,
    ) -> Result<Standing, Unanswered> {
        let told: Told = self.call("orders", new, call, now).await?;
        fits(told, (new.order, new.yuan))
    }

    /// Asks how an order stands.
    pub async fn ask(
        &self,
        (order, yuan): (Uuid, u64),
        call: Uuid,
        now: OffsetDateTime,
    ) -> Result<Standing, Unanswered> {
        let told: Told = self.call("orders/state", &Asked { order }, call, now).await?;
        fits(told, (order, yuan))
    }

    async fn call<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
        call: Uuid,
        now: OffsetDateTime,
    ) -> Result<T, Unanswered> {
        let body = serde_json::to_vec(body).map_err(|_| Unanswered::Unfit)?;
        let uri = format!("{}/{path}", self.settings.url.trim_end_matches('/'));
        let uri: Uri = uri.parse().map_err(|_| Unanswered::Away)?;
        let (id, timestamp) = (call.to_string(), now.unix_timestamp().to_string());
        let signature = format!(
            "v1,{}",
            BASE64.encode(&self.mac(&id, &timestamp, &body).finalize().into_bytes())
        );
        let request = Request::post(uri)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::USER_AGENT, concat!("gongkai/", env!("CARGO_PKG_VERSION")))
            .header(ID, id)
            .header(TIMESTAMP, timestamp)
            .header(SIGNATURE, signature)
            .body(Full::new(body.into()))
            .map_err(|_| Unanswered::Away)?;
        let patience = Duration::from_secs(self.settings.timeout_seconds.into());
        let answer = tokio::time::timeout(patience, self.answered(request)).await;
        let bytes = answer.unwrap_or(Err(Unanswered::Away))?;
        serde_json::from_slice(&bytes).map_err(|_| Unanswered::Unfit)
    }

    async fn answered(&self, request: Request<Body>) -> Result<Vec<u8>, Unanswered> {
        let answer = self.client.request(request).await.map_err(|_| Unanswered::Away)?;
        let status = answer.status();
        if status != StatusCode::OK && status != StatusCode::CREATED {
            return Err(Unanswered::Status(status.as_u16()));
        }
        let body = Limited::new(answer.into_body(), MOST).collect().await;
        Ok(body.map_err(|_| Unanswered::Unfit)?.to_bytes().to_vec())
    }

    fn mac(&self, id: &str, timestamp: &str, body: &[u8]) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.secret).expect("HMAC takes keys of any length");
        for part in [id.as_bytes(), b".", timestamp.as_bytes(), b".", body] {
            mac.update(part);
        }
        mac
    }

    /// What the bridge tells by itself, where its signature holds and it is new.
    pub fn hint(&self, headers: &HeaderMap, body: &[u8], now: OffsetDateTime) -> Option<Hint> {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let (id, timestamp) = (text(ID)?, text(TIMESTAMP)?);
        let at: i64 = timestamp.parse().ok()?;
        if now.unix_timestamp().abs_diff(at) > STALE.unsigned_abs() {
            return None;
        }
        let signature = text(SIGNATURE)?.strip_prefix("v1,")?;
        let signature = BASE64.decode(signature.as_bytes()).ok()?;
        self.mac(id, timestamp, body).verify_slice(&signature).ok()?;
        serde_json::from_slice(body).ok()
    }
}

/// What an answer says, where it is of this order and, once something is paid, of the whole amount on a day.
fn fits(told: Told, (order, yuan): (Uuid, u64)) -> Result<Standing, Unanswered> {
    if told.order != order || told.yuan.is_some_and(|other| other != yuan) {
        return Err(Unanswered::Unfit);
    }
    match told.state.as_str() {
        "open" => match told.pay_url {
            Some(address) if !may_lead_to(&address) => Err(Unanswered::Unfit),
            pay_url => Ok(Standing::Open { pay_url }),
        },
        "closed" => Ok(Standing::Closed),
        "paid" => {
            let day = told.paid_on.filter(|_| told.yuan == Some(yuan));
            let day = day.and_then(|day| Date::parse(&day, &Iso8601::DATE).ok());
            Ok(Standing::Paid {
                paid_on: day.ok_or(Unanswered::Unfit)?,
                reference: told.reference,
            })
        }
        _ => Err(Unanswered::Unfit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Secret;

    const ORDER: Uuid = Uuid::from_u128(1);

    fn treasury() -> Treasury {
        Treasury::new(&Payment {
            url: "http://127.0.0.1:1".to_owned(),
            secret: Secret("whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=".to_owned()),
            ..Payment::default()
        })
        .unwrap()
    }

    fn signed(at: i64, body: &[u8]) -> HeaderMap {
        let timestamp = at.to_string();
        let mac = treasury().mac("a", &timestamp, body).finalize().into_bytes();
        let mut headers = HeaderMap::new();
        headers.insert(ID, "a".parse().unwrap());
        headers.insert(TIMESTAMP, timestamp.parse().unwrap());
        headers.insert(SIGNATURE, format!("v1,{}", BASE64.encode(&mac)).parse().unwrap());
        headers
    }

    #[test]
    fn only_what_is_signed_and_new_is_heard() {
        let body = format!("{{\"order\":\"{ORDER}\",\"yuan\":200}}").into_bytes();
        let now = OffsetDateTime::from_unix_timestamp(1_700_000_000).unwrap();
        let hint = |headers: &HeaderMap, body: &[u8]| treasury().hint(headers, body, now);
        let heard = hint(&signed(1_700_000_000, &body), &body);
        assert_eq!(
            heard,
            Some(Hint {
                order: ORDER,
                yuan: 200
            })
        );
        assert_eq!(hint(&signed(1_700_000_000 - STALE - 1, &body), &body), None);
        assert_eq!(hint(&signed(1_700_000_000 + STALE + 1, &body), &body), None);
        assert_eq!(hint(&signed(1_700_000_000, b"{}"), &body), None);
        assert_eq!(hint(&HeaderMap::new(), &body), None);
    }

    #[test]
    fn an_answer_counts_only_where_it_is_of_the_order_and_whole() {
        let fit = |text: &str| fits(serde_json::from_str(text).unwrap(), (ORDER, 200));
        let of = |rest: &str| format!("{{\"order\":\"{ORDER}\",{rest}}}");
        let paid = fit(&of("\"state\":\"paid\",\"yuan\":200,\"paid_on\":\"2026-11-21\""));
        assert!(matches!(paid, Ok(Standing::Paid { .. })), "{paid:?}");
        for unfit in [
            of("\"state\":\"paid\",\"yuan\":100,\"paid_on\":\"2026-11-21\""),
            of("\"state\":\"paid\",\"paid_on\":\"2026-11-21\""),
            of("\"state\":\"paid\",\"yuan\":200"),
            of("\"state\":\"PAID\",\"yuan\":200"),
            of("\"state\":\"open\",\"pay_url\":\"javascript:alert(1)\""),
            format!("{{\"order\":\"{}\",\"state\":\"closed\"}}", Uuid::from_u128(2)),
        ] {
            assert_eq!(fit(&unfit), Err(Unanswered::Unfit), "{unfit}");
        }
    }
}
