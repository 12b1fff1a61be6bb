//! What the session of whoever files keeps: the receipts that were given, and files that wait beside a form which is
//! not complete yet.

use axum::{extract::FromRequestParts, http::request::Parts};
use serde::{Deserialize, Serialize};
use tower_sessions::Session;
use uuid::Uuid;

use crate::{domain::digest::Digest, store::file::Purpose, web::error::Failure};

const KEY: &str = "filing";

/// The most files that may wait, over all forms of a session.
const MOST_WAITING: usize = 40;

/// The most receipts that are remembered; the oldest are forgotten. More than anybody takes in at one sitting.
const MOST_FILED: usize = 60;

/// This part of the session.
#[derive(Clone, Debug)]
pub(crate) struct Memory(Session);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Record {
    /// The oldest first.
    filings: Vec<Filed>,
    waiting: Vec<Waiting>,
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
