//! The agencies of the demonstration as they stand in the database.

use std::collections::BTreeMap;

use anyhow::Context;

use super::material::Material;
use crate::{
    casework::Office,
    domain::{
        account::Officer,
        id::{AccountId, AgencyId, DepartmentId},
    },
    law::Role,
    password,
    setup::{self, AgencySetting},
    store::{self, Scope, account::Account},
};

/// An agency with the ids that its parts got.
#[derive(Debug)]
pub(super) struct Setting<'a> {
    pub(super) id: AgencyId,
    given: &'a AgencySetting,
    departments: BTreeMap<String, DepartmentId>,
    accounts: BTreeMap<String, Account>,
}

impl Setting<'_> {
    pub(super) fn scope(&self) -> Scope {
        Scope::of(self.id)
    }

    pub(super) fn key(&self) -> &str {
        &self.given.key
    }

    /// The department of a key.
    pub(super) fn department(&self, key: &str) -> anyhow::Result<DepartmentId> {
        self.departments
            .get(key)
            .copied()
            .with_context(|| format!("{}没有内设机构“{key}”", self.given.name))
    }

    /// The account of a user name.
    pub(super) fn account(&self, username: &str) -> anyhow::Result<AccountId> {
        let account = self.accounts.get(username).map(|account| account.id);
        account.with_context(|| format!("{}没有账号“{username}”", self.given.name))
    }

    /// The first person with a role, in a department where one is given.
    pub(super) fn officer(&self, role: Role, department: Option<&str>) -> anyhow::Result<Officer> {
        let account = self
            .given
            .account(role, department)
            .and_then(|given| self.accounts.get(&given.username));
        Ok(account
            .with_context(|| format!("{}没有“{role}”的账号", self.given.name))?
            .officer())
    }
}

/// Whether the year has been told to its end: only then the accounts get their password.
pub(super) async fn is_complete(office: &Office, material: &Material) -> anyhow::Result<bool> {
    for person in material.agencies.iter().flat_map(|agency| &agency.accounts) {
        match store::account::for_sign_in(&office.db, &person.username).await? {
            Some(known) if known.password_hash != password::NONE => return Ok(true),
            _ => {}
        }
    }
    Ok(false)
}

/// Finds the agencies, if they have been set up.
pub(super) async fn find<'a>(
    office: &Office,
    material: &'a Material,
) -> anyhow::Result<Option<Vec<Setting<'a>>>> {
    let mut settings = Vec::new();
    for given in &material.agencies {
        let Some(agency) = store::agency::by_key(&office.db, &given.key).await? else {
            return Ok(None);
        };
        let scope = Scope::of(agency.id);
        let named: BTreeMap<String, DepartmentId> = store::agency::departments(&office.db, scope)
            .await?
            .into_iter()
            .map(|d| (d.name, d.id))
            .collect();
        let departments = given
            .departments
            .iter()
            .filter_map(|department| Some((department.key.clone(), *named.get(&department.name)?)))
            .collect();
        let accounts = store::account::list(&office.db, scope).await?;
        let accounts = accounts
            .into_iter()
            .map(|account| (account.username.clone(), account))
            .collect();
        settings.push(Setting {
            id: agency.id,
            given,
            departments,
            accounts,
        });
    }
    Ok(Some(settings))
}

/// Sets up all agencies with departments and staff, in one transaction. Nobody can sign in yet.
pub(super) async fn set_up(office: &Office, material: &Material) -> anyhow::Result<()> {
    let tx = office.db.begin().await?;
    for given in &material.agencies {
        setup::establish(office, &tx, given).await?;
    }
    Ok(tx.commit().await?)
}

/// Gives everybody the password, all at once: the demonstration is complete.
pub(super) async fn open_doors(office: &Office, settings: &[Setting<'_>], hash: &str) -> anyhow::Result<()> {
    let tx = office.db.begin().await?;
    for setting in settings {
        for account in setting.accounts.values() {
            store::account::set_password(&tx, setting.scope(), account.id, hash, office.now()).await?;
        }
    }
    Ok(tx.commit().await?)
}
