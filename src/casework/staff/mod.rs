//! 账号: who may sign in, and as what. Made and changed by the administrators of the agency, and by whoever operates the
//! program; every change stands in the 管理日志.

pub mod import;
mod weight;

pub use self::weight::{Weight, unstaffed_without, weight};

use serde::{Deserialize, Serialize};

use super::{
    Office,
    audit::{self, Giver},
};
use crate::{
    domain::{
        audit::{Change, Matter, Part, Value},
        id::{AccountId, AgencyId, DepartmentId},
        staff::{self, AccountPart, AccountProblem, Person, Problems, TypedPerson},
        text::Username,
    },
    law::Role,
    password::{self, PasswordError},
    store::{
        self, Scope, StoreError, Tx,
        account::Account,
        staff::{Record, hold},
    },
};

/// Why an account is not made or changed.
#[derive(Debug, thiserror::Error)]
pub enum StaffError {
    /// Not an administrator of the agency, or there is no such account.
    #[error("it is not theirs to change")]
    NotTheirs,
    #[error("{} things are wrong with it", .0.len())]
    Wrong(Problems),
    /// Somebody else has changed it meanwhile; so it is now.
    #[error("it was changed meanwhile")]
    Stale(Box<Record>),
    /// Nobody takes their own administration away, switches themselves off, or resets their own password here.
    #[error("it is their own")]
    Own,
    /// Nobody would be left to look after the agency's settings.
    #[error("it is the last administrator")]
    LastAdministrator,
    #[error(transparent)]
    Password(#[from] PasswordError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A password that was drawn for somebody, shown once to whoever hands it over.
#[derive(Clone, PartialEq, Eq)]
pub struct FirstPassword(pub String);

impl std::fmt::Debug for FirstPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FirstPassword")
    }
}

impl FirstPassword {
    /// Draws one, with its hash.
    async fn draw(office: &Office) -> Result<(Self, String), PasswordError> {
        let drawn = office.ids.code();
        let hash = password::hash(drawn.clone()).await?;
        Ok((Self(drawn), hash))
    }
}

/// What was typed of somebody new.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAccount {
    pub username: String,
    pub person: TypedPerson,
}

/// Makes an account, with a password that its owner has to change.
pub async fn create(
    office: &Office,
    giver: Giver<'_>,
    agency: AgencyId,
    new: &NewAccount,
) -> Result<(Account, FirstPassword), StaffError> {
    let scope = Scope::of(agency);
    let (password, hash) = FirstPassword::draw(office).await?;
    let tx = office.db.begin().await?;
    enter(&tx, giver, scope).await?;
    let departments = store::agency::departments(&tx, scope).await?;
    let law = office.law();
    let (username, person) = match (
        staff::username(&new.username),
        staff::person(&new.person, &law, &departments, None),
    ) {
        (Ok(username), Ok(person)) => (username, person),
        (username, person) => {
            let problems = username.err().into_iter();
            return Err(StaffError::Wrong(
                problems.chain(person.err().unwrap_or_default()).collect(),
            ));
        }
    };
    let taken = store::staff::taken(&tx, &[username.to_string()]).await?;
    if !taken.is_empty() {
        return Err(taken_already());
    }
    let account = account(office, agency, username, person);
    match add(office, &tx, giver, &account, &hash).await {
        Err(StoreError::Conflict) => return Err(taken_already()),
        added => added?,
    }
    tx.commit().await?;
    Ok((account, password))
}

fn taken_already() -> StaffError {
    StaffError::Wrong(vec![(AccountPart::Username, AccountProblem::Taken)])
}

fn account(office: &Office, agency: AgencyId, username: Username, person: Person) -> Account {
    let Person {
        name,
        department,
        roles,
        email,
    } = person;
    Account {
        id: AccountId(office.ids.next()),
        agency,
        department,
        username: username.into(),
        name: name.into(),
        roles,
        active: true,
        last_sign_in_at: None,
        email,
    }
}

/// Writes a new account and notes it.
async fn add(
    office: &Office,
    tx: &Tx,
    giver: Giver<'_>,
    account: &Account,
    hash: &str,
) -> Result<(), StoreError> {
    let scope = account.scope();
    store::account::insert(tx, account, hash, office.now()).await?;
    store::staff::set_first_password(tx, scope, (account.id, 1), hash, office.now()).await?;
    let department = department_name(tx, scope, account.department).await?;
    let change = Change::of(Matter::Account, called(account))
        .set(Part::Username, Some(&account.username))
        .set(Part::Name, Some(&account.name))
        .set(Part::Department, department)
        .set(Part::Roles, Some(&account.roles))
        .set(Part::Email, account.email.as_ref().map(ToString::to_string))
        .set(Part::Password, Some(Value::Secret));
    audit::note(office, tx, scope, giver, change).await
}

/// Changes name, department, roles and address.
pub async fn change(
    office: &Office,
    giver: Giver<'_>,
    scope: Scope,
    (id, seen): (AccountId, i64),
    typed: &TypedPerson,
) -> Result<Account, StaffError> {
    let tx = office.db.begin().await?;
    let before = at(&tx, giver, scope, (id, seen)).await?;
    let departments = store::agency::departments(&tx, scope).await?;
    let person = staff::person(typed, &office.law(), &departments, before.account.department)
        .map_err(StaffError::Wrong)?;
    let after = Account {
        name: person.name.into(),
        department: person.department,
        roles: person.roles,
        email: person.email,
        ..before.account.clone()
    };
    write(office, &tx, giver, (&before, &after)).await?;
    tx.commit().await?;
    Ok(after)
}

/// Switches an account on or off: at once, wherever its owner has signed in.
pub async fn switch(
    office: &Office,
    giver: Giver<'_>,
    scope: Scope,
    (id, seen): (AccountId, i64),
    active: bool,
) -> Result<Account, StaffError> {
    let tx = office.db.begin().await?;
    let before = at(&tx, giver, scope, (id, seen)).await?;
    let after = Account {
        active,
        ..before.account.clone()
    };
    write(office, &tx, giver, (&before, &after)).await?;
    tx.commit().await?;
    Ok(after)
}

/// Draws a new password for somebody who has forgotten theirs, and signs them out everywhere.
pub async fn reset_password(
    office: &Office,
    giver: Giver<'_>,
    scope: Scope,
    seen: (AccountId, i64),
) -> Result<(Account, FirstPassword), StaffError> {
    let (password, hash) = FirstPassword::draw(office).await?;
    let tx = office.db.begin().await?;
    let record = at(&tx, giver, scope, seen).await?;
    if giver.account() == Some(record.account.id) {
        return Err(StaffError::Own);
    }
    store::staff::set_first_password(&tx, scope, seen, &hash, office.now()).await?;
    let change =
        Change::of(Matter::Account, called(&record.account)).set(Part::Password, Some(Value::Secret));
    audit::note(office, &tx, scope, giver, change).await?;
    tx.commit().await?;
    Ok((record.account, password))
}

/// Lets somebody try again at once who was locked out after wrong passwords.
pub async fn unlock(
    office: &Office,
    giver: Giver<'_>,
    scope: Scope,
    seen: (AccountId, i64),
) -> Result<Account, StaffError> {
    let tx = office.db.begin().await?;
    let record = at(&tx, giver, scope, seen).await?;
    store::staff::unlock(&tx, scope, seen).await?;
    let was_locked = record.locked_until.is_some_and(|until| until > office.now());
    let change = Change::of(Matter::Account, called(&record.account)).part(
        Part::Locked,
        Some(was_locked),
        Some(false),
    );
    audit::note(office, &tx, scope, giver, change).await?;
    tx.commit().await?;
    Ok(record.account)
}

/// Why somebody does not have the accounts of an agency alone.
#[derive(Debug, thiserror::Error)]
pub(in crate::casework) enum NoEntry {
    /// Not an administrator of the agency.
    #[error("it is not theirs to change")]
    NotTheirs,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<NoEntry> for StaffError {
    fn from(error: NoEntry) -> Self {
        match error {
            NoEntry::NotTheirs => Self::NotTheirs,
            NoEntry::Store(error) => Self::Store(error),
        }
    }
}

/// Has the accounts of the agency alone until the end, for somebody who may change them: whoever administers it now, not
/// only when their request began.
pub(in crate::casework) async fn enter(tx: &Tx, giver: Giver<'_>, scope: Scope) -> Result<(), NoEntry> {
    hold(tx, scope).await?;
    let officer = match giver {
        Giver::Operator => return Ok(()),
        Giver::Officer(officer) => officer,
    };
    let own = store::account::get(tx, scope, officer.account).await?;
    let administers = own.is_some_and(|own| own.active && own.roles.contains(&Role::Administrator));
    if administers {
        Ok(())
    } else {
        Err(NoEntry::NotTheirs)
    }
}

/// The account, if it is still as its changer saw it.
async fn at(
    tx: &Tx,
    giver: Giver<'_>,
    scope: Scope,
    (id, seen): (AccountId, i64),
) -> Result<Record, StaffError> {
    enter(tx, giver, scope).await?;
    let record = store::staff::get(tx, scope, id).await?;
    let record = record.ok_or(StaffError::NotTheirs)?;
    if record.version == seen {
        Ok(record)
    } else {
        Err(StaffError::Stale(Box::new(record)))
    }
}

/// Writes what an account is now, unless nobody were left to administer, and notes it.
async fn write(
    office: &Office,
    tx: &Tx,
    giver: Giver<'_>,
    (before, after): (&Record, &Account),
) -> Result<(), StaffError> {
    let (scope, was) = (after.scope(), &before.account);
    let administers = |account: &Account| account.active && account.roles.contains(&Role::Administrator);
    if administers(was) && !administers(after) {
        let others = store::account::list(tx, scope).await?;
        match giver {
            Giver::Officer(officer) if officer.account == after.id => return Err(StaffError::Own),
            Giver::Officer(_)
                if !others
                    .iter()
                    .any(|other| other.id != after.id && administers(other)) =>
            {
                return Err(StaffError::LastAdministrator);
            }
            // Whoever operates the program can make another one, and may have to stop the last at once.
            Giver::Operator | Giver::Officer(_) => {}
        }
    }
    store::staff::update(tx, scope, after, before.version).await?;
    let (from, to) = (
        department_name(tx, scope, was.department).await?,
        department_name(tx, scope, after.department).await?,
    );
    let email = |account: &Account| account.email.as_ref().map(ToString::to_string);
    let change = Change::of(Matter::Account, called(was))
        .part(Part::Name, Some(&was.name), Some(&after.name))
        .part(Part::Department, from, to)
        .part(Part::Roles, Some(&was.roles), Some(&after.roles))
        .part(Part::Email, email(was), email(after))
        .part(Part::Active, Some(was.active), Some(after.active));
    Ok(audit::note(office, tx, scope, giver, change).await?)
}

/// How the 管理日志 calls an account.
fn called(account: &Account) -> String {
    format!("{}（{}）", account.name, account.username)
}

async fn department_name(
    tx: &Tx,
    scope: Scope,
    id: Option<DepartmentId>,
) -> Result<Option<String>, StoreError> {
    let departments = store::agency::departments(tx, scope).await?;
    let found = departments
        .into_iter()
        .find(|department| Some(department.id) == id);
    Ok(found.map(|department| department.name))
}
