//! 内设机构: made, renamed, put in order and switched off by an administrator. Letters that were issued keep the name of then.

use super::{
    Office,
    audit::{self, Giver},
    staff::{NoEntry, enter},
};
use crate::{
    domain::{
        account::Officer,
        agency::Department,
        audit::{Change, Matter, Part},
        id::DepartmentId,
        review::Where,
        text::{Invalid, Name},
    },
    law::words,
    store::{
        self, Scope, StoreError, Tx,
        queue::{self, Filter},
    },
};

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum DepartmentError {
    /// Not an administrator of the agency, or there is no such department.
    #[error("it is not theirs to change")]
    NotTheirs,
    #[error("the name will not do")]
    Name(#[source] Invalid),
    /// Another department is called so, perhaps one that is switched off.
    #[error("another one is called so")]
    SameName,
    /// Somebody else has changed it meanwhile; so it is now.
    #[error("it was changed meanwhile")]
    Stale(Department),
    /// Somebody or something still is in it.
    #[error("it is in use")]
    InUse(InUse),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<NoEntry> for DepartmentError {
    fn from(error: NoEntry) -> Self {
        match error {
            NoEntry::NotTheirs => Self::NotTheirs,
            NoEntry::Store(error) => Self::Store(error),
        }
    }
}

/// What keeps a department from being switched off.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InUse {
    pub open_cases: u64,
    /// The names of those who may sign in.
    pub people: Vec<String>,
    /// The steps of the review chain that are its alone.
    pub steps: Vec<String>,
}

impl InUse {
    pub fn is_nothing(&self) -> bool {
        let Self {
            open_cases,
            people,
            steps,
        } = self;
        *open_cases == 0 && people.is_empty() && steps.is_empty()
    }
}

words! {
    /// Which way a department goes in the list.
    pub enum Direction {
        Up = "up",
        Down = "down",
    }
}

fn called(raw: &str) -> Result<Name, DepartmentError> {
    Name::parse(raw).map_err(DepartmentError::Name)
}

/// Adds a department at the end of the list.
pub async fn create(office: &Office, officer: &Officer, name: &str) -> Result<(), DepartmentError> {
    let (scope, name) = (Scope::of(officer.agency), called(name)?);
    let tx = office.db.begin().await?;
    enter(&tx, Giver::Officer(officer), scope).await?;
    let known = store::agency::departments(&tx, scope).await?;
    if known.iter().any(|other| other.name == name.as_str()) {
        return Err(DepartmentError::SameName);
    }
    let department = Department {
        id: DepartmentId(office.ids.next()),
        agency: officer.agency,
        name: name.into(),
        active: true,
    };
    let place = i32::try_from(known.len() + 1).unwrap_or(i32::MAX);
    store::agency::insert_department(&tx, &department, place).await?;
    let change =
        Change::of(Matter::Department, department.name.as_str()).set(Part::Name, Some(&department.name));
    audit::note(office, &tx, scope, Giver::Officer(officer), change).await?;
    Ok(tx.commit().await?)
}

/// Gives a department another name; `seen` is the one that the giver saw.
pub async fn rename(
    office: &Office,
    officer: &Officer,
    (id, seen): (DepartmentId, &str),
    name: &str,
) -> Result<(), DepartmentError> {
    let (scope, name) = (Scope::of(officer.agency), called(name)?);
    let tx = office.db.begin().await?;
    let (department, others) = find(&tx, officer, id).await?;
    if department.name != seen {
        return Err(DepartmentError::Stale(department));
    }
    if others.iter().any(|other| other.name == name.as_str()) {
        return Err(DepartmentError::SameName);
    }
    store::department::rename(&tx, scope, id, name.as_str()).await?;
    let change = Change::of(Matter::Department, department.name.as_str()).part(
        Part::Name,
        Some(&department.name),
        Some(name.as_str()),
    );
    audit::note(office, &tx, scope, Giver::Officer(officer), change).await?;
    Ok(tx.commit().await?)
}

/// Switches a department on, or off once nothing and nobody is in it.
pub async fn switch(
    office: &Office,
    officer: &Officer,
    id: DepartmentId,
    active: bool,
) -> Result<(), DepartmentError> {
    let scope = Scope::of(officer.agency);
    let tx = office.db.begin().await?;
    let (department, _) = find(&tx, officer, id).await?;
    if !active {
        let in_use = in_use(office, &tx, scope, id).await?;
        if !in_use.is_nothing() {
            return Err(DepartmentError::InUse(in_use));
        }
    }
    store::department::set_active(&tx, scope, id, active).await?;
    let change = Change::of(Matter::Department, department.name.as_str()).part(
        Part::Active,
        Some(department.active),
        Some(active),
    );
    audit::note(office, &tx, scope, Giver::Officer(officer), change).await?;
    Ok(tx.commit().await?)
}

/// Moves a department by one place; at the end of the list it stays where it is.
pub async fn shift(
    office: &Office,
    officer: &Officer,
    id: DepartmentId,
    direction: Direction,
) -> Result<(), DepartmentError> {
    let scope = Scope::of(officer.agency);
    let tx = office.db.begin().await?;
    let (department, _) = find(&tx, officer, id).await?;
    let all = store::agency::departments(&tx, scope).await?;
    let mut order: Vec<DepartmentId> = all.iter().map(|department| department.id).collect();
    let at = order.iter().position(|other| *other == id).unwrap_or_default();
    let to = match direction {
        Direction::Up => at.saturating_sub(1),
        Direction::Down => (at + 1).min(order.len() - 1),
    };
    order.swap(at, to);
    store::department::order(&tx, scope, &order).await?;
    let place = |at: usize| i64::try_from(at + 1).unwrap_or(i64::MAX);
    let change =
        Change::of(Matter::Department, department.name).part(Part::Place, Some(place(at)), Some(place(to)));
    audit::note(office, &tx, scope, Giver::Officer(officer), change).await?;
    Ok(tx.commit().await?)
}

/// The department, and the others of its agency, for somebody who may change them.
async fn find(
    tx: &Tx,
    officer: &Officer,
    id: DepartmentId,
) -> Result<(Department, Vec<Department>), DepartmentError> {
    let scope = Scope::of(officer.agency);
    enter(tx, Giver::Officer(officer), scope).await?;
    let all = store::agency::departments(tx, scope).await?;
    let (mut this, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|department| department.id == id);
    Ok((this.pop().ok_or(DepartmentError::NotTheirs)?, others))
}

async fn in_use(office: &Office, tx: &Tx, scope: Scope, id: DepartmentId) -> Result<InUse, StoreError> {
    let open = Filter {
        open: true,
        department: Some(id),
        ..Filter::default()
    };
    let accounts = store::account::list(tx, scope).await?;
    let people = accounts
        .into_iter()
        .filter(|account| account.active && account.department == Some(id));
    let at_work = office.as_it_stands(tx, scope).await?;
    let steps = at_work
        .chain
        .steps
        .iter()
        .filter(|step| step.who.department == Some(Where::Named(id)));
    Ok(InUse {
        open_cases: queue::count(tx, scope, &open).await?,
        people: people.map(|account| account.name).collect(),
        steps: steps.map(|step| step.called(&at_work.law).to_owned()).collect(),
    })
}
