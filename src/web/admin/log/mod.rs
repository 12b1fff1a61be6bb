//! `GET /admin/log`: who changed which setting, and what it was before.

mod worded;

use std::collections::BTreeMap;

use axum::{Router, response::Response, routing::get};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::administrator;
use crate::{
    domain::{audit::Matter, id::AccountId},
    store::{
        self, Scope,
        account::Account,
        audit::{By, Entry, Which},
    },
    template::{Entry as PageEntry, Template},
    text::{key, words},
    web::{
        app::App,
        error::Failure,
        extract::{Query, SignedIn},
        form::{Choices, FieldErrors, encode},
        page::{Page, Side, Title, View},
        wording::{Said, Voice, voice},
    },
};

/// Changes of a page.
const A_PAGE: usize = 50;

/// How the filter calls whoever is at the command line.
const OPERATOR: &str = "operator";

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/log", get(show))
}

pub(super) fn templates() -> Vec<PageEntry> {
    crate::every_page![LogPage].into()
}

#[derive(Debug, Serialize)]
struct LogPage {
    matter: Choices,
    by: Choices,
    rows: Vec<Row>,
    /// Where the newest are, from a page that begins further down.
    newest: Option<String>,
    older: Option<String>,
}

#[derive(Debug, Serialize)]
struct Row {
    at: String,
    who: String,
    matter: String,
    /// Which of them; nothing where there is but one.
    subject: String,
    parts: Vec<String>,
}

/// What is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    matter: String,
    by: String,
    before: String,
}

impl Asked {
    /// The entries; what is no filter of ours filters nothing.
    fn which(&self) -> Which {
        Which {
            matter: self.matter.parse().ok(),
            by: match self.by.as_str() {
                OPERATOR => Some(By::Operator),
                account => Uuid::parse_str(account).ok().map(|id| By::Account(AccountId(id))),
            },
            before: Uuid::parse_str(&self.before).ok(),
        }
    }

    fn address(&self, before: Option<Uuid>) -> String {
        let before = before.map_or_else(String::new, |before| format!("&before={before}"));
        format!(
            "/admin/log?matter={}&by={}{before}",
            encode(&self.matter),
            encode(&self.by)
        )
    }
}

/// `GET /admin/log`
async fn show(view: View, who: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let scope = Scope::of(administrator(&who)?.agency);
    let (db, voice) = (view.app.db(), voice(&view));
    let which = asked.which();
    let mut found =
        store::audit::list(db, scope, which, u64::try_from(A_PAGE + 1).unwrap_or(u64::MAX)).await?;
    let has_more = found.len() > A_PAGE;
    found.truncate(A_PAGE);
    let last = found.last().map(|entry| entry.id);
    let accounts = store::account::list(db, scope).await?;
    let names: BTreeMap<AccountId, &str> = accounts
        .iter()
        .map(|account| (account.id, account.name.as_str()))
        .collect();
    let row = |entry: &Entry| row(&view, voice, &names, entry);
    view.page(LogPage {
        matter: matters(voice, &asked.matter)?,
        by: people(voice, &accounts, &asked.by)?,
        rows: found.iter().map(row).collect::<Said<_>>()?,
        newest: which.before.map(|_| asked.address(None)),
        older: last.filter(|_| has_more).map(|last| asked.address(Some(last))),
    })
    .await
}

fn matters(voice: Voice<'_>, chosen: &str) -> Said<Choices> {
    let mut options = vec![(String::new(), voice.say(key("log-every-matter"))?, None)];
    for matter in Matter::ALL {
        options.push((matter.to_string(), worded::matter(voice, *matter)?, None));
    }
    Ok(Choices::new(
        "matter",
        options,
        &[chosen],
        &FieldErrors::default(),
    ))
}

fn people(voice: Voice<'_>, accounts: &[Account], chosen: &str) -> Said<Choices> {
    let mut options = vec![
        (String::new(), voice.say(key("log-everybody"))?, None),
        (OPERATOR.to_owned(), voice.say(key("log-operator"))?, None),
    ];
    options.extend(accounts.iter().map(|account| {
        let called = format!("{}（{}）", account.name, account.username);
        (account.id.to_string(), called, None)
    }));
    Ok(Choices::new("by", options, &[chosen], &FieldErrors::default()))
}

fn row(view: &View, voice: Voice<'_>, names: &BTreeMap<AccountId, &str>, entry: &Entry) -> Said<Row> {
    let Entry {
        id: _,
        by,
        at,
        change,
    } = entry;
    let parts = change.parts.iter().map(|part| worded::part(voice, part));
    Ok(Row {
        at: words::instant(view.lang, *at, view.app.clock.offset()),
        who: match by {
            Some(account) => names
                .get(account)
                .map_or_else(|| account.to_string(), |name| (*name).to_owned()),
            None if change.matter == Matter::Erasure => voice.say(key("event-by-program"))?,
            None => voice.say(key("log-operator"))?,
        },
        matter: worded::matter(voice, change.matter)?,
        subject: change.subject.clone(),
        parts: parts.collect::<Said<_>>()?,
    })
}

impl Template for LogPage {
    const NAME: &'static str = "pages/admin/log";

    fn samples() -> Vec<Self> {
        let choices = |id: &str| {
            let options = [
                ("", "全部".to_owned(), None),
                ("seal", "印章图样".to_owned(), None),
            ];
            Choices::new(id, options, &["seal"], &FieldErrors::default())
        };
        let row = |subject: &str| Row {
            at: "2026年11月27日 10:05".to_owned(),
            who: "管理员壬".to_owned(),
            matter: "账号".to_owned(),
            subject: subject.to_owned(),
            parts: vec!["姓名：由“<b>”改为“某某”".to_owned()],
        };
        let page = |rows, next: Option<&str>| Self {
            matter: choices("matter"),
            by: choices("by"),
            rows,
            newest: next.map(str::to_owned),
            older: next.map(str::to_owned),
        };
        vec![
            page(
                vec![row("承办人乙（handler）<b>"), row("")],
                Some("/admin/log?a=b"),
            ),
            page(Vec::new(), None),
        ]
    }
}

impl Page for LogPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("log-title"))
    }
}
