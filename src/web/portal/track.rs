//! Look-up by number and code. A wrong number and a wrong code look the same, and guessing is slowed down by the
//! address from which it comes and by the number that it aims at.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::{Deserialize, Serialize};

use super::guesses::{self, Counted};
use crate::{
    casework,
    template::Template,
    text::key,
    web::{
        client::Client,
        error::Failure,
        filing::Memory,
        form::{Field, FieldErrors, Form},
        page::{Page, Side, Title, View},
        session::Grant,
    },
};

/// The form.
#[derive(Debug, Serialize)]
pub(super) struct Track {
    errors: FieldErrors,
    number: Field,
    code: Field,
    /// A case that is still open in this session.
    open_case: Option<String>,
}

/// What people type. Who has mistyped finds the number again, not the code.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    number: String,
    code: String,
}

impl Track {
    fn new(typed: &Typed, errors: FieldErrors, open_case: Option<String>) -> Self {
        Self {
            number: Field::new("number", typed.number.clone(), &errors),
            code: Field::new("code", "", &errors),
            errors,
            open_case,
        }
    }
}

/// `GET /track`
pub(super) async fn show(view: View) -> Result<Response, Failure> {
    let open = view
        .visit
        .last_granted()
        .await?
        .map(|grant| grant.case.to_string());
    view.page(Track::new(&Typed::default(), FieldErrors::default(), open))
        .await
}

/// `POST /track`
pub(super) async fn open(view: View, client: Client, Form(typed): Form<Typed>) -> Result<Response, Failure> {
    let office = &view.app.office;
    let counted = Counted::of_look_up(&client, &typed.number);
    guesses::check(&view.app, &counted).await?;
    let mut errors = FieldErrors::default();
    if typed.number.trim().is_empty() || typed.code.trim().is_empty() {
        errors.add("number", view.say().get(key("portal-track-blank"))?);
    } else if let Some((agency, case)) = casework::look_up(office, &typed.number, &typed.code).await? {
        view.visit.grant(Grant { agency, case }).await?;
        return Ok(Redirect::to(&format!("/track/case/{case}")).into_response());
    } else {
        guesses::count(&view.app, &counted).await?;
        errors.add("number", view.say().get(key("portal-track-wrong"))?);
    }
    view.page_with(StatusCode::UNPROCESSABLE_ENTITY, Track::new(&typed, errors, None))
        .await
}

/// `POST /track/leave`
pub(super) async fn leave(view: View, memory: Memory) -> Result<Response, Failure> {
    memory.forget().await?;
    view.visit.shut().await?;
    view.visit
        .flash(true, view.say().get(key("portal-left"))?)
        .await?;
    Ok(Redirect::to("/").into_response())
}

impl Template for Track {
    const NAME: &'static str = "pages/portal/track";

    fn samples() -> Vec<Self> {
        let mut errors = FieldErrors::default();
        errors.add("number", "申请编号或者查询码不对");
        let typed = Typed {
            number: "\"><script>".to_owned(),
            code: String::new(),
        };
        vec![
            Self::new(&typed, errors, None),
            Self::new(&Typed::default(), FieldErrors::default(), Some("0".to_owned())),
        ]
    }
}

impl Page for Track {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("portal-track-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
