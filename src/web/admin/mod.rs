//! 管理: the pages of those who look after an agency's settings.

mod flow;

use axum::Router;

use super::app::App;
use crate::template::Entry;

pub(super) fn router() -> Router<App> {
    Router::new().merge(flow::router())
}

/// The templates of these pages.
pub(super) fn templates() -> Vec<Entry> {
    flow::templates()
}
