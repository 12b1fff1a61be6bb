//! Extractors whose refusals are pages of ours.

use super::app::App;
use super::error::Failure;
use super::page::Staff;
use super::session::Visit;
use crate::casework::delegation;
use crate::domain::account::Officer;
use crate::domain::id::AccountId;
use crate::law::Role;
use crate::store::account::{self, Account, Present};
use crate::store::{Scope, agency, reminder};
use axum::extract::FromRequestParts;
use axum::extract::rejection::PathRejection;
use axum::http::request::Parts;
use axum_extra::extract::QueryRejection;

/// Where people change their password.
const ACCOUNT: &str = "/account";

/// The parameters of a path; what does not fit is not found.
#[derive(Clone, Copy, Debug, FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(Failure))]
pub struct Path<T>(pub T);

/// The query of an address; repeated names become a `Vec`. What does not fit is not understood.
#[derive(Clone, Copy, Debug, FromRequestParts)]
#[from_request(via(axum_extra::extract::Query), rejection(Failure))]
pub struct Query<T>(pub T);

impl From<PathRejection> for Failure {
    fn from(_: PathRejection) -> Self {
        Self::NotFound
    }
}

impl From<QueryRejection> for Failure {
    fn from(_: QueryRejection) -> Self {
        Self::Invalid
    }
}

/// A person of the staff who has signed in. Having one is the proof: there is no other way to get it.
///
/// The account is read anew for every request, so that one that was switched off, or has lost a role, stops at once; so
/// are the people for whom they stand in today.
#[derive(Clone, Debug)]
pub struct SignedIn(pub Account, Vec<Officer>, FirstPassword);

/// Whether somebody else set their password: until they have changed it, nothing is there for them but that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct FirstPassword(bool);

impl SignedIn {
    /// The person as the permission rules see them.
    pub fn officer(&self) -> Officer {
        Officer {
            stands_in_for: self.1.clone(),
            ..self.0.officer()
        }
    }

    /// The agency whose cases the person may see at all.
    pub fn scope(&self) -> Scope {
        self.0.scope()
    }

    /// Whether they have to change their password first.
    pub fn has_first_password(&self) -> bool {
        self.2.0
    }

    /// Whoever has none of these roles finds nothing here: the page is not there for them.
    pub fn one_of(&self, roles: &[Role]) -> Result<(), Failure> {
        if roles.iter().any(|role| self.0.roles.contains(role)) {
            Ok(())
        } else {
            Err(Failure::NotFound)
        }
    }
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let visit = Visit::from_request_parts(parts, app).await?;
        let known = known(parts, app, &visit).await?;
        let known = known.ok_or_else(|| Failure::SignIn {
            next: parts.uri.to_string(),
        })?;
        if known.has_first_password() && parts.uri.path() != ACCOUNT {
            return Err(Failure::FirstPassword);
        }
        Ok(known)
    }
}

/// Whoever has signed in, looked up once a request.
pub(super) async fn known(parts: &mut Parts, app: &App, visit: &Visit) -> Result<Option<SignedIn>, Failure> {
    if let Some(known) = parts.extensions.get::<SignedIn>() {
        return Ok(Some(known.clone()));
    }
    let Some(present) = present(app, visit).await? else {
        return Ok(None);
    };
    let places = delegation::stands_in_for(&app.office, &present.account).await?;
    let known = SignedIn(present.account, places, FirstPassword(present.first_password));
    parts.extensions.insert(known.clone());
    Ok(Some(known))
}

async fn present(app: &App, visit: &Visit) -> Result<Option<Present>, Failure> {
    match visit.account().await? {
        Some(signed_in) => {
            Ok(account::signed_in(app.db(), AccountId(signed_in.account), signed_in.at).await?)
        }
        None => Ok(None),
    }
}

/// Who has signed in, for the header of a page.
pub(super) async fn staff(app: &App, visit: &Visit) -> Result<Option<Staff>, Failure> {
    match present(app, visit).await? {
        Some(present) => Ok(Some(header(app, &present.account).await?)),
        None => Ok(None),
    }
}

/// A person of the staff, as the header of a page shows them.
pub(super) async fn header(app: &App, account: &Account) -> Result<Staff, Failure> {
    let agency = agency::get(app.db(), account.scope()).await?;
    let unread = reminder::unread(app.db(), account.scope(), account.id).await?;
    let law = app.law();
    let roles: Vec<&str> = account.roles.iter().map(|role| law.role_name(*role)).collect();
    let (agency, region) = agency.map_or_else(Default::default, |agency| (agency.name, agency.region));
    Ok(Staff {
        officer: account.officer(),
        unread,
        name: account.name.clone(),
        agency,
        region,
        roles: roles.join("、"),
    })
}
