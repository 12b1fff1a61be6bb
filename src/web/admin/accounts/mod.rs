//! 账号: who may sign in, and as what.

mod acts;
mod edit;
mod fields;
mod import;
mod issued;
mod overview;
mod problem;
mod samples;

use axum::Router;

use super::administrator;
use crate::{
    domain::{account::Officer, agency::Department, id::AccountId},
    store::{self, Scope, account::Account, staff::Record},
    template::Entry,
    text::{key, words},
    web::{
        app::App,
        error::Failure,
        extract::SignedIn,
        page::View,
        wording::{Said, Voice, voice},
    },
};

pub(super) fn router() -> Router<App> {
    Router::new()
        .merge(overview::router())
        .merge(edit::router())
        .merge(acts::router())
        .merge(import::router())
}

pub(super) fn templates() -> Vec<Entry> {
    [
        overview::templates(),
        edit::templates(),
        acts::templates(),
        import::templates(),
        issued::templates(),
    ]
    .concat()
}

/// The agency whose accounts somebody looks after.
struct Own<'a> {
    view: &'a View,
    voice: Voice<'a>,
    officer: Officer,
    scope: Scope,
    departments: Vec<Department>,
}

impl<'a> Own<'a> {
    async fn read(view: &'a View, who: &SignedIn) -> Result<Self, Failure> {
        let officer = administrator(who)?;
        let scope = Scope::of(officer.agency);
        Ok(Self {
            view,
            voice: voice(view),
            departments: store::agency::departments(view.app.db(), scope).await?,
            officer,
            scope,
        })
    }

    /// An account of the agency.
    async fn account(&self, id: AccountId) -> Result<Record, Failure> {
        let found = store::staff::get(self.view.app.db(), self.scope, id).await?;
        found.ok_or(Failure::NotFound)
    }

    fn department(&self, account: &Account) -> Option<String> {
        let found = self
            .departments
            .iter()
            .find(|department| Some(department.id) == account.department);
        found.map(|department| department.name.clone())
    }

    fn roles(&self, account: &Account) -> String {
        let names: Vec<&str> = account
            .roles
            .iter()
            .map(|role| self.voice.law.role_name(*role))
            .collect();
        names.join("、")
    }

    /// What there is to know besides: switched off, locked, with a password that its owner has not changed.
    fn states(&self, record: &Record) -> Said<Vec<String>> {
        let mut states = Vec::new();
        if !record.account.active {
            states.push(self.voice.say(key("accounts-is-off"))?);
        }
        if self.is_locked(record) {
            states.push(self.voice.say(key("accounts-is-locked"))?);
        }
        if record.first_password {
            states.push(self.voice.say(key("accounts-first-password"))?);
        }
        Ok(states)
    }

    fn is_locked(&self, record: &Record) -> bool {
        record
            .locked_until
            .is_some_and(|until| until > self.view.app.office.now())
    }

    fn last_sign_in(&self, account: &Account) -> Said {
        match account.last_sign_in_at {
            Some(at) => Ok(words::instant(self.view.lang, at, self.view.app.clock.offset())),
            None => self.voice.say(key("accounts-never")),
        }
    }

    /// How an account is now, for the second of two who changed it.
    fn stale(&self, record: &Record) -> Said {
        let account = &record.account;
        let none = self.voice.say(key("accounts-none"))?;
        let email = account
            .email
            .as_ref()
            .map_or_else(|| none.clone(), ToString::to_string);
        let state = if account.active {
            self.voice.say(key("accounts-is-on"))?
        } else {
            self.voice.say(key("accounts-is-off"))?
        };
        self.voice.say_with(
            key("accounts-stale"),
            &[
                ("name", &account.name),
                ("department", &self.department(account).unwrap_or(none)),
                ("roles", &self.roles(account)),
                ("email", &email),
                ("state", &state),
            ],
        )
    }
}

/// Where an account is looked after.
fn address(id: AccountId) -> String {
    format!("/admin/accounts/{id}")
}
