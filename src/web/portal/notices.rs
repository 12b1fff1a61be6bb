//! What a public service says of itself: how it can be used by everybody (无障碍说明), and what becomes of what people tell it
//! about themselves (《个人信息保护法》第十七条、第三十五条).

use axum::response::Response;
use serde::Serialize;

use crate::{
    casework::unfinished,
    template::Template,
    text::key,
    web::{
        error::Failure,
        page::{Page, Side, Title, View},
    },
};

/// 无障碍说明
#[derive(Debug, Serialize)]
pub(super) struct Accessibility {}

/// 个人信息怎样保护
#[derive(Debug, Serialize)]
pub(super) struct Privacy {
    /// For how many days a draft is kept.
    draft_days: String,
    /// Whether there are accounts.
    accounts: bool,
    /// Whether devices sign people in to them.
    passkeys: bool,
    /// After how many minutes without a page a session ends.
    idle_minutes: String,
}

/// `GET /accessibility`
pub(super) async fn accessibility(view: View) -> Result<Response, Failure> {
    view.page(Accessibility {}).await
}

/// `GET /privacy`
pub(super) async fn privacy(view: View) -> Result<Response, Failure> {
    view.page(Privacy {
        draft_days: unfinished::KEPT_DAYS.to_string(),
        accounts: view.app.offers_accounts(),
        passkeys: view.app.offers_accounts() && view.app.passkeys.is_some(),
        idle_minutes: view.app.config.session.idle_minutes.to_string(),
    })
    .await
}

impl Template for Accessibility {
    const NAME: &'static str = "pages/portal/accessibility";

    fn samples() -> Vec<Self> {
        vec![Self {}]
    }
}

impl Page for Accessibility {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("accessibility-title"))
    }
}

impl Template for Privacy {
    const NAME: &'static str = "pages/portal/privacy";

    fn samples() -> Vec<Self> {
        vec![Self {
            draft_days: "30".to_owned(),
            accounts: true,
            passkeys: true,
            idle_minutes: "60".to_owned(),
        }]
    }
}

impl Page for Privacy {
    const SIDE: Side = Side::Portal;

    fn title(&self) -> Title {
        Title::Text(key("privacy-title"))
    }
}
