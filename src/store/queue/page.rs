//! A page of a queue, found by key.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{
    Cursor, Entry, Filter, Order,
    order::{Run, together},
    told,
};
use crate::store::{
    Scope, StoreError,
    row::cases::{Column, Entity, Model},
};

/// Runs that are asked for in one query, at most. The first fills most pages, so it is asked for alone; then twice as many
/// each time.
const AT_ONCE: usize = 16;

/// Some rows of a queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    pub entries: Vec<Entry>,
    /// Where the next page begins; none on the last.
    pub next: Option<Cursor>,
}

/// At most `limit` cases after a place. A place that is none in this order is the beginning.
pub async fn page(
    db: &impl ConnectionTrait,
    scope: Scope,
    filter: &Filter,
    order: &Order,
    after: Option<&Cursor>,
    limit: u32,
) -> Result<Page, StoreError> {
    let runs = order.runs(scope);
    let whole = usize::try_from(limit).unwrap_or(usize::MAX);
    // One more than asked for tells whether there is a next page.
    let mut found = find(db, scope, filter, &runs, after, whole + 1).await?;
    let is_last = found.len() <= whole;
    found.truncate(whole);
    let mut rows = rows(db, scope, &found).await?;
    let in_order = found
        .iter()
        .filter_map(|(run, id)| Some((*run, rows.remove(id)?)));
    let in_order: Vec<(usize, Model)> = in_order.collect();
    let next = in_order.last().filter(|_| !is_last);
    let next = next.and_then(|(run, row)| Some(runs.get(*run)?.after(*run, row)));
    let entries = told(db, scope, in_order.into_iter().map(|(_, row)| row).collect()).await?;
    Ok(Page { entries, next })
}

/// The ids of all cases that the filter lets through, as pages would show them, `limit` at most.
pub async fn ids(
    db: &impl ConnectionTrait,
    scope: Scope,
    filter: &Filter,
    order: &Order,
    limit: usize,
) -> Result<Vec<crate::domain::id::CaseId>, StoreError> {
    let found = find(db, scope, filter, &order.runs(scope), None, limit).await?;
    Ok(found
        .into_iter()
        .map(|(_, id)| crate::domain::id::CaseId(id))
        .collect())
}

/// The ids of the next cases, each with the run that it is of.
async fn find(
    db: &impl ConnectionTrait,
    scope: Scope,
    filter: &Filter,
    runs: &[Run],
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Vec<(usize, Uuid)>, StoreError> {
    let first = after.map_or(0, Cursor::run);
    // No database knows a greater number.
    let greatest = i64::MAX.unsigned_abs();
    let most = u64::try_from(limit).map_or(greatest, |limit| limit.min(greatest));
    let selects = runs.iter().enumerate().skip(first).map(|(number, run)| {
        let after = after.filter(|_| number == first);
        (number, run.select(filter.condition(scope), after, most))
    });
    let selects: Vec<_> = selects.collect();
    let mut rest = selects.as_slice();
    let mut next = 1;
    let mut found: Vec<(usize, Uuid)> = Vec::new();
    while !rest.is_empty() && found.len() < limit {
        let some;
        (some, rest) = rest.split_at(next.min(rest.len()));
        next = (2 * next).min(AT_ONCE);
        if let [(number, select)] = some {
            let ids: Vec<Uuid> = select.clone().into_tuple().all(db).await?;
            found.extend(ids.into_iter().map(|id| (*number, id)));
        } else {
            let mut part: Vec<(usize, Uuid)> = Vec::new();
            for row in db.query_all(&together(some.to_vec())).await? {
                let run: i32 = row.try_get("", "run")?;
                part.push((usize::try_from(run).unwrap_or_default(), row.try_get("", "id")?));
            }
            // Each comes in its order, but nothing says that one comes after the other.
            part.sort_by_key(|(run, _)| *run);
            found.extend(part);
        }
    }
    found.truncate(limit);
    Ok(found)
}

async fn rows(
    db: &impl ConnectionTrait,
    scope: Scope,
    found: &[(usize, Uuid)],
) -> Result<HashMap<Uuid, Model>, StoreError> {
    if found.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = Entity::find()
        .filter(Column::AgencyId.eq(scope.agency()))
        .filter(Column::Id.is_in(found.iter().map(|(_, id)| *id)))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}
