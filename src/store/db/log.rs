//! SQLite's log (WAL), written back into the database beside the writers instead of by them.
//!
//! By itself SQLite does it every thousand pages, in the commit that happens to be the thousandth. What a command writes lies
//! all over a large file, so that a few commands fill a thousand pages, and whoever waits behind such a commit waits for the
//! disk twice. A connection of its own does it without keeping any writer or reader waiting (`PASSIVE`); only where it cannot
//! keep up do writers help, from [`AT_THE_LATEST`] on.

use std::{ffi::OsString, path::Path, path::PathBuf, time::Duration};

use sea_orm::sqlx::{
    self, ConnectOptions as _, Connection,
    sqlite::{SqliteConnectOptions, SqliteConnection},
};
use tokio::{
    sync::{Mutex, watch},
    task::JoinHandle,
};

/// How often it is looked how long the log is.
const GLANCE: Duration = Duration::from_millis(200);

/// A log of fewer bytes is not worth the way to the disk. It is what SQLite takes for the right measure, too.
const WORTH_IT: u64 = 4 << 20;

/// From how many pages on (64 MiB) a writer does it, so that the log does not grow without end where somebody always reads.
pub(super) const AT_THE_LATEST: &str = "16384";

/// To what size in bytes the file of the log is cut after it was longer than ever, as by an import.
pub(super) const KEPT: &str = "67108864";

/// Writes the log back until it is stopped or dropped.
#[derive(Debug)]
pub(super) struct Keeper {
    stop: watch::Sender<bool>,
    working: Mutex<Option<JoinHandle<()>>>,
}

impl Keeper {
    /// Begins. The connection is made when there is something to write back for the first time.
    pub(super) fn start(database: &Path, options: SqliteConnectOptions) -> Self {
        let (stop, stopped) = watch::channel(false);
        let working = tokio::spawn(work(log_of(database), options, stopped));
        Self {
            stop,
            working: Mutex::new(Some(working)),
        }
    }

    /// Ends, and waits until its connection is closed.
    pub(super) async fn stop(&self) {
        self.stop.send_replace(true);
        if let Some(working) = self.working.lock().await.take() {
            // It ends by itself; that it was broken off is no harm, as the log is still there.
            drop(working.await);
        }
    }
}

fn log_of(database: &Path) -> PathBuf {
    let mut log = OsString::from(database);
    log.push("-wal");
    PathBuf::from(log)
}

async fn work(log: PathBuf, options: SqliteConnectOptions, mut stopped: watch::Receiver<bool>) {
    let options = options.disable_statement_logging();
    let mut connection = None;
    loop {
        tokio::select! {
            () = tokio::time::sleep(GLANCE) => {}
            // Told to, or nobody is left who could tell.
            _ = stopped.changed() => break,
        }
        let length = tokio::fs::metadata(&log).await.map_or(0, |file| file.len());
        if length >= WORTH_IT
            && let Err(error) = write_back(&mut connection, &options).await
        {
            tracing::warn!(%error, "the log of the database cannot be written back just now");
            connection = None;
        }
    }
    if let Some(connection) = connection {
        drop(connection.close().await);
    }
}

/// Writes back what no reader needs in the log any more; of a log that was written back already, nothing.
async fn write_back(
    connection: &mut Option<SqliteConnection>,
    options: &SqliteConnectOptions,
) -> Result<(), sqlx::Error> {
    let open = match connection.take() {
        Some(open) => open,
        None => SqliteConnection::connect_with(options).await?,
    };
    let open = connection.insert(open);
    sqlx::query("PRAGMA wal_checkpoint(PASSIVE)")
        .execute(open)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::{Db, DbOptions};
    use sea_orm::ConnectionTrait;

    #[tokio::test]
    async fn a_log_of_some_size_is_written_back_beside_the_writers() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("log.db");
        let db = Db::open(&DbOptions::new(format!("sqlite:{}", file.display())))
            .await
            .unwrap();
        let size = || std::fs::metadata(&file).unwrap().len();
        let tx = db.begin().await.unwrap();
        tx.execute_unprepared("CREATE TABLE much (bytes BLOB)")
            .await
            .unwrap();
        tx.execute_unprepared("INSERT INTO much VALUES (zeroblob(8388608))")
            .await
            .unwrap();
        tx.commit().await.unwrap();

        // Far less than a writer would write back.
        while size() < 8_388_608 {
            tokio::time::sleep(super::GLANCE).await;
        }

        db.close().await.unwrap();
        assert!(
            !super::log_of(&file).exists(),
            "the last one to close takes the log away"
        );
    }
}
