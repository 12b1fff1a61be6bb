//! What this process logs, for whoever listens to it: there can be one listener everywhere, so the kit is it.

use std::sync::LazyLock;

use tracing::Level;
use tracing_subscriber::{Layer, Registry, filter::Targets, layer::SubscriberExt, reload};

use super::plans::{self, Statements};

type Other = Option<Box<dyn Layer<Registry> + Send + Sync>>;

static OTHER: LazyLock<reload::Handle<Other, Registry>> = LazyLock::new(|| {
    let (other, handle) = reload::Layer::new(None);
    let statements = Statements.with_filter(Targets::new().with_target(plans::TOLD, Level::TRACE));
    let subscriber = Registry::default().with(other).with(statements);
    tracing::subscriber::set_global_default(subscriber).expect("nobody else listens everywhere");
    handle
});

/// Writes down from now on what databases are asked.
pub(super) fn listen() {
    LazyLock::force(&OTHER);
}

/// Lets somebody hear everything from now on.
pub(crate) fn tell(listener: impl Layer<Registry> + Send + Sync) {
    OTHER
        .reload(Some(listener.boxed()))
        .expect("the listener is there for good");
}
