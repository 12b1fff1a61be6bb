//! The guard of all forms: a form must carry the secret of the session in which its page was shown.
//!
//! It is a layer, not an extractor, so that no handler can forget it, and so that a form whose session has ended
//! meanwhile is not lost: the guard has read it, and gives it back on a page from which it can be sent again, after
//! signing in where that is needed. Nothing of it is stored on the way.

use super::app::App;
use super::error::Failure;
use super::form::{self, URLENCODED};
use super::page::{Page, Place, Side, Title, View};
use super::reading::Reading;
use super::session::Visit;
use super::upload::Sent;
use crate::template::Template;
use crate::text::key;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequest, Request, State};
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use tower_sessions::Session;

/// The name of the hidden field with the session's secret.
pub const CSRF: &str = "csrf";

/// A zero byte, as addresses and forms write it.
const ZERO: &str = "%00";

/// The paths behind the sign-in.
const STAFF: [&str; 5] = ["/account", "/desk", "/review", "/admin", "/sign-out"];

/// The paths of the portal whose forms hold a password, a code or what a device has signed.
const SECRET: [&str; 5] = [
    "/mine/sign-in",
    "/mine/code",
    "/mine/passkey",
    "/mine/password",
    "/mine/account",
];

/// Whether a path lies behind the sign-in.
pub(super) fn is_staff(path: &str) -> bool {
    STAFF.iter().any(|staff| path.starts_with(staff))
}

/// Stands in the extensions of a request whose form has been checked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Checked;

/// A hidden field.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Pair {
    pub(super) name: String,
    pub(super) value: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Token {
    csrf: String,
}

/// Whether the session knows this secret.
pub(super) async fn is_known(visit: &Visit, csrf: &str) -> Result<bool, Failure> {
    let known = visit.csrf().await?.unwrap_or_default();
    Ok(!known.is_empty() && bool::from(known.as_bytes().ct_eq(csrf.as_bytes())))
}

/// The layer: lets through what only reads, checks forms, and leaves uploads to their extractor.
pub(super) async fn check(State(app): State<App>, request: Request, next: Next) -> Result<Response, Failure> {
    // No page of ours leads to an address with a zero byte in it, and PostgreSQL stores none.
    if request.uri().to_string().contains(ZERO) {
        return Err(Failure::NotFound);
    }
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(next.run(request).await);
    }
    let kind = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    let session = request.extensions().get::<Session>().cloned();
    let visit =
        Visit::of(session.ok_or_else(|| anyhow::anyhow!("the guard stands outside the session layer"))?);
    if kind.starts_with("multipart/form-data") {
        // The sign-in is asked for before an upload is read; here, what was typed is still at hand.
        if is_staff(request.uri().path()) && visit.account().await?.is_none() {
            let action = request.uri().to_string();
            return Err(Sent::from_request(request, &app).await?.give_back(action));
        }
        return Ok(next.run(request).await);
    }
    if !kind.starts_with(URLENCODED) {
        return Err(Failure::Invalid);
    }
    let (mut parts, body) = request.into_parts();
    let body: Bytes = to_bytes(body, app.config.limits.form_bytes())
        .await
        .map_err(|_| Failure::TooLarge)?;
    if body.windows(ZERO.len()).any(|bytes| bytes == ZERO.as_bytes()) {
        return Err(Failure::Invalid);
    }
    let token: Token = form::parse(body.clone()).await?;
    if !is_known(&visit, &token.csrf).await? {
        return Err(Failure::Lapsed {
            action: parts.uri.to_string(),
            fields: form::parse(body).await?,
            had_files: false,
        });
    }
    parts.extensions.insert(Checked);
    let mut request = Request::from_parts(parts, Body::from(body));
    axum::extract::DefaultBodyLimit::disable().apply(&mut request);
    Ok(next.run(request).await)
}

/// Answers a form whose session has ended: with the form itself, ready to be sent again.
pub(super) async fn give_back(
    app: &App,
    visit: Visit,
    reading: Reading,
    (action, fields): (&str, &[(String, String)]),
    had_files: bool,
) -> Result<Response, Failure> {
    if action.starts_with("/sign-in") || action.starts_with("/sign-out") {
        // A password is not given back, and signing out twice is no mistake.
        return Ok((StatusCode::SEE_OTHER, [(LOCATION, "/sign-in?lapsed=yes")]).into_response());
    }
    if SECRET.iter().any(|secret| action.starts_with(secret)) {
        return Ok((StatusCode::SEE_OTHER, [(LOCATION, "/mine/sign-in?lapsed=yes")]).into_response());
    }
    let fields = without_secret(fields);
    let signed_in = visit.account().await?.is_some();
    let sign_in = is_staff(action) && !signed_in;
    let place = Place {
        path: action.to_owned(),
        query: String::new(),
        reading,
    };
    let view = View::of(app, visit, place, None).await?;
    let page = Lapsed {
        action: action.to_owned(),
        sign_in,
        had_files,
        kept: if sign_in { kept(&fields) } else { String::new() },
        fields,
    };
    view.page_with(StatusCode::FORBIDDEN, page).await
}

/// The fields of a form body, without the secret of the session.
pub(super) async fn fields(body: &str) -> Result<Vec<Pair>, Failure> {
    let pairs: Vec<(String, String)> = form::parse(body.to_owned()).await?;
    Ok(without_secret(&pairs))
}

fn without_secret(pairs: &[(String, String)]) -> Vec<Pair> {
    let typed = pairs.iter().filter(|(name, _)| name != CSRF);
    let pair = |(name, value): &(String, String)| Pair {
        name: name.clone(),
        value: value.clone(),
    };
    typed.map(pair).collect()
}

fn kept(fields: &[Pair]) -> String {
    let pairs: Vec<String> = fields
        .iter()
        .map(|pair| format!("{}={}", form::encode(&pair.name), form::encode(&pair.value)))
        .collect();
    pairs.join("&")
}

/// The page that gives a form back.
#[derive(Debug, Serialize)]
pub(super) struct Lapsed {
    /// Where the form goes.
    pub(super) action: String,
    /// Whether to sign in first.
    pub(super) sign_in: bool,
    /// Files came with it, which have to be chosen again.
    pub(super) had_files: bool,
    /// The form as a form body, to pass through the sign-in.
    pub(super) kept: String,
    /// The form, field by field.
    pub(super) fields: Vec<Pair>,
}

impl Template for Lapsed {
    const NAME: &'static str = "pages/lapsed";

    fn samples() -> Vec<Self> {
        let lapsed = |sign_in| Self {
            action: "/desk/cases/1/note".to_owned(),
            sign_in,
            had_files: sign_in,
            kept: "note=%3Cb%3E".to_owned(),
            fields: vec![Pair {
                name: "note".to_owned(),
                value: "\"><b>\n第二行".to_owned(),
            }],
        };
        vec![lapsed(false), lapsed(true)]
    }
}

impl Page for Lapsed {
    const SIDE: Side = Side::Portal;

    fn side(&self) -> Side {
        if self.sign_in { Side::Staff } else { Side::Portal }
    }

    fn title(&self) -> Title {
        Title::Text(key("lapsed-title"))
    }
}

/// The templates of this file.
pub(super) fn templates() -> Vec<crate::template::Entry> {
    crate::every_page![Lapsed].into()
}

/// As the layer, for an upload: whether the session knows the secret among its fields.
pub(super) async fn knows(visit: &Visit, fields: &[(String, String)]) -> Result<bool, Failure> {
    let csrf = fields
        .iter()
        .find(|(name, _)| name == CSRF)
        .map_or("", |(_, value)| value.as_str());
    is_known(visit, csrf).await
}

/// A form with nothing in it but the secret: a button.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Nothing {}
