//! Somebody new, and somebody who is there.

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use serde::Serialize;
use uuid::Uuid;

use super::{
    Own, address,
    fields::{PersonFields, Typed},
    issued, problem,
};
use crate::{
    casework::{
        audit::Giver,
        staff::{self, NewAccount, StaffError, unstaffed_without},
    },
    domain::{id::AccountId, staff::AccountPart},
    store::{account::Account, staff::Record},
    template::Entry,
    text::key,
    web::{
        app::App,
        error::Failure,
        extract::{Path, SignedIn},
        form::{Field, FieldErrors, Form},
        page::{Page, Side, Title, View},
    },
};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/admin/accounts/new", get(begin).post(create))
        .route("/admin/accounts/{account}", get(show).post(update))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![NewAccountPage, AccountPage].into()
}

#[derive(Debug, Serialize)]
pub(super) struct NewAccountPage {
    pub(super) errors: FieldErrors,
    pub(super) username: Field,
    pub(super) person: PersonFields,
}

#[derive(Debug, Serialize)]
pub(super) struct AccountPage {
    pub(super) errors: FieldErrors,
    /// Somebody else has changed it meanwhile; so it is now.
    pub(super) stale: Option<String>,
    pub(super) called: String,
    pub(super) username: String,
    pub(super) last: String,
    pub(super) states: Vec<String>,
    pub(super) href: String,
    pub(super) version: i64,
    pub(super) active: bool,
    pub(super) locked: bool,
    /// Whether it is the reader's own.
    pub(super) own: bool,
    pub(super) person: PersonFields,
}

/// `GET /admin/accounts/new`
async fn begin(view: View, who: SignedIn) -> Result<Response, Failure> {
    let own = Own::read(&view, &who).await?;
    new_page(&own, &Typed::default(), FieldErrors::default()).await
}

/// `POST /admin/accounts/new`
async fn create(view: View, who: SignedIn, Form(typed): Form<Typed>) -> Result<Response, Failure> {
    let own = Own::read(&view, &who).await?;
    let new = NewAccount {
        username: typed.username.clone(),
        person: typed.person(),
    };
    let giver = Giver::Officer(&own.officer);
    match staff::create(&view.app.office, giver, own.officer.agency, &new).await {
        Ok((account, password)) => issued::show(&view, &account, password).await,
        Err(StaffError::Wrong(problems)) => {
            let errors = problem::errors(own.voice, &problems)?;
            new_page(&own, &typed, errors).await
        }
        Err(error) => Err(failure(error)),
    }
}

async fn new_page(own: &Own<'_>, typed: &Typed, errors: FieldErrors) -> Result<Response, Failure> {
    let status = status_of(&errors);
    let page = NewAccountPage {
        username: Field::new("username", typed.username.clone(), &errors),
        person: PersonFields::new(own, typed, None, &errors)?,
        errors,
    };
    own.view.page_with(status, page).await
}

fn status_of(errors: &FieldErrors) -> StatusCode {
    if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

/// What no page says itself.
pub(super) fn failure(error: StaffError) -> Failure {
    match error {
        StaffError::NotTheirs => Failure::NotFound,
        StaffError::Store(error) => error.into(),
        other @ (StaffError::Wrong(_)
        | StaffError::Stale(_)
        | StaffError::Own
        | StaffError::LastAdministrator
        | StaffError::Password(_)) => Failure::Internal(other.into()),
    }
}

/// `GET /admin/accounts/{account}`
async fn show(view: View, who: SignedIn, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let own = Own::read(&view, &who).await?;
    let record = own.account(AccountId(id)).await?;
    let typed = Typed::of(&record.account);
    page(&own, &record, &typed, FieldErrors::default(), None).await
}

/// `POST /admin/accounts/{account}`
async fn update(
    view: View,
    who: SignedIn,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let own = Own::read(&view, &who).await?;
    let record = own.account(AccountId(id)).await?;
    let seen: i64 = typed.version.parse().map_err(|_| Failure::Invalid)?;
    let (office, giver) = (&view.app.office, Giver::Officer(&own.officer));
    let lost = without(&own, &record.account, &typed).await?;
    let changed = staff::change(
        office,
        giver,
        own.scope,
        (record.account.id, seen),
        &typed.person(),
    )
    .await;
    let mut errors = FieldErrors::default();
    match changed {
        Ok(_) => {
            let said = own.voice.say(key("accounts-saved"))?;
            view.visit.flash(true, said).await?;
            if !lost.is_empty() {
                let said = [("steps", lost.join("、"))];
                let said: Vec<(&str, &str)> =
                    said.iter().map(|(name, value)| (*name, value.as_str())).collect();
                let warned = own.voice.say_with(key("accounts-unstaffed-now"), &said)?;
                view.visit.flash(false, warned).await?;
            }
            return Ok(Redirect::to(&address(record.account.id)).into_response());
        }
        Err(StaffError::Stale(now)) => return page(&own, &now, &typed, errors, Some(own.stale(&now)?)).await,
        Err(StaffError::Wrong(problems)) => errors = problem::errors(own.voice, &problems)?,
        Err(StaffError::Own) => {
            errors.add(
                AccountPart::Roles.as_str(),
                own.voice.say(key("accounts-own-role"))?,
            );
        }
        Err(StaffError::LastAdministrator) => {
            errors.add(AccountPart::Roles.as_str(), own.voice.say(key("accounts-last"))?);
        }
        Err(error) => return Err(failure(error)),
    }
    page(&own, &record, &typed, errors, None).await
}

/// The steps of the review chain that nobody could take any more.
async fn without(own: &Own<'_>, account: &Account, typed: &Typed) -> Result<Vec<String>, Failure> {
    let law = own.voice.law;
    let person = crate::domain::staff::person(&typed.person(), law, &own.departments, account.department);
    let Ok(person) = person else {
        return Ok(Vec::new());
    };
    let after = Account {
        roles: person.roles,
        department: person.department,
        ..account.clone()
    };
    Ok(unstaffed_without(&own.view.app.office, own.scope, law, (account.id, &after)).await?)
}

pub(super) async fn page(
    own: &Own<'_>,
    record: &Record,
    typed: &Typed,
    errors: FieldErrors,
    stale: Option<String>,
) -> Result<Response, Failure> {
    let account = &record.account;
    let status = if stale.is_some() {
        StatusCode::CONFLICT
    } else {
        status_of(&errors)
    };
    let page = AccountPage {
        stale,
        called: account.name.clone(),
        username: account.username.clone(),
        last: own.last_sign_in(account)?,
        states: own.states(record)?,
        href: address(account.id),
        version: record.version,
        active: account.active,
        locked: own.is_locked(record),
        own: account.id == own.officer.account,
        person: PersonFields::new(own, typed, account.department, &errors)?,
        errors,
    };
    own.view.page_with(status, page).await
}

impl Page for NewAccountPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("accounts-new"))
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}

impl Page for AccountPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Plain(self.called.clone())
    }

    fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
