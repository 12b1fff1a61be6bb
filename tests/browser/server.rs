//! The program served on a port of its own, over the demonstration or over an office at work, with a clock that the
//! journey moves.

use std::net::SocketAddr;

use gongkai::{
    casework::Office,
    config::Config,
    demo::{self, material::Material},
};
use time::macros::datetime;
use tokio::{net::TcpListener, task::JoinHandle};

use crate::kit::{
    premises::{Premises, law},
    site::router,
};

/// The program at work.
#[derive(Debug)]
pub(super) struct Served {
    address: String,
    serving: JoinHandle<()>,
}

impl Served {
    /// Serves what `fill` leaves of the office, whose letters and pages name the port.
    pub(super) async fn over(office: &Office, demo: bool, fill: impl AsyncFnOnce(&Office)) -> Self {
        Self::called("127.0.0.1", office, demo, fill).await
    }

    /// The same by a name of this machine.
    async fn called(name: &str, office: &Office, demo: bool, fill: impl AsyncFnOnce(&Office)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("{name}:{}", listener.local_addr().unwrap().port());
        let office = Office {
            track_url: Some(format!("http://{address}/track")),
            ..office.clone()
        };
        fill(&office).await;
        let mut config = Config {
            demo,
            ..Config::default()
        };
        config.server.public_url = format!("http://{address}");
        let service = router(office, config).into_make_service_with_connect_info::<SocketAddr>();
        let serving = tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
        Self { address, serving }
    }

    pub(super) fn home(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(super) fn stop(self) {
        self.serving.abort();
    }
}

/// Names the database, for the folder of the pictures.
pub(super) fn run(premises: &Premises) -> &'static str {
    if premises.test.file().is_some() {
        "sqlite"
    } else {
        "postgresql"
    }
}

/// The demonstration at work.
#[derive(Debug)]
pub(super) struct Server {
    pub(super) premises: Premises,
    /// Of every account.
    pub(super) password: String,
    served: Served,
}

impl Server {
    /// Tells the demonstration to the database and serves it, on a Thursday at nine.
    pub(super) async fn start(premises: Premises) -> Self {
        Box::pin(Self::called("127.0.0.1", premises)).await
    }

    /// The same under the name that browsers believe without a certificate, and that passkeys may be bound to.
    pub(super) async fn by_name(premises: Premises) -> Self {
        Box::pin(Self::called("localhost", premises)).await
    }

    async fn called(name: &str, premises: Premises) -> Self {
        premises.clock.set(datetime!(2026-09-10 9:00 +8));
        let material = Material::read(law()).unwrap();
        let fill = async |office: &Office| demo::fill(office, &material, |_, _| ()).await.unwrap();
        Self {
            served: Served::called(name, &premises.office, true, fill).await,
            premises,
            password: material.password,
        }
    }

    pub(super) fn home(&self) -> String {
        self.served.home()
    }

    pub(super) fn run(&self) -> &'static str {
        run(&self.premises)
    }

    /// Ends it, and holds the whole database against its chains.
    pub(super) async fn stop(self) {
        self.served.stop();
        self.premises.assert_sound().await;
    }
}
