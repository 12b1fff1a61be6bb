//! Words found: the newest case first, each once, with the places in it.

use std::{fmt, str::FromStr};

use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Func, Order, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::{ENTRIES, Filter, Kind, Source, bad_number, blind::Blind, sql::Dialect};
use crate::{
    domain::{account::Officer, flag::Flag, id::CaseId, search::Query as Wanted},
    store::{
        StoreError,
        convert::Reading,
        queue::Count,
        readable,
        row::{cases, search_entry::Column, search_entry::Entity},
        secret::Vault,
    },
};

/// The most places that are told of one case.
const PLACES: usize = 4;

/// Entries that are read at once.
const AT_ONCE: u64 = 100;

/// A place between two cases among all that are searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor(i64);

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// Not a place among cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a place among cases")]
pub struct InvalidCursor;

impl FromStr for Cursor {
    type Err = InvalidCursor;

    fn from_str(text: &str) -> Result<Self, InvalidCursor> {
        let place: i64 = text.parse().map_err(|_| InvalidCursor)?;
        if (0..i64::MAX >> ENTRIES).contains(&place) {
            Ok(Self(place))
        } else {
            Err(InvalidCursor)
        }
    }
}

/// A case in which something was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub case: CaseId,
    /// Where in it, the newest first; each once, and not more than a few.
    pub places: Vec<Source>,
    /// Whether there are more.
    pub more: bool,
}

/// Some of the cases in which something was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    pub found: Vec<Found>,
    /// After which case the next page begins; none on the last.
    pub next: Option<Cursor>,
}

/// What is looked for, by whom.
#[derive(Debug, Clone, Copy)]
pub struct Search<'a> {
    pub wanted: &'a Wanted,
    pub filter: &'a Filter,
    pub reader: &'a Officer,
}

/// At most `limit` cases after a place in which the words stand and which the reader may read, the newest first.
pub async fn page(
    db: &impl ConnectionTrait,
    vault: &Vault,
    search: Search<'_>,
    after: Option<Cursor>,
    limit: usize,
) -> Result<Page, StoreError> {
    let dialect = Dialect::of(db);
    let question = question(dialect, vault, search);
    let mut before = after.map(|cursor| cursor.0 << ENTRIES);
    let mut found: Vec<(i64, Found)> = Vec::new();
    loop {
        let rows = db.query_all(&entries(dialect, &question, search, before)).await?;
        for row in &rows {
            let row = Row::read(row)?;
            take(&mut found, &row);
            before = Some(row.id);
        }
        let is_last = u64::try_from(rows.len()).unwrap_or(u64::MAX) < AT_ONCE;
        if is_last || found.len() > limit {
            break;
        }
        // Of a case whose places are all told, nothing more is read.
        if let Some((place, last)) = found.last()
            && last.more
        {
            before = Some(*place << ENTRIES);
        }
    }
    let next = (found.len() > limit).then(|| {
        found.truncate(limit);
        found.last().map(|(place, _)| Cursor(*place))
    });
    Ok(Page {
        found: found.into_iter().map(|(_, found)| found).collect(),
        next: next.flatten(),
    })
}

/// How many cases there are, counted as far as `most`.
pub async fn count_up_to(
    db: &impl ConnectionTrait,
    vault: &Vault,
    search: Search<'_>,
    most: u64,
) -> Result<Count, StoreError> {
    let dialect = Dialect::of(db);
    let question = question(dialect, vault, search);
    let row = db.query_one(&some(dialect, &question, search, most)).await?;
    let found: i64 = row.map_or(Ok(0), |row| row.try_get("", "count"))?;
    let found = u64::try_from(found).unwrap_or_default();
    Ok(if found > most {
        Count::MoreThan(most)
    } else {
        Count::Exactly(found)
    })
}

/// The case of the agency that bears this number, if the reader may read it.
pub async fn by_number(
    db: &impl ConnectionTrait,
    reader: &Officer,
    number: &str,
) -> Result<Option<CaseId>, StoreError> {
    let found: Option<Uuid> = cases::Entity::find()
        .select_only()
        .column(cases::Column::Id)
        .filter(cases::Column::AgencyId.eq(reader.agency.0))
        .filter(cases::Column::Number.eq(number))
        .filter(Expr::col(cases::Column::Flags).bit_and(Flag::Undone.bit()).eq(0))
        .filter(readable::by(reader).unwrap_or_else(Condition::all))
        .into_tuple()
        .one(db)
        .await?;
    Ok(found.map(CaseId))
}

struct Row {
    id: i64,
    case: CaseId,
    source: Source,
}

impl Row {
    fn read(row: &sea_orm::QueryResult) -> Result<Self, StoreError> {
        let id: i64 = row.try_get("", "id")?;
        let reading = Reading {
            table: "search_entry",
            key: &id,
        };
        let kind: Kind = reading.parse(&row.try_get::<String>("", "kind")?)?;
        let page: i32 = row.try_get("", "page")?;
        let page = u32::try_from(page).map_err(bad_number)?;
        Ok(Self {
            id,
            case: CaseId(row.try_get("", "case_id")?),
            source: Source::of(kind, row.try_get("", "source_id")?, page),
        })
    }
}

fn take(found: &mut Vec<(i64, Found)>, row: &Row) {
    let place = row.id >> ENTRIES;
    match found.last_mut().filter(|(last, _)| *last == place) {
        // A long text has several entries.
        Some((_, last)) if last.places.contains(&row.source) => {}
        Some((_, last)) if last.places.len() == PLACES => last.more = true,
        Some((_, last)) => last.places.push(row.source),
        None => found.push((
            place,
            Found {
                case: row.case,
                places: vec![row.source],
                more: false,
            },
        )),
    }
}

fn question(dialect: Dialect, vault: &Vault, search: Search<'_>) -> String {
    let blinds = Blind::all(vault, search.reader.agency.0);
    dialect.question(&blinds, search.wanted, search.filter.place)
}

/// The entries that are found, narrowed to what the reader may read and wants to see.
fn narrowed(dialect: Dialect, question: &str, search: Search<'_>) -> SelectStatement {
    let Filter {
        place: _,
        open,
        received_from,
        received_until,
        department,
    } = search.filter;
    let mut of_case = Condition::all()
        .add_option(readable::by(search.reader))
        .add_option(received_from.map(|day| cases::Column::ReceivedOn.gte(day)))
        .add_option(received_until.map(|day| cases::Column::ReceivedOn.lte(day)))
        .add_option(department.map(|id| cases::Column::DepartmentId.eq(id.0)));
    match open {
        Some(true) => of_case = of_case.add(cases::Column::ClosedAt.is_null()),
        Some(false) => of_case = of_case.add(cases::Column::ClosedAt.is_not_null()),
        None => {}
    }
    let mut select = dialect.matching(question);
    select.and_where(Expr::col((Entity, Column::AgencyId)).eq(search.reader.agency.0));
    if !of_case.is_empty() {
        let same = Expr::col((cases::Entity, cases::Column::Id)).equals((Entity, Column::CaseId));
        dialect.join(&mut select, cases::Entity, same).cond_where(of_case);
    }
    select
}

/// The newest entries before a place.
fn entries(dialect: Dialect, question: &str, search: Search<'_>, before: Option<i64>) -> SelectStatement {
    let mut select = narrowed(dialect, question, search);
    let columns = [
        Column::Id,
        Column::CaseId,
        Column::Kind,
        Column::SourceId,
        Column::Page,
    ];
    for column in columns {
        select.column((Entity, column));
    }
    if let Some(before) = before {
        select.and_where(dialect.order_key().lt(before));
    }
    match dialect {
        Dialect::Sqlite => select
            .order_by_expr(dialect.order_key(), Order::Desc)
            .limit(AT_ONCE)
            .to_owned(),
        // Found first and ordered then: else the server may read all entries from the newest on, and look at each.
        Dialect::Postgres => Query::select()
            .column(Asterisk)
            .from_subquery(select.offset(0).to_owned(), "found")
            .order_by(("found", Column::Id), Order::Desc)
            .limit(AT_ONCE)
            .to_owned(),
    }
}

/// Counts one case more than `most` at most.
fn some(dialect: Dialect, question: &str, search: Search<'_>, most: u64) -> SelectStatement {
    let mut select = narrowed(dialect, question, search);
    select.distinct().column((Entity, Column::CaseId)).limit(most + 1);
    Query::select()
        .expr_as(Func::count(Expr::col(Asterisk)), "count")
        .from_subquery(select, "found")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use sea_orm::DbBackend;
    use time::macros::date;

    use super::*;
    use crate::{
        domain::id::{AccountId, AgencyId, DepartmentId},
        law::Role,
        store::{plan::plan, search::Where, secret::MasterKey},
    };

    /// The words are looked up, in their order; each other table is asked for single rows of what was found.
    #[tokio::test]
    async fn nothing_is_scanned_and_nothing_sorted() {
        let vault = Vault::new(
            &MasterKey {
                id: 1,
                bytes: [1; 32],
            },
            &[],
        );
        let reader = |role| Officer {
            account: AccountId(Uuid::nil()),
            agency: AgencyId(Uuid::nil()),
            department: Some(DepartmentId(Uuid::nil())),
            roles: [role].into(),
            stands_in_for: Vec::new(),
        };
        let wanted = Wanted::parse("水库 “移民 安置” -公路").unwrap();
        let narrow = Filter {
            place: Where::Letters,
            open: Some(true),
            received_from: Some(date!(2026 - 01 - 05)),
            received_until: None,
            department: Some(DepartmentId(Uuid::nil())),
        };
        for filter in [Filter::default(), narrow] {
            for role in [
                Role::Supervisor,
                Role::Handler,
                Role::LegalReviewer,
                Role::Administrator,
            ] {
                let reader = reader(role);
                let search = Search {
                    wanted: &wanted,
                    filter: &filter,
                    reader: &reader,
                };
                let question = question(Dialect::Sqlite, &vault, search);
                let page = plan(DbBackend::Sqlite.build(&entries(
                    Dialect::Sqlite,
                    &question,
                    search,
                    Some(1 << 50),
                )))
                .await;
                let count =
                    plan(DbBackend::Sqlite.build(&some(Dialect::Sqlite, &question, search, 1_000))).await;
                assert!(
                    page.starts_with("SCAN search_words VIRTUAL TABLE INDEX"),
                    "{page}"
                );
                assert!(
                    page.contains("SEARCH search_entry USING INTEGER PRIMARY KEY"),
                    "{page}"
                );
                assert!(!page.contains("TEMP B-TREE"), "{page}");
                for plan in [page, count] {
                    for table in ["search_entry", "cases", "waiting_step"] {
                        assert!(!plan.contains(&format!("SCAN {table}")), "{plan}");
                    }
                }
            }
        }
    }
}
