//! Small layers: the log line of a request, its time limit, and what a panic becomes.

use super::app::App;
use super::error::Failure;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::any::Any;
use std::time::{Duration, Instant};

/// Logs one line a request: the route, never the address itself, because that may hold a code or a search word.
pub(super) async fn trace(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("-".to_owned(), |path| path.as_str().to_owned());
    let start = Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16();
    let milliseconds = start.elapsed().as_millis();
    if !route.starts_with("/assets/") {
        tracing::info!(%method, route, status, milliseconds, "request");
    }
    response
}

/// Gives a request up when it takes too long; files may take ten times as long to come in, and so may what is done to a
/// thousand letters.
pub(super) async fn time_limit(
    State(app): State<App>,
    request: Request,
    next: Next,
) -> Result<Response, Failure> {
    let is_upload = request
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"));
    let is_for_many = request
        .extensions()
        .get::<MatchedPath>()
        .is_some_and(|path| super::desk::FOR_MANY.contains(&path.as_str()));
    let seconds = app.config.server.timeout_seconds * if is_upload || is_for_many { 10 } else { 1 };
    tokio::time::timeout(Duration::from_secs(seconds), next.run(request))
        .await
        .map_err(|_| Failure::Timeout)
}

/// A panic is a mistake of ours like any other.
#[expect(clippy::needless_pass_by_value, reason = "the layer hands it over")]
pub(super) fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let said = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    Failure::Internal(anyhow::anyhow!("panic: {said}")).into_response()
}
