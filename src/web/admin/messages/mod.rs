//! 信息发送: which ways are set up and do, what could not be sent, and a mail that tries the settings.

mod page;
mod view;

use std::time::Duration;

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;
use uuid::Uuid;

use self::page::MessagesPage;
use super::administrator;
use crate::{
    domain::{message::Medium, text::Email},
    store::{Scope, agency, outbox},
    template::Entry,
    text::{Key, key},
    web::{
        app::App,
        error::Failure,
        extract::{Path, SignedIn},
        form::{FieldErrors, Form},
        guard::Nothing,
        page::View,
        wording::voice,
    },
};

/// The address of the page.
pub(super) const AT: &str = "/admin/messages";

/// For how long a page waits for a mail server.
const PATIENCE: Duration = Duration::from_secs(20);

/// The most characters of a reason.
const REASON: usize = 200;

pub(super) fn router() -> Router<App> {
    Router::new()
        .route(AT, get(show))
        .route("/admin/messages/test", post(test))
        .route("/admin/messages/retry-all", post(retry_all))
        .route("/admin/messages/drop-all", post(drop_all))
        .route("/admin/messages/{message}/retry", post(retry))
        .route("/admin/messages/{message}/drop", post(drop_one))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![MessagesPage].into()
}

/// What was typed, and what is wrong with it.
#[derive(Debug, Default)]
struct Typed {
    to: Option<String>,
    /// The reason that was given for a message, or for all where it is none.
    because: Option<(Option<Uuid>, String)>,
    errors: FieldErrors,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct To {
    to: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Because {
    because: String,
}

/// `GET /admin/messages`
async fn show(view: View, who: SignedIn) -> Result<Response, Failure> {
    administrator(&who)?;
    again(&view, &who, Typed::default()).await
}

/// The page, with what was typed.
async fn again(view: &View, who: &SignedIn, typed: Typed) -> Result<Response, Failure> {
    let status = if typed.errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = view::page(view, who, typed).await?;
    view.page_with(status, page).await
}

async fn done(view: &View, text: Key) -> Result<Response, Failure> {
    view.visit.flash(true, voice(view).say(text)?).await?;
    Ok(Redirect::to(AT).into_response())
}

/// `POST /admin/messages/test`: sends a mail at once, and says what the server says.
async fn test(view: View, who: SignedIn, Form(form): Form<To>) -> Result<Response, Failure> {
    administrator(&who)?;
    let mut errors = FieldErrors::default();
    match Email::parse(&form.to) {
        Ok(to) if view.app.office.notices.has(Medium::Mail) => match try_out(&view, who.scope(), to).await? {
            None => return done(&view, key("messages-test-sent")).await,
            Some(refusal) => errors.add("to", refusal),
        },
        Ok(_) => errors.add("to", voice(&view).say(key("messages-test-unset"))?),
        Err(_) => errors.add("to", voice(&view).say(key("messages-test-wrong"))?),
    }
    let typed = Typed {
        to: Some(form.to),
        errors,
        ..Typed::default()
    };
    again(&view, &who, typed).await
}

/// Sends a test; what is wrong where it does not go out, in the server's own words. These are shown to who asked, and
/// kept nowhere.
async fn try_out(view: &View, scope: Scope, to: Email) -> Result<Option<String>, Failure> {
    let (office, voice) = (&view.app.office, voice(view));
    let agency = agency::get(view.app.db(), scope)
        .await?
        .ok_or(Failure::NotFound)?;
    let mail = office
        .notices
        .test_mail(&agency, office.ids.next(), to, office.local_now());
    let mail = mail.map_err(|error| Failure::Internal(error.into()))?;
    let sent = tokio::time::timeout(PATIENCE, office.notices.send_mail(&mail)).await;
    Ok(match sent {
        Ok(Ok(())) => None,
        Ok(Err(failed)) => {
            let why = view::why(voice, failed.reason)?;
            Some(match failed.said {
                Some(said) => voice.say_with(key("messages-test-said"), &[("why", &why), ("said", &said)])?,
                None => voice.say_with(key("messages-test-failed"), &[("why", &why)])?,
            })
        }
        Err(_) => {
            let why = voice.say(key("messages-why-timeout"))?;
            Some(voice.say_with(key("messages-test-failed"), &[("why", &why)])?)
        }
    })
}

/// `POST /admin/messages/{message}/retry`. One that somebody else has put back or ended meanwhile is left as it is.
async fn retry(
    view: View,
    who: SignedIn,
    Path(id): Path<Uuid>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    administrator(&who)?;
    let tx = view.app.db().begin().await?;
    outbox::get(&tx, who.scope(), id)
        .await?
        .ok_or(Failure::NotFound)?;
    let is_put_back = outbox::retry(&tx, who.scope(), id, view.app.clock.now()).await?;
    tx.commit().await?;
    let text = if is_put_back {
        key("messages-retried")
    } else {
        key("messages-seen-to")
    };
    done(&view, text).await
}

/// `POST /admin/messages/retry-all`
async fn retry_all(view: View, who: SignedIn, Form(Nothing {}): Form<Nothing>) -> Result<Response, Failure> {
    administrator(&who)?;
    let tx = view.app.db().begin().await?;
    outbox::retry_all(&tx, who.scope(), view.app.clock.now()).await?;
    tx.commit().await?;
    done(&view, key("messages-retried")).await
}

/// `POST /admin/messages/{message}/drop`
async fn drop_one(
    view: View,
    who: SignedIn,
    Path(id): Path<Uuid>,
    Form(form): Form<Because>,
) -> Result<Response, Failure> {
    administrator(&who)?;
    let message = outbox::get(view.app.db(), who.scope(), id).await?;
    message.ok_or(Failure::NotFound)?;
    give_up(view, who, Some(id), form).await
}

/// `POST /admin/messages/drop-all`
async fn drop_all(view: View, who: SignedIn, Form(form): Form<Because>) -> Result<Response, Failure> {
    administrator(&who)?;
    give_up(view, who, None, form).await
}

/// Ends one message, or all that were set aside, where a reason is given.
async fn give_up(view: View, who: SignedIn, id: Option<Uuid>, form: Because) -> Result<Response, Failure> {
    let because = form.because.trim();
    let wrong = match because.chars().count() {
        0 => Some(key("messages-because-missing")),
        1..=REASON => None,
        _ => Some(key("messages-because-long")),
    };
    if let Some(wrong) = wrong {
        let mut errors = FieldErrors::default();
        errors.add(view::because_id(id), voice(&view).say(wrong)?);
        let typed = Typed {
            because: Some((id, form.because)),
            errors,
            ..Typed::default()
        };
        return again(&view, &who, typed).await;
    }
    let (scope, by, now) = (who.scope(), who.0.id, view.app.clock.now());
    let tx = view.app.db().begin().await?;
    let ended = match id {
        Some(id) => outbox::drop_one(&tx, scope, id, by, because, now).await?,
        None => outbox::drop_all(&tx, scope, by, because, now).await? > 0,
    };
    tx.commit().await?;
    let text = if ended {
        key("messages-dropped")
    } else {
        key("messages-seen-to")
    };
    done(&view, text).await
}
