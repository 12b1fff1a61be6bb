//! A write transaction.

use sea_orm::{
    ConnectionTrait, DatabaseBackend, DatabaseTransaction, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
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

    pub(super) fn inner(&self) -> &DatabaseTransaction {
        &self.inner
    }

    /// Keeps other copies of the program from migrating at the same time. SQLite's write lock already does.
    pub(super) async fn lock_schema(&self) -> Result<(), StoreError> {
        if self.inner.get_database_backend() == DatabaseBackend::Postgres {
            // Any number will do, as long as every version of the program uses the same.
            self.inner
                .execute_unprepared("SELECT pg_advisory_xact_lock(720260501)")
                .await?;
        }
        Ok(())
    }
}
