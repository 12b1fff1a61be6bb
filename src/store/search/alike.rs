//! Cases whose applications are worded alike: the rarer a word that both have, the more it counts.
//!
//! The work has an end, whatever is in the database: of each of at most [`TERMS`] words at most [`POSTINGS`] places are read
//! and one more; a word that stands in more of them tells nothing and is left out. So both databases, which read places in
//! another order, come to the same. Whether the reader may read a case is asked within the query that gives it.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Statement, Value,
};
use uuid::Uuid;

use super::{Kind, blind::Blind, sql::Dialect};
use crate::{
    domain::{account::Officer, id::CaseId, search::Term},
    store::{StoreError, readable, row::cases, secret::Vault},
};

/// The most words of a request that are looked for.
const TERMS: usize = 40;
/// The most applications in which a word may stand and still tell something.
const POSTINGS: usize = 100;
/// Words of one statement.
const AT_ONCE: usize = 20;
/// The fewest words that have to be shared.
const FEWEST: usize = 3;
/// The most cases of which it is asked whether the reader may read them, and how many at once.
const CANDIDATES: usize = 200;
const ASKED_AT_ONCE: usize = 50;
/// What a word counts for that stands in one other application; every doubling of them takes one off.
const RAREST: u32 = 10;

/// The cases, at most `most`, whose applications share the rarest words with these of a case, the most alike first; only
/// those that the reader may read.
pub async fn alike(
    db: &impl ConnectionTrait,
    vault: &Vault,
    reader: &Officer,
    case: CaseId,
    terms: &[Term<'_>],
    most: usize,
) -> Result<Vec<CaseId>, StoreError> {
    let blinds = Blind::all(vault, reader.agency.0);
    let terms = terms.get(..TERMS.min(terms.len())).unwrap_or_default();
    let mut found: BTreeMap<usize, Vec<Uuid>> = BTreeMap::new();
    for (chunk, terms) in terms.chunks(AT_ONCE).enumerate() {
        let query = postings(Dialect::of(db), reader.agency.0, &blinds, terms);
        for row in db.query_all_raw(query).await? {
            let n: i64 = row.try_get("", "n")?;
            let at = chunk * AT_ONCE + usize::try_from(n).map_err(super::bad_number)?;
            found.entry(at).or_default().push(row.try_get("", "case_id")?);
        }
    }
    let ranked = ranked(found.into_values(), case.0);
    let mut alike = Vec::new();
    for some in ranked.chunks(ASKED_AT_ONCE) {
        let may_read = readable_of(db, reader, some).await?;
        alike.extend(
            some.iter()
                .filter(|id| may_read.contains(id))
                .copied()
                .map(CaseId),
        );
        if alike.len() >= most {
            break;
        }
    }
    alike.truncate(most);
    Ok(alike)
}

/// By the words that they share, the most alike first.
fn ranked(postings: impl Iterator<Item = Vec<Uuid>>, own: Uuid) -> Vec<Uuid> {
    let mut scores: BTreeMap<Uuid, (u32, usize)> = BTreeMap::new();
    for places in postings.filter(|places| places.len() <= POSTINGS) {
        // A long application has several entries.
        let cases: BTreeSet<Uuid> = places.into_iter().filter(|case| *case != own).collect();
        let Some(doublings) = cases.len().checked_ilog2() else {
            continue;
        };
        for case in cases {
            let (score, shared) = scores.entry(case).or_default();
            *score += RAREST.saturating_sub(doublings);
            *shared += 1;
        }
    }
    let mut ranked: Vec<(u32, Uuid)> = scores
        .into_iter()
        .filter(|(_, (_, shared))| *shared >= FEWEST)
        .map(|(case, (score, _))| (score, case))
        .collect();
    ranked.sort_unstable_by(|one, other| other.cmp(one));
    ranked.truncate(CANDIDATES);
    ranked.into_iter().map(|(_, case)| case).collect()
}

/// Where each of the words stands in applications of the agency, as far as it is read.
fn postings(dialect: Dialect, agency: Uuid, blinds: &[Blind], terms: &[Term<'_>]) -> Statement {
    let kind = Kind::Application;
    let limit = POSTINGS + 1;
    let mut values: Vec<Value> = vec![agency.into()];
    let mut parts = Vec::new();
    for (n, term) in terms.iter().enumerate() {
        values.push(dialect.asked(blinds, *term).into());
        let at = values.len();
        parts.push(match dialect {
            Dialect::Sqlite => format!(
                "SELECT * FROM (SELECT CAST({n} AS bigint) AS n, search_entry.case_id AS case_id \
                 FROM search_words CROSS JOIN search_entry \
                 WHERE search_words MATCH ?{at} AND search_entry.id = search_words.rowid \
                 AND search_entry.agency_id = ?1 AND search_entry.kind = '{kind}' LIMIT {limit})"
            ),
            // Found first and cut then, as a plan that expects many hits would read all entries until it has enough.
            Dialect::Postgres => format!(
                "SELECT * FROM (WITH found AS MATERIALIZED (SELECT case_id FROM search_entry \
                 WHERE kind = '{kind}' AND agency_id = $1 AND words @@ CAST(${at} AS tsquery)) \
                 SELECT CAST({n} AS bigint) AS n, case_id FROM found LIMIT {limit}) AS of_{n}"
            ),
        });
    }
    Statement::from_sql_and_values(dialect.backend(), parts.join(" UNION ALL "), values)
}

/// Those of the cases that the reader may read.
async fn readable_of(
    db: &impl ConnectionTrait,
    reader: &Officer,
    ids: &[Uuid],
) -> Result<BTreeSet<Uuid>, StoreError> {
    let found: Vec<Uuid> = cases::Entity::find()
        .select_only()
        .column(cases::Column::Id)
        .filter(cases::Column::AgencyId.eq(reader.agency.0))
        .filter(cases::Column::Id.is_in(ids.iter().copied()))
        .filter(readable::by(reader).unwrap_or_else(Condition::all))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{plan::plan, secret::MasterKey};

    fn id(n: u128) -> Uuid {
        Uuid::from_u128(n)
    }

    #[test]
    fn rare_words_count_more_and_common_ones_nothing() {
        let rare = vec![id(1), id(2)];
        let common: Vec<Uuid> = (2..100).map(id).collect();
        let everywhere: Vec<Uuid> = (1..400).map(id).collect();
        let postings = [
            rare.clone(),
            rare.clone(),
            rare,
            common.clone(),
            common,
            everywhere,
        ];
        let ranked = ranked(postings.into_iter(), id(99));
        // 1 has the rare ones, 2 the common ones as well; 3 and others share too few words, and what stands everywhere is none.
        assert_eq!(ranked, [id(2), id(1)]);
    }

    #[test]
    fn the_case_itself_is_not_like_itself() {
        let places = || vec![id(1), id(2), id(2)];
        assert_eq!(ranked([places(), places(), places()].into_iter(), id(1)), [id(2)]);
        assert!(ranked([vec![id(1)], vec![id(1)], vec![id(1)]].into_iter(), id(1)).is_empty());
    }

    #[tokio::test]
    async fn words_are_looked_up_and_nothing_is_scanned() {
        let key = MasterKey {
            id: 1,
            bytes: [1; 32],
        };
        let blinds = Blind::all(&Vault::new(&key, &[]), Uuid::nil());
        let terms = [Term::Pair("水", "库"), Term::Word("2025")];
        let plan = plan(postings(Dialect::Sqlite, Uuid::nil(), &blinds, &terms)).await;
        assert!(plan.contains("SCAN search_words VIRTUAL TABLE INDEX"), "{plan}");
        assert!(
            plan.contains("SEARCH search_entry USING INTEGER PRIMARY KEY"),
            "{plan}"
        );
        assert!(
            !plan.contains("SCAN search_entry") && !plan.contains("TEMP B-TREE"),
            "{plan}"
        );
    }
}
