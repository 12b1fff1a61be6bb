//! Opening everything that the program works with, in the order in which a failure is easiest to understand.

use crate::casework::{LawBook, Office, calendar};
use crate::clock::SystemClock;
use crate::config::{Config, Key};
use crate::documents::{Blobs, Scanner, Sealing, Trouble, worker::Worker};
use crate::ids::{Ids, UuidV7};
use crate::law::Law;
use crate::letters::{FontConfig, Letters};
use crate::notices::Notices;
use crate::store::secret::{MasterKey, Vault};
use crate::store::{Db, DbOptions};
use crate::template::Templates;
use crate::text::Texts;
use crate::web::app::App;
use anyhow::{Context, Result, anyhow};
use std::sync::Arc;
use std::time::Duration;

/// The opened program.
#[derive(Debug)]
pub struct Boot {
    /// What the web works with.
    pub app: App,
}

impl Boot {
    /// Opens everything. A demonstration makes itself a key; anything else must have one.
    pub async fn open(config: Config) -> Result<Self> {
        let vault = Arc::new(vault(&config)?);
        let law = Arc::new(law()?);
        let texts = Arc::new(Texts::load().context("文字文件有误")?);
        let templates = Arc::new(Templates::load(Arc::clone(&texts)).context("模板有误")?);
        let letters = Arc::new(letters(&config, &templates)?);
        let seal: Arc<dyn Sealing> = vault.clone();
        let blobs = Arc::new(blobs(&config, seal).await?);
        let worker = Arc::new(worker(&config)?);
        let office = Office {
            db: database(&config).await?,
            clock: Arc::new(SystemClock::at(config.office.offset())),
            ids: Arc::new(UuidV7),
            book: Arc::new(LawBook::new(law)),
            letters,
            blobs,
            vault,
            scanner: Scanner::of(&config.documents).map(Arc::new),
            worker,
            notices: Arc::new(notices(&config, &templates, &texts)?),
            track_url: Some(format!("{}/track", config.server.reached_at())),
        };
        calendar::take_up_carried(&office).await?;
        let app = App::new(config, office, texts, templates);
        Ok(Self { app })
    }
}

/// How messages leave. A demonstration sends nothing: its applicants are made up, their addresses may be somebody's.
fn notices(config: &Config, templates: &Arc<Templates>, texts: &Arc<Texts>) -> Result<Notices> {
    let (templates, texts) = (Arc::clone(templates), Arc::clone(texts));
    if config.demo {
        Ok(Notices::none(templates, texts))
    } else {
        Notices::new(config, templates, texts).context("邮件、短信或者推送无法设置")
    }
}

/// Where files are kept. A bucket that is set up wrong is found now; one that is away at the moment keeps nobody from
/// reading what needs no files.
async fn blobs(config: &Config, seal: Arc<dyn Sealing>) -> Result<Blobs> {
    let blobs = Blobs::configured(config, seal).context("文件存储无法使用")?;
    if config.files.is_on() {
        match blobs.probe().await {
            Err(error) if error.trouble() == Some(Trouble::Unreachable) => {
                let error = anyhow!(error);
                tracing::error!("文件暂时不能读写：{error:#}");
            }
            probed => probed.context("文件存储无法使用")?,
        }
    }
    Ok(blobs)
}

/// The rules that the program carries.
pub(super) fn law() -> Result<Law> {
    Law::embedded().map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        anyhow!("法规数据有误：\n{}", lines.join("\n"))
    })
}

/// Who works on documents: this program itself, in processes of their own.
pub(super) fn worker(config: &Config) -> Result<Worker> {
    let folders = &config.fonts.folders;
    let folders = if folders.is_empty() {
        FontConfig::default().folders
    } else {
        folders.clone()
    };
    let program = std::env::current_exe().context("找不到本程序的文件")?;
    Ok(Worker::new(program, folders, config.documents.clone()))
}

/// The letters, with the typefaces that the configuration names.
pub(super) fn letters(config: &Config, templates: &Arc<Templates>) -> Result<Letters> {
    let fonts = config.fonts.clone();
    let own = FontConfig::default();
    let or = |wanted: Vec<String>, own| if wanted.is_empty() { own } else { wanted };
    let fonts = FontConfig {
        folders: if fonts.folders.is_empty() {
            own.folders
        } else {
            fonts.folders
        },
        body: or(fonts.body, own.body),
        title: or(fonts.title, own.title),
        heading: or(fonts.heading, own.heading),
        script: or(fonts.script, own.script),
        fallback: or(fonts.fallback, own.fallback),
    };
    Letters::new(Arc::clone(templates), &fonts).context("文书无法排版")
}

/// The database, with its schema brought up to date.
pub(super) async fn database(config: &Config) -> Result<Db> {
    let settings = &config.database;
    let mut options = DbOptions::new(config.database_url());
    options.max_connections = settings.connections;
    options.patience = Duration::from_secs(settings.patience_seconds);
    let db = Db::open(&options).await?;
    db.migrate().await?;
    Ok(db)
}

/// What seals personal data.
pub(super) fn vault(config: &Config) -> Result<Vault> {
    let master = |key: &Key| MasterKey {
        id: key.number,
        bytes: key.bytes,
    };
    let key = if config.demo {
        config.key_or_new(UuidV7.secret())?
    } else {
        config.key()?
    };
    let older: Vec<MasterKey> = config.secrets.older_keys.iter().map(master).collect();
    Ok(Vault::new(&master(&key), &older))
}
