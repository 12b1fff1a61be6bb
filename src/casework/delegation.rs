//! 代行: who takes the review steps of somebody who is away. Settled by the person themself or an administrator, ended by
//! either.

use std::collections::BTreeMap;

use super::{
    Office,
    audit::{self, Giver},
};
use crate::{
    domain::{
        account::Officer,
        audit::{Change, Matter, Part, Value},
        delegation::{
            self, Delegation, DelegationPart, DelegationProblem, NewDelegation, may_settle, problems, reviews,
        },
        id::{AccountId, DelegationId},
    },
    store::{self, Connection, Scope, StoreError, Tx, account::Account},
};

/// Why nothing was settled.
#[derive(Debug, thiserror::Error)]
pub enum DelegationError {
    /// Neither the person themself nor an administrator, or there is no such delegation.
    #[error("it is not theirs to settle")]
    NotTheirs,
    #[error("{} things are wrong with it", .0.len())]
    Wrong(Vec<(DelegationPart, DelegationProblem)>),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The people of an agency whose accounts are switched on.
async fn people(db: &impl Connection, scope: Scope) -> Result<BTreeMap<AccountId, Officer>, StoreError> {
    let accounts = store::account::list(db, scope).await?;
    let active = accounts.iter().filter(|account| account.active);
    Ok(active.map(|account| (account.id, account.officer())).collect())
}

/// Settles who stands in for a person.
pub async fn settle(
    office: &Office,
    officer: &Officer,
    new: NewDelegation,
) -> Result<Delegation, DelegationError> {
    if !may_settle(officer, new.from) {
        return Err(DelegationError::NotTheirs);
    }
    let (scope, today) = (Scope::of(officer.agency), office.today());
    let tx = office.db.begin().await?;
    store::delegation::hold(&tx, scope, new.from).await?;
    let standing = store::delegation::standing(&tx, scope, today).await?;
    let wrong = problems(&new, &people(&tx, scope).await?, &standing, today);
    if !wrong.is_empty() {
        return Err(DelegationError::Wrong(wrong));
    }
    let settled = Delegation {
        id: DelegationId(office.ids.next()),
        from: new.from,
        to: new.to,
        from_on: new.from_on,
        to_on: new.to_on,
        why: new.why.trim().to_owned(),
        by: officer.account,
        created_at: office.now(),
        ended_at: None,
    };
    store::delegation::insert(&tx, scope, &settled).await?;
    note(office, &tx, officer, &settled, true).await?;
    tx.commit().await?;
    Ok(settled)
}

/// Ends a delegation before its last day. One that is over stays as it was.
pub async fn end(office: &Office, officer: &Officer, id: DelegationId) -> Result<(), DelegationError> {
    let scope = Scope::of(officer.agency);
    let tx = office.db.begin().await?;
    let found = store::delegation::get(&tx, scope, id).await?;
    let delegation = found
        .filter(|delegation| may_settle(officer, delegation.from))
        .ok_or(DelegationError::NotTheirs)?;
    if !delegation.is_over(office.today()) {
        store::delegation::end(&tx, scope, id, officer.account, office.now()).await?;
        note(office, &tx, officer, &delegation, false).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// What an administrator settles or ends for somebody else is a setting; what people do for themselves is theirs.
async fn note(
    office: &Office,
    tx: &Tx,
    officer: &Officer,
    delegation: &Delegation,
    is_new: bool,
) -> Result<(), StoreError> {
    if delegation.from == officer.account {
        return Ok(());
    }
    let scope = Scope::of(officer.agency);
    let name = async |id| {
        let account = store::account::get(tx, scope, id).await?;
        Ok::<_, StoreError>(account.map(|account| Value::Words(account.name)))
    };
    let (absent, deputy) = (name(delegation.from).await?, name(delegation.to).await?);
    let change = Change::of(Matter::Delegation, "");
    let both = |change: Change, part, value: Option<Value>| {
        let before = value.clone().filter(|_| !is_new);
        change.part(part, before, value.filter(|_| is_new))
    };
    let change = both(change, Part::Absent, absent);
    let change = both(change, Part::Deputy, deputy);
    let change = both(change, Part::From, Some(delegation.from_on.into()));
    let change = both(change, Part::Until, Some(delegation.to_on.into()));
    let change = both(change, Part::Why, Some((&delegation.why).into()));
    audit::note(office, tx, scope, Giver::Officer(officer), change).await
}

/// The people for whom somebody stands in today, each in their own place.
pub async fn stands_in_for(office: &Office, account: &Account) -> Result<Vec<Officer>, StoreError> {
    let (db, scope, today) = (&office.db, account.scope(), office.today());
    let officer = account.officer();
    if !reviews(&officer) {
        return Ok(Vec::new());
    }
    let standing = store::delegation::of_deputy(db, scope, account.id, today).await?;
    let mut absent = BTreeMap::new();
    for one in &standing {
        let found = store::account::get(db, scope, one.from).await?;
        if let Some(account) = found.filter(|account| account.active) {
            absent.insert(account.id, account.officer());
        }
    }
    let there = delegation::in_their_places(officer, &absent, &standing, today);
    Ok(there.stands_in_for)
}

/// Everybody of an agency whose account is switched on, with those whom they stand in for today.
pub async fn everybody(office: &Office, scope: Scope) -> Result<Vec<Officer>, StoreError> {
    let (db, today) = (&office.db, office.today());
    let people = people(db, scope).await?;
    let standing = store::delegation::standing(db, scope, today).await?;
    let there = people.values().cloned();
    Ok(there
        .map(|officer| delegation::in_their_places(officer, &people, &standing, today))
        .collect())
}
