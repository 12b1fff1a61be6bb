//! The program, opened over a database of its own that holds the demonstration, many times over.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use axum::Router;
use gongkai::{
    casework::Office,
    cli::Boot,
    config::Config,
    demo::{
        self,
        material::Material,
        multiply::{Amount, multiply},
    },
    domain::{account::Officer, agency::Agency},
    law::Role,
    store::{self, Scope, session::Sessions},
    web,
};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use tempfile::TempDir;

use super::postgres::Database;

/// How long anything of the set-up may wait for the database.
const PATIENCE: Duration = Duration::from_mins(1);

/// How often one is told how far the copying is.
const NEWS: usize = 10;

/// Which database.
#[derive(Debug)]
pub(crate) enum Kind {
    Sqlite,
    /// On the server with this address.
    Postgres(String),
}

/// An opened program.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) office: Office,
    pub(crate) router: Router,
    pub(crate) material: Material,
    /// The agency for which everybody works.
    pub(crate) agency: Agency,
    pub(crate) config: Config,
    folder: Folder,
    database: Option<Database>,
    filled_in: Option<Duration>,
}

/// Where its files lie.
#[derive(Debug)]
enum Folder {
    /// Thrown away at the end.
    New(TempDir),
    /// Of somebody who keeps it.
    Kept(PathBuf),
}

impl Place {
    /// Makes the database, tells the demonstration to it, and multiplies that to the amount.
    pub(crate) async fn make(kind: Kind, amount: Amount) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config {
            demo: true,
            ..Config::default()
        };
        config.data.folder = folder.path().to_owned();
        let database = match kind {
            Kind::Sqlite => None,
            Kind::Postgres(server) => Some(Database::create(server).await),
        };
        config.database.url = database.as_ref().map(Database::url).unwrap_or_default();
        let begun = Instant::now();
        let mut patient = config.clone();
        patient.database.patience_seconds = PATIENCE.as_secs();
        let office = Boot::open(patient).await.unwrap().app.office.clone();
        let material = Material::read(&office.law()).unwrap();
        demo::fill(&office, &material, |_, _| {}).await.unwrap();
        let mut told = 0;
        multiply(&office, &material, amount, |made, of| {
            if made * NEWS / of.max(1) > told {
                told += 1;
                eprintln!("{made} of {of} cases copied");
            }
        })
        .await
        .unwrap();
        // Closed and opened again: everything lies where it will lie after a restart.
        office.db.close().await.unwrap();
        let filled_in = Some(begun.elapsed());
        Self {
            database,
            filled_in,
            ..Self::open(config, Folder::New(folder)).await
        }
    }

    /// Opens what `gongkai bench-data` has filled: the folder, and the database where it is not the file in it.
    pub(crate) async fn filled(folder: &Path, database: Option<&str>) -> Self {
        let mut config = Config {
            demo: true,
            ..Config::default()
        };
        folder.clone_into(&mut config.data.folder);
        config.database.url = database.unwrap_or_default().to_owned();
        Self::open(config, Folder::Kept(folder.to_owned())).await
    }

    async fn open(config: Config, folder: Folder) -> Self {
        let app = Boot::open(config.clone()).await.unwrap().app;
        let office = app.office.clone();
        let material = Material::read(&office.law()).unwrap();
        let key = &material.agencies.first().unwrap().key;
        let agency = store::agency::by_key(&office.db, key).await.unwrap().unwrap();
        let router = web::router(app, Sessions::new(office.db.clone()));
        Self {
            office,
            router,
            material,
            agency,
            config,
            folder,
            database: None,
            filled_in: None,
        }
    }

    /// The folder of the program: database file, key, letters.
    pub(crate) fn folder(&self) -> &Path {
        match &self.folder {
            Folder::New(folder) => folder.path(),
            Folder::Kept(folder) => folder,
        }
    }

    pub(crate) fn scope(&self) -> Scope {
        Scope::of(self.agency.id)
    }

    /// The first of the agency's staff with a role: user name and person.
    pub(crate) async fn officer(&self, role: Role) -> (String, Officer) {
        let accounts = store::account::list(&self.office.db, self.scope()).await.unwrap();
        let account = accounts
            .into_iter()
            .find(|account| account.roles.contains(&role))
            .unwrap();
        (account.username.clone(), account.officer())
    }

    /// What was measured on, in a line.
    pub(crate) async fn describe(&self, amount: Amount) -> String {
        let ask = async |sql: &str| {
            let db = &self.office.db;
            let statement = Statement::from_string(db.backend(), sql);
            let row = db.query_one_raw(statement).await.unwrap().unwrap();
            row.try_get_by_index::<String>(0).unwrap()
        };
        let database = if self.office.db.backend() == DbBackend::Postgres {
            format!(
                "PostgreSQL {}, fsync {}",
                ask("SHOW server_version").await,
                ask("SHOW fsync").await
            )
        } else {
            format!(
                "SQLite {}, synchronous FULL",
                ask("SELECT sqlite_version()").await
            )
        };
        let Amount { cases, agencies } = amount;
        let filled = match self.filled_in {
            Some(time) => format!("filled in {} s", time.as_secs()),
            None => "filled before".to_owned(),
        };
        let agencies = match agencies {
            1 => "1 agency".to_owned(),
            several => format!("{several} agencies"),
        };
        format!("{database}: {cases} cases in {agencies}, {filled}")
    }

    pub(crate) async fn close(self) {
        let Self {
            office,
            router,
            database,
            ..
        } = self;
        drop(router);
        office.db.close().await.unwrap();
        if let Some(database) = database {
            database.drop().await;
        }
    }
}
