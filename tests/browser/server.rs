//! The demonstration, served on a port of its own, with a clock that the journey moves.

use std::{net::SocketAddr, sync::Arc};

use gongkai::{
    casework::Office,
    clock::FixedClock,
    config::Config,
    demo::{self, material::Material},
    documents::Blobs,
    ids::UuidV7,
    law::Law,
    letters::{FontConfig, Letters},
    store::{
        secret::{MasterKey, Vault},
        session::Sessions,
        verify,
    },
    template::Templates,
    text::Texts,
    web::{self, app::App},
};
use tempfile::TempDir;
use time::macros::datetime;
use tokio::{net::TcpListener, task::JoinHandle};

use crate::kit::TestDb;

/// The program at work.
#[derive(Debug)]
pub(super) struct Server {
    pub(super) clock: Arc<FixedClock>,
    /// Of every account.
    pub(super) password: String,
    address: SocketAddr,
    serving: JoinHandle<()>,
    db: TestDb,
    _files: TempDir,
}

impl Server {
    /// Tells the demonstration to the database and serves it, on a Thursday at nine.
    pub(super) async fn start(db: TestDb) -> Self {
        let files = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::at(datetime!(2026-09-10 9:00 +8)));
        let texts = Arc::new(Texts::load().unwrap());
        let templates = Arc::new(Templates::load(Arc::clone(&texts)).unwrap());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let key = MasterKey {
            id: 1,
            bytes: [7; 32],
        };
        let office = Office {
            db: db.db.clone(),
            clock: clock.clone(),
            ids: Arc::new(UuidV7),
            law: Arc::new(Law::embedded().unwrap()),
            letters: Arc::new(Letters::new(Arc::clone(&templates), &FontConfig::default()).unwrap()),
            blobs: Arc::new(Blobs::open(files.path()).unwrap()),
            vault: Arc::new(Vault::new(&key, &[])),
            track_url: Some(format!("http://{address}/track")),
        };
        let material = Material::read(&office.law).unwrap();
        demo::fill(&office, &material, |_, _| ()).await.unwrap();
        let mut config = Config {
            demo: true,
            ..Config::default()
        };
        config.server.public_url = format!("http://{address}");
        let router = web::router(
            App::new(config, office, texts, templates),
            Sessions::new(db.db.clone()),
        );
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let serving = tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
        Self {
            clock,
            password: material.password,
            address,
            serving,
            db,
            _files: files,
        }
    }

    pub(super) fn home(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Names the database, for the folder of the pictures.
    pub(super) fn run(&self) -> &'static str {
        if self.db.file().is_some() {
            "sqlite"
        } else {
            "postgresql"
        }
    }

    /// Ends it, and holds the whole database against its chains.
    pub(super) async fn stop(self) {
        self.serving.abort();
        let mut found = Vec::new();
        verify::database(&self.db.db, |broken| found.push(broken.to_string()))
            .await
            .unwrap();
        assert_eq!(found, [""; 0]);
    }
}
