//! Every statement that any test lets SQLite run is looked at: none reads a whole table that grows with the cases. What
//! goes unnoticed with ten of them takes seconds with a million.

use std::{
    collections::BTreeSet,
    fmt::Debug,
    mem,
    path::Path,
    sync::{LazyLock, Mutex},
};

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{Layer, layer::Context};

use super::{Backend, Fixture, TestDb};

/// Tables that stay small however many cases there are.
const SMALL: [&str; 10] = [
    "agency",
    "calendar_notice",
    "catalogue_feed",
    "channel_setting",
    "import",
    "job_day",
    "number_series",
    "retention",
    "seaql_migrations",
    "skipped_number",
];

/// What goes through all of a table because that is what it is for, by how it begins.
const WHOLE: [&str; 5] = [
    // `gongkai verify` counts every number that was given.
    r#"SELECT "cases"."agency_id", ? AS "series""#,
    r#"SELECT "letter"."agency_id", "letter"."series""#,
    // What the operator is told of all cases.
    r#"SELECT COUNT("cases"."id") AS "count" FROM "cases" LIMIT"#,
    // `gongkai reindex`.
    r#"UPDATE "search_case" SET "stale" = ?"#,
    // Once a night, and nobody waits for it.
    r#"SELECT "outbox"."id" FROM "outbox" WHERE ("outbox"."sent_at" < ?"#,
];

/// What the driver tells of every statement.
pub(super) const TOLD: &str = "sqlx::query";

static ASKED: LazyLock<Mutex<Asked>> = LazyLock::new(Mutex::default);

#[derive(Debug, Default)]
struct Asked {
    known: BTreeSet<String>,
    /// Those that were not looked at yet.
    fresh: Vec<String>,
}

/// Writes down what databases are asked.
#[derive(Debug)]
pub(super) struct Statements;

impl<S: Subscriber> Layer<S> for Statements {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut told = Told::default();
        event.record(&mut told);
        let text = if told.statement.is_empty() {
            told.summary
        } else {
            told.statement
        };
        let mut asked = ASKED.lock().unwrap();
        for statement in text.split(";\n").map(str::trim) {
            if !asked.known.contains(statement) {
                asked.known.insert(statement.to_owned());
                asked.fresh.push(statement.to_owned());
            }
        }
    }
}

/// The driver says a short statement in its summary alone.
#[derive(Default)]
struct Told {
    summary: String,
    statement: String,
}

impl Visit for Told {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "summary" => value.clone_into(&mut self.summary),
            "db.statement" => value.clone_into(&mut self.statement),
            _ => {}
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}

/// Looks at what came since the last look, as the database at `file` would go about it.
pub(super) fn look(file: &Path) {
    let fresh = mem::take(&mut ASKED.lock().unwrap().fresh);
    if fresh.is_empty() || !file.exists() {
        return;
    }
    let url = format!("sqlite:{}?mode=ro", file.display());
    // Whoever drops a database cannot wait for a future in the test's own runtime, so this has one of its own, elsewhere.
    let looking = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.unwrap().block_on(wholes(&url, &fresh))
    });
    let wholes = looking.join().unwrap();
    assert!(
        wholes.is_empty(),
        "these read whole tables:\n{}",
        wholes.join("\n")
    );
}

/// The statements that read whole tables, and which.
async fn wholes(url: &str, statements: &[String]) -> Vec<String> {
    let Ok(db) = Box::pin(Database::connect(url)).await else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for statement in statements.iter().filter(|statement| is_ours(statement)) {
        for step in steps(&db, statement).await {
            if reads_whole(&db, &step).await {
                found.push(format!("{step}: {statement}"));
            }
        }
    }
    db.close().await.unwrap();
    found
}

/// Whether a statement is one of ours that must not read all.
fn is_ours(statement: &str) -> bool {
    // Tests change rows by words that name tables without quotation marks.
    let is_built = ["FROM \"", "UPDATE \"", "INTO \""]
        .iter()
        .any(|words| statement.contains(words));
    let is_of_postgresql = statement.contains("$1");
    // Looks for whom the new row was missing, but only where somebody is known to miss one.
    let is_row = statement.starts_with("INSERT ") && statement.contains(") VALUES (");
    // What is in none of no places is looked for nowhere.
    let is_nowhere = statement.contains("WHERE ? = ?");
    let is_whole = WHOLE.iter().any(|beginning| statement.starts_with(beginning));
    is_built && ![is_of_postgresql, is_row, is_nowhere, is_whole].contains(&true)
}

/// How SQLite would go about a statement; nothing where it is PostgreSQL's, or none that reads.
async fn steps(db: &DatabaseConnection, statement: &str) -> Vec<String> {
    let explain = Statement::from_string(DbBackend::Sqlite, format!("EXPLAIN QUERY PLAN {statement}"));
    let rows = db.query_all_raw(explain).await.unwrap_or_default();
    rows.iter()
        .map(|row| row.try_get("", "detail").unwrap())
        .collect()
}

/// Whether a step reads a table, or an index of all of it, from end to end.
async fn reads_whole(db: &DatabaseConnection, step: &str) -> bool {
    let Some(rest) = step.strip_prefix("SCAN ") else {
        return false;
    };
    let table = rest.split(' ').next().unwrap_or_default();
    if SMALL.contains(&table) || rest.contains(" VIRTUAL TABLE ") || !is_there(db, "table", table).await {
        return false;
    }
    // An index of some rows is one of those that wait for something.
    match rest.split_once(" INDEX ") {
        Some((_, index)) => !is_partial(db, index).await,
        None => true,
    }
}

async fn is_there(db: &DatabaseConnection, kind: &str, name: &str) -> bool {
    definition(db, kind, name).await.is_some()
}

async fn is_partial(db: &DatabaseConnection, index: &str) -> bool {
    definition(db, "index", index)
        .await
        .is_some_and(|sql| sql.contains(" WHERE "))
}

async fn definition(db: &DatabaseConnection, kind: &str, name: &str) -> Option<String> {
    let select = "SELECT coalesce(sql, '') AS sql FROM sqlite_master WHERE type = ? AND name = ?";
    let select = Statement::from_sql_and_values(DbBackend::Sqlite, select, [kind.into(), name.into()]);
    let row = db.query_one_raw(select).await.unwrap();
    row.map(|row| row.try_get("", "sql").unwrap())
}

#[tokio::test]
async fn whatever_reads_a_whole_table_is_named() {
    let db = <TestDb as Fixture>::on(Backend::Sqlite).await;
    let url = format!("sqlite:{}?mode=ro", db.file().unwrap().display());
    let all = [
        // By an index, from a table that stays small, and from those that wait for something.
        r#"SELECT "id" FROM "cases" WHERE "number" = ?"#,
        r#"SELECT "id" FROM "agency" WHERE "name" = ?"#,
        r#"SELECT "id" FROM "cases" WHERE "wake_on" IS NOT NULL ORDER BY "agency_id", "wake_on", "id" LIMIT ?"#,
        r#"SELECT "id" FROM "cases" WHERE "subject" = ?"#,
    ];
    let named = wholes(&url, &all.map(str::to_owned)).await;
    let subject = r#"SCAN cases: SELECT "id" FROM "cases" WHERE "subject" = ?"#;
    assert_eq!(named, [subject.to_owned()]);
}
