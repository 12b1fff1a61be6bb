//! 多个申请人申请同一信息 (条例第四十四条): who else was given what a case gave.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use super::Office;
use crate::{
    domain::{afterwards, case::Case, id::CaseId, sameness::Sought},
    law::Law,
    store::{self, Scope, StoreError, sought::Asked},
};

/// The most items that are compared with one; the newest are enough to show that several ask.
const MOST: u64 = 50;

/// The cases in which others were given the same, if so many applicants asked that it is to be proposed for
/// publication; none where somebody has to decide on it already, or has decided for it.
pub async fn several_asked(office: &Office, law: &Law, case: &Case) -> Result<Vec<CaseId>, StoreError> {
    let (db, scope) = (&office.db, Scope::of(case.agency));
    let given = afterwards::given(case, law);
    let Some(filed) = store::application::of_case(db, scope, case.id).await? else {
        return Ok(Vec::new());
    };
    let Some(own) = store::sought::applicant_of(db, scope, case.id).await? else {
        return Ok(Vec::new());
    };
    let mut loaded = BTreeMap::new();
    for item in filed
        .application
        .items
        .iter()
        .filter(|item| given.contains(&item.number))
    {
        let sought = Sought::of(item);
        let found = store::sought::by_others(db, scope, case.id, &sought, MOST).await?;
        let mut applicants = BTreeSet::from([own.clone()]);
        let mut cases = BTreeSet::new();
        for asked in found.iter().filter(|asked| asked.sought.is_same(&sought)) {
            let Some(applicant) = asked.applicant.as_ref().filter(|one| **one != own) else {
                continue;
            };
            let other = other(office, scope, asked, &mut loaded).await?;
            let Some(other) = other.filter(|other| afterwards::given(other, law).contains(&asked.item))
            else {
                continue;
            };
            let publication = other.publication.as_ref();
            if publication.is_some_and(|known| known.decided.is_none_or(|decided| decided.publish)) {
                return Ok(Vec::new());
            }
            applicants.insert(applicant.clone());
            cases.insert(asked.case);
        }
        if applicants.len() >= law.publication(office.today()).applicants {
            return Ok(cases.into_iter().collect());
        }
    }
    Ok(Vec::new())
}

/// The case of an item, read once.
async fn other<'a>(
    office: &Office,
    scope: Scope,
    asked: &Asked,
    loaded: &'a mut BTreeMap<CaseId, Option<Case>>,
) -> Result<Option<&'a Case>, StoreError> {
    let case = match loaded.entry(asked.case) {
        Entry::Occupied(known) => known.into_mut(),
        Entry::Vacant(vacant) => vacant.insert(store::case::load(&office.db, scope, asked.case).await?),
    };
    Ok(case.as_ref())
}
