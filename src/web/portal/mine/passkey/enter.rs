//! Signing in with a passkey. Nobody types who they are: the device knows whose it has. Whatever is wrong, one that was
//! taken off, one of an account that is no more, an answer of yesterday, the words are the same.

use axum::{
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{hand_over, site};
use crate::{
    casework::member,
    text::key,
    web::{
        client::Client,
        error::Failure,
        filing::Memory,
        form::{Form, encode, is_local},
        guard::Nothing,
        page::View,
        portal::{
            guesses::{self, Counted},
            mine::sign_in::{MINE, welcome},
        },
    },
};

/// What the script sends on.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::web::portal::mine) struct Brought {
    answer: String,
    next: String,
}

/// `POST /mine/passkey/ask`
pub(in crate::web::portal::mine) async fn ask(
    view: View,
    client: Client,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    let site = site(&view)?;
    let counted = [Counted::passkeys_from(&client)];
    guesses::check(&view.app, &counted).await?;
    guesses::count(&view.app, &counted).await?;
    let challenge = member::ask_for_passkey(&view.app.office, site).await?;
    hand_over(&view, challenge).await
}

/// `POST /mine/passkey`
pub(in crate::web::portal::mine) async fn enter(
    view: View,
    memory: Memory,
    client: Client,
    headers: HeaderMap,
    Form(brought): Form<Brought>,
) -> Result<Response, Failure> {
    let site = site(&view)?;
    let wrong = [Counted::sign_ins_from(&client)];
    guesses::check(&view.app, &wrong).await?;
    if brought.answer.is_empty() {
        // Where too many were asked for, the script comes here without an answer, and the page says why.
        guesses::check(&view.app, &[Counted::passkeys_from(&client)]).await?;
    }
    if let Some(challenge) = view.visit.take_challenge().await? {
        let office = &view.app.office;
        if let Some(member) = member::by_passkey(office, site, challenge, &brought.answer).await? {
            return welcome(&view, &memory, &headers, (member, false), &brought.next).await;
        }
    }
    guesses::count(&view.app, &wrong).await?;
    let told = view.say().get(key("passkey-wrong"))?;
    view.visit.flash(false, told).await?;
    let next = if is_local(&brought.next) {
        &brought.next
    } else {
        MINE
    };
    Ok(Redirect::to(&format!("/mine/sign-in?next={}", encode(next))).into_response())
}
