//! `/account`: who one is here, and one's own password. It is there for everybody who has signed in.

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use serde::{Deserialize, Serialize};

use super::{
    access,
    app::App,
    error::Failure,
    extract::SignedIn,
    form::{FieldErrors, Form},
    page::{Page, Side, Title, View},
    session, sign_in,
};
use crate::{
    password::{self, FEWEST, PasswordError},
    store::{account, agency},
    template::{Entry, Template},
    text::key,
};

pub(super) fn router() -> Router<App> {
    Router::new().route("/account", get(show).post(update))
}

/// The templates of this file.
pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![AccountPage].into()
}

/// The page.
#[derive(Debug, Serialize)]
struct AccountPage {
    errors: FieldErrors,
    name: String,
    username: String,
    department: Option<String>,
    roles: String,
    /// The roles give nothing to do on the desk or in review.
    has_no_pages: bool,
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
    page(&view, &who, StatusCode::OK, FieldErrors::default()).await
}

/// `POST /account`: changes the password. Whoever is signed in elsewhere is signed out there.
async fn update(view: View, who: SignedIn, Form(typed): Form<Typed>) -> Result<Response, Failure> {
    let mut errors = FieldErrors::default();
    let say = view.say();
    if let Err(problem) = sign_in::judge(&view.app, &who.0.username, typed.old).await? {
        let message = match problem {
            sign_in::Problem::Wrong => say.get(key("account-wrong-old"))?,
            sign_in::Problem::Locked => problem.worded(&view)?,
        };
        errors.add("old", message);
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
        return page(&view, &who, StatusCode::UNPROCESSABLE_ENTITY, errors).await;
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
    Ok(Redirect::to("/account").into_response())
}

async fn page(
    view: &View,
    who: &SignedIn,
    status: StatusCode,
    errors: FieldErrors,
) -> Result<Response, Failure> {
    let departments = agency::departments(view.app.db(), who.scope()).await?;
    let department = departments
        .into_iter()
        .find(|department| Some(department.id) == who.0.department);
    let roles: Vec<&str> = who.0.roles.iter().map(|role| view.law.role_name(*role)).collect();
    let secret = |id| Secret { error: errors.of(id) };
    let page = AccountPage {
        name: who.0.name.clone(),
        username: who.0.username.clone(),
        department: department.map(|department| department.name),
        roles: roles.join("、"),
        has_no_pages: access::home(&who.officer()) == "/account",
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
        let page = |wrong: bool| {
            let mut errors = FieldErrors::default();
            if wrong {
                errors.add("old", "现在的口令不正确");
            }
            let secret = || Secret {
                error: wrong.then(|| "两次输入的口令不一致".to_owned()),
            };
            Self {
                errors,
                name: "欧阳<伟>".to_owned(),
                username: "ouyang".to_owned(),
                department: wrong.then(|| "办公室".to_owned()),
                roles: "系统管理员".to_owned(),
                has_no_pages: !wrong,
                fewest: "10".to_owned(),
                old: secret(),
                new: secret(),
                again: secret(),
            }
        };
        vec![page(false), page(true)]
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
