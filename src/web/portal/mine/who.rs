//! Who has signed in to their account on the portal, and what is theirs.

use axum::{
    extract::FromRequestParts,
    http::{Method, request::Parts},
};
use time::Duration;
use uuid::Uuid;

use super::{account::ACCOUNT, sign_in::MINE};
use crate::{
    casework::member,
    domain::{
        id::{AgencyId, CaseId, FormId, MemberId},
        member::Details,
    },
    store::{self, member::Member},
    web::{
        app::App,
        error::Failure,
        page::View,
        session::{Grant, Visit},
    },
};

/// For how long after signing in an account may be changed or erased without proving again who one is.
const FRESH: Duration = Duration::minutes(30);

/// An applicant who has signed in to their account. Having one is the proof: there is no other way to get it. It is read
/// anew for every request, so that a visit that was ended elsewhere stops at once.
#[derive(Debug)]
pub(super) struct Signed {
    pub(super) member: Member,
    /// The visit of this browser.
    pub(super) visit: Uuid,
}

impl FromRequestParts<App> for Signed {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        if !app.offers_accounts() {
            return Err(Failure::NotFound);
        }
        let visit = Visit::from_request_parts(parts, app).await?;
        signed(app, &visit).await?.ok_or_else(|| Failure::MemberSignIn {
            next: page_of(parts, MINE),
            again: false,
        })
    }
}

/// The same, just now: for what somebody who finds a browser open must not do.
#[derive(Debug)]
pub(super) struct Fresh(pub(super) Signed);

impl FromRequestParts<App> for Fresh {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let signed = Signed::from_request_parts(parts, app).await?;
        let began = store::member::visit(app.db(), signed.visit).await?;
        let is_fresh = began.is_some_and(|visit| app.clock.now() - visit.began_at <= FRESH);
        if is_fresh {
            Ok(Self(signed))
        } else {
            // A button is pressed once more, on the page that has them all.
            Err(Failure::MemberSignIn {
                next: page_of(parts, ACCOUNT),
                again: true,
            })
        }
    }
}

/// The page that was asked for; another one where something was sent, whose address is no page.
fn page_of(parts: &Parts, other: &str) -> String {
    if matches!(parts.method, Method::GET | Method::HEAD) {
        parts.uri.to_string()
    } else {
        other.to_owned()
    }
}

async fn signed(app: &App, visit: &Visit) -> Result<Option<Signed>, Failure> {
    let Some(id) = visit.member().await? else {
        return Ok(None);
    };
    let member = member::visiting(&app.office, id).await?;
    Ok(member.map(|member| Signed { member, visit: id }))
}

/// Who has signed in, on pages that need nobody to have.
pub(super) async fn somebody(view: &View) -> Result<Option<Signed>, Failure> {
    if view.app.offers_accounts() {
        signed(&view.app, &view.visit).await
    } else {
        Ok(None)
    }
}

async fn member_of(view: &View) -> Result<Option<MemberId>, Failure> {
    Ok(somebody(view).await?.map(|signed| signed.member.id))
}

/// The grant of a case that whoever has signed in has in their account.
pub(in crate::web::portal) async fn grant(view: &View, case: CaseId) -> Result<Option<Grant>, Failure> {
    let Some(member) = member_of(view).await? else {
        return Ok(None);
    };
    let kept = store::member::has_case(view.app.db(), member, case).await?;
    Ok(kept.map(|kept| Grant {
        agency: kept.agency,
        case: kept.case,
    }))
}

/// The agency of an unfinished form that whoever has signed in has in their account.
pub(in crate::web::portal) async fn has_form(view: &View, form: FormId) -> Result<Option<AgencyId>, Failure> {
    match member_of(view).await? {
        Some(member) => Ok(store::member::has_form(view.app.db(), member, form).await?),
        None => Ok(None),
    }
}

/// Keeps what was filed in the account of whoever has signed in.
pub(in crate::web::portal) async fn keep_case(
    view: &View,
    agency: AgencyId,
    case: CaseId,
) -> Result<(), Failure> {
    if let Some(member) = member_of(view).await? {
        member::add_case(&view.app.office, member, agency, case).await?;
    }
    Ok(())
}

/// Keeps an unfinished form in the account of whoever has signed in.
pub(in crate::web::portal) async fn keep_form(
    view: &View,
    agency: AgencyId,
    form: FormId,
) -> Result<(), Failure> {
    if let Some(member) = member_of(view).await? {
        member::add_form(&view.app.office, member, agency, form).await?;
    }
    Ok(())
}

/// What forms are filled in with for whoever has signed in; nothing for everybody else.
pub(in crate::web::portal) async fn details(view: &View) -> Result<Details, Failure> {
    let signed = somebody(view).await?;
    Ok(signed.map(|signed| signed.member.details).unwrap_or_default())
}
