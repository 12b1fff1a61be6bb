//! How SQLite would answer a query: for the tests that hold queries to their indexes.

use sea_orm::{ConnectOptions, ConnectionTrait, Database, Statement, TransactionTrait};

/// The steps in which SQLite would answer a query, built for it, on the migrated schema.
pub(super) async fn plan(query: Statement) -> String {
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(1);
    let db = Box::pin(Database::connect(options)).await.unwrap();
    let tx = db.begin().await.unwrap();
    migrations::bring_up(&tx).await.unwrap();
    let explain = Statement {
        sql: format!("EXPLAIN QUERY PLAN {}", query.sql),
        ..query
    };
    let rows = tx.query_all_raw(explain).await.unwrap();
    let steps: Vec<String> = rows
        .iter()
        .map(|row| row.try_get("", "detail").unwrap())
        .collect();
    steps.join("; ")
}
