//! Why an order was not carried out. Nothing was changed then, whatever the reason.

use super::compose::ComposeError;
use crate::{
    documents::{BlobError, WrongKind, worker::WorkError},
    domain::{case::Case, refusal::Refusal},
    letters::RenderError,
    store::StoreError,
};

#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// No such case for this actor.
    #[error("no such case")]
    Gone,
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// Somebody changed the case since the page was shown; here is the case as it stands now.
    #[error("the case has changed since it was shown")]
    Stale(Box<Case>),
    /// The agency's settings lack an organ or a court that the letter must name.
    #[error(transparent)]
    Compose(#[from] ComposeError),
    #[error("the letter cannot be set")]
    Letter(#[from] RenderError),
    /// The name of the file, and what is wrong with it.
    #[error("the file {0} cannot be taken in")]
    File(String, #[source] WrongKind),
    /// The name of the file, and of what was found in it. It is kept, and kept away from everybody.
    #[error("the file {0} is infected")]
    Infected(String, String),
    #[error("the setting of the letter was interrupted")]
    Interrupted,
    #[error("the process for documents cannot be started")]
    Document(#[source] WorkError),
    #[error("a file cannot be kept or read")]
    Blob(#[from] BlobError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
