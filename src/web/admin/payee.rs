//! `/admin/payment`: to which account applicants pay a fee.

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use serde::Serialize;

use super::administrator;
use crate::{
    casework::agency::{AgencyError, digest, set_payee},
    domain::{
        agency::Agency,
        payee::{PayeePart, TypedPayee},
        text::Invalid,
    },
    store::{self, Scope},
    template::{Entry, Template},
    text::key,
    web::{
        app::App,
        error::Failure,
        extract::SignedIn,
        form::{Field, FieldErrors, Form},
        page::{Page, Side, Title, View},
        pairs::Pairs,
        wording::{Said, Voice, voice},
    },
};

/// Where it is.
const AT: &str = "/admin/payment";

pub(super) fn router() -> Router<App> {
    Router::new().route(AT, get(show).post(update))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![PayeePage].into()
}

#[derive(Debug, Serialize)]
struct PayeePage {
    errors: FieldErrors,
    /// Somebody else has changed the settings meanwhile.
    stale: bool,
    digest: String,
    name: Field,
    bank: Field,
    account: Field,
    purpose: Field,
    remark: Field,
}

impl PayeePage {
    fn new(digest: String, typed: &TypedPayee, errors: FieldErrors) -> Self {
        let field = |part: PayeePart| Field::new(part.as_str(), typed.part(part), &errors);
        Self {
            stale: false,
            digest,
            name: field(PayeePart::Name),
            bank: field(PayeePart::Bank),
            account: field(PayeePart::Account),
            purpose: field(PayeePart::Purpose),
            remark: field(PayeePart::Remark),
            errors,
        }
    }
}

async fn own(view: &View, scope: Scope) -> Result<Agency, Failure> {
    let found = store::agency::get(view.app.db(), scope).await?;
    found.ok_or(Failure::NotFound)
}

/// `GET /admin/payment`
async fn show(view: View, who: SignedIn) -> Result<Response, Failure> {
    let officer = administrator(&who)?;
    let agency = own(&view, Scope::of(officer.agency)).await?;
    let (seen, typed) = (digest(&agency).to_string(), TypedPayee::of(&agency));
    view.page(PayeePage::new(seen, &typed, FieldErrors::default()))
        .await
}

/// `POST /admin/payment`
async fn update(view: View, who: SignedIn, Form(form): Form<Pairs>) -> Result<Response, Failure> {
    let officer = administrator(&who)?;
    let seen = form.get("digest").parse().map_err(|_| Failure::Invalid)?;
    let get = |part: PayeePart| form.get(part.as_str()).to_owned();
    let typed = TypedPayee {
        name: get(PayeePart::Name),
        bank: get(PayeePart::Bank),
        account: get(PayeePart::Account),
        purpose: get(PayeePart::Purpose),
        remark: get(PayeePart::Remark),
    };
    match set_payee(&view.app.office, &officer, seen, &typed).await {
        Ok(()) => {
            view.visit
                .flash(true, view.say().get(key("payee-saved"))?)
                .await?;
            Ok(Redirect::to(AT).into_response())
        }
        Err(AgencyError::Payee(problems)) => {
            let mut errors = FieldErrors::default();
            for (part, why) in problems {
                errors.add(part.as_str(), wrong(voice(&view), why)?);
            }
            let page = PayeePage::new(form.get("digest").to_owned(), &typed, errors);
            view.page_with(StatusCode::UNPROCESSABLE_ENTITY, page).await
        }
        Err(AgencyError::Stale(now)) => {
            let mut page = PayeePage::new(digest(&now).to_string(), &typed, FieldErrors::default());
            page.stale = true;
            view.page_with(StatusCode::CONFLICT, page).await
        }
        Err(error) => Err(super::agency::failure(error)),
    }
}

fn wrong(voice: Voice<'_>, why: Invalid) -> Said {
    match why {
        Invalid::Form => voice.say(key("payee-account-form")),
        Invalid::Blank
        | Invalid::TooLong(_)
        | Invalid::Character
        | Invalid::Length
        | Invalid::CheckDigit
        | Invalid::BirthDate => super::agency::text(voice, why),
    }
}

impl Template for PayeePage {
    const NAME: &'static str = "pages/admin/payee";

    fn samples() -> Vec<Self> {
        let typed = TypedPayee {
            name: "青溪县财政局<b>\"".to_owned(),
            ..TypedPayee::default()
        };
        let mut errors = FieldErrors::default();
        for part in PayeePart::ALL {
            errors.add(part.as_str(), "请填写<b>");
        }
        let page = |errors| Self::new("0".repeat(64), &typed, errors);
        let stale = Self {
            stale: true,
            ..page(FieldErrors::default())
        };
        vec![stale, page(errors)]
    }
}

impl Page for PayeePage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("payee-title"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
