//! Which cases an account has: one is taken in by its number and code, as it is looked up, and can be taken out again.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{sign_in::MINE, who::Signed};
use crate::{
    casework::{self, member},
    domain::id::CaseId,
    store::{self, Scope},
    template::Template,
    text::{Key, key},
    web::{
        client::Client,
        error::Failure,
        extract::Path,
        form::{Field, FieldErrors, Form},
        guard::Nothing,
        page::{Page, Side, Title, View},
        portal::guesses::{self, Counted},
    },
};

/// The form of number and code.
#[derive(Debug, Serialize)]
pub(super) struct AddPage {
    errors: FieldErrors,
    number: Field,
    code: Field,
}

/// Whether a case is really to be taken out.
#[derive(Debug, Serialize)]
pub(super) struct RemovePage {
    case: String,
    number: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    number: String,
    code: String,
}

impl AddPage {
    fn new(number: &str, errors: FieldErrors) -> Self {
        Self {
            number: Field::new("number", number, &errors),
            code: Field::new("code", "", &errors),
            errors,
        }
    }
}

async fn done(view: &View, told: Key) -> Result<Response, Failure> {
    view.visit.flash(true, view.say().get(told)?).await?;
    Ok(Redirect::to(MINE).into_response())
}

/// `GET /mine/add`
pub(super) async fn show(view: View, _who: Signed) -> Result<Response, Failure> {
    view.page(AddPage::new("", FieldErrors::default())).await
}

/// `POST /mine/add`
pub(super) async fn create(
    view: View,
    who: Signed,
    client: Client,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let office = &view.app.office;
    let counted = Counted::of_look_up(&client, &typed.number);
    guesses::check(&view.app, &counted).await?;
    let mut errors = FieldErrors::default();
    if typed.number.trim().is_empty() || typed.code.trim().is_empty() {
        errors.add("number", view.say().get(key("portal-track-blank"))?);
    } else if let Some((agency, case)) = casework::look_up(office, &typed.number, &typed.code).await? {
        member::add_case(office, who.member.id, agency, case).await?;
        return done(&view, key("mine-added")).await;
    } else {
        guesses::count(&view.app, &counted).await?;
        errors.add("number", view.say().get(key("portal-track-wrong"))?);
    }
    let page = AddPage::new(&typed.number, errors);
    view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
}

/// `POST /mine/cases/{case}/add`: one that is open in this session.
pub(super) async fn take(
    view: View,
    who: Signed,
    Path(case): Path<Uuid>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    let grant = view.visit.granted(CaseId(case)).await?.ok_or(Failure::NotFound)?;
    member::add_case(&view.app.office, who.member.id, grant.agency, grant.case).await?;
    done(&view, key("mine-added")).await
}

/// `GET /mine/cases/{case}/remove`
pub(super) async fn confirm(view: View, who: Signed, Path(case): Path<Uuid>) -> Result<Response, Failure> {
    let db = view.app.db();
    let kept = store::member::has_case(db, who.member.id, CaseId(case)).await?;
    let kept = kept.ok_or(Failure::NotFound)?;
    let case = store::case::load(db, Scope::of(kept.agency), kept.case).await?;
    let case = case.ok_or(Failure::NotFound)?;
    view.page(RemovePage {
        case: case.id.to_string(),
        number: case.number.to_string(),
    })
    .await
}

/// `POST /mine/cases/{case}/remove`
pub(super) async fn remove(
    view: View,
    who: Signed,
    Path(case): Path<Uuid>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    if member::remove_case(&view.app.office, who.member.id, CaseId(case)).await? {
        done(&view, key("mine-removed")).await
    } else {
        Err(Failure::NotFound)
    }
}

impl Template for AddPage {
    const NAME: &'static str = "pages/portal/mine/add";

    fn samples() -> Vec<Self> {
        let mut errors = FieldErrors::default();
        errors.add("number", "申请编号或者查询码不对<b>");
        vec![
            Self::new("\"><script>", errors),
            Self::new("", FieldErrors::default()),
        ]
    }
}

impl Page for AddPage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("mine-add-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}

impl Template for RemovePage {
    const NAME: &'static str = "pages/portal/mine/remove";

    fn samples() -> Vec<Self> {
        vec![Self {
            case: "0".to_owned(),
            number: "QXZJ-2026-00012".to_owned(),
        }]
    }
}

impl Page for RemovePage {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("mine-remove-title"))
    }
}
