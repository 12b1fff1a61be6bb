//! The configuration: defaults ← `gongkai.toml` ← environment (`GONGKAI__SERVER__ADDRESS`), checked at start.
//!
//! One section a type; a setting that no section knows is an error, so that a misspelt one does not pass in
//! silence. What is wrong is said in Chinese, with what to change: operators read it. `gongkai.sample.toml` shows
//! every setting; a test keeps it complete.

mod accounts;
mod check;
mod data;
mod database;
mod documents;
mod feeds;
mod files;
mod finding;
mod jobs;
mod limits;
mod mail;
mod office;
mod openid;
mod payment;
mod push;
mod quiet;
mod scanner;
mod secret;
mod secrets;
mod server;
mod session;

pub use accounts::Accounts;
pub use data::{Data, Fonts};
pub use database::Database;
pub use documents::Documents;
pub use feeds::Feeds;
pub use files::Files;
pub use finding::{Finding, Findings};
pub use jobs::Jobs;
pub use limits::Limits;
pub use mail::{Encryption, Mail};
pub use office::Office;
pub use openid::OpenId;
pub use payment::{Payment, may_lead_to};
pub use push::{TextMessage, WEBHOOK_ATTEMPTS, WEBHOOK_TIMEOUT_SECONDS, Webhook, secret_bytes};
pub use quiet::{QuietHours, TimeOfDay};
pub use scanner::{Address, WrongAddress};
pub use secret::Secret;
pub use secrets::{Key, KeyError, Secrets, new_key};
pub use server::Server;
pub use session::Session;

use serde::Deserialize;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The file that is read where none is named, if it exists.
pub const DEFAULT_FILE: &str = "gongkai.toml";

/// All settings.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// A demonstration: made-up data, accounts with known passwords, a banner on every page.
    pub demo: bool,
    /// Where to listen.
    pub server: Server,
    /// Folders of the program.
    pub data: Data,
    /// An object store for files, instead of a folder.
    pub files: Files,
    /// The database.
    pub database: Database,
    /// Keys for personal data.
    pub secrets: Secrets,
    /// Typefaces for letters.
    pub fonts: Fonts,
    /// Sessions of the browser.
    pub session: Session,
    /// Accounts of applicants.
    pub accounts: Accounts,
    /// A platform that signs applicants in.
    pub openid: OpenId,
    /// The office's time.
    pub office: Office,
    /// How much is accepted.
    pub limits: Limits,
    /// How much work a document may make.
    pub documents: Documents,
    /// What the program does by itself.
    pub jobs: Jobs,
    /// The server that takes mail.
    pub mail: Mail,
    /// The gateway that sends text messages.
    pub text_message: TextMessage,
    /// Whoever subscribed to what happens.
    pub webhooks: Vec<Webhook>,
    /// Feeds that agencies want fetched.
    pub feeds: Feeds,
    /// The bridge by which fees are paid online.
    pub payment: Payment,
}

/// Why there is no configuration.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The named file is not there.
    #[error("找不到配置文件 {0}：请检查 --config 所给的路径，或者去掉该参数以使用默认配置")]
    NoFile(PathBuf),
    /// The file or a variable does not have the right form.
    #[error("配置无法识别：{0}。请对照 gongkai.sample.toml 修改")]
    Form(String),
    /// The values do not make sense.
    #[error("{0}")]
    Values(Findings),
}

impl Config {
    /// Reads file and environment, and checks what comes out.
    pub fn load(file: Option<&Path>) -> Result<Self, LoadError> {
        Self::load_from(file, std::env::vars().collect())
    }

    /// As [`Config::load`], with the environment as an argument.
    pub fn load_from(file: Option<&Path>, environment: HashMap<String, String>) -> Result<Self, LoadError> {
        let named = match file {
            Some(file) if !file.is_file() => return Err(LoadError::NoFile(file.to_owned())),
            Some(file) => config::File::from(file).format(config::FileFormat::Toml),
            None => config::File::from(Path::new(DEFAULT_FILE))
                .format(config::FileFormat::Toml)
                .required(false),
        };
        let variables = config::Environment::with_prefix("GONGKAI")
            .prefix_separator("__")
            .separator("__")
            .try_parsing(true)
            .list_separator(":")
            .with_list_parse_key("fonts.folders")
            .with_list_parse_key("openid.scopes")
            .with_list_parse_key("secrets.older_keys")
            .source(Some(environment));
        let form = |error: config::ConfigError| LoadError::Form(error.to_string());
        let loaded: Self = config::Config::builder()
            .add_source(named)
            .add_source(variables)
            .build()
            .map_err(form)?
            .try_deserialize()
            .map_err(form)?;
        let findings = loaded.findings();
        if findings.is_empty() {
            Ok(loaded)
        } else {
            Err(LoadError::Values(findings))
        }
    }

    /// The database's address: the configured one, or a file in the data folder.
    pub fn database_url(&self) -> String {
        match self.database.url.as_str() {
            "" => format!("sqlite:{}", self.data.folder.join("gongkai.db").display()),
            url => url.to_owned(),
        }
    }

    /// Where uploaded and issued files lie, unless an object store has them; and what is kept only for a moment.
    pub fn files_folder(&self) -> PathBuf {
        self.data
            .files
            .clone()
            .unwrap_or_else(|| self.data.folder.join("files"))
    }

    /// The file with the key for personal data, where the key itself is not configured.
    pub fn key_file(&self) -> PathBuf {
        self.secrets
            .key_file
            .clone()
            .unwrap_or_else(|| self.data.folder.join("gongkai.key"))
    }

    /// The key that seals personal data: the configured one, or the one in the key file.
    pub fn key(&self) -> Result<Key, KeyError> {
        match &self.secrets.key {
            Some(key) => Ok(key.clone()),
            None => Key::read(&self.key_file()),
        }
    }

    /// As [`Config::key`]; where there is no key at all, one is made and put into the key file. For demonstrations
    /// only: who loses that file loses the personal data.
    pub fn key_or_new(&self, random: [u8; 32]) -> Result<Key, KeyError> {
        match self.key() {
            Err(KeyError::Absent(file)) => Key::create(&file, random),
            found => found,
        }
    }
}

#[cfg(test)]
mod tests;
