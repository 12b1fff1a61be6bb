//! What a person settles about their own desk: views, columns; and the next case that they take.

use crate::{
    domain::{
        account::{Actor, Officer},
        case::Case,
        stage::StageKey,
    },
    law::Role,
    store::{
        self, Scope, StoreError,
        queue::{Filter, Order as Sorted},
        view::{Display, SavedView},
    },
};

use super::{ActError, Office, Order, act};

/// The most characters of the name of a view.
pub const MAX_NAME: usize = 30;

/// The most views of one person.
pub const MAX_VIEWS: u64 = 50;

/// Why a view is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViewFault {
    Empty,
    TooLong,
    /// They have one of that name.
    Taken,
    TooMany,
}

/// Keeps a view; what is wrong with it, where something is.
pub async fn save_view(
    office: &Office,
    officer: &Officer,
    name: &str,
    query: String,
    shared: bool,
) -> Result<Result<(), ViewFault>, StoreError> {
    let name = name.trim();
    let fault = match name.chars().count() {
        0 => Some(ViewFault::Empty),
        length if length > MAX_NAME => Some(ViewFault::TooLong),
        _ => None,
    };
    if let Some(fault) = fault {
        return Ok(Err(fault));
    }
    let scope = Scope::of(officer.agency);
    let tx = office.db.begin().await?;
    if store::view::count_of(&tx, scope, officer.account).await? >= MAX_VIEWS {
        return Ok(Err(ViewFault::TooMany));
    }
    let view = SavedView {
        id: office.ids.next(),
        owner: officer.account,
        name: name.to_owned(),
        query,
        shared,
    };
    match store::view::insert(&tx, scope, &view, office.now()).await {
        Ok(()) => tx.commit().await?,
        Err(StoreError::Conflict) => return Ok(Err(ViewFault::Taken)),
        Err(error) => return Err(error),
    }
    Ok(Ok(()))
}

/// Forgets a view of one's own; false where there is none such.
pub async fn forget_view(office: &Office, officer: &Officer, id: uuid::Uuid) -> Result<bool, StoreError> {
    let tx = office.db.begin().await?;
    let there = store::view::delete(&tx, Scope::of(officer.agency), officer.account, id).await?;
    tx.commit().await?;
    Ok(there)
}

/// How the queue is to be shown to a person.
pub async fn set_display(office: &Office, officer: &Officer, display: &Display) -> Result<(), StoreError> {
    let tx = office.db.begin().await?;
    store::view::set_display(&tx, Scope::of(officer.agency), officer.account, display).await?;
    tx.commit().await?;
    Ok(())
}

/// How many of the most urgent cases are looked at, at once; whoever presses at the same time gets another of them.
const CANDIDATES: u32 = 16;

/// Whether somebody can take cases up that nobody in their department has.
pub fn may_take_next(officer: &Officer) -> bool {
    officer.is(Role::Handler) && officer.department.is_some()
}

/// 领取下一件: the most urgent case that was given to one's department and to nobody in it, or to oneself, is taken up.
/// None where there is none. However many press at once, no case is given twice: each taking up is a command on the
/// version that was seen, and whoever comes second goes on to the next.
pub async fn take_next(office: &Office, officer: &Officer) -> Result<Option<Case>, ActError> {
    if !may_take_next(officer) {
        return Ok(None);
    }
    let scope = Scope::of(officer.agency);
    let filter = Filter {
        stages: vec![StageKey::Assigned],
        open: true,
        department: officer.department,
        ..Filter::default()
    };
    let actor = Actor::Officer(officer.clone());
    let mut after = None;
    loop {
        let order = Sorted::default();
        let page = store::queue::page(&office.db, scope, &filter, &order, after.as_ref(), CANDIDATES).await?;
        for entry in &page.entries {
            let is_free = entry.handler.is_none() || entry.handler == Some(officer.account);
            if !is_free {
                continue;
            }
            match act(
                office,
                &actor,
                scope.agency_id(),
                entry.id,
                entry.version,
                Order::Accept,
            )
            .await
            {
                Ok(case) => return Ok(Some(case)),
                // Somebody else was faster: this one is theirs.
                Err(ActError::Stale(_) | ActError::Refused(_) | ActError::Gone) => {}
                Err(error) => return Err(error),
            }
        }
        after = page.next;
        if after.is_none() {
            return Ok(None);
        }
    }
}
