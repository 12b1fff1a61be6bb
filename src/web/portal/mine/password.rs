//! Signing in with a password, for whoever has set one. An address that nobody has, one without a password and a wrong
//! password look alike, take alike and are counted alike.

use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use serde::{Deserialize, Serialize};

use super::sign_in::{welcome, worded};
use crate::{
    casework::member::{self, SetPasswordError},
    domain::{id::MemberId, member::Reach},
    template::Template,
    text::key,
    web::{
        client::Client,
        error::Failure,
        extract::Query,
        filing::Memory,
        form::{Field, FieldErrors, Form},
        page::{Page, Side, Title, View},
        portal::guesses::{self, Counted},
    },
};

/// The page.
#[derive(Debug, Serialize)]
pub(super) struct PasswordPage {
    errors: FieldErrors,
    reach: Field,
    label: String,
    password: Field,
    next: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    reach: String,
    password: String,
    next: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    next: String,
}

impl PasswordPage {
    fn new(view: &View, typed: &Typed, errors: FieldErrors) -> Result<Self, Failure> {
        if !view.app.offers_accounts() {
            return Err(Failure::NotFound);
        }
        Ok(Self {
            reach: Field::new("reach", typed.reach.clone(), &errors),
            label: worded(view)?.0,
            password: Field::new("password", "", &errors),
            next: typed.next.clone(),
            errors,
        })
    }
}

/// `GET /mine/password`
pub(super) async fn show(view: View, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let typed = Typed {
        next: asked.next,
        ..Typed::default()
    };
    view.page(PasswordPage::new(&view, &typed, FieldErrors::default())?)
        .await
}

/// `POST /mine/password`
pub(super) async fn enter(
    view: View,
    memory: Memory,
    client: Client,
    headers: HeaderMap,
    Form(mut typed): Form<Typed>,
) -> Result<Response, Failure> {
    let counted = [
        Counted::sign_ins_from(&client),
        Counted::passwords_of(&typed.reach),
    ];
    guesses::check(&view.app, &counted).await?;
    let password = std::mem::take(&mut typed.password);
    let mut errors = FieldErrors::default();
    if typed.reach.trim().is_empty() {
        errors.add("reach", view.say().get(key("mine-reach-blank"))?);
    }
    if password.is_empty() {
        errors.add("password", view.say().get(key("mine-password-blank"))?);
    }
    if errors.is_empty() {
        if let Some(member) = judge(&view, &typed.reach, password).await? {
            return welcome(&view, &memory, &headers, (member, false), &typed.next).await;
        }
        guesses::count(&view.app, &counted).await?;
        errors.add("password", view.say().get(key("mine-password-wrong"))?);
    }
    let page = PasswordPage::new(&view, &typed, errors)?;
    view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
}

/// What has not the form of an address is judged like one that nobody has.
async fn judge(view: &View, raw: &str, password: String) -> Result<Option<MemberId>, Failure> {
    let nobody = || Reach::parse("nobody@nowhere.invalid");
    let reach = Reach::parse(raw)
        .or_else(|_| nobody())
        .map_err(anyhow::Error::from)?;
    let judged = member::by_password(&view.app.office, &reach, password).await;
    judged.map_err(|error| match error {
        SetPasswordError::Act(error) => error.into(),
        SetPasswordError::Password(error) => Failure::Internal(error.into()),
    })
}

impl Template for PasswordPage {
    const NAME: &'static str = "pages/portal/mine/password";

    fn samples() -> Vec<Self> {
        let page = |is_wrong: bool| {
            let mut errors = FieldErrors::default();
            if is_wrong {
                errors.add("reach", "请填写<b>");
                errors.add("password", "口令不对<b>");
            }
            Self {
                reach: Field::new("reach", "\"><script>", &errors),
                label: "邮箱或者手机号码".to_owned(),
                password: Field::new("password", "", &errors),
                next: "/mine".to_owned(),
                errors,
            }
        };
        vec![page(true), page(false)]
    }
}

impl Page for PasswordPage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("mine-password-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
