//! The web: three sides (portal, desk, review) over one shell.
//!
//! # Adding a page
//!
//! 1. A struct that derives `Serialize` and holds worded values: dates, numbers and labels are made in Rust.
//! 2. [`Template`](crate::template::Template): its file under `templates/`, and samples that together reach every
//!    branch. [`Page`](page::Page): its side and title.
//! 3. The file, between `{{> layout/top}}` and `{{> layout/bottom}}`. What people read comes from
//!    `{{t "key" name=value}}`; an `Option` is printed inside `{{#if}}` only; a form contains `{{> layout/csrf}}`.
//!    No style and no script in it: the sheets are `templates/assets/*.css`.
//! 4. The texts, in `templates/text/zh-CN/*.ftl`; in Rust, `view.say().get(key("…"))`.
//! 5. The page in its module's `templates()`, by `every_page![…]`, which brings it under the audit.
//! 6. A handler that takes [`View`](page::View) and returns `Result<Response, Failure>`; one that takes a form takes
//!    [`Form`](form::Form) or [`Upload`](upload::Upload), a button alone [`Nothing`](guard::Nothing). A page of the
//!    staff takes [`SignedIn`](extract::SignedIn), which is the only way to know who asks.
//! 7. A route, and a test with the `Browser` of `tests/it/kit`.

mod access;
mod account;
mod admin;
mod annual;
pub mod app;
pub mod assets;
mod bars;
mod casefile;
mod chart;
pub mod client;
mod delegation;
mod desk;
mod difference;
mod download;
pub mod error;
pub mod extract;
mod filing;
pub mod form;
pub mod guard;
mod ics;
mod layers;
mod nav;
mod package;
pub mod page;
mod pairs;
mod parts;
mod portal;
mod reading;
mod reminders;
mod review;
mod search;
pub mod security;
pub mod session;
mod sheet;
mod sign_in;
mod told;
pub mod upload;
pub mod walk;
mod wording;

use app::App;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use error::Failure;
use time::Duration;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::csrf::{CsrfLayer, ProtectionError};
use tower_sessions::cookie::SameSite;
use tower_sessions::{Expiry, SessionManagerLayer, SessionStore};

/// The end of the addresses that the script of a case's page asks again and again.
const PRESENCE: &str = "/presence";

/// The whole web, ready to serve.
pub fn router<S: SessionStore + Clone>(app: App, sessions: S) -> Router {
    let routes = Router::new()
        .route("/healthz", get(health))
        .route("/assets/{version}/{name}", get(assets::show))
        .route("/sign-in", get(sign_in::show).post(sign_in::enter))
        .route("/sign-out", post(sign_in::leave))
        .merge(portal::router())
        .merge(desk::router())
        .merge(review::router())
        .merge(reminders::router())
        .merge(search::router())
        .merge(account::router())
        .merge(delegation::router())
        .merge(admin::router())
        // The only fallback: routers below may not have their own.
        .fallback(async || Failure::NotFound);
    let told = told::router(&app);
    layered(routes, app, sessions).merge(told)
}

/// Wraps routes into the layers, of which the last one added sees the request first.
fn layered<S: SessionStore + Clone>(routes: Router<App>, app: App, sessions: S) -> Router {
    routes
        // A panic in a handler becomes an answer; innermost, so that all other layers do their work on it.
        .layer(CatchPanicLayer::custom(layers::panicked))
        // Forms carry the secret of their session; one whose session has ended is given back, not lost.
        .layer(from_fn_with_state(app.clone(), guard::check))
        // No form from a page of another site, by what the browser says of itself; needs no session.
        .layer(
            CsrfLayer::new().with_rejection_response(|_: ProtectionError| Failure::CrossSite.into_response()),
        )
        // Whoever reads for an hour stays signed in.
        .layer(from_fn_with_state(app.clone(), session::renew))
        // A request that takes too long is given up; transactions roll back.
        .layer(from_fn_with_state(app.clone(), layers::time_limit))
        // Every failure of the layers below becomes a page of ours; needs the session for language and messages.
        .layer(from_fn_with_state(app.clone(), error::pages))
        // Sessions: read when first asked for, written when changed.
        .layer(session_layer(&app, sessions))
        // Where even the session could not be kept, people still get a page.
        .layer(from_fn(error::last_resort))
        // Pages are text, and phones are slow; the last tenth that could be saved would cost as much as the page.
        // What is packed already would only take time, and lose its length.
        .layer(
            CompressionLayer::new()
                .quality(CompressionLevel::Fastest)
                .compress_when(
                    DefaultPredicate::new()
                        .and(NotForContentType::const_new("application/pdf"))
                        .and(NotForContentType::const_new("application/zip")),
                ),
        )
        // How the visitor reads, by the address or a cookie; outside of everything that makes pages.
        .layer(from_fn_with_state(app.clone(), reading::keep))
        // What the browser may do with an answer; on every answer, errors included.
        .layer(from_fn_with_state(app.clone(), security::headers))
        // One log line a request, without anything personal.
        .layer(from_fn(layers::trace))
        .with_state(app)
}

fn session_layer<S: SessionStore + Clone>(app: &App, sessions: S) -> SessionManagerLayer<S> {
    let settings = &app.config.session;
    SessionManagerLayer::new(sessions)
        .with_name("gongkai")
        // Strict would sign out whoever follows a link in a mail of ours.
        .with_same_site(SameSite::Lax)
        .with_http_only(true)
        .with_secure(settings.secure_cookie.unwrap_or(app.config.server.is_https()))
        .with_expiry(Expiry::OnInactivity(Duration::minutes(settings.idle_minutes)))
}

/// `GET /healthz`: whether this copy can work.
async fn health(State(app): State<App>) -> Result<impl IntoResponse, Failure> {
    app.db().ping().await?;
    Ok((StatusCode::OK, "ok"))
}

/// The templates of all pages.
pub fn templates() -> Vec<crate::template::Entry> {
    [
        account::templates(),
        delegation::templates(),
        admin::templates(),
        error::templates(),
        guard::templates(),
        portal::templates(),
        casefile::templates(),
        desk::templates(),
        review::templates(),
        reminders::templates(),
        search::templates(),
        sign_in::templates(),
    ]
    .concat()
}

#[cfg(test)]
mod tests;
