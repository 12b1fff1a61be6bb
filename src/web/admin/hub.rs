//! `GET /admin`: what there is to look after.

use axum::{Router, response::Response, routing::get};
use serde::Serialize;

use super::administrator;
use crate::{
    casework::channel_test,
    store::{self, Scope},
    template::{Entry, Template},
    text::{Key, key, words},
    web::{
        app::App,
        error::Failure,
        extract::SignedIn,
        page::{Page, Side, Title, View},
        wording::{self, Said},
    },
};

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin", get(show))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![Hub].into()
}

/// The page.
#[derive(Debug, Serialize)]
struct Hub {
    entries: Vec<HubEntry>,
    /// How the search for viruses stands.
    scanner: String,
    /// What is wrong with the online channel.
    troubles: Vec<String>,
    /// Since when files wait for it.
    waiting: Option<String>,
}

/// Something to look after.
#[derive(Debug, Serialize)]
struct HubEntry {
    href: &'static str,
    title: String,
    what: String,
}

/// Address, title, and what it is for.
const ENTRIES: [(&str, Key, Key); 20] = [
    ("/admin/agency", key("agency-title"), key("admin-agency-what")),
    (
        "/admin/remedies",
        key("remedies-title"),
        key("admin-remedies-what"),
    ),
    (
        "/admin/accounts",
        key("accounts-title"),
        key("admin-accounts-what"),
    ),
    (
        "/admin/departments",
        key("departments-title"),
        key("admin-departments-what"),
    ),
    (
        "/admin/calendar",
        key("calendar-title"),
        key("admin-calendar-what"),
    ),
    ("/admin/payment", key("payee-title"), key("payee-admin-what")),
    ("/admin/numbers", key("numbers-title"), key("admin-numbers-what")),
    (
        "/admin/templates",
        key("template-title"),
        key("admin-templates-what"),
    ),
    ("/admin/seal", key("seal-title"), key("admin-seal-what")),
    ("/admin/review", key("chain-title"), key("admin-review-what")),
    (
        "/admin/delegations",
        key("delegation-title"),
        key("admin-delegations-what"),
    ),
    (
        "/review/register",
        key("secrecy-register-title"),
        key("admin-secrecy-what"),
    ),
    ("/admin/flow", key("chart-staff-title"), key("admin-flow-what")),
    (
        "/admin/messages",
        key("messages-title"),
        key("admin-messages-what"),
    ),
    (
        "/admin/retention",
        key("retention-title"),
        key("admin-retention-what"),
    ),
    (
        "/admin/catalogue",
        key("catalogue-title"),
        key("admin-catalogue-what"),
    ),
    ("/admin/channel", key("channel-title"), key("admin-channel-what")),
    ("/desk/annual", key("annual-title"), key("annual-admin-what")),
    ("/admin/fonts", key("fonts-title"), key("admin-fonts-what")),
    ("/admin/log", key("log-title"), key("admin-log-what")),
];

/// `GET /admin`
async fn show(view: View, who: SignedIn) -> Result<Response, Failure> {
    administrator(&who)?;
    let entry = |(href, title, what)| {
        Ok(HubEntry {
            href,
            title: view.say().get(title)?,
            what: view.say().get(what)?,
        })
    };
    let entries = ENTRIES.into_iter().map(entry).collect::<Result<_, Failure>>()?;
    let office = &view.app.office;
    let scanner = view.say().get(if office.scanner.is_some() {
        key("admin-scanner-on")
    } else {
        key("admin-scanner-off")
    })?;
    let waiting = store::file::waiting(&office.db, Scope::of(who.0.agency)).await?;
    let waiting = waiting.map(|(count, since)| {
        let since = words::instant(view.lang, since, office.clock.offset());
        let said = &[("count", count.to_string()), ("since", since)];
        let said: Vec<(&str, &str)> = said.iter().map(|(name, value)| (*name, value.as_str())).collect();
        view.say().with(key("admin-scanner-waiting"), &said)
    });
    let troubles = channel_test::troubles(office, who.scope()).await?;
    let troubles = troubles
        .iter()
        .map(|(_, trouble)| wording::trouble(view.say(), *trouble));
    view.page(Hub {
        entries,
        scanner,
        waiting: waiting.transpose()?,
        troubles: troubles.collect::<Said<_>>()?,
    })
    .await
}

impl Template for Hub {
    const NAME: &'static str = "pages/admin/hub";

    fn samples() -> Vec<Self> {
        vec![Self {
            entries: vec![HubEntry {
                href: "/admin/calendar",
                title: "工作日历".to_owned(),
                what: "载入每年的节假日安排。".to_owned(),
            }],
            scanner: "已配置查毒".to_owned(),
            waiting: Some("有3个文件等待查毒".to_owned()),
            troubles: vec!["测试申请没有按时确认收件".to_owned()],
        }]
    }
}

impl Page for Hub {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("admin-title"))
    }
}
