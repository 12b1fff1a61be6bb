//! The code comes back.

use axum::{
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use serde::{Deserialize, Serialize};

use super::sign_in::{send_code, welcome};
use crate::{
    casework::member::{self, Confirmed, Said},
    domain::member::CODE_MINUTES,
    template::Template,
    text::{Key, key},
    web::{
        client::Client,
        error::Failure,
        filing::Memory,
        form::{Field, FieldErrors, Form},
        guard::Nothing,
        page::{Page, Side, Title, View},
        portal::guesses::{self, Counted},
    },
};

/// The page.
#[derive(Debug, Serialize)]
pub(super) struct CodePage {
    errors: FieldErrors,
    code: Field,
    /// Where it was sent, masked.
    to: String,
    minutes: String,
    /// Where another address is given instead.
    other: &'static str,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    code: String,
}

/// What becomes of a code, to go somewhere else.
async fn elsewhere(view: &View, told: Key, to: &str) -> Result<Response, Failure> {
    view.visit.set_pending(None).await?;
    view.visit.flash(false, view.say().get(told)?).await?;
    Ok(Redirect::to(to).into_response())
}

async fn page(view: &View, errors: FieldErrors, status: StatusCode) -> Result<Response, Failure> {
    let pending = view.visit.pending().await?;
    let sent = match &pending {
        Some(pending) => member::to_whom(&view.app.office, pending.code).await?,
        None => return Ok(Redirect::to("/mine/sign-in").into_response()),
    };
    let Some((reach, member)) = sent else {
        return elsewhere(view, key("mine-code-over"), "/mine/sign-in").await;
    };
    let page = CodePage {
        code: Field::new("code", "", &errors),
        errors,
        to: reach.masked(),
        minutes: CODE_MINUTES.to_string(),
        other: if member.is_some() {
            "/mine/account"
        } else {
            "/mine/sign-in"
        },
    };
    view.page_with(status, page).await
}

/// `GET /mine/code`
pub(super) async fn show(view: View) -> Result<Response, Failure> {
    page(&view, FieldErrors::default(), StatusCode::OK).await
}

/// `POST /mine/code/again`
pub(super) async fn again(
    view: View,
    client: Client,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    let Some(pending) = view.visit.pending().await? else {
        return Ok(Redirect::to("/mine/sign-in").into_response());
    };
    let Some((reach, member)) = member::to_whom(&view.app.office, pending.code).await? else {
        return elsewhere(&view, key("mine-code-over"), "/mine/sign-in").await;
    };
    match send_code(&view, &client, reach, member, &pending.next).await? {
        Ok(()) => {
            view.visit
                .flash(true, view.say().get(key("mine-sent-again"))?)
                .await?;
            Ok(Redirect::to("/mine/code").into_response())
        }
        Err((status, wrong)) => {
            let mut errors = FieldErrors::default();
            errors.add("code", wrong);
            page(&view, errors, status).await
        }
    }
}

/// `POST /mine/code`
pub(super) async fn enter(
    view: View,
    memory: Memory,
    client: Client,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let Some(pending) = view.visit.pending().await? else {
        return Ok(Redirect::to("/mine/sign-in").into_response());
    };
    let counted = [Counted::sign_ins_from(&client)];
    guesses::check(&view.app, &counted).await?;
    let wrong = if typed.code.trim().is_empty() {
        key("mine-code-blank")
    } else {
        match member::confirm(&view.app.office, pending.code, &typed.code).await? {
            Said::Right(Confirmed::SignsIn { member, is_new }) => {
                return welcome(&view, &memory, &headers, (member, is_new), &pending.next).await;
            }
            Said::Right(Confirmed::Reached(_)) => {
                view.visit.set_pending(None).await?;
                view.visit
                    .flash(true, view.say().get(key("mine-reached"))?)
                    .await?;
                return Ok(Redirect::to(&pending.next).into_response());
            }
            Said::Right(Confirmed::Taken) => {
                return elsewhere(&view, key("mine-reach-taken"), &pending.next).await;
            }
            Said::Over => return elsewhere(&view, key("mine-code-over"), "/mine/sign-in").await,
            Said::Wrong => {
                guesses::count(&view.app, &counted).await?;
                key("mine-code-wrong")
            }
        }
    };
    let mut errors = FieldErrors::default();
    errors.add("code", view.say().get(wrong)?);
    page(&view, errors, StatusCode::UNPROCESSABLE_ENTITY).await
}

impl Template for CodePage {
    const NAME: &'static str = "pages/portal/mine/code";

    fn samples() -> Vec<Self> {
        let page = |is_wrong: bool| {
            let mut errors = FieldErrors::default();
            if is_wrong {
                errors.add("code", "验证码不对<b>");
            }
            Self {
                code: Field::new("code", "", &errors),
                errors,
                to: "l**@example.cn".to_owned(),
                minutes: "10".to_owned(),
                other: "/mine/sign-in",
            }
        };
        vec![page(true), page(false)]
    }
}

impl Page for CodePage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("mine-code-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
