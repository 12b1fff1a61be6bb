use super::assets::Assets;
use crate::casework::Office;
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::message::Medium;
use crate::ids::Ids;
use crate::law::Law;
use crate::openid::Platform;
use crate::passkey::Passkeys;
use crate::store::Db;
use crate::template::Templates;
use crate::text::Texts;
use std::ops::Deref;
use std::sync::Arc;

/// What every handler may reach. Cheap to clone: one `Arc`.
#[derive(Clone, Debug)]
pub struct App(Arc<Parts>);

/// The parts of the [`App`].
#[derive(Debug)]
pub struct Parts {
    /// The settings.
    pub config: Config,
    /// What a change of a case needs: database, law, letters, files.
    pub office: Office,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Ids and secrets.
    pub ids: Arc<dyn Ids>,
    /// The texts of all languages.
    pub texts: Arc<Texts>,
    /// The templates.
    pub templates: Arc<Templates>,
    /// The platform that signs applicants in, where there is one.
    pub platform: Option<Platform>,
    /// This site as devices know it that sign applicants in; none where its address is not one for them.
    pub passkeys: Option<Passkeys>,
    /// Style sheets and pictures.
    pub assets: Assets,
}

impl App {
    /// Takes the parts together.
    pub fn new(config: Config, office: Office, texts: Arc<Texts>, templates: Arc<Templates>) -> Self {
        let (clock, ids) = (Arc::clone(&office.clock), Arc::clone(&office.ids));
        Self(Arc::new(Parts {
            platform: Platform::of(&config),
            passkeys: Passkeys::of(&config),
            config,
            office,
            clock,
            ids,
            texts,
            templates,
            assets: Assets::default(),
        }))
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.office.db
    }

    /// Whether applicants may have accounts: the settings say so, and there is a way to prove who one is.
    pub fn offers_accounts(&self) -> bool {
        let notices = &self.office.notices;
        let sends = notices.has(Medium::Mail) || notices.has(Medium::TextMessage);
        self.config.accounts.offered && (sends || self.config.demo || self.platform.is_some())
    }

    /// The rules, with the calendar of the whole country.
    pub fn law(&self) -> Arc<Law> {
        self.office.law()
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
