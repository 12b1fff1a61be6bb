//! The download itself: packed while it is sent, one kept file in memory at a time.

use std::{
    io::{self, BufWriter, Write},
    sync::Arc,
};

use axum::body::{Body, Bytes};
use time::OffsetDateTime;
use tokio::{runtime::Handle, sync::mpsc};
use tokio_stream::wrappers::ReceiverStream;
use zip::{CompressionMethod, DateTime, ZipWriter, result::ZipError, write::SimpleFileOptions};

use super::{Content, Part};
use crate::documents::{BlobError, Blobs};

/// How much is packed before it is sent on.
const PIECE: usize = 64 * 1024;

/// How many pieces may wait for a slow reader.
const WAITING: usize = 4;

/// Why a download breaks off.
#[derive(Debug, thiserror::Error)]
enum PackError {
    #[error(transparent)]
    Blob(#[from] BlobError),
    #[error(transparent)]
    Zip(#[from] ZipError),
    #[error("the reader went away")]
    Io(#[from] io::Error),
}

/// Hands on what the packer writes; waits where the reader is slow.
struct Sink(mpsc::Sender<io::Result<Bytes>>);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sent = self.0.blocking_send(Ok(Bytes::copy_from_slice(bytes)));
        sent.map(|()| bytes.len())
            .map_err(|_| io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The parts as a zip, in their order. A part that cannot be read breaks the download off: half a file of a case must not
/// look like a whole one.
pub(crate) fn stream(blobs: &Arc<Blobs>, parts: Vec<Part>, now: OffsetDateTime) -> Body {
    let (sender, receiver) = mpsc::channel(WAITING);
    let (blobs, runtime) = (Arc::clone(blobs), Handle::current());
    tokio::task::spawn_blocking(move || {
        let packed = pack(Sink(sender.clone()), parts, now, |digest| {
            runtime.block_on(blobs.get(digest))
        });
        match packed {
            Ok(()) | Err(PackError::Io(_)) => {}
            Err(error) => {
                tracing::error!(%error, "a file of a case could not be packed");
                // Nobody reads any more where this fails, too.
                drop(sender.blocking_send(Err(io::Error::other("a part cannot be read"))));
            }
        }
    });
    Body::from_stream(ReceiverStream::new(receiver))
}

fn pack(
    sink: impl Write,
    parts: Vec<Part>,
    now: OffsetDateTime,
    read: impl Fn(crate::domain::digest::Digest) -> Result<Vec<u8>, BlobError>,
) -> Result<(), PackError> {
    let mut zip = ZipWriter::new_stream(BufWriter::with_capacity(PIECE, sink));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(stamp(now));
    for part in parts {
        zip.start_file(part.path, options)?;
        match part.content {
            Content::Text(text) => zip.write_all(text.as_bytes())?,
            Content::Blob(digest) => zip.write_all(&read(digest)?)?,
        }
    }
    zip.finish()?.into_inner().flush()?;
    Ok(())
}

/// The time as zip files have it; their own first day where they cannot.
fn stamp(now: OffsetDateTime) -> DateTime {
    let year = u16::try_from(now.year()).unwrap_or_default();
    DateTime::from_date_and_time(
        year,
        now.month().into(),
        now.day(),
        now.hour(),
        now.minute(),
        now.second(),
    )
    .unwrap_or_default()
}
