//! What tests stand on, each layer on the one before: a fresh database of either kind ([`TestDb`]), an office on it
//! ([`premises`]), two agencies at work ([`office`]), their web ([`site`]), and browsers to use it.

pub(crate) mod answer;
pub(crate) mod authenticator;
pub(crate) mod authority;
pub(crate) mod browser;
#[cfg(feature = "s3")]
pub(crate) mod bucket;
pub(crate) mod bureau;
pub(crate) mod clamd;
pub(crate) mod filing;
pub(crate) mod form;
pub(crate) mod gateway;
pub(crate) mod log;
pub(crate) mod office;
pub(crate) mod page;
pub(crate) mod pdf;
mod plans;
#[cfg(feature = "openid")]
pub(crate) mod platform;
pub(crate) mod postal;
mod postgres;
pub(crate) mod premises;
pub(crate) mod seal;
pub(crate) mod site;
pub(crate) mod smtp;
pub(crate) mod treasury;

use std::path::{Path, PathBuf};

use gongkai::store::{Db, DbOptions};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// The two databases on which every test runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Backend {
    Sqlite,
    Postgres,
}

/// Something that a test is given, made anew on either database.
pub(crate) trait Fixture: Sized {
    fn on(backend: Backend) -> impl Future<Output = Self>;
}

/// Runs each test on SQLite and on PostgreSQL: `both! { async fn name(db: TestDb) { … } }`. The argument may be
/// anything that is a [`Fixture`].
#[macro_export]
macro_rules! both {
    ($($(#[$meta:meta])* async fn $name:ident($fixture:ident : $type:ty) $body:block)*) => {$(
        mod $name {
            use super::*;

            $(#[$meta])*
            async fn test($fixture: $type) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                test(<$type as $crate::kit::Fixture>::on($crate::kit::Backend::Sqlite).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgresql() {
                test(<$type as $crate::kit::Fixture>::on($crate::kit::Backend::Postgres).await).await;
            }
        }
    )*};
}

/// A migrated, empty database of its own; gone when dropped.
#[derive(Debug)]
pub(crate) struct TestDb {
    pub(crate) db: Db,
    options: DbOptions,
    place: Held,
}

/// What has to go when the test is over.
#[derive(Debug)]
enum Held {
    Folder(TempDir),
    Database(#[expect(dead_code, reason = "its drop is its use")] postgres::Database),
}

impl Fixture for TestDb {
    async fn on(backend: Backend) -> Self {
        log::listen();
        match backend {
            Backend::Sqlite => {
                let folder = tempfile::tempdir().unwrap();
                let file = folder.path().join("test.db");
                std::fs::write(&file, migrated().await).unwrap();
                let options = options_of(&file);
                Self {
                    db: Db::open(&options).await.unwrap(),
                    options,
                    place: Held::Folder(folder),
                }
            }
            Backend::Postgres => {
                let database = postgres::Database::create().await;
                let options = DbOptions::new(database.url());
                let db = Db::open(&options).await.unwrap();
                Self {
                    db,
                    options,
                    place: Held::Database(database),
                }
            }
        }
    }
}

fn options_of(file: &Path) -> DbOptions {
    DbOptions::new(format!("sqlite:{}", file.display()))
}

/// A migrated, empty database as a file has it; made once for all of a process.
async fn migrated() -> &'static [u8] {
    static MIGRATED: OnceCell<Vec<u8>> = OnceCell::const_new();
    let migrate = async || {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("migrated.db");
        let db = Db::open(&options_of(&file)).await.unwrap();
        db.migrate().await.unwrap();
        // What still stood in the log is in the file from here on.
        db.close().await.unwrap();
        std::fs::read(&file).unwrap()
    };
    MIGRATED.get_or_init(migrate).await
}

impl TestDb {
    /// A second, independent opening of the same database, as another copy of the program would have it.
    pub(crate) async fn another(&self) -> Db {
        Db::open(&self.options).await.unwrap()
    }

    pub(crate) fn url(&self) -> &str {
        &self.options.url
    }

    /// The database file, on SQLite.
    pub(crate) fn file(&self) -> Option<PathBuf> {
        match &self.place {
            Held::Folder(folder) => Some(folder.path().join("test.db")),
            Held::Database(_) => None,
        }
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        if let Some(file) = self.file().filter(|_| !std::thread::panicking()) {
            plans::look(&file);
        }
    }
}

/// A path of the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
