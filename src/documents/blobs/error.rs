use std::{error::Error as StdError, fmt, path::PathBuf};

use object_store::Error;

use super::SealError;
use crate::{domain::digest::Digest, trust::TrustError};

/// Why a blob cannot be kept or had; for the operator, hence in Chinese.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    #[error("无法使用文件存储目录 {folder}：请检查路径、权限和磁盘")]
    Folder {
        folder: PathBuf,
        #[source]
        source: Error,
    },
    #[error("文件 {0} 不在文件存储中：请检查存储目录或者存储桶，或从备份恢复")]
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
    #[error("本程序编译时去掉了对象存储（S3）的支持：请换用带有 s3 的程序，或者把 files.bucket 留空")]
    NoObjectStore,
    #[error("无法信任对象存储的证书：请检查 files.ca_file")]
    Trust(#[from] TrustError),
    #[error(transparent)]
    Bucket(#[from] Box<BucketError>),
}

impl BlobError {
    /// What is the matter with the bucket, where that is the reason.
    pub fn trouble(&self) -> Option<Trouble> {
        match self {
            Self::Bucket(error) => Some(error.trouble),
            Self::Folder { .. }
            | Self::Missing(_)
            | Self::Altered { .. }
            | Self::Seal { .. }
            | Self::Store { .. }
            | Self::NoObjectStore
            | Self::Trust(_) => None,
        }
    }

    /// What a bucket's answer means. That a thing is not there can only mean the bucket: of a blob that is missing it is
    /// said before.
    pub(super) fn of(bucket: &Bucket, source: &Error) -> Self {
        let trouble = if matches!(
            source,
            Error::PermissionDenied { .. } | Error::Unauthenticated { .. }
        ) {
            Trouble::Denied
        } else if matches!(source, Error::NotFound { .. }) {
            Trouble::Absent
        } else if has_not_answered(source) {
            Trouble::Unreachable
        } else if source.to_string().contains("<Code>NotImplemented</Code>") {
            Trouble::NoCondition
        } else {
            Trouble::Failing
        };
        Self::in_bucket(bucket, trouble, source)
    }

    pub(super) fn in_bucket(bucket: &Bucket, trouble: Trouble, source: &Error) -> Self {
        let mut cause: &dyn StdError = source;
        while let Some(inner) = cause.source() {
            cause = inner;
        }
        Self::Bucket(Box::new(BucketError {
            bucket: bucket.clone(),
            trouble,
            said: Said(cause.to_string()),
        }))
    }
}

/// Where a bucket is, as errors name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bucket {
    pub name: String,
    pub endpoint: String,
}

impl fmt::Display for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} 上的桶 {}", self.endpoint, self.name)
    }
}

/// Why a bucket cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{bucket} {trouble}")]
pub struct BucketError {
    pub bucket: Bucket,
    pub trouble: Trouble,
    #[source]
    said: Said,
}

/// What the innermost of the errors says: those around it say it again.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Said(String);

/// What is the matter with a bucket, and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    #[error("无法使用：请对照 gongkai.sample.toml 检查 [files] 一节")]
    Setup,
    #[error("连不上：请检查网络、对象存储是否在运行，以及 files.endpoint 和证书（files.ca_file）")]
    Unreachable,
    #[error(
        "拒绝访问：请检查访问密钥（files.access_key_id、files.secret_access_key）、files.region 和本机的时间，\
         以及密钥在桶内是否有 s3:GetObject、s3:PutObject 和 s3:ListBucket 的权限"
    )]
    Denied,
    #[error("不存在：请先建好这个桶，或者改正 files.bucket")]
    Absent,
    #[error("不支持“不存在才写入”：请把 files.conditional_put 改为 false")]
    NoCondition,
    #[error("出错：请查看对象存储的状态和日志；如果是区域不对，改正 files.region")]
    Failing,
}

/// Whether a thing is not there because its bucket is not.
pub(super) fn is_of_bucket(error: &Error) -> bool {
    error.to_string().contains("<Code>NoSuchBucket</Code>")
}

/// Whether a request came to no answer at all, of whatever kind.
#[cfg(feature = "s3")]
fn has_not_answered(error: &(dyn StdError + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.is::<object_store::client::HttpError>() {
            return true;
        }
        cause = error.source();
    }
    false
}

/// Without requests there are no answers.
#[cfg(not(feature = "s3"))]
fn has_not_answered(_error: &(dyn StdError + 'static)) -> bool {
    false
}
