//! Looking for viruses: files are handed to ClamAV's daemon over its socket, as its protocol INSTREAM has it. The daemon
//! opens what is packed; here nothing is opened.

use std::{io, time::Duration};

use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::{TcpStream, UnixStream},
    time::timeout,
};

use crate::config::{Address, Documents};

/// What the daemon found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Clean,
    /// The name of what it found.
    Infected(String),
}

/// Why nothing is known of a file. Names nothing of it.
#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    #[error("the scanner does not answer in time")]
    Slow,
    #[error("the scanner cannot be reached")]
    Away(#[from] io::Error),
    #[error("the scanner does not say what it found: {0}")]
    Unclear(String),
}

/// Asks the daemon. Cheap to clone through an `Arc`.
#[derive(Debug)]
pub struct Scanner {
    address: Address,
    /// How long somebody who waits for a page waits for it.
    pub at_once: Duration,
    /// How long it may take beside the pages.
    pub patience: Duration,
}

/// What is sent at once.
const PIECE: usize = 64 * 1024;

/// The longest answer that is read.
const LONGEST_ANSWER: u64 = 4 * 1024;

impl Scanner {
    /// The scanner that is configured; none where there is none.
    pub fn of(settings: &Documents) -> Option<Self> {
        let seconds = Duration::from_secs;
        Some(Self {
            address: settings.scanner.parse().ok()?,
            at_once: seconds(settings.scan_seconds),
            patience: seconds(settings.scan_patience_seconds),
        })
    }

    /// What the daemon says of a file, within so much time.
    pub async fn scan(&self, bytes: &[u8], within: Duration) -> Result<Verdict, ScanError> {
        timeout(within, self.ask(bytes))
            .await
            .map_err(|_| ScanError::Slow)?
    }

    async fn ask(&self, bytes: &[u8]) -> Result<Verdict, ScanError> {
        let answer = match &self.address {
            Address::Unix(path) => talk(UnixStream::connect(path).await?, bytes).await?,
            Address::Tcp(host) => talk(TcpStream::connect(host).await?, bytes).await?,
        };
        verdict(&answer)
    }
}

async fn talk(mut stream: impl AsyncRead + AsyncWrite + Unpin, bytes: &[u8]) -> io::Result<String> {
    // A daemon that has had enough closes before everything is sent; what it said then is worth more than that.
    let sent = send(&mut stream, bytes).await;
    let mut answer = Vec::new();
    let read = stream.take(LONGEST_ANSWER).read_to_end(&mut answer).await;
    if answer.is_empty() {
        sent?;
        read?;
    }
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

async fn send(stream: &mut (impl AsyncWrite + Unpin), bytes: &[u8]) -> io::Result<()> {
    stream.write_all(b"zINSTREAM\0").await?;
    for piece in bytes.chunks(PIECE) {
        let length = u32::try_from(piece.len()).unwrap_or(u32::MAX);
        stream.write_all(&length.to_be_bytes()).await?;
        stream.write_all(piece).await?;
    }
    stream.write_all(&0_u32.to_be_bytes()).await?;
    stream.flush().await
}

/// `stream: OK`, `stream: NAME FOUND`, or an error. Nothing else counts as clean.
fn verdict(answer: &str) -> Result<Verdict, ScanError> {
    let answer = answer.trim_matches(['\0', '\n', '\r', ' ']);
    match answer.strip_prefix("stream: ") {
        Some("OK") => Ok(Verdict::Clean),
        Some(found) => match found.strip_suffix(" FOUND") {
            Some(name) if !name.is_empty() => Ok(Verdict::Infected(shown(name))),
            _ => Err(ScanError::Unclear(shown(answer))),
        },
        None => Err(ScanError::Unclear(shown(answer))),
    }
}

/// At most so many signs, none of which does anything.
fn shown(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_control()).take(100).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_word_counts_as_clean() {
        assert_eq!(verdict("stream: OK\0").unwrap(), Verdict::Clean);
        let found = verdict("stream: Eicar-Signature FOUND\0").unwrap();
        assert_eq!(found, Verdict::Infected("Eicar-Signature".to_owned()));
        for answer in [
            "",
            "OK",
            "stream: ",
            "stream:  FOUND",
            "INSTREAM size limit exceeded. ERROR",
            "HTTP/1.1 200 OK",
        ] {
            assert!(
                matches!(verdict(answer), Err(ScanError::Unclear(_))),
                "{answer:?}"
            );
        }
    }
}
