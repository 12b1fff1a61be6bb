//! A write transaction.

use sea_orm::{
    ConnectionTrait, DatabaseBackend, DatabaseTransaction, DbErr, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait, Values,
    sea_query::{Expr, Query, SelectStatement},
};

use super::Db;
use crate::store::error::StoreError;

/// A write transaction. Dropped without [`Tx::commit`], it rolls back.
pub struct Tx {
    pub(super) inner: DatabaseTransaction,
    db: Db,
}

impl std::fmt::Debug for Tx {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tx").field("db", &self.db).finish_non_exhaustive()
    }
}

pub(super) async fn begin(db: &Db) -> Result<Tx, StoreError> {
    let options = TransactionOptions {
        isolation_level: None,
        access_mode: None,
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
    };
    let inner = db.0.writer.begin_with_options(options).await?;
    Ok(Tx {
        inner,
        db: db.clone(),
    })
}

impl Tx {
    /// Makes it so. After an error nothing was written, except where the connection broke in the very moment of
    /// committing: then the version of the case tells.
    pub async fn commit(self) -> Result<(), StoreError> {
        let Self { inner, db } = self;
        db.check_file()?;
        inner.commit().await?;
        Ok(())
    }

    /// Undoes it, and waits until it is undone.
    pub async fn rollback(self) -> Result<(), StoreError> {
        Ok(self.inner.rollback().await?)
    }

    pub(in crate::store) fn backend(&self) -> DatabaseBackend {
        self.inner.get_database_backend()
    }

    pub(super) fn inner(&self) -> &DatabaseTransaction {
        &self.inner
    }

    /// Keeps other copies of the program from migrating at the same time.
    pub(super) async fn lock_schema(&self) -> Result<(), StoreError> {
        self.advise("SELECT pg_advisory_xact_lock(720260501)").await
    }

    /// Keeps the calendar as it is until the end; whoever changes it waits for all who hold it.
    pub(in crate::store) async fn hold_calendar(&self) -> Result<(), StoreError> {
        self.advise("SELECT pg_advisory_xact_lock_shared(720260503)")
            .await
    }

    /// Has the calendar alone until the end.
    pub(in crate::store) async fn lock_calendar(&self) -> Result<(), StoreError> {
        self.advise("SELECT pg_advisory_xact_lock(720260503)").await
    }

    /// Keeps others from giving old cases their places among those that are searched.
    pub(in crate::store) async fn lock_search(&self) -> Result<(), StoreError> {
        self.advise("SELECT pg_advisory_xact_lock(720260530)").await
    }

    /// One row, for whoever has waited in line for something, first come, first served; they have it alone until the end. A
    /// part of the statement that takes it: everybody else waits for each statement from here on. Those who wait for a row
    /// alone begin anew when it is free, and some are overtaken again and again.
    pub(in crate::store) fn in_line(&self, what: &str) -> SelectStatement {
        let turn = if self.backend() == DatabaseBackend::Postgres {
            Expr::cust_with_values("pg_advisory_xact_lock(hashtextextended($1, 720260531))", [what])
        } else {
            // SQLite's write lock already is the line.
            Expr::value(1)
        };
        Query::select().expr_as(turn, "turn").to_owned()
    }

    /// Lets an application be written before its case; that it has one is seen to at the end. None where the key is declared
    /// so, as on PostgreSQL.
    pub(in crate::store) fn case_follows(&self) -> Option<Statement> {
        let backend = self.backend();
        (backend == DatabaseBackend::Sqlite)
            .then(|| Statement::from_string(backend, "PRAGMA defer_foreign_keys = ON"))
    }

    /// Writes one after the other what needs no answer. To SQLite it is given all at once: a short statement takes less long
    /// than its way to SQLite's thread and back, and everybody who writes waits for both.
    pub(in crate::store) async fn write_all(
        &self,
        statements: impl IntoIterator<Item = Statement>,
    ) -> Result<(), DbErr> {
        if self.backend() == DatabaseBackend::Postgres {
            for statement in statements {
                self.inner.execute_raw(statement).await?;
            }
            return Ok(());
        }
        let (mut texts, mut values) = (Vec::new(), Vec::new());
        for statement in statements {
            texts.push(statement.sql);
            values.extend(statement.values.into_iter().flat_map(|Values(values)| values));
        }
        if !texts.is_empty() {
            let all = Statement::from_sql_and_values(DatabaseBackend::Sqlite, texts.join(";\n"), values);
            self.inner.execute_raw(all).await?;
        }
        Ok(())
    }

    /// Takes a lock that every version of the program knows by its number. SQLite's write lock already is all of them.
    async fn advise(&self, lock: &str) -> Result<(), StoreError> {
        if self.backend() == DatabaseBackend::Postgres {
            self.inner.execute_unprepared(lock).await?;
        }
        Ok(())
    }
}
