//! What goes wrong, and the pages that say so.
//!
//! A handler returns a [`Failure`]; the layer [`pages`] turns it, and every bare error of the layers below, into a
//! page of our own. A page of an internal error says nothing but a reference, which stands in the log.

use super::app::App;
use super::guard;
use super::page::{Page, Place, Side, Title, View};
use super::session::Visit;
use crate::casework::ActError;
use crate::documents::BlobError;
use crate::store::StoreError;
use crate::template::{RenderError, Template};
use crate::text::{Key, MissingText, key};
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, CONTENT_TYPE, LOCATION, RETRY_AFTER};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;
use std::sync::Arc;
use tower_sessions::Session;

/// Why a request is not answered as asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// There is no such thing, or it is another agency's.
    #[error("not found")]
    NotFound,
    /// Only for people who have signed in.
    #[error("sign-in needed")]
    SignIn {
        /// Where to go afterwards: a path of ours.
        next: String,
    },
    /// Only for applicants who have signed in to their account.
    #[error("sign-in on the portal needed")]
    MemberSignIn {
        /// Where to go afterwards: a path of ours.
        next: String,
        /// They are signed in, but not just now, and this needs that.
        again: bool,
    },
    /// Their password was set by somebody else: it has to be changed first.
    #[error("the first password is to be changed")]
    FirstPassword,
    /// The rules do not allow it; the reason is worded for the reader.
    #[error("refused: {0}")]
    Refused(String),
    /// The session in which a form was shown has ended: the form is given back.
    #[error("session ended")]
    Lapsed {
        /// Where the form goes.
        action: String,
        /// What was typed.
        fields: Vec<(String, String)>,
        /// Files came with it, which have to be chosen again.
        had_files: bool,
    },
    /// Somebody else has changed the thing meanwhile.
    #[error("stale")]
    Stale,
    /// The request cannot be understood; our own forms never send such a thing.
    #[error("invalid request")]
    Invalid,
    /// The request is larger than allowed.
    #[error("too large")]
    TooLarge,
    /// Too many attempts; may try again after so many seconds.
    #[error("too many attempts")]
    TooMany(i64),
    /// Comes from a page of another site.
    #[error("from another site")]
    CrossSite,
    /// The address does not take this method.
    #[error("method not allowed")]
    Method,
    /// Took too long.
    #[error("timed out")]
    Timeout,
    /// The database cannot be used at the moment; the words are for the log.
    #[error("unavailable")]
    Unavailable(#[source] anyhow::Error),
    /// A mistake of ours.
    #[error("internal error")]
    Internal(#[source] anyhow::Error),
}

impl Failure {
    /// The status of the answer.
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::SignIn { .. } | Self::MemberSignIn { .. } | Self::FirstPassword => StatusCode::SEE_OTHER,
            Self::Refused(_) | Self::CrossSite | Self::Lapsed { .. } => StatusCode::FORBIDDEN,
            Self::Stale => StatusCode::CONFLICT,
            Self::Invalid => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Timeout | Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What the operator has to know; it goes into the log, and nowhere else.
    const fn cause(&self) -> Option<&anyhow::Error> {
        if let Self::Internal(error) | Self::Unavailable(error) = self {
            Some(error)
        } else {
            None
        }
    }

    /// Title, and what to do.
    const fn texts(&self) -> (Key, Key) {
        match self {
            Self::NotFound => (key("error-not-found"), key("error-not-found-do")),
            Self::SignIn { .. } | Self::MemberSignIn { .. } | Self::FirstPassword => {
                (key("error-sign-in"), key("error-sign-in-do"))
            }
            Self::Refused(_) => (key("error-refused"), key("error-refused-do")),
            Self::Lapsed { .. } => (key("lapsed-title"), key("lapsed-kept")),
            Self::Stale => (key("error-stale"), key("error-stale-do")),
            Self::Invalid => (key("error-invalid"), key("error-invalid-do")),
            Self::TooLarge => (key("error-too-large"), key("error-too-large-do")),
            Self::TooMany(_) => (key("error-too-many"), key("error-too-many-do")),
            Self::CrossSite => (key("error-cross-site"), key("error-cross-site-do")),
            Self::Method => (key("error-method"), key("error-method-do")),
            Self::Timeout => (key("error-timeout"), key("error-timeout-do")),
            Self::Unavailable(_) => (key("error-unavailable"), key("error-unavailable-do")),
            Self::Internal(_) => (key("error-internal"), key("error-internal-do")),
        }
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl From<MissingText> for Failure {
    fn from(error: MissingText) -> Self {
        Self::Internal(error.into())
    }
}

impl From<RenderError> for Failure {
    fn from(error: RenderError) -> Self {
        Self::Internal(error.into())
    }
}

impl From<ActError> for Failure {
    /// Whatever a page has not said itself. Refusals and conflicts belong beside the button, so one that comes here
    /// was met where no page expected it.
    fn from(error: ActError) -> Self {
        match error {
            ActError::Gone => Self::NotFound,
            ActError::Stale(_) => Self::Stale,
            ActError::Store(error) => error.into(),
            ActError::Blob(error) => error.into(),
            other @ (ActError::Refused(_)
            | ActError::Compose(_)
            | ActError::Letter(_)
            | ActError::File(..)
            | ActError::Infected(..)
            | ActError::Document(_)
            | ActError::Interrupted) => Self::Internal(other.into()),
        }
    }
}

impl From<BlobError> for Failure {
    fn from(error: BlobError) -> Self {
        Self::Unavailable(error.into())
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::Stale,
            StoreError::Outage(_) => Self::Unavailable(error.into()),
            StoreError::Inconsistent { .. } | StoreError::Db(_) => Self::Internal(error.into()),
        }
    }
}

impl From<tower_sessions::session::Error> for Failure {
    fn from(error: tower_sessions::session::Error) -> Self {
        Self::Unavailable(error.into())
    }
}

/// A failure on its way through the layers, to the one that makes a page of it.
#[derive(Clone, Debug)]
struct Carried(Arc<Failure>);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Carried(Arc::new(self)));
        response
    }
}

/// The page of a failure.
#[derive(Debug, Serialize)]
struct Problem {
    staff: bool,
    title: String,
    reason: Option<String>,
    advice: String,
    reference: Option<String>,
}

impl Template for Problem {
    const NAME: &'static str = "pages/problem";

    fn samples() -> Vec<Self> {
        let problem = |reason: Option<&str>, reference: Option<&str>| Self {
            staff: reason.is_none(),
            title: "没有找到这个页面".to_owned(),
            reason: reason.map(str::to_owned),
            advice: "请检查网址。".to_owned(),
            reference: reference.map(str::to_owned),
        };
        vec![
            problem(None, Some("7KQ3-XW9D-M2HT")),
            problem(Some("<script>"), None),
        ]
    }
}

impl Page for Problem {
    const SIDE: Side = Side::Portal;

    fn side(&self) -> Side {
        if self.staff { Side::Staff } else { Side::Portal }
    }

    fn title(&self) -> Title {
        Title::Plain(self.title.clone())
    }
}

/// The templates of this file.
pub(super) fn templates() -> Vec<crate::template::Entry> {
    crate::every_page![Problem].into()
}

/// The layer that answers every failure with a page.
pub(super) async fn pages(State(app): State<App>, request: Request, next: Next) -> Response {
    let session = request.extensions().get::<Session>().cloned();
    let place = Place::of(
        request.uri(),
        request.extensions().get().copied().unwrap_or_default(),
    );
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let response = next.run(request).await;
    let Some(failure) = failure_of(&response) else {
        return response;
    };
    if let Failure::SignIn { next } = &*failure {
        let back = if is_read { next.as_str() } else { "/desk" };
        let location = format!("/sign-in?next={}", super::form::encode(back));
        return (StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response();
    }
    if let Failure::MemberSignIn { next, again } = &*failure {
        let again = if *again { "&again=yes" } else { "" };
        let location = format!("/mine/sign-in?next={}{again}", super::form::encode(next));
        return (StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response();
    }
    if matches!(*failure, Failure::FirstPassword) {
        return (StatusCode::SEE_OTHER, [(LOCATION, "/account")]).into_response();
    }
    let reference = log(&app, &failure);
    match page(&app, session, place, &failure, reference.clone()).await {
        Ok(page) => with_headers(page, response.headers(), &failure),
        Err(error) => {
            let error = error.cause().map(|cause| format!("{cause:#}"));
            tracing::error!(error, reference, "the page of a failure could not be made");
            bare(failure.status(), reference.as_deref())
        }
    }
}

/// A page that needs nothing: for when even a page cannot be made.
fn bare(status: StatusCode, reference: Option<&str>) -> Response {
    let reference = reference.map_or_else(String::new, |reference| format!("编号：{reference}"));
    let page = include_str!("../../templates/layout/bare.html").replace("REFERENCE", &reference);
    (status, Html(page)).into_response()
}

/// The layer outside the sessions: where these could not be read or written, the answer is a page all the same. What
/// happened stands in the log already.
pub(super) async fn last_resort(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    if response.status().is_server_error() && !response.headers().contains_key(CONTENT_TYPE) {
        return bare(StatusCode::SERVICE_UNAVAILABLE, None);
    }
    response
}

/// The failure that a response stands for; bare errors of axum and its layers count as well.
fn failure_of(response: &Response) -> Option<Arc<Failure>> {
    if let Some(Carried(failure)) = response.extensions().get() {
        return Some(Arc::clone(failure));
    }
    let is_page = response
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|kind| !kind.as_bytes().starts_with(b"text/plain"));
    let status = response.status();
    let failure = match status {
        _ if is_page || status.is_success() || status.is_redirection() => return None,
        StatusCode::NOT_FOUND => Failure::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Failure::Method,
        StatusCode::PAYLOAD_TOO_LARGE => Failure::TooLarge,
        status if status.is_client_error() => Failure::Invalid,
        status => Failure::Internal(anyhow::anyhow!("a layer answered {status}")),
    };
    Some(Arc::new(failure))
}

/// Logs what the operator has to know; the reference leads from the page to the line.
fn log(app: &App, failure: &Failure) -> Option<String> {
    let error = failure.cause()?;
    let reference = app.ids.code();
    tracing::error!(reference, error = format!("{error:#}"), "request failed");
    Some(reference)
}

async fn page(
    app: &App,
    session: Option<Session>,
    place: Place,
    failure: &Failure,
    reference: Option<String>,
) -> Result<Response, Failure> {
    let session =
        session.ok_or_else(|| anyhow::anyhow!("the page layer stands outside the session layer"))?;
    let visit = Visit::of(session);
    if let Failure::Lapsed {
        action,
        fields,
        had_files,
    } = failure
    {
        return guard::give_back(app, visit, place.reading, (action, fields), *had_files).await;
    }
    let staff = super::extract::staff(app, &visit).await?;
    let is_for_staff = guard::is_staff(&place.path);
    let view = View::of(app, visit, place, staff).await?;
    let (title, advice) = failure.texts();
    let problem = Problem {
        staff: is_for_staff,
        title: view.say().get(title)?,
        reason: if let Failure::Refused(reason) = failure {
            Some(reason.clone())
        } else {
            None
        },
        advice: if let Failure::TooMany(seconds) = failure {
            let minutes = seconds.max(&1).saturating_add(59) / 60;
            view.say().with(advice, &[("minutes", &minutes.to_string())])?
        } else {
            view.say().get(advice)?
        },
        reference,
    };
    view.page_with(failure.status(), problem).await
}

fn with_headers(mut page: Response, from: &HeaderMap, failure: &Failure) -> Response {
    if let Some(allow) = from.get(ALLOW) {
        page.headers_mut().insert(ALLOW, allow.clone());
    }
    if let Failure::TooMany(seconds) = failure {
        page.headers_mut().insert(RETRY_AFTER, (*seconds).max(1).into());
    }
    page
}
