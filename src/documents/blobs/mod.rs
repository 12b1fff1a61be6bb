//! Bytes by the hash of their content: the same bytes are kept once, a changed byte is noticed at reading. Where they lie
//! they are sealed: whoever gets hold of the disk or the bucket, or of a backup, reads nothing without the key. What was
//! kept before there was a seal is read as it is. Nothing is ever written over, and nothing is taken away but what somebody
//! asks to be erased.

#[cfg(feature = "s3")]
mod bucket;
mod error;
#[cfg(feature = "s3")]
mod wire;

use std::{
    error::Error as StdError,
    fmt::Debug,
    fs::File,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use object_store::{
    Error, ObjectStore, ObjectStoreExt, PutMode, PutPayload, local::LocalFileSystem, path::Path as Key,
};

use crate::{
    config::{Config, Files},
    domain::digest::Digest,
};

pub use self::error::{BlobError, Bucket, BucketError, Trouble};

/// Seals bytes with a key, for the name under which they are kept: moved elsewhere they do not open.
pub trait Sealing: Debug + Send + Sync {
    fn seal(&self, name: &[u8], plain: &[u8]) -> Result<Vec<u8>, SealError>;

    fn open(&self, name: &[u8], sealed: &[u8]) -> Result<Vec<u8>, SealError>;
}

/// Why bytes cannot be sealed or opened.
pub type SealError = Box<dyn StdError + Send + Sync>;

/// How sealed bytes begin. No file that is taken in begins so.
const SEALED: &[u8] = b"\0gongkai sealed 1\n";

/// What is kept to see whether anything can be kept.
const PROBE: &[u8] = b"gongkai";

/// A folder or a bucket of blobs. Cheap to clone through an `Arc`.
#[derive(Debug)]
pub struct Blobs {
    store: Box<dyn ObjectStore>,
    /// None where it is a folder.
    bucket: Option<Bucket>,
    /// What the names of all blobs begin with.
    prefix: String,
    /// Whether the store can be asked to keep only what is not there yet.
    conditional: bool,
    /// The folder, or the one beside the bucket.
    folder: PathBuf,
    seal: Arc<dyn Sealing>,
}

impl Blobs {
    /// Where the configuration says. Nothing is asked of an object store yet, see [`Blobs::probe`].
    pub fn configured(config: &Config, seal: Arc<dyn Sealing>) -> Result<Self, BlobError> {
        let folder = config.files_folder();
        if config.files.is_on() {
            Self::in_bucket(&config.files, &folder, seal)
        } else {
            Self::open(&folder, seal)
        }
    }

    /// Opens a folder, and makes it where it is missing.
    pub fn open(folder: &Path, seal: Arc<dyn Sealing>) -> Result<Self, BlobError> {
        make(folder)?;
        // What was acknowledged must survive a power cut, as the database does.
        let store = LocalFileSystem::new_with_prefix(folder).map_err(|source| unusable(folder, source))?;
        Ok(Self {
            store: Box::new(store.with_fsync(true)),
            bucket: None,
            prefix: String::new(),
            conditional: true,
            folder: folder.to_owned(),
            seal,
        })
    }

    #[cfg(feature = "s3")]
    fn in_bucket(files: &Files, folder: &Path, seal: Arc<dyn Sealing>) -> Result<Self, BlobError> {
        make(folder)?;
        let bucket = Bucket {
            name: files.bucket.clone(),
            endpoint: files.endpoint.clone(),
        };
        Ok(Self {
            store: bucket::open(files, &bucket)?,
            bucket: Some(bucket),
            prefix: files.prefix.clone(),
            conditional: files.conditional_put,
            folder: folder.to_owned(),
            seal,
        })
    }

    #[cfg(not(feature = "s3"))]
    fn in_bucket(_files: &Files, _folder: &Path, _seal: Arc<dyn Sealing>) -> Result<Self, BlobError> {
        Err(BlobError::NoObjectStore)
    }

    /// Whether something can be kept and had again, under the key that seals. Leaves some bytes, always the same.
    pub async fn probe(&self) -> Result<(), BlobError> {
        let digest = self.put(PROBE.to_vec()).await?;
        self.get(digest).await.map(drop)
    }

    /// Keeps some bytes, and returns the name by which they are had again. Keeping the same bytes twice is once.
    pub async fn put(&self, bytes: Vec<u8>) -> Result<Digest, BlobError> {
        let digest = Digest::of_bytes(&bytes);
        let sealed = self.seal.seal(&digest.0, &bytes);
        let sealed = sealed.map_err(|source| BlobError::Seal { digest, source })?;
        let payload = PutPayload::from([SEALED, &sealed].concat());
        let kept = self.keep(&self.key(digest), payload).await;
        kept.map(|()| digest).map_err(|source| self.failed(source))
    }

    /// Keeps what is not there yet. Where a store cannot be asked for that, or says that somebody else was at the same at
    /// the same moment, it is looked at: two who write one name write one content, so the worst is to write it twice.
    async fn keep(&self, key: &Key, payload: PutPayload) -> Result<(), Error> {
        if self.conditional {
            let created = self.store.put_opts(key, payload.clone(), PutMode::Create.into());
            match created.await {
                Err(Error::AlreadyExists { .. }) => {}
                done => return done.map(drop),
            }
        }
        match self.store.head(key).await {
            Err(Error::NotFound { .. }) => self.store.put(key, payload).await.map(drop),
            there => there.map(drop),
        }
    }

    /// The bytes, which are those that were kept or an error.
    pub async fn get(&self, digest: Digest) -> Result<Vec<u8>, BlobError> {
        let found = match self.store.get(&self.key(digest)).await {
            Ok(found) => found.bytes().await.map_err(|source| self.failed(source))?,
            Err(source @ Error::NotFound { .. }) => return Err(self.missing(digest, &source)),
            Err(source) => return Err(self.failed(source)),
        };
        let found = match found.strip_prefix(SEALED) {
            Some(sealed) => {
                let opened = self.seal.open(&digest.0, sealed);
                opened.map_err(|source| BlobError::Seal { digest, source })?
            }
            None => found.into(),
        };
        match Digest::of_bytes(&found) {
            same if same == digest => Ok(found),
            other => Err(BlobError::Altered {
                expected: digest,
                found: other,
            }),
        }
    }

    /// Takes bytes away for good; whoever asks has seen that nothing names them any more. What is not there is gone.
    pub async fn remove(&self, digest: Digest) -> Result<(), BlobError> {
        match self.store.delete(&self.key(digest)).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(source) => Err(self.failed(source)),
        }
    }

    /// A file without a name in the folder, for what is handed over once and kept nowhere: it is gone when it is
    /// closed, and when the program ends in whatever way.
    pub fn scratch(&self) -> io::Result<File> {
        tempfile::tempfile_in(&self.folder)
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Two levels of folders, so that none grows too wide: `ab/cd/abcd…`.
    fn key(&self, digest: Digest) -> Key {
        let name = digest.to_string();
        let (first, second) = (
            name.get(..2).unwrap_or_default(),
            name.get(2..4).unwrap_or_default(),
        );
        Key::from(format!("{}/{first}/{second}/{name}", self.prefix))
    }

    fn failed(&self, source: Error) -> BlobError {
        match &self.bucket {
            Some(bucket) => BlobError::of(bucket, &source),
            None => BlobError::Store {
                folder: self.folder.clone(),
                source,
            },
        }
    }

    /// A blob is not there; or all of them, with the bucket.
    fn missing(&self, digest: Digest, source: &Error) -> BlobError {
        match &self.bucket {
            Some(bucket) if error::is_of_bucket(source) => BlobError::of(bucket, source),
            Some(_) | None => BlobError::Missing(digest),
        }
    }
}

fn make(folder: &Path) -> Result<(), BlobError> {
    std::fs::create_dir_all(folder).map_err(|source| {
        let source = Error::Generic {
            store: "folder",
            source: Box::new(source),
        };
        unusable(folder, source)
    })
}

fn unusable(folder: &Path, source: Error) -> BlobError {
    BlobError::Folder {
        folder: folder.to_owned(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Turns every bit around: enough to see that it was called, and for which name.
    #[derive(Debug)]
    struct Around;

    impl Sealing for Around {
        fn seal(&self, name: &[u8], plain: &[u8]) -> Result<Vec<u8>, SealError> {
            Ok([name, &plain.iter().map(|byte| !byte).collect::<Vec<_>>()].concat())
        }

        fn open(&self, name: &[u8], sealed: &[u8]) -> Result<Vec<u8>, SealError> {
            let sealed = sealed.strip_prefix(name).ok_or("of another name")?;
            Ok(sealed.iter().map(|byte| !byte).collect())
        }
    }

    fn opened(folder: &Path) -> Result<Blobs, BlobError> {
        Blobs::open(folder, Arc::new(Around))
    }

    #[tokio::test]
    async fn bytes_are_sealed_and_those_of_before_are_read_as_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = opened(folder.path()).unwrap();
        let digest = blobs.put(b"secret words".to_vec()).await.unwrap();
        let file = folder.path().join(blobs.key(digest).to_string());
        let kept = std::fs::read(&file).unwrap();
        assert!(kept.starts_with(SEALED) && !kept.windows(6).any(|window| window == b"secret"));
        let plain = Digest::of_bytes(b"of before");
        let before = folder.path().join(blobs.key(plain).to_string());
        std::fs::create_dir_all(before.parent().unwrap()).unwrap();
        std::fs::write(&before, b"of before").unwrap();
        assert_eq!(blobs.get(plain).await.unwrap(), b"of before");
        std::fs::write(&before, kept).unwrap();
        assert!(
            matches!(blobs.get(plain).await, Err(BlobError::Seal { .. })),
            "moved elsewhere"
        );
    }

    #[tokio::test]
    async fn bytes_come_back_as_they_were_kept_and_once() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = opened(&folder.path().join("new/blobs")).unwrap();
        let digest = blobs.put(b"one".to_vec()).await.unwrap();
        assert_eq!(blobs.put(b"one".to_vec()).await.unwrap(), digest);
        assert_eq!(blobs.get(digest).await.unwrap(), b"one");
    }

    #[tokio::test]
    async fn what_is_taken_away_is_gone_and_twice_is_once() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = opened(folder.path()).unwrap();
        let (one, two) = (
            blobs.put(b"one".to_vec()).await.unwrap(),
            blobs.put(b"two".to_vec()).await.unwrap(),
        );
        for _ in 0..2 {
            blobs.remove(one).await.unwrap();
        }
        assert!(matches!(blobs.get(one).await, Err(BlobError::Missing(digest)) if digest == one));
        assert_eq!(blobs.get(two).await.unwrap(), b"two");
    }

    #[tokio::test]
    async fn missing_and_altered_bytes_are_errors_that_name_them() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = opened(folder.path()).unwrap();
        let never = Digest::of_bytes(b"never kept");
        assert!(matches!(blobs.get(never).await, Err(BlobError::Missing(digest)) if digest == never));
        let digest = blobs.put(b"one".to_vec()).await.unwrap();
        let file = folder.path().join(blobs.key(digest).to_string());
        std::fs::write(&file, b"two").unwrap();
        assert!(
            matches!(blobs.get(digest).await, Err(BlobError::Altered { expected, .. }) if expected == digest)
        );
    }

    #[tokio::test]
    async fn a_folder_that_cannot_be_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        let error = opened(&file.join("blobs")).unwrap_err();
        assert!(error.to_string().contains("file/blobs"), "{error}");
    }
}
