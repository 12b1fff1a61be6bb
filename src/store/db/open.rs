//! Opening, with an error that says what to mend.

use std::{
    io,
    path::{Path, PathBuf},
    str::FromStr,
    sync::Arc,
    time::Duration,
};

use sea_orm::sqlx::{
    self, ConnectOptions as _, Connection, PgConnection,
    postgres::PgConnectOptions,
    sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous},
};
use sea_orm::{ConnectOptions, Database, DatabaseConnection};

use super::{DbOptions, Inner, meter::Meter};
use crate::store::error::{Outage, StoreError, outage_of};

/// Statements that take longer are worth a line in the log.
const SLOW: Duration = Duration::from_secs(1);

/// After how many pages the log (WAL) is written back into the database: a quarter of what SQLite does by itself. What a
/// command writes lies all over a large file, so the disk takes more than four times as long for four times as many pages,
/// and whoever queued behind such a commit waits for it.
const WRITTEN_BACK: &str = "256";

/// How much of the database the writer keeps in memory, in KiB (said so by the sign): one command touches forty pages in as
/// many indexes, mostly those that the last ones touched.
const WRITER_KEEPS: &str = "-16384";

/// To how many bytes the file of the log is cut after it was longer, as by an import.
const LOG_KEPT: &str = "67108864";

/// After how long a rest a connection is asked whether it is still there.
const REST: Duration = Duration::from_secs(30);

/// The database file as we opened it. A file that is deleted under a running program stays writable, invisibly, and
/// everything written to it is lost at the last close: so every transaction looks whether it is still there.
#[derive(Debug)]
pub(super) struct FileMark {
    path: PathBuf,
    identity: Identity,
}

/// Device and inode; an inode is not given out again while we hold the file open.
type Identity = (u64, u64);

fn identity(path: &Path) -> io::Result<Identity> {
    let metadata = std::fs::metadata(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        Ok((metadata.dev(), metadata.ino()))
    }
    #[cfg(not(unix))]
    {
        // Elsewhere an open file cannot be removed; that it is there is enough.
        let _present = metadata;
        Ok((0, 0))
    }
}

impl FileMark {
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn check(&self) -> Result<(), Outage> {
        match identity(&self.path) {
            Ok(found) if found == self.identity => Ok(()),
            Ok(_) | Err(_) => Err(Outage::FileGone(self.path.clone())),
        }
    }
}

pub(super) async fn sqlite(options: &DbOptions) -> Result<Inner, StoreError> {
    let parsed = SqliteConnectOptions::from_str(&options.url).map_err(|_| Outage::Address)?;
    let path = parsed.get_filename().to_owned();
    let cannot_open = |cause: String| Outage::CannotOpen {
        path: path.clone(),
        cause,
    };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|cause| cannot_open(cause.to_string()))?;
    }
    let patience = options.patience;
    let writing = move |options: SqliteConnectOptions| {
        options
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // A filing that was acknowledged starts a statutory clock: it must survive a power cut, not just a
            // crash of ours. NORMAL would let the last commits go; FULL costs one fsync a transaction.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(patience)
            .pragma("wal_autocheckpoint", WRITTEN_BACK)
            .pragma("journal_size_limit", LOG_KEPT)
    };
    // One connection by hand first: the pool would hide the cause behind a time-out.
    let probe = SqliteConnection::connect_with(&writing(parsed.disable_statement_logging())).await;
    match probe {
        Ok(connection) => drop(connection.close().await),
        Err(error) => return Err(probe_outage(&error, &path, cannot_open).into()),
    }

    let mut write = pool(options, 1);
    write.map_sqlx_sqlite_opts(move |options| {
        writing(options)
            .pragma("cache_size", WRITER_KEEPS)
            .pragma("temp_store", "MEMORY")
    });
    let writer = connect(write).await?;
    let mut read = pool(options, options.max_connections.max(1));
    // A write that strays to a reader fails at once instead of fighting for the lock.
    read.map_sqlx_sqlite_opts(move |options| writing(options).pragma("query_only", "ON"));
    let mut readers = connect(read).await?;
    let meter = Arc::default();
    Meter::attach(&meter, &mut readers);
    let identity = identity(&path).map_err(|cause| cannot_open(cause.to_string()))?;
    Ok(Inner {
        readers,
        writer,
        file: Some(FileMark { path, identity }),
        meter,
    })
}

fn probe_outage(error: &sqlx::Error, path: &Path, cannot_open: impl Fn(String) -> Outage) -> Outage {
    match outage_of(error) {
        Some(Outage::Damaged) => Outage::NotADatabase(path.to_owned()),
        Some(known @ (Outage::ReadOnly | Outage::DiskFull | Outage::Busy)) => known,
        _ => cannot_open(error.to_string()),
    }
}

pub(super) async fn postgres(options: &DbOptions) -> Result<Inner, StoreError> {
    let parsed = PgConnectOptions::from_str(&options.url).map_err(|_| Outage::Address)?;
    let place = format!("{}:{}", parsed.get_host(), parsed.get_port());
    let probe = tokio::time::timeout(options.patience, PgConnection::connect_with(&parsed)).await;
    match probe {
        Ok(Ok(connection)) => drop(connection.close().await),
        Ok(Err(error)) => {
            return Err(match outage_of(&error) {
                Some(Outage::Unreachable(cause)) => Outage::Unreachable(format!("{place}：{cause}")),
                Some(known) => known,
                None => Outage::Unreachable(format!("{place}：{error}")),
            }
            .into());
        }
        Err(_elapsed) => return Err(Outage::Unreachable(format!("{place}：等待应答超时")).into()),
    }
    let mut both = pool(options, options.max_connections.max(2));
    both.map_sqlx_postgres_opts(|options| options.application_name("gongkai"));
    let mut readers = connect(both).await?;
    let writer = readers.clone();
    let meter = Arc::default();
    Meter::attach(&meter, &mut readers);
    Ok(Inner {
        readers,
        writer,
        file: None,
        meter,
    })
}

/// Connects; what that keeps on the way is too much for the stack of whoever opens the program.
async fn connect(options: ConnectOptions) -> Result<DatabaseConnection, StoreError> {
    Ok(Box::pin(Database::connect(options)).await?)
}

fn pool(options: &DbOptions, max_connections: u32) -> ConnectOptions {
    let mut pool = ConnectOptions::new(options.url.clone());
    pool.max_connections(max_connections)
        .min_connections(1)
        .acquire_timeout(options.patience)
        // A ping before every query would double its way to the server; after a rest it finds a dead connection.
        .test_before_acquire_if_idle_for(REST)
        .connect_timeout(options.patience)
        .sqlx_logging_level("trace".parse().expect("a level of the log crate"))
        .sqlx_slow_statements_logging_settings("warn".parse().expect("a level of the log crate"), SLOW);
    pool
}
