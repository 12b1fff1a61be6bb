//! Another address or telephone: a code goes there first, so that nobody is reached by what is not theirs.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::{Deserialize, Serialize};

use super::{
    account::ACCOUNT,
    sign_in::{read, send_code, worded},
    who::Fresh,
};
use crate::{
    domain::member::CODE_MINUTES,
    template::Template,
    text::key,
    web::{
        client::Client,
        error::Failure,
        form::{Field, FieldErrors, Form},
        page::{Page, Side, Title, View},
    },
};

/// The page.
#[derive(Debug, Serialize)]
pub(super) struct ReachPage {
    errors: FieldErrors,
    reach: Field,
    label: String,
    hint: String,
    minutes: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    reach: String,
}

impl ReachPage {
    fn new(view: &View, typed: &str, errors: FieldErrors) -> Result<Self, Failure> {
        let (label, hint) = worded(view)?;
        Ok(Self {
            reach: Field::new("reach", typed, &errors),
            errors,
            label,
            hint,
            minutes: CODE_MINUTES.to_string(),
        })
    }
}

/// `GET /mine/account/reach`
pub(super) async fn show(view: View, _who: Fresh) -> Result<Response, Failure> {
    view.page(ReachPage::new(&view, "", FieldErrors::default())?)
        .await
}

/// `POST /mine/account/reach`
pub(super) async fn send(
    view: View,
    Fresh(who): Fresh,
    client: Client,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let sent = match read(&view, &typed.reach)? {
        Ok(reach) => send_code(&view, &client, reach, Some(who.member.id), ACCOUNT).await?,
        Err(wrong) => Err((StatusCode::UNPROCESSABLE_ENTITY, wrong)),
    };
    match sent {
        Ok(()) => Ok(Redirect::to("/mine/code").into_response()),
        Err((status, wrong)) => {
            let mut errors = FieldErrors::default();
            errors.add("reach", wrong);
            view.page_with(status, ReachPage::new(&view, &typed.reach, errors)?)
                .await
        }
    }
}

impl Template for ReachPage {
    const NAME: &'static str = "pages/portal/mine/reach";

    fn samples() -> Vec<Self> {
        let page = |is_wrong: bool| {
            let mut errors = FieldErrors::default();
            if is_wrong {
                errors.add("reach", "请填写<b>");
            }
            Self {
                reach: Field::new("reach", "\"><script>", &errors),
                errors,
                label: "邮箱或者手机号码".to_owned(),
                hint: "验证码发到这里".to_owned(),
                minutes: "10".to_owned(),
            }
        };
        vec![page(true), page(false)]
    }
}

impl Page for ReachPage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("mine-change-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
