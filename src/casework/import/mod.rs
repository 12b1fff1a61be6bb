//! 旧台账导入: a register that an agency kept before is taken over, in steps. Somebody brings the file ([`bring`]); the
//! program reads it in a process of its own (`read`) and proposes what its columns hold; somebody says how it is to be read
//! ([`plan`]); all rows are looked through without taking anything over (`check`); somebody decides ([`go`]); and the rows
//! become cases (`take`), which can be taken back ([`undo()`]).
//!
//! Each step of the program may be broken off anywhere and begun again: what is done of it stands in the row of the import,
//! written in the transaction of what was done. All that came out of the file is sealed, and goes when it is not needed.

mod check;
mod read;
mod sheet;
mod take;
mod undo;

use std::sync::Arc;

use super::{ActError, Office};
use crate::{
    domain::{
        account::Officer,
        id::{AccountId, AgencyId, ImportId},
        imported,
        refusal::Refusal,
    },
    imports::{Names, Plan, Unknown},
    law::Law,
    store::{
        self, Connection, Scope, StoreError, Tx,
        import::{Counts, Import, PieceKind, State},
        job::NewTask,
    },
};

pub use self::sheet::{Sheet, Sheets};

/// The name of the job.
pub const IMPORT: &str = "import_register";

/// Bytes of the file in one row of the database.
const PIECE: usize = 512 * 1024;

/// Takes the file of an old register in. It is read beside the pages of the program.
pub async fn bring(
    office: &Office,
    officer: &Officer,
    name: String,
    bytes: &[u8],
) -> Result<ImportId, ActError> {
    imported::may_import(officer)?;
    let scope = Scope::of(officer.agency);
    let (id, now) = (ImportId(office.ids.next()), office.now());
    let import = Import {
        id,
        by: officer.account,
        undone_by: None,
        name,
        state: State::Reading,
        problem: None,
        sheets: None,
        plan: None,
        unknown: None,
        whole: false,
        counts: Counts::default(),
        created_at: now,
        updated_at: now,
    };
    let tx = office.db.begin().await?;
    store::import::insert(&tx, &office.vault, scope, &import).await?;
    for (n, part) in (1..).zip(bytes.chunks(PIECE)) {
        let place = (PieceKind::File, 0, n);
        store::import::put_piece(&tx, &office.vault, (scope, id), office.ids.next(), place, part).await?;
    }
    put_down(office, &tx, scope, id).await?;
    tx.commit().await?;
    Ok(id)
}

/// An import of the officer's agency.
pub async fn get(office: &Office, officer: &Officer, id: ImportId) -> Result<Option<Import>, ActError> {
    imported::may_import(officer)?;
    let scope = Scope::of(officer.agency);
    Ok(store::import::get(&office.db, &office.vault, scope, id).await?)
}

/// Says how it is to be read, and has all rows looked through by that. Nothing is taken over.
pub async fn plan(office: &Office, officer: &Officer, id: ImportId, plan: &Plan) -> Result<(), ActError> {
    let tx = office.db.begin().await?;
    let scope = Scope::of(officer.agency);
    let before = in_state(office, &tx, officer, id, &[State::Planning, State::Checked]).await?;
    let sheets = Sheets::of(&before)?;
    if sheets.0.get(plan.sheet).is_none() || !plan.lacks().is_empty() {
        return Err(Refusal::NotNow.into());
    }
    store::import::forget_problems(&tx, scope, id).await?;
    let now = Import {
        state: State::Checking,
        plan: Some(json(plan)),
        unknown: None,
        problem: None,
        counts: Counts {
            total: sheets.rows_below(plan),
            ..Counts::default()
        },
        ..before.clone()
    };
    go_on(office, &tx, scope, &before, now).await?;
    Ok(tx.commit().await?)
}

/// What is asked for once all rows are looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Only where every row can be taken over.
    All,
    /// Those that can.
    Good,
    Nothing,
}

/// What came of the decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decided {
    Begun,
    Discarded,
    /// So many rows have errors, and it was all or nothing: nothing was taken over.
    Failed(u32),
}

/// Has its rows taken over, or lets it be.
pub async fn go(
    office: &Office,
    officer: &Officer,
    id: ImportId,
    choice: Choice,
) -> Result<Decided, ActError> {
    let tx = office.db.begin().await?;
    let scope = Scope::of(officer.agency);
    let from: &[State] = match choice {
        Choice::All | Choice::Good => &[State::Checked],
        Choice::Nothing => &[State::Planning, State::Checked],
    };
    let before = in_state(office, &tx, officer, id, from).await?;
    let failed = before.counts.failed;
    if choice == Choice::All && failed > 0 {
        return Ok(Decided::Failed(failed));
    }
    if choice == Choice::Nothing {
        discard(office, &tx, scope, &before).await?;
        tx.commit().await?;
        return Ok(Decided::Discarded);
    }
    if before.counts.good == 0 {
        return Err(Refusal::NotNow.into());
    }
    let now = Import {
        state: State::Importing,
        whole: choice == Choice::All,
        // Whoever decides takes over, whoever brought the file.
        by: officer.account,
        problem: None,
        counts: Counts {
            done: 0,
            ..before.counts
        },
        ..before.clone()
    };
    go_on(office, &tx, scope, &before, now).await?;
    tx.commit().await?;
    Ok(Decided::Begun)
}

/// Has what came of it taken back, as far as nobody has acted on it since.
pub async fn undo(office: &Office, officer: &Officer, id: ImportId) -> Result<(), ActError> {
    let tx = office.db.begin().await?;
    let scope = Scope::of(officer.agency);
    let before = in_state(office, &tx, officer, id, &[State::Imported, State::Undone]).await?;
    let now = undoing(&before, officer.account);
    go_on(office, &tx, scope, &before, now).await?;
    Ok(tx.commit().await?)
}

fn undoing(before: &Import, by: AccountId) -> Import {
    Import {
        state: State::Undoing,
        undone_by: Some(by),
        counts: Counts {
            total: before.counts.taken,
            done: 0,
            kept: 0,
            ..before.counts
        },
        ..before.clone()
    }
}

/// Does what the program has to do of an import. May be begun again after having been broken off anywhere.
pub async fn work(office: &Office, agency: AgencyId, id: ImportId) -> Result<(), ActError> {
    let scope = Scope::of(agency);
    let Some(import) = store::import::get(&office.db, &office.vault, scope, id).await? else {
        return Ok(());
    };
    match import.state {
        State::Reading => Box::pin(read::read(office, scope, import)).await,
        State::Checking => Box::pin(check::check(office, scope, import)).await,
        State::Importing => Box::pin(take::take(office, scope, import)).await,
        State::Undoing => Box::pin(undo::undo(office, scope, import)).await,
        State::Planning
        | State::Checked
        | State::Imported
        | State::Undone
        | State::Failed
        | State::Discarded => Ok(()),
    }
}

/// Takes away what still lies there of imports that nobody has touched since before a moment.
pub async fn forget(office: &Office, before: time::OffsetDateTime) -> Result<(), ActError> {
    for (scope, id) in store::import::forgotten(&office.db, before).await? {
        let tx = office.db.begin().await?;
        store::import::hold(&tx, scope, id).await?;
        let import = store::import::get(&tx, &office.vault, scope, id).await?;
        let lies = [State::Planning, State::Checked];
        match import {
            Some(import) if lies.contains(&import.state) => discard(office, &tx, scope, &import).await?,
            Some(_) | None => store::import::forget_problems(&tx, scope, id).await?,
        }
        tx.commit().await?;
    }
    Ok(())
}

/// How an import stands for whoever may go on with it, held until the end of the transaction.
async fn in_state(
    office: &Office,
    tx: &Tx,
    officer: &Officer,
    id: ImportId,
    states: &[State],
) -> Result<Import, ActError> {
    imported::may_import(officer)?;
    let scope = Scope::of(officer.agency);
    store::import::hold(tx, scope, id).await?;
    let import = store::import::get(tx, &office.vault, scope, id).await?;
    let import = import.ok_or(ActError::Gone)?;
    if states.contains(&import.state) {
        Ok(import)
    } else {
        Err(Refusal::NotNow.into())
    }
}

/// Writes how it stands now, and puts down what the program has to do then.
async fn go_on(office: &Office, tx: &Tx, scope: Scope, before: &Import, now: Import) -> Result<(), ActError> {
    let id = before.id;
    if !save(office, tx, scope, before, now).await? {
        return Err(Refusal::NotNow.into());
    }
    Ok(put_down(office, tx, scope, id).await?)
}

/// Writes how it stands now; whether it still stood as it was read.
async fn save(
    office: &Office,
    tx: &Tx,
    scope: Scope,
    before: &Import,
    now: Import,
) -> Result<bool, StoreError> {
    let now = Import {
        updated_at: office.now(),
        ..now
    };
    store::import::update(tx, &office.vault, scope, before, &now).await
}

async fn put_down(office: &Office, tx: &Tx, scope: Scope, id: ImportId) -> Result<(), StoreError> {
    let now = office.now();
    let task = NewTask {
        name: IMPORT,
        // A task of its own for each step: the one before may not be marked as done yet.
        key: format!("{id}/{}", office.ids.next()),
        agency: Some(scope.agency_id()),
        case: None,
        day: None,
        run_at: now,
    };
    store::job::enqueue(tx, office.ids.next(), task, now).await?;
    Ok(())
}

/// Takes away all that came out of the file.
async fn discard(office: &Office, tx: &Tx, scope: Scope, before: &Import) -> Result<(), StoreError> {
    store::import::forget_pieces(tx, scope, before.id).await?;
    store::import::forget_problems(tx, scope, before.id).await?;
    let now = Import {
        state: State::Discarded,
        ..bare(before)
    };
    save(office, tx, scope, before, now).await?;
    Ok(())
}

/// Without what came out of the file.
fn bare(import: &Import) -> Import {
    Import {
        sheets: None,
        plan: None,
        unknown: None,
        ..import.clone()
    }
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("plain data always serialises")
}

fn parsed<T: serde::de::DeserializeOwned>(import: &Import, text: Option<&String>) -> Result<T, StoreError> {
    let text = text.ok_or_else(|| StoreError::inconsistent("import", import.id, "the file is gone"))?;
    serde_json::from_str(text).map_err(|error| StoreError::inconsistent("import", import.id, error))
}

/// How an import is to be read.
pub fn plan_of(import: &Import) -> Result<Plan, StoreError> {
    parsed(import, import.plan.as_ref())
}

/// The values of it that nobody knows yet.
pub fn unknown_of(import: &Import) -> Result<Vec<Unknown>, StoreError> {
    match &import.unknown {
        Some(_) => parsed(import, import.unknown.as_ref()),
        None => Ok(Vec::new()),
    }
}

/// The names that columns and values go by.
pub fn names(law: &Law) -> Names {
    Names::embedded(law).expect("a test proves that the shipped names can be read")
}

/// What rows are read by.
struct Reader {
    law: Arc<Law>,
    names: Names,
    plan: Plan,
    heads: Vec<String>,
}

impl Reader {
    async fn of(office: &Office, scope: Scope, import: &Import) -> Result<Self, StoreError> {
        let law = office.law_in(scope).await?;
        let (plan, sheets) = (plan_of(import)?, Sheets::of(import)?);
        Ok(Self {
            names: names(&law),
            heads: sheets.heads(&plan),
            law,
            plan,
        })
    }

    /// The rows of a piece that stand below the heads; none behind the last piece.
    async fn rows(
        &self,
        office: &Office,
        db: &impl Connection,
        (scope, id): (Scope, ImportId),
        n: u32,
    ) -> Result<Option<Vec<crate::documents::table::TableRow>>, StoreError> {
        let sheet = u32::try_from(self.plan.sheet).unwrap_or(u32::MAX);
        let place = (PieceKind::Rows, sheet, n);
        let Some(body) = store::import::piece(db, &office.vault, (scope, id), place).await? else {
            return Ok(None);
        };
        let rows: Vec<crate::documents::table::TableRow> = serde_json::from_slice(&body)
            .map_err(|error| StoreError::inconsistent("import_piece", id, error))?;
        let below = rows.into_iter().filter(|row| row.number > self.plan.head_row);
        Ok(Some(below.collect()))
    }

    fn read(&self, office: &Office, cells: &[String]) -> crate::imports::Found {
        crate::imports::read(
            cells,
            &self.heads,
            &self.plan,
            &self.names,
            &self.law,
            office.today(),
        )
    }
}
