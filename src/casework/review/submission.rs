//! What was submitted for review, so that a reviewer sees what became of it when it comes again, and everybody what
//! changed when approvals are void.

use serde::{Deserialize, Serialize};

use crate::{
    casework::Office,
    domain::{
        answer::{Draft, FileRef, ProposedItem},
        digest::Digest,
        id::{AgencyId, CaseId},
    },
    letters::{Document, Letters},
    store::{self, Connection, Scope, StoreError, Tx, secret::Vault},
};

/// An answer as its reviewers saw it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// The letter, a line a paragraph, without number and date.
    pub lines: Vec<String>,
    /// What goes out with it.
    pub files: Vec<FileRef>,
    /// Outcomes and grounds.
    pub items: Vec<ProposedItem>,
}

impl Submission {
    /// What a letter and its draft come to.
    pub fn of(letters: &Letters, document: &Document, draft: &Draft) -> Self {
        let files = draft.items.iter().flat_map(|item| &item.files);
        Self {
            lines: letters.text(document).lines().map(str::to_owned).collect(),
            files: files.cloned().collect(),
            items: draft.outline(),
        }
    }

    /// Keeps it under the digest that the approvals will be bound to.
    pub(in crate::casework) async fn keep(
        &self,
        office: &Office,
        tx: &Tx,
        scope: Scope,
        under: (CaseId, Digest),
    ) -> Result<(), StoreError> {
        let body = serde_json::to_string(self)
            .map_err(|error| StoreError::inconsistent("submission", under.0, error))?;
        store::submission::insert(tx, scope, &office.vault, under, &body, office.now()).await
    }
}

/// What was submitted in a case under a digest; none where it was before such things were kept.
pub async fn submission(
    office: &Office,
    agency: AgencyId,
    case: CaseId,
    content: Digest,
) -> Result<Option<Submission>, StoreError> {
    submission_in(&office.db, Scope::of(agency), &office.vault, case, content).await
}

pub(super) async fn submission_in(
    db: &impl Connection,
    scope: Scope,
    vault: &Vault,
    case: CaseId,
    content: Digest,
) -> Result<Option<Submission>, StoreError> {
    let body = store::submission::get(db, scope, vault, case, content).await?;
    let read = |body: String| {
        serde_json::from_str(&body).map_err(|error| StoreError::inconsistent("submission", case, error))
    };
    body.map(read).transpose()
}
