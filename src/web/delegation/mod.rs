//! 代行: who takes the review steps of somebody who is away. Everybody settles it for themself, beside their account; an
//! administrator for everybody.

mod page;

use std::collections::BTreeMap;

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;
use time::{Date, format_description::well_known::Iso8601};
use uuid::Uuid;

use self::page::{DelegationPage, Row, Select};
use super::{
    access,
    app::App,
    error::Failure,
    extract::{Path, SignedIn},
    form::{Field, FieldErrors, Form},
    guard::Nothing,
    page::View,
    wording::{Said, Voice, voice},
};
use crate::{
    casework::delegation::{DelegationError, end, settle},
    domain::{
        delegation::{
            Delegation, DelegationPart, DelegationProblem, MAX_WHY, NewDelegation, may_settle, reviews,
        },
        id::{AccountId, DelegationId},
    },
    store::{self, account::Account},
    template::Entry,
    text::key,
};

/// Beside one's own account.
const OWN: &str = "/account/delegations";
/// Of everybody, for the administrators.
const ALL: &str = "/admin/delegations";

pub(super) fn router() -> Router<App> {
    Router::new()
        .route(OWN, get(show_own).post(settle_own))
        .route("/account/delegations/{delegation}/end", post(end_own))
        .route(ALL, get(show_all).post(settle_any))
        .route("/admin/delegations/{delegation}/end", post(end_any))
}

/// The templates of this folder.
pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![DelegationPage].into()
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    from: String,
    to: String,
    from_on: String,
    to_on: String,
    why: String,
}

/// Whoever has none of these pages finds nothing.
fn own(who: &SignedIn) -> Result<(), Failure> {
    if reviews(&who.officer()) {
        Ok(())
    } else {
        Err(Failure::NotFound)
    }
}

fn all(who: &SignedIn) -> Result<(), Failure> {
    if access::is_administrator(&who.officer()) {
        Ok(())
    } else {
        Err(Failure::NotFound)
    }
}

/// `GET /account/delegations`
async fn show_own(view: View, who: SignedIn) -> Result<Response, Failure> {
    own(&who)?;
    show(&view, &who, OWN, &Typed::default(), FieldErrors::default()).await
}

/// `GET /admin/delegations`
async fn show_all(view: View, who: SignedIn) -> Result<Response, Failure> {
    all(&who)?;
    show(&view, &who, ALL, &Typed::default(), FieldErrors::default()).await
}

/// `POST /account/delegations`
async fn settle_own(view: View, who: SignedIn, Form(typed): Form<Typed>) -> Result<Response, Failure> {
    own(&who)?;
    let from = who.0.id;
    settled(view, who, OWN, from, typed).await
}

/// `POST /admin/delegations`
async fn settle_any(view: View, who: SignedIn, Form(typed): Form<Typed>) -> Result<Response, Failure> {
    all(&who)?;
    let from = account(&typed.from);
    settled(view, who, ALL, from, typed).await
}

/// `POST /account/delegations/{delegation}/end`
async fn end_own(
    view: View,
    who: SignedIn,
    Path(id): Path<Uuid>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    own(&who)?;
    ended(view, who, OWN, DelegationId(id)).await
}

/// `POST /admin/delegations/{delegation}/end`
async fn end_any(
    view: View,
    who: SignedIn,
    Path(id): Path<Uuid>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Failure> {
    all(&who)?;
    ended(view, who, ALL, DelegationId(id)).await
}

/// An account that was chosen; nobody where none was.
fn account(chosen: &str) -> AccountId {
    AccountId(chosen.parse().unwrap_or_default())
}

async fn settled(
    view: View,
    who: SignedIn,
    at: &'static str,
    from: AccountId,
    typed: Typed,
) -> Result<Response, Failure> {
    let voice = voice(&view);
    let day = |raw: &str| Date::parse(raw.trim(), &Iso8601::DATE).ok();
    let (Some(from_on), Some(to_on)) = (day(&typed.from_on), day(&typed.to_on)) else {
        let errors = without_days(voice, &typed, from)?;
        return show(&view, &who, at, &typed, errors).await;
    };
    let mut errors = FieldErrors::default();
    let new = NewDelegation {
        from,
        to: account(&typed.to),
        from_on,
        to_on,
        why: typed.why.clone(),
    };
    match settle(&view.app.office, &who.officer(), new).await {
        Ok(_) => {
            let done = voice.say(key("delegation-settled"))?;
            view.visit.flash(true, done).await?;
            Ok(Redirect::to(at).into_response())
        }
        Err(DelegationError::NotTheirs) => Err(Failure::NotFound),
        Err(DelegationError::Store(error)) => Err(error.into()),
        Err(DelegationError::Wrong(wrong)) => {
            for (part, problem) in &wrong {
                errors.add(part.as_str(), worded(voice, *part, problem)?);
            }
            show(&view, &who, at, &typed, errors).await
        }
    }
}

/// What is missing where a day is: everything at once, in the order of the form.
fn without_days(voice: Voice<'_>, typed: &Typed, from: AccountId) -> Said<FieldErrors> {
    let mut errors = FieldErrors::default();
    let people = [
        (DelegationPart::From, from),
        (DelegationPart::To, account(&typed.to)),
    ];
    for (part, chosen) in people {
        if chosen.0.is_nil() {
            let problem = DelegationProblem::NoSuchPerson;
            errors.add(part.as_str(), worded(voice, part, &problem)?);
        }
    }
    for (id, raw) in [("from_on", &typed.from_on), ("to_on", &typed.to_on)] {
        if Date::parse(raw.trim(), &Iso8601::DATE).is_err() {
            errors.add(id, voice.say(key("delegation-wrong-day"))?);
        }
    }
    if typed.why.trim().is_empty() {
        let problem = DelegationProblem::Why(MAX_WHY);
        errors.add("why", worded(voice, DelegationPart::Why, &problem)?);
    }
    Ok(errors)
}

async fn ended(view: View, who: SignedIn, at: &'static str, id: DelegationId) -> Result<Response, Failure> {
    match end(&view.app.office, &who.officer(), id).await {
        Ok(()) => {
            let done = voice(&view).say(key("delegation-ended"))?;
            view.visit.flash(true, done).await?;
            Ok(Redirect::to(at).into_response())
        }
        Err(DelegationError::NotTheirs | DelegationError::Wrong(_)) => Err(Failure::NotFound),
        Err(DelegationError::Store(error)) => Err(error.into()),
    }
}

fn worded(voice: Voice<'_>, part: DelegationPart, problem: &DelegationProblem) -> Said {
    let days = |text, from: &Date, to: &Date| {
        let (from, to) = (voice.weekday(*from), voice.weekday(*to));
        voice.say_with(text, &[("from", &from), ("to", &to)])
    };
    match problem {
        DelegationProblem::NoSuchPerson => voice.say(key("delegation-wrong-person")),
        DelegationProblem::ReviewsNothing if part == DelegationPart::From => {
            voice.say(key("delegation-wrong-from"))
        }
        DelegationProblem::ReviewsNothing => voice.say(key("delegation-wrong-to")),
        DelegationProblem::Themself => voice.say(key("delegation-wrong-themself")),
        DelegationProblem::Reversed => voice.say(key("delegation-wrong-reversed")),
        DelegationProblem::Past => voice.say(key("delegation-wrong-past")),
        DelegationProblem::TooLong(most) => {
            voice.say_with(key("delegation-wrong-long"), &[("most", &most.to_string())])
        }
        DelegationProblem::Overlaps(from, to) => days(key("delegation-wrong-overlaps"), from, to),
        DelegationProblem::IsAway(from, to) => days(key("delegation-wrong-away"), from, to),
        DelegationProblem::Why(most) => {
            voice.say_with(key("delegation-wrong-why"), &[("most", &most.to_string())])
        }
    }
}

async fn show(
    view: &View,
    who: &SignedIn,
    at: &'static str,
    typed: &Typed,
    errors: FieldErrors,
) -> Result<Response, Failure> {
    let (db, scope, voice) = (view.app.db(), who.scope(), voice(view));
    let accounts = store::account::list(db, scope).await?;
    let of = (at == OWN).then_some(who.0.id);
    let found = store::delegation::list(db, scope, of).await?;
    let names: BTreeMap<AccountId, &str> = accounts
        .iter()
        .map(|account| (account.id, account.name.as_str()))
        .collect();
    let today = view.app.office.today();
    let row = |one: &Delegation| row(voice, who, one, (&names, today, at));
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = DelegationPage {
        administers: of.is_none(),
        at,
        rows: found.iter().map(row).collect::<Said<_>>()?,
        from: of
            .is_none()
            .then(|| choose(voice, &accounts, ("from", &typed.from, None), &errors))
            .transpose()?,
        to: choose(voice, &accounts, ("to", &typed.to, of), &errors)?,
        from_on: Field::new("from_on", typed.from_on.clone(), &errors),
        to_on: Field::new("to_on", typed.to_on.clone(), &errors),
        why: Field::new("why", typed.why.clone(), &errors),
        errors,
    };
    view.page_with(status, page).await
}

/// The people of whom one can be chosen: who reviews, and is there.
fn choose(
    voice: Voice<'_>,
    accounts: &[Account],
    (id, chosen, but): (&str, &str, Option<AccountId>),
    errors: &FieldErrors,
) -> Said<Select> {
    let mut people = vec![(String::new(), voice.say(key("delegation-choose"))?)];
    let there = accounts
        .iter()
        .filter(|account| account.active && Some(account.id) != but && reviews(&account.officer()));
    people.extend(there.map(|account| {
        let roles = account.roles.iter().map(|role| voice.law.role_name(*role));
        let roles: Vec<&str> = roles.collect();
        (
            account.id.to_string(),
            format!("{}（{}）", account.name, roles.join("、")),
        )
    }));
    Ok(Select::new(id, people, chosen, errors))
}

fn row(
    voice: Voice<'_>,
    who: &SignedIn,
    one: &Delegation,
    (names, today, at): (&BTreeMap<AccountId, &str>, Date, &str),
) -> Said<Row> {
    let name = |id: &AccountId| {
        names
            .get(id)
            .map_or_else(|| id.to_string(), |name| (*name).to_owned())
    };
    let state = if one.ended_at.is_some() {
        key("delegation-state-ended")
    } else if one.is_over(today) {
        key("delegation-state-over")
    } else if one.holds_on(today) {
        key("delegation-state-now")
    } else {
        key("delegation-state-later")
    };
    let may_end = !one.is_over(today) && may_settle(&who.officer(), one.from);
    Ok(Row {
        from: name(&one.from),
        to: name(&one.to),
        first: voice.weekday(one.from_on),
        last: voice.weekday(one.to_on),
        why: one.why.clone(),
        by: name(&one.by),
        state: voice.say(state)?,
        end_href: may_end.then(|| format!("{at}/{}/end", one.id)),
    })
}
