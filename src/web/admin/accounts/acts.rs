//! What is done with an account by one button: a new password, a lock that is lifted, off and on.

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Own, address,
    edit::{self, failure},
    fields::Typed,
    issued,
};
use crate::{
    casework::{
        audit::Giver,
        staff::{self, StaffError, Weight, unstaffed_without, weight},
    },
    domain::id::AccountId,
    store::{account::Account, staff::Record},
    template::Entry,
    text::{Key, key},
    web::{
        access,
        app::App,
        error::Failure,
        extract::{Path, SignedIn},
        form::{FieldErrors, Form},
        page::{Page, Side, Title, View},
        wording::Said,
    },
};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/admin/accounts/{account}/password", post(reset))
        .route("/admin/accounts/{account}/unlock", post(unlock))
        .route("/admin/accounts/{account}/on", post(switch_on))
        .route("/admin/accounts/{account}/off", get(ask).post(switch_off))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![OffPage].into()
}

/// What the buttons send.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Seen {
    version: String,
}

impl Seen {
    fn version(&self) -> Result<i64, Failure> {
        self.version.parse().map_err(|_| Failure::Invalid)
    }
}

/// Before an account is switched off: what hangs on it.
#[derive(Debug, Serialize)]
pub(super) struct OffPage {
    pub(super) stale: Option<String>,
    /// Why it cannot be.
    pub(super) refused: Option<String>,
    pub(super) called: String,
    pub(super) username: String,
    pub(super) href: String,
    pub(super) version: i64,
    /// What has to be handed over before, with where it is for those who may open it.
    pub(super) work: Vec<Work>,
    pub(super) unstaffed: Vec<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Work {
    pub(super) said: String,
    pub(super) href: Option<String>,
}

/// Whose button was pressed, with the account as it is and as its presser saw it.
async fn pressed<'a>(
    view: &'a View,
    who: &SignedIn,
    id: Uuid,
    seen: &Seen,
) -> Result<(Own<'a>, Record, (AccountId, i64)), Failure> {
    let own = Own::read(view, who).await?;
    let record = own.account(AccountId(id)).await?;
    let at = (record.account.id, seen.version()?);
    Ok((own, record, at))
}

/// `POST /admin/accounts/{account}/password`
async fn reset(
    view: View,
    who: SignedIn,
    Path(id): Path<Uuid>,
    Form(seen): Form<Seen>,
) -> Result<Response, Failure> {
    let (own, _, at) = pressed(&view, &who, id, &seen).await?;
    let giver = Giver::Officer(&own.officer);
    match staff::reset_password(&view.app.office, giver, own.scope, at).await {
        Ok((account, password)) => issued::show(&view, &account, password).await,
        Err(error) => refused(&own, error).await,
    }
}

/// `POST /admin/accounts/{account}/unlock`
async fn unlock(
    view: View,
    who: SignedIn,
    Path(id): Path<Uuid>,
    Form(seen): Form<Seen>,
) -> Result<Response, Failure> {
    let (own, _, at) = pressed(&view, &who, id, &seen).await?;
    let giver = Giver::Officer(&own.officer);
    let done = staff::unlock(&view.app.office, giver, own.scope, at).await;
    finished(&own, done, key("accounts-unlocked")).await
}

/// `POST /admin/accounts/{account}/on`
async fn switch_on(
    view: View,
    who: SignedIn,
    Path(id): Path<Uuid>,
    Form(seen): Form<Seen>,
) -> Result<Response, Failure> {
    let (own, _, at) = pressed(&view, &who, id, &seen).await?;
    let giver = Giver::Officer(&own.officer);
    let done = staff::switch(&view.app.office, giver, own.scope, at, true).await;
    finished(&own, done, key("accounts-on-again")).await
}

/// `GET /admin/accounts/{account}/off`
async fn ask(view: View, who: SignedIn, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let own = Own::read(&view, &who).await?;
    let record = own.account(AccountId(id)).await?;
    off_page(&own, &record, StatusCode::OK, (None, None)).await
}

/// `POST /admin/accounts/{account}/off`
async fn switch_off(
    view: View,
    who: SignedIn,
    Path(id): Path<Uuid>,
    Form(seen): Form<Seen>,
) -> Result<Response, Failure> {
    let (own, record, at) = pressed(&view, &who, id, &seen).await?;
    let giver = Giver::Officer(&own.officer);
    match staff::switch(&view.app.office, giver, own.scope, at, false).await {
        Err(StaffError::Stale(now)) => {
            let told = own.stale(&now)?;
            off_page(&own, &now, StatusCode::CONFLICT, (Some(told), None)).await
        }
        Err(StaffError::Own) => {
            let why = own.voice.say(key("accounts-own-off"))?;
            off_page(&own, &record, StatusCode::UNPROCESSABLE_ENTITY, (None, Some(why))).await
        }
        Err(StaffError::LastAdministrator) => {
            let why = own.voice.say(key("accounts-last"))?;
            off_page(&own, &record, StatusCode::UNPROCESSABLE_ENTITY, (None, Some(why))).await
        }
        done => finished(&own, done, key("accounts-off-now")).await,
    }
}

/// Back to the account, saying that it was done.
async fn finished(own: &Own<'_>, done: Result<Account, StaffError>, said: Key) -> Result<Response, Failure> {
    match done {
        Ok(account) => {
            let said = own.voice.say_with(said, &[("name", &account.name)])?;
            own.view.visit.flash(true, said).await?;
            Ok(Redirect::to(&address(account.id)).into_response())
        }
        Err(error) => refused(own, error).await,
    }
}

/// The account as it is now, with why nothing was done.
async fn refused(own: &Own<'_>, error: StaffError) -> Result<Response, Failure> {
    match error {
        StaffError::Stale(now) => {
            let told = own.stale(&now)?;
            let typed = Typed::of(&now.account);
            edit::page(own, &now, &typed, FieldErrors::default(), Some(told)).await
        }
        // No page of ours offers it for one's own.
        StaffError::Own => Err(Failure::Refused(own.voice.say(key("accounts-own-password"))?)),
        other @ (StaffError::NotTheirs
        | StaffError::Wrong(_)
        | StaffError::LastAdministrator
        | StaffError::Password(_)
        | StaffError::Store(_)) => Err(failure(other)),
    }
}

async fn off_page(
    own: &Own<'_>,
    record: &Record,
    status: StatusCode,
    (stale, refused): (Option<String>, Option<String>),
) -> Result<Response, Failure> {
    let (office, account) = (&own.view.app.office, &record.account);
    let after = Account {
        active: false,
        ..account.clone()
    };
    let weight = weight(office, account).await?;
    let page = OffPage {
        stale,
        refused,
        called: account.name.clone(),
        username: account.username.clone(),
        href: address(account.id),
        version: record.version,
        work: work(own, account, weight)?,
        unstaffed: unstaffed_without(office, own.scope, own.voice.law, (account.id, &after)).await?,
    };
    own.view.page_with(status, page).await
}

fn work(own: &Own<'_>, account: &Account, weight: Weight) -> Said<Vec<Work>> {
    let queue = access::is_on_desk(&own.officer).then(|| format!("/desk?tab=all&handler={}", account.id));
    let counted = [
        (weight.in_hand, key("accounts-in-hand"), queue),
        (weight.to_review, key("accounts-to-review"), None),
        (weight.letters, key("accounts-letters"), None),
    ];
    let some = counted.into_iter().filter(|(count, ..)| *count > 0);
    let worded = some.map(|(count, said, href)| {
        Ok(Work {
            said: own.voice.say_with(said, &[("count", &count.to_string())])?,
            href,
        })
    });
    worded.collect()
}

impl Page for OffPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("accounts-off-title"))
    }

    fn has_errors(&self) -> bool {
        self.refused.is_some()
    }
}
