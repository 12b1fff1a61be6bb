//! Signing in with an identity platform: there, and back. Where the platform is away, a page says so, and the other ways
//! are as they are.

use axum::{
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;

use super::{
    account::{ACCOUNT, done},
    sign_in::{MINE, welcome},
    who::{self, Fresh},
};
use crate::{
    casework::member::{self, Claims, Joined},
    domain::id::MemberId,
    openid::{Drawn, OpenIdError, Person, Platform},
    text::{Key, key},
    web::{
        error::Failure,
        extract::Query,
        filing::Memory,
        form::{Form, encode, is_local},
        guard::Nothing,
        page::View,
        session::Going,
    },
};

/// The way to the platform, on a page that offers it.
#[derive(Debug, Serialize)]
pub(super) struct Door {
    /// What people call it.
    name: String,
    /// Where it leads.
    href: String,
}

impl Door {
    /// The platform that is configured, to go on to a path of ours afterwards.
    pub(super) fn of(view: &View, next: &str) -> Option<Self> {
        let platform = view.app.platform.as_ref()?;
        Some(Self {
            name: platform.name(view.lang).to_owned(),
            href: format!("/mine/openid?next={}", encode(next)),
        })
    }

    /// To try templates with.
    pub(super) fn sample() -> Self {
        Self {
            name: "统一身份<认证>平台".to_owned(),
            href: "/mine/openid?next=/mine".to_owned(),
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    next: String,
}

/// What somebody brings back.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Brought {
    code: String,
    state: String,
    /// Why they are not signed in there.
    error: String,
}

fn platform(view: &View) -> Result<&Platform, Failure> {
    let platform = view.app.platform.as_ref();
    platform
        .filter(|_| view.app.offers_accounts())
        .ok_or(Failure::NotFound)
}

/// `GET /mine/openid`
pub(super) async fn go(view: View, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let next = if is_local(&asked.next) { &asked.next } else { MINE };
    set_out(&view, next, None).await
}

/// `GET /mine/account/openid`: lets the platform sign in to the account that is there.
pub(super) async fn join(view: View, Fresh(who): Fresh) -> Result<Response, Failure> {
    set_out(&view, ACCOUNT, Some(who.member.id)).await
}

async fn set_out(view: &View, next: &str, join: Option<MemberId>) -> Result<Response, Failure> {
    let token = || view.app.ids.token();
    let drawn = Drawn {
        state: token(),
        nonce: token(),
        verifier: token(),
    };
    match platform(view)?.begin(&drawn).await {
        Ok(there) => {
            let going = Going {
                state: drawn.state,
                nonce: drawn.nonce,
                verifier: drawn.verifier,
                next: next.to_owned(),
                join: join.map(|member| member.0),
            };
            view.visit.set_going(Some(going)).await?;
            Ok(Redirect::to(&there).into_response())
        }
        Err(error) => turned_back(view, &error, join.is_some()).await,
    }
}

/// Nobody was signed in: why, in words for the reader, on the page where they were.
async fn turned_back(view: &View, error: &OpenIdError, was_joining: bool) -> Result<Response, Failure> {
    tracing::warn!(%error, "the identity platform signs nobody in");
    let told = match error {
        OpenIdError::Away(_) => key("mine-openid-away"),
        OpenIdError::Refused(_) | OpenIdError::LeftOut => key("mine-openid-refused"),
    };
    back(view, told, was_joining).await
}

async fn back(view: &View, told: Key, was_joining: bool) -> Result<Response, Failure> {
    let name = Door::of(view, MINE).map(|door| door.name).unwrap_or_default();
    let told = view.say().with(told, &[("name", &name)])?;
    view.visit.flash(false, told).await?;
    let to = if was_joining { ACCOUNT } else { "/mine/sign-in" };
    Ok(Redirect::to(to).into_response())
}

/// `GET /mine/openid/back`
pub(super) async fn come_back(
    view: View,
    memory: Memory,
    headers: HeaderMap,
    Query(brought): Query<Brought>,
) -> Result<Response, Failure> {
    let platform = platform(&view)?;
    // Whatever comes of it, it is good once.
    let Some(going) = view.visit.take_going().await? else {
        return back(&view, key("mine-openid-lost"), false).await;
    };
    let was_joining = going.join.is_some();
    if !bool::from(going.state.as_bytes().ct_eq(brought.state.as_bytes())) {
        return back(&view, key("mine-openid-lost"), was_joining).await;
    }
    if !brought.error.is_empty() || brought.code.is_empty() {
        return back(&view, key("mine-openid-declined"), was_joining).await;
    }
    let drawn = Drawn {
        state: going.state,
        nonce: going.nonce,
        verifier: going.verifier,
    };
    let person = match platform.finish(brought.code, &drawn).await {
        Ok(person) => person,
        Err(error) => return turned_back(&view, &error, was_joining).await,
    };
    match going.join {
        None => {
            let signed_in = member::by_subject(&view.app.office, claims(person)).await?;
            welcome(&view, &memory, &headers, signed_in, &going.next).await
        }
        Some(member) => bind(&view, MemberId(member), person).await,
    }
}

/// Only to the account that set out and is still signed in.
async fn bind(view: &View, member: MemberId, person: Person) -> Result<Response, Failure> {
    let still = who::somebody(view).await?;
    if still.is_none_or(|still| still.member.id != member) {
        return back(view, key("mine-openid-lost"), false).await;
    }
    match member::join_subject(&view.app.office, member, claims(person)).await? {
        Joined::Done => done(view, key("mine-openid-joined")).await,
        Joined::Taken => back(view, key("mine-openid-taken"), true).await,
    }
}

fn claims(person: Person) -> Claims {
    let Person {
        subject,
        name,
        identity_number,
        phone,
    } = person;
    Claims {
        subject,
        name,
        identity_number,
        phone,
    }
}

/// `POST /mine/account/openid/leave`
pub(super) async fn leave(
    view: View,
    Fresh(who): Fresh,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    if member::leave_subject(&view.app.office, who.member.id).await? {
        done(&view, key("mine-openid-left")).await
    } else {
        back(&view, key("mine-openid-only"), true).await
    }
}
