//! 通行密钥: a device of somebody's own signs them in, in place of a code or a password. Browsers do that by a script alone:
//! without one nothing of it is offered, and the other ways are as they are.

mod add;
mod enter;

use axum::{
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use time::OffsetDateTime;

pub(super) use self::{
    add::{AddPasskeyPage, ask_for_new, create, remove, show},
    enter::{ask, enter},
};
use crate::{
    casework::member::Challenge,
    domain::{id::MemberId, passkey::MOST_PASSKEYS},
    passkey::Passkeys,
    store,
    text::words,
    web::{error::Failure, page::View},
};

/// This site as devices know it, where they may sign anybody in.
fn site(view: &View) -> Result<&Passkeys, Failure> {
    let site = view.app.passkeys.as_ref();
    site.filter(|_| view.app.offers_accounts())
        .ok_or(Failure::NotFound)
}

/// Hands the script what the device is to be asked, and remembers it for this session alone.
async fn hand_over(view: &View, challenge: Challenge) -> Result<Response, Failure> {
    view.visit.set_challenge(challenge.id).await?;
    Ok(([(CONTENT_TYPE, "application/json")], challenge.options).into_response())
}

/// The passkeys of an account, as its page lists them.
#[derive(Debug, Serialize)]
pub(super) struct PasskeyList {
    keys: Vec<PasskeyRow>,
    /// Whether another one can be added here at all.
    may_add: bool,
    /// There are as many as there may be.
    is_full: bool,
    most: String,
}

#[derive(Debug, Serialize)]
struct PasskeyRow {
    id: String,
    name: String,
    added: String,
    /// None where it has not signed in yet.
    used: Option<String>,
}

impl PasskeyList {
    pub(super) async fn of(view: &View, member: MemberId) -> Result<Self, Failure> {
        let passkeys = store::member::passkeys(view.app.db(), &view.app.office.vault, member).await?;
        let offset = view.app.clock.offset();
        let day = |at: OffsetDateTime| words::date_with_weekday(view.lang, at.to_offset(offset).date());
        Ok(Self {
            may_add: view.app.passkeys.is_some(),
            is_full: passkeys.len() >= MOST_PASSKEYS,
            most: MOST_PASSKEYS.to_string(),
            keys: passkeys
                .into_iter()
                .map(|passkey| PasskeyRow {
                    id: passkey.id.to_string(),
                    added: day(passkey.added_at),
                    used: passkey.used_at.map(day),
                    name: passkey.name.into(),
                })
                .collect(),
        })
    }

    /// To try templates with: with room for more, full, before the first one, and where there can be none.
    pub(super) fn samples() -> [Self; 4] {
        let row = |is_used: bool| PasskeyRow {
            id: "0".to_owned(),
            name: "我的<手机>".to_owned(),
            added: "2026年11月22日（星期日）".to_owned(),
            used: is_used.then(|| "2026年11月23日（星期一）".to_owned()),
        };
        let list = |keys: Vec<PasskeyRow>, may_add, is_full| Self {
            keys,
            may_add,
            is_full,
            most: "20".to_owned(),
        };
        [
            list(vec![row(true), row(false)], true, false),
            list(vec![row(true)], true, true),
            list(Vec::new(), true, false),
            list(Vec::new(), false, false),
        ]
    }
}
