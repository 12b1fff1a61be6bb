//! Finding what is public: by words, the newest first, and by the words that a text shares with it.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Statement, Value,
};

use super::{Place, Public, read, sql};
use crate::{
    domain::{
        catalogue::Kind,
        search::{Query, Term},
    },
    store::{
        Scope, StoreError,
        queue::Count,
        row::public_entry::{Column, Entity, Model},
    },
};

/// The columns of a row, without the words.
const COLUMNS: &str = "public_entry.id, public_entry.source_id, public_entry.agency_id, public_entry.kind, \
                       public_entry.title, public_entry.number, public_entry.link, public_entry.published_on, \
                       public_entry.summary, public_entry.topics, public_entry.origin, public_entry.version, \
                       public_entry.changed_at";

/// The most words of a text that are looked for.
const TERMS: usize = 40;
/// The newest entries with a word that are looked at.
const POSTINGS: usize = 200;
/// Words of one statement.
const TERMS_AT_ONCE: usize = 20;
/// The most entries that are handed over to be compared.
const CANDIDATES: usize = 40;
/// What a word counts for that stands in one entry; every doubling of them takes one off.
const RAREST: u32 = 10;

/// What is looked for; nothing said is all.
#[derive(Debug, Clone, Copy, Default)]
pub struct Which<'a> {
    /// Only of this agency.
    pub scope: Option<Scope>,
    pub kind: Option<Kind>,
    pub wanted: Option<&'a Query>,
}

/// Some of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    pub found: Vec<Public>,
    /// Before which place the next page begins; none on the last.
    pub next: Option<Place>,
}

/// At most `most` of what is looked for that stand before a place, the newest first.
pub async fn page(
    db: &impl ConnectionTrait,
    which: Which<'_>,
    before: Option<Place>,
    most: usize,
) -> Result<Page, StoreError> {
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let rows = if let Some(wanted) = which.wanted {
        let found = found_by_words(sql::backend(db), which, wanted, before, limit);
        Model::find_by_statement(found).all(db).await?
    } else {
        let before = before.map_or(i64::MAX, |Place(place)| place);
        let mut all = Entity::find()
            .filter(Column::Id.lt(before))
            .order_by_desc(Column::Id)
            .limit(limit);
        if let Some(scope) = which.scope {
            all = all.filter(Column::AgencyId.eq(scope.agency()));
        }
        if let Some(kind) = which.kind {
            all = all.filter(Column::Kind.eq(kind.as_str()));
        }
        all.all(db).await?
    };
    let mut found: Vec<(Place, Public)> = rows.into_iter().map(read).collect::<Result<_, _>>()?;
    let is_more = found.len() > most;
    found.truncate(most);
    Ok(Page {
        next: found.last().filter(|_| is_more).map(|(place, _)| *place),
        found: found.into_iter().map(|(_, public)| public).collect(),
    })
}

/// The rows in which words stand.
fn found_by_words(
    backend: DbBackend,
    which: Which<'_>,
    wanted: &Query,
    before: Option<Place>,
    limit: u64,
) -> Statement {
    let question = sql::question(backend, which.scope.map(Scope::agency), wanted);
    let before = before.map_or(i64::MAX, |Place(place)| place);
    let kind = match which.kind {
        Some(kind) => format!("AND public_entry.kind = '{kind}'"),
        None => String::new(),
    };
    let sql = if backend == DbBackend::Sqlite {
        format!(
            "SELECT {COLUMNS} FROM public_words CROSS JOIN public_entry WHERE public_words MATCH ?1 \
             AND public_words.rowid < ?2 AND public_entry.id = public_words.rowid {kind} \
             ORDER BY public_words.rowid DESC LIMIT {limit}"
        )
    } else {
        format!(
            "SELECT {COLUMNS} FROM public_entry WHERE public_entry.words @@ CAST($1 AS tsquery) \
             AND public_entry.id < $2 {kind} ORDER BY public_entry.id DESC LIMIT {limit}"
        )
    };
    let values: [Value; 2] = [question.into(), before.into()];
    Statement::from_sql_and_values(backend, sql, values)
}

/// How many there are in which words stand, counted as far as `most`.
pub async fn count_up_to(
    db: &impl ConnectionTrait,
    which: Which<'_>,
    wanted: &Query,
    most: u64,
) -> Result<Count, StoreError> {
    let row = db
        .query_one_raw(counted(sql::backend(db), which, wanted, most))
        .await?;
    let count: i64 = row.map_or(Ok(0), |row| row.try_get("", "count"))?;
    let count = u64::try_from(count).unwrap_or_default();
    Ok(if count > most {
        Count::MoreThan(most)
    } else {
        Count::Exactly(count)
    })
}

fn counted(backend: DbBackend, which: Which<'_>, wanted: &Query, most: u64) -> Statement {
    let question = sql::question(backend, which.scope.map(Scope::agency), wanted);
    let limit = most.saturating_add(1);
    let (from, kind) = match (backend, which.kind) {
        (DbBackend::Sqlite, None) => ("public_words WHERE public_words MATCH ?1", String::new()),
        (DbBackend::Sqlite, Some(kind)) => (
            "public_words CROSS JOIN public_entry WHERE public_words MATCH ?1 AND public_entry.id = public_words.rowid",
            format!(" AND public_entry.kind = '{kind}'"),
        ),
        (_, kind) => (
            "public_entry WHERE public_entry.words @@ CAST($1 AS tsquery)",
            kind.map_or_else(String::new, |kind| format!(" AND public_entry.kind = '{kind}'")),
        ),
    };
    let sql = format!(
        "SELECT CAST(COUNT(*) AS bigint) AS count FROM (SELECT 1 AS one FROM {from}{kind} LIMIT {limit}) AS counted"
    );
    Statement::from_sql_and_values(backend, sql, [question.into()])
}

/// What shares the rarest words with a text, of an agency or of all, the most alike first: candidates for whoever compares
/// them.
pub async fn sharing(
    db: &impl ConnectionTrait,
    scope: Option<Scope>,
    terms: &[Term<'_>],
) -> Result<Vec<Public>, StoreError> {
    let terms = terms.get(..TERMS.min(terms.len())).unwrap_or_default();
    let mut scores: BTreeMap<i64, u32> = BTreeMap::new();
    for terms in terms.chunks(TERMS_AT_ONCE) {
        let mut found: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
        for row in db.query_all_raw(postings(sql::backend(db), scope, terms)).await? {
            let term: i64 = row.try_get("", "n")?;
            found.entry(term).or_default().insert(row.try_get("", "id")?);
        }
        for places in found.into_values() {
            let doublings = places.len().checked_ilog2().unwrap_or_default();
            for place in places {
                *scores.entry(place).or_default() += RAREST.saturating_sub(doublings).max(1);
            }
        }
    }
    let mut ranked: Vec<(u32, i64)> = scores.into_iter().map(|(place, score)| (score, place)).collect();
    ranked.sort_unstable_by(|one, other| other.cmp(one));
    ranked.truncate(CANDIDATES);
    let places = ranked.iter().map(|(_, place)| *place);
    let rows = Entity::find().filter(Column::Id.is_in(places)).all(db).await?;
    let mut by_place: BTreeMap<i64, Public> = BTreeMap::new();
    for row in rows {
        let (Place(place), public) = read(row)?;
        by_place.insert(place, public);
    }
    Ok(ranked
        .iter()
        .filter_map(|(_, place)| by_place.remove(place))
        .collect())
}

/// The newest entries in which each of the words stands.
fn postings(backend: DbBackend, scope: Option<Scope>, terms: &[Term<'_>]) -> Statement {
    let mut values: Vec<Value> = Vec::new();
    let mut parts = Vec::new();
    for (n, term) in terms.iter().enumerate() {
        values.push(sql::asked(backend, scope.map(Scope::agency), *term).into());
        let at = values.len();
        parts.push(if backend == DbBackend::Sqlite {
            format!(
                "SELECT * FROM (SELECT CAST({n} AS bigint) AS n, rowid AS id FROM public_words \
                 WHERE public_words MATCH ?{at} ORDER BY rowid DESC LIMIT {POSTINGS})"
            )
        } else {
            // Found first and cut then, as a plan that expects many hits would read all entries until it has enough.
            format!(
                "SELECT * FROM (WITH found AS MATERIALIZED (SELECT id FROM public_entry \
                 WHERE words @@ CAST(${at} AS tsquery)) \
                 SELECT CAST({n} AS bigint) AS n, id FROM found ORDER BY id DESC LIMIT {POSTINGS}) AS of_{n}"
            )
        });
    }
    Statement::from_sql_and_values(backend, parts.join(" UNION ALL "), values)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{domain::id::AgencyId, store::plan::plan};

    #[tokio::test]
    async fn nothing_is_scanned_or_sorted() {
        let wanted = Query::parse("保障性住房 -公租房").unwrap();
        let scope = Some(Scope::of(AgencyId(Uuid::nil())));
        for which in [
            Which::default(),
            Which {
                scope,
                kind: Some(Kind::Answer),
                wanted: None,
            },
        ] {
            for query in [
                found_by_words(DbBackend::Sqlite, which, &wanted, Some(Place(7)), 21),
                counted(DbBackend::Sqlite, which, &wanted, 1_000),
                postings(
                    DbBackend::Sqlite,
                    scope,
                    &[Term::Pair("水", "库"), Term::Word("2025")],
                ),
            ] {
                let plan = plan(query).await;
                assert!(plan.contains("SCAN public_words VIRTUAL TABLE INDEX"), "{plan}");
                assert!(
                    !plan.contains("SCAN public_entry") && !plan.contains("TEMP B-TREE"),
                    "{plan}"
                );
            }
        }
    }
}
