//! `GET /admin/accounts`: everybody who may sign in, and apart from them those who no longer may.

use axum::{Router, response::Response, routing::get};
use serde::{Deserialize, Serialize};

use super::{Own, address, fields::every_role};
use crate::{
    store::{self, staff::Record},
    template::Entry,
    text::key,
    web::{
        app::App,
        error::Failure,
        extract::{Query, SignedIn},
        form::{Choices, Field, FieldErrors},
        page::{Page, Side, Title, View},
        wording::Said,
    },
};

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/accounts", get(show))
}

pub(super) fn templates() -> Vec<Entry> {
    crate::every_page![AccountsPage].into()
}

#[derive(Debug, Serialize)]
pub(super) struct AccountsPage {
    pub(super) words: Field,
    pub(super) department: Choices,
    pub(super) role: Choices,
    pub(super) found: String,
    pub(super) rows: Vec<AccountRow>,
    pub(super) off: Vec<AccountRow>,
}

#[derive(Debug, Serialize)]
pub(super) struct AccountRow {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) username: String,
    pub(super) department: Option<String>,
    pub(super) roles: String,
    pub(super) last: String,
    pub(super) states: Vec<String>,
}

/// Whom somebody looks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    words: String,
    department: String,
    role: String,
}

impl Asked {
    fn fits(&self, record: &Record) -> bool {
        let account = &record.account;
        let words = self.words.trim();
        let has_words = account.name.contains(words) || account.username.contains(words);
        let is_there = match self.department.as_str() {
            "" => true,
            department => account.department.is_some_and(|id| id.to_string() == department),
        };
        let has_role = match self.role.as_str() {
            "" => true,
            role => account.roles.iter().any(|own| own.as_str() == role),
        };
        has_words && is_there && has_role
    }
}

/// `GET /admin/accounts`
async fn show(view: View, who: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let own = Own::read(&view, &who).await?;
    let voice = own.voice;
    let records = store::staff::list(view.app.db(), own.scope).await?;
    let (rows, off): (Vec<&Record>, Vec<&Record>) = records
        .iter()
        .filter(|record| asked.fits(record))
        .partition(|record| record.account.active);
    let all = |text| Ok::<_, Failure>((String::new(), voice.say(text)?, None));
    let mut departments = vec![all(key("accounts-every-department"))?];
    departments.extend(
        own.departments
            .iter()
            .map(|department| (department.id.to_string(), department.name.clone(), None)),
    );
    let mut roles = vec![all(key("accounts-every-role"))?];
    roles.extend(every_role(voice.law));
    let none = FieldErrors::default();
    view.page(AccountsPage {
        words: Field::new("words", asked.words.clone(), &none),
        department: Choices::new("department", departments, &[&asked.department], &none),
        role: Choices::new("role", roles, &[&asked.role], &none),
        found: voice.say_with(
            key("accounts-found"),
            &[
                ("active", &rows.len().to_string()),
                ("off", &off.len().to_string()),
            ],
        )?,
        rows: rows
            .into_iter()
            .map(|record| row(&own, record))
            .collect::<Said<_>>()?,
        off: off
            .into_iter()
            .map(|record| row(&own, record))
            .collect::<Said<_>>()?,
    })
    .await
}

fn row(own: &Own<'_>, record: &Record) -> Said<AccountRow> {
    let account = &record.account;
    Ok(AccountRow {
        href: address(account.id),
        name: account.name.clone(),
        username: account.username.clone(),
        department: own.department(account),
        roles: own.roles(account),
        last: own.last_sign_in(account)?,
        states: own.states(record)?,
    })
}

impl Page for AccountsPage {
    const SIDE: Side = Side::Staff;

    fn title(&self) -> Title {
        Title::Text(key("accounts-title"))
    }
}
