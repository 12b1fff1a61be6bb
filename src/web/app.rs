use super::assets::Assets;
use crate::clock::Clock;
use crate::config::Config;
use crate::ids::Ids;
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
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Ids and secrets.
    pub ids: Arc<dyn Ids>,
    /// The texts of all languages.
    pub texts: Arc<Texts>,
    /// The templates.
    pub templates: Arc<Templates>,
    /// Style sheets and pictures.
    pub assets: Assets,
}

impl App {
    /// Takes the parts together.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
