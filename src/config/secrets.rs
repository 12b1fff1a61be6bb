use super::finding::Findings;
use data_encoding::BASE64;
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// `[secrets]`: keys for personal data. `gongkai key` makes one.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(default, deny_unknown_fields)]
pub struct Secrets {
    /// The key that seals: `number:base64 of 32 bytes`.
    pub key: Option<Key>,
    /// A file that holds the key alone; `gongkai.key` in the data folder where nothing is said.
    pub key_file: Option<PathBuf>,
    /// Keys that sealed before and still open.
    pub older_keys: Vec<Key>,
}

impl Secrets {
    pub(super) fn check(&self, findings: &mut Findings) {
        let mut numbers: Vec<u8> = self
            .key
            .iter()
            .chain(&self.older_keys)
            .map(|key| key.number)
            .collect();
        let all = numbers.len();
        numbers.sort_unstable();
        numbers.dedup();
        if numbers.len() < all {
            findings.add(
                "secrets.older_keys",
                "两把密钥的编号相同，已加密的内容将无法对应".to_owned(),
                "给新密钥换一个编号（冒号前的数字），旧密钥的编号不能改",
            );
        }
    }
}

/// A key of 32 bytes, with the number by which sealed values name it. Never shows.
#[derive(Clone, PartialEq, Eq)]
pub struct Key {
    /// From 0 to 255, different for every key that is still in use.
    pub number: u8,
    /// The key.
    pub bytes: [u8; 32],
}

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// None is configured, and the file is not there.
    #[error(
        "没有配置个人信息加密密钥，也没有密钥文件 {0}。请运行 gongkai key 生成一把，写入配置项 secrets.key 或该文件，\
         并另外妥善备份：丢失密钥就无法再读出已加密的个人信息"
    )]
    Absent(PathBuf),
    /// The file cannot be read or written.
    #[error("密钥文件 {0} 无法读写：{1}。请检查路径和权限")]
    File(PathBuf, std::io::Error),
    /// The file holds something else.
    #[error("密钥文件 {0} 的内容不是密钥：{1}")]
    Form(PathBuf, &'static str),
}

impl Key {
    const FORM: &str =
        "密钥应写成“编号:Base64”，编号为 0 至 255，Base64 解码后正好 32 字节；用 gongkai key 生成";

    /// Reads `number:base64`.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let (number, encoded) = text.trim().split_once(':').ok_or(Self::FORM)?;
        let bytes = BASE64.decode(encoded.as_bytes()).map_err(|_| Self::FORM)?;
        Ok(Self {
            number: number.parse().map_err(|_| Self::FORM)?,
            bytes: bytes.try_into().map_err(|_| Self::FORM)?,
        })
    }

    pub(super) fn read(file: &Path) -> Result<Self, KeyError> {
        match std::fs::read_to_string(file) {
            Ok(text) => Self::parse(&text).map_err(|problem| KeyError::Form(file.to_owned(), problem)),
            Err(error) if error.kind() == ErrorKind::NotFound => Err(KeyError::Absent(file.to_owned())),
            Err(error) => Err(KeyError::File(file.to_owned(), error)),
        }
    }

    /// Writes a new key into a file that only its owner may read, and never over another.
    pub(super) fn create(file: &Path, random: [u8; 32]) -> Result<Self, KeyError> {
        let failed = |error| KeyError::File(file.to_owned(), error);
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut out = options.open(file).map_err(failed)?;
        writeln!(out, "{}", new_key(1, random)).map_err(failed)?;
        out.sync_all().map_err(failed)?;
        Ok(Self {
            number: 1,
            bytes: random,
        })
    }
}

/// The form in which a key is configured.
pub fn new_key(number: u8, random: [u8; 32]) -> String {
    format!("{number}:{}", BASE64.encode(&random))
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({}:…)", self.number)
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
impl serde::Serialize for Key {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&new_key(self.number, self.bytes))
    }
}
