//! The database, opened: many readers and, on SQLite, exactly one writer.
//!
//! SQLite lets one connection write at a time. A pool that mixes readers and writers makes writers wait for each
//! other inside the database, with time-outs instead of a queue, and lets them take the connections that readers
//! need. So writers queue for one connection of their own, in order, and readers never wait for them (WAL).
//! On PostgreSQL both are the same pool.

mod connection;
mod meter;
mod open;
mod tx;

use std::{path::Path, sync::Arc, time::Duration};

use sea_orm::{DatabaseBackend, DatabaseConnection};

use self::{meter::Meter, open::FileMark};
use super::error::{Outage, StoreError};

pub use self::{meter::Spent, tx::Tx};

/// Where the database is and how many connections it may have.
#[derive(Clone)]
pub struct DbOptions {
    /// `sqlite:path` or `postgres://user:password@host:port/name`.
    pub url: String,
    /// Connections: of the pool on PostgreSQL, of the readers on SQLite.
    pub max_connections: u32,
    /// How long to wait for a connection, for SQLite's write lock, and for a server that does not answer.
    pub patience: Duration,
}

impl DbOptions {
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            max_connections: 8,
            patience: Duration::from_secs(5),
        }
    }
}

impl std::fmt::Debug for DbOptions {
    /// Without the password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            url,
            max_connections,
            patience,
        } = self;
        let shown = match (url.find("://"), url.rfind('@')) {
            (Some(scheme), Some(at)) if scheme < at => {
                let (before, after) = url.split_at(at);
                format!("{}://…{after}", before.split("://").next().unwrap_or_default())
            }
            _ => url.clone(),
        };
        f.debug_struct("DbOptions")
            .field("url", &shown)
            .field("max_connections", max_connections)
            .field("patience", patience)
            .finish()
    }
}

impl Db {
    /// Does after very much was written what the database's own housekeeping would have done by the next day.
    pub async fn settle(&self) -> Result<(), StoreError> {
        use sea_orm::ConnectionTrait;
        let sql = if self.backend() == DatabaseBackend::Postgres {
            "VACUUM (ANALYZE)"
        } else {
            "PRAGMA wal_checkpoint(TRUNCATE)"
        };
        self.0.writer.execute_unprepared(sql).await?;
        Ok(())
    }
}

/// The database. Cheap to clone; reads go through it (`&db`), writes through a [`Tx`].
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    readers: DatabaseConnection,
    writer: DatabaseConnection,
    /// The file as it was when we opened it; none on PostgreSQL.
    file: Option<FileMark>,
    /// Of what is read outside transactions.
    meter: Arc<Meter>,
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Db")
            .field("backend", &self.backend())
            .field("path", &self.path())
            .finish()
    }
}

impl Db {
    /// Opens the database; on SQLite creates file and folder where they are missing.
    pub async fn open(options: &DbOptions) -> Result<Self, StoreError> {
        let inner = match options.url.split_once(':') {
            Some(("sqlite", _)) => open::sqlite(options).await?,
            Some(("postgres" | "postgresql", _)) => open::postgres(options).await?,
            _ => return Err(Outage::Address.into()),
        };
        Ok(Self(Arc::new(inner)))
    }

    /// Begins a write transaction: on SQLite it holds the write lock from the start (`BEGIN IMMEDIATE`), so what it
    /// reads cannot change before it writes. Dropped without [`Tx::commit`], it rolls back.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        self.check_file()?;
        tx::begin(self).await
    }

    /// Brings the schema up to this program's, all steps or none; several copies may start at once.
    /// [`Outage::Newer`] where a newer program was here.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        let tx = self.begin().await?;
        tx.lock_schema().await?;
        let standing = migrations::standing(tx.inner()).await?;
        if !standing.unknown.is_empty() {
            return Err(Outage::Newer(standing.unknown).into());
        }
        migrations::bring_up(tx.inner()).await?;
        tx.commit().await
    }

    /// Whether the schema is exactly this program's: [`Outage::Newer`] or [`Outage::NotMigrated`] where it is not.
    pub async fn check_schema(&self) -> Result<(), StoreError> {
        let tx = self.begin().await?;
        let standing = migrations::standing(tx.inner()).await?;
        tx.rollback().await?;
        if !standing.unknown.is_empty() {
            return Err(Outage::Newer(standing.unknown).into());
        }
        if !standing.pending.is_empty() {
            return Err(Outage::NotMigrated(standing.pending).into());
        }
        Ok(())
    }

    /// Whether a newer program has changed the schema.
    pub async fn is_newer(&self) -> Result<bool, StoreError> {
        match self.check_schema().await {
            Err(StoreError::Outage(Outage::Newer(_))) => Ok(true),
            Ok(()) | Err(StoreError::Outage(Outage::NotMigrated(_))) => Ok(false),
            Err(other) => Err(other),
        }
    }

    /// Whether the database answers and its file is still the one that we opened: for health checks.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.check_file()?;
        Ok(self.0.readers.ping().await?)
    }

    /// Waits for what is under way and closes every connection.
    pub async fn close(self) -> Result<(), StoreError> {
        self.0.readers.close_by_ref().await?;
        Ok(self.0.writer.close_by_ref().await?)
    }

    pub fn backend(&self) -> DatabaseBackend {
        self.0.readers.get_database_backend()
    }

    /// The database file, on SQLite.
    pub fn path(&self) -> Option<&Path> {
        self.0.file.as_ref().map(FileMark::path)
    }

    /// What was read outside transactions since it was opened, and how long that took.
    pub fn spent(&self) -> Spent {
        self.0.meter.spent()
    }

    fn check_file(&self) -> Result<(), Outage> {
        self.0.file.as_ref().map_or(Ok(()), FileMark::check)
    }
}
