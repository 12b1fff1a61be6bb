//! 管理日志: whatever is changed of an agency's settings is noted here, in the transaction that changes it.

use time::OffsetDateTime;

use super::Office;
use crate::{
    domain::{account::Officer, audit::Change, id::AccountId},
    ids::Ids,
    store::{self, Scope, StoreError, Tx, audit::Entry},
};

/// Who changes something.
#[derive(Debug, Clone, Copy)]
pub enum Giver<'a> {
    /// Whoever may start commands on the machine.
    Operator,
    Officer(&'a Officer),
}

impl Giver<'_> {
    /// The account; none of whoever is at the command line.
    pub fn account(self) -> Option<AccountId> {
        match self {
            Self::Operator => None,
            Self::Officer(officer) => Some(officer.account),
        }
    }
}

/// Notes a change of an agency's settings; one that changes nothing leaves no trace.
pub async fn note(
    office: &Office,
    tx: &Tx,
    scope: Scope,
    giver: Giver<'_>,
    change: Change,
) -> Result<(), StoreError> {
    note_at(office.ids.as_ref(), office.now(), tx, scope, giver, change).await
}

/// The same, for whoever has no office: commands that need nothing but the database.
pub async fn note_at(
    ids: &dyn Ids,
    at: OffsetDateTime,
    tx: &Tx,
    scope: Scope,
    giver: Giver<'_>,
    change: Change,
) -> Result<(), StoreError> {
    if change.is_empty() {
        return Ok(());
    }
    let entry = Entry {
        id: ids.next(),
        by: giver.account(),
        at,
        change,
    };
    store::audit::insert(tx, scope, &entry).await
}

/// Notes what the program did by itself, on a day that follows from a setting.
pub async fn note_by_program(
    office: &Office,
    tx: &Tx,
    scope: Scope,
    change: Change,
) -> Result<(), StoreError> {
    let entry = Entry {
        id: office.ids.next(),
        by: None,
        at: office.now(),
        change,
    };
    store::audit::insert(tx, scope, &entry).await
}
