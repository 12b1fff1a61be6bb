//! What the browser's session holds: very little, because the last writer of the whole record wins.

use super::app::App;
use super::error::Failure;
use crate::domain::id::{AgencyId, CaseId, LinkId};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use tower_sessions::Session;
use uuid::Uuid;

/// The one key under which everything stands.
const KEY: &str = "visit";

/// How many cases an applicant may have open in one session.
const CASES: usize = 20;

/// The visitor's session.
#[derive(Clone, Debug)]
pub struct Visit(Session);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Record {
    signed_in: Option<SignedIn>,
    csrf: Option<String>,
    flash: Vec<Flash>,
    cases: Vec<Grant>,
    consulted: Vec<LetIn>,
    /// The visit of an applicant who has signed in to their account; nothing to the staff's.
    member: Option<Uuid>,
    /// A code that was sent, and is to be typed.
    code: Option<Pending>,
    /// Somebody is on their way to an identity platform.
    going: Option<Going>,
    /// What a device of theirs is asked to sign.
    challenge: Option<Uuid>,
    /// When it was last written for the sake of its expiry alone; seconds since 1970, UTC.
    renewed_at: i64,
}

/// How often within its idle time a session in use is written anew: often enough that nobody is signed out while they
/// read, seldom enough that reading costs no writing.
const RENEWALS: i64 = 12;

/// Who has signed in, and when: a password that is changed afterwards ends the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    /// The account.
    pub account: Uuid,
    /// Seconds since 1970, UTC.
    pub at: i64,
}

/// A case that was opened to the applicant, with its agency: the scope in which it is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The agency that has the case.
    pub agency: AgencyId,
    /// The case.
    pub case: CaseId,
}

/// A link by which a consulted third party has come in, with its agency: the scope in which it is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetIn {
    /// The agency that asks.
    pub agency: AgencyId,
    /// The link.
    pub link: LinkId,
}

/// A code that was sent to an applicant, and where to go once it is right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// The mark of the code; the code itself is not here.
    pub code: Uuid,
    /// A path of ours.
    pub next: String,
}

/// What was drawn for a sign-in with an identity platform, kept until somebody comes back.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Going {
    /// What they bring back.
    pub state: String,
    /// What the platform signs.
    pub nonce: String,
    /// What only we can show.
    pub verifier: String,
    /// A path of ours.
    pub next: String,
    /// The account that the platform is to sign in to from now on; none where somebody signs in.
    pub join: Option<Uuid>,
}

impl std::fmt::Debug for Going {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Going").finish_non_exhaustive()
    }
}

/// A message that the next page shows once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    /// Whether it tells of something that was done; otherwise it warns.
    pub done: bool,
    /// The message, in the reader's language.
    pub text: String,
}

impl Visit {
    /// The visit of a request that has passed the session layer.
    pub fn of(session: Session) -> Self {
        Self(session)
    }

    async fn record(&self) -> Result<Record, Failure> {
        Ok(self.0.get(KEY).await?.unwrap_or_default())
    }

    async fn change(&self, change: impl FnOnce(&mut Record)) -> Result<(), Failure> {
        let mut record = self.record().await?;
        change(&mut record);
        Ok(self.0.insert(KEY, record).await?)
    }

    /// Keeps the session of somebody who only reads from ending under their hands.
    async fn keep_alive(&self, now: i64, idle_seconds: i64) -> Result<(), Failure> {
        let Some(mut record) = self.0.get::<Record>(KEY).await? else {
            return Ok(());
        };
        if now - record.renewed_at < idle_seconds / RENEWALS {
            return Ok(());
        }
        record.renewed_at = now;
        Ok(self.0.insert(KEY, record).await?)
    }

    /// The account that has signed in.
    pub async fn account(&self) -> Result<Option<SignedIn>, Failure> {
        Ok(self.record().await?.signed_in)
    }

    /// Signs in: under a new session id, so that whoever knew the old one gains nothing.
    pub async fn sign_in(&self, signed_in: SignedIn) -> Result<(), Failure> {
        self.0.cycle_id().await?;
        self.change(|record| {
            record.signed_in = Some(signed_in);
            record.csrf = None;
        })
        .await
    }

    /// Signs out: nothing of the session stays.
    pub async fn sign_out(&self) -> Result<(), Failure> {
        Ok(self.0.flush().await?)
    }

    /// The secret that forms of this session carry, if a page with a form has been shown.
    pub async fn csrf(&self) -> Result<Option<String>, Failure> {
        Ok(self.record().await?.csrf)
    }

    /// Remembers the secret of a page with a form.
    pub(super) async fn set_csrf(&self, csrf: String) -> Result<(), Failure> {
        self.change(|record| record.csrf = Some(csrf)).await
    }

    /// Leaves a message for the next page.
    pub async fn flash(&self, done: bool, text: String) -> Result<(), Failure> {
        self.change(|record| record.flash.push(Flash { done, text }))
            .await
    }

    /// Takes the messages that wait.
    pub(super) async fn take_flash(&self) -> Result<Vec<Flash>, Failure> {
        let mut record = self.record().await?;
        let waiting = std::mem::take(&mut record.flash);
        if !waiting.is_empty() {
            self.0.insert(KEY, record).await?;
        }
        Ok(waiting)
    }

    /// Opens a case to the applicant who has proved, by number and look-up code, that it is theirs: under a new
    /// session id, so that whoever knew the old one gains nothing.
    pub async fn grant(&self, grant: Grant) -> Result<(), Failure> {
        self.0.cycle_id().await?;
        self.change(|record| {
            record.cases.retain(|known| *known != grant);
            record.cases.push(grant);
            let surplus = record.cases.len().saturating_sub(CASES);
            record.cases.drain(..surplus);
        })
        .await
    }

    /// The grant of a case, if it was opened to this applicant.
    pub async fn granted(&self, case: CaseId) -> Result<Option<Grant>, Failure> {
        Ok(self
            .record()
            .await?
            .cases
            .into_iter()
            .find(|grant| grant.case == case))
    }

    /// The case that was opened last.
    pub async fn last_granted(&self) -> Result<Option<Grant>, Failure> {
        Ok(self.record().await?.cases.last().copied())
    }

    /// Lets a consulted third party in who has brought a link and its code: under a new session id, so that whoever knew
    /// the old one gains nothing.
    pub async fn let_in(&self, by: LetIn) -> Result<(), Failure> {
        self.0.cycle_id().await?;
        self.change(|record| {
            record.consulted.retain(|known| *known != by);
            record.consulted.push(by);
            let surplus = record.consulted.len().saturating_sub(CASES);
            record.consulted.drain(..surplus);
        })
        .await
    }

    /// Whether a third party has come in by a link here.
    pub async fn came_in(&self, link: LinkId) -> Result<Option<LetIn>, Failure> {
        let consulted = self.record().await?.consulted;
        Ok(consulted.into_iter().find(|known| known.link == link))
    }

    /// Shuts every link by which somebody came in.
    pub async fn shut_out(&self) -> Result<(), Failure> {
        self.change(|record| record.consulted.clear()).await
    }

    /// Shuts every case that was opened.
    pub async fn shut(&self) -> Result<(), Failure> {
        self.change(|record| record.cases.clear()).await
    }
}

/// Of the accounts of applicants.
impl Visit {
    /// The visit of an applicant who has signed in.
    pub async fn member(&self) -> Result<Option<Uuid>, Failure> {
        Ok(self.record().await?.member)
    }

    /// Signs an applicant in: under a new session id, so that whoever knew the old one gains nothing.
    pub async fn sign_in_member(&self, visit: Uuid) -> Result<(), Failure> {
        self.0.cycle_id().await?;
        self.change(|record| {
            record.member = Some(visit);
            record.code = None;
            record.challenge = None;
            record.csrf = None;
        })
        .await
    }

    /// Signs an applicant out: nothing of theirs stays in this browser.
    pub async fn sign_out_member(&self) -> Result<(), Failure> {
        self.0.cycle_id().await?;
        self.change(|record| {
            record.member = None;
            record.code = None;
            record.challenge = None;
            record.csrf = None;
            record.cases.clear();
        })
        .await
    }

    /// The code that is to be typed.
    pub async fn pending(&self) -> Result<Option<Pending>, Failure> {
        Ok(self.record().await?.code)
    }

    /// Remembers the code that was sent; none where it is spent.
    pub async fn set_pending(&self, pending: Option<Pending>) -> Result<(), Failure> {
        self.change(|record| record.code = pending).await
    }

    /// Remembers that somebody is on their way.
    pub async fn set_going(&self, going: Option<Going>) -> Result<(), Failure> {
        self.change(|record| record.going = going).await
    }

    /// Takes what was remembered: it is good once.
    pub async fn take_going(&self) -> Result<Option<Going>, Failure> {
        let mut record = self.record().await?;
        let going = record.going.take();
        if going.is_some() {
            self.0.insert(KEY, record).await?;
        }
        Ok(going)
    }

    /// Remembers what a device is asked to sign; what it was asked before is forgotten.
    pub async fn set_challenge(&self, challenge: Uuid) -> Result<(), Failure> {
        self.change(|record| record.challenge = Some(challenge)).await
    }

    /// Takes what was remembered: it is good once.
    pub async fn take_challenge(&self) -> Result<Option<Uuid>, Failure> {
        let mut record = self.record().await?;
        let challenge = record.challenge.take();
        if challenge.is_some() {
            self.0.insert(KEY, record).await?;
        }
        Ok(challenge)
    }

    /// All cases that were opened in this session.
    pub async fn all_granted(&self) -> Result<Vec<Grant>, Failure> {
        Ok(self.record().await?.cases)
    }
}

/// The layer that renews sessions in use.
pub(super) async fn renew(
    State(app): State<App>,
    visit: Visit,
    request: Request,
    next: Next,
) -> Result<Response, Failure> {
    let path = request.uri().path();
    // What a script asks for by itself keeps nobody signed in who has gone away.
    if !(path.starts_with("/assets/") || path.ends_with(super::PRESENCE)) {
        let idle_seconds = app.config.session.idle_minutes * 60;
        visit
            .keep_alive(app.clock.now().unix_timestamp(), idle_seconds)
            .await?;
    }
    Ok(next.run(request).await)
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        Session::from_request_parts(parts, state)
            .await
            .map(Self)
            .map_err(|(_, problem)| Failure::Internal(anyhow::anyhow!(problem)))
    }
}
