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
        file::{File, Purpose, Scan},
    },
};

use super::{
    ActError, Office,
    viruses::{self, Finding},
};

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
    /// What is known of viruses in it: nothing, until somebody looked.
    pub(super) finding: Finding,
}

impl Checked {
    pub(super) fn new(office: &Office, name: String, kind: Kind, bytes: Vec<u8>) -> Self {
        Self {
            id: FileId(office.ids.next()),
            name,
            kind,
            digest: Digest::of_bytes(&bytes),
            bytes,
            finding: Finding::NONE,
        }
    }

    /// What is said of it where something was found.
    pub(super) fn infected(&self) -> Option<ActError> {
        let found =
            (self.finding.scan == Scan::Infected).then(|| self.finding.name.clone().unwrap_or_default());
        found.map(|found| ActError::Infected(self.name.clone(), found))
    }
}

/// Looks at the content of an upload, whatever its name claims; only some kinds are taken here.
pub(super) fn check(office: &Office, upload: Upload, taken: &[Kind]) -> Result<Checked, ActError> {
    let kind = documents::sniff(&upload.bytes, &upload.name, taken)
        .map_err(|wrong| ActError::File(upload.name.clone(), wrong))?;
    Ok(Checked::new(office, upload.name, kind, upload.bytes))
}

/// Looks at all that somebody from outside brings, content and viruses; nothing of it is taken where one is infected.
pub(super) async fn brought(
    office: &Office,
    uploads: Vec<Upload>,
    taken: &[Kind],
) -> Result<Vec<Checked>, ActError> {
    let checked = uploads.into_iter().map(|upload| check(office, upload, taken));
    let mut files: Vec<Checked> = checked.collect::<Result<_, _>>()?;
    viruses::scan_all(office, files.iter_mut().collect()).await;
    match files.iter().find_map(Checked::infected) {
        Some(infected) => Err(infected),
        None => Ok(files),
    }
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
        scan: file.finding.scan,
        finding: file.finding.name,
    };
    store::file::insert(tx, scope, &row).await?;
    if row.scan == Scan::Waiting {
        viruses::put_down(office, tx, scope.agency_id(), (&row, 0)).await?;
    }
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
    let mut checked = check(office, upload, documents::ANSWERS)?;
    viruses::scan_all(office, vec![&mut checked]).await;
    let infected = checked.infected();
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
    infected.map_or(Ok(reference), Err)
}

/// Whether every file that a draft names is one of this case's own, with exactly that content.
pub(super) async fn check_files(tx: &Tx, scope: Scope, case: &Case, draft: &Draft) -> Result<(), ActError> {
    let files = store::file::of_case(tx, scope, case.id).await?;
    let known = |file: &FileRef| {
        files.iter().any(|known| {
            let for_answers = known.purpose == Purpose::Answer && known.removed_at.is_none();
            let is_sound = known.scan != Scan::Infected;
            for_answers
                && is_sound
                && known.id == file.id
                && known.name == file.name
                && known.content == file.content
        })
    };
    if draft.items.iter().flat_map(|item| &item.files).all(known) {
        Ok(())
    } else {
        Err(Refusal::UnknownFile.into())
    }
}

/// Whether everything that a draft hands over was looked at by the scanner, where there is one.
pub(super) async fn check_scanned(tx: &Tx, scope: Scope, draft: &Draft) -> Result<(), ActError> {
    for file in draft.items.iter().flat_map(|item| &item.files) {
        let known = store::file::get(tx, scope, file.id).await?;
        if known.is_some_and(|known| !known.scan.is_open()) {
            return Err(Refusal::FileNotScanned(file.name.clone()).into());
        }
    }
    Ok(())
}
