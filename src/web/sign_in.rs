//! Signing in and out. A wrong name and a wrong password look alike, take alike, and are counted alike.

use super::access;
use super::app::App;
use super::error::Failure;
use super::extract::{Query, staff};
use super::form::{self, Form};
use super::guard::{self, Nothing, Pair};
use super::page::{Page, Place, Side, Title, View};
use super::session::SignedIn;
use crate::password;
use crate::store::account::{self, Credentials};
use crate::store::throttle;
use crate::template::{Entry, Template};
use crate::text::{MissingText, key};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    next: String,
    lapsed: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    username: String,
    password: String,
    next: String,
    /// A form whose session had ended, as a form body: see [`guard`].
    kept: String,
}

/// `GET /sign-in`
pub(super) async fn show(view: View, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let notice = if asked.lapsed.is_empty() {
        None
    } else {
        Some(view.say().get(key("sign-in-lapsed"))?)
    };
    let page = SignIn {
        next: asked.next,
        notice,
        ..SignIn::default()
    };
    view.page(page).await
}

/// `POST /sign-in`
pub(super) async fn enter(view: View, Form(typed): Form<Typed>) -> Result<Response, Failure> {
    let username = typed.username.trim().to_owned();
    match judge(&view.app, &username, typed.password).await? {
        Ok(credentials) => {
            let now = view.app.clock.now();
            account::sign_in_succeeded(view.app.db(), credentials.account.id, now).await?;
            let signed_in = SignedIn {
                account: credentials.account.id.0,
                at: now.unix_timestamp(),
            };
            view.visit.sign_in(signed_in).await?;
            let home = access::home(&credentials.account.officer());
            welcome(view, &typed.next, home, &typed.kept).await
        }
        Err(problem) => {
            let problem = problem.worded(&view)?;
            let page = SignIn {
                username,
                next: typed.next,
                kept: typed.kept,
                problem: Some(problem),
                notice: None,
            };
            view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
        }
    }
}

/// `POST /sign-out`
pub(super) async fn leave(view: View, Form(Nothing {}): Form<Nothing>) -> Result<Response, Failure> {
    view.visit.sign_out().await?;
    view.visit.flash(true, view.say().get(key("signed-out"))?).await?;
    Ok(Redirect::to("/sign-in").into_response())
}

/// Goes where the person wanted to go, or gives back the form that they had sent too late.
async fn welcome(view: View, next: &str, home: &str, kept: &str) -> Result<Response, Failure> {
    let next = if form::is_local(next) { next } else { home };
    if kept.is_empty() {
        return Ok(Redirect::to(next).into_response());
    }
    let resume = Resume {
        action: next.to_owned(),
        fields: guard::fields(kept).await?,
    };
    let staff = staff(&view.app, &view.visit).await?;
    let place = Place {
        path: next.to_owned(),
        ..Place::default()
    };
    View::of(&view.app, view.visit, place, staff)
        .await?
        .page(resume)
        .await
}

/// Why a password was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    Wrong,
    Locked,
}

impl Problem {
    pub(super) fn worded(self, view: &View) -> Result<String, MissingText> {
        let minutes = view.app.config.limits.lock_minutes.to_string();
        match self {
            Self::Wrong => view.say().get(key("sign-in-wrong")),
            Self::Locked => view.say().with(key("sign-in-locked"), &[("minutes", &minutes)]),
        }
    }
}

/// Judges name and password, and counts a failure.
pub(super) async fn judge(
    app: &App,
    username: &str,
    password: String,
) -> Result<Result<Credentials, Problem>, Failure> {
    let now = app.clock.now();
    let found = account::for_sign_in(app.db(), username).await?;
    if is_locked(app, username, found.as_ref(), now).await? {
        return Ok(Err(Problem::Locked));
    }
    let hash = found
        .as_ref()
        .map(|credentials| credentials.password_hash.clone());
    let fits = password::verify(password, hash)
        .await
        .map_err(|error| Failure::Internal(error.into()))?;
    match found {
        Some(credentials) if fits => Ok(Ok(credentials)),
        found => {
            count(app, username, found.as_ref(), now).await?;
            Ok(Err(Problem::Wrong))
        }
    }
}

/// A name that nobody has is counted like one that somebody has: else a lock would tell who exists.
fn counter(username: &str) -> String {
    use sha2::{Digest, Sha256};
    format!(
        "sign-in:{}",
        data_encoding::HEXLOWER.encode(&Sha256::digest(username.as_bytes()))
    )
}

async fn is_locked(
    app: &App,
    username: &str,
    found: Option<&Credentials>,
    now: OffsetDateTime,
) -> Result<bool, Failure> {
    let limits = &app.config.limits;
    if let Some(credentials) = found {
        return Ok(credentials.locked_until.is_some_and(|until| until > now));
    }
    let since = now - Duration::minutes(limits.lock_minutes);
    let failures = throttle::count(app.db(), &counter(username), since.unix_timestamp()).await?;
    Ok(failures >= i64::from(limits.sign_in_failures))
}

async fn count(
    app: &App,
    username: &str,
    found: Option<&Credentials>,
    now: OffsetDateTime,
) -> Result<(), Failure> {
    let limits = &app.config.limits;
    match found {
        Some(credentials) => {
            let most = i32::try_from(limits.sign_in_failures).unwrap_or(i32::MAX);
            let until = now + Duration::minutes(limits.lock_minutes);
            account::sign_in_failed(app.db(), credentials.account.id, most, until).await?;
        }
        None => {
            throttle::hit(app.db(), &counter(username), now.unix_timestamp()).await?;
        }
    }
    Ok(())
}

/// The sign-in page.
#[derive(Debug, Default, Serialize)]
struct SignIn {
    username: String,
    next: String,
    kept: String,
    problem: Option<String>,
    notice: Option<String>,
}

impl Template for SignIn {
    const NAME: &'static str = "pages/sign-in/sign-in";

    fn samples() -> Vec<Self> {
        vec![
            Self {
                notice: Some("页面已经过期，请重新登录。".to_owned()),
                ..Self::default()
            },
            Self {
                username: "\"><script>".to_owned(),
                next: "/desk".to_owned(),
                kept: "note=a%20b".to_owned(),
                problem: Some("用户名或者口令不正确".to_owned()),
                notice: None,
            },
        ]
    }
}

impl Page for SignIn {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("sign-in-title"))
    }

    fn has_errors(&self) -> bool {
        self.problem.is_some()
    }
}

/// The page that gives back a form after signing in again.
#[derive(Debug, Serialize)]
struct Resume {
    action: String,
    fields: Vec<Pair>,
}

impl Template for Resume {
    const NAME: &'static str = "pages/sign-in/resume";

    fn samples() -> Vec<Self> {
        let fields = vec![Pair {
            name: "note".to_owned(),
            value: "</textarea><script>\n二".to_owned(),
        }];
        vec![Self {
            action: "/desk/cases/1/note".to_owned(),
            fields,
        }]
    }
}

impl Page for Resume {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("resume-title"))
    }
}

/// The templates of this file.
pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![SignIn, Resume].into()
}
