//! Erasing the account. What was filed is the agencies' by law and stays; the page says so before.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::{Deserialize, Serialize};

use super::who::Fresh;
use crate::{
    casework::member,
    store,
    template::Template,
    text::key,
    web::{
        error::Failure,
        filing::Memory,
        form::{FieldErrors, Form},
        page::{Page, Side, Title, View},
    },
};

/// The page.
#[derive(Debug, Serialize)]
pub(super) struct DeletePage {
    errors: FieldErrors,
    /// How many cases are in the account; none where there are none.
    cases: Option<String>,
    sure: Sure,
}

#[derive(Debug, Serialize)]
struct Sure {
    error: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    sure: String,
}

async fn page(view: &View, who: &Fresh, errors: FieldErrors) -> Result<DeletePage, Failure> {
    let cases = store::member::count_cases(view.app.db(), who.0.member.id).await?;
    Ok(DeletePage {
        cases: (cases > 0).then(|| cases.to_string()),
        sure: Sure {
            error: errors.of("sure"),
        },
        errors,
    })
}

/// `GET /mine/account/delete`
pub(super) async fn confirm(view: View, who: Fresh) -> Result<Response, Failure> {
    let page = page(&view, &who, FieldErrors::default()).await?;
    view.page(page).await
}

/// `POST /mine/account/delete`
pub(super) async fn delete(
    view: View,
    who: Fresh,
    memory: Memory,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    if typed.sure.is_empty() {
        let mut errors = FieldErrors::default();
        errors.add("sure", view.say().get(key("mine-delete-not-sure"))?);
        let page = page(&view, &who, errors).await?;
        return view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await;
    }
    member::delete(&view.app.office, who.0.member.id).await?;
    memory.forget().await?;
    view.visit.sign_out_member().await?;
    let told = view.say().get(key("mine-deleted"))?;
    view.visit.flash(true, told).await?;
    Ok(Redirect::to("/").into_response())
}

impl Template for DeletePage {
    const NAME: &'static str = "pages/portal/mine/delete";

    fn samples() -> Vec<Self> {
        let page = |is_wrong: bool| {
            let mut errors = FieldErrors::default();
            if is_wrong {
                errors.add("sure", "请勾选<b>");
            }
            Self {
                sure: Sure {
                    error: errors.of("sure"),
                },
                errors,
                cases: is_wrong.then(|| "3".to_owned()),
            }
        };
        vec![page(true), page(false)]
    }
}

impl Page for DeletePage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("mine-delete-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
