//! What hangs on an account: told to whoever is about to switch it off or to take roles from it.

use crate::{
    casework::{Office, review::chain},
    domain::{id::AccountId, summary::WaitsFor},
    law::Law,
    store::{
        Scope, StoreError,
        account::Account,
        queue::{self, Filter, Waits},
    },
};

/// What somebody has to do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Weight {
    /// Open cases of which they are the handler.
    pub in_hand: u64,
    /// Cases in which a step of a review waits that is theirs to take, or is that of others as well.
    pub to_review: u64,
    /// Procedural letters that wait so.
    pub letters: u64,
}

/// Counts what somebody has to do.
pub async fn weight(office: &Office, account: &Account) -> Result<Weight, StoreError> {
    let (db, scope) = (&office.db, account.scope());
    let waits = |what| Filter {
        waits: Some(Waits {
            what,
            still_on: None,
            takers: vec![account.officer()],
        }),
        ..Filter::default()
    };
    let in_hand = Filter {
        open: true,
        handler: Some(account.id),
        ..Filter::default()
    };
    let answers = Filter {
        open: true,
        ..waits(WaitsFor::Answer)
    };
    Ok(Weight {
        in_hand: queue::count(db, scope, &in_hand).await?,
        to_review: queue::count(db, scope, &answers).await?,
        letters: queue::count(db, scope, &waits(WaitsFor::Notice)).await?,
    })
}

/// The steps of the review chain that somebody may take now, and nobody could where this account were as given.
pub async fn unstaffed_without(
    office: &Office,
    scope: Scope,
    law: &Law,
    (id, after): (AccountId, &Account),
) -> Result<Vec<String>, StoreError> {
    let steps = office.chain_in(scope).await?.steps;
    let mut staff = chain::staff(&office.db, scope).await?;
    let before = staff.people.clone();
    if after.active {
        staff.people.insert(id, after.officer());
    } else {
        staff.people.remove(&id);
    }
    let lost = steps.iter().filter(|step| {
        before.values().any(|officer| step.who.may_be(officer))
            && !staff.people.values().any(|officer| step.who.may_be(officer))
    });
    Ok(lost.map(|step| step.called(law).to_owned()).collect())
}
