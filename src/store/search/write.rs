//! Words taken in, and taken away.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::sea_query::{Expr, JoinType, LockType, OnConflict, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use uuid::Uuid;

use super::{
    ENTRIES, Entry, FIRST, bad_number,
    blind::Blind,
    sql::{Dialect, Field, Row},
};
use crate::{
    domain::{id::CaseId, search::Text},
    store::{
        Scope, StoreError, Tx,
        row::{cases, search_case, search_entry},
        secret::Vault,
    },
};

/// Rows of one statement.
const AT_ONCE: usize = 200;

/// The places of cases among all.
type Places = BTreeMap<CaseId, i64>;

/// New cases with their places, and what their words are written with.
pub struct Newcomers {
    blind: Blind,
    places: Places,
}

impl std::fmt::Debug for Newcomers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Newcomers")
            .field("places", &self.places)
            .finish_non_exhaustive()
    }
}

/// Gives new cases their places, before their first entries are there; none where no words are kept.
pub async fn take_places(
    tx: &Tx,
    vault: &Vault,
    scope: Scope,
    cases: impl IntoIterator<Item = CaseId>,
) -> Result<Option<Newcomers>, StoreError> {
    let Some(blind) = Blind::current(vault, scope.agency()) else {
        return Ok(None);
    };
    let mut places = Places::new();
    for case in cases {
        let place = insert_new(tx, scope, case).await?;
        let place =
            place.ok_or_else(|| StoreError::inconsistent("search_case", case, "has a place already"))?;
        places.insert(case, place);
    }
    Ok(Some(Newcomers { blind, places }))
}

impl Newcomers {
    /// Writes the first entries of these cases.
    pub async fn write(&self, tx: &Tx, scope: Scope, entries: &[Entry]) -> Result<(), StoreError> {
        put(tx, &self.blind, scope, entries, (&self.places, BTreeMap::new())).await
    }
}

/// Gives new cases their places, and writes their first entries.
pub async fn write_new(tx: &Tx, vault: &Vault, scope: Scope, entries: &[Entry]) -> Result<(), StoreError> {
    match take_places(tx, vault, scope, cases_of(entries)).await? {
        Some(newcomers) => newcomers.write(tx, scope, entries).await,
        None => Ok(()),
    }
}

/// Writes entries; what was written before of the same place is replaced. Of a case that was not taken in so far they are
/// written, and it stays in the backlog.
pub async fn write_many(tx: &Tx, vault: &Vault, scope: Scope, entries: &[Entry]) -> Result<(), StoreError> {
    let Some(blind) = Blind::current(vault, scope.agency()) else {
        return Ok(());
    };
    for entries in entries.chunks(AT_ONCE) {
        let places = claim(tx, scope, &cases_of(entries)).await?;
        let last = last_entries(tx, &places).await?;
        let before = written_before(tx, &last, entries).await?;
        if !before.is_empty() {
            Dialect::of(tx).take_away(tx, &before).await?;
        }
        put(tx, &blind, scope, entries, (&places, last)).await?;
    }
    Ok(())
}

/// The cases that entries are of, each once.
fn cases_of(entries: &[Entry]) -> Vec<CaseId> {
    let mut seen = BTreeSet::new();
    let cases = entries.iter().map(|entry| entry.case);
    cases.filter(|case| seen.insert(*case)).collect()
}

/// Writes entries at the places of their cases, behind the last entry of each that has some.
async fn put(
    tx: &Tx,
    blind: &Blind,
    scope: Scope,
    entries: &[Entry],
    (places, mut last): (&Places, BTreeMap<CaseId, i64>),
) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    for entry in entries {
        let Some(place) = places.get(&entry.case) else {
            return Err(StoreError::inconsistent(
                "search_case",
                entry.case,
                "has no place",
            ));
        };
        let next = last.entry(entry.case).or_insert((place << ENTRIES) - 1);
        rows.extend(rows_of(blind, scope, entry, next)?);
    }
    for rows in rows.chunks(AT_ONCE) {
        Dialect::of(tx).put(tx, rows).await?;
    }
    Ok(())
}

/// The rows of an entry: one for each piece of its words.
fn rows_of(blind: &Blind, scope: Scope, entry: &Entry, last: &mut i64) -> Result<Vec<Row>, StoreError> {
    let (own, around) = (joined(&entry.own), joined(&entry.around));
    let around: Vec<String> = around.pieces().first().map_or_else(Vec::new, |piece| {
        let terms = piece.pairs.iter().chain(&piece.words);
        terms.map(|term| blind.token(*term)).collect()
    });
    let (source, page) = entry.source.place(entry.case);
    let page = i32::try_from(page).map_err(bad_number)?;
    let kind = entry.source.kind();
    let pieces = own.pieces();
    let row = |piece: &crate::domain::search::Piece<'_>| {
        *last += 1;
        let terms = piece.pairs.iter().chain(&piece.words);
        Row {
            id: *last,
            agency: scope.agency(),
            case: entry.case.0,
            kind,
            source,
            page,
            tokens: vec![
                (Field::of(kind), terms.map(|term| blind.token(*term)).collect()),
                (Field::Around, around.clone()),
            ],
        }
    };
    Ok(pieces.iter().map(row).collect())
}

fn joined(texts: &[String]) -> Text {
    Text::of_all(texts.iter().map(String::as_str))
}

/// Gives cases that were there before their words were kept their places, in this order, behind those that have one
/// already and before all newer cases; and keeps others from writing words of any of these cases until the end.
pub async fn claim(tx: &Tx, scope: Scope, cases: &[CaseId]) -> Result<Places, StoreError> {
    let known = locked(tx, scope, cases).await?;
    let old: Vec<CaseId> = cases
        .iter()
        .filter(|case| !known.contains_key(case))
        .copied()
        .collect();
    if old.is_empty() {
        return Ok(known);
    }
    insert_old(tx, scope, &old).await?;
    locked(tx, scope, cases).await
}

async fn insert_old(tx: &Tx, scope: Scope, cases: &[CaseId]) -> Result<(), StoreError> {
    tx.lock_search().await?;
    let newest: Option<i64> = search_case::Entity::find()
        .select_only()
        .column(search_case::Column::Id)
        .filter(search_case::Column::Id.lt(FIRST))
        .order_by_desc(search_case::Column::Id)
        .limit(1)
        .into_tuple()
        .one(tx)
        .await?;
    for (place, case) in (newest.unwrap_or_default() + 1..).zip(cases) {
        insert_at(tx, scope, *case, place).await?;
    }
    Ok(())
}

/// Gives a new case the next place; none where it has one already.
async fn insert_new(tx: &Tx, scope: Scope, case: CaseId) -> Result<Option<i64>, StoreError> {
    let insert = Query::insert()
        .into_table(search_case::Entity)
        .columns([
            search_case::Column::AgencyId,
            search_case::Column::CaseId,
            search_case::Column::Stale,
        ])
        .values_panic([scope.agency().into(), case.0.into(), false.into()])
        .on_conflict(has_place())
        .returning_col(search_case::Column::Id)
        .to_owned();
    let row = tx.query_one(&insert).await?;
    Ok(row.map(|row| row.try_get("", "id")).transpose()?)
}

/// Gives a case of the backlog a place; nothing where it has one already.
async fn insert_at(tx: &Tx, scope: Scope, case: CaseId, place: i64) -> Result<(), StoreError> {
    let row = search_case::ActiveModel {
        id: Set(place),
        agency_id: Set(scope.agency()),
        case_id: Set(case.0),
        stale: Set(true),
    };
    search_case::Entity::insert(row)
        .on_conflict(has_place())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

fn has_place() -> OnConflict {
    OnConflict::column(search_case::Column::CaseId)
        .do_nothing()
        .to_owned()
}

/// The places of these cases, which nobody else writes to until the end.
async fn locked(tx: &Tx, scope: Scope, cases: &[CaseId]) -> Result<Places, StoreError> {
    let rows: Vec<(Uuid, i64)> = search_case::Entity::find()
        .select_only()
        .column(search_case::Column::CaseId)
        .column(search_case::Column::Id)
        .filter(search_case::Column::CaseId.is_in(cases.iter().map(|case| case.0)))
        .filter(search_case::Column::AgencyId.eq(scope.agency()))
        .order_by_asc(search_case::Column::Id)
        .lock(LockType::Update)
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(case, place)| (CaseId(case), place))
        .collect())
}

/// The last entry of each case that has one.
async fn last_entries(tx: &Tx, places: &Places) -> Result<BTreeMap<CaseId, i64>, StoreError> {
    let rows: Vec<(Uuid, i64)> = search_entry::Entity::find()
        .select_only()
        .column(search_entry::Column::CaseId)
        .column_as(search_entry::Column::Id.max(), "last")
        .filter(search_entry::Column::CaseId.is_in(places.keys().map(|case| case.0)))
        .group_by(search_entry::Column::CaseId)
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(case, last)| (CaseId(case), last))
        .collect())
}

/// What was written before of the same places.
async fn written_before(
    tx: &Tx,
    last: &BTreeMap<CaseId, i64>,
    entries: &[Entry],
) -> Result<Vec<i64>, StoreError> {
    let mut same = Condition::any();
    for entry in entries.iter().filter(|entry| last.contains_key(&entry.case)) {
        let (source, page) = entry.source.place(entry.case);
        same = same.add(
            Condition::all()
                .add(search_entry::Column::CaseId.eq(entry.case.0))
                .add(search_entry::Column::Kind.eq(entry.source.kind().as_str()))
                .add(search_entry::Column::SourceId.eq(source))
                .add(search_entry::Column::Page.eq(i32::try_from(page).map_err(bad_number)?)),
        );
    }
    if same.is_empty() {
        return Ok(Vec::new());
    }
    ids(tx, same).await
}

async fn ids(tx: &Tx, of: Condition) -> Result<Vec<i64>, StoreError> {
    let ids = search_entry::Entity::find()
        .select_only()
        .column(search_entry::Column::Id)
        .filter(of)
        .into_tuple()
        .all(tx)
        .await?;
    Ok(ids)
}

/// Takes the words of a case away, of all its places or of one row. They come back when it is taken in anew.
pub(in crate::store) async fn forget(
    tx: &Tx,
    scope: Scope,
    case: CaseId,
    source: Option<Uuid>,
) -> Result<(), StoreError> {
    let of = Condition::all()
        .add(search_entry::Column::CaseId.eq(case.0))
        .add(search_entry::Column::AgencyId.eq(scope.agency()))
        .add_option(source.map(|source| search_entry::Column::SourceId.eq(source)));
    let ids = ids(tx, of).await?;
    if ids.is_empty() {
        return Ok(());
    }
    Dialect::of(tx).take_away(tx, &ids).await
}

/// The same for all places of a case, which goes into the backlog.
pub(in crate::store) async fn forget_until_anew(
    tx: &Tx,
    scope: Scope,
    case: CaseId,
) -> Result<(), StoreError> {
    forget(tx, scope, case, None).await?;
    let this = search_case::Column::CaseId.eq(case.0);
    mark(tx, scope, Condition::all().add(this), true).await
}

/// Takes all words of some cases away, before they are taken in anew.
pub async fn forget_all(tx: &Tx, scope: Scope, cases: &[CaseId]) -> Result<(), StoreError> {
    for case in cases {
        forget(tx, scope, *case, None).await?;
    }
    Ok(())
}

/// Says that all words of some cases are taken in.
pub async fn settled(tx: &Tx, scope: Scope, cases: &[CaseId]) -> Result<(), StoreError> {
    let these = search_case::Column::CaseId.is_in(cases.iter().map(|case| case.0));
    mark(tx, scope, Condition::all().add(these), false).await
}

/// Says that the words of all cases of the agency are to be taken in anew. They are found as before meanwhile.
pub async fn mark_all_stale(tx: &Tx, scope: Scope) -> Result<(), StoreError> {
    mark(tx, scope, Condition::all(), true).await
}

async fn mark(tx: &Tx, scope: Scope, which: Condition, stale: bool) -> Result<(), StoreError> {
    search_case::Entity::update_many()
        .col_expr(search_case::Column::Stale, Expr::value(stale))
        .filter(search_case::Column::AgencyId.eq(scope.agency()))
        .filter(which)
        .exec(tx)
        .await?;
    Ok(())
}

/// At most `limit` cases of the agency after one that are to be taken in, in the order in which they came.
pub async fn backlog(
    db: &impl ConnectionTrait,
    scope: Scope,
    after: Option<CaseId>,
    limit: u64,
) -> Result<Vec<CaseId>, StoreError> {
    let place = cases::Entity::belongs_to(search_case::Entity)
        .from(cases::Column::Id)
        .to(search_case::Column::CaseId);
    let to_be_taken_in = Condition::any()
        .add(search_case::Column::Id.is_null())
        .add(Expr::col((search_case::Entity, search_case::Column::Stale)));
    let mut select = cases::Entity::find()
        .select_only()
        .column(cases::Column::Id)
        .join(JoinType::LeftJoin, place.into())
        .filter(cases::Column::AgencyId.eq(scope.agency()))
        .filter(to_be_taken_in);
    if let Some(after) = after {
        select = select.filter(cases::Column::Id.gt(after.0));
    }
    let ids: Vec<Uuid> = select
        .order_by_asc(cases::Column::Id)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().map(CaseId).collect())
}
