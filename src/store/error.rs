//! What can go wrong between us and the database. Messages of [`Outage`] are for the operator, hence in Chinese.

use std::{error::Error, fmt::Display, path::PathBuf};

use sea_orm::sqlx;
use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr, SqlErr};

/// An error of the store. Lookups return `Option`; "not found" is not an error.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else changed the case meanwhile: the version that the command names is no longer the newest.
    #[error("somebody else changed it meanwhile")]
    Conflict,
    /// A row holds what no code of ours writes.
    #[error("row {key} of {table} is inconsistent")]
    Inconsistent {
        table: &'static str,
        key: String,
        source: Box<dyn Error + Send + Sync>,
    },
    /// The database cannot be used just now, for a reason that an operator can mend.
    #[error(transparent)]
    Outage(#[from] Outage),
    #[error("the database refused")]
    Db(#[source] DbErr),
}

impl StoreError {
    /// Names the row that cannot be read.
    pub(crate) fn inconsistent(
        table: &'static str,
        key: impl Display,
        source: impl Into<Box<dyn Error + Send + Sync>>,
    ) -> Self {
        Self::Inconsistent {
            table,
            key: key.to_string(),
            source: source.into(),
        }
    }
}

/// Why the database cannot be used, in words for the operator: what is wrong, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Outage {
    #[error("数据库地址无法识别：应为 sqlite:路径 或 postgres://用户:密码@主机:端口/库名")]
    Address,
    #[error("无法打开数据库文件 {path}：请检查路径、目录权限和磁盘（{cause}）")]
    CannotOpen { path: PathBuf, cause: String },
    #[error("{0} 不是本系统的数据库文件，或者文件已损坏：请检查路径，必要时从备份恢复")]
    NotADatabase(PathBuf),
    #[error("数据库文件 {0} 在运行中被删除、移走或替换：已停止写入，请恢复该文件后重新启动")]
    FileGone(PathBuf),
    #[error("数据库只读：请检查数据库文件、所在目录和磁盘的写权限（磁盘是否以只读方式挂载）")]
    ReadOnly,
    #[error("磁盘空间不足，数据库无法写入：请清理或扩充磁盘")]
    DiskFull,
    #[error("读写数据库文件时磁盘出错：请检查磁盘，必要时从备份恢复")]
    Disk,
    #[error("数据库文件内容已损坏：请停止服务并从备份恢复")]
    Damaged,
    #[error("数据库忙，等待超时：请稍后重试；如持续出现，请检查是否有其他程序长时间占用数据库")]
    Busy,
    #[error("无法连接数据库服务器：请检查地址、端口、网络以及服务器是否已启动（{0}）")]
    Unreachable(String),
    #[error("数据库服务器拒绝登录：请检查用户名和密码（{0}）")]
    SignInRefused(String),
    #[error("数据库服务器上没有这个库：请先建库或改正库名（{0}）")]
    NoSuchDatabase(String),
    #[error("数据库比本程序新（未知的升级步骤：{}）：请使用同一版本或更新版本的程序", .0.join("、"))]
    Newer(Vec<String>),
    #[error("数据库结构尚未升级（待执行：{}）：请先运行 gongkai migrate", .0.join("、"))]
    NotMigrated(Vec<String>),
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match outage(&error) {
            Some(outage) => Self::Outage(outage),
            None => Self::Db(error),
        }
    }
}

/// An insert at a place that somebody else has taken meanwhile is a conflict; nothing else is.
pub(in crate::store) fn conflict_if_taken(error: DbErr) -> StoreError {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => StoreError::Conflict,
        _ => error.into(),
    }
}

/// The outage behind a database error, if it is one.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "a foreign enum: whatever else it may hold is no outage"
)]
fn outage(error: &DbErr) -> Option<Outage> {
    match error {
        DbErr::ConnectionAcquire(ConnAcquireErr::Timeout | ConnAcquireErr::ConnectionClosed) => {
            Some(Outage::Busy)
        }
        DbErr::Conn(RuntimeErr::SqlxError(cause))
        | DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Query(RuntimeErr::SqlxError(cause)) => outage_of(cause),
        _ => None,
    }
}

/// The outage behind an error of the driver, if it is one.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "a foreign enum: whatever else it may hold is no outage"
)]
pub(in crate::store) fn outage_of(error: &sqlx::Error) -> Option<Outage> {
    match error {
        sqlx::Error::Io(cause) => Some(Outage::Unreachable(cause.to_string())),
        sqlx::Error::Tls(cause) => Some(Outage::Unreachable(cause.to_string())),
        sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => Some(Outage::Busy),
        sqlx::Error::Database(refused) => {
            let code = refused.code()?;
            // PostgreSQL's codes have five characters; SQLite's are numbers whose low byte is the primary code.
            if code.len() == 5 {
                of_postgres(&code, refused.message())
            } else {
                of_sqlite(&code)
            }
        }
        _ => None,
    }
}

fn of_sqlite(code: &str) -> Option<Outage> {
    match code.parse::<i32>().ok()? & 0xff {
        5 | 6 => Some(Outage::Busy),
        8 => Some(Outage::ReadOnly),
        10 | 14 => Some(Outage::Disk),
        11 | 26 => Some(Outage::Damaged),
        13 => Some(Outage::DiskFull),
        _ => None,
    }
}

fn of_postgres(code: &str, message: &str) -> Option<Outage> {
    match code {
        // Too many connections, deadlock, serialisation, lock or statement time-out: nothing was changed, try again.
        "53300" | "40P01" | "40001" | "55P03" | "57014" => Some(Outage::Busy),
        "25006" => Some(Outage::ReadOnly),
        "53100" => Some(Outage::DiskFull),
        "28P01" | "28000" => Some(Outage::SignInRefused(message.to_owned())),
        "3D000" => Some(Outage::NoSuchDatabase(message.to_owned())),
        "57P01" | "57P02" | "57P03" | "08006" | "08001" => Some(Outage::Unreachable(message.to_owned())),
        "XX001" | "XX002" => Some(Outage::Damaged),
        _ => None,
    }
}
