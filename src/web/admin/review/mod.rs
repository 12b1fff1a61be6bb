//! 审核流程: the steps that the agency's letters pass before they leave; changed only after a trial with past cases.

mod edit;
mod form;
mod overview;
mod picture;
mod problem;
mod samples;
mod trial;
mod typed;

use axum::Router;

use super::administrator;
use crate::{
    casework::review::chain,
    domain::{
        account::Officer,
        agency::Department,
        review::{Chain, Staff},
    },
    law::Role,
    store::{self, Scope, account::Account},
    template::Entry,
    web::{app::App, error::Failure, extract::SignedIn, page::View},
};

pub(super) fn router() -> Router<App> {
    Router::new().merge(overview::router()).merge(edit::router())
}

pub(super) fn templates() -> Vec<Entry> {
    [overview::templates(), form::templates(), trial::templates()].concat()
}

/// Who may be given leave to pass over a step.
const MAY_PASS_OVER: [Role; 3] = [Role::DepartmentHead, Role::LegalReviewer, Role::SigningLeader];
/// Who may be told that the time of a step is over.
const MAY_BE_TOLD: [Role; 5] = [
    Role::IntakeClerk,
    Role::DepartmentHead,
    Role::LegalReviewer,
    Role::SigningLeader,
    Role::Supervisor,
];

/// The chain of the agency that somebody administers, with everybody whom it may name.
struct Own {
    officer: Officer,
    chain: Chain,
    accounts: Vec<Account>,
    departments: Vec<Department>,
    staff: Staff,
}

impl Own {
    async fn read(view: &View, who: &SignedIn) -> Result<Self, Failure> {
        let officer = administrator(who)?;
        let (office, scope) = (&view.app.office, Scope::of(officer.agency));
        Ok(Self {
            chain: office.chain_in(scope).await?,
            accounts: store::account::list(&office.db, scope).await?,
            departments: store::agency::departments(&office.db, scope).await?,
            staff: chain::staff(&office.db, scope).await?,
            officer,
        })
    }
}
