//! A database of our own on the PostgreSQL server that is there for tests.

use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection};

/// The server, as an address of its maintenance database: `postgres://user:password@host:port/postgres`.
const VARIABLE: &str = "GONGKAI_TEST_POSTGRES";

/// The address of the server, where one is named.
pub(crate) fn server() -> Option<String> {
    std::env::var(VARIABLE).ok().filter(|server| !server.is_empty())
}

/// One database, until it is dropped by [`Database::drop`].
#[derive(Debug)]
pub(crate) struct Database {
    server: String,
    name: String,
}

impl Database {
    pub(crate) async fn create(server: String) -> Self {
        let name = format!("gongkai_bench_{}", std::process::id());
        let admin = connect(&server).await;
        run(&admin, &format!("CREATE DATABASE {name}")).await;
        admin.close().await.unwrap();
        Self { server, name }
    }

    pub(crate) fn url(&self) -> String {
        let (address, query) = self.server.split_once('?').unwrap_or((&self.server, ""));
        let host = address.rsplit_once('/').map_or(address, |(host, _)| host);
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{host}/{}{mark}{query}", self.name)
    }

    pub(crate) async fn drop(self) {
        let admin = connect(&self.server).await;
        run(&admin, &format!("DROP DATABASE {} WITH (FORCE)", self.name)).await;
        admin.close().await.unwrap();
    }
}

async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Box::pin(sea_orm::Database::connect(options)).await.unwrap()
}

async fn run(admin: &DatabaseConnection, sql: &str) {
    admin.execute_unprepared(sql).await.unwrap();
}
