//! `/account`: who one is here, and one's own password. It is there for everybody who has signed in.

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::{Deserialize, Serialize};

use super::{
    access,
    app::App,
    error::Failure,
    extract::SignedIn,
    form::{Field, FieldErrors, Form},
    page::{Page, Side, Title, View},
    session, sign_in,
};
use crate::{
    domain::{message::Medium, text::Email},
    password::{self, FEWEST, PasswordError},
    store::{account, agency},
    template::{Entry, Template},
    text::key,
};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/account", get(show).post(update))
        .route("/account/email", post(set_email))
}

/// The templates of this file.
pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![AccountPage].into()
}

/// The page.
#[derive(Debug, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a part of the page that is there or not"
)]
struct AccountPage {
    errors: FieldErrors,
    /// The password was set by somebody else; nothing else is there before it is changed.
    first_password: bool,
    name: String,
    username: String,
    department: Option<String>,
    roles: String,
    /// Where a colleague is named who takes one's steps of reviews, for whom there are such steps.
    delegations_href: Option<&'static str>,
    /// The roles give nothing to do on the desk or in review.
    has_no_pages: bool,
    /// Where one's reminders are mailed.
    email: Field,
    /// Whether mail is sent at all.
    sends_mail: bool,
    /// Which form has errors: that of the address, or that of the password.
    email_wrong: bool,
    /// The fewest characters of a password.
    fewest: String,
    old: Secret,
    new: Secret,
    again: Secret,
}

/// A field whose contents are never shown again.
#[derive(Debug, Serialize)]
struct Secret {
    error: Option<String>,
}

/// A change of the address.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Address {
    email: String,
}

/// A change of the password.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    old: String,
    new: String,
    again: String,
}

/// `GET /account`
async fn show(view: View, who: SignedIn) -> Result<Response, Failure> {
    page(&view, &who, None, FieldErrors::default()).await
}

/// `POST /account/email`: where one's reminders are mailed; nowhere, where nothing is typed.
async fn set_email(view: View, who: SignedIn, Form(typed): Form<Address>) -> Result<Response, Failure> {
    let email = match typed.email.trim() {
        "" => Ok(None),
        text => Email::parse(text).map(Some),
    };
    let Ok(email) = email else {
        let mut errors = FieldErrors::default();
        errors.add("email", view.say().get(key("account-wrong-email"))?);
        return page(&view, &who, Some(typed.email), errors).await;
    };
    let tx = view.app.db().begin().await?;
    account::set_email(&tx, who.scope(), who.0.id, email.as_ref()).await?;
    tx.commit().await?;
    let text = if email.is_some() {
        key("account-email-set")
    } else {
        key("account-email-none")
    };
    view.visit.flash(true, view.say().get(text)?).await?;
    Ok(Redirect::to("/account").into_response())
}

/// `POST /account`: changes the password. Whoever is signed in elsewhere is signed out there.
async fn update(view: View, who: SignedIn, Form(typed): Form<Typed>) -> Result<Response, Failure> {
    let mut errors = FieldErrors::default();
    let say = view.say();
    if let Err(problem) = sign_in::judge(&view.app, &who.0.username, typed.old.clone()).await? {
        let message = match problem {
            sign_in::Problem::Wrong => say.get(key("account-wrong-old"))?,
            sign_in::Problem::Locked => problem.worded(&view)?,
        };
        errors.add("old", message);
    }
    if typed.new == typed.old && !typed.new.is_empty() {
        errors.add("new", say.get(key("account-same"))?);
    }
    if typed.new != typed.again {
        errors.add("again", say.get(key("account-wrong-again"))?);
    }
    let hash = match password::hash(typed.new).await {
        Ok(hash) => hash,
        Err(PasswordError::Length) => {
            let fewest = FEWEST.to_string();
            errors.add("new", say.with(key("account-wrong-new"), &[("fewest", &fewest)])?);
            String::new()
        }
        Err(error @ PasswordError::Hash(_)) => return Err(Failure::Internal(error.into())),
    };
    if !errors.is_empty() {
        return page(&view, &who, None, errors).await;
    }
    let now = view.app.clock.now();
    let tx = view.app.db().begin().await?;
    account::set_password(&tx, who.scope(), who.0.id, &hash, now).await?;
    tx.commit().await?;
    let signed_in = session::SignedIn {
        account: who.0.id.0,
        at: now.unix_timestamp(),
    };
    view.visit.sign_in(signed_in).await?;
    view.visit.flash(true, say.get(key("account-changed"))?).await?;
    let next = if who.has_first_password() {
        access::home(&who.officer())
    } else {
        "/account"
    };
    Ok(Redirect::to(next).into_response())
}

/// The page, with the address that was typed, where one was.
async fn page(
    view: &View,
    who: &SignedIn,
    typed: Option<String>,
    errors: FieldErrors,
) -> Result<Response, Failure> {
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let email_wrong = typed.is_some();
    let own = who.0.email.as_ref().map(ToString::to_string);
    let email = Field::new("email", typed.or(own).unwrap_or_default(), &errors);
    let departments = agency::departments(view.app.db(), who.scope()).await?;
    let department = departments
        .into_iter()
        .find(|department| Some(department.id) == who.0.department);
    let roles: Vec<&str> = who.0.roles.iter().map(|role| view.law.role_name(*role)).collect();
    let secret = |id| Secret { error: errors.of(id) };
    let page = AccountPage {
        first_password: who.has_first_password(),
        name: who.0.name.clone(),
        username: who.0.username.clone(),
        department: department.map(|department| department.name),
        roles: roles.join("、"),
        delegations_href: access::is_reviewer(&who.officer()).then_some("/account/delegations"),
        has_no_pages: access::home(&who.officer()) == "/account",
        email,
        sends_mail: view.app.office.notices.has(Medium::Mail),
        email_wrong,
        fewest: FEWEST.to_string(),
        old: secret("old"),
        new: secret("new"),
        again: secret("again"),
        errors,
    };
    view.page_with(status, page).await
}

impl Template for AccountPage {
    const NAME: &'static str = "pages/account";

    fn samples() -> Vec<Self> {
        let page = |wrong: bool, email_wrong: bool| {
            let mut errors = FieldErrors::default();
            if wrong && !email_wrong {
                errors.add("old", "现在的口令不正确");
            }
            if email_wrong {
                errors.add("email", "请填写电子邮箱地址");
            }
            let secret = || Secret {
                error: wrong.then(|| "两次输入的口令不一致".to_owned()),
            };
            Self {
                first_password: wrong && !email_wrong,
                name: "欧阳<伟>".to_owned(),
                username: "ouyang".to_owned(),
                department: wrong.then(|| "办公室".to_owned()),
                roles: "系统管理员".to_owned(),
                delegations_href: wrong.then_some("/account/delegations"),
                has_no_pages: !wrong,
                email: Field::new("email", "<a@b>", &errors),
                sends_mail: wrong,
                email_wrong,
                fewest: "10".to_owned(),
                old: secret(),
                new: secret(),
                again: secret(),
                errors,
            }
        };
        vec![page(false, false), page(true, false), page(true, true)]
    }
}

impl Page for AccountPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("account-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
