//! Taking documents in, and the files of packages with them.

use std::sync::Arc;

use super::{
    super::{
        ActError, Office, Upload,
        files::{self, Checked, keep},
        office::AtWork,
        viruses,
    },
    drafted, in_state,
    look::LOOK,
    put_down,
};
use crate::{
    documents::{
        Becomes, Kind,
        package::{Unpacked, unpack},
    },
    domain::{
        account::Actor,
        id::{AccountId, AgencyId, CaseId, FileId},
        refusal::Refusal,
    },
    store::{
        self, Scope, Tx,
        document::{Document, State},
        file::{Purpose, Scan},
        left_out::{self, LeftOut},
    },
};

/// What came of a file that was brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Brought {
    pub file: FileId,
    /// How many documents it gave: itself, unless it is nothing but a package, and what was in it.
    pub documents: usize,
    /// How many files of a package were left out.
    pub left_out: usize,
}

/// Takes in a document that was found; its pages are looked at beside the pages of the program. The files of a package
/// become documents of their own.
pub async fn bring(
    office: &Office,
    actor: &Actor,
    (agency, case): (AgencyId, CaseId),
    upload: Upload,
) -> Result<Brought, ActError> {
    let scope = Scope::of(agency);
    let mut checked = files::check(office, upload, Kind::ALL)?;
    let (mut inside, left) = opened(office, &checked).await?;
    viruses::scan_all(office, [&mut checked].into_iter().chain(&mut inside).collect()).await;
    // One in the package is one in whatever opens the package.
    let infected = checked
        .infected()
        .or_else(|| inside.iter().find_map(Checked::infected));
    if infected.is_some() {
        checked.finding.scan = Scan::Infected;
        let name = inside.iter().find_map(|file| file.finding.name.clone());
        checked.finding.name = checked.finding.name.or(name);
    }
    let tx = office.db.begin().await?;
    let office = &office.at_work(&tx, scope).await?;
    let (case, by) = drafted(office, &tx, scope, actor, case).await?;
    let taking = Taking {
        office,
        tx: &tx,
        scope,
        case: case.id,
        by,
    };
    if let Some(infected) = infected {
        let purpose = (Purpose::Source, Some(by));
        keep(office, &tx, scope, case.id, purpose, checked).await?;
        tx.commit().await?;
        return Err(infected);
    }
    let file = taking.take(checked, None).await?;
    let mut brought = Brought {
        file: file.0,
        documents: usize::from(file.1 != Becomes::Unpacked),
        left_out: left.len(),
    };
    for file in inside {
        taking.take(file, Some(brought.file)).await?;
        brought.documents += 1;
    }
    left_out::insert(&tx, scope, brought.file, &left).await?;
    tx.commit().await?;
    Ok(brought)
}

/// What is in a package, and what was left out of it; nothing where it is none.
async fn opened(office: &Office, file: &Checked) -> Result<(Vec<Checked>, Vec<LeftOut>), ActError> {
    match file.kind {
        Kind::Zip | Kind::Mail => {}
        Kind::Pdf
        | Kind::Png
        | Kind::Jpeg
        | Kind::Docx
        | Kind::Xlsx
        | Kind::Text
        | Kind::Doc
        | Kind::Xls
        | Kind::Wps => return Ok((Vec::new(), Vec::new())),
    }
    let worker = Arc::clone(&office.worker);
    let Checked {
        kind, name, bytes, ..
    } = file.clone();
    let work = tokio::task::spawn_blocking(move || {
        let opened = unpack(kind, &name, &bytes, &worker.limits);
        opened.map_err(|wrong| ActError::File(name, wrong))
    });
    let (mut inside, mut left) = (Vec::new(), Vec::new());
    for Unpacked { name, found } in work.await.map_err(|_| ActError::Interrupted)?? {
        match found {
            Ok((kind, bytes)) => inside.push(Checked::new(office, name, kind, bytes)),
            Err(why) => left.push(LeftOut {
                name,
                reason: why.to_string(),
            }),
        }
    }
    Ok((inside, left))
}

/// Where documents are taken to.
struct Taking<'a> {
    office: &'a AtWork<'a>,
    tx: &'a Tx,
    scope: Scope,
    case: CaseId,
    by: AccountId,
}

impl Taking<'_> {
    async fn take(&self, file: Checked, package: Option<FileId>) -> Result<(FileId, Becomes), ActError> {
        let (office, tx, scope) = (self.office, self.tx, self.scope);
        let (becomes, is_open) = (file.kind.becomes(), file.finding.scan.is_open());
        let reference = keep(
            office,
            tx,
            scope,
            self.case,
            (Purpose::Source, Some(self.by)),
            file,
        )
        .await?;
        let has_pages = becomes != Becomes::Unpacked;
        let document = Document {
            file: reference.id,
            case: self.case,
            state: if has_pages {
                State::Preparing
            } else {
                State::Unpacked
            },
            pages: None,
            done: 0,
            pdf: None,
            problem: None,
            warnings: 0,
            asked_by: None,
            created_at: office.now(),
            package,
        };
        store::document::insert(tx, scope, &document).await?;
        // Whoever scans it later puts that down.
        if has_pages && is_open {
            put_down(office, tx, (scope.agency_id(), self.case, reference.id), LOOK).await?;
        }
        Ok((reference.id, becomes))
    }
}

/// Looks again at a document that could not be looked at: the converter may be there now, or a limit raised.
pub async fn look_again(
    office: &Office,
    actor: &Actor,
    (agency, case): (AgencyId, CaseId),
    file: FileId,
) -> Result<(), ActError> {
    let scope = Scope::of(agency);
    let tx = office.db.begin().await?;
    let office = &office.at_work(&tx, scope).await?;
    let (case, _) = drafted(office, &tx, scope, actor, case).await?;
    let before = in_state(&tx, scope, &case, file, State::Failed).await?;
    let known = store::file::get(&tx, scope, file).await?.ok_or(ActError::Gone)?;
    if !known.scan.is_open() {
        return Err(Refusal::FileNotScanned(known.name).into());
    }
    let after = Document {
        state: State::Preparing,
        done: 0,
        pages: None,
        problem: None,
        ..before.clone()
    };
    store::document::update(&tx, scope, &before, &after).await?;
    put_down(office, &tx, (agency, case.id, file), LOOK).await?;
    tx.commit().await?;
    Ok(())
}
