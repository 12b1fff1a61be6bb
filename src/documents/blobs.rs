//! Bytes by the hash of their content: the same bytes are kept once, a changed byte is noticed at reading. On the disk
//! they are sealed: whoever gets hold of it, or of a backup, reads nothing without the key. What was kept before there was
//! a seal is read as it is.

use std::{
    error::Error as StdError,
    fmt::Debug,
    fs::File,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use object_store::{
    Error, ObjectStore, ObjectStoreExt, PutMode, PutOptions, PutPayload, local::LocalFileSystem,
    path::Path as Key,
};

use crate::domain::digest::Digest;

/// Seals bytes with a key, for the name under which they are kept: moved elsewhere they do not open.
pub trait Sealing: Debug + Send + Sync {
    fn seal(&self, name: &[u8], plain: &[u8]) -> Result<Vec<u8>, SealError>;

    fn open(&self, name: &[u8], sealed: &[u8]) -> Result<Vec<u8>, SealError>;
}

/// Why bytes cannot be sealed or opened.
pub type SealError = Box<dyn StdError + Send + Sync>;

/// How sealed bytes begin. No file that is taken in begins so.
const SEALED: &[u8] = b"\0gongkai sealed 1\n";

/// A folder of blobs. Cheap to clone through an `Arc`.
#[derive(Debug)]
pub struct Blobs {
    store: LocalFileSystem,
    folder: PathBuf,
    seal: Arc<dyn Sealing>,
}

/// Why a blob cannot be kept or had; for the operator, hence in Chinese.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    #[error("无法使用文件存储目录 {folder}：请检查路径、权限和磁盘")]
    Folder {
        folder: PathBuf,
        #[source]
        source: Error,
    },
    #[error("文件 {0} 不在存储目录中：请检查存储目录或从备份恢复")]
    Missing(Digest),
    #[error("文件 {expected} 的内容已被改动（现为 {found}）：请从备份恢复")]
    Altered { expected: Digest, found: Digest },
    #[error("文件 {digest} 不能加密或者解密：请检查密钥（secrets.key、secrets.older_keys）是否是原来的")]
    Seal {
        digest: Digest,
        #[source]
        source: SealError,
    },
    #[error("读写文件存储目录 {folder} 失败：请检查磁盘空间和权限")]
    Store {
        folder: PathBuf,
        #[source]
        source: Error,
    },
}

impl Blobs {
    /// Opens the folder, and makes it where it is missing.
    pub fn open(folder: &Path, seal: Arc<dyn Sealing>) -> Result<Self, BlobError> {
        let unusable = |source| BlobError::Folder {
            folder: folder.to_owned(),
            source,
        };
        std::fs::create_dir_all(folder).map_err(|source| {
            unusable(Error::Generic {
                store: "folder",
                source: Box::new(source),
            })
        })?;
        // What was acknowledged must survive a power cut, as the database does.
        let store = LocalFileSystem::new_with_prefix(folder)
            .map_err(unusable)?
            .with_fsync(true);
        Ok(Self {
            store,
            folder: folder.to_owned(),
            seal,
        })
    }

    /// Keeps some bytes, and returns the name by which they are had again. Keeping the same bytes twice is once.
    pub async fn put(&self, bytes: Vec<u8>) -> Result<Digest, BlobError> {
        let digest = Digest::of_bytes(&bytes);
        let sealed = self.seal.seal(&digest.0, &bytes);
        let sealed = sealed.map_err(|source| BlobError::Seal { digest, source })?;
        let bytes = [SEALED, &sealed].concat();
        let create = PutOptions {
            mode: PutMode::Create,
            ..PutOptions::default()
        };
        match self
            .store
            .put_opts(&key(digest), PutPayload::from(bytes), create)
            .await
        {
            Ok(_) | Err(Error::AlreadyExists { .. }) => Ok(digest),
            Err(source) => Err(self.failed(source)),
        }
    }

    /// The bytes, which are those that were kept or an error.
    pub async fn get(&self, digest: Digest) -> Result<Vec<u8>, BlobError> {
        let found = match self.store.get(&key(digest)).await {
            Ok(found) => found.bytes().await.map_err(|source| self.failed(source))?,
            Err(Error::NotFound { .. }) => return Err(BlobError::Missing(digest)),
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

    /// A file without a name on the same disk, for what is handed over once and kept nowhere: it is gone when it is
    /// closed, and when the program ends in whatever way.
    pub fn scratch(&self) -> io::Result<File> {
        tempfile::tempfile_in(&self.folder)
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn failed(&self, source: Error) -> BlobError {
        BlobError::Store {
            folder: self.folder.clone(),
            source,
        }
    }
}

/// Two levels of folders, so that none grows too wide: `ab/cd/abcd…`.
fn key(digest: Digest) -> Key {
    let name = digest.to_string();
    let (first, second) = (
        name.get(..2).unwrap_or_default(),
        name.get(2..4).unwrap_or_default(),
    );
    Key::from(format!("{first}/{second}/{name}"))
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
        let file = folder.path().join(key(digest).to_string());
        let kept = std::fs::read(&file).unwrap();
        assert!(kept.starts_with(SEALED) && !kept.windows(6).any(|window| window == b"secret"));
        let plain = Digest::of_bytes(b"of before");
        let before = folder.path().join(key(plain).to_string());
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
    async fn missing_and_altered_bytes_are_errors_that_name_them() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = opened(folder.path()).unwrap();
        let never = Digest::of_bytes(b"never kept");
        assert!(matches!(blobs.get(never).await, Err(BlobError::Missing(digest)) if digest == never));
        let digest = blobs.put(b"one".to_vec()).await.unwrap();
        let file = folder.path().join(key(digest).to_string());
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
