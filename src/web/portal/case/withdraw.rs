//! 撤回: asked twice, because what is withdrawn is not answered any more.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::give::{Given, OrderTexts, give};
use crate::{
    casework::{Order, compose},
    domain::{
        account::Actor,
        command::CommandKind,
        permission,
        words::{InvalidWords, MAX_WORDS},
    },
    template::Template,
    text::key,
    web::{
        error::Failure,
        extract::Path,
        form::{Field, FieldErrors, Form},
        page::{Page, Side, Title, View},
        portal::load::{self, Loaded},
    },
};

/// The page that asks again.
#[derive(Debug, Serialize)]
pub(super) struct Withdraw {
    case: String,
    agency_name: String,
    number: String,
    version: u32,
    items: Vec<String>,
    errors: FieldErrors,
    reason: Field,
}

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web::portal) struct Typed {
    version: u32,
    reason: String,
}

impl Withdraw {
    fn new(loaded: &Loaded, reason: &str, errors: FieldErrors) -> Self {
        Self {
            case: loaded.case.id.to_string(),
            agency_name: loaded.agency.name.clone(),
            number: loaded.case.number.to_string(),
            version: loaded.case.version,
            items: loaded.application.items.iter().map(compose::asked).collect(),
            reason: Field::new("reason", reason, &errors),
            errors,
        }
    }
}

/// `GET /track/case/{case}/withdraw`
pub(in crate::web::portal) async fn confirm(view: View, Path(case): Path<Uuid>) -> Result<Response, Failure> {
    let loaded = load::case(&view, case).await?;
    let actor = Actor::Applicant { case: loaded.case.id };
    if permission::may(&loaded.case, &actor, CommandKind::Withdraw, &loaded.law).is_err() {
        return Ok(Redirect::to(&format!("/track/case/{case}")).into_response());
    }
    view.page(Withdraw::new(&loaded, "", FieldErrors::default()))
        .await
}

/// `POST /track/case/{case}/withdraw`
pub(in crate::web::portal) async fn withdraw(
    view: View,
    Path(case): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let loaded = load::case(&view, case).await?;
    let office = &view.app.office;
    let say = view.say();
    let reason = match office.words(&typed.reason) {
        Ok(words) => Some(words),
        Err(InvalidWords::Blank) => None,
        Err(InvalidWords::TooLong(_)) => {
            let message = say.with(
                key("portal-withdraw-too-long"),
                &[("most", &MAX_WORDS.to_string())],
            )?;
            return refused(&view, StatusCode::UNPROCESSABLE_ENTITY, &loaded, &typed, message).await;
        }
    };
    let texts = OrderTexts {
        done: key("portal-case-withdrawn-now"),
        too_late: key("portal-withdraw-too-late"),
        changed: key("portal-withdraw-changed"),
    };
    match give(&view, &loaded, typed.version, Order::Withdraw { reason }, texts).await? {
        Given::Done(to) => Ok(to),
        Given::Refused(status, message) => refused(&view, status, &loaded, &typed, message).await,
    }
}

/// The page again, with what was typed, why it was not done, and the version that is true now.
async fn refused(
    view: &View,
    status: StatusCode,
    loaded: &Loaded,
    typed: &Typed,
    message: String,
) -> Result<Response, Failure> {
    let mut errors = FieldErrors::default();
    errors.add("reason", message);
    view.page_with(status, Withdraw::new(loaded, &typed.reason, errors))
        .await
}

impl Template for Withdraw {
    const NAME: &'static str = "pages/portal/withdraw";

    fn samples() -> Vec<Self> {
        let withdraw = |errors: FieldErrors| Self {
            case: "0".to_owned(),
            agency_name: "青溪县住房和城乡建设局".to_owned(),
            number: "QXZJ-2026-00012".to_owned(),
            version: 3,
            items: vec!["施工许可证<b>".to_owned()],
            reason: Field::new("reason", "</textarea><script>", &errors),
            errors,
        };
        let mut errors = FieldErrors::default();
        errors.add("reason", "原因太长了");
        vec![withdraw(FieldErrors::default()), withdraw(errors)]
    }
}

impl Page for Withdraw {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("portal-withdraw-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    fn agency(&self) -> Option<String> {
        Some(self.agency_name.clone())
    }
}
