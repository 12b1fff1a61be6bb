//! 随附材料: what a consulted third party is shown besides the letter (条例第三十二条). Each is a file of its own, under a title
//! that the staff give it: that is what the third party reads, and no name that somebody else gave a file. It is uploaded for
//! this, or a document that an answer can hand over, as it is or blacked out; what came with the application, what was found
//! as it is, and what other third parties sent is never one. It is looked through as everything is that leaves.

use super::{
    ActError, Office, Upload,
    files::{self, Checked},
    inspection::{self, Inspected, Looked},
    office::AtWork,
    presend, viruses,
};
use crate::{
    documents::Kind,
    domain::{
        account::Actor,
        answer::FileRef,
        applicant::Applicant,
        case::Case,
        command::CommandKind,
        id::{AgencyId, CaseId, FileId},
        mark,
        notice::{About, Attached, NoticeState},
        permission,
        refusal::Refusal,
        text::is_hidden,
    },
    store::{
        self, Connection, Scope, StoreError, Tx,
        file::{File, Purpose, Scan},
    },
    text::file_name::safe,
};

/// Kinds of file that are shown: what every telephone opens, and what is looked through page by page.
pub const SHOWN: &[Kind] = &[Kind::Pdf, Kind::Jpeg, Kind::Png];

/// The longest title, in characters.
pub const LONGEST: usize = 60;

/// What the staff call it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title(String);

/// Why a title is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoTitle {
    Blank,
    TooLong,
    /// It holds signs that nobody sees, or that no file may be called by.
    Signs,
    /// Who applied is nobody's business who is asked.
    NamesApplicant,
}

/// Where it comes from.
#[derive(Debug, Clone)]
pub enum Origin {
    Upload(Upload),
    /// A document of the case that an answer can hand over.
    Document(FileId),
}

impl Title {
    /// A title as typed; nothing of the applicant may stand in it.
    pub fn parse(raw: &str, applicant: Option<&Applicant>) -> Result<Self, NoTitle> {
        let title = raw.trim();
        if title.is_empty() {
            return Err(NoTitle::Blank);
        }
        if title.chars().count() > LONGEST {
            return Err(NoTitle::TooLong);
        }
        if title.chars().any(is_hidden) || safe(title) != title {
            return Err(NoTitle::Signs);
        }
        let plain: String = title.chars().filter(|sign| !sign.is_whitespace()).collect();
        let own = applicant.map(presend::of_applicant).unwrap_or_default();
        if own
            .iter()
            .any(|own| !own.is_empty() && plain.contains(own.as_str()))
        {
            return Err(NoTitle::NamesApplicant);
        }
        Ok(Self(title.to_owned()))
    }

    /// What the file is called.
    fn file_name(&self, kind: Kind) -> String {
        let ending = match kind {
            Kind::Jpeg => "jpg",
            Kind::Png => "png",
            Kind::Pdf
            | Kind::Docx
            | Kind::Xlsx
            | Kind::Text
            | Kind::Doc
            | Kind::Xls
            | Kind::Wps
            | Kind::Mail
            | Kind::Zip => "pdf",
        };
        format!("{}.{ending}", self.0)
    }
}

/// The title of a file that is shown.
pub fn title_of(file: &File) -> &str {
    file.name
        .rsplit_once('.')
        .map_or(file.name.as_str(), |(title, _)| title)
}

/// What may be shown in a case, in the order in which it was prepared, and how it stands with each.
pub async fn prepared(
    office: &Office,
    agency: AgencyId,
    case: CaseId,
) -> Result<Vec<(File, Looked)>, StoreError> {
    let scope = Scope::of(agency);
    let mut files = store::file::of_case(&office.db, scope, case).await?;
    files.retain(|file| file.purpose == Purpose::Attachment);
    let references: Vec<FileRef> = files.iter().map(reference).collect();
    let references: Vec<&FileRef> = references.iter().collect();
    let looked = inspection::of_files(office, &office.db, scope, &references).await?;
    Ok(files
        .into_iter()
        .zip(looked.into_iter().map(|(_, looked)| looked))
        .collect())
}

fn reference(file: &File) -> FileRef {
    FileRef {
        id: file.id,
        name: file.name.clone(),
        content: file.content,
    }
}

/// Prepares a file to be shown; only who may propose letters does.
pub async fn add(
    office: &Office,
    actor: &Actor,
    (agency, case): (AgencyId, CaseId),
    (from, title): (Origin, Title),
) -> Result<(), ActError> {
    let scope = Scope::of(agency);
    let mut checked = match from {
        Origin::Upload(upload) => files::check(office, upload, SHOWN)?,
        Origin::Document(id) => document(office, scope, (case, id)).await?,
    };
    checked.name = title.file_name(checked.kind);
    if checked.finding.scan == Scan::None {
        viruses::scan_all(office, vec![&mut checked]).await;
    }
    if let Some(infected) = checked.infected() {
        return Err(infected);
    }
    let tx = office.db.begin().await?;
    let at_work = &office.at_work(&tx, scope).await?;
    let stands = may_prepare(at_work, &tx, scope, actor, case).await?;
    let by = (Purpose::Attachment, actor.reference().account());
    let kept = files::keep(at_work, &tx, scope, stands.id, by, checked).await?;
    tx.commit().await?;
    if let Some(file) = store::file::get(&office.db, scope, kept.id).await? {
        inspection::look_through_file(office, scope, case, &file).await?;
    }
    Ok(())
}

async fn may_prepare(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    actor: &Actor,
    case: CaseId,
) -> Result<Case, ActError> {
    let case = store::case::load(tx, scope, case).await?.ok_or(ActError::Gone)?;
    permission::may(&case, actor, CommandKind::ProposeNotice, &office.law)?;
    Ok(case)
}

/// A document that an answer of the case can hand over. A copy for release must be of the marks as they stand.
async fn document(office: &Office, scope: Scope, (case, id): (CaseId, FileId)) -> Result<Checked, ActError> {
    let db = &office.db;
    let file = store::file::get(db, scope, id).await?;
    let file = file
        .filter(|file| file.case == case && file.purpose == Purpose::Answer && file.removed_at.is_none())
        .ok_or(Refusal::UnknownFile)?;
    let kind = Kind::of_media_type(&file.media_type).filter(|kind| SHOWN.contains(kind));
    let kind = kind.ok_or(Refusal::UnknownFile)?;
    if !file.scan.is_open() {
        return Err(Refusal::FileNotScanned(file.name).into());
    }
    is_current(db, scope, &file).await?;
    let bytes = office.blobs.get(file.content).await?;
    let mut checked = Checked::new(office, file.name, kind, bytes);
    checked.finding.scan = file.scan;
    Ok(checked)
}

/// Whether a document is no copy of marks that have changed since.
async fn is_current(db: &impl Connection, scope: Scope, file: &File) -> Result<(), ActError> {
    let Some(copy) = store::release_copy::get(db, scope, file.id).await? else {
        return Ok(());
    };
    let marks = store::mark::of_file(db, scope, copy.source).await?;
    if mark::digest(&marks) == copy.marks {
        Ok(())
    } else {
        Err(Refusal::CopyOutdated(file.name.clone()).into())
    }
}

/// Takes one out again that no letter names that is under way or went out; whether there was one.
pub async fn remove(
    office: &Office,
    actor: &Actor,
    (agency, case): (AgencyId, CaseId),
    file: FileId,
) -> Result<bool, ActError> {
    let scope = Scope::of(agency);
    let tx = office.db.begin().await?;
    let at_work = &office.at_work(&tx, scope).await?;
    let case = may_prepare(at_work, &tx, scope, actor, case).await?;
    let known = store::file::get(&tx, scope, file).await?;
    let is_ours = known.is_some_and(|known| known.case == case.id && known.purpose == Purpose::Attachment);
    if !is_ours || is_used(&case, file) {
        return Ok(false);
    }
    let removed = store::file::remove(&tx, scope, file, office.now()).await?;
    tx.commit().await?;
    Ok(removed)
}

/// Whether a letter names it that is under way or went out.
pub fn is_used(case: &Case, file: FileId) -> bool {
    case.notices.iter().any(|notice| {
        let stands = match notice.state {
            NoticeState::Open | NoticeState::Sent(_) => true,
            NoticeState::Returned { .. } | NoticeState::Dropped | NoticeState::Voided => false,
        };
        stands && notice.matter.attached().iter().any(|one| one.file == file)
    })
}

/// What a proposal names: prepared in this case, and looked through.
pub(super) async fn named(
    office: &AtWork<'_>,
    tx: &Tx,
    scope: Scope,
    case: CaseId,
    ids: &[FileId],
) -> Result<Vec<Attached>, ActError> {
    let mut attached = Vec::new();
    for id in ids {
        let file = store::file::get(tx, scope, *id).await?;
        let file = file.ok_or(Refusal::UnknownFile)?;
        attached.push(Attached {
            file: *id,
            content: file.content,
        });
    }
    check(office, tx, scope, case, &attached).await?;
    Ok(attached)
}

/// Whether what is shown may be: prepared in this case, with exactly that content, no copy of old marks, and looked through for
/// viruses and for what it holds besides its pages.
pub(super) async fn check(
    office: &AtWork<'_>,
    db: &impl Connection,
    scope: Scope,
    case: CaseId,
    attached: &[Attached],
) -> Result<Vec<(FileRef, Inspected)>, ActError> {
    if attached.is_empty() {
        return Ok(Vec::new());
    }
    let files = store::file::of_case(db, scope, case).await?;
    let mut shown = Vec::new();
    for one in attached {
        let file = files
            .iter()
            .find(|file| file.id == one.file && file.content == one.content)
            .filter(|file| file.purpose == Purpose::Attachment)
            .ok_or(Refusal::UnknownFile)?;
        if !file.scan.is_open() {
            return Err(Refusal::FileNotScanned(file.name.clone()).into());
        }
        // The copies that it may have been made of: one with the same content is of the same marks.
        let same = files
            .iter()
            .filter(|other| other.content == file.content && other.purpose == Purpose::Answer);
        for other in same {
            is_current(db, scope, other).await?;
        }
        shown.push(reference(file));
    }
    let shown: Vec<&FileRef> = shown.iter().collect();
    inspection::check_files(office, db, scope, &shown).await
}

/// The files of a letter, as far as they are known, with how it stands with each.
pub(super) async fn of_notice(
    office: &Office,
    db: &impl Connection,
    scope: Scope,
    about: &About,
) -> Result<Vec<(FileRef, Looked)>, StoreError> {
    let mut files = Vec::new();
    for one in about.attached() {
        files.extend(
            store::file::get(db, scope, one.file)
                .await?
                .as_ref()
                .map(reference),
        );
    }
    let files: Vec<&FileRef> = files.iter().collect();
    inspection::of_files(office, db, scope, &files).await
}

/// The titles under which a letter lists what goes with it.
pub(super) async fn titles(
    db: &impl Connection,
    scope: Scope,
    attached: &[Attached],
) -> Result<Vec<String>, StoreError> {
    let mut titles = Vec::new();
    for one in attached {
        let file = store::file::get(db, scope, one.file).await?;
        titles.extend(file.as_ref().map(|file| title_of(file).to_owned()));
    }
    Ok(titles)
}

/// A file that a third party may be shown: one that its letter names, as it was approved.
pub async fn shown(
    office: &Office,
    agency: AgencyId,
    case: &Case,
    attached: Attached,
) -> Result<Option<File>, StoreError> {
    let file = store::file::get(&office.db, Scope::of(agency), attached.file).await?;
    Ok(file.filter(|file| {
        let is_of_it = file.case == case.id && file.content == attached.content;
        is_of_it && file.purpose == Purpose::Attachment && file.removed_at.is_none() && file.scan.is_open()
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_one_line_that_a_file_can_be_called_by() {
        let parse = |raw: &str| Title::parse(raw, None);
        assert_eq!(
            parse(" 投标文件第3至5页 ").unwrap().file_name(Kind::Pdf),
            "投标文件第3至5页.pdf"
        );
        assert_eq!(parse("平面图").unwrap().file_name(Kind::Jpeg), "平面图.jpg");
        assert_eq!(parse(" \t"), Err(NoTitle::Blank));
        assert_eq!(parse(&"长".repeat(LONGEST + 1)), Err(NoTitle::TooLong));
        for signs in ["甲/乙", "甲\n乙", "甲\u{202e}乙"] {
            assert_eq!(parse(signs), Err(NoTitle::Signs), "{signs:?}");
        }
    }
}
