//! Databases on the PostgreSQL server that `GONGKAI_TEST_POSTGRES` names, copied from a migrated template.

use std::sync::atomic::{AtomicU32, Ordering};

use gongkai::store::{Db, DbOptions};
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection, Statement};
use sha2::{Digest, Sha256};
use tokio::sync::OnceCell;

use super::repository;

/// The server, as an address of its maintenance database: `postgres://user:password@host:port/postgres`.
const VARIABLE: &str = "GONGKAI_TEST_POSTGRES";

/// The name of the migrated template, once this process knows that it is there.
static TEMPLATE: OnceCell<String> = OnceCell::const_new();

/// Any number, as long as every test process uses the same.
const TEMPLATE_LOCK: i64 = 720_260_502;

/// How many databases this process has made: part of their names.
static COUNT: AtomicU32 = AtomicU32::new(0);

/// One database; dropped with it.
#[derive(Debug)]
pub(crate) struct Database {
    server: String,
    name: String,
}

impl Database {
    /// Copies the template, which the first of all test processes makes.
    pub(crate) async fn create() -> Self {
        let server = std::env::var(VARIABLE).unwrap_or_else(|_| {
            panic!("{VARIABLE} is not set: run scripts/test, which starts a PostgreSQL server for the tests")
        });
        let admin = connect(&server).await;
        let template = TEMPLATE.get_or_init(|| template(&server, &admin)).await;
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("gongkai_test_{}_{count}", std::process::id());
        run(&admin, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        run(
            &admin,
            &format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy"),
        )
        .await;
        admin.close().await.unwrap();
        Self { server, name }
    }

    pub(crate) fn url(&self) -> String {
        at(&self.server, &self.name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let (server, name) = (self.server.clone(), self.name.clone());
        // A drop cannot wait for a future in the test's own runtime, so it has one of its own, elsewhere.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let admin = connect(&server).await;
                run(&admin, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
                admin.close().await.unwrap();
            });
        });
        dropping.join().expect("the test database can be dropped");
    }
}

async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Box::pin(sea_orm::Database::connect(options))
        .await
        .unwrap_or_else(|error| panic!("{VARIABLE}: {error}"))
}

async fn run(admin: &DatabaseConnection, sql: &str) {
    admin.execute_unprepared(sql).await.unwrap();
}

/// The migrated template, named after the migrations; made under a lock, because several processes may test at once.
async fn template(server: &str, admin: &DatabaseConnection) -> String {
    let name = format!("gongkai_template_{}", fingerprint());
    run(admin, &format!("SELECT pg_advisory_lock({TEMPLATE_LOCK})")).await;
    let exists = Statement::from_sql_and_values(
        admin.get_database_backend(),
        "SELECT 1 FROM pg_database WHERE datname = $1",
        [name.clone().into()],
    );
    if admin.query_one_raw(exists).await.unwrap().is_none() {
        // Under another name until it is whole: a run that is killed here must not leave half a template.
        let draft = format!("{name}_draft");
        run(admin, &format!("DROP DATABASE IF EXISTS {draft} WITH (FORCE)")).await;
        run(admin, &format!("CREATE DATABASE {draft}")).await;
        let db = Db::open(&DbOptions::new(at(server, &draft))).await.unwrap();
        db.migrate().await.unwrap();
        db.close().await.unwrap();
        run(admin, &format!("ALTER DATABASE {draft} RENAME TO {name}")).await;
    }
    run(admin, &format!("SELECT pg_advisory_unlock({TEMPLATE_LOCK})")).await;
    name
}

/// The address of another database on the same server.
fn at(server: &str, database: &str) -> String {
    let (address, query) = server
        .split_once('?')
        .map_or((server, ""), |(address, query)| (address, query));
    let host = address.rsplit_once('/').map_or(address, |(host, _)| host);
    if query.is_empty() {
        format!("{host}/{database}")
    } else {
        format!("{host}/{database}?{query}")
    }
}

fn fingerprint() -> String {
    let mut files: Vec<_> = std::fs::read_dir(repository("migrations/src"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        hash.update(std::fs::read(file).unwrap());
    }
    data_encoding::HEXLOWER.encode(&hash.finalize()[..8])
}
