//! Files of a case: what applicants send along, and what answers hand over. The bytes lie under their own digest;
//! a row says what they are called and whose they are.

use crate::{
    documents::{self, Kind},
    domain::{
        account::Actor,
        answer::{Draft, FileRef},
        case::Case,
        command::CommandKind,
        digest::Digest,
        id::{AccountId, AgencyId, CaseId, FileId},
        permission,
        refusal::Refusal,
    },
    store::{
        self, Scope, Tx,
        file::{File, Purpose},
    },
};

use super::{ActError, Office};

/// A file that somebody sends.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The name that the sender gave it.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// A checked upload: its type is what its content says.
#[derive(Debug, Clone)]
pub(super) struct Checked {
    pub(super) id: FileId,
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) digest: Digest,
    pub(super) bytes: Vec<u8>,
}

/// Looks at the content of an upload, whatever its name claims; only some kinds are taken here.
pub(super) fn check(office: &Office, upload: Upload, taken: &[Kind]) -> Result<Checked, ActError> {
    let kind = documents::sniff(&upload.bytes, &upload.name, taken)
        .map_err(|wrong| ActError::File(upload.name.clone(), wrong))?;
    Ok(Checked {
        id: FileId(office.ids.next()),
        digest: Digest::of_bytes(&upload.bytes),
        name: upload.name,
        kind,
        bytes: upload.bytes,
    })
}

/// Keeps a checked file with its case.
pub(super) async fn keep(
    office: &Office,
    tx: &Tx,
    scope: Scope,
    case: CaseId,
    (purpose, by): (Purpose, Option<AccountId>),
    file: Checked,
) -> Result<FileRef, ActError> {
    office.blobs.put(file.bytes.clone()).await?;
    let reference = FileRef {
        id: file.id,
        name: file.name,
        content: file.digest,
    };
    let row = File {
        id: file.id,
        case,
        purpose,
        name: reference.name.clone(),
        media_type: file.kind.media_type().to_owned(),
        size: u64::try_from(file.bytes.len()).unwrap_or(u64::MAX),
        content: file.digest,
        by,
        created_at: office.now(),
        removed_at: None,
    };
    store::file::insert(tx, scope, &row).await?;
    Ok(reference)
}

/// Adds a document that an answer can hand over. It becomes part of the case when a draft names it; only who may
/// draft may add one.
pub async fn upload(
    office: &Office,
    actor: &Actor,
    agency: AgencyId,
    case: CaseId,
    upload: Upload,
) -> Result<FileRef, ActError> {
    let scope = Scope::of(agency);
    let checked = check(office, upload, documents::ANSWERS)?;
    let tx = office.db.begin().await?;
    let office = &office.at_work(&tx, scope).await?;
    let case = store::case::load(&tx, scope, case).await?.ok_or(ActError::Gone)?;
    permission::may(&case, actor, CommandKind::DraftAnswer, &office.law)?;
    let reference = keep(
        office,
        &tx,
        scope,
        case.id,
        (Purpose::Answer, actor.reference().account()),
        checked,
    )
    .await?;
    tx.commit().await?;
    Ok(reference)
}

/// Whether every file that a draft names is one of this case's own, with exactly that content.
pub(super) async fn check_files(tx: &Tx, scope: Scope, case: &Case, draft: &Draft) -> Result<(), ActError> {
    let files = store::file::of_case(tx, scope, case.id).await?;
    let known = |file: &FileRef| {
        files.iter().any(|known| {
            let for_answers = known.purpose == Purpose::Answer && known.removed_at.is_none();
            for_answers && known.id == file.id && known.name == file.name && known.content == file.content
        })
    };
    if draft.items.iter().flat_map(|item| &item.files).all(known) {
        Ok(())
    } else {
        Err(Refusal::UnknownFile.into())
    }
}
