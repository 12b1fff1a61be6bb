//! The catalogue out of a table or a feed that an administrator brings: tried first, row by row; then taken over whole, or
//! not at all.

use uuid::Uuid;

pub use super::merge::{Taken, Verdict};
use super::{CatalogueError, merge};
use crate::{
    casework::{
        Office,
        audit::{self, Giver},
        staff::enter,
    },
    documents::{
        plain,
        table::{self, Piece, TableError},
    },
    domain::{
        account::Officer,
        audit::{Change, Matter, Part as Changed},
        catalogue::{Entry, Origin},
    },
    imports::{
        catalogue::{NoTable, Part, Row, Wrong},
        feed::{NoFeed, feed},
    },
    store::{self, Scope, catalogue::Plan},
};

/// The most rows of a table.
pub const MOST_ROWS: usize = 20_000;

/// Why a file brings nothing.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    #[error(transparent)]
    Table(#[from] TableError),
    #[error("not a table of entries: {0:?}")]
    NoTable(NoTable),
    #[error(transparent)]
    Feed(#[from] NoFeed),
}

/// What becomes of a row, or what is wrong with it.
pub type Judged = Result<(Entry, Verdict), Vec<(Part, Wrong)>>;

/// What would become of the rows of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    /// By which it is taken over.
    pub id: Uuid,
    pub called: String,
    /// In their order: the number of the row, and what becomes of it or what is wrong with it.
    pub rows: Vec<(u32, Judged)>,
}

impl Tried {
    /// Whether nothing is wrong with any row.
    pub fn is_good(&self) -> bool {
        self.rows.iter().all(|(_, row)| row.is_ok())
    }
}

/// Reads a file: a table, or a feed where it is XML.
pub fn read(office: &Office, bytes: &[u8]) -> Result<(Origin, Vec<Row>), Unreadable> {
    let today = office.today();
    let text = plain::decode(bytes);
    if let Some(text) = text.filter(|text| text.trim_start_matches('\u{feff}').trim_start().starts_with('<'))
    {
        let text = text.trim_start_matches('\u{feff}').trim_start();
        return Ok((Origin::Feed, feed(text, today, office.clock.offset())?));
    }
    let mut rows = Vec::new();
    let mut sheets = 0;
    table::read(bytes, MOST_ROWS + 1, &mut |piece| {
        match piece {
            Piece::Sheet(_) => sheets += 1,
            // Of a workbook the first sheet is read.
            Piece::Rows(some) if sheets <= 1 => rows.extend(some),
            Piece::Rows(_) => {}
        }
        Ok(())
    })?;
    let rows = rows.iter().map(|row| (row.number, row.cells.as_slice()));
    let rows = crate::imports::catalogue::table(rows, today).map_err(Unreadable::NoTable)?;
    Ok((Origin::Table, rows))
}

/// Keeps the rows of a file for whoever brought it, until they take it over or bring another.
pub async fn bring(
    office: &Office,
    officer: &Officer,
    called: &str,
    (origin, rows): (Origin, &[Row]),
) -> Result<Uuid, CatalogueError> {
    let scope = Scope::of(officer.agency);
    let tx = office.db.begin().await?;
    enter(&tx, Giver::Officer(officer), scope).await?;
    let plan = Plan {
        id: office.ids.next(),
        by: officer.account,
        origin,
        called: called.to_owned(),
        body: serde_json::to_string(rows).expect("rows are plain data: they always serialise"),
        at: office.now(),
    };
    store::catalogue::put_plan(&tx, scope, &plan).await?;
    tx.commit().await?;
    Ok(plan.id)
}

/// What would become of the rows that somebody has brought; none where it is not what they brought last.
pub async fn tried(office: &Office, officer: &Officer, id: Uuid) -> Result<Option<Tried>, CatalogueError> {
    let scope = Scope::of(officer.agency);
    let plan = store::catalogue::plan(&office.db, scope, officer.account).await?;
    let Some(plan) = plan.filter(|plan| plan.id == id) else {
        return Ok(None);
    };
    Ok(Some(judged(&office.db, scope, plan).await?.1))
}

async fn judged(
    db: &impl store::Connection,
    scope: Scope,
    plan: Plan,
) -> Result<(Origin, Tried), CatalogueError> {
    let rows: Vec<Row> =
        serde_json::from_str(&plan.body).map_err(|error| store::StoreError::Inconsistent {
            table: "catalogue_plan",
            key: plan.id.to_string(),
            source: error.into(),
        })?;
    let good: Vec<Entry> = rows
        .iter()
        .filter_map(|(_, row)| row.as_ref().ok().cloned())
        .collect();
    let mut verdicts = merge::judge(db, scope, &good).await?.into_iter();
    let judged = rows.into_iter().map(|(number, row)| {
        let row = row.and_then(|entry| match verdicts.next() {
            Some(Verdict::OfTwo) => Err(vec![(Part::Number, Wrong::OfTwo)]),
            Some(verdict) => Ok((entry, verdict)),
            None => Ok((entry, Verdict::New)),
        });
        (number, row)
    });
    let tried = Tried {
        id: plan.id,
        called: plan.called,
        rows: judged.collect(),
    };
    Ok((plan.origin, tried))
}

/// Takes over what somebody has brought, all of it. None where it is not what they brought last, or something is wrong.
pub async fn take_over(
    office: &Office,
    officer: &Officer,
    id: Uuid,
) -> Result<Option<Taken>, CatalogueError> {
    let scope = Scope::of(officer.agency);
    let giver = Giver::Officer(officer);
    let tx = office.db.begin().await?;
    enter(&tx, giver, scope).await?;
    let plan = store::catalogue::plan(&tx, scope, officer.account).await?;
    let Some(plan) = plan.filter(|plan| plan.id == id) else {
        return Ok(None);
    };
    let (origin, tried) = judged(&tx, scope, plan).await?;
    let called = tried.called.clone();
    let Some(rows) = tried
        .rows
        .into_iter()
        .map(|(_, row)| row.ok())
        .collect::<Option<Vec<_>>>()
    else {
        return Ok(None);
    };
    let taken = merge::write(office, &tx, scope, origin, rows).await?;
    audit::note(office, &tx, scope, giver, told(Matter::Catalogue, &called, taken)).await?;
    store::catalogue::drop_plan(&tx, scope, officer.account).await?;
    tx.commit().await?;
    Ok(Some(taken))
}

/// What is told of many entries at once.
pub(super) fn told(matter: Matter, subject: &str, taken: Taken) -> Change {
    let count = |count: usize| (count > 0).then(|| i64::try_from(count).unwrap_or(i64::MAX));
    Change::of(matter, subject)
        .set(Changed::Added, count(taken.added))
        .set(Changed::Updated, count(taken.updated))
}
