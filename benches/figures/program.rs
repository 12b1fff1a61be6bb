//! The built program, started as an operator starts it.

use std::{
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

use axum::{body::Body, http::Request};
use gongkai::config::Config;

use super::{
    place::Place,
    reader::{Door, Reader},
};

/// The program.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_gongkai");

/// How long to wait between two knocks at a door that does not open yet.
const KNOCK: Duration = Duration::from_millis(2);

/// A serving program; ended when dropped.
#[derive(Debug)]
pub(crate) struct Program {
    child: Child,
    pub(crate) door: Door,
}

impl Program {
    /// Starts it on a free port, over the database of a place, and waits for its first page.
    pub(crate) async fn serve(place: &Place) -> Self {
        let Config { data, database, .. } = &place.config;
        // Free a moment ago; nobody else on this machine asks for ports while we measure.
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let listen = format!("127.0.0.1:{port}");
        let child = Command::new(PROGRAM)
            .args(["serve", "--listen", &listen])
            .current_dir(place.folder())
            .env("GONGKAI__DATA__FOLDER", &data.folder)
            .env("GONGKAI__DATABASE__URL", &database.url)
            .env("RUST_LOG", "warn")
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let program = Self {
            child,
            door: Door::http(&format!("http://{listen}")),
        };
        let visitor = Reader::stranger(program.door.clone());
        loop {
            match visitor.ask(Request::get("/"), Body::empty()).await {
                Some(answer) => {
                    assert!(answer.status.is_success(), "{}", answer.status);
                    return program;
                }
                None => tokio::time::sleep(KNOCK).await,
            }
        }
    }

    /// Bytes that it holds in memory; none where the system does not tell.
    pub(crate) fn resident(&self) -> Option<u64> {
        resident(&self.child.id().to_string())
    }
}

/// How many bytes of memory a process holds; `self` is this one.
pub(crate) fn resident(process: &str) -> Option<u64> {
    let status = PathBuf::from(format!("/proc/{process}/status"));
    let status = std::fs::read_to_string(status).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes * 1024)
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself, which whoever waited for its page has noticed.
        let _ended = self.child.kill();
        let _ended = self.child.wait();
    }
}
