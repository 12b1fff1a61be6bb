//! Looking for viruses in what comes in. A file that was not looked at, or in which something was found, is opened by
//! nobody and goes out with nothing; its row says how it stands.

use time::Duration;

use super::{ActError, Office, document::LOOK, files::Checked};
use crate::{
    documents::{Scanner, Verdict},
    domain::id::{AgencyId, FileId},
    store::{
        self, Scope, StoreError, Tx,
        document::State,
        file::{File, Scan},
        job::{self, NewTask},
    },
};

/// The name of the job.
pub const SCAN: &str = "scan_file";

/// How long a file waits after the scanner was away; each further time doubles it.
const FIRST_WAIT: Duration = Duration::seconds(30);

/// The longest wait: the scanner being back, a file must not wait for hours.
const LONGEST_WAIT: Duration = Duration::minutes(30);

/// How a file stands after it was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub scan: Scan,
    /// The name of what was found.
    pub name: Option<String>,
}

impl Finding {
    /// Nobody has looked.
    pub(super) const NONE: Self = Self::plain(Scan::None);

    const fn plain(scan: Scan) -> Self {
        Self { scan, name: None }
    }
}

/// Looks at some bytes while somebody waits for a page.
pub async fn scan(office: &Office, bytes: &[u8]) -> Finding {
    let Some(scanner) = &office.scanner else {
        return Finding::plain(Scan::None);
    };
    match scanner.scan(bytes, scanner.at_once).await {
        Ok(verdict) => found(verdict),
        Err(error) => {
            tracing::warn!(%error, "the scanner does not look at a file now: it waits");
            Finding::plain(Scan::Waiting)
        }
    }
}

fn found(verdict: Verdict) -> Finding {
    match verdict {
        Verdict::Clean => Finding::plain(Scan::Clean),
        Verdict::Infected(name) => Finding {
            scan: Scan::Infected,
            name: Some(name),
        },
    }
}

/// Looks at several files, one after the other. Once the scanner did not answer, the others wait as well: nobody waits for
/// a page that long.
pub(super) async fn scan_all(office: &Office, files: Vec<&mut Checked>) {
    let mut is_away = false;
    for file in files {
        file.finding = if is_away {
            Finding::plain(Scan::Waiting)
        } else {
            scan(office, &file.bytes).await
        };
        is_away = file.finding.scan == Scan::Waiting;
    }
}

/// Puts down that a file is to be looked at.
pub(super) async fn put_down(
    office: &Office,
    tx: &Tx,
    agency: AgencyId,
    (file, tries): (&File, u32),
) -> Result<(), StoreError> {
    let wait = FIRST_WAIT
        .checked_mul(2_i32.saturating_pow(tries.min(10)))
        .unwrap_or(LONGEST_WAIT)
        .min(LONGEST_WAIT);
    let now = office.now();
    let task = NewTask {
        name: SCAN,
        // The tries are part of the key: the next one is put down while this one is being done.
        key: format!("{}/{tries}", file.id),
        agency: Some(agency),
        case: Some(file.case),
        day: None,
        run_at: now + wait,
    };
    job::enqueue(tx, office.ids.next(), task, now).await?;
    Ok(())
}

/// Looks at a file that waits. May be begun anew after having been broken off anywhere.
pub async fn scan_file(office: &Office, agency: AgencyId, file: FileId, tries: u32) -> Result<(), ActError> {
    let scope = Scope::of(agency);
    let Some(file) = store::file::get(&office.db, scope, file).await? else {
        return Ok(());
    };
    if file.scan != Scan::Waiting {
        return Ok(());
    }
    let finding = match &office.scanner {
        // There is none any more: such files are opened as they are.
        None => Some(Finding::plain(Scan::None)),
        Some(scanner) => again(office, scanner, &file).await?,
    };
    let tx = office.db.begin().await?;
    match finding {
        Some(finding) => settle(office, &tx, scope, &file, &finding).await?,
        None => put_down(office, &tx, agency, (&file, tries.saturating_add(1))).await?,
    }
    tx.commit().await?;
    Ok(())
}

async fn again(office: &Office, scanner: &Scanner, file: &File) -> Result<Option<Finding>, ActError> {
    let bytes = office.blobs.get(file.content).await?;
    match scanner.scan(&bytes, scanner.patience).await {
        Ok(verdict) => Ok(Some(found(verdict))),
        Err(error) => {
            tracing::warn!(file = %file.id, %error, "the scanner does not look at a file now: it waits on");
            Ok(None)
        }
    }
}

/// Writes how a file stands, and goes on with what waited for it.
async fn settle(
    office: &Office,
    tx: &Tx,
    scope: Scope,
    file: &File,
    finding: &Finding,
) -> Result<(), StoreError> {
    let Finding { scan, name } = finding;
    store::file::scanned(tx, scope, file.id, (*scan, name.as_deref())).await?;
    let Some(document) = store::document::get(tx, scope, file.id).await? else {
        return Ok(());
    };
    if *scan == Scan::Infected {
        // The package brought it: whoever opened that would have it all the same.
        if let Some(package) = document.package {
            store::file::scanned(tx, scope, package, (*scan, name.as_deref())).await?;
        }
        let after = store::document::Document {
            state: State::Failed,
            problem: Some(format!("已隔离：{}", name.as_deref().unwrap_or_default())),
            ..document.clone()
        };
        store::document::update(tx, scope, &document, &after).await?;
    } else if document.state == State::Preparing {
        let now = office.now();
        let task = NewTask {
            name: LOOK,
            key: file.id.to_string(),
            agency: Some(scope.agency_id()),
            case: Some(file.case),
            day: None,
            run_at: now,
        };
        job::enqueue(tx, office.ids.next(), task, now).await?;
    }
    Ok(())
}
