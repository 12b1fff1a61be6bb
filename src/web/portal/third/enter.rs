//! Coming in: by the link, which brings the number along, or by typing the number of the letter; and always with the code. A
//! wrong number, a wrong code and a link that another has replaced look the same, so the link alone tells nobody anything.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::{Deserialize, Serialize};

use crate::{
    casework::consulted,
    template::Template,
    text::key,
    web::{
        client::Client,
        error::Failure,
        extract::Path,
        form::{Field, FieldErrors, Form},
        guard::Nothing,
        page::{Page, Side, Title, View},
        portal::guesses::{self, Counted},
        session::LetIn,
    },
};

/// Longer than any number of ours.
const LONGEST: usize = 60;

/// The form.
#[derive(Debug, Serialize)]
pub(super) struct Enter {
    errors: FieldErrors,
    number: Field,
    code: Field,
    /// The link has brought the number.
    linked: bool,
}

/// What people type. Who has mistyped finds the number again, not the code.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web::portal) struct Typed {
    number: String,
    code: String,
    /// The number came with the link.
    linked: String,
}

impl Enter {
    fn new(number: &str, linked: bool, errors: FieldErrors) -> Self {
        let number: String = number.chars().take(LONGEST).collect();
        Self {
            number: Field::new("number", number, &errors),
            code: Field::new("code", "", &errors),
            errors,
            linked,
        }
    }
}

/// `GET /consulted`
pub(in crate::web::portal) async fn show(view: View) -> Result<Response, Failure> {
    view.page(Enter::new("", false, FieldErrors::default())).await
}

/// `GET /consulted/{token}`: the same page for every number, whether there is such a link or not.
pub(in crate::web::portal) async fn linked(
    view: View,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    view.page(Enter::new(&token, true, FieldErrors::default())).await
}

/// `POST /consulted`
pub(in crate::web::portal) async fn open(
    view: View,
    client: Client,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let counted = [
        Counted::consulted_from(&client),
        Counted::consulted_with(&typed.number),
    ];
    guesses::check(&view.app, &counted).await?;
    let mut errors = FieldErrors::default();
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if typed.number.trim().is_empty() {
        errors.add("number", view.say().get(key("portal-third-number-blank"))?);
    }
    if typed.code.trim().is_empty() {
        errors.add("code", view.say().get(key("portal-third-code-blank"))?);
    }
    if errors.is_empty() {
        let found = consulted::find(&view.app.office, &typed.number, &typed.code).await?;
        if let Some((agency, link)) = found {
            view.visit.let_in(LetIn { agency, link }).await?;
            return Ok(Redirect::to(&format!("/consultation/{link}")).into_response());
        }
        guesses::count(&view.app, &counted).await?;
        errors.add("code", view.say().get(key("portal-third-not-found"))?);
        status = StatusCode::NOT_FOUND;
    }
    let page = Enter::new(&typed.number, !typed.linked.is_empty(), errors);
    view.page_with(status, page).await
}

/// `POST /consulted/leave`
pub(in crate::web::portal) async fn leave(
    view: View,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    view.visit.shut_out().await?;
    view.visit
        .flash(true, view.say().get(key("portal-left"))?)
        .await?;
    Ok(Redirect::to("/").into_response())
}

impl Template for Enter {
    const NAME: &'static str = "pages/portal/third/enter";

    fn samples() -> Vec<Self> {
        let mut errors = FieldErrors::default();
        errors.add("code", "没有找到");
        vec![
            Self::new("\"><script>", true, errors),
            Self::new("", false, FieldErrors::default()),
        ]
    }
}

impl Page for Enter {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("portal-third-enter"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
