//! What the session of whoever files keeps: the receipts that were given, which unfinished forms are open, and files that
//! wait beside a form of the desk which is not complete yet.

use axum::{extract::FromRequestParts, http::request::Parts};
use serde::{Deserialize, Serialize};
use tower_sessions::Session;
use uuid::Uuid;

use crate::{
    casework,
    domain::{
        digest::Digest,
        id::{AgencyId, FormId},
    },
    store::file::Purpose,
    web::error::Failure,
};

const KEY: &str = "filing";

/// The most files that may wait, over all forms of a session.
const MOST_WAITING: usize = 40;

/// The most receipts that are remembered; the oldest are forgotten. More than anybody takes in at one sitting.
const MOST_FILED: usize = 60;

/// The most unfinished forms that are open at once; whoever has more comes back to the others by their codes.
const MOST_OPEN: usize = 20;

/// This part of the session.
#[derive(Clone, Debug)]
pub(crate) struct Memory(Session);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Record {
    /// The oldest first.
    filings: Vec<Filed>,
    waiting: Vec<Waiting>,
    open: Vec<OpenForm>,
}

/// An unfinished form of the portal that is open in this session, with its agency: the scope in which it is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OpenForm {
    pub(crate) agency: AgencyId,
    pub(crate) form: FormId,
}

/// An application that was filed in this session.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Filed {
    pub(crate) case: Uuid,
    /// The look-up code, as people read it.
    pub(crate) code: String,
    /// The form that it came with.
    #[serde(default)]
    pub(crate) form: Uuid,
}

/// A file that was sent with a form which could not be filed yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Waiting {
    /// The form to which it belongs.
    pub(crate) form: Uuid,
    pub(crate) name: String,
    /// Bytes.
    pub(crate) size: u64,
    /// Its blob.
    pub(crate) content: Digest,
    pub(crate) purpose: Purpose,
}

impl Waiting {
    /// Its type, which its name tells: a file whose name and content disagree was not taken.
    pub(crate) fn media_type(&self) -> &'static str {
        let extension = self.name.rsplit_once('.').map(|(_, extension)| extension);
        match extension.map(str::to_ascii_lowercase).as_deref() {
            Some("png") => "image/png",
            Some("jpg" | "jpeg") => "image/jpeg",
            Some(_) | None => "application/pdf",
        }
    }

    pub(crate) fn is_picture(&self) -> bool {
        self.media_type().starts_with("image/")
    }
}

impl Memory {
    async fn record(&self) -> Result<Record, Failure> {
        Ok(self.0.get(KEY).await?.unwrap_or_default())
    }

    async fn change(&self, change: impl FnOnce(&mut Record)) -> Result<(), Failure> {
        let mut record = self.record().await?;
        change(&mut record);
        Ok(self.0.insert(KEY, record).await?)
    }

    /// What was filed last in this session.
    pub(crate) async fn filed(&self) -> Result<Option<Filed>, Failure> {
        Ok(self.record().await?.filings.pop())
    }

    /// What was filed in this session, the newest first.
    pub(crate) async fn all_filed(&self) -> Result<Vec<Filed>, Failure> {
        let mut filings = self.record().await?.filings;
        filings.reverse();
        Ok(filings)
    }

    /// Whether a form was filed in this session: sent again, it brings none of the files that waited for it.
    pub(crate) async fn has_filed(&self, form: Uuid) -> Result<bool, Failure> {
        Ok(self
            .record()
            .await?
            .filings
            .iter()
            .any(|filed| filed.form == form))
    }

    /// Remembers what was filed; the files of its form wait no longer.
    pub(crate) async fn remember(&self, filed: Filed) -> Result<(), Failure> {
        self.change(|record| {
            record.waiting.retain(|file| file.form != filed.form);
            record.filings.retain(|known| known.case != filed.case);
            record.open.retain(|known| known.form.0 != filed.form);
            record.filings.push(filed);
            let surplus = record.filings.len().saturating_sub(MOST_FILED);
            record.filings.drain(..surplus);
        })
        .await
    }

    /// The files that wait for a form.
    pub(crate) async fn waiting(&self, form: Uuid) -> Result<Vec<Waiting>, Failure> {
        let waiting = self.record().await?.waiting;
        Ok(waiting.into_iter().filter(|file| file.form == form).collect())
    }

    /// Replaces the files that wait for a form.
    pub(crate) async fn keep(&self, form: Uuid, files: Vec<Waiting>) -> Result<(), Failure> {
        self.change(|record| {
            record.waiting.retain(|file| file.form != form);
            record.waiting.extend(files);
            let surplus = record.waiting.len().saturating_sub(MOST_WAITING);
            record.waiting.drain(..surplus);
        })
        .await
    }

    /// Remembers the receipt of what was filed with a form of the portal.
    pub(crate) async fn remember_filed(&self, form: FormId, filed: &casework::Filed) -> Result<(), Failure> {
        match &filed.code {
            Some(code) => {
                let filed = Filed {
                    case: filed.case.0,
                    code: code.clone(),
                    form: form.0,
                };
                self.remember(filed).await
            }
            None => Ok(()),
        }
    }

    /// Opens an unfinished form to whoever has begun it, or has its code: under a new session id, so that whoever knew the
    /// old one gains nothing.
    pub(crate) async fn open(&self, opened: OpenForm) -> Result<(), Failure> {
        self.0.cycle_id().await?;
        self.change(|record| {
            record.open.retain(|known| *known != opened);
            record.open.push(opened);
            let surplus = record.open.len().saturating_sub(MOST_OPEN);
            record.open.drain(..surplus);
        })
        .await
    }

    /// An unfinished form, if it is open in this session.
    pub(crate) async fn opened(&self, form: FormId) -> Result<Option<OpenForm>, Failure> {
        let open = self.record().await?.open;
        Ok(open.into_iter().find(|known| known.form == form))
    }

    /// The unfinished forms that are open, the latest first.
    pub(crate) async fn all_open(&self) -> Result<Vec<OpenForm>, Failure> {
        let mut open = self.record().await?.open;
        open.reverse();
        Ok(open)
    }

    /// Shuts an unfinished form: it was filed, or thrown away.
    pub(crate) async fn shut(&self, form: FormId) -> Result<(), Failure> {
        self.change(|record| record.open.retain(|known| known.form != form))
            .await
    }

    /// Forgets everything.
    pub(crate) async fn forget(&self) -> Result<(), Failure> {
        self.0.remove::<Record>(KEY).await?;
        Ok(())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Memory {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let session = Session::from_request_parts(parts, state).await;
        session
            .map(Self)
            .map_err(|(_, problem)| Failure::Internal(anyhow::anyhow!(problem)))
    }
}
