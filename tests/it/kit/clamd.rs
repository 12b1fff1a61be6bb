//! A scanner that listens on a socket of its own and answers as ClamAV's daemon does, or as it should not.

use std::{
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

use gongkai::{config::Documents, documents::Scanner};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{UnixListener, UnixStream},
    task::JoinHandle,
};

/// The harmless file that every scanner finds, in two halves, so that none finds it here.
pub(crate) fn eicar() -> Vec<u8> {
    let halves = [
        "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-",
        "ANTIVIRUS-TEST-FILE!$H+H*",
    ];
    halves.concat().into_bytes()
}

/// How it behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    Well,
    /// It takes the connection and says nothing.
    Slow,
    /// It says something else.
    Garbage,
}

/// The scanner; gone when dropped.
#[derive(Debug)]
pub(crate) struct Clamd {
    folder: TempDir,
    mood: Arc<Mutex<Mood>>,
    serving: Option<JoinHandle<()>>,
}

impl Clamd {
    pub(crate) fn start() -> Self {
        let mut clamd = Self {
            folder: tempfile::tempdir().unwrap(),
            mood: Arc::new(Mutex::new(Mood::Well)),
            serving: None,
        };
        clamd.up();
        clamd
    }

    fn socket(&self) -> std::path::PathBuf {
        self.folder.path().join("clamd.ctl")
    }

    /// Who asks it, with little patience.
    pub(crate) fn scanner(&self) -> Arc<Scanner> {
        let settings = Documents {
            scanner: format!("unix:{}", self.socket().display()),
            scan_seconds: 1,
            scan_patience_seconds: 1,
            ..Documents::default()
        };
        Arc::new(Scanner::of(&settings).unwrap())
    }

    pub(crate) fn be(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    /// Nobody listens any more.
    pub(crate) fn down(&mut self) {
        self.serving.take().unwrap().abort();
        std::fs::remove_file(self.socket()).unwrap();
    }

    pub(crate) fn up(&mut self) {
        let listener = listen(&self.socket());
        let mood = Arc::clone(&self.mood);
        self.serving = Some(tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let mood = *mood.lock().unwrap();
                tokio::spawn(answer(stream, mood));
            }
        }));
    }
}

impl Drop for Clamd {
    fn drop(&mut self) {
        if let Some(serving) = &self.serving {
            serving.abort();
        }
    }
}

fn listen(path: &Path) -> UnixListener {
    UnixListener::bind(path).unwrap()
}

async fn answer(mut stream: UnixStream, mood: Mood) -> Option<()> {
    let mut command = [0; 10];
    stream.read_exact(&mut command).await.ok()?;
    assert_eq!(&command, b"zINSTREAM\0");
    let mut bytes = Vec::new();
    loop {
        let length = stream.read_u32().await.ok()?;
        if length == 0 {
            break;
        }
        let mut piece = vec![0; usize::try_from(length).unwrap()];
        stream.read_exact(&mut piece).await.ok()?;
        bytes.extend(piece);
    }
    let eicar = eicar();
    let is_infected = bytes.windows(eicar.len()).any(|window| window == eicar);
    let answer: &[u8] = match mood {
        Mood::Slow => {
            tokio::time::sleep(Duration::from_mins(1)).await;
            b""
        }
        Mood::Garbage => b"HTTP/1.1 200 OK\r\n\r\n",
        Mood::Well if is_infected => b"stream: Eicar-Signature FOUND\0",
        Mood::Well => b"stream: OK\0",
    };
    stream.write_all(answer).await.ok()
}
