//! 以往答复: earlier answers of the agency on the same grounds, or to others who asked for the same, and how they fared
//! when they were contested.

use std::collections::BTreeSet;

use crate::{
    casework::Office,
    domain::{
        account::Officer, answer::Draft, application::Application, case::Case, id::CaseId, permission,
        sameness::Sought,
    },
    law::GroundKey,
    store::{self, Scope, StoreError},
};

/// The most earlier cases that are read for one ground or one item.
const READ: u64 = 20;
/// The most that are shown of each sort.
const SHOWN: usize = 8;

/// An earlier answer.
#[derive(Debug, Clone)]
pub struct Precedent {
    pub case: Case,
    /// What it shares with the answer that is reviewed.
    pub grounds: Vec<GroundKey>,
}

/// What went before.
#[derive(Debug, Clone, Default)]
pub struct Precedents {
    /// To whoever asked for the same: by 文号, or by the whole title.
    pub same_request: Vec<Precedent>,
    /// On the same grounds.
    pub same_ground: Vec<Precedent>,
}

/// Earlier answers that this officer may read: contested ones first, then the latest.
pub async fn precedents(
    office: &Office,
    officer: &Officer,
    case: &Case,
    (application, draft): (&Application, &Draft),
) -> Result<Precedents, StoreError> {
    let (db, scope) = (&office.db, Scope::of(case.agency));
    let outline = draft.outline();
    let ours = grounds_of(outline.iter().map(|item| (&item.ground, &item.withheld)));
    let mut asked = BTreeSet::new();
    for item in &application.only(&case.items).items {
        let sought = Sought::of(item);
        let others = store::sought::by_others(db, scope, case.id, &sought, READ).await?;
        let same = others.iter().filter(|other| other.sought.is_same(&sought));
        asked.extend(same.map(|other| other.case));
    }
    let mut answered = BTreeSet::new();
    for ground in outline.iter().map(|item| &item.ground) {
        answered.extend(store::queue::answered_on(db, scope, ground, READ).await?);
    }
    let mut precedents = Precedents {
        same_request: read(office, officer, case, &ours, asked.iter()).await?,
        same_ground: Vec::new(),
    };
    let others = answered.difference(&asked);
    let mut same_ground = read(office, officer, case, &ours, others).await?;
    same_ground.retain(|precedent| !precedent.grounds.is_empty());
    precedents.same_ground = same_ground;
    for list in [&mut precedents.same_request, &mut precedents.same_ground] {
        list.sort_by_key(|precedent| {
            let uncontested = precedent.case.appeals.is_empty();
            (uncontested, std::cmp::Reverse(precedent.case.id))
        });
        list.truncate(SHOWN);
    }
    Ok(precedents)
}

fn grounds_of<'a>(
    items: impl Iterator<Item = (&'a GroundKey, &'a Vec<GroundKey>)>,
) -> BTreeSet<&'a GroundKey> {
    // What is withheld of a partial answer says more than that it is partial.
    items
        .flat_map(|(ground, withheld)| {
            let whole = withheld.is_empty().then_some(ground);
            whole.into_iter().chain(withheld)
        })
        .collect()
}

/// Those of the cases that are answered, and that the officer may read.
async fn read(
    office: &Office,
    officer: &Officer,
    reviewed: &Case,
    ours: &BTreeSet<&GroundKey>,
    ids: impl Iterator<Item = &CaseId>,
) -> Result<Vec<Precedent>, StoreError> {
    let scope = Scope::of(reviewed.agency);
    let mut found = Vec::new();
    for id in ids.filter(|id| **id != reviewed.id) {
        let Some(case) = store::case::load(&office.db, scope, *id).await? else {
            continue;
        };
        if case.answer.is_none() || !permission::may_read(&case, officer) {
            continue;
        }
        let items = case.draft.iter().flat_map(|draft| &draft.reference.items);
        let theirs = grounds_of(items.map(|item| (&item.ground, &item.withheld)));
        let grounds = theirs
            .intersection(ours)
            .map(|ground| (*ground).clone())
            .collect();
        found.push(Precedent { case, grounds });
    }
    Ok(found)
}
